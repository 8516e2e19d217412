"""Evidence: one page to read about why a number is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.model import Incident
from tui.views.board import Board
from tui.views.keys import MOVES, key
from tui.views.messages import CopyText
from tui.views.rows import text_of
from tui.views.screens.base import BoardScreen
from tui.views.widgets.pager import Layout, Pager


class EvidenceScreen(BoardScreen):
    NAME = "evidence"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        key("i", "app.go_back", "evidence_close", "Close the evidence"),
        key("b", "app.read", "read_evidence", "Read the reports behind it"),
        key("o", "app.open_link", "open_link_evidence", "Open the newest report in a browser"),
        key("y", "copy", "copy_evidence", "Copy this page"),
    ]
    DEFAULT_CSS = """
    EvidenceScreen Pager { padding: 0 1; max-width: 120; }
    """

    def __init__(self, board: Board, layout: Layout, incident: Incident | None = None) -> None:
        super().__init__(board)
        self._page = layout
        self._incident = incident

    @property
    def heading(self) -> str:
        return "why this number"

    def body(self) -> Iterable[Widget]:
        return (Pager(id="page", signs=self.board.signs),)

    @property
    def pager(self) -> Pager:
        return self.query_one("#page", Pager)

    def draw_body(self) -> None:
        self.pager.show(self._page, self._page)

    def on_mount(self) -> None:
        self.home()

    def home(self) -> None:
        self.pager.focus()

    def selected(self) -> Incident | None:
        return self._incident

    def action_move(self, step: int) -> None:
        self.pager.move(step)

    def action_page(self, pages: float) -> None:
        self.pager.page(pages)

    def action_edge(self, row: int) -> None:
        self.pager.go(row)

    def action_copy(self) -> None:
        text = "\n".join(text_of(row).rstrip() for row in self.pager.rows)
        self.post_message(CopyText(text, "the page"))
