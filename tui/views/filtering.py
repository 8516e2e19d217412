"""The filter of the board: the text that was typed, whether it is on, and what it lets through.

Invariant: a filter that does not parse never replaces the last good one.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Container, Iterable

from tui.model import Actor, Incident
from tui.query import QueryError, alias_map, compile_query, parse
from tui.query.names import PlaceIds
from tui.store.memory import Store
from tui.views.passing import Passing

EARLIER = 50
"""Earlier filters that are kept."""


class Filtering:
    """The last good filter."""

    def __init__(self, actors: Iterable[Actor], place_ids: PlaceIds | None) -> None:
        """``place_ids``: the gazetteer for ``place:``."""
        self.place_ids = place_ids
        self.aliases = alias_map(actors)
        self.text = ""
        self.on = True
        self.earlier: deque[str] = deque(maxlen=EARLIER)
        """Those that were accepted, newest first."""
        self._passing = self._compiled("")

    @property
    def applies(self) -> bool:
        """There is one, and it is on."""
        return self.on and bool(self.text)

    def set(self, text: str) -> QueryError | None:
        """Goes by ``text``; when it does not parse, the last good filter stays and the error is returned."""
        try:
            self._passing = self._compiled(text)
        except QueryError as error:
            return error
        self.text = text.strip()
        self.on = True
        return None

    def remember(self) -> None:
        """The user has accepted the filter: it can be leafed back to."""
        if self.text:
            if self.text in self.earlier:
                self.earlier.remove(self.text)
            self.earlier.appendleft(self.text)

    def configure(self, actors: Iterable[Actor]) -> None:
        """The same filter, with other names of actors."""
        self.aliases = alias_map(actors)
        self._passing = self._compiled(self.text)

    def passing(self, store: Store, since: dt.datetime, now: dt.datetime) -> Container[object] | None:
        """Ids of the incidents that it lets through, as far back as ``since`` at least; None: it does not apply."""
        return self._passing.ids(store, since, now) if self.applies else None

    def accepts(self, store: Store, now: dt.datetime) -> Callable[[Incident], bool]:
        """Whether it would let an incident of ``store`` through, be it on or off."""
        return store.accept(self._passing.accept, now)

    def _compiled(self, text: str) -> Passing:
        query = parse(text)
        return Passing(query, compile_query(query, self.aliases, self.place_ids))
