"""Looking back: the board as it was known at an earlier instant.

Invariants: an earlier state is a store of its own that nothing is added to, so nothing newer is ever mixed in; what
is shown is replaced only when the other state is there whole, and until then the top line says what is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tui.clock import Clock
from tui.config.values import Config
from tui.model import Changes
from tui.store.memory import Store
from tui.views.format import in_words, instant_text
from tui.views.intake import Intake
from tui.views.rows import Row, width_of
from tui.wording import short_moment

HOUR = dt.timedelta(hours=1)
MARGIN = dt.timedelta(days=1)
"""Read back beyond the window and the one before it, for what an incident in them had been told of before."""
NOTHING_NEWER = "what was known then; nothing newer is mixed in"
REMEMBERED = 4
"""Earlier states that are kept, so that going to and fro takes no second working out."""


class Answer(Protocol):
    """What was known at an instant, or why that cannot be said."""

    @property
    def until(self) -> dt.datetime: ...
    @property
    def changes(self) -> Changes | None: ...
    @property
    def error(self) -> str: ...


class Memory(Protocol):
    """Who remembers. No call waits."""

    def ask(self, until: dt.datetime, since: dt.datetime | None = None) -> None: ...
    def answer(self) -> Answer | None: ...
    def drop(self) -> None: ...
    def configure(self, config: Config) -> None: ...


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier state."""

    at: dt.datetime
    store: Store


class Travel:
    """Where in time the board stands and where it is bound for."""

    def __init__(
        self, memory: Memory | None, clock: Clock, empty: Callable[[], Store], window: Callable[[], float | None]
    ) -> None:
        """``empty`` makes a store with the names and marks of now; ``window`` tells how many seconds are looked at,
        None: all."""
        self._memory = memory
        self._clock = clock
        self._empty = empty
        self._window = window
        self._been: dict[tuple[dt.datetime, float | None], Past] = {}
        self._filling: Intake | None = None
        self.at: dt.datetime | None = None
        """What is shown; None: now."""
        self.bound: dt.datetime | None = None
        """What is being worked out."""

    def configure(self, config: Config) -> None:
        self._been.clear()
        if self._memory is not None:
            self._memory.configure(config)

    def step(self, hours: int) -> str:
        """To the full hour so many hours earlier (negative) or later; what to tell the user."""
        start = self.bound or self.at or self._clock.now()
        hour = start.replace(minute=0, second=0, microsecond=0)
        on_the_hour = hour == start
        return self.go(hour + HOUR * (hours if on_the_hour or hours > 0 else hours + 1))

    def go(self, at: dt.datetime) -> str:
        if self._memory is None:
            return "nothing is kept of earlier states: the board runs without a journal"
        if at >= self._clock.now():
            return self.back()
        self._filling = None
        self.bound = at
        if (at, self._window()) in self._been:
            self._memory.drop()
        else:
            window = self._window()
            span = None if window is None else dt.timedelta(seconds=2 * window) + MARGIN
            self._memory.ask(at, None if span is None else at - span)
        return f"working out what was known at {instant_text(at)}"

    def widen(self) -> None:
        """Another window is looked at: an earlier state holds only what its own needs."""
        if self.bound is not None or self.at is not None:
            self.go(self.bound or self.at or self._clock.now())

    def back(self) -> str:
        """To now."""
        if self._memory is not None:
            self._memory.drop()
        self.at = self.bound = self._filling = None
        return "this is now"

    def advance(self) -> tuple[Past | None, str]:
        """A short step of the way: the earlier state once it is whole, and what to tell the user."""
        if self.bound is None or self._memory is None:
            return None, ""
        if (been := self._been.get((self.bound, self._window()))) is not None:
            self.at, self.bound = self.bound, None
            return been, ""
        if self._filling is None:
            answer = self._memory.answer()
            if answer is None:
                return None, ""
            if answer.changes is None:
                self.bound = None
                return None, f"what was known then cannot be worked out: {answer.error}"
            self._filling = Intake(self._empty())
            self._filling.take([answer.changes])
        self._filling.step()
        if self._filling.pending:
            return None, ""
        past = Past(self.bound, self._filling.store)
        self._been[self.bound, self._window()] = past
        while len(self._been) > REMEMBERED:
            del self._been[next(iter(self._been))]
        self.at, self.bound, self._filling = self.bound, None, None
        held = len(past.store.incidents)
        return past, "" if held else f"nothing was known yet at {instant_text(past.at)}"

    @property
    def is_filling(self) -> bool:
        """An answer is there and on its way into its store."""
        return self._filling is not None


def past_row(
    at: dt.datetime | None,
    bound: dt.datetime | None,
    now: dt.datetime,
    width: int,
    *,
    recorded: bool = False,
    caution: str = "",
) -> Row | None:
    """The top line while the board does not show now, or is about to; None: an ordinary one. ``caution``: what of
    the screen is of now all the same."""
    if at is None and bound is None:
        return None
    shown = "NOW" if at is None else f"AS OF {_instant(at, width)} ({in_words(at, now)})"
    row: Row = ((f" {shown}", "strong"),)
    if recorded:
        row += (("  RECORDING" if width >= 60 else " REC", "strong"),)
    if bound is not None:
        return (*row, (f"  working out {_instant(bound, width)}", ""))
    for words in (caution, "[ earlier   ] later   . now", "" if caution else NOTHING_NEWER):
        if words and width_of(row) + len(words) + 3 < width:
            row += ((f"   {words}", ""),)
    return row


def _instant(at: dt.datetime, width: int) -> str:
    return instant_text(at) if width >= 60 else short_moment(at)
