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
SMALL_NEED = 7
SMALL_HEIGHT = 3
"""A pane that has little to show may become smaller than others."""


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
    rows = [needs[at : at + columns] for at in range(0, len(needs), columns)]
    wanted = [max(row) for row in rows]
    least = [SMALL_HEIGHT if want <= SMALL_NEED else LEAST_HEIGHT for want in wanted]
    if sum(least) > height and columns == 1:
        # Too many for one screen: a lone column shows names and figures only, before anything has to scroll.
        least = [2] * len(rows)
    least = [min(one, height) for one in least]
    return Grid(columns, _share(wanted, least, height), len(rows) * columns - len(needs) + 1)


def _worth(plan: Grid, needs: Sequence[int], width: int) -> float:
    """How much of the panes is seen, from 0 to 1; those too low for a list of incidents count for less."""
    heights = [plan.heights[index // plan.columns] for index in range(len(needs))]
    seen = sum(min(1.0, got / need) for got, need in zip(heights, needs, strict=True)) / len(needs)
    wide = width // plan.columns
    readable = min(1.0, wide / GOOD_WIDTH) * min(1.0, MOST_WIDTH / wide)
    low = min(
        got / (SMALL_HEIGHT if need <= SMALL_NEED else LEAST_HEIGHT) for got, need in zip(heights, needs, strict=True)
    )
    return seen * readable * min(1.0, low)


def _share(wanted: Sequence[int], least: Sequence[int], height: int) -> tuple[int, ...]:
    """Heights of the rows: as wanted when they fit, what is left over goes to all; else the tallest give way."""
    heights = [max(low, want) for low, want in zip(least, wanted, strict=True)]
    excess = sum(heights) - height
    while excess > 0:
        tallest = max(range(len(heights)), key=lambda row: (heights[row] > least[row], heights[row]))
        if heights[tallest] <= least[tallest]:
            break
        heights[tallest] -= 1
        excess -= 1
    for extra in range(max(0, -excess)):
        heights[extra % len(heights)] += 1
    return tuple(heights)
