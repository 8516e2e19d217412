"""What of an incident is looked at to tell which round-up it is in.

Invariant: pure functions of one or two outlines.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.ledger.areas import Area, lineage
from tui.ledger.camps import Camps
from tui.ledger.happenings import attackers_of
from tui.ledger.part import Part
from tui.ledger.tallies import counts, only_enemy
from tui.model import Figure, Incident, Outcome
from tui.wording import highest

BEFORE = dt.timedelta(hours=24)
"""How long before its first report the parts of a round-up may have been reported first."""
AFTER = dt.timedelta(hours=6)
"""How long after its newest report."""
DAY = dt.timedelta(days=1)
SUMMED = (Outcome.KILLED, Outcome.WOUNDED)
"""By the first of these that a round-up gives in figures it is told what it can hold."""

Cell = tuple[str, int]
"""A place and a day."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An incident that adds people to a sum."""

    id: str
    first: dt.datetime
    last: dt.datetime
    """Times of its first and its newest report."""
    happened: dt.datetime | None
    area: Area
    """Where it happened; of a round-up, over what it sums up."""
    attackers: frozenset[str]
    """Empty: anyone may have done it."""
    figures: tuple[Figure, ...]
    """Those that are counted, see :func:`summed`; never empty."""
    sums: bool
    """It is a round-up."""

    @property
    def outcome(self) -> Outcome:
        """The one that its size is told by."""
        given = {figure.outcome for figure in self.figures}
        return next(outcome for outcome in SUMMED if outcome in given)

    @property
    def main(self) -> tuple[Figure, ...]:
        """Its figures of that outcome."""
        outcome = self.outcome
        return tuple(figure for figure in self.figures if figure.outcome is outcome)

    @property
    def size(self) -> int:
        """The most people that it tells of."""
        return sum(map(highest, self.main))

    @property
    def room(self) -> int | None:
        """How many people it can hold; None: it gives no upper end."""
        return None if any(figure.high is None for figure in self.main) else self.size

    @property
    def order(self) -> tuple[int, str]:
        """Smaller ones first."""
        return self.size, self.id

    def at(self) -> set[Cell]:
        """Cells in which a round-up finds it."""
        day = day_of(self.first)
        return {(place, day) for lineage in self.area for place in lineage}

    def over(self) -> set[Cell]:
        """Cells in which a round-up looks for its parts."""
        days = range(day_of(self.first - BEFORE), day_of(self.last + AFTER) + 1)
        return {(lineage[0], day) for lineage in self.area for day in days}


def outline_of(incident: Incident, parts: Iterable[Part]) -> Outline | None:
    """The outline of an incident of which these parts of texts tell; None: it adds nobody to a sum. It is a round-up
    where half of the headlines say so."""
    figures = summed(incident.figures) if counts(incident, None) else ()
    if not figures:
        return None
    main = [part for part in parts if part.main]
    summing = [part for part in main if part.round_up]
    sums = bool(summing) and len(summing) * 2 >= len(main)
    mutual = sums and any(part.sides for part in summing)
    return Outline(
        id=incident.id,
        first=incident.first_seen,
        last=incident.last_seen,
        happened=incident.event_time,
        area=_most_said(summing) if sums else (lineage(incident.place),) if incident.place is not None else (),
        attackers=frozenset() if mutual else attackers_of(incident.dyads),
        figures=figures,
        sums=sums,
    )


def _most_said(parts: Sequence[Part]) -> Area:
    said = Counter(part.area for part in parts if part.area)
    return min(said, key=lambda area: (-said[area], area), default=())


def summed(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Those that enter a sum of people."""
    return tuple(one for one in figures if one.outcome in SUMMED and one.headline and not only_enemy(one))


def day_of(time: dt.datetime) -> int:
    """Whole days, counted as the calendar does."""
    return time.date().toordinal()


def may_hold(one: Outline, other: Outline, camps: Camps) -> bool:
    """May the round-up ``one`` sum up ``other``, among others?"""
    if other.id == one.id or (other.sums and other.order >= one.order):
        return False
    return _is_inside(one, other) and _in_time(one, other) and _same_hands(one, other, camps)


def _is_inside(one: Outline, other: Outline) -> bool:
    places = {lineage[0] for lineage in one.area}
    return bool(other.area) and all(not places.isdisjoint(lineage) for lineage in other.area)


def _in_time(one: Outline, other: Outline) -> bool:
    if not one.first - BEFORE <= other.first <= one.last + AFTER:
        return False
    return one.happened is None or other.happened is None or abs(one.happened - other.happened) <= DAY


def _same_hands(one: Outline, other: Outline, camps: Camps) -> bool:
    if not one.attackers or not other.attackers:
        return True
    return any(camps.together(a, b) for a in one.attackers for b in other.attackers)
