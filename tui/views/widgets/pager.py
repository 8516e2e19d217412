"""Rows that are longer than the screen, to be read by scrolling: the detail, evidence, help.

Invariant: the rows are laid out again only when the value or the width changes, and a reader's place is kept while
the value stays the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.views.glyphs import UNICODE, Glyphs
from tui.views.rows import EMPTY, Row
from tui.views.widgets.painted import paint

Layout = Callable[[int], Sequence[Row]]
"""Width -> rows."""


class Pager(ScrollView, can_focus=True, inherit_bindings=False):
    DEFAULT_CSS = """
    Pager { height: 1fr; width: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None, signs: Glyphs = UNICODE) -> None:  # noqa: A002
        super().__init__(id=id)
        self.signs = signs
        self.rows: Sequence[Row] = ()
        self._layout_rows: Layout = lambda _: ()
        self._subject: object = None

    def show(self, subject: object, layout: Layout) -> None:
        """Shows what ``layout`` gives. The same ``subject`` as before keeps the place; another starts at the top."""
        same = subject == self._subject
        self._subject, self._layout_rows = subject, layout
        self._lay_out()
        if not same:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def _lay_out(self) -> None:
        width = max(1, self.scrollable_content_region.width)
        # One cell free at the right: words that touch the scrollbar are hard to read.
        self.rows = self._layout_rows(max(1, width - 1))
        self.virtual_size = Size(width, len(self.rows))
        self.refresh()

    def on_resize(self) -> None:
        self._lay_out()

    def move(self, step: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, immediate=True)

    def page(self, pages: float) -> None:
        self.move(int(pages * max(2, self.size.height)))

    def go(self, row: int) -> None:
        """To a row; a negative one is the end."""
        self.scroll_to(y=row if row >= 0 else len(self.rows), animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        row = self.rows[index] if index < len(self.rows) else EMPTY
        return paint(self, row, self.scrollable_content_region.width, ellipsis=self.signs.ellipsis)
