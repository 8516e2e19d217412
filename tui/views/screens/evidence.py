"""Evidence: one page to read about why a number is there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui.model import Incident
from tui.views.board import Board
from tui.views.keys import MOVES, key
from tui.views.screens.page import PageScreen
from tui.views.widgets.pager import Layout


class EvidenceScreen(PageScreen):
    NAME = "evidence"
    HINTS = ("b read",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        key("i", "app.go_back", "evidence_close", "Close the evidence"),
        key("b,enter", "app.read", "read_evidence", "Read the reports behind it"),
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

    def draw_body(self) -> None:
        self.pager.show(self._page, self._page)

    def selected(self) -> Incident | None:
        return self._incident
