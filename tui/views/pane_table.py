"""The figures of a pane: a table of sides where there is room, else one line. Pure.

Invariant: a cell is one tally. Sides are never added together, and a figure that only the enemy claims, that rests on
one origin or on words alone is told apart from the counted one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.model import Outcome, Tally
from tui.views.format import SideRow, side_rows, tally_cell
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, left, right, width_of

_COLUMNS = (Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED)
_OTHERS = (Outcome.MISSING, Outcome.DISPLACED)


def counters(tallies: Sequence[Tally], width: int, signs: Glyphs) -> Row:
    """The table in one line: who was killed, then wounded, then captured, by side; sides are never added up."""
    row: Row = (("  ", ""),)
    said: Outcome | None = None
    left_out = False
    for outcome in _COLUMNS:
        for side in side_rows(tallies):
            if outcome not in side.cells:
                continue
            gap: Row = ((signs.dot, "faint"),) if said else EMPTY
            word = "" if outcome is said else f"{outcome.value} "
            piece: Row = (
                *gap,
                (word, "dim"),
                (f"{side.label} ", ""),
                (_cell(side, outcome, short=True), _style(outcome)),
            )
            if width_of(row) + width_of(piece) > width - 2 and said:
                left_out = True
                continue
            row += piece
            said = outcome
    if said is None:
        return (*row, ("no figures", "dim"))
    return (*row, (f" {signs.ellipsis[:1]}", "dim")) if left_out else row


def sides_table(tallies: Sequence[Tally], width: int, limit: int, signs: Glyphs) -> list[Row]:
    """A heading and at most ``limit`` sides, hardest hit first; nothing when there is no figure."""
    every = side_rows(tallies)
    sides = side_rows(tallies, limit)
    if not sides:
        return []
    plan = _plan(sides, width)
    more = f"  {len(every) - len(sides)} more" if len(every) > len(sides) else ""
    row: Row = ((left(more, plan.label, signs.ellipsis), "dim"),)
    for outcome, cell in zip(_COLUMNS, plan.cells, strict=True):
        row += ((right(outcome.value, cell, signs.ellipsis), "head"),)
    return [row, *(_side_row(side, plan, width, signs) for side in sides)]


@dataclass(frozen=True, slots=True)
class _Plan:
    label: int
    cells: tuple[int, ...]
    short: bool
    """There is no room for "(+12 claimed)": it becomes "(+12)"."""


def _plan(sides: Sequence[SideRow], width: int) -> _Plan:
    """Columns as wide as what they hold, and a little wider where there is room. What the enemy claims is worded
    shorter before the name of a side is cut: "civi…" tells nobody who died."""
    longest = max(len(side.label) for side in sides) + 3
    for short, gap in ((False, 2), (True, 2), (True, 1)):
        cells = [
            max(len(outcome.value), *(len(_cell(side, outcome, short)) for side in sides)) + gap for outcome in _COLUMNS
        ]
        if longest + sum(cells) <= width:
            break
    label = min(longest, max(10, width - sum(cells)))
    spare = min(4 * len(cells), (width - label - sum(cells)) // 2)
    return _Plan(label, tuple(cell + max(0, spare) // len(cells) for cell in cells), short)


def _cell(side: SideRow, outcome: Outcome, short: bool) -> str:
    text = tally_cell(side.cells.get(outcome))
    return text.replace(" claimed)", ")") if short else text


def _style(outcome: Outcome) -> str:
    return "killed" if outcome is Outcome.KILLED else ""


def _side_row(side: SideRow, plan: _Plan, width: int, signs: Glyphs) -> Row:
    row: Row = ((left(f"  {side.label}", plan.label, signs.ellipsis), ""),)
    for outcome, cell in zip(_COLUMNS, plan.cells, strict=True):
        style = _style(outcome) if outcome in side.cells else "faint"
        row += ((right(_cell(side, outcome, plan.short), cell, signs.ellipsis), style),)
    for index, note in enumerate(_notes(side)):
        piece = (f"{', ' if index else '  '}{note}", "dim")
        if width_of(row) + len(piece[0]) > width:
            break
        row += (piece,)
    return row


def _notes(side: SideRow) -> list[str]:
    """What stands beside the figures and is in none of them."""
    parts = [f"{side.weak} weak"] if side.weak else []
    if side.vague:
        parts.append(f"+{side.vague} vague")
    parts += [f"{tally_cell(side.cells[outcome])} {outcome.value}" for outcome in _OTHERS if outcome in side.cells]
    return parts
