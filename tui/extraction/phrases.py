"""Who stands to the left and right of a verb: noun phrases by their borders.

Invariants: a phrase is a range of word indices inside one sentence, at most twelve words long; it never crosses a
comma, a clause word or another verb, save that a bracket or a pair of commas inside a subject is stepped over. No
grammar is claimed beyond that.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from tui.extraction.fold import Words
from tui.extraction.marks import (
    AUX,
    BE,
    CLAUSE,
    CONNECTING,
    DAY_LEAD,
    DOING,
    FINITE,
    LOOSE,
    PARTICIPLE,
    PREDICATE,
    PREPOSITION,
    PRESENT,
    PRONOUN,
    TIMELY,
    VERBAL,
    ZONE,
)
from tui.extraction.memo import Memo
from tui.extraction.vocabulary import listed

_LONGEST = 12
_PARTICLES = frozenset(("dead", "down", "up", "out", "off", "back", "alive"))
_HANGING = frozenset(("and", "the", "a", "of", "or"))
_COUNTS = frozenset(
    (
        "at",
        "more",
        "over",
        "dozens",
        "several",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "many",
    )
)
_ENDS_RIGHT = PREPOSITION | CLAUSE | FINITE | PRESENT | CONNECTING
"""A word without any of these ends no phrase to the right; "and" is one that connects."""
_ENDS_SUBJECT = BE | CLAUSE | FINITE | PREDICATE

word_list = Memo(lambda entry: listed("roles", "words", entry)).__getitem__
"""A list of words by its name."""


class Line:
    """One sentence of the folded text: words ``low`` up to ``high``; never changed once it is made."""

    __slots__ = ("any_mark", "high", "keys", "low", "marks", "plain", "sentence", "words")

    def __init__(self, words: Words, low: int, high: int, names: frozenset[int], sentence: str) -> None:
        self.words, self.low, self.high = words, low, high
        self.plain = words.keys[low:high]
        """The folded words as they are."""
        self.keys = self.plain
        """The folded words; "=" for a part of an actor's name: "IS" is no verb there, nor "Storm" in "Jazeera
        Storm"."""
        self.marks = words.marks[low:high]
        """What the word lists say of each of ``keys``, see :mod:`tui.extraction.marks`."""
        if names and not names.isdisjoint(range(low, high)):
            named = [index in names for index in range(low, high)]
            self.keys = tuple(["=" if hidden else key for hidden, key in zip(named, self.plain, strict=True)])
            self.marks = tuple([0 if hidden else mark for hidden, mark in zip(named, self.marks, strict=True)])
        self.any_mark = reduce(or_, self.marks, 0)
        """All of ``marks`` in one: what no word has is not looked for."""
        self.sentence = sentence
        """The source wording, its last mark included."""

    def key(self, index: int) -> str:
        """The word there; "" outside the sentence, "=" for a part of a name, which is like no other word."""
        return self.keys[index - self.low] if self.low <= index < self.high else ""

    def of(self, span: range) -> tuple[str, ...]:
        """The keys of a phrase."""
        low = self.low
        return self.keys[max(span.start - low, 0) : max(span.stop - low, 0)]

    def mark(self, index: int) -> int:
        """The marks of the word there; 0 outside the sentence."""
        return self.marks[index - self.low] if self.low <= index < self.high else 0

    def gap(self, index: int) -> str:
        """What stands between word ``index`` and the one before it, spaces apart."""
        if index <= self.low or index >= self.high:
            return "|"
        if self.words.joined[index]:
            return ""
        return self.words.source[self.words.ends[index - 1] : self.words.starts[index]].strip()

    def parted(self, index: int) -> bool:
        """A comma or a stronger mark parts the word from the one before."""
        return self.words.parted[index] if self.low < index < self.high else True

    def text(self, span: range) -> str:
        return self.words.raw(span.start, span.stop) if span else ""


def line_of(
    words: Words, low: int, high: int, names: frozenset[int] = frozenset(), sentence: str | None = None
) -> Line:
    """The sentence of words ``low`` up to ``high``; ``names`` are the words that actors' names cover."""
    return Line(words, low, high, names, words.raw(low, high) if sentence is None else sentence)


def left(line: Line, end: int) -> range:
    """The phrase that ends right before word ``end``."""
    low, marks, parted = line.low, line.marks, line.words.parted
    stop = _before_mark(line, end)
    first = stop
    while first > low and stop - first < _LONGEST:
        mark = marks[first - 1 - low]
        if mark & (CLAUSE | BE) or (mark & FINITE and first < stop):
            break
        if first < stop and parted[first] and not listed_means(line, first):
            break
        first -= 1
    return _trim(line, first, stop)


def _before_mark(line: Line, end: int) -> int:
    """``end``, or where an aside in commas or brackets begins that ends right before it."""
    if line.low < end < line.high and line.words.joined[end]:
        return end
    if ")" in line.gap(end):
        return next((i for i in range(end - 1, line.low, -1) if "(" in line.gap(i)), end)
    return _before_aside(line, end) if line.parted(end) and end > line.low else end


