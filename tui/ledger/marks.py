"""Marks by which texts of one incident know each other beside their words: names, dates, weekdays, years.

Invariant: pure functions of the text. What is found need not be the incident's own (an article prints its publish
date too), so a mark is only ever weighed, never decides.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from zlib import crc32

from tui.extraction.vocabulary import tables
from tui.ledger.weights import evidence
from tui.ledger.words import TEXT_LIMIT, stem, stems, weight

CHILD = "child"
"""The kind of victim that is no soldier, no commander and no journalist."""
NAME = 1.3
"""Weight of two neighbouring words together from which they are a name, not a title ("Police Chief")."""
DAY_LIMIT = 1_500
"""Code points in which a weekday is looked for: further down are other days, of other things."""
_YEAR = re.compile(r"(?<![\d.,-])20\d\d(?!\d|[.,]\d)")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]{0,30}(?: [A-Z][\w’'-]{0,30}){1,5}")


@dataclass(frozen=True, slots=True)
class Marks:
    """Of one happening, as its text tells it."""

    numbers: frozenset[str]
    """Numbers of any kind in the headline: casualties, rockets, magnitudes, ages."""
    victims: frozenset[str]
    """Words of the headline that say what people were hurt, see :func:`victims`."""
    buildings: frozenset[str]
    """Kinds of building that the headline and the event's own sentences name."""
    names: frozenset[int]
    dates: frozenset[tuple[int, int]]
    """The days that it writes out and the day that it tells of, as months and days."""
    weekdays: frozenset[str]
    years: frozenset[int]
    sites: frozenset[str]
    cities: frozenset[str]
    """Ids of every place that the text names for whatever reason: villages and towns, and wider ones."""
    series: frozenset[int]
    """The how-manieth night or day in a row the headline says it is."""
    another: bool
    """The headline says that it is one more strike."""
    day_parts: frozenset[str]
    """Quarters of the day in which the headline says it was."""


def names(text: str, known: Iterable[str]) -> frozenset[int]:
    """Hashes of pairs of neighbouring capitalised words that news hardly uses: persons, streets, units. Pairs of words
    of the ``known`` names, of places and parties, are left out."""
    found = set()
    known_words = {word for name in known for word in _plain(name)}
    for run in _CAPITALISED.findall(text[:TEXT_LIMIT]):
        words = _plain(run)
        for pair in pairwise(words):
            if weight(pair[0]) + weight(pair[1]) >= NAME and not known_words.issuperset(pair):
                found.add(crc32(" ".join(pair).encode()))
    return frozenset(found)


def _plain(run: str) -> list[str]:
    """Stems of the words as they are written: a country's name is no concept here ("DR Congo")."""
    return [stem(word.lower()) for word in run.split()]


def buildings(words: Iterable[str]) -> frozenset[str]:
    """Those of the stems that are kinds of building: what was struck, stormed or held."""
    return _listed("buildings").intersection(words)


def victims(words: Iterable[str]) -> frozenset[str]:
    """Those of the stems that say what people were hurt: children, soldiers, journalists."""
    return _listed("victims").intersection(words)


def are_grown(kinds: frozenset[str]) -> bool:
    """Do the kinds of victims say that they are no children?"""
    return not _listed("grown").isdisjoint(kinds) and CHILD not in kinds


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(word for text in evidence().words[name]["words"] for word in stems(text))


def dates(text: str) -> frozenset[tuple[int, int]]:
    """Months and days of the dates that are written out, the year left aside: texts seldom give it."""
    found = set()
    for day, month, name, number in _dates().findall(text[:TEXT_LIMIT]):
        on = int(day or number)
        if 0 < on <= 31:
            found.add((months()[(month or name).lower()[:3]], on))
    return frozenset(found)


def weekdays(text: str) -> frozenset[str]:
    """The weekdays named in the first part of the text."""
    return frozenset(word.lower() for word in _weekdays().findall(text[:DAY_LIMIT]))


def weekday_of(day: dt.datetime) -> str:
    """As :func:`weekdays` gives it."""
    return str(tables("events")["time"]["days"][day.weekday()])


def years(text: str) -> frozenset[int]:
    """The years of this century that the text writes out. A page seldom says when it was written, but what it looks
    back on is of the same years as what the next page of that time does."""
    return frozenset(int(year) for year in _YEAR.findall(text[:TEXT_LIMIT]))


@cache
def months() -> dict[str, int]:
    """The first three letters of each month -> its number."""
    return {month[:3]: number for number, month in enumerate(tables("events")["time"]["months"], start=1)}


@cache
def _dates() -> re.Pattern[str]:
    """ "16 October", "16th of Oct", "October 16", "Oct. 16"."""
    month = "|".join(f"{month[:3]}(?:{month[3:]}|t)?" for month in tables("events")["time"]["months"])
    return re.compile(
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({month})\b|\b({month})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b", re.I
    )


@cache
def _weekdays() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(tables('events')['time']['days'])})\b", re.I)
