"""Tallies that follow the incidents, for any window.

Invariant: for every front and instant, :meth:`Running.tallies` gives what :func:`tui.ledger.tallies.tallies` gives
of the incidents whose newest report is not older than that instant. To put an incident in, or take it out, costs the
same however many there are; to ask costs the hours of one day, the days of the window and the incidents of one hour.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tui.ledger.tallies import Sums, add_all, counts, share_of, worded
from tui.model import Front, Incident, Tally, Value

HOURS = 24
"""Hours in one sum of a day."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_HOUR = dt.timedelta(hours=1)


class Tallied(Value, frozen=True, kw_only=True):
    """The tallies of one window."""

    all: tuple[Tally, ...]
    """Over all fronts, each incident once."""
    fronts: dict[str | None, tuple[Tally, ...]]
    """By front id, None: what is on no front."""


@dataclass(slots=True)
class _Sheet:
    """The sums of one front, or of all, by the hour and by the day."""

    hours: dict[int, Sums] = field(default_factory=dict)
    days: dict[int, Sums] = field(default_factory=dict)
    newest: int = 0
    """No day of :attr:`days` is later."""
    members: dict[int, dict[str, tuple[dt.datetime, Sums]]] = field(default_factory=dict)
    """Hour -> id -> time and share: the hour that a window begins in is summed anew."""

    def put(self, id_: str, time: dt.datetime, share: Sums) -> None:
        hour = hour_of(time)
        add_all(self.hours.setdefault(hour, {}), share)
        add_all(self.days.setdefault(hour // HOURS, {}), share)
        self.members.setdefault(hour, {})[id_] = time, share
        self.newest = max(self.newest, hour // HOURS)

    def drop(self, id_: str, time: dt.datetime, share: Sums) -> None:
        hour = hour_of(time)
        for cells, at in ((self.hours, hour), (self.days, hour // HOURS)):
            add_all(cells[at], share, -1)
            if not cells[at]:
                del cells[at]
        del self.members[hour][id_]
        if not self.members[hour]:
            del self.members[hour]

    def since(self, instant: dt.datetime) -> Sums:
        sums: Sums = {}
        for share in self._shares(instant):
            add_all(sums, share)
        return sums

    def _shares(self, instant: dt.datetime) -> Iterator[Sums]:
        first = hour_of(instant)
        yield from (share for time, share in self.members.get(first, {}).values() if time >= instant)
        morrow = (first // HOURS + 1) * HOURS
        yield from (self.hours[hour] for hour in range(first + 1, morrow) if hour in self.hours)
        days = range(morrow // HOURS, self.newest + 1)
        # Of the days of a very long window most are empty.
        few = days if len(days) < len(self.days) else self.days
        yield from (self.days[day] for day in few if day in days and day in self.days)


class Running:
    """Sums of every front over any window, kept up to date incident by incident."""

    def __init__(self, fronts: Iterable[Front] = ()) -> None:
        self._starts = {front.id: front.start for front in fronts}
        self._all = _Sheet()
        self._fronts: dict[str | None, _Sheet] = {None: _Sheet(), **{id_: _Sheet() for id_ in self._starts}}
        self._held: dict[str, tuple[dt.datetime, Sums, tuple[_Sheet, ...]]] = {}

    def update(self, gone: Iterable[str], fresh: Mapping[str, Incident]) -> None:
        """Follow one step: incidents that left, and new or changed ones."""
        for id_ in (*gone, *fresh):
            time, share, sheets = self._held.pop(id_, (_EPOCH, {}, ()))
            for sheet in sheets:
                sheet.drop(id_, time, share)
        for incident in fresh.values():
            self._put(incident)

    def _put(self, incident: Incident) -> None:
        share = share_of(incident) if counts(incident, None) else {}
        if share:
            sheets = (self._all, *self._sheets(incident))
            self._held[incident.id] = incident.last_seen, share, sheets
            for sheet in sheets:
                sheet.put(incident.id, incident.last_seen, share)

    def _sheets(self, incident: Incident) -> Iterator[_Sheet]:
        for front in places_of(incident, self._starts):
            if front is None or counts(incident, front, self._starts[front]):
                yield self._fronts[front]

    def tallies(self, instant: dt.datetime) -> Tallied:
        """The tallies of what has news since ``instant``."""
        return Tallied(
            all=worded(None, self._all.since(instant)),
            fronts={front: worded(front, sheet.since(instant)) for front, sheet in self._fronts.items()},
        )


def places_of(incident: Incident, known: Container[str]) -> tuple[str | None, ...]:
    """The fronts that it is listed on; one whose fronts are configured no more is unassigned, never lost."""
    return tuple(dict.fromkeys(front for front in incident.fronts if front in known)) or (None,)


def hour_of(time: dt.datetime) -> int:
    """Whole hours since the epoch, exact to the microsecond."""
    return (time - _EPOCH) // _HOUR
