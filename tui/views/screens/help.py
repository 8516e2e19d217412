"""Help: every key of every screen, the filter language and the signs, found by typing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.views.board import Board
from tui.views.help_rows import rows
from tui.views.keys import key
from tui.views.screens.base import BoardScreen
from tui.views.widgets.pager import Pager

Groups = Sequence[tuple[str, Iterable[Binding]]]


class HelpScreen(BoardScreen):
    NAME = "help"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("down", "move(1)", "help_down", "Down one row of the help"),
        key("up", "move(-1)", "help_up", "Up one row of the help"),
        # Before the search line gets them, where they would delete.
        replace(key("ctrl+d,pagedown", "page(0.5)", "help_page_down", "Down half a screen of the help"), priority=True),
        replace(key("ctrl+u,pageup", "page(-0.5)", "help_page_up", "Up half a screen of the help"), priority=True),
    ]
    DEFAULT_CSS = """
    HelpScreen Input, HelpScreen Input:focus { border: none; height: 1; padding: 0 2; background: $surface; }
    HelpScreen Pager { padding: 1 2 0 2; }
    """

    def __init__(self, board: Board, groups: Groups) -> None:
        super().__init__(board)
        self.groups = groups

    def body(self) -> Iterable[Widget]:
        search = Input(placeholder="type to search the keys and the filter language; Esc closes", id="search")
        search.cursor_blink = False
        return (search, Pager(id="page", signs=self.board.signs))

    @property
    def pager(self) -> Pager:
        return self.query_one("#page", Pager)

    def draw_body(self) -> None:
        text = self.query_one("#search", Input).value
        keymap = self.board.config.settings.keys
        self.pager.show(text, lambda width: rows(self.groups, keymap, text, width, self.board.signs))

    def on_mount(self) -> None:
        self.query_one("#page").can_focus = False
        self.home()

    def home(self) -> None:
        self.query_one("#search", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "search":
            event.stop()
            self.draw_body()

    def action_move(self, step: int) -> None:
        self.pager.move(step)

    def action_page(self, pages: float) -> None:
        self.pager.page(pages)
