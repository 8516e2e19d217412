"""Quantities in a token row: how many, how it is worded and what it bounds.

Invariants: ``n`` is the number as worded (a range's lower end), ``low <= n`` and ``high`` is None when the wording
leaves it open; ordinals, ages, dates, years, unit numbers, calibres, money, shares and scores are never quantities;
a vague word has ``n`` None and its literal plural minimum as ``low``. Ranges follow the practice of casualty
recorders, who keep the lowest and highest figure that the wording allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from tui.extraction.lexicon import lexicon
from tui.extraction.not_counts import MONEY, not_a_count, of_age, unit_follows
from tui.extraction.sentences import Token
from tui.extraction.words import Lexicon, Phrases
from tui.extraction.wordtags import NUMERIC
from tui.model import Kind

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3}){1,4}|\d{1,9}")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,3}")
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3}){1,3}|\d{1,7})[-\u2010-\u2013](\d{1,3}(?:,\d{3}){1,3}|\d{1,7})")
_DOZEN = 12
_QUOTES = frozenset("\"'\u2018\u201c")


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number over tokens ``start`` up to (not including) ``end``."""

    n: int | None
    low: int
    high: int | None
    kind: Kind
    start: int
    end: int


class _Core(msgspec.Struct, frozen=True, gc=False):
    """A bare number before its wording is considered; ``n`` None: only a vague word."""

    n: int | None
    low: int
    high: int | None
    end: int
    kind: Kind = Kind.EXACT


def quantity_at(tokens: Sequence[Token], start: int) -> Quantity | None:
    """The quantity whose wording begins at ``start`` ("at least", "between" and the like included)."""
    words = lexicon()
    first = tokens[start].lower
    if start and of_age(words, tokens, start):
        return None
    if first in _leads() and not _leads_on(tokens, start):
        return None
    if first in words.between:
        return _between(words, tokens, start)
    if start and tokens[start - 1].text in MONEY:
        return None
    kind, at = _bound(words, tokens, start)
    at += at > start and at + 1 < len(tokens) and tokens[at].text in _QUOTES  # more than "200 fighters"
    core = _range(words, tokens, at)
    if core is None or (_is_vague_alone(core) and kind in (Kind.AT_MOST,)):
        return None
    if not_a_count(words, tokens, start, at, core.end):
        return None
    return _worded(words, tokens, start, kind, core)


def _bound(words: Lexicon, tokens: Sequence[Token], start: int) -> tuple[Kind, int]:
    """Kind and the index after the bounding words; EXACT where there are none."""
    kind, at = Kind.EXACT, start
    bounds = _bounds()
    for _ in range(4):  # "about another", "at least some", "a total of at least"
        for name, table in bounds.get(tokens[at].lower, ()):
            size = match(table, tokens, at)
            if size and at + size < len(tokens):
                kind = name if name and kind is Kind.EXACT else kind
                at += size
                break
        else:
            break
    return kind, at


@lru_cache(maxsize=1)
def _bounds() -> dict[str, tuple[tuple[Kind | None, Phrases], ...]]:
    """By the word that opens a bounding wording: the kinds that it may give and their wordings, in order of rank."""
    words = lexicon()
    found: dict[str, tuple[tuple[Kind | None, Phrases], ...]] = {}
    for kind, table in (
        (Kind.AT_LEAST, words.at_least),
        (Kind.MORE_THAN, words.more_than),
        (Kind.AT_MOST, words.at_most),
        (Kind.ABOUT, words.about),
        (None, words.number_prefixes),
    ):
        for first in table:
            found[first] = (*found.get(first, ()), (kind, table))
    return found


class _Lead(NamedTuple):
    """What must stand behind a word that is no number, for a quantity to begin with it."""

    seconds: frozenset[str]
    """Second words of wordings, as "excess" of "in excess of"."""
    number: bool
    """A number, as behind "about" or "the"."""


def _leads_on(tokens: Sequence[Token], start: int) -> bool:
    """What must stand behind the lead at ``start`` does."""
    if start + 1 >= len(tokens):
        return False
    after, lead = tokens[start + 1], _leads()[tokens[start].lower]
    return after.lower in lead.seconds or (lead.number and (NUMERIC[after.text] or after.text in _QUOTES))