def right(line: Line, start: int, particles: bool = True) -> range:
    """The phrase that begins at word ``start``."""
    low, high, keys, marks, parted = line.low, line.high, line.keys, line.marks, line.words.parted
    first = start
    if low <= start < high and (keys[start - low] in _PARTICLES or keys[start - low] == "to"):
        first = _over_particles(line, start, particles)
    after = first
    end = min(high, first + _LONGEST)
    while after < end:
        if after > start and parted[after]:
            break
        if marks[after - low] & _ENDS_RIGHT and _ends_right(line, after, first):
            break
        after += 1
    while after > first and keys[after - 1 - low] in _HANGING:
        after -= 1
    return range(first, after)


def _over_particles(line: Line, start: int, particles: bool) -> int:
    """The word behind the particles of a verb ("shot | down", "stabbed | to death")."""
    first = start
    while particles and line.key(first) in _PARTICLES and not line.parted(first):
        if line.key(first + 1) == "to" and line.key(first + 2)[:1].isdigit():
            break  # "killed | up to 20 rebels"
        first += 1
    return first + 2 if line.key(first) == "to" and line.key(first + 1) == "death" else first


def _ends_right(line: Line, after: int, first: int) -> bool:
    """The word is no more part of a phrase that begins at ``first``."""
    mark = line.mark(after)
    if mark & (PREPOSITION | CLAUSE) and not quantity(line, after, first):
        return True
    if after > first and mark & (FINITE | PRESENT) and (mark & FINITE or _counts(line.key(after + 1))):
        return True
    return line.key(after) == "and" and bool(line.mark(after + 1) & (VERBAL | PREPOSITION))


def _counts(word: str) -> bool:
    """Behind a verb of harm it tells a number: "strikes on Ukraine | kill at least 11"."""
    return word[:1].isdigit() or word in _COUNTS


def listed_means(line: Line, index: int) -> bool:
    """A comma in a list of weapons: "Russian missile, drone barrage"; "Russian drone" may be a name, so the words are
    read as they are."""
    means = listed("roles", "nouns", "means") | listed("roles", "nouns", "kind_of_attack")
    return line.gap(index) == "," and line.words.keys[index - 1] in means


def who(line: Line, span: range) -> range:
    """The part of a phrase that says who: "two soldiers" of "two soldiers near Ukraine"."""
    for index in span[1:]:
        if line.mark(index) & (ZONE | DOING):
            return range(span.start, index)
    return span


def opening(line: Line) -> range:
    """The phrase that the sentence opens with, up to its first verb or comma."""
    low, marks, words = line.low, line.marks, line.words
    first = _behind_leads(line) if marks[0] & PREPOSITION else low
    parted, capitals = words.parted, words.capitals
    after = first + 1
    end = min(line.high, first + _LONGEST)
    while after < end and not parted[after]:
        mark = marks[after - low]
        if mark & _ENDS_SUBJECT or (mark & PARTICIPLE and not capitals[after]):
            break
        after += 1
    return _trim(line, first, after)


def _behind_leads(line: Line) -> int:
    """The word behind the phrases of time and place that a sentence opens with ("On Monday, in Idlib, | ...")."""
    first = line.low
    for _ in range(4):
        if not line.mark(first) & PREPOSITION:
            break
        first = next((i for i in range(first + 1, min(first + 14, line.high)) if line.parted(i)), line.low)
        stop = next((i for i in range(first + 1, min(first + 6, line.high)) if line.parted(i)), first)
        if first > line.low and line.key(stop - 1) in ("ago", "earlier", "later"):
            first = stop
    return first


def quantity(line: Line, index: int, first: int) -> bool:
    """A preposition that belongs to a number: "at least 12", "up to 20", "about 50 troops", "more than ten"."""
    word, after, before = line.key(index), line.key(index + 1), line.key(index - 1)
    if word in ("at", "up", "as") and after in ("least", "most", "to", "many"):
        return True
    if word == "not" and line.key(index + 2) == "than":  # "not less than 12"
        return True
    if (before, word) == ("up", "to") or (word == "between" and after[:1].isdigit() and line.key(index + 2) == "and"):
        return True
    return word == "than" or (
        index == first and word in ("about", "around", "over", "up", "under") and after[:1].isdigit()
    )


def _before_aside(line: Line, end: int) -> int:
    """The end of the subject before an aside in commas or brackets that ends right before word ``end``."""
    for index in range(end - 1, max(line.low, end - 16), -1):
        if line.parted(index):
            return index
    return end


def _trim(line: Line, first: int, last: int) -> range:
    """Without leading time phrases and connecting words ("On Monday", "and", "Meanwhile")."""
    low, marks, start = line.low, line.marks, first
    while first < last:
        mark = marks[first - low]
        if mark & DAY_LEAD and first + 1 < last and marks[first + 1 - low] & TIMELY:
            first += 2
        elif mark & CONNECTING or (mark & TIMELY and first > start):
            first += 1
        else:
            break
    if last - first > 1 and marks[last - 1 - low] & PRONOUN:
        first = last - 1
    while last > first and marks[last - 1 - low] & (AUX | LOOSE):
        last -= 1
    return range(first, last)
