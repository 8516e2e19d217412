"""Ids ordered by time.

Invariant: the keys are sorted and distinct. A few changes cost a binary search and a shift of memory each; many at
once cost one pass and one sort of a nearly sorted list, so a burst of 10,000 costs no more than a redraw.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator

Key = tuple[float, str]
"""Seconds since the epoch, and the id that parts what happened at one time."""

_FEW = 128
"""A change is few when it is under this part of the list: from there one pass over the list is cheaper."""


def key_of(time: dt.datetime, id_: str) -> Key:
    return time.timestamp(), id_


class Timeline:
    """A sorted set of keys, read newest first."""

    def __init__(self) -> None:
        self._keys: list[Key] = []

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        """Ids, newest first, of this moment: later updates do not disturb the walk."""
        return iter([id_ for _, id_ in reversed(self._keys)])

    def __contains__(self, key: Key) -> bool:
        at = bisect_left(self._keys, key)
        return at < len(self._keys) and self._keys[at] == key

    def at(self, row: int) -> str:
        """The id at ``row``, the newest being 0. IndexError outside."""
        if not 0 <= row < len(self._keys):
            raise IndexError(row)
        return self._keys[-1 - row][1]

    def row(self, key: Key) -> int | None:
        """Where ``key`` stands, the newest being 0; None when it is not here."""
        at = bisect_left(self._keys, key)
        return len(self._keys) - 1 - at if at < len(self._keys) and self._keys[at] == key else None

    def since(self, instant: dt.datetime) -> list[str]:
        """Ids not older than ``instant``, newest first."""
        at = bisect_left(self._keys, key_of(instant, ""))
        return [id_ for _, id_ in reversed(self._keys[at:])]

    def update(self, remove: Collection[Key], add: Collection[Key]) -> None:
        """Take ``remove`` out, then put ``add`` in; keys that are missing or already here are fine."""
        if (len(remove) + len(add)) * _FEW > len(self._keys):
            dropped = {*remove, *add}
            self._keys = [key for key in self._keys if key not in dropped]
            self._keys += set(add)
            self._keys.sort()
            return
        for key in remove:
            at = bisect_left(self._keys, key)
            if at < len(self._keys) and self._keys[at] == key:
                del self._keys[at]
        for key in add:
            if key not in self:
                insort(self._keys, key)
