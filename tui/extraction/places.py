"""Which places a text names, which of several of that name is meant, and whether something happened there.

Invariants: a span covers the name alone; a country's adjective never makes a mention, it only says which country is
spoken of; a name is taken only where its wording supports it (a capital, and for small or doubtful names a preposition
of place, a kind word or the right country), because a wrong place puts an incident on a wrong front, while a missed one
leaves it where its text puts it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

import msgspec

from tui.extraction.candidates import Candidate, candidates
from tui.extraction.countries import (
    adjective_firsts,
    by_adjective,
    by_seat,
    countries,
)
from tui.extraction.fold import Words
from tui.extraction.gazetteer import gazetteer
from tui.extraction.placing import beside_kind, placed, role_of
from tui.extraction.stages import PEOPLE
from tui.extraction.vocabulary import listed
from tui.model import Place, PlaceMention

_LARGE = 100_000
"""Inhabitants from which a capitalised name is taken for the city without other support."""
_SMALL = 20_000
NARROW = ("site", "village", "town", "city", "district", "region", "river", "country", "sea")
"""Kinds of places from narrow to wide."""


def survey(
    words: Words, taken: Sequence[range] = (), country: str | None = None
) -> tuple[tuple[PlaceMention, ...], dict[str, int]]:
    """Mentions in order, and how strongly each country is spoken of.

    ``taken`` are words that an actor's name covers ("Islamic State of Iraq"); ``country`` is the source's.
    """
    found = candidates(words, {index for span in taken for index in span} if taken else set())
    context = countries_of(words, found, country)
    if not found:
        return (), context
    titled = words.titled
    kept: list[tuple[Candidate, Place]] = []
    for position, candidate in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        place = resolve(candidate, context)
        if place is not None and believable(words, candidate, place, context, following, titled):
            kept.append((candidate, place))
    return _with_their_countries(words, [_mention(words, candidate, place) for candidate, place in kept]), context


def countries_of(words: Words, found: Sequence[Candidate], source: str | None) -> dict[str, int]:
    """How strongly each country is spoken of: by name, by adjective, by a place that only it has, by the outlet's
    home.
    """
    weights = {source: 2} if source else {}
    if words.stages & PEOPLE:
        for index in words.spots(adjective_firsts()):
            code = _people(words, index) if words.capitals[index] else None
            if code:
                weights[code] = weights.get(code, 0) + 2
    for candidate in found:
        if candidate.country:
            weights[candidate.country] = weights.get(candidate.country, 0) + 4
        elif not candidate.similar and (home := _home(candidate.numbers)) is not None:
            weights[home] = weights.get(home, 0) + 3
    return weights


def _people(words: Words, index: int) -> str | None:
    """The country whose adjective begins at the word."""
    if len(words.keys[index]) < 3 and not words.upper(index):
        return None
    adjectives = by_adjective()
    pair = " ".join(words.keys[index : index + 2])
    return adjectives.get(pair) or adjectives.get(words.keys[index])


@lru_cache(maxsize=8_192)
def _home(numbers: tuple[int, ...]) -> str | None:
    """The one country in which places of one spelling are large or on our own list; "" for a sea of several."""
    store = gazetteer()
    homes = {store.place(n).country for n in numbers if store.ours(n) or store.place(n).population >= _LARGE}
    return homes.pop() if len(homes) == 1 else None


def resolve(candidate: Candidate, context: Mapping[str, int]) -> Place | None:
    """The most plausible place of that spelling: our conflict areas, the countries spoken of, then size."""
    if candidate.country:
        return country_place(candidate.country)
    store = gazetteer()
    numbers = candidate.numbers
    if len(numbers) < 2:
        return store.place(numbers[0]) if numbers else None

    def worth(known: _Known) -> tuple[float, str]:
        near = 2.5 * min(4, context.get(known.place.country, 0))
        return known.fame + near + known.size, known.place.id

    return max(_bearers(numbers, candidate.spelling), key=worth).place


class _Known(NamedTuple):
    """A place and what speaks for it wherever its name stands."""

    place: Place
    fame: float
    """It is on our own list, and goes by that name."""
    size: float


@lru_cache(maxsize=2_048)
def _bearers(numbers: tuple[int, ...], spelling: str) -> tuple[_Known, ...]:
    """The places of one spelling."""
    store = gazetteer()

    def known(number: int) -> _Known:
        place = store.place(number)
        ours = 3.0 if store.ours(number) else 0.0
        wide = {"region": 1.5, "sea": 9.0}.get(place.kind, 0.0) if ours else 0.0
        chief = 3.0 if store.chief(number) == spelling else 0.0
        return _Known(place, ours + wide + chief, math.log10(place.population + 10))

    return tuple(map(known, numbers))


def believable(
    words: Words,
    candidate: Candidate,
    place: Place,
    context: Mapping[str, int],
    following: Candidate | None,
    titled: bool,
) -> bool:
    """Whether the wording supports that a place is meant; see the invariant of the module."""
    spelling = " ".join(words.keys[candidate.first : candidate.after])
    store = gazetteer()
    weak = store.weak(spelling)
    if candidate.country and not weak:
        return True
    support = placed(words, candidate.first) or (2 if beside_kind(words, candidate.after) else 0)
    if support < 2 and _chained(words, candidate, place, following):
        support = 2
    home = context.get(place.country, 0) > 0
    if candidate.similar:
        return support >= 2 and home
    if place.kind == "country":
        return support > 0 or not (weak and _personal(words, candidate))
    ours = any(store.ours(number) for number in candidate.numbers if store.place(number).id == place.id)
    if weak:
        return support >= 2 or (support == 1 and home)
    if ours:
        return support > 0 or home or not _personal(words, candidate) or titled
    if place.population >= _LARGE:
        return support > 0 or (not _personal(words, candidate) and (home or not titled))
    if place.population >= _SMALL:
        return support >= 2 or (support == 1 and home)
    return (support >= 2 and (home or (len(spelling) >= 6 and not titled))) or (
        support == 1 and home and len(spelling) >= 5
    )


def country_place(code: str) -> Place | None:
    """The country itself as a place."""
    return _country_places().get(code)


def narrowest(mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """The mention with the narrowest place; the first of equals; sites and villages before towns, countries last."""
    return min(mentions, key=lambda m: NARROW.index(m.place.kind) if m.place.kind in NARROW else 3, default=None)


@lru_cache(maxsize=1)
def _country_places() -> dict[str, Place]:
    store = gazetteer()
    return {code: store.place(number) for code in countries() for number in store.by_id(code)}


def _personal(words: Words, candidate: Candidate) -> bool:
    """A capitalised word beside the name, in the same run, that is no place: "Michael Jordan", "Paris Hilton"."""
    before, after = candidate.first - 1, candidate.after
    names = by_adjective()
    if before >= 0 and words.joined[candidate.first] and words.capital(before) and words.keys[before] not in names:
        return before > 0 or len(words.keys[before]) > 3
    return (
        after < len(words.keys)
        and words.joined[after]
        and words.capital(after)
        and not words.upper(after)
        and "'" not in words.source[words.ends[after - 1] : words.starts[after]]
    )


def _chained(words: Words, candidate: Candidate, place: Place, following: Candidate | None) -> bool:
    """ "Hajin, Syria" and "Beni (Nord-Kivu)": the next name contains this one."""
    if following is None or following.first != candidate.after or words.joined[following.first]:
        return False
    gap = words.source[words.ends[candidate.after - 1] : words.starts[following.first]]
    if gap.strip() not in (",", "(", ", ("):
        return False
    store = gazetteer()
    wider = {following.country} if following.country else {store.place(number).id for number in following.numbers}
    return bool(wider & set(place.parents))


def _with_their_countries(words: Words, mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """ "Hajin, Syria": the country plays the part that the town before it plays."""
    if len(mentions) < 2:
        return tuple(mentions)
    result: list[PlaceMention] = []
    for mention in mentions:
        last = result[-1] if result else None
        if (
            last is not None
            and last.place.country == mention.place.country
            and mention.place.kind in ("country", "region")
        ):
            gap = words.source[last.span[1] : mention.span[0]]
            if gap.strip() in (",", "("):
                mention = msgspec.structs.replace(mention, role=last.role)
        result.append(mention)
    result = _without_asides(words, result)
    scenes = {mention.place.country for mention in result if mention.role == "event"}
    return tuple([_demoted(words, mention, scenes) for mention in result])


def _without_asides(words: Words, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """ "Redland strikes Blue Valley following Kesh attack": Kesh is where something else happened."""
    aside = listed("places", "role", "aside")
    events = [at for at, mention in enumerate(mentions) if mention.role == "event"]
    for at in events[1:]:
        first = words.within(*mentions[at].span).start
        attack = words.within(*mentions[at].span).stop
        if words.keys[first - 1] in aside and words.keys[attack : attack + 1] and words.keys[attack] in _attacks():
            mentions[at] = msgspec.structs.replace(mentions[at], role="context")
    return mentions


def _attacks() -> Set[str]:
    return listed("roles", "nouns", "attack")


def _demoted(words: Words, mention: PlaceMention, scenes: Set[str]) -> PlaceMention:
    """ "US facilities in Kuwait": a country that only says whose thing was struck gives way to where that stands."""
    if mention.place.kind != "country" or mention.role != "event":
        return mention
    after = words.within(*mention.span).stop
    thing = (
        after < len(words.keys)
        and words.joined[after]
        and words.keys[after] not in listed("roles", "words", "preposition")
    )
    clause = thing and words.keys[after].endswith("ing")  # "strikes Redland killing dozens"
    if thing and not clause and scenes - {mention.place.country} and words.keys[after] not in ("s", "and", "or"):
        return msgspec.structs.replace(mention, role="context")
    return mention


def _mention(words: Words, candidate: Candidate, place: Place) -> PlaceMention:
    start, end = words.starts[candidate.first], words.ends[candidate.after - 1]
    seat = " ".join(words.keys[candidate.first : candidate.after]) in by_seat()
    role = role_of(words, candidate.first, candidate.after, country=place.kind == "country", seat=seat)
    return PlaceMention(place=place, text=words.source[start:end], span=(start, end), role=role)
