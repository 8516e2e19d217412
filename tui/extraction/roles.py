"""Who did what to whom, sentence by sentence, before anybody is looked up.

Invariants: what is found are ranges of words, as worded, with the kind of wording that gave them; a doer who is not named stays None;
what could, would or was meant to happen is marked unreal. Active and passive verbs, nouns of attack with their possessor, "by" and "on",
clashes and claims of responsibility are read; anything else is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from tui.extraction.phrases import Line, left, opening, right, word_list
from tui.extraction.verbs import Verb, stage_verbs, verbs
from tui.extraction.vocabulary import listed

NOBODY = range(0)
_SITES = frozenset(("at", "in", "outside", "inside", "near"))


@dataclass(frozen=True, slots=True)
class Deed:
    """One attack as worded: ranges of words, empty where nothing is said."""

    at: int
    attacker: range = NOBODY
    target: range = NOBODY
    word: str = ""
    """The verb's base or the noun: what kind of event it is may hang on it."""
    mutual: bool = False
    unreal: bool = False
    passive: bool = False
    more: tuple[range, ...] = ()
    """Further doers: "hit by a missile, launched by radicals" gives both."""


def deeds(line: Line) -> tuple[Deed, ...]:
    """All deeds of a sentence in the order of their words."""
    found: list[Deed] = []
    subject = patient = NOBODY
    table, staging, nouns, killing = verbs(), stage_verbs(), _attack_nouns(), _nouns("killing")
    for index, word in enumerate(line.keys, start=line.low):
        verb = table.get(word)
        deed: Deed | None = None
        if verb is not None and _is_verb(line, index, verb):
            deed = _by_verb(line, index, verb, subject, patient)
        if deed is None and word in nouns:
            deed = _by_noun(line, index, subject, patient)
        if deed is None and word in killing:
            deed = _by_killing(line, index)
        if deed is not None:
            found.append(deed)
            if deed.attacker and not deed.passive:
                subject = deed.attacker
            patient = deed.target if deed.passive else patient
        elif word in staging and not subject:
            subject = _subject(line, index)
    found.extend(_idioms(line))
    found.extend(_responsible(line))
    found.extend(_exchanges(line, patient))
    return tuple(_joined(line, sorted(found, key=lambda d: d.at)))


def _subject(line: Line, index: int) -> range:
    """The phrase before a verb; the opening one where only an aside stands there."""
    doer = left(line, _start(line, index))
    return doer if doer and line.key(doer.start) not in word_list("preposition") else opening(line)


def agent_of_fragment(line: Line) -> range:
    """The doer in a fragment that only names one: "Namely by the IS." Empty when the sentence is no such fragment."""
    size = line.high - line.low
    if size > 8 or any(verbs().get(line.key(i)) for i in range(line.low, line.high)):
        return NOBODY
    for index in range(line.low, min(line.low + 3, line.high)):
        if line.key(index) == "by" and all(line.key(i) in listed("roles", "words", "namely") for i in range(line.low, index)):
            return right(line, index + 1)
    return NOBODY


def _nouns(entry: str) -> frozenset[str]:
    return listed("roles", "nouns", entry)


@lru_cache(maxsize=1)
def _attack_nouns() -> frozenset[str]:
    return _nouns("attack") | _nouns("clash")


def _idiom(entry: str) -> frozenset[str]:
    return listed("roles", "idioms", entry)


def _is_verb(line: Line, index: int, verb: Verb) -> bool:
    """A form that can also be a noun is a verb only where an object follows and no article stands before."""
    word, before, after = line.key(index), line.key(index - 1), line.key(index + 1)
    noun = word in _nouns("attack") or word in _nouns("clash")
    if before in ("the", "a", "an", "of", "s", "by", "this", "these", "such", "no", "another") and not line.parted(index):
        return verb.forms <= {"past", "participle"} and before == "s"
    if "ing" in verb.forms:
        return after not in ("of", "by", "in", "at", "on", "for") and not _starts_verb(line, index + 1) and after != "s"
    if word in _nouns("plural") and not (line.words.capital(index - 1) or before == "=" or before in _nouns("doer")):
        return False
    if noun or verb.forms & {"base"} and not verb.forms & {"past"}:
        if index + 1 >= line.high or line.parted(index + 1) or after in word_list("preposition") or after in ("of", "s", "and"):
            return False
        return not _starts_verb(line, index + 1) and (not noun or after not in _nouns("attack"))
    return True


def _starts_verb(line: Line, index: int) -> bool:
    verb = verbs().get(line.key(index))
    return verb is not None and bool(verb.forms & {"present", "past", "base"}) and line.key(index) not in word_list("adjectival") - {"killed", "wounded", "hit"}


