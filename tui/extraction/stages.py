"""Which stages of reading can find anything in a text at all, by its words.

Invariants: a stage without whose bit a text stands finds nothing in it, so that leaving it out never changes a reading;
each bit is worked out from the lists that its stage reads, never from a list of its own, so that a word added there
has its bit by itself. What is looked up once a word is asked of a text as one number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from tui.extraction.armoury import longest, seconds, types
from tui.extraction.countries import adjective_firsts
from tui.extraction.grammar import needed_words
from tui.extraction.marks import DEED as DEED_MARKS
from tui.extraction.state_words import generic_firsts, generic_seconds, owned_words, seat_firsts, soldier_words
from tui.extraction.vocabulary import listed

OUTCOME, DEED, TITLE, INSIDE = (1 << n for n in range(4))
"""What some wording of an outcome needs; a verb, noun or idiom of an attack; a rank or an office; a preposition of
place."""
MACHINE, MACHINE_FIRST, MACHINE_SECOND = (1 << n for n in range(4, 7))
"""A type of machine in one word; the first and the second word of a longer one."""
PEOPLE, OWNED, SEAT, FORCE_FIRST, FORCE_SECOND, SOLDIER = (1 << n for n in range(7, 13))
"""A country's adjective; what one must stand before to name its state; a seat of government; the first and the second
word of "the army" and its like; soldiers of no named country."""
KIND = 1 << 13
"""A kind of attack."""
PARTED = 1 << 14
"""A word with an apostrophe or a dot inside, parts of which may be words to a tokeniser."""
EVERY = (1 << 15) - 1
"""All of them: nothing is left out."""


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """First words of ranks and offices."""
    return frozenset(title.split()[0] for entry in ("rank", "role") for title in listed("persons", "titles", entry))


@lru_cache(maxsize=1)
def idioms() -> frozenset[str]:
    """Words without one of which no idiom tells of an attack, see :mod:`tui.extraction.blame`."""
    phrases = (phrase for entry in ("fire", "under", "blaming") for phrase in listed("roles", "idioms", entry))
    return frozenset({*(phrase.split()[0] for phrase in phrases), "fire", "gunfire", "responsibility"})


def _listed() -> Iterator[tuple[int, Collection[str]]]:
    yield OUTCOME, needed_words()
    yield DEED, idioms()
    yield TITLE, titles()
    yield INSIDE, listed("places", "name", "inside")
    yield MACHINE, types().keys()
    yield MACHINE_FIRST, [word for word, size in longest().items() if size > 1]
    yield MACHINE_SECOND, seconds()
    yield PEOPLE, adjective_firsts()
    yield OWNED, owned_words()
    yield SEAT, seat_firsts()
    yield FORCE_FIRST, generic_firsts()
    yield FORCE_SECOND, generic_seconds()
    yield SOLDIER, soldier_words()
    yield KIND, listed("roles", "nouns", "kind_of_attack")


@lru_cache(maxsize=1)
def _bits() -> dict[str, int]:
    found: dict[str, int] = {}
    for bit, words in _listed():
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


def stages_of(word: str, marks: int) -> int:
    """The bits of a folded word of these marks."""
    return _bits().get(word, 0) | (DEED if marks & DEED_MARKS else 0)


def has_machine(stages: int) -> bool:
    """A type of machine may stand in a text of these bits."""
    return bool(stages & MACHINE or (stages & MACHINE_FIRST and stages & MACHINE_SECOND))
