"""The ledger: what the window's incidents add up to, by front, side, class and outcome.

Invariant: a cell is one tally as the ledger made it. Sides are never added together, and what rests on one origin,
on words only or on an enemy's claim stands beside the figure.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui.model import Outcome
from tui.views import ledger_rows
from tui.views.format import SideRow
from tui.views.keys import key
from tui.views.messages import OpenDesk, Say, WhyTally
from tui.views.rows import Row
from tui.views.screens.listing import ListingScreen


class LedgerScreen(ListingScreen):
    NAME = "ledger"
    EMPTY_TEXT = "no figures in the window"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("i,enter", "evidence", "evidence_tally", "Every incident behind the selected figures"),
    ]

    _lines: dict[str, ledger_rows.Line]
    _plan: tuple[int, ledger_rows.Plan] | None = None
    """Of the width that it was made for."""

    @property
    def heading(self) -> str:
        return f"window {self.board.window_name}"

    def keys(self) -> list[str]:
        self._lines = dict(ledger_rows.lines(self.board.situation))
        self._plan = None
        return list(self._lines)

    def _columns(self, width: int) -> ledger_rows.Plan:
        if self._plan is None or self._plan[0] != width:
            self._plan = width, ledger_rows.plan(list(self._lines.values()), width)
        return self._plan[1]

    def head(self, width: int) -> Row:
        return ledger_rows.head(self._columns(width))

    def row(self, key: str, width: int) -> Row:
        line = self._lines.get(key, ledger_rows.Heading(""))
        return ledger_rows.line_row(line, self._columns(width), width, self.board.signs)

    def more(self, key: str | None, width: int) -> list[Row]:
        return ledger_rows.more(self._lines.get(key or ""), width)

    def action_evidence(self) -> None:
        line = self._lines.get(self.rows.key or "")
        if isinstance(line, SideRow):
            tally = next((line.cells[outcome] for outcome in Outcome if outcome in line.cells), None)
            if tally is not None:
                self.post_message(WhyTally(tally))
        elif isinstance(line, ledger_rows.Told) and line.incidents:
            self.post_message(OpenDesk(None, incident=line.incidents[0]))
        else:
            self.post_message(Say("j and k lead to a row of figures"))
