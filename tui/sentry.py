"""Alerts where nobody sits at a board: a line for each, and the command of those that have one.

Invariant: rings for what a board that was opened at the same instant would ring for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tui.alerts import Alerts
from tui.config import Config
from tui.model import Changes
from tui.query import alias_map, subject_of
from tui.query.names import PlaceIds
from tui.ringing import Bellman


class Sentry:
    def __init__(
        self, config: Config, start: dt.datetime, say: Callable[[str], None], place_ids: PlaceIds | None = None
    ) -> None:
        """``say`` is given a line at a time."""
        self._say = say
        self._place_ids = place_ids
        self._bellman = Bellman()
        self._alerts = Alerts((), {}, start)
        self.configure(config)

    def configure(self, config: Config) -> None:
        """Go by another configuration; what was told stays told."""
        self._sources = {source.id: source for source in config.sources}
        self._fronts = {front.id: front.name for front in config.fronts}
        self._alerts.configure(config.alerts, alias_map(config.actors), self._place_ids)

    def hear(self, changes: Changes, now: dt.datetime) -> None:
        if not self._alerts:
            return
        self._alerts.forget(changes.gone)
        subjects = {one.id: subject_of(one, self._sources, self._fronts) for one in changes.incidents if one.conflict}
        for rung in self._alerts.hear(changes.incidents, subjects, now):
            self._say(f"ALERT {rung.alert}: {rung.title}{'' if rung.loud else ' (quiet)'}")
            if refused := self._bellman.ring(rung):
                self._say(refused)
        # Nobody marks anything as seen here.
        self._alerts.waiting.clear()
