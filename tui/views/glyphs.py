"""The few signs that the board draws with, once for terminals with Unicode and once for plain ASCII.

Every sign stands beside a word or a letter that says the same, so nothing is lost without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Glyphs:
    corners: str
    """Top left, top right, bottom left, bottom right of a pane."""
    focus_corners: str
    across: str
    down: str
    focus_across: str
    focus_down: str
    sparks: str
    """Heights of the activity line, lowest first; the first is "nothing"."""
    new: str
    """Not marked as seen."""
    just: str
    """Not marked as seen, and in for less than a minute."""
    dot: str
    """Between two facts of one line."""
    ellipsis: str
    bar: str
    """At the left of the selected row."""
    arrow: str
    """From attacker to target."""
    caret: str
    rule: str
    bullet: str
    levels: str
    """A cell of a chart filled from below, empty first and full last."""
    shade: str
    """A cell between the lowest and the highest of a range."""
    marks: str
    """A place of the map: well known, contested, weak."""
    ends: str
    """Of a scale bar."""
    beam: str
    """A bar that lies: up to the lowest figure, and on to the highest."""
    trend: str
    """More, fewer and as many as before."""
    floor: str
    """What the bars of a chart stand on."""
    sorted: str
    """Beside the heading of the column that a list is sorted by."""
    big: bool
    """Figures three rows high can be drawn."""


UNICODE = Glyphs(
    corners="┌┐└┘",
    focus_corners="┏┓┗┛",
    across="─",
    down="│",
    focus_across="━",
    focus_down="┃",
    sparks="▁▂▃▄▅▆▇",
    new="•",
    just="●",
    dot=" · ",
    ellipsis="…",
    bar="▌",
    arrow=" > ",
    caret="^",
    rule="─",
    bullet="·",
    levels=" ▁▂▃▄▅▆▇█",
    shade="░",
    marks="●×○",
    ends="├┤",
    beam="━╌",
    trend="▲▼=",
    floor="▔",
    sorted="▾",
    big=True,
)

ASCII = Glyphs(
    corners="++++",
    focus_corners="####",
    across="-",
    down="|",
    focus_across="=",
    focus_down="#",
    sparks="_.:-=|#",
    new="*",
    just="#",
    dot=", ",
    ellipsis="...",
    bar=">",
    arrow=" > ",
    caret="^",
    rule="-",
    bullet="-",
    levels=" .#",
    shade=":",
    marks="Oxo",
    ends="||",
    beam="=-",
    trend="^v=",
    floor="-",
    sorted="v",
    big=False,
)


def glyphs(ascii_only: bool) -> Glyphs:
    return ASCII if ascii_only else UNICODE


def spark(values: tuple[int, ...], width: int, signs: Glyphs) -> str:
    """Counts, oldest first, as a line of ``width`` cells: neighbours are summed when there are more than cells.

    The scale is the line's own: the tallest sign is its highest count. Nothing at all is the lowest sign.
    """
    sums = _sums(values, width)
    top = max(sums, default=0)
    steps = len(signs.sparks) - 1
    return "".join(signs.sparks[0 if not count else max(1, -(-count * steps // top))] for count in sums)


def spark_top(values: tuple[int, ...], width: int) -> int:
    """What the tallest sign of :func:`spark` stands for."""
    return max(_sums(values, width), default=0)


def _sums(values: tuple[int, ...], width: int) -> list[int]:
    width = max(0, min(width, len(values)))
    edges = [index * len(values) // width for index in range(width + 1)] if width else [0]
    return [sum(values[start:end]) for start, end in pairwise(edges)]
