"""How many columns and rows of panes a screen gets. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GOOD_WIDTH = 66
"""A pane of this width shows everything that matters; more is comfort."""
MOST_WIDTH = 120
"""Beyond this the eye loses the line between a headline and its toll."""
CLEARLY = 1.2
"""How many times better another number of columns has to be."""
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


def grid(needs: Sequence[int], width: int, height: int, before: int = 0) -> Grid:
    """The arrangement in which the panes show most of what they have, at a width that can be read.

    ``needs`` is one number for each pane: the rows in which it could show all that it has. Rows of panes that need
    less give to those that need more. The number of columns of ``before`` is kept unless another is clearly better:
    a wall that rearranges itself with every report is no wall.
    """
    needs, width, height = needs or (LEAST_HEIGHT,), max(1, width), max(1, height)
    most = max(1, min(len(needs), width // LEAST_WIDTH))
    plans = [_plan(needs, columns, height) for columns in range(1, most + 1)]
    worths = [_worth(plan, needs, width) for plan in plans]
    best = max(range(most), key=lambda index: (worths[index], -index))
    if 1 <= before <= most and worths[best] < worths[before - 1] * CLEARLY:
        return plans[before - 1]
    return plans[best]


def _plan(needs: Sequence[int], columns: int, height: int) -> Grid:
    rows = -(-len(needs) // columns)
    least = min(LEAST_HEIGHT, height)
    if height // rows < least:
        # Too many for one screen: a lone column shows names and figures only, before anything has to scroll.
        least = least if columns > 1 else min(2, height)
    wanted = [max(needs[row * columns : (row + 1) * columns]) for row in range(rows)]
    return Grid(columns, _share(wanted, least, height), rows * columns - len(needs) + 1)


def _worth(plan: Grid, needs: Sequence[int], width: int) -> float:
    """How much of the panes is seen, from 0 to 1; those too low for a list of incidents count for less."""
    heights = [plan.heights[index // plan.columns] for index in range(len(needs))]
    seen = sum(min(1.0, got / need) for got, need in zip(heights, needs, strict=True)) / len(needs)
    wide = width // plan.columns
    readable = min(1.0, wide / GOOD_WIDTH) * min(1.0, MOST_WIDTH / wide)
    return seen * readable * min(1.0, min(heights) / LEAST_HEIGHT)


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
