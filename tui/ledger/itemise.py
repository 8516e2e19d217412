"""What a round-up has beyond the incidents that it sums up.

Invariants: nobody is taken out of a figure who cannot be among its people by side and class; a figure never falls
below nobody; with no part known, nothing is said of the round-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from tui.ledger.camps import Camps
from tui.ledger.outlines import Outline
from tui.ledger.people import Group, compatible, holds
from tui.model import Figure, Incident
from tui.wording import highest


@dataclass(frozen=True, slots=True)
class Itemised:
    """What is known of a round-up item by item."""

    parts: tuple[str, ...]
    """Ids of the incidents in it, nearest in time first."""
    rest: tuple[Figure, ...]
    """What its figures have beyond those of its parts."""
    text: str


def itemised(incident: Incident, known: Itemised | None) -> Incident:
    """The incident with what is known of its parts."""
    if known is None:
        return incident
    reason = "; ".join(filter(None, (incident.grade_reason, known.text)))
    return structs.replace(incident, parts=known.parts, rest=known.rest, grade_reason=reason)


def itemise(one: Outline, inside: Iterable[Outline], camps: Camps) -> Itemised | None:
    """Take the parts out of the round-up. ``inside`` are the incidents that it may hold, with the figures with which
    they are counted; those nearest in time go in first, as long as there is room."""
    parts = list(_fitting(one, sorted(inside, key=lambda part: (abs(part.first - one.first), part.id)), camps))
    if not parts:
        return None
    left = [_Left(figure) for figure in one.figures]
    for part in parts:
        for figure in part.figures:
            _take(left, figure, camps)
    rest = tuple(more for line in left if (more := line.figure()) is not None)
    return Itemised(tuple(part.id for part in parts), rest, _worded(one, left, len(parts)))


def _fitting(one: Outline, inside: Sequence[Outline], camps: Camps) -> Iterator[Outline]:
    room = one.room
    for part in inside:
        people = sum(
            figure.low
            for figure in part.figures
            if figure.outcome is one.outcome and any(_can_be(figure, other, camps) for other in one.main)
        )
        if people and (room is None or people <= room):
            room = None if room is None else room - people
            yield part


def _can_be(figure: Figure, other: Figure, camps: Camps) -> bool:
    """May people of the one figure be among those of the other?"""
    return figure.outcome is other.outcome and compatible(_group(figure), _group(other), camps)


def _group(figure: Figure) -> Group:
    return figure.side, figure.class_


@dataclass(slots=True)
class _Left:
    """What is left of a figure."""

    whole: Figure
    low: int = field(init=False)
    most: int = field(init=False)

    def __post_init__(self) -> None:
        self.low, self.most = self.whole.low, highest(self.whole)

    def figure(self) -> Figure | None:
        if self.most <= 0:
            return None  # of "at least 9" with nine on record nothing is known to be left
        high = None if self.whole.high is None else self.most
        return structs.replace(
            self.whole, low=self.low, high=high, most=self.most, headline=self.most, claimed_by_enemy=None, vague=0
        )


def _take(left: Sequence[_Left], figure: Figure, camps: Camps) -> None:
    """Take the people of a figure out of those lines that they may be in, the one that names them best first."""
    low, most = figure.low, highest(figure)
    lines = [line for line in left if _can_be(figure, line.whole, camps)]
    for line in sorted(lines, key=lambda line: _strange(_group(line.whole), _group(figure))):
        fewer, more = min(low, line.low), min(most, line.most)
        line.low, line.most = line.low - fewer, line.most - more
        low, most = low - fewer, most - more


def _strange(line: Group, people: Group) -> int:
    """0 where the line names just these people, 1 where they are in it by its words, else 2."""
    return 0 if line == people else 1 if holds(line, people) else 2


def _worded(one: Outline, left: Sequence[_Left], parts: int) -> str:
    outcome = one.outcome
    over = sum(line.most for line in left if line.whole.outcome is outcome)
    share = f"its {one.size:,}" if not over else f"{one.size - over:,} of its {one.size:,}"
    return f"a round-up: {share} {outcome.value} are counted in {parts} other incident{'s' * (parts > 1)}"
