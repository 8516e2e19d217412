"""Who did what to whom, sentence by sentence, before anybody is looked up.

Invariants: what is found are ranges of words, as worded, with the kind of wording that gave them; a doer who is not
named stays None; what could, would or was meant to happen is marked unreal. Active and passive verbs, nouns of attack
with their possessor, "by" and "on", clashes and claims of responsibility are read; anything else is left alone.
"""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from msgspec.structs import replace

from tui.extraction.attacks import by_killing, by_noun, by_weapon, site
from tui.extraction.blame import by_wording
from tui.extraction.deed import NOBODY, Deed, agent_after, idiom, nouns, start_of
from tui.extraction.marks import (
    ADJECTIVAL,
    ATTACK,
    BE,
    CLASH,
    DEED,
    HARM,
    KILLING,
    MEANS,
    PREPOSITION,
    PRONOUN,
    STAGE,
)
from tui.extraction.phrases import Line, left, opening, quantity, right, word_list
from tui.extraction.verbs import Verb, verbs
from tui.extraction.vocabulary import listed

__all__ = ["NOBODY", "Deed", "agent_of_fragment", "deeds"]

_MOST = 24
"""Deeds of one sentence that are read: a bound on work, no real sentence has as many."""
_IDIOM = 6
"""Words behind a verb of striking that may make it an idiom."""
_LONGEST = 400
"""Words of a sentence that are looked at for deeds."""


_IF = frozenset(("if", "unless"))
_FENDED = "repel"
"""The verb that stands for those that mean it with a particle."""
_STILL_VERBS = frozenset(("killed", "wounded", "hit"))
"""Participles used as adjectives that may be verbs all the same."""


def deeds(line: Line) -> tuple[Deed, ...]:
    """All deeds of a sentence in the order of their words."""
    found: list[Deed] = []
    subject = patient = fender = NOBODY
    for index, mark in enumerate(line.marks[:_LONGEST], start=line.low) if line.any_mark & DEED else ():
        if not mark & DEED:
            continue
        if len(found) >= _MOST:
            break
        deed = _deed_at(line, index, mark, subject, patient)
        if deed is not None:
            found.append(deed)
            if _fends(deed):
                subject = fender = deed.target
            elif deed.attacker and not deed.passive and not fender:
                subject = deed.attacker
            patient = deed.target if deed.passive else patient
        elif mark & STAGE and not subject:
            subject = _subject(line, index)
    found.extend(by_wording(line, patient))
    if not found:
        return ()
    human = [deed for deed in found if not _natural(line, deed)]
    return tuple(_joined(line, sorted(human, key=lambda d: d.at)[:_MOST]))


def _fends(deed: Deed) -> bool:
    """ "Troops repelled an attack by rebels, killing nine": the troops killed them, though the rebels attacked."""
    verb = verbs().get(deed.word)
    return verb is not None and verb.kind == "fend" and bool(deed.target)


def _deed_at(line: Line, index: int, mark: int, subject: range, patient: range) -> Deed | None:
    """The deed that the word tells, as a verb before as a noun."""
    deed: Deed | None = None
    if mark & HARM and _is_idiom(line, index):
        return None
    if mark & HARM and _is_verb(line, index, verb := verbs()[line.key(index)]):
        deed = _by_verb(line, index, verb, subject, patient)
    if deed is None and mark & KILLING:
        deed = by_killing(line, index)
    if deed is None and mark & (ATTACK | CLASH):
        deed = by_noun(line, index, subject, patient)
    if deed is None and mark & MEANS:
        deed = by_weapon(line, index)
    return deed


def _is_idiom(line: Line, index: int) -> bool:
    """ "Strike a trade deal", "strikes down the ban", "hits out at": nobody is struck."""
    if line.key(index) == "down" and line.key(index - 1) in idiom("strikes"):
        index -= 1
    if line.key(index) not in idiom("strikes") or index + 1 >= line.high:
        return False
    near = range(index + 1, min(index + _IDIOM, line.high))
    follows = line.key(index + 1)
    if follows == "out" or (follows == "down" and all(line.key(at) not in nouns("means") for at in near)):
        return True
    struck = takewhile(lambda at: not (line.parted(at) or line.mark(at) & (HARM | PREPOSITION)), near)
    return any(line.key(at) in idiom("bargains") for at in struck)


def _natural(line: Line, deed: Deed) -> bool:
    """A quake, a bear or a fight against a disease is nobody's attack."""
    words = (*line.of(deed.attacker), *line.of(deed.target))
    return not nouns("natural").isdisjoint(words) and nouns("means").isdisjoint(words)


def _subject(line: Line, index: int) -> range:
    """The phrase before a verb; the opening one where only an aside stands there."""
    doer = left(line, start_of(line, index))
    return doer if doer and not line.mark(doer.start) & PREPOSITION else opening(line)


