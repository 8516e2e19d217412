"""What all screens share: the top line, the filter, the bottom line and how they are kept current.

Invariant: a screen draws from one :class:`Board` and only when it is told that something changed or it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from tui.model import Incident
from tui.views.board import Board
from tui.views.chrome_rows import Status, patience, status_row, top_row, trouble
from tui.views.feed_counts import feed_counts
from tui.views.glyphs import ASCII
from tui.views.keys import EVERYWHERE
from tui.views.past import past_row
from tui.views.widgets.filter_bar import FilterBar
from tui.views.widgets.painted import RowsWidget


class BoardScreen(Screen[None]):
    NAME: ClassVar[str] = ""
    HINTS: ClassVar[tuple[str, ...]] = ()
    """Keys worth knowing here with what they do, the first one first, for the room that the bottom line leaves."""
    OF_NOW: ClassVar[str] = ""
    """What of the screen is of now, in words, even while an earlier state is looked at."""
    BINDINGS: ClassVar[list[BindingType]] = [*EVERYWHERE]
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (8, "-short"), (16, "-normal")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    BoardScreen { layout: vertical; overflow: hidden; }
    BoardScreen #top { height: 1; background: $surface; }
    BoardScreen.-tiny #top { display: none; }
    BoardScreen.-past #top { display: block; text-style: reverse; }
    BoardScreen #status { height: 1; background: $surface; }
    BoardScreen.-trouble #status { text-style: reverse; }
    BoardScreen.-ascii RowList, BoardScreen.-ascii Pager, BoardScreen.-ascii #panes { scrollbar-size: 0 0; }
    """

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board = board
        self.set_class(board.signs is ASCII, "-ascii")
        self.message = ""
        self.collector = ""
        self.is_composed = False
        """All widgets are there: something may be said before the screen has come up."""

    def compose(self) -> ComposeResult:
        yield RowsWidget(id="top", signs=self.board.signs)
        yield from self.body()
        yield FilterBar(self.board.signs, self.board.known_names, lambda: self.board.filter.earlier)
        yield RowsWidget(id="status", signs=self.board.signs)

    def body(self) -> Iterable[Widget]:
        """The widgets between the top line and the filter."""
        return ()

    @property
    def heading(self) -> str:
        """What the top line says beside the screen's name."""
        return ""

    # --- drawing ---------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.is_composed = True
        self.draw()

    def on_screen_resume(self) -> None:
        self.draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Shows the board as it is; cheap when nothing changed."""
        if not self.is_composed or not self.size.width:
            return
        self.draw_chrome()
        self.draw_body()

    def draw_body(self) -> None:
        raise NotImplementedError

    def counts(self) -> tuple[int, int]:
        """Shown and total, of what this screen looks at."""
        return len(self.board.shown), len(self.board.every)

    def new_count(self) -> int:
        return len(self.board.new_of(self.board.shown))

    def draw_chrome(self) -> None:
        if not self.is_composed:
            return
        board, width = self.board, self.size.width
        now = board.moment()
        self._draw_top(width)
        shown, total = self.counts()
        status = Status(
            now=now,
            data_time=board.data_time(),
            then=board.past is not None,
            feeds=feed_counts(board.config.sources, board.feeds),
            window=board.window_name,
            filter_text=board.filter.text,
            filter_on=board.filter.on,
            shown=shown,
            total=total,
            banner=board.banner,
            collector=self.collector,
            message=self.message,
            paused=board.arrivals.held if board.paused else None,
            new=self.new_count(),
            muted=board.muted,
            alerts=tuple((rung.alert, rung.title) for rung in board.rung()),
            muted_until=board.alerts.muted_until if board.alerts.is_muted(board.clock.now()) else None,
            # The clock of a recording runs faster than its feeds are asked.
            patience=None if board.past or board.banner else patience(board.config.sources),
        )
        self.set_class(bool(trouble(status)), "-trouble")
        self.query_one("#status", RowsWidget).show([status_row(status, width, board.signs, self.HINTS)])
        self.query_one(FilterBar).show_count(shown, total)

    def _draw_top(self, width: int) -> None:
        board, now, recorded = self.board, self.board.clock.now(), bool(self.board.banner)
        past = past_row(
            board.past.at if board.past else None, board.bound, now, width, recorded=recorded, caution=self.OF_NOW
        )
        applied = board.filter.text if board.filter.applies else ""
        self.set_class(past is not None, "-past")
        row = past or top_row(self.NAME, self.heading, applied, now, width, board.signs, recorded=recorded)
        self.query_one("#top", RowsWidget).show([row])

    # --- what the app asks -----------------------------------------------------------------------------

    def selected(self) -> Incident | None:
        """The incident that the cursor is on."""
        return None

    def looks_at(self) -> tuple[str | None, bool]:
        """The front whose incidents are shown, None for all; and whether it is those on no front."""
        return None, False

    def home(self) -> None:
        """Gives the keys back to the screen's own widget after the filter or a dialog."""

    def leave(self) -> bool:
        """Esc: True when the screen had something of its own to close."""
        return False
