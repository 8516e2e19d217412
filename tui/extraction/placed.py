"""Where in a text things stand: which of them one sentence holds, and which sentence holds one of them.

Invariant: each question costs as much as its answer is long, however many other things the text holds; whatever asks
every sentence about every thing takes time as the square of a text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from tui.extraction.fold import Words
from tui.extraction.phrases import Line

T = TypeVar("T")


class Placed(Generic[T]):
    """Things by where they begin, in words or code points; they need be in no order."""

    __slots__ = ("_order", "_starts", "_things")

    def __init__(self, things: Sequence[T], start: Callable[[T], int]) -> None:
        self._things = things
        self._order: Sequence[int] = ()
        self._starts: Sequence[int] = ()
        if things:
            starts = [start(thing) for thing in things]
            self._order = sorted(range(len(starts)), key=starts.__getitem__)
            self._starts = sorted(starts)

    def numbers(self, low: int, high: int) -> list[int]:
        """Indices of the things that begin from ``low`` up to (not including) ``high``, ascending."""
        return sorted(self._order[bisect_left(self._starts, low) : bisect_left(self._starts, high)])

    def within(self, low: int, high: int) -> list[T]:
        """The things that begin there, in the order that they were given in."""
        if not self._starts:
            return []
        return [self._things[number] for number in self.numbers(low, high)]


def line_with(lines: Sequence[Line], index: int) -> int | None:
    """The number of the line that holds word ``index``."""
    number = bisect_right(lines, index, key=lambda line: line.low) - 1
    return number if number >= 0 and index < lines[number].high else None


def line_around(words: Words, lines: Sequence[Line], at: int) -> int | None:
    """The number of the line whose words hold code point ``at``."""
    number = bisect_right(lines, at, key=lambda line: words.starts[line.low]) - 1
    return number if number >= 0 and at < words.ends[lines[number].high - 1] else None
