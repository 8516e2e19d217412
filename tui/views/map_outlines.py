"""Coasts and borders of the world, in degrees. Pure but for reading its own data file once, when a map is first shown.

Invariant: only the lines near what is looked at are unpacked, so that the world costs a map of one valley nothing.
"""

from __future__ import annotations

import lzma
import struct
import sys
from array import array
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

QUANTUM = 0.01
"""Degrees of one step of the file; see ``benchmarks/build_outlines.py`` for how it is laid out."""


class Box(NamedTuple):
    """Degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Box) -> bool:
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


class Line(NamedTuple):
    is_border: bool
    """Between two countries; else a coast."""
    box: Box
    first: tuple[int, int]
    """East and north, in steps."""
    east: array[int]
    """Steps from point to point."""
    north: array[int]

    @property
    def points(self) -> Iterator[tuple[float, float]]:
        """Longitude and latitude."""
        xs = accumulate(self.east, initial=self.first[0])
        ys = accumulate(self.north, initial=self.first[1])
        return ((x * QUANTUM, y * QUANTUM) for x, y in zip(xs, ys, strict=True))


def lines_within(box: Box) -> Iterator[Line]:
    """Lines of which a part may be in ``box``."""
    return (line for line in _lines() if line.box.meets(box))


@lru_cache(maxsize=1)
def _lines() -> tuple[Line, ...]:
    body = lzma.decompress((files("tui.views") / "data" / "outlines.bin").read_bytes())
    (count,) = struct.unpack_from("<I", body)
    kinds, at = body[4 : 4 + count], 4 + count
    lengths, at = _array("H", body, at, count)
    first, at = _array("h", body, at, 2 * count)
    steps = sum(lengths) - count
    east, at = _array("h", body, at, steps)
    north, at = _array("h", body, at, steps)
    found: list[Line] = []
    start = 0
    for index, length in enumerate(lengths):
        stop = start + length - 1
        origin = (first[2 * index], first[2 * index + 1])
        found.append(_line(bool(kinds[index]), origin, east[start:stop], north[start:stop]))
        start = stop
    return tuple(found)


def _line(is_border: bool, first: tuple[int, int], east: array[int], north: array[int]) -> Line:
    xs, ys = list(accumulate(east, initial=first[0])), list(accumulate(north, initial=first[1]))
    box = Box(min(xs) * QUANTUM, min(ys) * QUANTUM, max(xs) * QUANTUM, max(ys) * QUANTUM)
    return Line(is_border, box, first, east, north)


def _array(code: str, body: bytes, at: int, count: int) -> tuple[array[int], int]:
    """``count`` numbers from ``at``, and where they end."""
    values: array[int] = array(code)
    end = at + count * values.itemsize
    values.frombytes(body[at:end])
    if sys.byteorder == "big":
        values.byteswap()
    return values, end
