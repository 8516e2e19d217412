"""A short list over the screen, to choose one thing from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.views.glyphs import ASCII, Glyphs
from tui.views.keys import MOVES, key
from tui.views.rows import Row, left, width_of
from tui.views.widgets.painted import RowsWidget
from tui.views.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    """What is given back."""
    label: str
    detail: str = ""


class ChoiceScreen(ModalScreen[str | None]):
    """Gives back the key of what was chosen, None when nothing was. At least one choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        key("enter", "choose", "choice_choose", "Take the selected line"),
        *(
            key(str(digit), f"take({digit - 1})", f"choice_{digit}", "Take the line of this number")
            for digit in range(1, 10)
        ),
        key("escape,q,f,m,M,e", "dismiss", "choice_close", "Close without choosing"),
    ]
    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background 60%; }
    ChoiceScreen Vertical { width: 76; max-width: 96%; height: auto; max-height: 90%; background: $surface;
                            border: solid $primary; padding: 0 1; }
    ChoiceScreen.-ascii Vertical { border: ascii $primary; }
    ChoiceScreen RowsWidget { height: 1; }
    ChoiceScreen RowList { height: auto; max-height: 20; background: $surface; }
    """

    def __init__(self, title: str, does: str, choices: Sequence[Choice], signs: Glyphs) -> None:
        """``does``: what Enter does, as "Enter applies"."""
        super().__init__()
        self.set_class(signs is ASCII, "-ascii")
        self._title: Row = ((title, "title"), (f"  {does}, Esc closes", "dim"))
        self.choices = {choice.key: choice for choice in choices}
        self.signs = signs

    def compose(self) -> ComposeResult:
        with Vertical():
            yield RowsWidget(id="title", signs=self.signs)
            yield RowList(self._row, signs=self.signs)

    def on_mount(self) -> None:
        self.query_one("#title", RowsWidget).show([self._title])
        rows = self.query_one(RowList)
        rows.styles.height = len(self.choices)
        rows.show(list(self.choices))
        rows.focus()

    def _row(self, key: str, width: int) -> Row:
        choice = self.choices[key]
        number = list(self.choices).index(key) + 1
        head: Row = ((f"{number} " if number < 10 else "  ", "dim"),)
        longest = max(width_of(((one.label, ""),)) for one in self.choices.values())
        label = min(longest, max(28, width * 2 // 3), width - 2)
        return (*head, (left(choice.label, label, self.signs.ellipsis), "strong"), (f"  {choice.detail}", "dim"))

    def action_move(self, step: int) -> None:
        self.query_one(RowList).move(step)

    def action_page(self, pages: float) -> None:
        self.query_one(RowList).page(pages)

    def action_edge(self, row: int) -> None:
        rows = self.query_one(RowList)
        rows.go(row if row >= 0 else len(rows.keys))

    def action_choose(self) -> None:
        self.dismiss(self.query_one(RowList).key)

    def action_take(self, row: int) -> None:
        keys = list(self.choices)
        if row < len(keys):
            self.dismiss(keys[row])

    async def action_dismiss(self, result: str | None = None) -> None:
        self.dismiss(None)

    def on_row_list_opened(self) -> None:
        self.action_choose()
