"""Who did what to whom by one verb: its subject, its object, and which of them struck.

Invariant: pure functions of one line; what is not said to have happened gives no roles.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.extraction.attacks import site
from tui.extraction.deed import NOBODY, Deed, agent_after, hyphened, idiom, nouns, start_of
from tui.extraction.grammar import grammar
from tui.extraction.marks import (
    ADJECTIVAL,
    ATTACK,
    BE,
    HARM,
    PREPOSITION,
)
from tui.extraction.phrases import Line, left, opening, quantity, right, word_list
from tui.extraction.verbs import Verb, verbs

_IF = frozenset(("if", "unless"))
_FENDED = "repel"
"""The verb that stands for those that mean it with a particle."""
_STILL_VERBS = frozenset(("killed", "wounded", "hit"))
"""Participles used as adjectives that may be verbs all the same."""


def starts_verb(line: Line, index: int) -> bool:
    """Is the word at ``index`` a verb of harm that a predicate may begin with?"""
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


def by_verb(line: Line, index: int, verb: Verb, subject: range, patient: range) -> Deed | None:
    """The deed of the verb at ``index``; ``subject`` and ``patient`` are what the sentence has named so far."""
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
        if verb.kind == "fend":
            return Deed(index, target, agent, verb.base, unreal=unreal) if told else None
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
    if _runs_into(line, verb, doer, target):
        doer, target = target, doer
    return Deed(index, doer, target, verb.base, unreal=unreal) if doer or target else None


def _runs_into(line: Line, verb: Verb, doer: range, target: range) -> bool:
    """ "The army vehicle hit a mine": the mine struck it."""
    if verb.base not in ("hit", "strike") or nouns("planted").isdisjoint(line.of(target)):
        return False
    moved, arms = line.of(doer), nouns("means") | nouns("attack")
    return not nouns("hurt").isdisjoint(moved) and arms.isdisjoint(moved)


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
    """The two sides of "the army and the rebels clashed", "Redland-Blueland clashes intensify"."""
    at = next((i for i in reversed(both) if line.key(i) == "and"), None)
    return (hyphened(line, both) or (both, NOBODY)) if at is None else (range(both.start, at), range(at + 1, both.stop))


def _unreal(line: Line, start: int, group: list[str]) -> bool:
    if any(word in word_list("unreal") for word in group if word != "to"):
        return True
    if group[:1] == ["to"] and line.key(start - 1) in word_list("failing"):
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
    if after in ("dead", "down", "up", "out", "off", "back"):
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
    """Who suffers: left of the passive; after "and" the one of the verb before ("killed and wounded"); of "raids leave
    five wounded" only the five."""
    if before in ("who", "which", "that"):
        return left(line, start - 1)
    whole = _behind_verb(line, left(line, start) or opening(line))
    leaves = next((at for at in reversed(whole[:-1]) if line.key(at) in grammar().words.leave), None)
    return whole if leaves is None else range(leaves + 1, whole.stop)


def _behind_verb(line: Line, whole: range) -> range:
    """ "A trader was | killed and his two sons | wounded": the sons."""
    verb = next((at for at in whole[:-2] if line.mark(at) & HARM and line.key(at + 1) == "and"), None)
    return whole if verb is None or line.mark(verb) & ATTACK else range(verb + 2, whole.stop)


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
    if line.key(index + 1) in ("and", "or") and starts_verb(line, index + 2):
        return right(line, index + 3)
    return right(line, index + 1)
