"""The ledger as lines: sides under their fronts, then what is told beside the sums. Pure.

Invariants: a cell is one tally; outcomes that no side has a figure of have no column; the bars of all sides have one
scale, which stands over them, unbroken up to the lowest figure and dashed up to the highest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.model import Outcome, Tally
from tui.report import loss_line, person_line
from tui.situation import Situation
from tui.views.charts_bars import nice_top
from tui.views.format import UNKNOWN, SideRow, side_rows, tally_cell
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, left, right, spread, wrap_row
from tui.wording import plural

LEAST_BAR = 10
MOST_BAR = 40
MOST_TOLD = 200
"""Lines of each kind beside the sums."""


@dataclass(frozen=True, slots=True)
class Heading:
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Something said beside the sums, in words."""

    text: str
    incidents: tuple[str, ...] = ()
    """Ids of those that it is said of, newest first."""


Line = Heading | SideRow | Told


@dataclass(frozen=True, slots=True)
class Plan:
    """Widths in cells; 0 leaves a column out."""

    label: int
    outcomes: tuple[Outcome, ...]
    cells: tuple[int, ...]
    short: bool
    """There is no room for "(+12 claimed)": it becomes "(+12)"."""
    notes: int
    """How many of incidents, weak and vague."""
    bar: int
    top: int


_NOTES = (("incidents", 11), ("weak", 6), ("vague", 7))


def lines(situation: Situation) -> Iterator[tuple[str, Line]]:
    """Key and line, in the order of the page."""
    if not situation.shown:
        return
    yield "*", Heading("All fronts", f"{plural(situation.shown, 'incident')}, each counted once")
    yield from _sides("*", situation.tallies)
    for front in situation.fronts:
        if side_rows(front.tallies):
            key = front.id or "-"
            weak = f", {front.weak} on one origin" if front.weak else ""
            yield key, Heading(front.name, plural(len(front.incidents), "incident") + weak)
            yield from _sides(key, front.tallies)
    register = situation.register
    told = (
        ("totals", "Totals as claimed, never added", [Told(one.text) for one in situation.stated]),
        ("machines", "Machines lost", [Told(loss_line(loss), loss.incidents) for loss in register.losses]),
        ("persons", "Named victims", [Told(person_line(one), one.incidents) for one in register.persons]),
    )
    for key, name, found in told:
        if found:
            yield f"+{key}", Heading(name, f"{len(found):,}")
            yield from ((f"+{key}/{index}", one) for index, one in enumerate(found[:MOST_TOLD]))


def _sides(key: str, tallies: Sequence[Tally]) -> Iterator[tuple[str, SideRow]]:
    return ((f"{key}/{side.label}", side) for side in side_rows(tallies))


def plan(found: Sequence[Line], width: int) -> Plan:
    """Columns as wide as what they hold; the rarest outcomes go first where there is too little room, then notes."""
    sides = [line for line in found if isinstance(line, SideRow)]
    present = [o for o in Outcome if any(o in side.cells for side in sides)] or [Outcome.KILLED]
    longest = max((len(side.label) for side in sides), default=8) + 4
    for short, count, notes in ((False, 5, 3), (True, 5, 3), (True, 3, 3), (True, 3, 1), (True, 2, 1), (True, 2, 0)):
        outcomes = tuple(present[:count])
        cells = tuple(_width(sides, outcome, short) for outcome in outcomes)
        taken = sum(cells) + sum(size for _, size in _NOTES[:notes])
        if taken + min(longest, 22) <= width:
            break
    label = max(1, min(longest, width - taken))
    bar = width - taken - label - 4
    high = max((side.cells[Outcome.KILLED].high for side in sides if Outcome.KILLED in side.cells), default=0)
    return Plan(
        label, outcomes, cells, short, notes, min(MOST_BAR, bar) if bar >= LEAST_BAR and high else 0, nice_top(high)
    )


def _width(sides: Sequence[SideRow], outcome: Outcome, short: bool) -> int:
    return max(len(outcome.value), *(len(_cell(side.cells.get(outcome), short)) for side in sides), 0) + 2


def _cell(tally: Tally | None, short: bool) -> str:
    # Which of the two figures is the claimed one must not be lost with the end of the word.
    return tally_cell(tally).replace(" claimed)", ")") if short else tally_cell(tally)


def head(columns: Plan) -> Row:
    row: Row = ((" " * (columns.label + 1), ""),)
    for outcome, cell in zip(columns.outcomes, columns.cells, strict=True):
        row += ((right(outcome.value, cell), "head"),)
    for name, size in _NOTES[: columns.notes]:
        row += ((right(name, size), "head"),)
    if columns.bar:
        scale = spread(
            (("0 killed" if columns.bar >= 16 else "0", "head"),), ((f"{columns.top:,}", "head"),), columns.bar
        )
        row += (("   ", ""), *scale)
    return row


def line_row(line: Line, columns: Plan, width: int, signs: Glyphs) -> Row:
    if isinstance(line, Heading):
        start: Row = ((line.name, "title"), (f"  {line.note} " if line.note else " ", "dim"))
        return spread(start, EMPTY, width, (signs.rule, "faint"), signs.ellipsis)
    if isinstance(line, Told):
        return (("  ", ""), (line.text, ""))
    row: Row = ((left(f"  {line.label}", columns.label, signs.ellipsis), ""),)
    for outcome, cell in zip(columns.outcomes, columns.cells, strict=True):
        tally = line.cells.get(outcome)
        style = "faint" if tally is None else "killed" if outcome is Outcome.KILLED else ""
        row += ((right(_cell(tally, columns.short), cell, signs.ellipsis), style),)
    counts = (max(tally.incidents for tally in line.cells.values()), line.weak, line.vague)
    for count, (_, size) in zip(counts, _NOTES[: columns.notes], strict=False):
        row += ((right(f"{count:,}" if count else UNKNOWN, size), "dim" if count else "faint"),)
    return row + _bar(line.cells.get(Outcome.KILLED), columns, signs)


def _bar(tally: Tally | None, columns: Plan, signs: Glyphs) -> Row:
    if not columns.bar or tally is None or not tally.high:
        return EMPTY
    # No count is drawn as nothing, and no range is lost in the rounding.
    solid = max(round(tally.low / columns.top * columns.bar), 1 if tally.low else 0)
    high = max(round(tally.high / columns.top * columns.bar), solid + (tally.high > tally.low))
    text = signs.beam[0] * solid + signs.beam[1] * (high - solid)
    return (("   ", ""), (text[: columns.bar], "killed"), ("+" if tally.open else "", "killed"))


def more(line: Line | None, width: int) -> list[Row]:
    """What stands below the list about the selected line."""
    if isinstance(line, SideRow):
        rows: list[Row] = []
        for outcome, tally in line.cells.items():
            text: Row = ((f"{outcome.value}: ", "dim"), (tally_cell(tally), "strong"), (_in_words(tally), ""))
            rows += wrap_row(text, width)
        return rows
    if isinstance(line, Told):
        hint = "  Enter opens its newest incident" if line.incidents else ""
        return wrap_row(((line.text, "strong"), (hint, "dim")), width)
    return wrap_row((("i on a row of figures shows every incident behind it", "dim"),), width)


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
