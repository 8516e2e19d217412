"""Who was killed in figures three rows high, to be read from across a room. Pure.

Invariant: they say what the table below them says, range and "+" included; a figure that does not fit is left to the
table, never cut.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

from tui.model import Outcome, Tally
from tui.views.format import SideRow, side_rows
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, left, width_of
from tui.wording import span

HEIGHT = 5
"""Rows of the band: the figures, their sides and an empty one."""
_CELLS = 3
"""Width of a digit."""
_GAP = 4
_EDGE = "  "


def band(tallies: Iterable[Tally], width: int, signs: Glyphs) -> list[Row]:
    """The named sides, hardest hit first, and the civilians, as many as fit; nothing where no figure is of them, or
    where only ASCII may be drawn."""
    sides = _fitting(tallies, width) if signs.big else []
    if not sides:
        return []
    lines: list[Row] = [EMPTY, EMPTY, EMPTY]
    labels: Row = EMPTY
    for side in sides:
        cells = _width(side)
        lines = [(*line, (left(piece, cells), "alert")) for line, piece in zip(lines, _drawn(side), strict=True)]
        labels += ((left(_label(side), cells), "dim"),)
    return [((_EDGE, ""), *row) for row in (*lines, labels)] + [EMPTY]


def _fitting(tallies: Iterable[Tally], width: int) -> list[SideRow]:
    named = [side for side in side_rows(tallies) if side.named and _is_counted(side.cells.get(Outcome.KILLED))]
    room = width - len(_EDGE)
    kept: list[SideRow] = []
    for side in sorted(named, key=lambda side: not side.civilian):
        # The civilians are asked first: they are never left out for want of room.
        if _width(side) <= room:
            kept.append(side)
            room -= _width(side)
    return [side for side in named if side in kept]


def _is_counted(tally: Tally | None) -> bool:
    return tally is not None and (tally.low > 0 or tally.high > 0)


def _text(side: SideRow) -> str:
    tally = side.cells[Outcome.KILLED]
    return span(tally.low, tally.high, is_open=tally.open).replace(",", "")


def _label(side: SideRow) -> str:
    return f"{side.label} killed"


def _width(side: SideRow) -> int:
    """Cells of the figure or of its label, whichever is wider, with the gap behind."""
    return max(_CELLS * len(_text(side)), width_of(((_label(side), ""),))) + _GAP


def _drawn(side: SideRow) -> list[str]:
    """Three lines of :data:`_CELLS` cells a character."""
    at = [DIGITS.index(character) * 3 for character in _text(side)]
    return ["".join(DIGITS3X3_BOLD[place + line].ljust(_CELLS) for place in at) for line in range(3)]
