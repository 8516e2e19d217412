"""Texts that are the same, word for word.

Invariant: of parts with one content the earliest stands for those that follow within :data:`SPAN`, and only it is
compared with others; which parts stand for which depends on contents and times alone, not on the order of arrival.
A line that a hundred feeds carry therefore costs one comparison, not a hundred.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from typing import NamedTuple

from tui.ledger.part import Key, Part

SPAN = dt.timedelta(hours=24)
"""The same words a day later may be said of another day."""


class Change(NamedTuple):
    """What one step changed among those that stand for others."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    touched: tuple[str, ...]
    """Those that stand as before, for other parts."""


class Copies:
    """All parts; those of one content in order."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}
        self._same: dict[int, list[Key]] = {}
        self._first: dict[str, str] = {}
        self._rest: dict[str, list[Key]] = {}
        """Of parts that stand for others too: the keys of all, their own first."""

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def part(self, id_: str) -> Part:
        return self._parts[id_]

    def first(self, id_: str) -> str:
        """The part that stands for this one."""
        return self._first[id_]

    def of(self, first: str) -> list[Key]:
        """Keys of all for which a part stands, itself among them, in order."""
        return self._rest.get(first) or [self._parts[first].key]

    def add(self, part: Part) -> Change:
        self._parts[part.id] = part
        same = self._same.setdefault(part.content, [])
        if same and part.key > same[-1]:
            first = self._first[same[-1][1]]
            same.append(part.key)
            if part.key[0] - self._parts[first].key[0] <= SPAN:
                self._first[part.id] = first
                self._rest.setdefault(first, [self._parts[first].key]).append(part.key)
                return Change((), (), (first,))
            self._first[part.id] = part.id
            return Change((), (part.id,), ())
        insort(same, part.key)
        return self._settle(same, ())

    def remove(self, id_: str) -> Change:
        part = self._parts.pop(id_)
        same = self._same[part.content]
        del same[bisect_left(same, part.key)]
        if not same:
            del self._same[part.content]
        return self._settle(same, (id_,))

    def _settle(self, same: list[Key], gone: tuple[str, ...]) -> Change:
        """Say anew who stands for whom among parts of one content."""
        before = {self._first[id_] for _, id_ in same if id_ in self._first}
        before |= {self._first.pop(id_) for id_ in gone}
        was = {first: self._rest.pop(first, None) for first in before}
        first: Key | None = None
        for key in same:
            if first is None or key[0] - first[0] > SPAN:
                first = key
            else:
                self._rest.setdefault(first[1], [first]).append(key)
            self._first[key[1]] = first[1]
        now = {self._first[id_] for _, id_ in same}
        touched = tuple(sorted(one for one in now & before if self._rest.get(one) != was[one]))
        return Change(tuple(sorted(before - now)), tuple(sorted(now - before)), touched)
