"""Which words of a text may name a place.

Invariant: of several names that begin at one word the longest stands; nothing is decided here of which place it is.
"""

from __future__ import annotations

from itertools import compress
from typing import NamedTuple

from tui.extraction.countries import (
    by_name,
    name_seconds,
    name_sizes,
)
from tui.extraction.fold import Words
from tui.extraction.gazetteer import LONGEST, gazetteer
from tui.extraction.memo import Memo
from tui.extraction.placing import may_be_placed, placed
from tui.extraction.stages import INSIDE
from tui.extraction.vocabulary import listed
from tui.model import Value


class Candidate(Value, frozen=True):
    """A spelling that some place has, at words ``first`` up to ``after``."""

    first: int
    after: int
    numbers: tuple[int, ...]
    country: str | None = None
    similar: bool = False
    spelling: str = ""
    """Folded."""


def candidates(words: Words, taken: set[int]) -> list[Candidate]:
    """The longest spelling from each capitalised word on; no two overlap."""
    found: list[Candidate] = []
    after = 0
    keys, near = words.keys, words.stages & INSIDE
    for index in compress(range(len(keys)), words.capitals):
        if index < after or index in taken:
            continue
        opening = _OPENINGS[keys[index]]
        match = _longest(words, index, opening, taken) if opening is not None else None
        if match is None and near and may_be_placed(words, index):
            match = _similar(words, index)
        if match is not None:
            found.append(match)
            after = match.after
    return found


class Opening(NamedTuple):
    """The spellings of places that begin with a folded word."""

    code: str | None
    """Of the country whose spelling the word alone is."""
    numbers: tuple[int, ...]
    """Of the places whose spelling it is."""
    seconds: frozenset[str]
    """Second words of longer spellings."""
    names: int
    """Words of the longest spelling of a country."""


def _opening(word: str) -> Opening | None:
    numbers, seconds = gazetteer().opening(word)
    seconds |= name_seconds().get(word, frozenset())
    names, code = name_sizes().get(word, 0), by_name().get(word)
    return Opening(code, numbers, seconds, names) if seconds or numbers or code else None


_OPENINGS: Memo[Opening | None] = Memo(_opening)


def _free(words: Words, index: int, most: int, taken: set[int]) -> int:
    """How many words from ``index`` on stand together, no actor's name among them; at most ``most``."""
    limit = words.run(index, most)
    return next((step for step in range(1, limit) if index + step in taken), limit) if taken else limit


def _longest(words: Words, index: int, opening: Opening, taken: set[int]) -> Candidate | None:
    keys = words.keys
    if opening.seconds and index + 1 < len(keys) and keys[index + 1] in opening.seconds:
        longer = _longer(words, index, opening.names, taken)
        if longer is not None:
            return longer
    if (opening.code or opening.numbers) and _cased(words, index, index + 1, keys[index]):
        return Candidate(
            index,
            index + 1,
            () if opening.code else opening.numbers,
            opening.code,
            spelling="" if opening.code else keys[index],
        )
    return None


def _longer(words: Words, index: int, names: int, taken: set[int]) -> Candidate | None:
    """The longest spelling of several words, of a country up to ``names``."""
    store, keys = gazetteer(), words.keys
    for size in range(_free(words, index, LONGEST, taken), 1, -1):
        spelling = " ".join(keys[index : index + size])
        code = by_name().get(spelling) if size <= names else None
        numbers = () if code or not _closes(words, index, index + size - 1) else store.numbers(spelling)
        if (code or numbers) and _cased(words, index, index + size, spelling):
            return Candidate(index, index + size, numbers, code, spelling="" if code else spelling)
    return None


def _closes(words: Words, first: int, last: int) -> bool:
    """The last word of a spelling has a capital or is a kind word ("Kyiv region")."""
    return words.capitals[last] or words.keys[last] in listed("places", "name", "kinds") or words.keys[first] == "al"


def _similar(words: Words, index: int) -> Candidate | None:
    """A transliteration that is not listed: only after a preposition of place."""
    if words.shouting or len(words.keys[index]) < 2 or placed(words, index) < 2:
        return None
    store = gazetteer()
    for size in range(words.run(index, 3), 0, -1):
        if not words.capital(index + size - 1):
            continue
        spelling = " ".join(words.keys[index : index + size])
        if len(spelling) >= 5 and (numbers := store.similar(spelling)):
            return Candidate(index, index + size, numbers, similar=True)
    return None


def _cased(words: Words, first: int, after: int, spelling: str) -> bool:
    """Short names that are words in lower case ("us", "car") must be in capitals in a text that has both cases."""
    if len(spelling) > 3 or not spelling.isascii():
        return True
    if words.shouting:
        return "." in words.raw(first, after)
    return words.upper(first) or (len(spelling) == 3 and spelling not in by_name())
