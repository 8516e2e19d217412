"""Deeds told by nouns: "Houthi attack on a ship", "clashes between", "the killing of", "300 drones at Ukraine".

Invariants: a noun of attack alone, with nobody before it and nothing behind it, is no deed; "hunger strike" and
"Colombia bombing" name no attacker.
"""

from __future__ import annotations

from functools import lru_cache

from tui.extraction.countries import by_adjective, by_name
from tui.extraction.deed import NOBODY, Deed, agent_after, hyphened, idiom, nouns, plural, start_of
from tui.extraction.marks import (
    ADJECTIVAL,
    ATTACK,
    AUX,
    BE,
    CLASH,
    CLAUSE,
    DAY,
    FINITE,
    HARM,
    PREPOSITION,
    PRESENT,
    STAGE,
    TALK,
)
from tui.extraction.phrases import Line, left, listed_means, opening, right, word_list
from tui.extraction.verbs import stage_verbs, verbs
from tui.extraction.vocabulary import listed

_SITES = frozenset(("at", "in", "outside", "inside", "near"))
_BUILDINGS = frozenset(("hospital", "camp", "airport", "base", "bridge", "airbase", "port", "refinery"))
"""Kinds of places that can be struck."""
_CLAIM = 6
"""Words up to the noun of an attack in which the verb that claims it stands."""
_PAIR = 4
"""Words before the noun of a clash in which the two who fight stand."""
_SAYS = frozenset(("s", "that"))
"""Words behind "claims" with which it says of somebody else's attack."""
_WHEREABOUTS = frozenset(
    (
        "suburbs",
        "capital",
        "country",
        "north",
        "south",
        "east",
        "west",
        "morning",
        "night",
        "world",
        "past",
        "same",
    )
)


def by_noun(line: Line, index: int, subject: range, patient: range) -> Deed | None:
    word = line.key(index)
    if line.mark(index) & CLASH and (deed := _clash(line, index, patient)):
        return deed
    if not line.mark(index) & ATTACK or (line.key(index - 1) in nouns("idle") and not line.parted(index)):
        return None
    attacker, target = _claimed(line, index) or _possessor(line, index), NOBODY
    for step in range(index + 1, min(index + 9, line.high)):
        key = line.key(step)
        if line.parted(step) and step > index + 1 and key not in ("on", "by", "against", "targeting"):
            break
        if key == "by" and line.key(step + 1) not in idiom("no_agent"):
            attacker = right(line, step + 1) or attacker
        elif (
            key in listed("roles", "nouns", "target_after")
            and not _of_time(line, step + 1)
            and line.key(step + 1) not in ("least", "most")
            and not target
        ):
            target = right(line, step + 1)
        elif key in _SITES and not target and step == index + 1 and line.key(step + 1) in ("a", "an", "the"):
            target = site(line, step + 1)
        elif step > index + 1 and line.mark(step) & HARM and "past" in verbs()[key].forms:
            break
    staged = _staged(line, index)
    if staged is not None:
        attacker = attacker or staged or subject
    if not target and staged is None and not attacker:
        return None
    meant = any(line.key(i) in word_list("meant") for i in range(max(line.low, index - 5), index))
    return Deed(index, attacker, target, word, unreal=meant) if attacker or target else None


def _of_time(line: Line, index: int) -> bool:
    """ "strikes on Monday", "strikes on the eve of talks": when, not whom."""
    first = index + (line.key(index) in ("a", "the"))
    return bool(line.mark(first) & DAY) or (line.key(first) in word_list("occasion") and line.key(first + 1) == "of")


def site(line: Line, start: int) -> range:
    """What stood where it happened: "a blast at a mosque"; towns and times are no targets."""
    span = right(line, start)
    return NOBODY if any(line.key(i) in _no_targets() for i in span) else span


@lru_cache(maxsize=1)
def _no_targets() -> frozenset[str]:
    """Kinds of towns and regions, directions and times."""
    return (listed("places", "name", "kinds") - _BUILDINGS) | listed("roles", "words", "day") | _WHEREABOUTS


def by_weapon(line: Line, index: int) -> Deed | None:
    """ "Russia launches 300 drones at Ukraine": a weapon that somebody fires."""
    for step in range(index - 1, max(line.low - 1, index - 9), -1):
        if not line.mark(step) & (STAGE | HARM):
            continue
        verb = stage_verbs().get(line.key(step)) or verbs()[line.key(step)]
        if verb.base not in idiom("firing"):
            continue
        if line.mark(step - 1) & BE or ("base" in verb.forms and not plural(line, step - 1)):
            return None
        target = NOBODY
        for after in range(index + 1, min(index + 6, line.high)):
            if line.key(after) in listed("roles", "nouns", "target_after") and line.key(after + 1) not in (
                "least",
                "most",
            ):
                target = right(line, after + 1)
                break
        doer = left(line, start_of(line, step)) or opening(line)
        return Deed(index, doer, target, line.key(index)) if doer else None
    return None


