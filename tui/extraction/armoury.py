"""The types of machines and weapons, from ``data/equipment.tsv``.

Invariant: a type has one name and one category; what is fired or carried is a weapon; a type that is only a kind of
thing is generic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tui.extraction.keys import key
from tui.extraction.vocabulary import listed


@dataclass(frozen=True, slots=True)
class Type:
    name: str
    category: str
    weapon: bool
    generic: bool


@lru_cache(maxsize=1)
def types() -> dict[str, Type]:
    """Every type by its folded spelling; ValueError, naming the line, when the table is malformed."""
    generic = listed("equipment", "generic", "types")
    found: dict[str, Type] = {}
    text = (files("tui.extraction") / "data" / "equipment.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4:
            raise ValueError(f"equipment.tsv, line {number}: expected four cells, found {len(cells)}")
        name, category, spellings, weapon = cells
        type_ = Type(name, category, weapon == "w", name in generic)
        for spelling in (name, *filter(None, spellings.split("|"))):
            found.setdefault(key(spelling), type_)
            found.setdefault(key(spelling).replace(" ", ""), type_)
    return found


@lru_cache(maxsize=1)
def firsts() -> frozenset[str]:
    """The folded words that a type may begin with."""
    return frozenset(longest())


@lru_cache(maxsize=1)
def longest() -> dict[str, int]:
    """By each of those words the words of the longest spelling that begins with it."""
    found: dict[str, int] = {}
    for first, *more in map(str.split, types()):
        found[first] = max(found.get(first, 0), 1 + len(more))
    return found


@lru_cache(maxsize=1)
def seconds() -> frozenset[str]:
    """The second words of the spellings of several."""
    return frozenset(words[1] for words in map(str.split, types()) if len(words) > 1)
