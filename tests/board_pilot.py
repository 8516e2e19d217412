"""Runs the board headless on the made-up values."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence

import msgspec
from textual.pilot import Pilot

from tests.board_fixture import CONFIG, StillClock, TestFeed, changes
from tui.config.values import Config, Settings
from tui.model import Changes
from tui.views.app import BoardApp
from tui.views.board import Board
from tui.views.opening import Opening
from tui.views.past import Memory
from tui.views.themes import DARK


class Running:
    """A board under test with what a test asks of it."""

    def __init__(self, app: BoardApp, pilot: Pilot[int], feed: TestFeed, clock: StillClock) -> None:
        self.app = app
        self.pilot = pilot
        self.feed = feed
        self.clock = clock
        self.board = app.board

    async def press(self, *keys: str) -> str:
        """The screen's text after the keys."""
        await self.pilot.press(*keys)
        return await self.text()

    async def give(self, *given: Changes) -> str:
        """The screen's text after the feed gave these and all of it was applied."""
        self.feed.waiting += given
        self.app.drain()
        while self.board.arrivals.pending:
            await self.pilot.pause(0.01)
        self.app.redraw()
        return await self.text()

    async def text(self) -> str:
        await self.pilot.pause()
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """What the terminal is sent, line by line, without its styles."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def top(self) -> str:
        """Name of the screen in front."""
        screen = self.app.front_screen
        return screen.NAME if screen else ""

    def status(self) -> str:
        """What the bottom line says."""
        return self.lines()[-1]


@contextlib.asynccontextmanager
async def running(
    size: tuple[int, int] = (120, 40),
    *,
    given: Sequence[Changes] | None = None,
    config: Config = CONFIG,
    theme: str | None = DARK,
    ascii_only: bool = False,
    banner: str = "",
    start: str = "wall",
    watching: bool = False,
    launcher: Sequence[str] | None = None,
    memory: Memory | None = None,
) -> AsyncIterator[Running]:
    settings = msgspec.structs.replace(config.settings, theme=theme)
    config = msgspec.structs.replace(config, settings=settings)
    clock = StillClock()
    feed = TestFeed(list([changes()] if given is None else given))
    board = Board(config, clock, opening=Opening(ascii_only, banner, watching=watching))
    app = BoardApp(board, feed, start=start, launcher=launcher, memory=memory)
    app.draw_every = 0.0
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        run = Running(app, pilot, feed, clock)
        while board.arrivals.pending:
            await pilot.pause(0.01)
        app.redraw()
        await pilot.pause()
        yield run


def with_keys(**keys: str) -> Config:
    return msgspec.structs.replace(CONFIG, settings=Settings(keys=keys))
