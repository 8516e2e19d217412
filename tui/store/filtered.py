"""A filtered list of incidents that follows the store.

Invariant: after any number of updates it holds what filtering everything from scratch at the same instant would
give, at the cost of the incidents that changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from tui.model import Incident
from tui.query import Predicate, Subject
from tui.store.timeline import Key, Timeline, key_of


class Everything(Enum):
    """Every front together; a value of its own because None already means "on no front"."""

    ALL = "all"


ALL = Everything.ALL

Where = str | Everything | None
"""A front's id, None for what is on no front, or :data:`ALL`."""


class Filtered:
    """Ids that pass a predicate, newest first. Made by :meth:`tui.store.memory.Store.filtered`."""

    def __init__(self, predicate: Predicate, front: Where, since: dt.datetime | None = None) -> None:
        """Incidents whose newest report is older than ``since`` are not asked; None: all are."""
        self._predicate = predicate
        self._front = front
        self.since = since
        self.now = dt.datetime.min.replace(tzinfo=dt.UTC)
        """As of when it was judged."""
        self._passing: dict[str, Incident] = {}
        self._line: Timeline | None = None
        """Those that pass, in order; None until somebody asks for the order: to know who passes is cheaper."""
        self._on_front: set[str] = set()
        self.version = 0
        """Goes up whenever the list may have changed."""

    @property
    def shown(self) -> int:
        return len(self._passing)

    @property
    def total(self) -> int:
        """Incidents of the front and time before the filter."""
        return len(self._on_front)

    def __len__(self) -> int:
        return len(self._passing)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ordered())

    def __getitem__(self, row: int) -> str:
        """The id at ``row``, the newest being 0. IndexError outside."""
        return self._ordered().at(row)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._passing

    def row(self, id_: str) -> int | None:
        """Where an incident stands now, the newest being 0: what keeps a cursor in its place."""
        incident = self._passing.get(id_)
        return None if incident is None else self._ordered().row(key_of(incident.last_seen, id_))

    def reset(self, incidents: Mapping[str, Incident], subjects: Mapping[str, Subject], now: dt.datetime) -> None:
        """Filter from scratch, at ``now``."""
        self.now = now
        predicate = self._predicate
        asked = {id_: incident for id_, incident in incidents.items() if self._is_asked(incident)}
        self._on_front = set(asked)
        self._passing = {id_: incident for id_, incident in asked.items() if predicate(subjects[id_], now)}
        self._line = None
        self.version += 1

    def update(self, gone: Iterable[str], fresh: Mapping[str, Incident], subjects: Mapping[str, Subject]) -> None:
        """Follow one step: incidents that left, and new or changed ones."""
        left = [incident for id_ in (*gone, *fresh) if (incident := self._passing.pop(id_, None)) is not None]
        self._on_front.difference_update(gone)
        came: list[Incident] = []
        for id_, incident in fresh.items():
            if not self._is_asked(incident):
                self._on_front.discard(id_)
                continue
            self._on_front.add(id_)
            if self._predicate(subjects[id_], self.now):
                self._passing[id_] = incident
                came.append(incident)
        if self._line is not None:
            self._line.update(_keys(left), _keys(came))
        self.version += bool(left or came)

    def _ordered(self) -> Timeline:
        if self._line is None:
            self._line = Timeline()
            self._line.update((), _keys(self._passing.values()))
        return self._line

    def _is_asked(self, incident: Incident) -> bool:
        if self.since is not None and incident.last_seen < self.since:
            return False
        return self._front is ALL or (self._front in incident.fronts if incident.fronts else self._front is None)


def _keys(incidents: Iterable[Incident]) -> list[Key]:
    return [key_of(incident.last_seen, incident.id) for incident in incidents]
