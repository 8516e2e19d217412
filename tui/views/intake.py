"""Changes on their way into a store, in steps so short that keys are served between two of them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable

from tui.model import Changes
from tui.store.memory import Store
from tui.views.source import pieces

STEP = 0.02
"""Seconds of one step, about: less than anybody notices of a key."""


class Intake:
    """What waits for one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._queue: deque[Changes] = deque()

    @property
    def pending(self) -> int:
        """Pieces that wait to be applied."""
        return len(self._queue)

    def take(self, changes: Iterable[Changes]) -> None:
        for change in changes:
            self._queue.extend(pieces(change))

    def step(self, seconds: float = STEP) -> list[Changes]:
        """Applies waiting pieces for about ``seconds``; those that were applied, in order."""
        until = time.perf_counter() + seconds
        applied: list[Changes] = []
        while self._queue and time.perf_counter() < until:
            piece = self._queue.popleft()
            self.store.apply(piece)
            applied.append(piece)
        return applied
