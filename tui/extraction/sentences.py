"""Text as sentences of tokens that know where they stand.

Invariants: ``text[token.start:token.end] == token.text`` for every token; sentences are in order and never overlap; a
newline always parts sentences, so a headline is one of its own; time and memory are linear in the length of the text.
Most sentences are never asked for their tokens, and those are never made.
"""

from __future__ import annotations

import re
from itertools import accumulate, compress
from typing import NamedTuple

import msgspec

from tui.extraction.lexicon import lexicon
from tui.extraction.memo import Memo


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, a number or one punctuation mark; positions are code points of the whole text."""

    text: str
    lower: str
    start: int
    end: int


class Cut(NamedTuple):
    """The tokens of a line, not yet made: their wordings, where they begin and where they end in the text."""

    said: list[str]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Sentence:
    """``text`` is the source from ``start`` to ``end`` (exclusive); there is always at least one token. Never changed
    once it is made.
    """

    __slots__ = ("_cut", "_said", "_tokens", "end", "start", "text")

    def __init__(self, text: str, start: int, cut: Cut | None = None) -> None:
        """``cut`` are its tokens where they are known."""
        self.text, self.start, self.end = text, start, start + len(text)
        self._cut = cut
        self._tokens: tuple[Token, ...] | None = None
        self._said: frozenset[str] | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        if self._tokens is None:
            said, starts, ends = self._parts()
            self._tokens = tuple(map(Token, said, map(str.lower, said), starts, ends))
        return self._tokens

    @property
    def said(self) -> frozenset[str]:
        """The lower-case tokens: whatever looks for certain words asks first whether any of them is here."""
        if self._said is None:
            self._said = frozenset(map(str.lower, self._parts().said))
        return self._said

    def _parts(self) -> Cut:
        if self._cut is None:
            self._cut = _cut(self.text, self.start)
        return self._cut


# In order: dotted initials ("U.S.", "p.m"), figures ("1,200", "3.5", "12-19", "1/2"), the possessive, words with their
# hyphens and inner apostrophes, and any other mark alone; a mark of no width, which copies of wire text are full of, is
# none. The groups over digits are atomic, so that nothing
# backtracks.
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,6}(?![A-Za-z])"
    r"|[A-Za-z]\.[A-Za-z](?![A-Za-z])"
    r"|(?>\d+(?:[.,]\d+)*(?:[-\u2010-\u2013/]\d+(?:[.,]\d+)*)*)(?![^\W\d_]|[-\u2010-\u2013][^\W\d_])"
    r"|(?>\d+(?:[.,]\d+)+)[^\W\d_]+"
    r"|['\u2019]s(?![^\W_])"
    r"|[^\W_]+(?:(?:[-\u2010-\u2013&]|['\u2019](?!s(?![^\W_])))[^\W_]+)*"
    r"|[^\s\u00ad\u200b-\u200d\u2060\ufeff]"
)
_PARTS = re.compile(f"({_TOKEN.pattern})")
"""Splits a line into white space (even places) and tokens (odd places)."""
_STOP = re.compile("[.!?\u2026]")
_LAST = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]\u00bb]*\s*\Z")
"""Stops behind which the line is over, and which thus part nothing."""
_STOPS = frozenset(".!?\u2026")
_CLOSERS = frozenset("\"'\u201d\u2019)]\u00bb")
_OPENERS = frozenset("\"'\u201c\u2018([\u00ab")


def split(text: str) -> tuple[Sentence, ...]:
    """Sentences in order; texts without a word give none."""
    found: list[Sentence] = []
    start = 0
    for line in text.split("\n"):
        if not _parts(line):
            _keep(line, start, found)
        else:
            _split_line(text, start, start + len(line), found)
        start += len(line) + 1
    return tuple(found)


def _parts(line: str) -> bool:
    """A stop stands in the line, with more than marks behind it."""
    if "." not in line and "?" not in line and "!" not in line and "\u2026" not in line:
        return False  # as in most headlines
    stop = _STOP.search(line)
    return stop is not None and not _LAST.match(line, stop.start())


def _keep(line: str, start: int, found: list[Sentence]) -> None:
    """The line is one sentence, if it has a word."""
    inner = line.lstrip()
    if inner[:1].isalnum() or any(map(str.isalnum, inner)):
        found.append(Sentence(inner.rstrip(), start + len(line) - len(inner)))


def _cut(text: str, start: int) -> Cut:
    """The tokens of one line, which begins at code point ``start``."""
    parts = _PARTS.split(text)
    at = tuple(accumulate(map(len, parts), initial=start))
    return Cut(parts[1::2], at[1:-1:2], at[2::2])


def _split_line(text: str, start: int, end: int, found: list[Sentence]) -> None:
    cut = _cut(text[start:end], start)
    said = cut.said
    first = after = 0
    for index in compress(range(len(said)), map(_STOPPING.__getitem__, said)):
        if index < after:
            continue
        after = _after_marks(cut, index + 1)
        if after < len(said) and _ends(cut, index, after):
            _append(text, cut, first, after, found)
            first = after
    _append(text, cut, first, len(said), found)


def _stops(word: str) -> bool:
    """The token may close a sentence: a stop, or what ends in a dot."""
    return word[-1] == "." or word in _STOPS


_STOPPING: Memo[bool] = Memo(_stops)


def _append(text: str, cut: Cut, first: int, after: int, found: list[Sentence]) -> None:
    """Tokens ``first`` up to ``after`` are a sentence, if one of them is a word."""
    said = cut.said[first:after]
    if any(word[0].isalnum() for word in said):
        starts, ends = cut.starts[first:after], cut.ends[first:after]
        found.append(Sentence(text[starts[0] : ends[-1]], starts[0], Cut(said, starts, ends)))


def _after_marks(cut: Cut, after: int) -> int:
    """The token after further stops and the closing marks right behind them."""
    said, starts, ends = cut
    while after < len(said) and said[after] in _STOPS:
        after += 1
    while after < len(said) and said[after] in _CLOSERS and starts[after] == ends[after - 1]:
        after += 1
    return after


def _ends(cut: Cut, stop: int, after: int) -> bool:
    """Whether the stop at ``stop`` closes a sentence, given the first token ``after`` it and its closing marks."""
    said, starts, ends = cut
    words = lexicon()
    follower = said[after]
    opener = after + 1 if follower in _OPENERS and after + 1 < len(said) else after
    head = said[opener][0]
    if head.islower() or not (head.isalnum() or follower in _OPENERS):
        return False
    previous = said[stop] if said[stop] not in _STOPS else said[max(stop - 1, 0)]
    parted = starts[after] > ends[after - 1]
    if said[stop] in "!?\u2026":
        return parted
    if not parted:  # "killed.The": a space was lost, not an abbreviation or a figure
        return previous.islower() and len(previous) > 2 and head.isupper()
    name = previous.lower().rstrip(".")
    if name in words.abbreviations or (len(name) == 1 and previous.isupper() and name != "i"):
        return False
    if name in words.soft_abbreviations or "." in previous[:-1]:
        if name in words.months and not said[max(stop - 2, 0)][0].isdecimal() and head.isdecimal():
            return False  # "on Oct. 7"
        if head.isdecimal():  # "at 6:30 am. 3 villagers died", but "5 p.m. 12 May"
            return opener + 1 < len(said) and said[opener + 1].islower() and said[opener + 1] not in words.units
        return said[opener].lower() in words.sentence_starters and not said[opener].islower()
    return True
