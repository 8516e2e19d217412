"""Who stands to the left and right of a verb: noun phrases by their borders.

Invariants: a phrase is a range of word indices inside one sentence, at most twelve words long; it never crosses a
comma, a clause word or
another verb, save that a bracket or a pair of commas inside a subject is stepped over. No grammar is claimed beyond
that.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from tui.extraction.fold import Words
from tui.extraction.verbs import Verb, statement_verbs, verbs
from tui.extraction.vocabulary import listed

_LONGEST = 12
_SOFT = frozenset("()[]\"'“”‘’")


def word_list(entry: str) -> frozenset[str]:
    return listed("roles", "words", entry)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the folded text: words ``low`` up to ``high``."""

    words: Words
    low: int
    high: int
    keys: tuple[str, ...]
    """The folded words; "=" for a part of an actor's name: "IS" is no verb there, nor "Storm" in "Jazeera Storm"."""
    grams: frozenset[str]
    """The folded words as they are, alone and in runs of two and three."""
    sentence: str
    """The source wording, its last mark included."""

    def key(self, index: int) -> str:
        """The word there; "" outside the sentence, "=" for a part of a name, which is like no other word."""
        return self.keys[index - self.low] if self.low <= index < self.high else ""

    def gap(self, index: int) -> str:
        """What stands between word ``index`` and the one before it, spaces apart."""
        if index <= self.low or index >= self.high:
            return "|"
        if self.words.joined[index]:
            return ""
        return self.words.source[self.words.ends[index - 1] : self.words.starts[index]].strip()

    def parted(self, index: int) -> bool:
        """A comma or a stronger mark parts the word from the one before."""
        return bool(set(self.gap(index)) - _SOFT - {" "})

    def text(self, span: range) -> str:
        return self.words.raw(span.start, span.stop) if span else ""


def line_of(
    words: Words, low: int, high: int, names: frozenset[int] = frozenset(), sentence: str | None = None
) -> Line:
    """The sentence of words ``low`` up to ``high``; ``names`` are the words that actors' names cover."""
    plain = words.keys[low:high]
    two = map(" ".join, itertools.pairwise(plain))
    three = map(" ".join, zip(plain, plain[1:], plain[2:], strict=False))
    keys = tuple("=" if index in names else key for index, key in enumerate(plain, start=low)) if names else plain
    wording = words.raw(low, high) if sentence is None else sentence
    return Line(words, low, high, keys, frozenset((*plain, *two, *three)), wording)


def finite(line: Line, index: int) -> Verb | None:
    """The verb there when it can end a phrase: a past form that is no adjective, or a present one of talk."""
    word = line.key(index)
    if word in word_list("adjectival"):
        return None
    verb = verbs().get(word) or statement_verbs().get(word)
    if verb is None or not ({"past"} & verb.forms or word in ("says", "say", "kills", "kill")):
        return None
    return None if "base" in verb.forms else verb


def left(line: Line, end: int) -> range:
    """The phrase that ends right before word ``end``."""
    stop = end
    if ")" in line.gap(end):
        stop = next((i for i in range(end - 1, line.low, -1) if "(" in line.gap(i)), end)
    elif line.parted(end) and end > line.low:
        stop = _before_aside(line, end)
    first = stop
    while first > line.low and stop - first < _LONGEST:
        word = line.key(first - 1)
        if word in word_list("clause") or word in word_list("be") or (first < stop and finite(line, first - 1)):
            break
        if first < stop and line.parted(first) and not listed_means(line, first):
            break
        first -= 1
    return _trim(line, range(first, stop))


def right(line: Line, start: int, particles: bool = True) -> range:
    """The phrase that begins at word ``start``."""
    first = start
    while (
        particles
        and line.key(first) in ("dead", "down", "up", "out", "off", "back", "alive")
        and not line.parted(first)
    ):
        first += 1
    if line.key(first) == "to" and line.key(first + 1) == "death":
        first += 2
    after = first
    while after < line.high and after - first < _LONGEST:
        word = line.key(after)
        if after > start and line.parted(after):
            break
        if (word in word_list("preposition") or word in word_list("clause")) and not quantity(line, after, first):
            break
        if after > first and (finite(line, after) or _strikes(line, after)):
            break
        if word == "and" and (_verbal(line, after + 1) or line.key(after + 1) in word_list("preposition")):
            break
        after += 1
    while after > first and line.key(after - 1) in ("and", "the", "a", "of", "or"):
        after -= 1
    return range(first, after)


