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

    def __init__(self, predicate: Predicate, front: Where) -> None:
        self._predicate = predicate
        self._front = front
        self._now = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._keys: dict[str, Key] = {}
        self._shown = Timeline()
        self._on_front: set[str] = set()
        self.version = 0
        """Goes up whenever the list may have changed."""

    @property
    def shown(self) -> int:
        return len(self._shown)

    @property
    def total(self) -> int:
        """Incidents of the front before the filter."""
        return len(self._on_front)

    def __len__(self) -> int:
        return len(self._shown)

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown)

    def __getitem__(self, row: int) -> str:
        """The id at ``row``, the newest being 0. IndexError outside."""
        return self._shown.at(row)

    def __contains__(self, id_: str) -> bool:
        return id_ in self._keys

    def row(self, id_: str) -> int | None:
        """Where an incident stands now, the newest being 0: what keeps a cursor in its place."""
        key = self._keys.get(id_)
        return None if key is None else self._shown.row(key)

    def reset(
        self, incidents: Mapping[str, Incident], subjects: Mapping[str, Subject], now: dt.datetime | None = None
    ) -> None:
        """Filter from scratch, at ``now`` when it is given."""
        self._now = self._now if now is None else now
        self._keys = {}
        self._shown = Timeline()
        self._on_front = set()
        self.update((), incidents, subjects)

    def update(self, gone: Iterable[str], fresh: Mapping[str, Incident], subjects: Mapping[str, Subject]) -> None:
        """Follow one step: incidents that left, and new or changed ones."""
        remove = [key for id_ in (*gone, *fresh) if (key := self._keys.pop(id_, None)) is not None]
        self._on_front.difference_update(gone)
        add: list[Key] = []
        for id_, incident in fresh.items():
            if not self._is_on_front(incident):
                self._on_front.discard(id_)
                continue
            self._on_front.add(id_)
            if self._predicate(subjects[id_], self._now):
                self._keys[id_] = key_of(incident.last_seen, id_)
                add.append(self._keys[id_])
        self._shown.update(remove, add)
        self.version += bool(remove or add)

    def _is_on_front(self, incident: Incident) -> bool:
        return self._front is ALL or (self._front in incident.fronts if incident.fronts else self._front is None)
