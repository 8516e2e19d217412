"""Which parts may tell of one incident: blocking keys, never all pairs.

Invariants: what is found for a part depends only on the parts of its time window, nearest in order first, and the
number looked at is bounded: the cost of a part does not grow with the ledger. It is symmetric: of two parts the later
one finds the earlier one exactly when the earlier one finds the later one.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterator

from tui.ledger.happenings import WIDE
from tui.ledger.part import Key, Part, is_article
from tui.ledger.words import weight
from tui.model import UNTOLD_KINDS, Outcome

POSTINGS = 32
"""Parts looked at under one key, on each side."""
ENOUGH = 60
"""What the keys in common must say together for a part to be handed on, in hundredths: a common word alone is not worth
asking. Whole numbers come to the same sum in whatever order they are added."""
TITLE_KEYS = 8
BODY_KEYS = 12


class Posting:
    """The parts under one key, in order."""

    __slots__ = ("key", "parts", "value")

    def __init__(self, key: str, value: int) -> None:
        self.key = key
        self.value = value
        """How much the key says, in hundredths; it hangs on the key alone."""
        self.parts: list[Key] = []


class Index:
    """Parts under their keys, in order."""

    def __init__(self, hours: float) -> None:
        self._span = dt.timedelta(hours=hours)
        self._postings: dict[str, Posting] = {}
        self._under: dict[str, tuple[Posting, ...]] = {}
        """Part -> where it stands."""
        self._adrift: set[str] = set()

    def add(self, part: Part) -> None:
        self._under[part.id] = under = tuple(self._posting(key, value) for key, value in keys_of(part))
        if part.adrift:
            self._adrift.add(part.id)
        for posting in under:
            insort(posting.parts, part.key)

    def _posting(self, key: str, value: float) -> Posting:
        found = self._postings.get(key)
        if found is None:
            found = self._postings[key] = Posting(key, round(100 * value))
        return found

    def remove(self, part: Part) -> None:
        self._adrift.discard(part.id)
        for posting in self._under.pop(part.id, ()):
            parts = posting.parts
            at = bisect_left(parts, part.key)
            if at < len(parts) and parts[at] == part.key:
                del parts[at]
            if not parts:
                self._postings.pop(posting.key, None)

    def earlier(self, part: Part) -> list[str]:
        """Ids of earlier parts that share keys, likeliest first."""
        found: dict[str, int] = {}
        first = part.key[0] - self._span
        for posting in self._under[part.id]:
            parts, value = posting.parts, posting.value
            end = bisect_left(parts, part.key)
            for time, other in parts[max(0, end - POSTINGS) : end]:
                if time >= first or part.adrift:
                    found[other] = found.get(other, 0) + value
        return _likely(found)

    def later(self, part: Part) -> list[str]:
        """Ids of later parts that share keys, likeliest first."""
        found: dict[str, int] = {}
        last = part.key[0] + self._span
        for posting in self._under[part.id]:
            parts, value = posting.parts, posting.value
            start = bisect_left(parts, part.key) + 1
            for time, other in parts[start : start + POSTINGS]:
                if time <= last or other in self._adrift:
                    found[other] = found.get(other, 0) + value
        return _likely(found)

    def edges(self, part: Part) -> Iterator[tuple[str, str]]:
        """(earlier, later) pairs that see each other under a key only while this part does not stand between them:
        those whose windows its coming or going moves."""
        for posting in self._under[part.id]:
            parts = posting.parts
            at = bisect_left(parts, part.key)
            for later in range(max(at + 1, POSTINGS + 1), min(at + 1 + POSTINGS, len(parts))):
                yield parts[later - POSTINGS - 1][1], parts[later][1]


def _likely(found: dict[str, int]) -> list[str]:
    likely = [other for other, value in found.items() if value >= ENOUGH]
    return sorted(likely, key=lambda other: (-found[other], other))


def keys_of(part: Part) -> Iterator[tuple[str, float]]:
    """Blocking keys with how much they say, to the hundredth."""
    yield from _words(part)
    if part.place is not None and part.place.kind not in WIDE:
        yield f"p:{part.place.id}", 1.5
    yield from ((f"r:{region}", 0.6) for region in _regions(part))
    scenes = sorted(part.named)[:3] or [""]
    for outcome in (Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED):
        toll = part.tolls.get(outcome)
        if toll is not None and toll.n:
            yield from ((f"n:{outcome}:{toll.n}:{scene}", 1.0) for scene in scenes)
    if part.named and part.kind not in UNTOLD_KINDS:
        yield from ((f"k:{part.kind}:{scene}", 0.5) for scene in scenes)
    yield from ((f"e:{type_}", 1.0) for _, type_ in sorted(part.equipment)[:4])
    if part.machine is not None:
        yield f"m:{part.machine[0]}", 2.0
    yield from ((f"v:{name}", 1.5) for name in sorted(part.persons)[:6])
    yield from ((f"s:{night}", 0.6) for night in sorted(part.marks.series))
    yield from ((f"t:{month}-{day}:{side}", 0.6) for month, day, side in _days(part))
    if part.attackers and part.targets:
        yield f"d:{min(part.attackers)}>{min(part.targets)}", 0.5


def _days(part: Part) -> Iterator[tuple[int, int, str]]:
    """The days that an article writes out, with each side that it names: pages of one raid may share no other word."""
    if is_article(part):
        sides = sorted(part.attackers | part.targets)[:3]
        yield from ((month, day, side) for month, day in sorted(part.marks.dates)[:4] for side in sides)


def _regions(part: Part) -> tuple[str, ...]:
    """The region that a toll is of; where the toll of a narrower place has changed, all that contain the place: the
    first report may have named no more."""
    if part.place is None or part.place.kind == "country" or not part.tolls:
        return ()
    if part.place.kind in WIDE:
        return (part.place.id,)
    return part.place.parents if any(toll.update for toll in part.tolls.values()) else ()


def _words(part: Part) -> Iterator[tuple[str, float]]:
    title = sorted(part.words.title, key=lambda word: (-part.words.title[word], word))[:TITLE_KEYS]
    body = sorted(part.words.body, key=lambda word: (-part.words.body[word], word))[:BODY_KEYS]
    for word in dict.fromkeys((*title, *body)):
        yield f"w:{word}", weight(word)
