"""The saved filters, to choose one from."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.model import SavedFilter
from tui.views.glyphs import ASCII, Glyphs
from tui.views.keys import MOVES, key
from tui.views.rows import Row, left
from tui.views.widgets.painted import RowsWidget
from tui.views.widgets.row_list import RowList

NONE = "no filter"


class FiltersScreen(ModalScreen[str | None]):
    """Gives back the text of the chosen filter, "" for none at all, None when nothing was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        key("enter", "choose", "filter_choose", "Apply the filter"),
        key("escape,q,f", "dismiss", "filters_close", "Close without choosing"),
    ]
    DEFAULT_CSS = """
    FiltersScreen { align: center middle; background: $background 60%; }
    FiltersScreen Vertical { width: 76; max-width: 96%; height: auto; max-height: 80%; background: $surface;
                             border: solid $primary; padding: 0 1; }
    FiltersScreen.-ascii Vertical { border: ascii $primary; }
    FiltersScreen RowsWidget { height: 1; }
    FiltersScreen RowList { height: auto; max-height: 20; background: $surface; }
    """

    def __init__(self, filters: tuple[SavedFilter, ...], signs: Glyphs) -> None:
        super().__init__()
        self.set_class(signs is ASCII, "-ascii")
        self.filters = {saved.name: saved.query for saved in filters} | {NONE: ""}
        self.signs = signs

    def compose(self) -> ComposeResult:
        with Vertical():
            yield RowsWidget(id="title", signs=self.signs)
            yield RowList(self._row, signs=self.signs)

    def on_mount(self) -> None:
        self.query_one("#title", RowsWidget).show(
            [(("Saved filters", "title"), ("  Enter applies, Esc closes", "dim"))]
        )
        rows = self.query_one(RowList)
        rows.styles.height = len(self.filters)
        rows.show(list(self.filters))
        rows.focus()

    def _row(self, name: str, width: int) -> Row:
        label = min(28, width // 2)
        return ((left(name, label, self.signs.ellipsis), "strong"), (f" {self.filters[name]}", "dim"))

    def action_move(self, step: int) -> None:
        self.query_one(RowList).move(step)

    def action_page(self, pages: float) -> None:
        self.query_one(RowList).page(pages)

    def action_edge(self, row: int) -> None:
        rows = self.query_one(RowList)
        rows.go(row if row >= 0 else len(rows.keys))

    def action_choose(self) -> None:
        key = self.query_one(RowList).key
        self.dismiss(None if key is None else self.filters[key])

    async def action_dismiss(self, result: str | None = None) -> None:
        self.dismiss(None)

    def on_row_list_opened(self) -> None:
        self.action_choose()
