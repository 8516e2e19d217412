"""The page of charts of one front: incidents, then each outcome by side, as small charts of one scale. Pure.

Invariants: sides are never added together; charts of one outcome share their scale, so that heights can be compared
from side to side; a figure that only the enemy claims is in no bar and is told in the chart's title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.model import Class, Outcome, Tally
from tui.views.charts_bars import Bar, dates, margin_for, nice_top, plot
from tui.views.charts_course import DAY, MOST, Course
from tui.views.format import side_rows, tally_cell
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, fit, spread, wrap_row
from tui.wording import plural

LEAST_WIDTH = 46
"""Cells of a chart before another is put beside it."""
LEAST_HEIGHT = 4
MOST_HEIGHT = 10
GUTTER = 4
_STYLE = {Outcome.KILLED: "killed"}


@dataclass(frozen=True, slots=True)
class Panel:
    title: Row
    end: str
    """What the window adds up to, as the ledger words it."""
    bars: tuple[Bar, ...]
    top: int
    style: str


def columns_for(width: int) -> int:
    return max(1, min(4, (width + GUTTER) // (LEAST_WIDTH + GUTTER)))


def most_buckets(width: int) -> int:
    """How many buckets a chart of a page of ``width`` cells has room for, three cells each."""
    return max(2, min(MOST, (_panel_width(width) - 8) // 3))


def charts(course: Course, tallies: Sequence[Tally], width: int, height: int, signs: Glyphs, window: str) -> list[Row]:
    """The page in ``width`` cells; as high as ``height`` rows where the charts can be made to fit. ``tallies`` are
    those of the whole window."""
    panels = [_incidents(course, window, signs), *_outcomes(course, tallies)]
    columns = min(columns_for(width), len(panels))
    lines = -(-len(panels) // columns)
    notes = [row for text in _notes(course, signs) for row in wrap_row(text, width)]
    rows = height - len(notes) - 1
    bars = max(LEAST_HEIGHT, min(MOST_HEIGHT, rows // lines - 4))
    each = (width - GUTTER * (columns - 1)) // columns
    margin = max(margin_for(panel.top) for panel in panels)
    page: list[Row] = []
    for at in range(0, len(panels), columns):
        drawn = [_draw(panel, course, each, bars, signs, margin) for panel in panels[at : at + columns]]
        page += [*([EMPTY] if page else []), *_beside(drawn, each)]
    return [*notes, EMPTY, *page]


def _panel_width(width: int) -> int:
    columns = columns_for(width)
    return (width - GUTTER * (columns - 1)) // columns


def _incidents(course: Course, window: str, signs: Glyphs) -> Panel:
    bars = tuple(Bar(b.incidents - b.weak, b.incidents, label=f"{b.incidents or ''}") for b in course.buckets)
    total = sum(bucket.incidents for bucket in course.buckets) + course.earlier
    weak = sum(bucket.weak for bucket in course.buckets)
    title: Row = (("incidents", "title"),)
    if weak:
        title += ((f"  {signs.shade}", "accent"), (f" {weak} on one origin", "dim"))
    return Panel(title, f"{total:,} in {window}", bars, nice_top(max(bar.high for bar in bars)), "accent")


def _outcomes(course: Course, tallies: Sequence[Tally]) -> list[Panel]:
    """Every outcome by side, hardest hit first; sides that have no counted figure in any bucket are left out."""
    panels: list[Panel] = []
    for outcome in Outcome:
        found: list[tuple[str, Tally, tuple[Bar, ...]]] = []
        for side in side_rows(tallies):
            tally = side.cells.get(outcome)
            if tally is None:
                continue
            bars = tuple(_bar(bucket.tallies, tally.side, tally.class_, outcome) for bucket in course.buckets)
            if any(bar.high or bar.is_open for bar in bars):
                found.append((side.label, tally, bars))
        top = nice_top(max((bar.high for _, _, bars in found for bar in bars), default=1))
        for label, tally, bars in found:
            title: Row = ((f"{outcome.value}  ", "dim"), (label, "strong"))
            panels.append(Panel(title, tally_cell(tally), bars, top, _STYLE.get(outcome, "")))
    return panels


def _bar(tallies: Sequence[Tally], side: str | None, class_: Class, outcome: Outcome) -> Bar:
    for tally in tallies:
        if (tally.side, tally.class_, tally.outcome) == (side, class_, outcome):
            return Bar(tally.low, max(tally.low, tally.high), tally.open)
    return Bar(0, 0)


def _draw(panel: Panel, course: Course, width: int, height: int, signs: Glyphs, margin: int) -> list[Row]:
    rows = [spread(panel.title, ((panel.end, "strong"),), width, ellipsis=signs.ellipsis)]
    rows += plot(panel.bars, width, height, panel.top, signs, panel.style, margin)
    starts = [bucket.start for bucket in course.buckets]
    return [*rows, dates(starts, course.step, width, margin)]


def _beside(blocks: Sequence[Sequence[Row]], width: int) -> list[Row]:
    """Blocks of one height and ``width`` cells, side by side."""
    rows: list[Row] = []
    for parts in zip(*blocks, strict=True):
        row: Row = EMPTY
        for index, part in enumerate(parts):
            row += (((" " * GUTTER, ""),) if index else EMPTY) + fit(part, width)
        rows.append(row)
    return rows


def _notes(course: Course, signs: Glyphs) -> list[Row]:
    """How the charts are to be read."""
    dot = (signs.dot, "faint")
    when = "day of the event, else of its first report" if course.by_event else "first report"
    legend: Row = (
        (step_words(course.step), "strong"),
        (f" by {when}, UTC", "dim"),
        dot,
        (signs.levels[-1], "bright"),
        (" at least ", "dim"),
        (signs.shade, "bright"),
        (" up to ", "dim"),
        ("+", "bright"),
        (" open-ended", "dim"),
        dot,
        ("one scale for each outcome", "dim"),
    )
    rows = [legend]
    if course.earlier:
        verb = "was" if course.earlier == 1 else "were"
        words = (
            f"{plural(course.earlier, 'incident')} happened before the first bar and {verb} reported since: not drawn"
        )
        rows.append(((words, "warn"),))
    return rows


def step_words(step: int) -> str:
    """ "a bar is an hour"."""
    for unit, name in ((364 * DAY, "52 weeks"), (28 * DAY, "4 weeks"), (7 * DAY, "a week"), (DAY, "a day")):
        if step == unit:
            return f"a bar is {name}"
    if step >= 3600:
        return "a bar is an hour" if step == 3600 else f"a bar is {step // 3600} hours"
    return f"a bar is {step // 60} minutes"
