"""A list of rows on the line API: 100,000 of them cost as much as the 40 on the screen.

Invariants: only visible rows are ever worked out; when rows come or go, the cursor stays on its key, and the row that
is read at its place on the screen: the selected one, or the first one where the reader has scrolled away from that.
What comes in out of sight is counted until it has been in sight.
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
from tui.views.out_of_sight import OutOfSight, View
from tui.views.rows import EMPTY, Row, fit, width_of
from tui.views.widgets.painted import paint

Drawer = Callable[[str, int], Row]
"""Key and width -> the row."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
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
    class Sighted(Message):
        """Rows came into sight that were counted as out of it."""

        rows: RowList

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
        self.way_down = ""
        """Names the key that leads to what came in below; empty: that is not told."""
        self._news = OutOfSight()

    # --- what is shown ---------------------------------------------------------------------------------

    @property
    def key(self) -> str | None:
        """The selected row's key; None in an empty list."""
        return self.keys[self.cursor] if self.cursor < len(self.keys) else None

    def show(self, keys: Sequence[str], select: str | None = None, *, afresh: bool = False) -> None:
        """Replaces the rows. The cursor stays on its key (or goes to ``select``); when its row is gone, it stays at
        its place in the list. ``afresh``: another list was asked for, so that nothing in it is news."""
        before, old, then = self.key, self.keys, self._view
        in_sight = then.holds(self.cursor)
        held = self.cursor if in_sight else then.top
        self.keys = keys
        self.cursor = self._find(before if select is None else select, self.cursor)
        self.virtual_size = Size(max(1, self._inner_width), len(keys))
        # At the head of the list what comes in pushes the rest down.
        top = then.top and self._find(old[held] if held < len(old) else None, held) - (held - then.top)
        top = max(0, min(top, len(keys) - then.height))
        if in_sight or select is not None:
            top = self._revealing(top)
        if afresh:
            self._news.forget()
        self._news.follow(() if afresh else old, then, keys, View(top, then.height))
        self._scroll(top)
        self.refresh()
        if self.key != before:
            self.post_message(self.Moved(self, self.key))

    @property
    def news_above(self) -> int:
        """Rows that came in above the screen and have not been on it."""
        return self._news.above(self._view)

    @property
    def news_below(self) -> int:
        return self._news.below(self._view)

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
    def _view(self) -> View:
        return View(self._top, self.size.height)

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
        if self._news.saw(self._view):
            self.refresh()
            self.post_message(self.Sighted(self))

    def _reveal(self) -> None:
        self._scroll(self._revealing(self._top))

    def _revealing(self, top: int) -> int:
        """The first row on the screen, nearest to ``top``, with the selected one in sight."""
        return max(min(top, self.cursor), self.cursor - max(1, self.size.height) + 1)

    def _scroll(self, top: int) -> None:
        if top != self._top:
            self.scroll_to(y=top, animate=False, immediate=True, force=True)

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
        told = self._told_below() if y == self.size.height - 1 else EMPTY
        whole = fit(mark + row, max(0, width - width_of(told)), self.signs.ellipsis) + told if told else mark + row
        return paint(self, whole, width, under, self.signs.ellipsis)

    def _told_below(self) -> Row:
        """Stands at the end of the last row: an edge of its own would move the rows as it comes and goes."""
        count = self.news_below if self.way_down else 0
        return ((f"  {count:,} new below ({self.way_down}) ", "new"),) if count else EMPTY
