"""One bar chart in terminal cells. Pure.

Invariants: bars begin at nought and the scale is written at the axis; what is certain is solid, what lies between the
lowest and the highest figure is shaded, and what has no upper end carries a plus: three signs, not three colours. A
count above nought is never drawn as nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tui.views.charts_course import DAY
from tui.views.glyphs import Glyphs
from tui.views.rows import Row, left, right
from tui.wording import clock_time, short_day, span

WIDEST = 9
"""Cells of one bar at most."""


@dataclass(frozen=True, slots=True)
class Bar:
    low: int
    high: int
    is_open: bool = False
    label: str | None = None
    """What stands over it where there is room; None: its range."""

    @property
    def words(self) -> str:
        if self.label is not None:
            return self.label
        return span(self.low, self.high, is_open=self.is_open) if self.high or self.is_open else ""


def nice_top(value: int) -> int:
    """The end of a scale that holds ``value``: a round number, and no more than a third of it empty."""
    if value <= 10:
        return next(step for step in (1, 2, 3, 4, 5, 6, 8, 10) if step >= value)
    power = 1
    while power * 100 < value:
        power *= 10
    return next(step * power for step in (12, 15, 20, 25, 30, 40, 50, 60, 80, 100) if step * power >= value)


def margin_for(top: int) -> int:
    """Cells left of the first bar: the scale's end."""
    return len(f"{top:,}") + 1


def plot(bars: Sequence[Bar], width: int, height: int, top: int, signs: Glyphs, style: str, margin: int) -> list[Row]:
    """``height`` rows of bars with labels over them, and the floor below: ``height`` + 1 rows of at most ``width``
    cells, of which the ``margin`` left ones hold the scale."""
    pitch, bar_width = spacing(len(bars), width - margin)
    lines = [[" "] * max(0, width - margin) for _ in range(height)]
    room = pitch * len(bars)
    for index, bar in reversed(list(enumerate(bars))):
        cells = _column(bar, height - 1, top, signs)
        at = index * pitch
        for row, cell in enumerate(cells):
            lines[height - 1 - row][at : at + bar_width] = cell * bar_width
        _label(lines, height - 1 - len(cells), at, room - at, bar)
        room = at - (pitch > 2) if cells or bar.words else room
    rows: list[Row] = []
    for index, line in enumerate(lines):
        scale = f"{top:,}" if index == min(1, height - 1) else ""
        text = "".join(line)[: max(0, width - margin)]
        rows.append(((right(scale, margin - 1), "dim"), (" ", ""), *_parted(text, signs, style)))
    rows.append(((right("0", margin - 1), "dim"), (" ", ""), (signs.floor * (pitch * len(bars)), "faint")))
    return rows


def spacing(count: int, width: int) -> tuple[int, int]:
    """From one bar to the next, and the width of a bar; a gap between them where there is room for it."""
    pitch = max(1, min(WIDEST + 2, width // max(1, count)))
    return pitch, pitch if pitch < 3 else pitch - 1 - (pitch > 6)


def _column(bar: Bar, height: int, top: int, signs: Glyphs) -> list[str]:
    """The cells of one bar from below: solid up to the lowest figure, shaded up to the highest."""
    steps = len(signs.levels) - 1
    eighths = round(bar.low / top * height * steps) if top else 0
    if bar.low:
        eighths = max(1, eighths)
    full, part = divmod(eighths, steps)
    if bar.high > bar.low:
        # The shading goes on where the solid part ends, so that ends with a cell: a sliver below a gap would be two
        # bars. The figure stands over them.
        full, part = full + round(part / steps), 0
    cells = [signs.levels[-1]] * full + ([signs.levels[part]] if part else [])
    if bar.high > bar.low:
        # A range is never lost in the rounding: one shaded cell at least.
        cells += [signs.shade] * max(1, round(bar.high / top * height) - len(cells))
    return cells[:height]


def _label(lines: list[list[str]], row: int, at: int, room: int, bar: Bar) -> None:
    """Its figure over the bar, as far as the next bar that has one, or a plus alone where an open one has no room."""
    words = bar.words if len(bar.words) <= room else "+" if bar.is_open else ""
    if words and 0 <= row < len(lines):
        lines[row][at : at + len(words)] = words


def _parted(text: str, signs: Glyphs, style: str) -> Row:
    """Bars in their colour, figures in that of text."""
    drawn = set(signs.levels[1:] + signs.shade)
    parts: list[tuple[str, str]] = []
    for char in text:
        kind = style if char in drawn else ""
        if parts and (parts[-1][1] == kind or char == " "):
            parts[-1] = (parts[-1][0] + char, parts[-1][1])
        else:
            parts.append((char, kind))
    return tuple(parts)


def dates(starts: Sequence[dt.datetime], step: int, width: int, margin: int) -> Row:
    """What stands under the floor: days, or hours with the day at midnight, as many as fit without touching."""
    pitch, _ = spacing(len(starts), width - margin)
    line = [" "] * max(0, width - margin)
    free = 0
    for index, start in enumerate(starts):
        at = index * pitch
        words = _day(start, step, pitch, first=free == 0)
        if at >= free and at + len(words) <= len(line):
            line[at : at + len(words)] = words
            free = at + len(words) + 1
    return ((left("", margin), ""), ("".join(line), "dim"))


def _day(start: dt.datetime, step: int, pitch: int, *, first: bool) -> str:
    if step >= 364 * DAY:
        return f"{start:%Y}"
    midnight = (start.hour, start.minute) == (0, 0)
    if step < DAY and not midnight and not first:
        return clock_time(start)
    if step == DAY and pitch < 7 and not first and start.day != 1:
        return f"{start:%d}"
    return short_day(start)
