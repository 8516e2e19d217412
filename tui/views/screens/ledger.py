"""The ledger: what the window's incidents add up to, by front, side, class and outcome.

Invariant: a cell is one tally as the ledger made it. Sides are never added together, and what rests on one origin,
on words only or on an enemy's claim stands beside the figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType

from tui.model import Outcome, Tally
from tui.views.format import SideRow, side_rows, tally_cell
from tui.views.keys import key
from tui.views.messages import WhyTally
from tui.views.rows import EMPTY, Row, left, right, spread, wrap_row
from tui.views.screens.listing import ListingScreen
from tui.wording import plural

_OUTCOMES = (Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED, Outcome.MISSING, Outcome.DISPLACED)


class LedgerScreen(ListingScreen):
    NAME = "ledger"
    EMPTY_TEXT = "no figures in the window"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("i,enter", "evidence", "evidence_tally", "Every incident behind the selected figures"),
    ]

    _sides: dict[str, SideRow | str]
    """Key of a row -> its figures, or the name of the front that it heads."""

    @property
    def heading(self) -> str:
        return f"window {self.board.window_name}"

    def keys(self) -> list[str]:
        self._sides = dict(self._lines())
        return list(self._sides)

    def _lines(self) -> Iterator[tuple[str, SideRow | str]]:
        situation = self.board.situation
        if not situation.shown:
            return
        yield "*", "All fronts, each incident once"
        for side in side_rows(situation.tallies):
            yield f"*/{side.label}", side
        for front in situation.fronts:
            sides = side_rows(front.tallies)
            if sides:
                yield front.id or "-", front.name
                for side in sides:
                    yield f"{front.id or '-'}/{side.label}", side

    def _cell(self, width: int) -> tuple[int, int, int]:
        """Widths of the label and of a cell, and how many outcomes fit."""
        label = max(12, min(34, width // 4))
        count = len(_OUTCOMES) if width >= 96 else 3
        return label, max(8, min(22, (width - label - 20) // count)), count

    def head(self, width: int) -> Row:
        label, cell, count = self._cell(width)
        row: Row = ((" " * (label + 1), ""),)
        for outcome in _OUTCOMES[:count]:
            row += ((right(outcome.value, cell), "head"),)
        return (*row, ("  ", ""), (left("incidents", 18), "head"))

    def row(self, key: str, width: int) -> Row:
        line, signs = self._sides.get(key, ""), self.board.signs
        if isinstance(line, str):
            return spread(((f"{line} ", "title"),), EMPTY, width, (signs.rule, "faint"), signs.ellipsis)
        label, cell, count = self._cell(width)
        row: Row = ((left(f"  {line.label}", label, signs.ellipsis), ""),)
        for outcome in _OUTCOMES[:count]:
            tally = line.cells.get(outcome)
            style = "faint" if tally is None else "killed" if outcome is Outcome.KILLED else ""
            text = tally_cell(tally)
            # Which of the two figures is the claimed one must not be lost with the end of the word.
            text = text if len(text) < cell else text.replace(" claimed)", ")")
            row += ((right(text, cell, signs.ellipsis), style),)
        return (*row, ("  ", ""), (_basis(line), "dim"))

    def more(self, key: str | None, width: int) -> list[Row]:
        line = self._sides.get(key or "", "")
        if isinstance(line, str):
            return wrap_row((("i on a row of figures shows every incident behind it", "dim"),), width)
        rows: list[Row] = []
        for outcome, tally in line.cells.items():
            rows += wrap_row(
                ((f"{outcome.value}: ", "dim"), (tally_cell(tally), "strong"), (_in_words(tally), "")), width
            )
        return rows

    def action_evidence(self) -> None:
        line = self._sides.get(self.rows.key or "", "")
        if isinstance(line, SideRow):
            tally = next((line.cells[outcome] for outcome in _OUTCOMES if outcome in line.cells), None)
            if tally is not None:
                self.post_message(WhyTally(tally))


def _basis(line: SideRow) -> str:
    incidents = max(tally.incidents for tally in line.cells.values())
    parts = [str(incidents)]
    parts += [f"{line.weak} weak"] if line.weak else []
    parts += [f"+{line.vague} vague"] if line.vague else []
    return ", ".join(parts)


def _in_words(tally: Tally) -> str:
    text = f" over {plural(tally.incidents, 'incident')}"
    if tally.open:
        text += ", at least one of them open-ended"
    if tally.weak:
        text += f", {tally.weak} on one origin only"
    if tally.vague:
        text += f"; {plural(tally.vague, 'report')} more in words only, in no sum"
    if tally.claimed_by_enemy:
        text += f"; {tally.claimed_by_enemy:,} more claimed by the other side only, in no sum"
    return text
