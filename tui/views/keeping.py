"""Keeps the screen in front current: takes changes in, works the picture out, shows it.

Invariants: changes are applied in short steps between which keys are served; a picture is drawn only when something
changed, and at most once a second; what takes long is worked out in a thread that nobody waits for.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from tui.situation import Situation
from tui.views.aside import aside
from tui.views.board import Board
from tui.views.doing import Doing
from tui.views.look import Look, think
from tui.views.past import Memory, Past
from tui.views.rows import clean
from tui.views.screens.base import BoardScreen
from tui.views.source import Feed

DRAIN_EVERY = 0.25
DRAW_EVERY = 1.0
AGES_EVERY = 15.0
"""Seconds between two looks at the clock while nothing happens."""
AT_ONCE = 2_000
"""Incidents of which the situation is worked out on the loop; it takes about 20 ms."""
MESSAGE_FOR = 6.0
BUSY_SHARE = 4.0
"""A picture that takes long to work out is worked out more seldom: at least this many times its own cost apart."""


class Keeping(Doing, inherit_bindings=False):
    """The app as far as it follows what comes in."""

    @dataclass
    class Thought(Message):
        """A situation that was worked out aside is there, or the fault of ours by which there is none."""

        situation: Situation | Exception
        past: Past | None

    def __init__(self, board: Board, feed: Feed, launcher: Sequence[str] | None, memory: Memory | None) -> None:
        super().__init__(board, feed, launcher, memory)
        self.draw_every = DRAW_EVERY
        self._drawn = -DRAW_EVERY
        self._cost = 0.0
        self._due = False
        self._message_at = 0.0
        self._thinking = False
        self._again = False

    def keep_current(self) -> None:
        """From now on."""
        self.drain()
        self.set_interval(DRAIN_EVERY, self.drain)
        self.set_interval(AGES_EVERY, self._schedule)

    def drain(self) -> None:
        config = self.feed.config()
        if config is not None:
            self.configure(config)
        self.board.arrivals.take(self.feed.changes())
        if self.board.arrivals.pending:
            self._apply()
        self._go_on()

    def _go_on(self) -> None:
        """A step towards the earlier state that was asked for."""
        past, words = self.travel.advance()
        if past is not None:
            self.board.past, self.board.paused = past, False
            # At once, on the loop: a picture of now must not stand under the words of then.
            self.board.look()
        if self.board.bound != self.travel.bound:
            self.board.bound = self.travel.bound
            self.redraw()
        if words:
            self.say(words)
        if self.travel.is_filling:
            self.set_timer(0.01, self._go_on)

    def _apply(self) -> None:
        """A step, then back to the keys; goes on by itself until nothing waits."""
        noticed, muted = self.board.arrivals.noticed, len(self.board.mutes)
        self.board.arrivals.step()
        if self.board.arrivals.rung:
            self.sound(self.board.arrivals.rung)
            self.board.arrivals.rung = []
        if len(self.board.mutes) != muted:
            self.keep_mutes()
        if self.board.arrivals.noticed > noticed:
            self.say(self.board.arrivals.notices[-1][1])
        self._schedule()
        if self.board.arrivals.pending:
            self.set_timer(0.01, self._apply)

    def _schedule(self) -> None:
        if self._due:
            return
        self._due = True
        wait = max(self.draw_every, self._cost * BUSY_SHARE) - (time.monotonic() - self._drawn)
        if wait <= 0:
            self.redraw()
        else:
            self.set_timer(wait, self.redraw)

    def redraw(self) -> None:
        """Works the picture out and shows it; only the counts while it is held."""
        self._due = False
        begun = time.monotonic()
        if not self.board.paused:
            look = self.board.gather()
            if len(look.every) <= AT_ONCE:
                self.board.situation = think(look)
            else:
                self._think_aside(look)
        self._show()
        self._drawn = time.monotonic()
        self._cost = self._drawn - begun

    def _think_aside(self, look: Look) -> None:
        """In a thread, so that keys are served meanwhile; one at a time, and the next look takes up the latest."""
        if self._thinking:
            self._again = True
            return
        self._thinking = True
        past = self.board.past
        aside("situation", lambda: think(look), lambda found: self.post_message(self.Thought(found, past)))

    def on_keeping_thought(self, event: Thought) -> None:
        self._thinking = False
        if isinstance(event.situation, Exception):
            # As on the loop: a board that stands still for ever under a clock that goes on would be believed.
            raise event.situation
        if not self.board.paused and event.past is self.board.past:
            self.board.situation = event.situation
            self._show()
        if self._again:
            self._again = False
            self._schedule()

    def _show(self) -> None:
        screen = self.front_screen
        if screen is not None:
            screen.collector = clean(self.feed.status)
            if self.board.paused:
                screen.draw_chrome()
            else:
                screen.draw()

    def say(self, text: str) -> None:
        """A few words in the bottom line, for a few seconds."""
        screen = self.front_screen
        if screen is None:
            return
        screen.message = clean(text)
        screen.draw_chrome()
        self._message_at = time.monotonic()
        self.set_timer(MESSAGE_FOR, self._unsay)

    def _unsay(self) -> None:
        if time.monotonic() - self._message_at >= MESSAGE_FOR - 0.5:
            for screen in self.screen_stack:
                if isinstance(screen, BoardScreen) and screen.message:
                    screen.message = ""
                    screen.draw_chrome()
