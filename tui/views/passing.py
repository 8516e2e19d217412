"""What the filter lets through, asked once and then kept by the store from step to step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from tui.query import Predicate, Query, is_timed
from tui.store.filtered import Filtered
from tui.store.memory import Store


class Passing:
    """The answers of one compiled query. A step of the collector costs what it changes; another store, or a longer
    look back, asks everything anew."""

    def __init__(self, query: Query, accept: Predicate) -> None:
        self.accept = accept
        self._timed = is_timed(query)
        self._view: Filtered | None = None
        self._store: Store | None = None

    def ids(self, store: Store, since: dt.datetime, now: dt.datetime) -> Container[object]:
        """Ids of the incidents of ``store`` that pass ``now``, as far back as ``since`` at least."""
        view = self._view
        if view is None or self._store is not store or _leaves_out(view, store, since):
            self._store = store
            self._view = view = store.filtered(self.accept, now, since=since)
        elif self._timed:
            store.refresh(view, now)
        return view


def _leaves_out(view: Filtered, store: Store, since: dt.datetime) -> bool:
    """There are incidents since then that the view was never asked about."""
    oldest = store.oldest
    return view.since is not None and oldest is not None and max(since, oldest) < view.since