def _start(line: Line, index: int) -> int:
    """Where the verb group begins: auxiliaries and adverbs before the verb belong to it."""
    start = index
    while start > line.low and not line.parted(start):
        word = line.key(start - 1)
        if word not in word_list("aux") and word not in word_list("be"):
            break
        start -= 1
    return start


def _by_verb(line: Line, index: int, verb: Verb, subject: range, patient: range) -> Deed | None:
    start = _start(line, index)
    group = [line.key(i) for i in range(start, index)]
    before = line.key(start - 1)
    unreal = _unreal(line, start, group)
    if verb.kind == "clash":
        with_ = line.key(index + 1) in ("with", "against")
        other = right(line, index + 2) if with_ else right(line, index + 1) if verb.base == "encounter" else NOBODY
        one = left(line, start)
        if not other:
            one, other = _pair(line, one)
        return Deed(index, one, other, verb.base, mutual=True, unreal=unreal)
    if verb.kind == "suffer":
        agent, more = _agent(line, index + 1, ("in", "after", "when", "by", "from"))
        return Deed(index, agent, left(line, start), verb.base, unreal=unreal, passive=True, more=more) if agent else None
    if verb.kind == "advance":
        return None
    if _passive(line, index, verb, group):
        agent, more = _agent(line, index + 1, ("by", "in", "after", "when", "during", "following", "as"))
        target = _patient(line, start, before)
        return Deed(index, agent, target, verb.base, unreal=unreal, passive=True, more=more) if agent or target else None
    inherits = "ing" in verb.forms or group[-1:] == ["to"] or before in ("and", "then", "while", "before", "after", "by", "or") or not left(line, start)
    doer = subject or opening(line) if inherits else left(line, start)
    target = _object(line, index, verb)
    if verb.kind == "fend":
        if line.key(target.start) in ("their", "its", "his") and target:
            target = patient
        return Deed(index, target, doer, verb.base, unreal=unreal)
    if not target and verb.base in _idiom("not_target") and not any(line.key(i) in _nouns("doer") for i in doer):
        return None
    if doer.stop > index:
        doer = range(doer.start, min(doer.stop, index))
    return Deed(index, doer, target, verb.base, unreal=unreal) if doer or target else None


def _pair(line: Line, both: range) -> tuple[range, range]:
    """The two sides of "the army and the rebels clashed"."""
    at = next((i for i in reversed(both) if line.key(i) == "and"), None)
    return (both, NOBODY) if at is None else (range(both.start, at), range(at + 1, both.stop))


def _unreal(line: Line, start: int, group: list[str]) -> bool:
    if any(word in word_list("unreal") for word in group if word != "to"):
        return True
    if group[:1] == ["to"] or group[-1:] == ["to"]:
        return any(line.key(i) in word_list("meant") for i in range(max(line.low, start - 3), start + len(group)))
    return any(line.key(i) in ("if", "unless") for i in range(max(line.low, start - 8), start))


def _passive(line: Line, index: int, verb: Verb, group: list[str]) -> bool:
    if "participle" not in verb.forms:
        return False
    after = line.key(index + 1)
    if any(word in word_list("be") for word in group):
        return True
    if any(word in ("has", "have", "had") for word in group):
        return False
    if after == "by":
        return line.key(index + 2) not in _idiom("no_agent")
    if after in ("dead", "down", "up", "out"):
        return line.parted(index + 2) or index + 2 >= line.high or line.key(index + 2) in word_list("preposition")
    return index + 1 >= line.high or line.parted(index + 1) or after in word_list("preposition") and after != "to" or (
        after == "and" and not _shared(line, index + 2)
    )


def _shared(line: Line, index: int) -> bool:
    """"shot and killed a man": the second verb has the object of both."""
    verb = verbs().get(line.key(index))
    if verb is None or not verb.forms & {"past", "present", "base"}:
        return False
    after = line.key(index + 1)
    return index + 1 < line.high and not line.parted(index + 1) and after not in word_list("preposition") and after != "and"


def _patient(line: Line, start: int, before: str) -> range:
    """Who suffers: left of the passive; after "and" the one of the verb before ("killed and wounded")."""
    if before in ("who", "which", "that"):
        return left(line, start - 1)
    return left(line, start) or opening(line)


def _object(line: Line, index: int, verb: Verb) -> range:
    if verb.base in _idiom("not_target"):
        for step in range(index + 1, min(index + 7, line.high)):
            if line.key(step) in ("at", "on", "into", "against", "towards", "toward"):
                return right(line, step + 1)
        return NOBODY
    if line.key(index + 1) == "by" and line.key(index + 2) in _idiom("no_agent"):
        return right(line, index + 3)
    if line.key(index + 1) in ("and", "or") and _starts_verb(line, index + 2):
        return right(line, index + 3)
    return right(line, index + 1)


