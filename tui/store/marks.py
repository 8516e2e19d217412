"""What the user has seen and marked.

Invariant: an incident is new until a mark is set at or after the moment its newest report reached us; a later report
makes it new again. What counts is when we had the report, not when it was published: a feed may be an hour late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from tui.model import Incident, Value
from tui.store.filtered import ALL, Where

MARKS_KEY = "board"
"""Under what name the journal keeps them."""
MOST_SEEN = 20_000
"""Incidents of which is kept when the user saw them: as many items as a start reads back. One that is gone while no
board is open is never forgotten by name."""
_EVERYWHERE = "*"
_NOWHERE = ""


class SavedMarks(Value, frozen=True, kw_only=True):
    """Marks as the journal keeps them."""

    fronts: dict[str, dt.datetime]
    """Front id, "" for the unassigned, "*" for all -> seen until."""
    incidents: dict[str, dt.datetime]
    unseen: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


class Marks:
    def __init__(self) -> None:
        self._fronts: dict[str, dt.datetime] = {}
        self._incidents: dict[str, dt.datetime] = {}
        self._unseen: set[str] = set()
        self._marked: set[str] = set()

    @classmethod
    def load(cls, data: bytes) -> Marks:
        """Marks out of :meth:`dump`; damaged data gives none, for they are a comfort and no record."""
        marks = cls()
        try:
            saved = msgspec.msgpack.decode(data, type=SavedMarks)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return marks
        marks._fronts = dict(saved.fronts)
        marks._incidents = dict(saved.incidents)
        marks._unseen = set(saved.unseen)
        marks._marked = set(saved.marked)
        return marks

    def dump(self) -> bytes:
        """Marks as bytes; of what was seen the :data:`MOST_SEEN` that were seen last."""
        if len(self._incidents) > MOST_SEEN:
            last = sorted(self._incidents.items(), key=lambda seen: seen[1])[-MOST_SEEN:]
            self._incidents = dict(last)
        return msgspec.msgpack.encode(
            SavedMarks(
                fronts=self._fronts,
                incidents=self._incidents,
                unseen=tuple(sorted(self._unseen)),
                marked=tuple(sorted(self._marked)),
            )
        )

    def seen_until(self, front: Where = ALL) -> dt.datetime | None:
        """When the user last marked a front, or everything, as seen; None: never."""
        marks = [self._fronts.get(_EVERYWHERE), self._fronts.get(_name(front))]
        return max((mark for mark in marks if mark is not None), default=None)

    def is_new(self, incident: Incident) -> bool:
        if incident.id in self._unseen:
            return True
        arrived = arrival(incident)
        own = self._incidents.get(incident.id)
        if own is not None and own >= arrived:
            return False
        return all((mark := self.seen_until(front)) is None or mark < arrived for front in incident.fronts or (None,))

    def is_marked(self, id_: str) -> bool:
        return id_ in self._marked

    def see(self, incident: Incident, now: dt.datetime, *, seen: bool = True) -> None:
        """Note that the user looked at an incident, or (``seen=False``) wants it to be new again."""
        if seen:
            self._unseen.discard(incident.id)
            self._incidents[incident.id] = max(now, arrival(incident))
        else:
            self._incidents.pop(incident.id, None)
            self._unseen.add(incident.id)

    def see_front(self, front: Where, now: dt.datetime, incidents: Iterable[Incident]) -> None:
        """Everything that has arrived on a front is seen; ``incidents`` are those that stand on it."""
        mark = now
        for incident in incidents:
            # A clock that was set back must not leave them new.
            mark = max(mark, arrival(incident))
            self._unseen.discard(incident.id)
            self._incidents.pop(incident.id, None)
        self._fronts[_name(front)] = mark

    def mark(self, ids: Iterable[str], *, marked: bool = True) -> None:
        if marked:
            self._marked.update(ids)
        else:
            self._marked.difference_update(ids)

    def forget(self, id_: str) -> None:
        """The incident is no more: joined into another, or expired."""
        self._incidents.pop(id_, None)
        self._unseen.discard(id_)
        self._marked.discard(id_)


def arrival(incident: Incident) -> dt.datetime:
    """When we had its newest report."""
    return max((report.seen for report in incident.reports), default=incident.last_seen)


def _name(front: Where) -> str:
    return _EVERYWHERE if front is ALL else _NOWHERE if front is None else str(front)