@lru_cache(maxsize=1)
def _leads() -> dict[str, _Lead]:
    """Words that begin a quantity, if at all, with more words behind them. Most places where one may begin are a "the",
    "a" or "in", with which hardly any does.
    """
    words = lexicon()
    bounds = (words.at_least, words.more_than, words.at_most, words.about, words.number_prefixes)
    vague = frozenset(first for first, found in words.vague_phrases.items() if min(map(len, found)) == 1)
    alone = words.between.union(words.number_words, words.number_parts, words.vague, vague)
    leads: dict[str, _Lead] = {}
    for first in words.one_words.union(*bounds, words.vague_phrases) - alone:
        phrases = [phrase for table in (*bounds, words.vague_phrases) for phrase in table.get(first, ())]
        seconds = frozenset(phrase[1] for phrase in phrases if len(phrase) > 1)
        scaled = words.magnitudes if first in words.one_words else ()  # "a dozen"
        leads[first] = _Lead(seconds.union(scaled), any(len(phrase) == 1 for phrase in phrases))
    return {first: lead for first, lead in leads.items() if "-" not in first}


def match(table: Phrases, tokens: Sequence[Token], at: int) -> int:
    """How many tokens the longest phrase of ``table`` takes at ``at``; 0 for none."""
    phrases = table.get(tokens[at].lower)
    if phrases is None:
        return 0
    for phrase in phrases:
        size = len(phrase)
        if size == 1:
            return 1
        if at + size > len(tokens) or tokens[at + 1].lower != phrase[1]:
            continue
        if size == 2 or all(tokens[at + i].lower == phrase[i] for i in range(2, size)):
            return size
    return 0


def _worded(words: Lexicon, tokens: Sequence[Token], start: int, kind: Kind, core: _Core) -> Quantity:
    end = core.end
    n, low, high = core.n, core.low, core.high
    if n is None:
        return Quantity(None, low, None if core.high is None else high, Kind.VAGUE, start, end)
    if core.kind is not Kind.EXACT:
        return Quantity(n, low, high, core.kind, start, end)
    if end < len(tokens) and kind is Kind.EXACT:
        if tokens[end].text == "+":
            return Quantity(n, n, None, Kind.AT_LEAST, start, end + 1)
        size = match(words.or_more, tokens, end)
        if size:
            return Quantity(n, n, None, Kind.AT_LEAST, start, end + size)
    if kind in (Kind.AT_LEAST, Kind.MORE_THAN):
        return Quantity(n, n, None, kind, start, end)
    if kind is Kind.AT_MOST:
        return Quantity(n, min(1, n), n, kind, start, end)
    return Quantity(n, low, high, kind, start, end)


def _between(words: Lexicon, tokens: Sequence[Token], start: int) -> Quantity | None:
    """ "between 12 and 19", "from 3 to 5"."""
    if start + 1 >= len(tokens):
        return None
    low = _core(words, tokens, start + 1)
    if low is None or low.n is None or low.end + 1 >= len(tokens) or tokens[low.end].lower not in words.range_joins:
        return None
    high = _core(words, tokens, low.end + 1)
    if high is None or high.n is None or high.n <= low.n or unit_follows(words, tokens, high.end):
        return None
    return Quantity(low.n, low.n, high.n, Kind.RANGE, start, high.end)


def _range(words: Lexicon, tokens: Sequence[Token], at: int) -> _Core | None:
    """A number, or two of them joined as a range ("12 to 19", "two or three")."""
    low = _core(words, tokens, at)
    if low is None or low.n is None or low.kind is not Kind.EXACT or low.end + 1 >= len(tokens):
        return low
    if tokens[low.end].lower in words.range_links:
        high = _core(words, tokens, low.end + 1)
        if high is not None and high.n is not None and low.n < high.n <= low.n * 10 + 10:
            return _Core(low.n, low.n, high.n, high.end, Kind.RANGE)
    return low


