"""Pressure: actors that are under attack on two fronts or more in the window, and who presses them where."""

from __future__ import annotations

from tui.model import Pressure
from tui.views.format import ago
from tui.views.rows import Row, left, right, wrap_row
from tui.views.screens.listing import ListingScreen


class PressureScreen(ListingScreen):
    NAME = "pressure"
    EMPTY_TEXT = "nobody is under attack on two fronts in the window"

    _found: dict[str, Pressure]

    @property
    def heading(self) -> str:
        return f"window {self.board.window_name}"

    def keys(self) -> list[str]:
        self._found = {pressure.actor: pressure for pressure in self.board.situation.pressure}
        return list(self._found)

    def head(self, width: int) -> Row:
        name, fronts = _widths(width)
        return (
            (" ", ""),
            (left("under attack", name), "head"),
            (right("fronts", 7), "head"),
            (right("before", 8), "head"),
            (right("incidents", 11), "head"),
            (right("since", 8), "head"),
            ("  ", ""),
            (left("where", fronts), "head"),
            ("  ", ""),
            (left("by whom", 12), "head"),
        )

    def row(self, key: str, width: int) -> Row:
        found, signs = self._found[key], self.board.signs
        name, fronts = _widths(width)
        where = ", ".join(self.board.front_name(front) for front in found.fronts)
        return (
            (left(found.actor, name, signs.ellipsis), "strong"),
            (right(str(len(found.fronts)), 7), "warn"),
            (right(str(found.before), 8), "dim"),
            (right(f"{found.incidents:,}", 11), ""),
            (right(ago(found.since, self.board.now), 8), "dim"),
            ("  ", ""),
            (left(where, fronts, signs.ellipsis), "accent"),
            ("  ", ""),
            (", ".join(found.attackers) or "not said", ""),
        )

    def more(self, key: str | None, width: int) -> list[Row]:
        found = self._found.get(key or "")
        if found is None:
            return []
        rows: list[Row] = []
        for front in found.fronts:
            attackers = ", ".join(found.by_front.get(front, ())) or "attacker not said"
            name = left(self.board.front_name(front), min(28, width // 3), self.board.signs.ellipsis)
            rows += wrap_row(((name, "accent"), (f"  {attackers}{self.board.signs.arrow}{found.actor}", "")), width)
        several = {a for attackers in found.by_front.values() for a in attackers}
        if len(several) > 1:
            rows += wrap_row(((f"{found.actor} stands between {', '.join(sorted(several))}", "warn"),), width)
        return rows


def _widths(width: int) -> tuple[int, int]:
    return max(10, min(26, width // 6)), max(10, width // 3)
