"""Write ``tui/views/data/outlines.bin``: coasts and borders of the world for the map, from Natural Earth.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m benchmarks.build_outlines package/countries-10m.json

Natural Earth (version 4.1, 1:10m, countries) is in the public domain; world-atlas, which holds it as TopoJSON, is under
the ISC licence. Lines are simplified to about two kilometres, islets of less than five are left out, and what two
countries share is a border while what one has alone is a coast.
"""

from __future__ import annotations

import itertools
import json
import lzma
import pathlib
import struct
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

OUT = pathlib.Path(__file__).resolve().parent.parent / "tui" / "views" / "data" / "outlines.bin"
QUANTUM = 0.01
"""Degrees of one step; what :mod:`tui.views.map_outlines` multiplies with."""
TOLERANCE = 0.018
"""Degrees that a line may be off."""
ISLET = 0.06
"""Degrees: a closed line that is smaller than this in both directions is left out."""
LONGEST = 48
"""Points of a piece: short ones are skipped quickly when they are out of sight."""

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Every arc as longitudes and latitudes in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def uses(topology: dict[str, Any]) -> Counter[int]:
    """How many rings each arc is part of; a negative number is an arc walked backwards."""
    found: Counter[int] = Counter()

    def walk(part: Any) -> None:
        if isinstance(part, int):
            found[part if part >= 0 else ~part] += 1
        else:
            for each in part:
                walk(each)

    for country in topology["objects"]["countries"]["geometries"]:
        walk(country.get("arcs", ()))
    return found


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Without the points that are nearer than ``tolerance`` to the line of the others (Douglas and Peucker, 1973)."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, at = 0.0, 0
        for index in range(first + 1, last):
            distance = _distance(points[index], points[first], points[last])
            if distance > far:
                far, at = distance, index
        if far > tolerance:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From ``point`` to the line between the two."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = 0.0 if not length else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    share = min(1.0, max(0.0, share))
    return float(((point[0] - start[0] - share * dx) ** 2 + (point[1] - start[1] - share * dy) ** 2) ** 0.5)


def is_islet(points: Sequence[Point]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return points[0] == points[-1] and max(xs) - min(xs) < ISLET and max(ys) - min(ys) < ISLET


def pieces(points: Sequence[Point]) -> Iterator[list[tuple[int, int]]]:
    """In steps of :data:`QUANTUM`, cut to :data:`LONGEST`; the end of one piece is the beginning of the next."""
    steps = [(round(x / QUANTUM), round(y / QUANTUM)) for x, y in points]
    steps = [step for index, step in enumerate(steps) if index == 0 or step != steps[index - 1]]
    for at in range(0, max(1, len(steps) - 1), LONGEST - 1):
        piece = steps[at : at + LONGEST]
        # The line that closes Antarctica goes all around the world: it is no coast.
        if len(piece) > 1 and max(x for x, _ in piece) - min(x for x, _ in piece) < 180 / QUANTUM:
            yield piece


def encode(lines: Iterable[tuple[bool, Sequence[tuple[int, int]]]]) -> bytes:
    """Number of lines; of each its kind and its number of points; then all first points; then all further ones as
    the differences to the one before, east and north apart: little-endian, compressed with LZMA."""
    kinds, lengths = bytearray(), array("H")
    first, east, north = array("h"), array("h"), array("h")
    for is_border, line in lines:
        kinds.append(is_border)
        lengths.append(len(line))
        first.extend(line[0])
        for (x0, y0), (x1, y1) in itertools.pairwise(line):
            east.append(x1 - x0)
            north.append(y1 - y0)
    arrays = (lengths, first, east, north)
    if sys.byteorder == "big":
        for each in arrays:
            each.byteswap()
    body = struct.pack("<I", len(kinds)) + bytes(kinds) + b"".join(each.tobytes() for each in arrays)
    return lzma.compress(body, preset=9 | lzma.PRESET_EXTREME)


def main(path: str) -> int:
    topology = json.loads(pathlib.Path(path).read_text("utf-8"))
    used = uses(topology)
    lines: list[tuple[bool, Sequence[tuple[int, int]]]] = []
    for index, points in enumerate(arcs_of(topology)):
        if used[index] and not is_islet(points):
            lines += [(used[index] > 1, piece) for piece in pieces(simplified(points, TOLERANCE))]
    data = encode(lines)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(data)
    print(f"{len(lines):,} lines, {sum(len(line) for _, line in lines):,} points, {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
