"""The clock that is passed in: the core never reads the time by itself."""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    def now(self) -> dt.datetime:
        """The wall time, aware, UTC; a replay's clock gives recorded time."""

    def monotonic(self) -> float:
        """Seconds that never go backwards, for waiting."""


class SystemClock:
    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        return time.monotonic()
