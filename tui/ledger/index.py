"""Which parts may tell of one incident: blocking keys, never all pairs.

Invariant: what is found for a part depends only on the parts of its time window, nearest in order first, and the
number looked at is bounded: the cost of a part does not grow with the ledger.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterator

from tui.ledger.happenings import WIDE
from tui.ledger.part import Key, Part
from tui.model import Outcome

POSTINGS = 32
"""Parts looked at under one key, on each side."""
FOUND = 40
"""Parts handed on, the most keys in common first."""
TITLE_KEYS = 8
BODY_KEYS = 12
_LAST = "\U0010ffff"


class Index:
    """Parts under their keys, in order."""

    def __init__(self, hours: float) -> None:
        self._span = dt.timedelta(hours=hours)
        self._postings: dict[str, list[Key]] = {}
        self._keys: dict[str, tuple[tuple[str, float], ...]] = {}

    def add(self, part: Part) -> None:
        keys = tuple(keys_of(part))
        self._keys[part.id] = keys
        for key, _ in keys:
            insort(self._postings.setdefault(key, []), part.key)

    def remove(self, part: Part) -> None:
        for key, _ in self._keys.pop(part.id, ()):
            postings = self._postings[key]
            at = bisect_left(postings, part.key)
            if at < len(postings) and postings[at] == part.key:
                del postings[at]
            if not postings:
                del self._postings[key]

    def earlier(self, part: Part) -> list[str]:
        """Ids of earlier parts that share keys, likeliest first."""
        found: dict[str, float] = {}
        first = (part.key[0] - self._span, "")
        for key, value in self._keys[part.id]:
            postings = self._postings[key]
            end = bisect_left(postings, part.key)
            start = max(bisect_left(postings, first, 0, end), end - POSTINGS)
            for _, other in postings[start:end]:
                found[other] = found.get(other, 0.0) + value
        return _best(found)

    def later(self, part: Part) -> list[str]:
        """Ids of later parts that share keys, likeliest first."""
        found: dict[str, float] = {}
        last = (part.key[0] + self._span, _LAST)
        for key, value in self._keys[part.id]:
            postings = self._postings[key]
            start = bisect_left(postings, part.key) + 1
            end = min(bisect_left(postings, last, start), start + POSTINGS)
            for _, other in postings[start:end]:
                found[other] = found.get(other, 0.0) + value
        return _best(found)


def _best(found: dict[str, float]) -> list[str]:
    return sorted(found, key=lambda other: (-found[other], other))[:FOUND]


def keys_of(part: Part) -> Iterator[tuple[str, float]]:
    """Blocking keys with how much they say."""
    yield from _words(part)
    if part.place is not None and part.place.kind not in WIDE:
        yield f"p:{part.place.id}", 1.5
    scenes = sorted(part.named)[:3] or [""]
    for outcome in (Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED):
        toll = part.tolls.get(outcome)
        if toll is not None and toll.n:
            yield from ((f"n:{outcome}:{toll.n}:{scene}", 1.0) for scene in scenes)
    if part.named and part.kind != "unknown":
        yield from ((f"k:{part.kind}:{scene}", 0.5) for scene in scenes)
    yield from ((f"e:{type_}", 1.0) for _, type_ in sorted(part.equipment)[:4])
    if part.machine is not None:
        yield f"m:{part.machine[0]}", 2.0
    yield from ((f"v:{name}", 1.5) for name in sorted(part.persons)[:6])
    if part.attackers and part.targets:
        yield f"d:{min(part.attackers)}>{min(part.targets)}", 0.5


def _words(part: Part) -> Iterator[tuple[str, float]]:
    title = sorted(part.title, key=lambda word: (-part.title[word], word))[:TITLE_KEYS]
    body = sorted(part.body, key=lambda word: (-part.body[word], word))[:BODY_KEYS]
    for word in dict.fromkeys((*title, *body)):
        yield f"w:{word}", part.body.get(word, 0.0) or part.title[word]