def _possessor(line: Line, index: int) -> range:
    """Who stands before the noun: "Houthi attack", "Israel's strike", "suicide bombing"."""
    first = index
    while first > line.low and index - first < 6 and (not line.parted(first) or listed_means(line, first)):
        word, mark = line.key(first - 1), line.mark(first - 1)
        if mark & (PREPOSITION | CLAUSE) or word in ("of", "and", "the", "a", "an", "s"):
            if (word == "s" and index - first < 3) or (word == "and" and _two_arms(line, first - 1)):
                first -= 1
                continue
            break
        if mark & HARM and not mark & (ADJECTIVAL | ATTACK) and "base" not in verbs()[word].forms:
            break
        if mark & TALK and not mark & ADJECTIVAL and word not in ("state", "test", "strike"):
            break
        first -= 1
    span = _from_adjective(line, range(first, index))
    return span if _someone(line, span) and not _scene(line, span) else NOBODY


def _two_arms(line: Line, index: int) -> bool:
    """ "missile and drone barrage": the word joins the arms of one attack."""
    means = nouns("means") | nouns("kind_of_attack")
    return line.key(index - 1) in means and line.key(index + 1) in means


def _from_adjective(line: Line, span: range) -> range:
    """Without what stands before a country's adjective: "Photos show | Russian missile and drone attack"."""
    adjectives = by_adjective()
    for index in span:
        if line.key(index) in adjectives and line.words.capital(index):
            return range(index, span.stop)
    return span


def _claimed(line: Line, index: int) -> range:
    """Who claims the attack as theirs: "Rebels claim | market attack", not "Redland claims rebel raid killed five"."""
    for step in range(index - 1, max(line.low, index - _CLAIM), -1):
        word = line.key(step)
        if word in idiom("claimed_attack") and not line.parted(step + 1):
            return NOBODY if _told_on(line, index + 1) else left(line, start_of(line, step))
        other = word in by_adjective() or word in _SAYS or line.mark(step) & (BE | CLAUSE | PREPOSITION)
        if other or line.parted(step + 1):
            return NOBODY
    return NOBODY


def _told_on(line: Line, start: int) -> bool:
    """A verb follows in the same clause, so that "claims" only says: "claims the attack killed five"."""
    for at in range(start, line.high):
        if line.parted(at) or line.key(at) in ("that", "which"):
            return False
        if line.mark(at) & (BE | AUX | FINITE | PRESENT | HARM):
            return True
    return False


def _scene(line: Line, span: range) -> bool:
    """A country's name that is where, not who: "Colombia bombing", "Iran school strike"."""
    names = by_name()
    for index in span:
        if line.key(index) not in names or not line.words.capital(index):
            continue
        between = [line.key(i) for i in range(index + 1, span.stop)]
        if between[:1] == ["s"]:
            return False
        if any(word not in nouns("kind_of_attack") for word in between):
            return True
        return not between and line.key(span.stop) in nouns("scene")
    return False


def _someone(line: Line, span: range) -> bool:
    """The words before a noun of attack tell of a doer: a name with a capital or a doer's noun."""
    if line.words.shouting:
        return any(line.key(i) in nouns("doer") for i in span)
    return any(
        (
            line.words.capital(i)
            and not line.key(i)[:1].isdigit()
            and (i > line.low or len(span) > 1 or line.high - line.low > 2)
        )
        or line.key(i) in nouns("doer")
        for i in span
    )


def _staged(line: Line, index: int) -> range | None:
    """The subject when a verb such as "launched" has this noun as object; None when there is no such verb."""
    for step in range(index - 1, max(line.low - 1, index - 9), -1):
        if line.parted(step + 1):
            return None
        verb = stage_verbs()[line.key(step)] if line.mark(step) & STAGE else None
        if verb and (verb.forms & {"past", "present", "participle", "ing"} or plural(line, step - 1)):
            start = start_of(line, step)
            said = line.key(step) in idiom("claimed_attack") and _told_on(line, index + 1)
            if said or any(line.mark(i) & BE for i in range(start, step)):
                return None
            return left(line, start) or opening(line)
    return None


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
            one = patient if patient and not line.mark(index - 1) & AUX else left(line, index)
            return Deed(index, one, right(line, step + 1), line.key(index), mutual=True)
        if line.parted(step):
            break
    return _of_pair(line, index)


def _of_pair(line: Line, index: int) -> Deed | None:
    """ "Redland-Blueland border clashes": the two that a hyphen joins fight each other."""
    if line.key(index) not in nouns("paired"):
        return None
    pair = hyphened(line, range(max(line.low, index - _PAIR), index))
    return Deed(index, *pair, line.key(index), mutual=True) if pair else None


def by_killing(line: Line, index: int) -> Deed | None:
    """ "the killing of X by Y", "the capture of X"."""
    if line.key(index + 1) != "of":
        return None
    target = right(line, index + 2)
    agent, more = agent_after(line, target.stop, ())
    attacker = agent or _possessor(line, index)
    if line.key(index) in ("death", "deaths") and not attacker:
        return None
    return Deed(index, attacker, target, line.key(index), passive=not attacker, more=more) if target else None
