"""What comes in: changes on their way into the store, and what they set off: alerts, mutes that end, notices.

Invariant: nothing here waits or draws; a step takes about as long as it was given, however much is waiting.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable

from tui.alerts import Alerts, Rung
from tui.clock import Clock
from tui.model import Changes
from tui.mutes import Mutes
from tui.store.marks import arrival
from tui.store.memory import Store
from tui.views.intake import STEP, Intake

NOTICES = 200
MOMENT = 60.0
"""Seconds for which what came in has come in just now."""


class Arrivals:
    """The way of news into one store."""

    def __init__(self, store: Store, alerts: Alerts, mutes: Mutes, clock: Clock) -> None:
        self._store = store
        self._alerts = alerts
        self._mutes = mutes
        self._clock = clock
        self._intake = Intake(store)
        self.rung: list[Rung] = []
        """What rang and was not sounded yet; whoever sounds it empties the list."""
        self.notices: deque[tuple[dt.datetime, str]] = deque(maxlen=NOTICES)
        self.noticed = 0
        """Notices that came in since the start, those that are no longer kept among them."""
        self._start = clock.now()
        self._came: dict[str, float] = {}
        """Incidents that were reported after the start, with the monotonic time at which they came in."""
        self.held = 0
        """Changes since the picture was last held still."""

    @property
    def pending(self) -> int:
        """Pieces that wait to be applied."""
        return self._intake.pending

    def take(self, changes: Iterable[Changes]) -> None:
        self._intake.take(changes)

    def step(self, seconds: float = STEP) -> None:
        """Applies waiting pieces for about ``seconds``."""
        for piece in self._intake.step(seconds):
            self._alerts.forget(piece.gone)
            self._mutes.changed(piece.incidents)
            heard = [incident for incident in piece.incidents if not self._mutes.hides(incident)]
            self.rung += self._alerts.hear(heard, self._store.subjects, self._clock.now())
            self.notices.extend((piece.time, notice) for notice in piece.notices)
            self.noticed += len(piece.notices)
            self._note(piece)
            self.held += len(piece.incidents) + len(piece.items) + len(piece.gone)

    def _note(self, piece: Changes) -> None:
        """What was reported before the start is no news when it comes in: a first fetch would light up everything. Nor
        is an incident that came along only because another one may be the same."""
        came = self._clock.monotonic()
        for incident in piece.incidents:
            if incident.last_seen > self._start and arrival(incident) >= piece.time:
                self._came[incident.id] = came

    def just_in(self) -> frozenset[str]:
        """Ids of the incidents that came in, or were reported on again, in the last moment."""
        since = self._clock.monotonic() - MOMENT
        self._came = {id_: came for id_, came in self._came.items() if came > since}
        return frozenset(self._came)