def _agent(line: Line, start: int, leads: tuple[str, ...]) -> tuple[range, tuple[range, ...]]:
    """The doer after a passive: behind "by", else in a noun of attack behind "in", "after" or "when"."""
    for index in range(start, min(start + 14, line.high)):
        if line.key(index) == "by" and line.key(index + 1) not in _idiom("no_agent") and not line.key(index + 1).isdigit():
            agent = right(line, index + 1)
            deeper = _deeper(line, agent.stop)
            return (deeper, (agent,)) if deeper else (agent, ())
    for index in range(start, min(start + 16, line.high)):
        if line.key(index) not in leads:
            continue
        phrase = right(line, index + 1)
        kinds = _nouns("attack") | _nouns("clash")
        nouns = [i for i in phrase if line.key(i) in (kinds if line.key(index) == "in" else kinds | _nouns("doer"))]
        if nouns and line.key(phrase.start) not in ("their", "his", "its", "her"):
            other = _opponent(line, nouns[0])
            return other or phrase, ()
    return NOBODY, ()


def _opponent(line: Line, noun: int) -> range:
    """Behind a noun of fighting the other side: "a gunfight with police"."""
    if line.key(noun) not in _nouns("clash"):
        return NOBODY
    for index in range(noun + 1, min(noun + 6, line.high)):
        if line.key(index) in ("with", "against") and not line.parted(index):
            return right(line, index + 1)
    return NOBODY


def _deeper(line: Line, index: int) -> range:
    """Behind a means the one who used it: "a missile, launched by radicals"."""
    for at in range(index, min(index + 4, line.high)):
        if line.key(at) == "by" and line.key(at - 1) in stage_verbs() | verbs():
            return right(line, at + 1)
    return NOBODY


def _by_noun(line: Line, index: int, subject: range, patient: range) -> Deed | None:
    word = line.key(index)
    if word in _nouns("clash") and (deed := _clash(line, index, patient)):
        return deed
    if word not in _nouns("attack"):
        return None
    attacker, target = _possessor(line, index), NOBODY
    for step in range(index + 1, min(index + 9, line.high)):
        key = line.key(step)
        if line.parted(step) and step > index + 1 and key not in ("on", "by", "against", "targeting"):
            break
        if key == "by" and line.key(step + 1) not in _idiom("no_agent"):
            attacker = right(line, step + 1) or attacker
        elif key in listed("roles", "nouns", "target_after") and line.key(step + 1) not in word_list("day") and not target:
            target = right(line, step + 1)
        elif key in _SITES and not target and step == index + 1 and line.key(step + 1) in ("a", "an", "the"):
            target = _site(line, step + 1)
        elif step > index + 1 and verbs().get(key) and "past" in verbs()[key].forms:
            break
    staged = _staged(line, index)
    if staged is not None:
        attacker = attacker or staged or subject
    if not target and staged is None and not attacker:
        return None
    return Deed(index, attacker, target, word) if attacker or target else None


def _site(line: Line, start: int) -> range:
    """What stood where it happened: "a blast at a mosque"; towns and times are no targets."""
    span = right(line, start)
    kinds = listed("places", "name", "kinds") - {"hospital", "camp", "airport", "base", "bridge", "airbase", "port", "refinery"}
    idle = kinds | word_list("day") | {"suburbs", "capital", "country", "north", "south", "east", "west", "morning", "night", "world", "past", "same"}
    return NOBODY if any(line.key(i) in idle for i in span) else span


def _possessor(line: Line, index: int) -> range:
    """Who stands before the noun: "Houthi attack", "Israel's strike", "suicide bombing"."""
    first = index
    while first > line.low and index - first < 6 and not line.parted(first):
        word = line.key(first - 1)
        if word in word_list("preposition") or word in word_list("clause") or word in ("of", "and", "the", "a", "an", "s"):
            if word == "s" and index - first < 3:
                first -= 1
                continue
            break
        if verbs().get(word) and word not in word_list("adjectival") and word not in _nouns("attack") and "base" not in verbs()[word].forms:
            break
        if word in stage_verbs() and "base" not in stage_verbs()[word].forms:
            break
        first -= 1
    return range(first, index) if _someone(line, range(first, index)) else NOBODY


def _someone(line: Line, span: range) -> bool:
    """The words before a noun of attack tell of a doer: a name with a capital or a doer's noun."""
    if line.words.shouting:
        return any(line.key(i) in _nouns("doer") for i in span)
    return any(line.words.capital(i) and (i > line.low or len(span) > 1 or line.high - line.low > 2) or line.key(i) in _nouns("doer") for i in span)


