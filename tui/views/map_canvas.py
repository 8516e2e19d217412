"""What part of the world a map shows, and lines on it as dots of Braille signs. Pure.

Invariants: a degree to the north and as many kilometres to the east have the same length in the middle of the map
(equirectangular projection about its own latitude); nothing is drawn outside the canvas, however far a line goes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui.views.map_outlines import Box

KM = 111.32
"""Kilometres of a degree to the north."""
LEAST = 0.35
"""Degrees that a map shows at least from south to north: with one place alone it would show nothing around it."""
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Dot of a Braille sign by row and column."""
BRAILLE = 0x2800


@dataclass(frozen=True, slots=True)
class View:
    """The middle, in degrees, the degrees to the north of one dot, and the size in cells of 2 by 4 dots."""

    lon: float
    lat: float
    dot: float
    width: int
    height: int

    @property
    def shrink(self) -> float:
        """How much shorter a degree to the east is than one to the north."""
        return max(0.2, math.cos(math.radians(self.lat)))

    @property
    def box(self) -> Box:
        x, y = self.width * self.dot / self.shrink, self.height * 2 * self.dot
        return Box(self.lon - x, self.lat - y, self.lon + x, self.lat + y)

    @property
    def km_per_cell(self) -> float:
        """From west to east."""
        return 2 * self.dot * KM

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """In dots from the upper left."""
        return (
            (lon - self.lon) * self.shrink / self.dot + self.width,
            (self.lat - lat) / self.dot + 2 * self.height,
        )

    def cell(self, lon: float, lat: float) -> tuple[int, int] | None:
        """Row and column; None when it is out of sight."""
        x, y = self.place(lon, lat)
        row, column = math.floor(y / 4), math.floor(x / 2)
        return (row, column) if 0 <= row < self.height and 0 <= column < self.width else None

    def nearer(self, lon: float, lat: float, times: float) -> View:
        """About another middle, ``times`` as near."""
        return View(lon, lat, self.dot / times, self.width, self.height)


def around(points: Sequence[tuple[float, float]], width: int, height: int) -> View:
    """All of ``points`` (longitude, latitude), with a margin to read their names in."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    middle = View((west + east) / 2, (south + north) / 2, 1.0, width, height)
    # A tenth on each side, and at the sides the width of a name.
    wide = (east - west) * middle.shrink / max(2.0, 2 * width * 0.8 - 16)
    high = (north - south) / max(2.0, 4 * height * 0.8)
    least = LEAST / max(1, 4 * height)
    return View(middle.lon, middle.lat, max(wide, high, least), width, height)


@dataclass(slots=True)
class Canvas:
    """Dots by cell. Later layers are drawn over earlier ones, by their style; the dots of all of them show."""

    width: int
    height: int
    dots: dict[tuple[int, int], int] = field(default_factory=dict)
    styles: dict[tuple[int, int], str] = field(default_factory=dict)

    def draw(self, points: Iterable[tuple[float, float]], style: str, dash: tuple[int, int] = (1, 0)) -> None:
        """A line through ``points`` (in dots). ``dash``: so many dots drawn, so many left out."""
        before: tuple[float, float] | None = None
        walked = 0
        for point in points:
            if before is not None:
                # Points within one dot add nothing: most of a coast that is far away.
                if int(point[0]) == int(before[0]) and int(point[1]) == int(before[1]):
                    continue
                part = _clip(before, point, 2.0 * self.width - 1, 4.0 * self.height - 1)
                if part is not None:
                    walked = self._segment(*part, style, dash, walked)
            before = point

    def _segment(
        self, start: tuple[float, float], end: tuple[float, float], style: str, dash: tuple[int, int], walked: int
    ) -> int:
        steps = max(1, math.ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1]))))
        on, off = dash
        for step in range(steps):
            if (walked + step) % (on + off) < on:
                share = step / steps
                x = int(start[0] + (end[0] - start[0]) * share)
                y = int(start[1] + (end[1] - start[1]) * share)
                cell = (y // 4, x // 2)
                self.dots[cell] = self.dots.get(cell, 0) | _BITS[y % 4][x % 2]
                self.styles[cell] = style
        return walked + steps

    def sign(self, cell: tuple[int, int]) -> str:
        dots = self.dots.get(cell, 0)
        return chr(BRAILLE + dots) if dots else " "


def _clip(
    start: tuple[float, float], end: tuple[float, float], right: float, bottom: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The part between (0, 0) and (``right``, ``bottom``); None: there is none (Liang and Barsky, 1984)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, start[0]), (dx, right - start[0]), (-dy, start[1]), (dy, bottom - start[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    if enter > leave:
        return None
    return (start[0] + enter * dx, start[1] + enter * dy), (start[0] + leave * dx, start[1] + leave * dy)
