"""Pressure: actors that are under attack on two fronts or more in the window, who presses them where, and whether it
is more than in the window before."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui.model import Pressure
from tui.views import pressure_rows
from tui.views.keys import key
from tui.views.messages import OpenDesk
from tui.views.rows import Row
from tui.views.screens.listing import ListingScreen


class PressureScreen(ListingScreen):
    NAME = "pressure"
    EMPTY_TEXT = "nobody is under attack on two fronts in the window"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "open", "open", "Open the front or incident"),
    ]

    _found: dict[str, tuple[Pressure, str | None]]
    """Key of a row -> whose it is, and on which front; None: on all of them."""

    @property
    def heading(self) -> str:
        return f"window {self.board.window_name}"

    def keys(self) -> list[str]:
        self._found = {
            key: (found, front)
            for found in self.board.situation.pressure
            for key, front in zip(pressure_rows.keys(found), (None, *found.fronts), strict=True)
        }
        return list(self._found)

    def head(self, width: int) -> Row:
        return pressure_rows.head(width)

    def row(self, key: str, width: int) -> Row:
        board, (found, front) = self.board, self._found[key]
        if front is None:
            return pressure_rows.pressure_row(found, width, board.now, board.signs)
        return pressure_rows.front_row(found, front, width, board.front_name(front), board.signs)

    def more(self, key: str | None, width: int) -> list[Row]:
        board, (found, front) = self.board, self._found.get(key or "", (None, None))
        if found is None:
            return []
        return pressure_rows.more(found, front, width, board.window_name, board.front_name, board.signs)

    def action_open(self) -> None:
        found, front = self._found.get(self.rows.key or "", (None, None))
        if found is not None:
            self.post_message(OpenDesk(front or found.fronts[0]))