def agent_of_fragment(line: Line) -> range:
    """The doer in a fragment that only names one: "Namely by the IS." Empty when the sentence is no such fragment."""
    size = line.high - line.low
    if size > 8 or any(verbs().get(line.key(i)) for i in range(line.low, line.high)):
        return NOBODY
    for index in range(line.low, min(line.low + 3, line.high)):
        if line.key(index) == "by" and all(
            line.key(i) in listed("roles", "words", "namely") for i in range(line.low, index)
        ):
            return right(line, index + 1)
    return NOBODY


def _is_verb(line: Line, index: int, verb: Verb) -> bool:
    """A form that can also be a noun is a verb only where an object follows and no article stands before."""
    word, before, after = line.key(index), line.key(index - 1), line.key(index + 1)
    noun = bool(line.mark(index) & (ATTACK | CLASH))
    if before in ("the", "a", "an", "of", "s", "by", "this", "these", "such", "no", "another") and not line.parted(
        index
    ):
        return verb.forms <= {"past", "participle"} and before == "s"
    if "ing" in verb.forms:
        counted = after == "at" and line.key(index + 2) in ("least", "most")
        return (
            (counted or after not in ("of", "by", "in", "at", "on", "for"))
            and not _starts_verb(line, index + 1)
            and after != "s"
        )
    if before in nouns("idle") and "base" in verb.forms:
        return False
    if word in nouns("plural") and before in listed("equipment", "words", "numbers"):
        return False
    if word in nouns("plural") and not (
        line.words.capital(index - 1)
        or (line.mark(index - 1) & ATTACK and not before.endswith("s"))
        or before == "="
        or before in nouns("doer")
        or line.mark(index - 1) & PRONOUN
    ):
        return False
    if noun or (verb.forms & {"base"} and not verb.forms & {"past"}):
        if (
            index + 1 >= line.high
            or line.parted(index + 1)
            or line.mark(index + 1) & PREPOSITION
            or after in ("of", "s", "and")
        ):
            return False
        return not _starts_verb(line, index + 1) and (not noun or not line.mark(index + 1) & ATTACK)
    return True


def _starts_verb(line: Line, index: int) -> bool:
    mark = line.mark(index)
    if not mark & HARM or (mark & ADJECTIVAL and line.key(index) not in _STILL_VERBS):
        return False
    return bool(verbs()[line.key(index)].forms & {"present", "past", "base"})


class _Predicate(NamedTuple):
    """A verb with the words that stand before it in its group: "would have been struck"."""

    line: Line
    at: int
    """Where the verb stands."""
    start: int
    """Where its group begins."""
    verb: Verb
    unreal: bool
    """It did not happen: it would, it must."""


def _by_verb(line: Line, index: int, verb: Verb, subject: range, patient: range) -> Deed | None:
    start = start_of(line, index)
    group = [line.key(i) for i in range(start, index)]
    unreal = _unreal(line, start, group)
    predicate = _Predicate(line, index, start, verb, unreal)
    if verb.kind == "clash":
        return _by_clash(predicate)
    if verb.kind == "advance":
        return None
    if verb.kind == "suffer":
        agent, more = agent_after(line, index + 1, ("in", "after", "when", "by", "from"))
        sufferer = left(line, start)
        return Deed(index, agent, sufferer, verb.base, unreal=unreal, passive=True, more=more) if agent else None
    if _passive(line, index, verb, group):
        agent, more = agent_after(line, index + 1, ("by", "in", "after", "when", "during", "following", "as"))
        target = _patient(line, start, line.key(start - 1))
        told = bool(agent or target)
        return Deed(index, agent, target, verb.base, unreal=unreal, passive=True, more=more) if told else None
    return _by_active(predicate, subject, patient)


def _by_clash(predicate: _Predicate) -> Deed:
    """ "The army clashed with rebels", "the army and rebels clashed", "troops encountered rebels"."""
    line, index, start, verb, unreal = predicate
    with_ = line.key(index + 1) in ("with", "against")
    other = right(line, index + 2) if with_ else right(line, index + 1) if verb.base == "encounter" else NOBODY
    one = left(line, start)
    if not other:
        one, other = _pair(line, one)
    return Deed(index, one, other, verb.base, mutual=True, unreal=unreal)


def _by_active(predicate: _Predicate, subject: range, patient: range) -> Deed | None:
    """Who does it to whom; a verb that shares its subject with one before takes ``subject``."""
    line, index, start, verb, unreal = predicate
    inherits = (
        "ing" in verb.forms
        or (index > start and line.key(index - 1) == "to")
        or line.key(start - 1) in ("and", "then", "while", "before", "after", "by", "or")
        or (bool(subject) and line.gap(start) == ",")
        or not left(line, start)
    )
    doer = subject or opening(line) if inherits else _attacker_of(line, left(line, start))
    target = _object(line, index, verb)
    if verb.kind == "fend" or _beats_back(line, index, target):
        if line.key(target.start) in ("their", "its", "his") and target:
            target = patient
        return Deed(index, target, doer, verb.base if verb.kind == "fend" else _FENDED, unreal=unreal)
    if verb.base in idiom("selfmade"):
        target = _beside(line, index)
    elif not target and verb.base in idiom("not_target") and nouns("doer").isdisjoint(line.of(doer)):
        return None
    if doer.stop > index:
        doer = range(doer.start, min(doer.stop, index))
    return Deed(index, doer, target, verb.base, unreal=unreal) if doer or target else None


