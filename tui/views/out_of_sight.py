"""Rows that came into a list out of the reader's sight, until they have been in sight. Pure.

Invariant: a row is counted once, above or below, and no longer once it has been on the screen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """The rows of a list that are on the screen."""

    top: int
    """Index of the first."""
    height: int

    @property
    def end(self) -> int:
        """Index behind the last."""
        return self.top + self.height

    def holds(self, index: int) -> bool:
        return self.top <= index < self.end


class OutOfSight:
    """The news of one list."""

    def __init__(self) -> None:
        self._at: list[int] = []
        """Indexes in the list as it is, in order."""

    def forget(self) -> None:
        self._at = []

    def follow(self, before: Sequence[str], then: View, keys: Sequence[str], view: View) -> None:
        """The rows ``before``, seen through ``then``, have given way to ``keys``, seen through ``view``."""
        if not before or not then.height:
            self.forget()  # a first filling is no news
        elif keys != before:
            news = {before[index] for index in self._at}
            news.update(set(keys).difference(before))
            # A report lifts its incident: what stood below and stands above now is news there, too.
            news.update(set(keys[: view.top]).intersection(before[then.end :]))
            self._at = [index for index, key in enumerate(keys) if key in news] if news else []
        self.saw(view)

    def saw(self, view: View) -> bool:
        """The reader sees these rows; whether there was news among them."""
        first, last = bisect_left(self._at, view.top), bisect_left(self._at, view.end)
        del self._at[first:last]
        return last > first

    def above(self, view: View) -> int:
        return bisect_left(self._at, view.top)

    def below(self, view: View) -> int:
        return len(self._at) - bisect_left(self._at, view.end)
