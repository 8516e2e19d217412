"""The board's app: its beginning and end, and the way from screen to screen.

Invariants: the wall is at the bottom and every other screen stands on it; Esc leads back to it and never out;
quitting waits for nothing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from tui.views import links, messages
from tui.views.board import Board
from tui.views.commands import BoardCommands
from tui.views.crash import report
from tui.views.evidence_rows import why_incident, why_tally
from tui.views.keeping import Keeping
from tui.views.keys import EVERYWHERE, FRONTS
from tui.views.past import Memory
from tui.views.screens.desk import DeskScreen
from tui.views.screens.evidence import EvidenceScreen
from tui.views.screens.help import HelpScreen
from tui.views.screens.index import SCREENS, help_groups
from tui.views.screens.report import ReportScreen
from tui.views.screens.sources import SourcesScreen
from tui.views.screens.wall import WallScreen
from tui.views.signals import leaving
from tui.views.source import Feed
from tui.views.terminal_size import follow_terminal
from tui.views.themes import choose, themes
from tui.views.widgets.filter_bar import FilterBar


class BoardApp(Keeping, inherit_bindings=False):
    """See :func:`run_board`."""

    TITLE = "frontwatch"
    BINDINGS: ClassVar[list[BindingType]] = [*EVERYWHERE, *FRONTS]
    COMMANDS: ClassVar[Any] = {BoardCommands}
    CSS = """
    Screen { background: $background; color: $foreground; }
    ModalScreen { background: $background 60%; &:ansi { background: transparent; } }
    """

    def __init__(
        self,
        board: Board,
        feed: Feed,
        *,
        start: str = "wall",
        launcher: Sequence[str] | None = None,
        memory: Memory | None = None,
        at: dt.datetime | None = None,
        rotate: float = 0.0,
    ) -> None:
        """``rotate``: seconds between two pages of a wall that does not fit; 0: it stands."""
        super().__init__(board, feed, launcher, memory)
        self.first_screen = start
        self.first_instant = at
        self.rotate = rotate
        self._running_loop: asyncio.AbstractEventLoop | None = None

    # --- beginning and end -----------------------------------------------------------------------------

    def on_mount(self) -> None:
        self._running_loop = asyncio.get_running_loop()
        for theme in themes():
            self.register_theme(theme)
        bare = bool(os.environ.get("NO_COLOR"))
        wanted = choose(self.board.config.settings.theme, self.console.color_system, no_color=bare)
        self.theme = wanted if wanted in self.available_themes else choose(None, self.console.color_system)
        self.set_keymap(self.board.config.settings.keys)
        for name, screen in SCREENS.items():
            self.install_screen(screen(self.board), name)
        self.install_screen(HelpScreen(self.board, help_groups()), HelpScreen.NAME)
        self.push_screen("wall")
        if self.first_screen == "desk":
            self._open_desk(self.board.fronts[0].id if self.board.only_fronts and self.board.fronts else None)
        elif self.first_screen != "wall":
            self.action_show_screen(self.first_screen)
        self.keep_current()
        if self.first_instant is not None:
            self.travel_to(self.first_instant)
        if self.board.watching and self.rotate:
            self.set_interval(self.rotate, self.get_screen("wall", WallScreen).turn)

    def action_leave(self) -> None:
        self.leave(0)

    def leave(self, code: int) -> None:
        self.travel.back()
        self.feed.send("quit")
        self.exit(code)

    def leave_soon(self, number: int) -> None:
        """From a signal handler: asks the loop to leave, and returns at once."""
        loop = self._running_loop
        if loop is not None:
            loop.call_soon_threadsafe(self.leave, 128 + number)

    def _fatal_error(self) -> None:
        """Textual's own report prints every local variable, foreign text and secrets among them."""
        if not self._exit_renderables:
            self._exit_renderables.append(report(self._exception))
        self._close_messages_no_wait()

    # --- going about -----------------------------------------------------------------------------------

    def action_show_screen(self, name: str) -> None:
        """The wall is at the bottom; every other screen stands on it alone."""
        if self.front_screen is not None and name == self.front_screen.NAME:
            if name != "wall":
                self.action_go_back()
            return
        self._to_wall()
        if name != "wall":
            self.push_screen(name)

    def _to_wall(self) -> None:
        while len(self.screen_stack) > 2:
            self.pop_screen()

    def action_go_back(self) -> None:
        screen = self.front_screen
        bar = screen.query_one(FilterBar) if screen else None
        if screen is None or bar is None:
            return
        if bar.is_open:
            self.on_filter_bar_cancelled()
        elif not screen.leave() and len(self.screen_stack) > 2:
            self.pop_screen()

    def action_front(self, digit: int) -> None:
        fronts = self.board.config.fronts
        if digit == 0:
            self._open_desk(None)
        elif digit <= len(fronts):
            self._open_desk(fronts[digit - 1].id)
        else:
            self.say(f"there is no front {digit}")

    def _open_desk(self, front: str | None, *, unassigned: bool = False, incident: str | None = None) -> None:
        desk = self.get_screen("desk", DeskScreen)
        desk.look_at(front, unassigned=unassigned, incident=incident)
        if self.front_screen is not desk:
            self._to_wall()
            self.push_screen("desk")

    def on_open_desk(self, event: messages.OpenDesk) -> None:
        self._open_desk(event.front, unassigned=event.unassigned, incident=event.incident)

    def show_source(self, source: str) -> None:
        """Its row on the sources screen."""
        if self.front_screen is None or self.front_screen.NAME != SourcesScreen.NAME:
            self.action_show_screen(SourcesScreen.NAME)
        screen = self.get_screen(SourcesScreen.NAME, SourcesScreen)
        self.call_after_refresh(screen.select, source)

    def on_why_incident(self, event: messages.WhyIncident) -> None:
        incident, context = event.incident, self.board.context()
        page = EvidenceScreen(self.board, lambda width: why_incident(incident, context, width), incident)
        self.push_screen(page)

    def action_read(self) -> None:
        incident = self.selected()
        if incident is None:
            self.say("nothing is selected")
        else:
            self.on_read_reports(messages.ReadReports(incident))

    def on_read_reports(self, event: messages.ReadReports) -> None:
        if event.incident.reports:
            self.push_screen(ReportScreen(self.board, event.incident))
        else:
            self.say("no report of it is kept")

    def on_why_tally(self, event: messages.WhyTally) -> None:
        context, tally = self.board.context(), event.tally
        incidents = self.board.incidents(tally.front)
        self.push_screen(EvidenceScreen(self.board, lambda width: why_tally(tally, incidents, context, width)))

    def action_redraw(self) -> None:
        self.redraw()
        self.refresh(layout=True)
        self.screen.refresh(layout=True)


def run_board(
    board: Board,
    feed: Feed,
    *,
    start: str = "wall",
    rotate: float = 20.0,
    memory: Memory | None = None,
    at: dt.datetime | None = None,
) -> int:
    """Shows the board until the user quits or a signal comes; the exit status.

    Where nobody watches over the keys (:attr:`Board.watching`) there is no cursor, no mouse and no link, and when not
    all fronts fit, the next ones are shown every ``rotate`` seconds. ``start``: the first screen. ``memory``: who
    knows what was known earlier. ``at``: the instant to open at.
    """
    launcher = None if board.watching else links.here()
    app = BoardApp(board, feed, start=start, launcher=launcher, memory=memory, at=at, rotate=rotate)
    follow_terminal()
    with leaving(app.leave_soon):
        status = app.run(mouse=not board.watching)
    return app.return_code or 0 if status is None else status