def _beats_back(line: Line, index: int, target: range) -> bool:
    """ "beat back an assault", "fought off the raid": not "drove back the enemy", who was struck."""
    return line.key(index + 1) in ("back", "off") and any(line.mark(at) & ATTACK for at in target)


def _attacker_of(line: Line, doer: range) -> range:
    """The phrase before the verb; the opening one where that is only the last aim of its attacks: "Redland attacks on
    the port, | the mill | kill five"; without who says so: "Redland claims | rebel attack killed five"."""
    said = next((at for at in reversed(doer[1:-1]) if line.key(at) in idiom("claimed_attack")), None)
    if said is not None:
        return range(said + 1, doer.stop)
    first = opening(line)
    if not line.parted(doer.start) or line.mark(line.low) & PREPOSITION or first.stop != doer.start:
        return doer
    for at in range(doer.start - 1, first.start, -1):
        if line.mark(at) & ATTACK:
            return first if line.key(at + 1) in nouns("target_after") else doer
    return doer


def _pair(line: Line, both: range) -> tuple[range, range]:
    """The two sides of "the army and the rebels clashed"."""
    at = next((i for i in reversed(both) if line.key(i) == "and"), None)
    return (both, NOBODY) if at is None else (range(both.start, at), range(at + 1, both.stop))


def _unreal(line: Line, start: int, group: list[str]) -> bool:
    if any(word in word_list("unreal") for word in group if word != "to"):
        return True
    if group[:1] == ["to"] or group[-1:] == ["to"]:
        return any(line.key(i) in word_list("meant") for i in range(max(line.low, start - 3), start + len(group)))
    return not _IF.isdisjoint(line.of(range(start - 8, start)))


def _passive(line: Line, index: int, verb: Verb, group: list[str]) -> bool:
    if "participle" not in verb.forms:
        return False
    after = line.key(index + 1)
    if any(line.mark(i) & BE for i in range(index - len(group), index)):
        return True
    if any(word in ("has", "have", "had") for word in group) or (
        not line.parted(index + 1) and quantity(line, index + 1, index + 1)
    ):
        return False
    if verb.base in idiom("selfmade"):
        return False
    if after == "by":
        return line.key(index + 2) not in idiom("no_agent")
    if after in ("dead", "down", "up", "out"):
        return line.parted(index + 2) or index + 2 >= line.high or bool(line.mark(index + 2) & PREPOSITION)
    return (
        index + 1 >= line.high
        or line.parted(index + 1)
        or (bool(line.mark(index + 1) & PREPOSITION) and after != "to")
        or (after == "and" and not _shared(line, index + 2))
    )


def _shared(line: Line, index: int) -> bool:
    """ "shot and killed a man": the second verb has the object of both."""
    verb = verbs().get(line.key(index))
    if verb is None or not verb.forms & {"past", "present", "base"}:
        return False
    after = line.key(index + 1)
    return (
        index + 1 < line.high
        and not line.parted(index + 1)
        and not line.mark(index + 1) & PREPOSITION
        and after != "and"
    )


def _patient(line: Line, start: int, before: str) -> range:
    """Who suffers: left of the passive; after "and" the one of the verb before ("killed and wounded")."""
    if before in ("who", "which", "that"):
        return left(line, start - 1)
    return left(line, start) or opening(line)


def _beside(line: Line, index: int) -> range:
    """What a bomb went off at: "detonated himself at a checkpoint"."""
    for step in range(index + 1, min(index + 8, line.high)):
        if line.key(step) in ("at", "near", "outside", "inside", "in", "among", "by") and line.key(step + 1) in (
            "a",
            "an",
            "the",
        ):
            return site(line, step + 1)
    return NOBODY


def _object(line: Line, index: int, verb: Verb) -> range:
    if verb.base in idiom("not_target"):
        for step in range(index + 1, min(index + 7, line.high)):
            if line.key(step) in ("at", "on", "into", "against", "towards", "toward"):
                return right(line, step + 1)
        return NOBODY
    if line.key(index + 1) == "by" and line.key(index + 2) in idiom("no_agent"):
        return right(line, index + 3)
    if line.key(index + 1) in ("and", "or") and _starts_verb(line, index + 2):
        return right(line, index + 3)
    return right(line, index + 1)


def _within(span: range, others: tuple[range, ...]) -> bool:
    return any(other.start <= span.start and span.stop <= other.stop for other in others if other)


def _joined(line: Line, found: list[Deed]) -> list[Deed]:
    """A passive without a doer takes the one of a noun of attack beside it; doubles are dropped."""
    kept: list[Deed] = []
    for deed in found:
        twin = (deed.attacker, deed.target) in {(k.attacker, k.target) for k in kept}
        told = not deed.target and any(k.target and _within(deed.attacker, (k.attacker, *k.more)) for k in found)
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
