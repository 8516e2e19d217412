"""Text as sentences of tokens that know where they stand.

Invariants: ``text[token.start:token.end] == token.text`` for every token; sentences are in order and never overlap; a
newline always parts sentences, so a headline is one of its own; time and memory are linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import msgspec

from tui.extraction.lexicon import lexicon


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, a number or one punctuation mark; positions are code points of the whole text."""

    text: str
    lower: str
    start: int
    end: int


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """``text`` is the source from ``start`` to ``end`` (exclusive); there is always at least one token."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    said: frozenset[str] = frozenset()
    """The lower-case tokens: whatever looks for certain words asks first whether any of them is here."""


# In order: dotted initials ("U.S.", "p.m"), figures ("1,200", "3.5", "12-19", "1/2"), the possessive, words with their
# hyphens and inner apostrophes, and any other mark alone. The groups over digits are atomic, so that nothing
# backtracks.
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,6}(?![A-Za-z])"
    r"|[A-Za-z]\.[A-Za-z](?![A-Za-z])"
    r"|(?>\d+(?:[.,]\d+)*(?:[-\u2010-\u2013/]\d+(?:[.,]\d+)*)*)(?![^\W\d_]|[-\u2010-\u2013][^\W\d_])"
    r"|(?>\d+(?:[.,]\d+)+)[^\W\d_]+"
    r"|['\u2019]s(?![^\W_])"
    r"|[^\W_]+(?:(?:[-\u2010-\u2013&]|['\u2019](?!s(?![^\W_])))[^\W_]+)*"
    r"|\S"
)
_PARTS = re.compile(f"({_TOKEN.pattern})")
"""Splits a line into white space (even places) and tokens (odd places)."""
_STOPS = frozenset(".!?\u2026")
_CLOSERS = frozenset("\"'\u201d\u2019)]\u00bb")
_OPENERS = frozenset("\"'\u201c\u2018([\u00ab")


def split(text: str) -> tuple[Sentence, ...]:
    """Sentences in order; texts without a word give none."""
    found: list[Sentence] = []
    start = 0
    for line in text.split("\n"):
        _split_line(text, start, start + len(line), found)
        start += len(line) + 1
    return tuple(found)


def _split_line(text: str, start: int, end: int, found: list[Sentence]) -> None:
    parts = _PARTS.split(text[start:end])
    said = parts[1::2]
    at = tuple(accumulate(map(len, parts), initial=start))
    tokens = tuple(map(Token, said, map(str.lower, said), at[1:-1:2], at[2::2]))
    first = after = 0
    for index in [i for i, word in enumerate(said) if word[-1] in _STOPS and (len(word) == 1 or word[-1] == ".")]:
        if index < after:
            continue
        after = _after_marks(tokens, index + 1)
        if after < len(tokens) and _ends(tokens, index, after):
            _append(text, tokens[first:after], found)
            first = after
    _append(text, tokens[first:] if first else tokens, found)


def _after_marks(tokens: Sequence[Token], after: int) -> int:
    """The token after further stops and the closing marks right behind them."""
    while after < len(tokens) and tokens[after].text in _STOPS:
        after += 1
    while after < len(tokens) and tokens[after].text in _CLOSERS and tokens[after].start == tokens[after - 1].end:
        after += 1
    return after


def _ends(tokens: Sequence[Token], stop: int, after: int) -> bool:
    """Whether the stop at ``stop`` closes a sentence, given the first token ``after`` it and its closing marks."""
    words = lexicon()
    follower = tokens[after]
    opener = after + 1 if follower.text in _OPENERS and after + 1 < len(tokens) else after
    head = tokens[opener].text[0]
    if head.islower() or not (head.isalnum() or follower.text in _OPENERS):
        return False
    previous = tokens[stop] if tokens[stop].text not in _STOPS else tokens[max(stop - 1, 0)]
    parted = follower.start > tokens[after - 1].end
    if tokens[stop].text in "!?\u2026":
        return parted
    if not parted:  # "killed.The": a space was lost, not an abbreviation or a figure
        return previous.text.islower() and len(previous.text) > 2 and head.isupper()
    name = previous.lower.rstrip(".")
    if name in words.abbreviations or (len(name) == 1 and previous.text.isupper() and name != "i"):
        return False
    if name in words.soft_abbreviations or "." in previous.text[:-1]:
        if name in words.months and not tokens[max(stop - 2, 0)].text[0].isdecimal() and head.isdecimal():
            return False  # "on Oct. 7"
        if head.isdecimal():  # "at 6:30 am. 3 villagers died", but "5 p.m. 12 May"
            return (
                opener + 1 < len(tokens)
                and tokens[opener + 1].text.islower()
                and tokens[opener + 1].lower not in words.units
            )
        return tokens[opener].lower in words.sentence_starters and not tokens[opener].text.islower()
    return True


def _append(text: str, tokens: tuple[Token, ...], found: list[Sentence]) -> None:
    if any(token.text[0].isalnum() for token in tokens):
        start, end = tokens[0].start, tokens[-1].end
        said = frozenset([token.lower for token in tokens])
        found.append(Sentence(text[start:end], start, end, tokens, said))
