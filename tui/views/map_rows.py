"""A map of a front's incidents as rows. Pure.

Invariants: how sure a place's incidents are is told by its sign, lines by their dashes, the selected place by its
brackets: nothing by colour alone. A name is written in full beside its sign or not at all, and never over another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import cell_len

from tui.model import Place
from tui.views.glyphs import ASCII, Glyphs
from tui.views.map_canvas import Canvas, View
from tui.views.map_marks import Mark, Marks
from tui.views.map_outlines import lines_within
from tui.views.rows import Row, clean, cut, width_of
from tui.wording import plural

BORDER_DASH = (3, 2)
FRONT_DASH = (1, 2)
LONGEST_NAME = 22
_BAR = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Kilometres that a scale bar may have."""

Area = tuple[tuple[float, float], ...]
"""Corners as latitude and longitude, as a front has them."""
Cell = tuple[int, int]


@lru_cache(maxsize=8)
def ground(view: View, areas: tuple[Area, ...]) -> Canvas:
    """Coasts and borders, and over them the outlines of fronts."""
    canvas = Canvas(view.width, view.height)
    for line in lines_within(view.box):
        style, dash = ("faint", BORDER_DASH) if line.is_border else ("dim", (1, 0))
        canvas.draw((view.place(lon, lat) for lon, lat in line.points), style, dash)
    for area in areas:
        canvas.draw((view.place(lon, lat) for lat, lon in (*area, area[0])), "accent", FRONT_DASH)
    return canvas


class _Paper:
    """Cells that may be written on once."""

    def __init__(self, canvas: Canvas, signs: Glyphs) -> None:
        self.width, self.height = canvas.width, canvas.height
        self.cells: dict[Cell, tuple[str, str]] = {
            cell: ("." if signs is ASCII else canvas.sign(cell), canvas.styles[cell]) for cell in canvas.dots
        }
        self.taken: set[Cell] = set()

    def put(self, cell: Cell, text: str, style: str) -> None:
        """``text`` from ``cell`` to the right; a wide character leaves the cell behind it empty."""
        row, column = cell
        for char in text:
            size = cell_len(char)
            if not size:
                continue  # a mark that joins the letter before it would be torn from it here
            self.cells[row, column] = (char, style)
            self.taken.add((row, column))
            for extra in range(1, size):
                self.cells[row, column + extra] = ("", style)
                self.taken.add((row, column + extra))
            column += size

    def free(self, row: int, column: int, width: int) -> bool:
        inside = 0 <= row < self.height and column >= 0 and column + width <= self.width
        return inside and not any((row, column + index) in self.taken for index in range(width))

    def label(self, cell: Cell, text: str, style: str) -> bool:
        """Beside, below or above ``cell``, wherever there is room; whether it was written."""
        row, column = cell
        size = cell_len(text)
        for at in ((row, column + 2), (row, column - 1 - size), (row + 1, column), (row - 1, column)):
            if self.free(at[0], at[1] - 1 if at[0] == row and at[1] > column else at[1], size + 1):
                self.put(at, text, style)
                return True
        return False

    def rows(self) -> list[Row]:
        rows: list[Row] = []
        for row in range(self.height):
            parts: list[tuple[str, str]] = []
            for column in range(self.width):
                char, style = self.cells.get((row, column), (" ", parts[-1][1] if parts else ""))
                if parts and parts[-1][1] == style:
                    parts[-1] = (parts[-1][0] + char, style)
                else:
                    parts.append((char, style))
            rows.append(tuple(parts))
        return rows


def map_rows(
    view: View,
    areas: tuple[Area, ...],
    marks: Sequence[Mark],
    others: Iterable[Place],
    selected: Mark | None,
    signs: Glyphs,
) -> list[Row]:
    """``view.height`` rows of ``view.width`` cells."""
    paper = _Paper(ground(view, areas), signs)
    order = ([selected] if selected else []) + [mark for mark in marks if mark is not selected]
    seen: dict[Cell, Mark] = {}
    for mark in order:
        cell = view.cell(mark.place.lon, mark.place.lat)
        if cell is not None and cell not in seen:
            seen[cell] = mark
            paper.put(cell, sign_of(mark, signs), _style(mark))
    for cell, mark in seen.items():
        text = _label(mark, signs)
        if mark is selected:
            paper.label(cell, f"[{text}]", "title") or paper.label(cell, f"[{cut(text, 8, signs.ellipsis)}]", "title")
        else:
            paper.label(cell, text, "")
    for place in others:
        cell = view.cell(place.lon, place.lat)
        name = clean(place.name)
        if cell is not None and paper.free(cell[0], cell[1] - 1, 3) and paper.label(cell, name, "dim"):
            paper.put(cell, signs.bullet, "dim")
    return paper.rows()


def sign_of(mark: Mark, signs: Glyphs) -> str:
    return signs.marks[2 - mark.sure]


def _style(mark: Mark) -> str:
    return "alert" if mark.is_deadly else "new"


def _label(mark: Mark, signs: Glyphs) -> str:
    name = cut(clean(mark.place.name), LONGEST_NAME, signs.ellipsis)
    count = f" {len(mark.incidents)}" if len(mark.incidents) > 1 else ""
    return f"{'~' if mark.is_wide else ''}{name}{count}"


def legend(view: View, found: Marks, out_of_sight: int, signs: Glyphs) -> list[Row]:
    """The scale with what the signs mean, and what is not drawn with what the rest means: two rows."""
    cells, km = bar_for(view)
    scale = f"{signs.ends[0]}{signs.rule * max(0, cells - 2)}{signs.ends[1]} {km:,} km"
    sure = [
        ((sign, "new"), (f" {words}", "dim"))
        for sign, words in zip(signs.marks, ("confirmed or fair", "contested", "weak only"), strict=True)
    ]
    count = (f" {plural(len(found.marks), 'place')}", "dim")
    return [
        _filled(((f" {scale}", "bright"),), sure, view.width, signs),
        _filled((count,), _rest(found, out_of_sight), view.width, signs),
    ]


def _filled(row: Row, parts: Iterable[Row], width: int, signs: Glyphs) -> Row:
    """``row`` and those of ``parts`` that fit whole."""
    for part in parts:
        if width_of(row) + len(signs.dot) + width_of(part) <= width:
            row += ((signs.dot, "faint"), *part)
    return row


def _rest(found: Marks, out_of_sight: int) -> Iterable[Row]:
    """What is not drawn, and what the signs that are drawn mean beyond how sure they are."""
    for count, words in (
        (out_of_sight, f"{out_of_sight:,} out of sight"),
        (found.unplaced, f"{plural(found.unplaced, 'incident')} without a place"),
        (found.countries, f"{found.countries:,} known only by country or sea"),
    ):
        if count:
            yield ((words, "warn"),)
    if any(mark.is_deadly for mark in found.marks):
        yield (("red", "alert"), (" killed", "dim"))
    if any(mark.is_wide for mark in found.marks):
        yield (("~ somewhere in it", "dim"),)


def bar_for(view: View) -> tuple[int, int]:
    """Cells and kilometres of a scale bar of at most 20 cells."""
    km = max((km for km in _BAR if km / view.km_per_cell <= 20), default=_BAR[0])
    return max(2, round(km / view.km_per_cell)), km
