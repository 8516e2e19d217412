"""How one report speaks of what another tells: updates it, corrects it, sums it up, is set against it.

Invariant: pure functions of the two parts; where the order of the two says which is which, their keys tell it, so that
the answer is the same either way, but for :func:`set_against` and :func:`both_and_one`, which are asked both ways.
"""

from __future__ import annotations

from tui.ledger.origins import is_copy
from tui.ledger.part import Part
from tui.ledger.scenes import hours_apart, one_scene, same_place, within
from tui.ledger.tolls import other_toll
from tui.model import Outcome

BULLETIN = 12.0
"""Hours from which the same words with other figures are the next bulletin of an office that writes one a day."""


def updates(a: Part, b: Part) -> bool:
    """The later one gives a new toll for the place of the earlier one."""
    later = b if a.key <= b.key else a
    if not any(toll.update for toll in later.tolls.values()):
        return False
    return one_scene(a, b)


def risen(a: Part, b: Part) -> bool:
    """The later toll is a little higher: at most twice the earlier one."""
    first, second = (a, b) if a.key <= b.key else (b, a)
    return any(
        outcome in first.tolls and first.tolls[outcome].n < toll.n <= 2 * first.tolls[outcome].n
        for outcome, toll in second.tolls.items()
    )


def grown(a: Part, b: Part) -> bool:
    """Two sums of one party's strikes on one country, the later one no lower and less than half a day after: what was
    counted in the morning is in it."""
    first, second = (a, b) if a.key <= b.key else (b, a)
    if not (a.round_up and b.round_up and a.dated and b.dated) or a.sides != b.sides:
        return False
    if not a.attackers or a.attackers != b.attackers or not a.scenes or a.scenes != b.scenes:
        return False
    early, late = first.tolls.get(Outcome.KILLED), second.tolls.get(Outcome.KILLED)
    apart = hours_apart(a, b)
    return early is not None and late is not None and early.n <= late.n and apart is not None and apart < BULLETIN


def next_bulletin(a: Part, b: Part) -> bool:
    """The same words with other figures, and neither says that a figure changed."""
    if (
        not (a.marks.numbers and b.marks.numbers)
        or a.marks.numbers & b.marks.numbers
        or not is_copy(a.words.shingles, b.words.shingles)
    ):
        return False
    return not any(toll.update for part in (a, b) for toll in part.tolls.values())


def corrects(a: Part, b: Part) -> bool:
    """The later one corrects a report of the same outlet from the same scene."""
    first, second = (a, b) if a.key <= b.key else (b, a)
    return second.correction and first.source == second.source and (same_place(a, b) or within(a, b))


def one_more(a: Part, b: Part) -> bool:
    """The later one tells of another strike than the earlier one does, by its words and by its figures."""
    first, second = (a, b) if a.key <= b.key else (b, a)
    return second.marks.another and not first.marks.another and other_toll(a, b)


def other_part(a: Part, b: Part) -> bool:
    """Morning and evening, each with figures of its own."""
    said = bool(a.marks.day_parts and b.marks.day_parts)
    return said and a.marks.day_parts.isdisjoint(b.marks.day_parts) and other_toll(a, b)


def set_against(a: Part, b: Part) -> bool:
    """The headline of ``a`` sets its happening against that of ``b``."""
    return not b.background and not a.background.isdisjoint(b.words.title)


def both_and_one(a: Part, b: Part) -> bool:
    """``a`` sums up what two sides of a war did to each other, ``b`` tells what one of them did."""
    return bool(a.sides) and not b.sides and bool(b.attackers)


def answers(a: Part, b: Part) -> bool:
    """``a`` is the threat of a country that ``b`` threatens."""
    if a.threat is None or b.threat is None or a.threat.by & b.threat.by:
        return False
    return not a.threat.by.isdisjoint(b.threat.of)


def one_siege(a: Part, b: Part) -> bool:
    """The same two parties at one kind of building in one city."""
    if not a.marks.buildings & b.marks.buildings or not (a.marks.cities | a.marks.sites) & (
        b.marks.cities | b.marks.sites
    ):
        return False
    return len((a.actors | a.attackers | a.targets) & (b.actors | b.attackers | b.targets)) >= 2
