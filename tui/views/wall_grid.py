"""How many columns and rows of panes a screen gets. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GOOD_WIDTH = 72
GOOD_HEIGHT = 16
"""A pane of this size shows everything that matters; more is comfort."""
LEAST_WIDTH = 36
"""Two columns of less are harder to read than one."""
LEAST_HEIGHT = 6


@dataclass(frozen=True, slots=True)
class Grid:
    columns: int
    heights: tuple[int, ...]
    """One for each row of panes; their sum is over the screen's height only when it has to scroll."""
    last_span: int
    """Columns that the last pane takes, so that no hole is left."""


def grid(needs: Sequence[int], width: int, height: int) -> Grid:
    """The arrangement whose panes come closest to a good size in both directions.

    ``needs`` is one number for each pane: the rows in which it could show all that it has. Rows of panes that need
    less give to those that need more.
    """
    count, width, height = max(1, len(needs)), max(1, width), max(1, height)
    columns = max(range(1, max(1, min(count, width // LEAST_WIDTH)) + 1), key=lambda c: _worth(count, c, width, height))
    rows = -(-count // columns)
    least = min(LEAST_HEIGHT, height)
    if height // rows < least:
        # Too many for one screen: a lone column shows names and figures only, before anything has to scroll.
        least = least if columns > 1 else min(2, height)
    wanted = [max(needs[row * columns : (row + 1) * columns], default=least) for row in range(rows)]
    return Grid(columns, _share(wanted, least, height), rows * columns - count + 1)


def _share(wanted: Sequence[int], least: int, height: int) -> tuple[int, ...]:
    """Heights of the rows: as wanted when they fit, what is left over goes to all; else the tallest give way."""
    heights = [max(least, want) for want in wanted]
    excess = sum(heights) - height
    while excess > 0 and max(heights) > least:
        heights[heights.index(max(heights))] -= 1
        excess -= 1
    index = 0
    while excess < 0:
        heights[index % len(heights)] += 1
        excess += 1
        index += 1
    return tuple(heights)


def _worth(count: int, columns: int, width: int, height: int) -> tuple[float, int]:
    rows = -(-count // columns)
    wide = min(1.0, (width // columns) / GOOD_WIDTH) ** 0.8
    high = min(1.0, (height // rows) / GOOD_HEIGHT)
    return wide * high * (0.9 + 0.1 * count / (rows * columns)), -columns