def listed_means(line: Line, index: int) -> bool:
    """A comma in a list of weapons: "Russian missile, drone barrage"."""
    means = listed("roles", "nouns", "means") | listed("roles", "nouns", "kind_of_attack")
    return line.gap(index) == "," and line.key(index - 1) in means


def who(line: Line, span: range) -> range:
    """The part of a phrase that says who: "two soldiers" of "two soldiers near Ukraine"."""
    for index in span:
        if index > span.start and (line.key(index) in word_list("zone") or _doing(line.key(index))):
            return range(span.start, index)
    return span


def _doing(word: str) -> bool:
    """A present participle of action: "a drone | breaching Romania's airspace"."""
    if not word.endswith("ing") or word in listed("roles", "nouns", "attack"):
        return False
    verb = verbs().get(word) or statement_verbs().get(word)
    return verb is not None and "ing" in verb.forms


def opening(line: Line) -> range:
    """The phrase that the sentence opens with, up to its first verb or comma."""
    first = line.low
    for _ in range(4):
        if line.key(first) not in word_list("preposition"):
            break
        first = next((i for i in range(first + 1, min(first + 14, line.high)) if line.parted(i)), line.low)
        stop = next((i for i in range(first + 1, min(first + 6, line.high)) if line.parted(i)), first)
        if first > line.low and line.key(stop - 1) in ("ago", "earlier", "later"):
            first = stop
    after = first
    while after < line.high and after - first < _LONGEST:
        word = line.key(after)
        if after > first and (
            line.parted(after) or word in word_list("be") or word in word_list("clause") or _past(line, after)
        ):
            break
        after += 1
    return _trim(line, range(first, after))


def _past(line: Line, index: int) -> bool:
    """A verb by the lexicon, or any lower-case word in "-ed" that is no adjective of ours."""
    word = line.key(index)
    if finite(line, index) is not None or word in ("has", "have", "had", "will", "would", "wants", "accuses", "says"):
        return True
    unknown = word.endswith("ed") and len(word) > 4 and not line.words.capital(index)
    return unknown and word not in word_list("adjectival")


def _strikes(line: Line, index: int) -> bool:
    """A verb of harm with a number behind it: "strikes on Ukraine | kill at least 11"."""
    verb = verbs().get(line.key(index))
    after = line.key(index + 1)
    counts = (
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
    return verb is not None and bool(verb.forms & {"base", "present"}) and (after[:1].isdigit() or after in counts)


def quantity(line: Line, index: int, first: int) -> bool:
    """A preposition that belongs to a number: "at least 12", "about 50 troops", "more than ten"."""
    word, after = line.key(index), line.key(index + 1)
    if word in ("at", "up", "as") and after in ("least", "most", "to", "many"):
        return True
    return word == "than" or (
        index == first and word in ("about", "around", "over", "up", "under") and after[:1].isdigit()
    )


def _verbal(line: Line, index: int) -> bool:
    verb = verbs().get(line.key(index))
    return verb is not None and bool(verb.forms & {"past", "participle", "ing", "present"})


def _before_aside(line: Line, end: int) -> int:
    """The end of the subject before an aside in commas or brackets that ends right before word ``end``."""
    for index in range(end - 1, max(line.low, end - 16), -1):
        if line.parted(index):
            return index
    return end


def _trim(line: Line, span: range) -> range:
    """Without leading time phrases and connecting words ("On Monday", "and", "Meanwhile")."""
    first = span.start
    days = word_list("day")
    while first < span.stop:
        word = line.key(first)
        timely = word in days or word.isdigit()
        if word in ("on", "in", "at", "during", "by", "late", "early") and first + 1 < span.stop:
            follows = line.key(first + 1)
            if follows in days or follows.isdigit():
                first += 2
                continue
        if timely and first > span.start:
            first += 1
            continue
        if word in (
            "and",
            "or",
            "but",
            "meanwhile",
            "also",
            "then",
            "earlier",
            "however",
            "nevertheless",
            "so",
            "more",
            "watch",
            "breaking",
        ):
            first += 1
            continue
        break
    last = span.stop
    if last - first > 1 and line.key(last - 1) in word_list("pronoun"):
        first = last - 1
    loose = word_list("aux") | {
        "and",
        "or",
        "a",
        "an",
        "the",
        "in",
        "on",
        "during",
        "after",
        "of",
        "for",
        "by",
        "at",
        "with",
    }
    while last > first and line.key(last - 1) in loose:
        last -= 1
    return range(first, last)
