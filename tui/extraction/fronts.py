"""Which fronts a text or an event is on.

Invariants: a front matches by one of its places (or a place inside it), by its area, by country or by its query; by
country or query only where one of its actors is named, if it has any. Fronts with an area come before those without,
then the front of the narrowest place; nothing matched means no front.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.extraction.cues import Cues
from tui.extraction.fold import Words
from tui.extraction.gazetteer import gazetteer
from tui.extraction.keys import key
from tui.extraction.places import NARROW
from tui.model import Actor, Dyad, Front, Place, PlaceMention, Source
from tui.query import Query, QueryError, Subject, alias_map, compile_query, parse, subject_of_reading

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_POINTS = frozenset(("site", "village", "town", "city", "district"))
_SPELLED = 15
"""Rank of a match by a spelling that the gazetteer does not know."""
_WIDE = 20
"""Rank of a match by country or query, behind every match by place."""


@dataclass(frozen=True, slots=True)
class Theatre:
    """A front made ready: its places by id, its other spellings as phrases."""

    front: Front
    places: tuple[Place, ...]
    ids: frozenset[str]
    phrases: frozenset[str]
    query: Query | None
    predicate: Callable[[Subject, dt.datetime], bool] | None
    actors: frozenset[str]


class _Asked(NamedTuple):
    """What a query is asked about."""

    text: str
    actors: Sequence[str]
    dyads: Sequence[Dyad]
    places: Sequence[PlaceMention]
    source: Source | None


class FrontMatcher:
    """All fronts of a configuration. A query that does not parse matches nothing: the configuration has said so
    already.
    """

    def __init__(self, fronts: Iterable[Front], actors: Iterable[Actor]) -> None:
        aliases = alias_map(actors)
        self._theatres = tuple(_theatre(front, aliases) for front in fronts)
        self._phrases = frozenset(phrase for theatre in self._theatres for phrase in theatre.phrases)
        self._firsts = frozenset(phrase.split()[0] for phrase in self._phrases)
        self._cues = Cues({n: theatre.query for n, theatre in enumerate(self._theatres) if theatre.query}, aliases)
        self._by_country: dict[str, list[int]] = {}
        for number, theatre in enumerate(self._theatres):
            for code in theatre.front.countries:
                self._by_country.setdefault(code, []).append(number)
        self.countries = frozenset(self._by_country) | {
            place.country for theatre in self._theatres for place in theatre.places if place.country
        }
        """Codes of the countries that some front lies in."""
        self._known: dict[str, dict[int, int]] = {}
        """Of each place that was asked for: rank by number of the theatre it lies on."""

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
        if not happened and not actors and (words is None or True not in words.capitals):
            return ()
        countries = {m.place.country for m in happened}
        possible = self._cues.possible(text, actors, countries)
        ranks = self._placed(happened, actors, countries) if happened else {}
        for number in self._spelled(words) if words is not None else ():
            if ranks.get(number, _WIDE) >= _WIDE:
                ranks[number] = _SPELLED
        if possible:
            self._ask(ranks, possible, _Asked(text, actors, dyads, happened, source))
        if not ranks:
            return ()
        theatres = self._theatres
        order = sorted(ranks, key=lambda n: (ranks[n] >= _WIDE, not theatres[n].front.area, ranks[n], n))
        return tuple([theatres[number].front.id for number in order])

    def _placed(
        self, happened: Sequence[PlaceMention], actors: Sequence[str], countries: Iterable[str]
    ) -> dict[int, int]:
        """Ranks of the fronts that something happened on, by place, else by country."""
        ranks: dict[int, int] = {}
        for mention in happened:
            for number, rank in self._ranks(mention.place).items():
                ranks[number] = min(rank, ranks.get(number, rank))
        for number in {n for country in countries for n in self._by_country.get(country, ())}:
            if number not in ranks and _has_actor(self._theatres[number], actors):
                ranks[number] = _WIDE
        return ranks

    def _spelled(self, words: Words) -> list[int]:
        if self._firsts.isdisjoint(words.keys):
            return []
        spelled = _phrases(words)
        return [n for n, theatre in enumerate(self._theatres) if not theatre.phrases.isdisjoint(spelled)]

    def _ask(self, ranks: dict[int, int], possible: Iterable[int], asked: _Asked) -> None:
        """Add the fronts whose query matches; the subject is made only when one is asked."""
        subject: Subject | None = None
        for number in sorted(possible):
            theatre = self._theatres[number]
            if number in ranks or not _has_actor(theatre, asked.actors) or theatre.predicate is None:
                continue
            subject = subject or _subject(asked)
            if theatre.predicate(subject, _EPOCH):
                ranks[number] = _WIDE + 1

    def _ranks(self, place: Place) -> dict[int, int]:
        known = self._known.get(place.id)
        if known is None:
            ranks = ((number, _by_place(theatre, place)) for number, theatre in enumerate(self._theatres))
            known = self._known[place.id] = {number: rank for number, rank in ranks if rank is not None}
        return known


def inside(point: tuple[float, float], corners: Sequence[tuple[float, float]]) -> bool:
    """Whether a point lies in a polygon, both as (latitude, longitude); ray casting."""
    lat, lon = point
    within = False
    for (lat_a, lon_a), (lat_b, lon_b) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        if (lat_a > lat) != (lat_b > lat) and lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a:
            within = not within
    return within


def _theatre(front: Front, aliases: Mapping[str, tuple[str, ...]]) -> Theatre:
    found = {name: _best(front, name) for name in front.places}
    places = tuple(place for place in found.values() if place is not None)
    phrases = frozenset(key(name) for name, place in found.items() if place is None)
    query = _query(front)
    return Theatre(
        front,
        places,
        frozenset(place.id for place in places),
        phrases,
        query,
        compile_query(query, aliases) if query is not None else None,
        frozenset(front.actors),
    )


def _query(front: Front) -> Query | None:
    try:
        return parse(front.query) if front.query else None
    except QueryError:
        return None


def _best(front: Front, name: str) -> Place | None:
    """The place that a front means: in its area, in its countries, else the best known of that name."""
    known = gazetteer().find(name)
    for place in known:
        if front.area and inside((place.lat, place.lon), front.area):
            return place
    return next((p for p in known if p.country in front.countries), known[0] if known else None)


def _by_place(theatre: Theatre, place: Place) -> int | None:
    narrow = NARROW.index(place.kind) if place.kind in NARROW else 5
    if place.id in theatre.ids:
        return narrow
    if theatre.ids.intersection(place.parents):
        return narrow + 1
    inner = theatre.front.area and place.kind in _POINTS and inside((place.lat, place.lon), theatre.front.area)
    return narrow + 1 if inner else None


def _has_actor(theatre: Theatre, actors: Sequence[str]) -> bool:
    return not theatre.actors or not theatre.actors.isdisjoint(actors)


def _phrases(words: Words) -> frozenset[str]:
    keys = words.keys
    return frozenset(
        " ".join(keys[index : index + size])
        for index in range(len(keys))
        if words.capital(index)
        for size in range(1, 5)
    )


def _subject(asked: _Asked) -> Subject:
    return subject_of_reading(
        asked.text,
        actors=asked.actors,
        attackers=[d.attacker for d in asked.dyads if d.attacker],
        targets=[d.target for d in asked.dyads if d.target],
        places=[m.place for m in asked.places],
        source=asked.source,
    )
