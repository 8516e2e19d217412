"""Widgets that draw rows of named styles as terminal cells.

Invariant: this is the one place where text becomes segments, and every piece is checked once more on the way, so
no widget can send a control byte to the terminal whatever value it was given.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.views.glyphs import UNICODE, Glyphs
from tui.views.rows import EMPTY, Row, clean, fit
from tui.views.themes import styles


def paint(widget: Widget, row: Row, width: int, under: str = "", ellipsis: str = "…") -> Strip:
    """``row`` in exactly ``width`` cells, each part in its style over the style named ``under``."""
    theme = widget.app.current_theme
    looks = styles(theme.name, theme.dark)
    base = widget.rich_style + looks.get(under, Style.null())
    segments: list[Segment] = []
    for text, style in fit(row, width, ellipsis):
        look = _over(base, looks, style) if under == "cursor" else base + looks.get(style, Style.null())
        shown = clean(text)
        words = shown.lstrip(" ")
        if len(words) < len(shown):
            # Blank cells of their own colour, so that they are not merged with the text again: some readers of an
            # exported picture swallow the spaces before a text.
            own = look.bgcolor != base.bgcolor or look.reverse
            blank = look if own else base + looks["faint"]
            segments.append(Segment(shown[: len(shown) - len(words)], blank))
        if words:
            segments.append(Segment(words, look))
    return Strip(segments).adjust_cell_length(width, base)


def _over(base: Style, looks: dict[str, Style], style: str) -> Style:
    """On the selected row a faint text would drown: it keeps the colour of plain text."""
    look = looks.get("" if style in ("faint", "dim") else style, Style.null())
    return look + base if base.reverse else base + look


class RowsWidget(Widget):
    """A widget whose content is a few rows; it repaints only when they differ."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, signs: Glyphs = UNICODE) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        self.signs = signs
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        shown = tuple(rows)
        if shown != self._rows:
            self._rows = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else EMPTY
        return paint(self, row, self.size.width, ellipsis=self.signs.ellipsis)
