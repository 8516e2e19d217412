"""A list of rows on the line API: 100,000 of them cost as much as the 40 on the screen.

Invariants: only visible rows are ever worked out; the cursor stays on its key and at its place on the screen when
rows come or go above it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.views.glyphs import UNICODE, Glyphs
from tui.views.rows import EMPTY, Row
from tui.views.widgets.painted import paint

Drawer = Callable[[str, int], Row]
"""Key and width -> the row."""


class RowList(ScrollView, can_focus=True):
    """Rows by key. Moves by methods; the screen binds the keys."""

    DEFAULT_CSS = """
    RowList { height: 1fr; width: 1fr; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Moved(Message):
        """The cursor is on another row, or on another value of its row."""

        rows: RowList
        key: str | None

        @property
        def control(self) -> RowList:
            return self.rows

    @dataclass
    class Opened(Message):
        """A row was double-clicked."""

        rows: RowList
        key: str

        @property
        def control(self) -> RowList:
            return self.rows

    def __init__(self, drawer: Drawer, *, id: str | None = None, signs: Glyphs = UNICODE, empty: str = "") -> None:  # noqa: A002
        super().__init__(id=id)
        self.drawer = drawer
        self.signs = signs
        self.empty: tuple[Row, ...] = (((empty, "dim"),),)
        self.keys: Sequence[str] = ()
        self.cursor = 0
        self.arrived = 0
        """Rows that came in above the screen since the head of the list was last in sight."""

    # --- what is shown ---------------------------------------------------------------------------------

    @property
    def key(self) -> str | None:
        """The selected row's key; None in an empty list."""
        return self.keys[self.cursor] if self.cursor < len(self.keys) else None

    def show(self, keys: Sequence[str], select: str | None = None) -> None:
        """Replaces the rows. The cursor stays on its key (or goes to ``select``), and where that row is on the
        screen; when the row is gone, the cursor stays at its place in the list."""
        before, old_top = self.key, self._top
        offset = self.cursor - old_top
        head = self.keys[old_top] if old_top < len(self.keys) else None
        self.keys = keys
        self.cursor = self._find(before if select is None else select, self.cursor)
        self.virtual_size = Size(max(1, self._inner_width), len(keys))
        if old_top == 0 and self.cursor < self.size.height:
            self.arrived = 0  # the head of the list is in sight: what is new pushes the rest down
        else:
            if head is not None:
                self.arrived += max(0, self._find(head, old_top) - old_top)
            self.scroll_to(y=max(0, self.cursor - offset), animate=False, immediate=True, force=True)
        self._reveal()
        self.refresh()
        if self.key != before:
            self.post_message(self.Moved(self, self.key))

    @property
    def row_width(self) -> int:
        """Cells that a row has, beside the mark of the selected one."""
        return max(0, self._inner_width - 1)

    def _find(self, key: str | None, fallback: int) -> int:
        if key is not None:
            try:
                return self.keys.index(key)
            except ValueError:
                pass
        return min(fallback, max(0, len(self.keys) - 1))

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    @property
    def _inner_width(self) -> int:
        return self.scrollable_content_region.width

    # --- moving ----------------------------------------------------------------------------------------

    def move(self, step: int) -> None:
        self.go(self.cursor + step)

    def page(self, pages: float) -> None:
        """Half a page is 0.5; always at least one row."""
        rows = max(1, int(abs(pages) * self.size.height))
        self.go(self.cursor + (rows if pages > 0 else -rows))

    def go(self, index: int) -> None:
        """To a row by its index; beyond either end stops there."""
        index = max(0, min(index, len(self.keys) - 1))
        if index == self.cursor or not self.keys:
            self._reveal()
            return
        old, self.cursor = self.cursor, index
        self._reveal()
        self.refresh_lines(old)
        self.refresh_lines(index)
        self.post_message(self.Moved(self, self.key))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value < 1:
            self.arrived = 0

    def _reveal(self) -> None:
        height = max(1, self.size.height)
        if self.cursor < self._top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True, force=True)
        elif self.cursor >= self._top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True, force=True)

    # --- events ----------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self.virtual_size = Size(max(1, self._inner_width), len(self.keys))
        self._reveal()
        self.refresh()

    def on_focus(self) -> None:
        self.refresh_lines(self.cursor)

    def on_blur(self) -> None:
        self.refresh_lines(self.cursor)

    def on_click(self, event: events.Click) -> None:
        index = self._top + event.y
        if index < len(self.keys):
            self.go(index)
            if event.chain > 1:
                self.post_message(self.Opened(self, self.keys[index]))

    # --- drawing ---------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self._inner_width
        index = self._top + y
        if not self.keys:
            return paint(self, self.empty[y] if y < len(self.empty) else EMPTY, width)
        if index >= len(self.keys):
            return paint(self, EMPTY, width)
        selected = index == self.cursor
        mark: Row = ((self.signs.bar if selected else " ", "accent" if self.has_focus else "dim"),)
        row = self.drawer(self.keys[index], max(0, width - 1))
        under = ("cursor" if self.has_focus else "cursor-blurred") if selected else ""
        return paint(self, mark + row, width, under, self.signs.ellipsis)
