"""Countries, their people's adjectives and their seats of power, from ``data/countries.tsv``.

Invariant: an adjective ("Syrian") or a country name says which country is spoken of, never that something happened
there; that is for :mod:`tui.extraction.places` to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tui.extraction.keys import key


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    spellings: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...]


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Every country by its code. Raises ValueError, naming the line, when the table is malformed."""
    found = {}
    text = (files("tui.extraction") / "data" / "countries.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 5 or len(cells[0]) != 2:
            raise ValueError(f"countries.tsv, line {number}: expected five cells, the first a code of two letters")
        code, name, *lists = cells
        spellings, adjectives, seats = (tuple(filter(None, cell.split("|"))) for cell in lists)
        found[code] = Country(code, name, (name, *spellings), adjectives, seats)
    return found


@lru_cache(maxsize=1)
def by_name() -> dict[str, str]:
    """Folded spelling of a country -> its code."""
    return {key(s): c.code for c in countries().values() for s in c.spellings}


@lru_cache(maxsize=1)
def by_adjective() -> dict[str, str]:
    """Folded adjective or people's noun -> code."""
    return {key(s): c.code for c in countries().values() for s in c.adjectives}


@lru_cache(maxsize=1)
def by_seat() -> dict[str, str]:
    """Folded seat of power -> code."""
    return {key(s): c.code for c in countries().values() for s in c.seats}


@lru_cache(maxsize=1)
def name_sizes() -> dict[str, int]:
    """First word of a country's spellings -> words of the longest of them."""
    found: dict[str, int] = {}
    for spelling in by_name():
        first, *more = spelling.split()
        found[first] = max(found.get(first, 0), 1 + len(more))
    return found


@lru_cache(maxsize=1)
def name_seconds() -> dict[str, frozenset[str]]:
    """First word of a country's longer spellings -> their second words."""
    found: dict[str, set[str]] = {}
    for first, second, *_ in (words for name in by_name() if len(words := name.split()) > 1):
        found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}


@lru_cache(maxsize=1)
def adjective_firsts() -> frozenset[str]:
    """First words of adjectives."""
    return frozenset(adjective.split()[0] for adjective in by_adjective())
