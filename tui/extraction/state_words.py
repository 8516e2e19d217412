"""The words by which a text names the state, the forces or the soldiers of a country, as they are looked up.

Invariant: made once, out of the lexicon and of the table of countries.
"""

from __future__ import annotations

from functools import lru_cache

from tui.extraction.armoury import firsts
from tui.extraction.countries import by_seat
from tui.extraction.vocabulary import listed


@lru_cache(maxsize=1)
def owned_words() -> frozenset[str]:
    """What an adjective must stand before to name a state: a force, a government, a machine."""
    nouns = (listed("forces", "adjective", entry) for entry in ("force", "government"))
    return firsts().union(*nouns)


@lru_cache(maxsize=1)
def soldier_words() -> frozenset[str]:
    """Words for soldiers and for police of no named country."""
    return listed("forces", "generic", "soldiers") | listed("forces", "generic", "officers")


@lru_cache(maxsize=1)
def seat_firsts() -> frozenset[str]:
    """First words of the seats of governments."""
    return frozenset(seat.split()[0] for seat in by_seat())


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return listed("forces", "generic", "army") | listed("forces", "generic", "police")


@lru_cache(maxsize=1)
def generic_firsts() -> frozenset[str]:
    """First words of "the army", "the police" and their like."""
    return frozenset(phrase.split()[0] for phrase in _generic())


@lru_cache(maxsize=1)
def generic_seconds() -> frozenset[str]:
    """Their second words."""
    return frozenset(phrase.split()[1] for phrase in _generic())
