"""A screen of one list with a heading row: what the ledger, pressure and sources screens share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.views.keys import MOVES
from tui.views.rows import EMPTY, Row
from tui.views.screens.base import BoardScreen
from tui.views.widgets.pager import Pager
from tui.views.widgets.painted import RowsWidget
from tui.views.widgets.row_list import RowList


class ListingScreen(BoardScreen):
    BINDINGS: ClassVar[list[BindingType]] = [*MOVES]
    EMPTY_TEXT: ClassVar[str] = ""
    # A row of the list says more than an empty one below it.
    DEFAULT_CSS = """
    ListingScreen #head { height: 1; }
    ListingScreen #more { height: 30%; max-height: 7; display: none; border-top: solid $foreground 25%; padding: 0 1; }
    ListingScreen.-normal #more { display: block; }
    ListingScreen.-ascii #more { border-top: ascii $foreground 25%; }
    """

    def body(self) -> Iterable[Widget]:
        yield RowsWidget(id="head", signs=self.board.signs)
        yield RowList(self.row, id="list", signs=self.board.signs, empty=f"  {self.EMPTY_TEXT}")
        yield Pager(id="more", signs=self.board.signs)

    @property
    def rows(self) -> RowList:
        return self.query_one("#list", RowList)

    def row(self, key: str, width: int) -> Row:
        """One row of the list."""
        raise NotImplementedError

    def head(self, width: int) -> Row:
        """The names of the columns."""
        raise NotImplementedError

    def keys(self) -> list[str]:
        """Works the list out from the board; called once for each drawing."""
        raise NotImplementedError

    def more(self, key: str | None, width: int) -> list[Row]:
        """What stands below the list about the selected row."""
        return [EMPTY]

    def home(self) -> None:
        self.rows.focus()

    def on_mount(self) -> None:
        self.query_one("#more").can_focus = False
        self.home()

    def draw_body(self) -> None:
        self.rows.show(self.keys())
        # The heading stands over the rows, which the scrollbar makes narrower.
        self.query_one("#head", RowsWidget).show([self.head(self.rows.row_width)])
        self._draw_more()

    def on_row_list_moved(self) -> None:
        self._draw_more()

    def _draw_more(self) -> None:
        key = self.rows.key
        self.query_one("#more", Pager).show(key, lambda width: self.more(key, width))

    def select(self, key: str) -> None:
        """Put the cursor on a row."""
        self.rows.show(self.rows.keys, select=key)
        self._draw_more()

    def action_move(self, step: int) -> None:
        self.rows.move(step)

    def action_edge(self, row: int) -> None:
        self.rows.go(row if row >= 0 else len(self.rows.keys))

    def action_page(self, pages: float) -> None:
        self.rows.page(pages)