def _staged(line: Line, index: int) -> range | None:
    """The subject when a verb such as "launched" has this noun as object; None when there is no such verb."""
    for step in range(index - 1, max(line.low - 1, index - 9), -1):
        if line.parted(step + 1):
            return None
        verb = stage_verbs().get(line.key(step))
        if verb and (verb.forms & {"past", "present", "participle", "ing"} or _plural(line, step - 1)):
            start = _start(line, step)
            group = [line.key(i) for i in range(start, step)]
            if any(word in word_list("be") for word in group):
                return None
            return left(line, start) or opening(line)
    return None


def _plural(line: Line, index: int) -> bool:
    """A subject that takes a base form: "the allies resume", "forces launch"."""
    return line.key(index) == "=" or (line.key(index).endswith("s") and len(line.key(index)) > 3)


def _clash(line: Line, index: int, patient: range) -> Deed | None:
    for step in range(index + 1, min(index + 7, line.high)):
        key = line.key(step)
        if key == "between":
            both = right(line, step + 1)
            for at in both:
                if line.key(at) == "and":
                    return Deed(index, range(both.start, at), range(at + 1, both.stop), line.key(index), mutual=True)
            return Deed(index, both, NOBODY, line.key(index), mutual=True) if both else None
        if key in ("with", "against"):
            one = patient if patient and line.key(index - 1) not in word_list("aux") else left(line, index)
            return Deed(index, one, right(line, step + 1), line.key(index), mutual=True)
        if line.parted(step):
            break
    return None


def _by_killing(line: Line, index: int) -> Deed | None:
    """ "the killing of X by Y", "the capture of X"."""
    if line.key(index + 1) != "of":
        return None
    target = right(line, index + 2)
    agent, more = _agent(line, target.stop, ())
    attacker = agent or _possessor(line, index)
    if line.key(index) in ("death", "deaths") and not attacker:
        return None
    return Deed(index, attacker, target, line.key(index), passive=not attacker, more=more) if target else None


def _idioms(line: Line) -> Iterator[Deed]:
    if line.grams.isdisjoint(_idiom("fire")) and line.grams.isdisjoint(_idiom("under")):
        return
    for index in range(line.low, line.high):
        for size in (3, 2):
            phrase = " ".join(line.words.keys[index : min(index + size, line.high)])
            if phrase in _idiom("fire"):
                target = right(line, index + size) if phrase.endswith((" on", " at", " upon")) else NOBODY
                yield Deed(index, left(line, _start(line, index)) or opening(line), target, "shoot")
                break
            if phrase in _idiom("under"):
                yield Deed(index, right(line, index + size), NOBODY, "attack")
                break


def _exchanges(line: Line, patient: range) -> Iterator[Deed]:
    """"killed after exchanging fire with police": both sides shoot."""
    if "fire with" not in line.grams and "gunfire with" not in line.grams:
        return
    for index in range(line.low, line.high - 2):
        if line.key(index).startswith("exchang") and line.key(index + 1) in ("fire", "gunfire", "shots") and line.key(index + 2) == "with":
            yield Deed(index, patient or left(line, index) or opening(line), right(line, index + 3), "clash", mutual=True)


def _responsible(line: Line) -> Iterator[Deed]:
    """"X claimed full responsibility", "blamed X for the attack", "attributed the attack to X"."""
    if "responsibility" not in line.grams and line.grams.isdisjoint(_idiom("blaming")):
        return
    for index in range(line.low, line.high):
        word = line.key(index)
        if word == "responsibility":
            for step in range(index - 1, max(line.low, index - 4), -1):
                if line.key(step) in _idiom("claiming"):
                    yield Deed(index, left(line, _start(line, step)) or opening(line), NOBODY, "attack")
                    break
        elif word in _idiom("blaming"):
            blamed = right(line, index + 1)
            after = line.key(blamed.stop)
            if blamed and after in ("on", "to"):
                yield Deed(index, right(line, blamed.stop + 1), NOBODY, "attack")
            elif blamed and after == "for":
                yield Deed(index, blamed, NOBODY, "attack")


def _joined(line: Line, found: list[Deed]) -> list[Deed]:
    """A passive without a doer takes the one of a noun of attack beside it; doubles are dropped."""
    kept: list[Deed] = []
    for deed in found:
        twin = (deed.attacker, deed.target) in {(k.attacker, k.target) for k in kept}
        told = not deed.target and any(deed.attacker in (k.attacker, *k.more) and k.target for k in found)
        if not twin and not told:
            kept.append(deed)
    doers = [d for d in kept if d.attacker and not d.unreal]
    result = []
    for deed in kept:
        if not deed.attacker and deed.passive and doers:
            near = min(doers, key=lambda d: abs(d.at - deed.at))
            deed = replace(deed, attacker=near.attacker)
        result.append(deed)
    return result
