"""One front of the wall: what changed, how sure it is, how bad it is, then when and where from.

Invariant: what a pane shows is a pure function of its front's situation, the size and the instant; it repaints only
when that result differs.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.views.glyphs import UNICODE, Glyphs
from tui.views.pane_rows import PaneView, pane
from tui.views.rows import EMPTY, Row
from tui.views.widgets.painted import paint


class FrontPane(Widget, can_focus=True):
    DEFAULT_CSS = """
    FrontPane { height: 1fr; width: 1fr; }
    """

    @dataclass
    class Chosen(Message):
        """The pane was clicked while it had the focus, or Enter was pressed on it."""

        front: str | None

    def __init__(self, view: PaneView, signs: Glyphs = UNICODE) -> None:
        super().__init__(markup=False)
        self.view = view
        self.signs = signs
        self._rows: tuple[Row, ...] = ()

    def show(self, view: PaneView) -> None:
        self.view = view
        self._draw()

    def _draw(self) -> None:
        rows = pane(self.view, self.size.width, self.size.height, self.signs, focused=self.has_focus)
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def on_resize(self) -> None:
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def on_click(self, event: events.Click) -> None:
        if event.chain > 1:
            self.post_message(self.Chosen(self.view.front.id))

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else EMPTY
        return paint(self, row, self.size.width, ellipsis=self.signs.ellipsis)
