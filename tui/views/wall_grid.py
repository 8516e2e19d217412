"""How many columns and rows of panes a screen gets. Pure."""

from __future__ import annotations

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


def grid(count: int, width: int, height: int) -> Grid:
    """The arrangement whose panes come closest to a good size in both directions."""
    count, width, height = max(1, count), max(1, width), max(1, height)
    columns = max(range(1, max(1, min(count, width // LEAST_WIDTH)) + 1), key=lambda c: _worth(count, c, width, height))
    rows = -(-count // columns)
    least = min(LEAST_HEIGHT, height)
    if height // rows < least:
        # Too many for one screen: a lone column shows names and figures only, before anything has to scroll.
        least = least if columns > 1 else min(2, height)
    each = max(least, height // rows)
    spare = max(0, height - each * rows)
    heights = tuple(each + (index < spare) for index in range(rows))
    return Grid(columns, heights, rows * columns - count + 1)


def _worth(count: int, columns: int, width: int, height: int) -> tuple[float, int]:
    rows = -(-count // columns)
    wide = min(1.0, (width // columns) / GOOD_WIDTH)
    high = min(1.0, (height // rows) / GOOD_HEIGHT)
    return wide * high * (0.9 + 0.1 * count / (rows * columns)), -columns
