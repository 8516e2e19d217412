"""Which fronts a text or an event is on.

Invariants: a front matches by one of its places (or a place inside it), by its area, by country or by its query; by country or query only
where one of its actors is named, if it has any. Fronts with an area come before those without, then the front of the narrowest place;
nothing matched means no front.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui.extraction.fold import Words, key
from tui.extraction.gazetteer import gazetteer
from tui.extraction.places import NARROW
from tui.model import Actor, Dyad, Front, Place, PlaceMention, Source
from tui.query import QueryError, Subject, alias_map, compile_query, parse, subject_of_reading

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_POINTS = frozenset(("site", "village", "town", "city", "district"))
_WIDE = 20
"""Rank of a match by country or query, behind every match by place."""


@dataclass(frozen=True, slots=True)
class Theatre:
    """A front made ready: its places by id, its other spellings as phrases."""

    front: Front
    ids: frozenset[str]
    phrases: frozenset[str]
    predicate: Callable[[Subject, dt.datetime], bool] | None


class FrontMatcher:
    """All fronts of a configuration. A query that does not parse matches nothing: the configuration has said so already."""

    def __init__(self, fronts: Iterable[Front], actors: Iterable[Actor]) -> None:
        aliases = alias_map(actors)
        self._theatres = tuple(_theatre(front, aliases) for front in fronts)

    def match(
        self,
        places: Sequence[PlaceMention],
        actors: Sequence[str],
        text: str = "",
        dyads: Sequence[Dyad] = (),
        words: Words | None = None,
        source: Source | None = None,
    ) -> tuple[str, ...]:
        """Ids of the fronts, the most particular first."""
        happened = [m for m in places if m.role == "event"]
        spelled = _phrases(words) if words is not None else frozenset()
        subject: Subject | None = None
        ranked: list[tuple[bool, bool, int, int, str]] = []
        for number, theatre in enumerate(self._theatres):
            rank = _by_place(theatre, happened, spelled)
            if rank is None and _has_actor(theatre.front, actors):
                if any(m.place.country in theatre.front.countries for m in happened):
                    rank = _WIDE
                elif theatre.predicate is not None:
                    subject = subject or _subject(text, actors, dyads, happened, source)
                    rank = _WIDE + 1 if theatre.predicate(subject, _EPOCH) else None
            if rank is not None:
                ranked.append((rank >= _WIDE, not theatre.front.area, rank, number, theatre.front.id))
        return tuple(identity for *_, identity in sorted(ranked))


def inside(point: tuple[float, float], corners: Sequence[tuple[float, float]]) -> bool:
    """Whether a point lies in a polygon, both as (latitude, longitude); ray casting."""
    lat, lon = point
    within = False
    for (lat_a, lon_a), (lat_b, lon_b) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        if (lat_a > lat) != (lat_b > lat) and lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a:
            within = not within
    return within


def _theatre(front: Front, aliases: Mapping[str, tuple[str, ...]]) -> Theatre:
    ids: set[str] = set()
    phrases: set[str] = set()
    for name in front.places:
        place = _best(front, name)
        if place is not None:
            ids.add(place.id)
        else:
            phrases.add(key(name))
    return Theatre(front, frozenset(ids), frozenset(phrases), _predicate(front, aliases))


def _predicate(
    front: Front, aliases: Mapping[str, tuple[str, ...]]
) -> Callable[[Subject, dt.datetime], bool] | None:
    if not front.query:
        return None
    try:
        return compile_query(parse(front.query), aliases)
    except QueryError:
        return None


def _best(front: Front, name: str) -> Place | None:
    """The place that a front means: in its area, in its countries, else the best known of that name."""
    known = gazetteer().find(name)
    for place in known:
        if front.area and inside((place.lat, place.lon), front.area):
            return place
    return next((p for p in known if p.country in front.countries), known[0] if known else None)


def _by_place(theatre: Theatre, happened: Sequence[PlaceMention], spelled: frozenset[str]) -> int | None:
    ranks = []
    for mention in happened:
        place = mention.place
        narrow = NARROW.index(place.kind) if place.kind in NARROW else 5
        if place.id in theatre.ids:
            ranks.append(narrow)
        elif theatre.ids.intersection(place.parents):
            ranks.append(narrow + 1)
        elif theatre.front.area and place.kind in _POINTS and inside((place.lat, place.lon), theatre.front.area):
            ranks.append(narrow + 1)
    if not ranks and theatre.phrases & spelled:
        ranks.append(6)
    return min(ranks, default=None)


def _has_actor(front: Front, actors: Sequence[str]) -> bool:
    return not front.actors or any(actor in front.actors for actor in actors)


def _phrases(words: Words) -> frozenset[str]:
    keys = words.keys
    return frozenset(
        " ".join(keys[index : index + size])
        for index in range(len(keys))
        if words.capital(index)
        for size in range(1, 5)
    )


def _subject(
    text: str, actors: Sequence[str], dyads: Sequence[Dyad], places: Sequence[PlaceMention], source: Source | None
) -> Subject:
    return subject_of_reading(
        text,
        actors=actors,
        attackers=[d.attacker for d in dyads if d.attacker],
        targets=[d.target for d in dyads if d.target],
        places=[m.place for m in places],
        source=source,
    )
