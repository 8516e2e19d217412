"""Who did what to whom, sentence by sentence, before anybody is looked up.

Invariants: what is found are ranges of words, as worded, with the kind of wording that gave them; a doer who is not
named stays None; what could, would or was meant to happen is marked unreal. Active and passive verbs, nouns of attack
with their possessor, "by" and "on", clashes and claims of responsibility are read; anything else is left alone.
"""

from __future__ import annotations

from itertools import takewhile

from msgspec.structs import replace

from tui.extraction.attacks import by_killing, by_noun, by_weapon
from tui.extraction.blame import accused, by_wording
from tui.extraction.countries import by_adjective
from tui.extraction.deed import NOBODY, Deed, idiom, nouns, start_of
from tui.extraction.marks import (
    ATTACK,
    CLASH,
    DEED,
    HARM,
    KILLING,
    MEANS,
    PREPOSITION,
    PRONOUN,
    STAGE,
)
from tui.extraction.phrases import Line, left, opening, right
from tui.extraction.predicates import by_verb, starts_verb
from tui.extraction.verbs import Verb, verbs
from tui.extraction.vocabulary import listed

__all__ = ["NOBODY", "Deed", "agent_of_fragment", "deeds"]

_MOST = 24
"""Deeds of one sentence that are read: a bound on work, no real sentence has as many."""
_IDIOM = 6
"""Words behind a verb of striking that may make it an idiom."""
_LONGEST = 400
"""Words of a sentence that are looked at for deeds."""


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
                subject = fender = deed.target or fender
            elif deed.attacker and not deed.passive and not fender:
                subject = deed.attacker
            patient = deed.target if deed.passive else patient
        elif mark & STAGE and not subject:
            subject = _subject(line, index)
    found.extend(by_wording(line, patient))
    if not found:
        return ()
    found = accused(line, found)
    human = [deed for deed in found if not _natural(line, deed)]
    return tuple(_joined(line, sorted(human, key=lambda d: d.at)[:_MOST]))


def _fends(deed: Deed) -> bool:
    """ "Troops repelled an attack by rebels, killing nine": the troops killed them, though the rebels attacked."""
    verb = verbs().get(deed.word)
    return verb is not None and verb.kind == "fend"


def _deed_at(line: Line, index: int, mark: int, subject: range, patient: range) -> Deed | None:
    """The deed that the word tells, as a verb before as a noun."""
    deed: Deed | None = None
    if mark & HARM and _is_idiom(line, index):
        return None
    if mark & HARM and _is_verb(line, index, verb := verbs()[line.key(index)]):
        deed = by_verb(line, index, verb, subject, patient)
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
            and not starts_verb(line, index + 1)
            and after != "s"
        )
    if before in nouns("idle") and "base" in verb.forms:
        return False
    if noun and before in by_adjective() and not before.endswith("s"):
        return False  # "Redlandish attacks leave five wounded"
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
        return not starts_verb(line, index + 1) and (not noun or not line.mark(index + 1) & ATTACK)
    return True


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
    repelled = tuple(d.attacker for d in kept if _fends(d))  # "rebel raid repelled, nine killed"
    doers = [d for d in kept if d.attacker and not d.unreal and not _within(d.attacker, repelled)]
    result: list[Deed] = []
    for deed in kept:
        if not deed.attacker and deed.passive and doers:
            near = min(doers, key=lambda d: abs(d.at - deed.at))
            deed = replace(deed, attacker=near.attacker)
        if not any((deed.attacker, deed.target) == (k.attacker, k.target) for k in result):
            result.append(deed)
    return result
