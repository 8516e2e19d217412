"""A screen that is one page to read: it scrolls, and it is copied as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from tui.views.messages import CopyText
from tui.views.rows import text_of
from tui.views.screens.base import BoardScreen
from tui.views.widgets.pager import Pager


class PageScreen(BoardScreen):
    COPIED: ClassVar[str] = "the page"
    """What was sent to the clipboard, in words."""

    def body(self) -> Iterable[Widget]:
        return (Pager(id="page", signs=self.board.signs),)

    @property
    def pager(self) -> Pager:
        return self.query_one("#page", Pager)

    def on_mount(self) -> None:
        self.home()

    def home(self) -> None:
        self.pager.focus()

    def action_move(self, step: int) -> None:
        self.pager.move(step)

    def action_page(self, pages: float) -> None:
        self.pager.page(pages)

    def action_edge(self, row: int) -> None:
        self.pager.go(row)

    def action_copy(self) -> None:
        text = "\n".join(text_of(row).rstrip() for row in self.pager.rows)
        self.post_message(CopyText(text, self.COPIED))
