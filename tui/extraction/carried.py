"""What a figure is of, where only another figure says so: "two soldiers were killed and three others hurt".

Invariants: a number without a noun takes what was said of the people before it, never of those of another attack; a
whole has no class of its own where its parts are of two kinds; what a phrase says in its own words is never changed."""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.aims import another_attack
from tui.extraction.apart import are_foes
from tui.extraction.drafts import Draft
from tui.extraction.grammar import grammar
from tui.extraction.reasons import SPELLED_OUT
from tui.extraction.victims import class_of
from tui.model import Class, Kind


def carry(earlier: Sequence[Draft], found: Draft) -> None:
    """ "three soldiers were killed and two others hurt": a number without a noun is of the people named before it."""
    words = grammar().words
    if found.head in words.reflexives and found.bound.agent >= 0:  # "the bomber killed himself"
        found.class_ = class_of(found.parse, found.parse.phrases[found.bound.agent])
        return
    more = found.head in words.general_people and any(
        found.parse.lower(at) in words.more_of_them for at in range(found.phrase.start, found.phrase.end)
    )
    if (
        not (found.phrase.bare or more or found.head in words.others or found.head in words.ordinals or found.pronoun)
        or found.class_ is not Class.UNKNOWN
    ):
        return
    for other in reversed(earlier):
        if found.sentence - other.sentence > 1 or _of_its_own(found, other):
            return
        if other.within is None and not (found.pronoun and other.count.n != found.count.n):
            found.class_, found.side, found.sub = other.class_, other.side, other.sub
            found.implied = other.implied
            return


def _of_its_own(found: Draft, other: Draft) -> bool:
    """The figure is of another attack than ``other``, or ``other`` died by explosives of their own."""
    if other.alone:
        return not found.pronoun
    return found.sentence != other.sentence and another_attack(found.parse)


def of_parts(drafts: Sequence[Draft]) -> None:
    """A figure whose words do not say what they were: not of one kind where its parts are of two, and that of its
    parts where they make up the whole."""
    parts: dict[int, list[Draft]] = {}
    for found in drafts:
        if found.within is not None and found.again is None:
            parts.setdefault(found.within.number, []).append(found)
    for number, inside in parts.items():
        whole = drafts[number]
        kinds = {part.class_ for part in inside}
        worded = class_of(whole.parse, whole.who or whole.phrase)
        if worded is Class.UNKNOWN and len({*kinds, whole.class_} - {Class.UNKNOWN}) > 1:
            whole.class_, whole.side, whole.implied = Class.UNKNOWN, None, False
        if _by_side(whole, inside):
            whole.reason = SPELLED_OUT
            for part in inside:
                part.within = None
        elif whole.class_ is Class.UNKNOWN and len(kinds) == 1 and _make_up(whole, inside):
            whole.class_ = kinds.pop()


def _by_side(whole: Draft, inside: Sequence[Draft]) -> bool:
    """ "10 dead: 4 rebels, 4 soldiers and 2 civilians": what the total leaves open its parts say of everybody in it.
    Recorders then keep a row for each, and the total checks them (Every Casualty, Standards 2016)."""
    groups = {(part.side, part.class_) for part in inside}
    sure = whole.open and not (whole.update or whole.correction) and whole.count.kind in (Kind.EXACT, Kind.AT_LEAST)
    plain = all(part.count.kind is Kind.EXACT and not part.reason for part in inside)
    if not sure or not plain or whole.class_ is not Class.UNKNOWN or whole.side is not None:
        return False
    said = all(part.class_ is not Class.UNKNOWN or part.side is not None for part in inside)
    apart = len(groups) > 1 or are_foes({part.sub for part in inside})
    return said and apart and whole.count.n == sum(part.count.n or 0 for part in inside)


def _make_up(whole: Draft, inside: Sequence[Draft]) -> bool:
    """All parts stand beside the whole, so that none is told twice, and they add up to it."""
    beside = all(part.bound is whole.bound for part in inside)
    return beside and whole.count.n == sum(part.count.n or 0 for part in inside)
