"""Over what area a headline sums up.

Invariant: a pure function of one text; a place comes with all that contains it, so that whoever is inside is told by
ids alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui.extraction.countries import by_name
from tui.ledger.headlines import sums_end
from tui.ledger.words import COUNTRY, Vector
from tui.model import Place, PlaceMention

Lineage = tuple[str, ...]
"""Ids of a place and of all that contains it, from narrow to wide."""
Area = tuple[Lineage, ...]

NEAR = 40
"""Characters from the words that sum up to the place that they are said of."""
_TOWNS = frozenset(("village", "town", "city"))
_JOINED = re.compile(r"(?:,? (?:and|&) |, |['’]s? )(?:the )?", re.I)


@dataclass(frozen=True, slots=True)
class Headline:
    """What of a headline says where its strikes were."""

    text: str
    places: Sequence[PlaceMention]
    heads: Vector
    attackers: frozenset[str]
    sides: frozenset[str]
    """The two countries whose strikes on each other it sums up."""


def lineage(place: Place) -> Lineage:
    """The ids of a place and of what contains it."""
    return (place.id, *place.parents)


def area_of(headline: Headline, place: Place | None) -> Area:
    """Where the strikes were that the headline sums up: of two sides on each other, in both countries; else in the
    places that it names behind the strikes; else at the event's ``place``; else in the countries that it names beside
    the attackers' own. Empty: it does not say."""
    if headline.sides:
        return _countries(headline.sides)
    behind = tuple(dict.fromkeys(lineage(mention.place) for mention in _behind(headline)))
    if behind:
        return tuple(one for one in behind if not any(one[0] in other[1:] for other in behind))
    if place is not None:
        return (lineage(place),)
    homes = {COUNTRY + by_name()[name] for name in map(str.lower, headline.attackers) if name in by_name()}
    return _countries(word for word in headline.heads if word.startswith(COUNTRY) and word not in homes)


def in_a_list(text: str, places: Iterable[PlaceMention]) -> bool:
    """Does a headline name two towns side by side ("attacks on X and Y"), neither inside the other?"""
    towns = [mention for mention in _headed(text, places) if mention.place.kind in _TOWNS]
    return any(
        _joined(text, one, other) and not {one.place.id, other.place.id} & {*one.place.parents, *other.place.parents}
        for one, other in pairwise(towns)
        if one.place.id != other.place.id
    )


def _countries(words: Iterable[str]) -> Area:
    return tuple((word.removeprefix(COUNTRY),) for word in sorted(words))


def _headed(text: str, places: Iterable[PlaceMention]) -> list[PlaceMention]:
    return sorted((one for one in places if one.span[1] <= len(text)), key=lambda one: one.span)


def _behind(headline: Headline) -> Iterator[PlaceMention]:
    """The place said first behind the words that sum up, with those listed beside it."""
    end = sums_end(headline.text)
    named = _headed(headline.text, headline.places)
    at = next((at for at, one in enumerate(named) if end is not None and 0 <= one.span[0] - end <= NEAR), None)
    if at is None:
        return
    yield named[at]
    for one, other in pairwise(named[at:]):
        if not _joined(headline.text, one, other):
            return
        yield other


def _joined(text: str, one: PlaceMention, other: PlaceMention) -> bool:
    return _JOINED.fullmatch(text[one.span[1] : other.span[0]]) is not None