def _core(words: Lexicon, tokens: Sequence[Token], at: int) -> _Core | None:
    lower = tokens[at].lower
    if lower[0].isdecimal():
        return _digits(words, tokens, at)
    size = match(words.vague_phrases, tokens, at)
    if size:
        floor = max(words.vague.get(token.lower, 2) for token in tokens[at : at + size])
        return _Core(None, floor, None, at + size)
    if lower in words.correlatives and any(t.lower in words.number_ands for t in tokens[at + 1 : at + 3]):
        return None  # "both local and foreign fighters"
    if (
        lower in words.number_words
        or lower in words.number_parts
        or (lower in words.one_words and at + 1 < len(tokens))
    ):
        return _words(words, tokens, at)
    if "-" in lower:
        return _hyphenated(words, tokens, at)
    if lower in words.vague:
        return _Core(None, words.vague[lower], None, at + 1)
    return None


def _digits(words: Lexicon, tokens: Sequence[Token], at: int) -> _Core | None:
    text = tokens[at].text
    span = _RANGE.fullmatch(text)
    if span:
        low, high = (int(part.replace(",", "")) for part in span.groups())
        if low >= high or (low > 1800 and high < 2100):
            return None
        return _Core(low, low, high, at + 1, Kind.RANGE)
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if _DIGITS.fullmatch(text):
        n = int(text.replace(",", ""))
        if after in words.magnitudes:
            n *= words.magnitudes[after]
            return _Core(n, n, n, at + 2)
        if n < 1000 and len(text) <= 3 and after == "000":
            return _Core(n * 1000, n * 1000, n * 1000, at + 2)
        return _Core(n, n, n, at + 1)
    if _DECIMAL.fullmatch(text) and after in words.magnitudes:
        n = round(float(text) * words.magnitudes[after])
        return _Core(n, n, n, at + 2)
    return None


def _words(words: Lexicon, tokens: Sequence[Token], at: int) -> _Core | None:
    """ "twenty one", "two hundred and six", "a dozen", "half a dozen", "three dozen"."""
    total = part = 0
    end, seen, about = at, False, False
    while end < len(tokens) and end - at < 8:
        lower = tokens[end].lower
        if (
            lower in words.number_words
            and (not seen or part >= 20 or part == 0)
            and not (seen and part and part < 100 and part % 10)
        ):
            part += words.number_words[lower]
        elif lower in words.one_words and not seen and _scale(words, tokens, end + 1):
            part = 1
        elif lower in words.halves and _scale(words, tokens, end + 2):
            n = words.magnitudes[tokens[end + 2].lower] // 2
            return _Core(n, n, n, end + 3, Kind.ABOUT)
        elif lower in words.magnitudes and seen and part:
            size = words.magnitudes[lower]
            about = about or size == _DOZEN
            total, part = (total, part * size) if size < 1000 else (total + part * size, 0)
        elif lower in words.number_ands and seen and (part >= 100 or total) and _small(words, tokens, end + 1):
            pass
        else:
            break
        seen = True
        end += 1
    n = total + part
    if not seen or not n:
        return None
    return _Core(n, n, n, end, Kind.ABOUT if about else Kind.EXACT)


def _scale(words: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].lower in words.magnitudes


def _small(words: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].lower in words.number_words


def _hyphenated(words: Lexicon, tokens: Sequence[Token], at: int) -> _Core | None:
    """ "twenty-one", "six-to-eight" is left alone."""
    tens, _, unit = tokens[at].lower.partition("-")
    if unit in words.magnitudes and tens in words.number_words:
        n = words.number_words[tens] * words.magnitudes[unit]
        return _Core(n, n, n, at + 1, Kind.ABOUT if words.magnitudes[unit] == _DOZEN else Kind.EXACT)
    if words.number_words.get(tens, 0) >= 20 and 0 < words.number_words.get(unit, 0) < 10:
        n = words.number_words[tens] + words.number_words[unit]
        return _Core(n, n, n, at + 1)
    return None


def _is_vague_alone(core: _Core) -> bool:
    return core.n is None
