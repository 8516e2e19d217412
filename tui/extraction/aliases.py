"""Where a text spells the name of a listed actor: one pass over the text for all spellings of all actors.

Invariants: names are compared word by word in a rough form (:mod:`tui.extraction.forms`) that forgets articles,
plurals, possessives and the commonest choices of transliteration, so "Jaish-ul-Islam" meets "Jaysh al-Islam"; a name of
one word, or a short one, must agree in its exact folded spelling all the same. Of names that begin together the longest
is found. Case is judged here, meaning is not: who is meant by a spelling that several bear is settled in
:mod:`tui.extraction.actors`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, compress, pairwise

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from tui.extraction.fold import Words
from tui.extraction.forms import ROUGH, joining, sounded
from tui.extraction.keys import key
from tui.extraction.memo import Memo
from tui.extraction.spelling import ARTICLES
from tui.extraction.vocabulary import listed
from tui.model import Actor

_LONG = 8
"""Letters of its rough form from which a name of several words is known by that form alone."""
_SHORT = 3
"""Letters up to which an abbreviation must stand in capitals."""
_MINOR_SHORT = 5
"""The same for a minor actor, whose abbreviations are mostly something else's too."""
_HYPHENS = "-\u2010\u2011"
_SEAM = re.compile(r"\s?[\-\u2013\u2014/(\[),&'\u00b4]{1,2}\s?")
"""What may part two words of one name, beside what parts the words of any phrase."""
_WIDEST = 3
_PIECE = re.compile("<[^>]*>")
_NOBODY: frozenset[str] = frozenset()
"""One for all: an empty set weighs as much as a name, and nearly all spellings would have one of their own."""


@dataclass(frozen=True, slots=True)
class Alias:
    """How one spelling was written where it was listed."""

    actors: tuple[str, ...]
    """Canonical names of those who bear it, those that are not minor before the others."""
    letters: int
    """Of its folded spelling, articles left out."""
    upper: bool = False
    """One word in capitals: an abbreviation."""
    capitals: int = 1
    """Words that must begin with a capital."""
    strict: bool = False
    """An abbreviation that must stand in capitals."""
    lead: str = ""
    """The article without which a name of one word is none ("los" of Los Lobos)."""
    weak: frozenset[str] = frozenset()
    """Those of its actors for whom it counts only with support, because it is as often something else."""


class Found(msgspec.Struct, frozen=True, gc=False):
    """A spelling in the text, its actor not yet settled."""

    first: int
    after: int
    alias: Alias
    lower: bool = False
    """Written without the capital that it has where it was listed."""


@dataclass(slots=True)
class _Pattern:
    """The spellings that share one rough form."""

    exact: dict[str, Alias] = field(default_factory=dict)
    """By folded spelling; an abbreviation of mixed case ("LeT") by its spelling as it stands."""
    near: Alias | None = None
    """For any other spelling of this form; None where the form is too short to be trusted."""


class Aliases:
    """All spellings of all actors as one automaton; build once, search many texts."""

    def __init__(self, actors: Iterable[Actor], foreign: Callable[[str, Actor], bool]) -> None:
        """``foreign`` tells a folded spelling that is not for this room to read (a country's own name)."""
        patterns = _patterns(_spellings(actors, foreign))
        self._patterns = list(patterns.values())
        self._capital, self._small = _alone(patterns, capital=True), _alone(patterns, capital=False)
        self._pairs = _pairs(patterns)
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest)

    def find(self, words: Words) -> tuple[Found, ...]:
        """Every alias that is written as it should be, longest first where they overlap."""
        if not self._possible(words):
            return ()
        pieces = list(words.rough)
        _part(words, pieces)
        hits = self._automaton.find_matches_as_indexes("".join(pieces))
        ends = list(accumulate(map(len, pieces))) if hits else []
        found = []
        for number, start, end in hits:
            first, last = bisect_right(ends, start), bisect_left(ends, end)
            hit = _hit(words, first, last + 1, self._patterns[number])
            if hit is not None:
                found.append(hit)
        return tuple(found)

    def _possible(self, words: Words) -> bool:
        """The first two rough words of some name stand together, or a name of one word as it is written."""
        pieces = [piece for piece in words.rough if piece]
        if not (self._pairs.isdisjoint(pairwise(pieces)) and self._small.isdisjoint(words.keys)):
            return True
        cased = not (words.plain or words.shouting)
        return not self._capital.isdisjoint(compress(words.keys, words.capitals) if cased else words.keys)


def _hit(words: Words, first: int, after: int, pattern: _Pattern) -> Found | None:
    raw = words.raw(first, after)
    mixed = pattern.exact.get(raw) if _mixed(raw) else None
    alias = mixed or pattern.exact.get(sounded(words.keys[first:after])) or pattern.near
    if alias is None or (alias.lead and (not first or words.keys[first - 1] != alias.lead)):
        return None
    lower = not (mixed or _written(words, first, after, alias))
    if lower and (alias.upper or after - first < 2):
        return None
    if alias.lead:
        first -= 1
    while first and words.keys[first - 1] in ARTICLES and words.source[words.ends[first - 1]] in _HYPHENS:
        first -= 1
    return Found(first, after, alias, lower)


def _written(words: Words, first: int, after: int, alias: Alias) -> bool:
    """Case as it must be: short abbreviations in capitals, names with a capital; all is well in a shouted text."""
    if words.shouting or words.plain:
        return words.shouting or (alias.letters > _SHORT and not alias.strict)
    if alias.strict:
        return words.upper(first)
    return sum(words.capitals[first:after]) >= alias.capitals


def _part(words: Words, pieces: list[str]) -> None:
    """Put a bar, over which no name goes, before each piece that something parts from the one before it."""
    at = 0
    for index in [index for index, joined in enumerate(words.joined) if not joined]:
        low, high = (words.ends[index - 1] if index else 0), words.starts[index]
        if high - low <= _WIDEST and _SEAMS[words.source[low:high]]:
            continue
        at = max(at, index)
        while at < len(pieces) and not pieces[at]:
            at += 1
        if at < len(pieces) and pieces[at][0] != "|":
            pieces[at] = f"|{pieces[at]}"


def _is_seam(gap: str) -> bool:
    """Nothing but a seam of a name before the word, or the vowel signs of a script whose letters alone are words."""
    return _SEAM.fullmatch(gap) is not None or any(unicodedata.category(char)[0] == "M" for char in gap)


_SEAMS: Memo[bool] = Memo(_is_seam, 4_096)


def _alone(patterns: Mapping[str, _Pattern], *, capital: bool) -> frozenset[str]:
    """The folded words that are names by themselves, for their rough form is never enough: those that need a capital,
    or those that do not.
    """
    single = [pattern for form, pattern in patterns.items() if form.count("<") == 1]
    named = [(spelling, alias) for pattern in single for spelling, alias in pattern.exact.items()]
    return frozenset(
        key(spelling) for spelling, alias in named if (alias.capitals > 0 and not _mixed(spelling)) is capital
    )


def _pairs(patterns: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The first two rough words of each pattern of several."""
    pieces = filter(lambda pieces: len(pieces) > 1, map(_PIECE.findall, patterns))
    return frozenset((first, second) for first, second, *_ in pieces)


@dataclass(slots=True)
class _Listed:
    """One spelling as it was first written, with all who bear it by name."""

    raw: str
    words: tuple[str, ...]
    """Folded."""
    form: str
    actors: dict[str, Actor]


def _spellings(actors: Iterable[Actor], foreign: Callable[[str, Actor], bool]) -> dict[str, _Listed]:
    """Every spelling as :class:`_Pattern` keys it."""
    found: dict[str, _Listed] = {}
    for actor in actors:
        for raw in (actor.name, actor.title, *actor.aliases):
            words = tuple(key(raw).split())
            spelling = raw if _mixed(raw) else sounded(words)
            if len(spelling) < 2 or foreign(" ".join(words), actor) or foreign(spelling, actor):
                continue
            if spelling not in found:
                found[spelling] = _Listed(raw, words, "".join(map(ROUGH.__getitem__, words)), {})
            found[spelling].actors[actor.name] = actor
    return found


def _patterns(spellings: Mapping[str, _Listed]) -> dict[str, _Pattern]:
    """By rough form."""
    found: dict[str, _Pattern] = {}
    near: dict[str, _Listed] = {}
    for spelling, each in spellings.items():
        form = each.form
        alias = _alias(spelling, each)
        pattern = found.setdefault(form, _Pattern())
        pattern.exact[spelling] = alias
        if not _trusted(form):
            continue
        if form not in near:
            near[form], pattern.near = each, alias
        elif near[form].actors.keys() != each.actors.keys():
            near[form] = replace(near[form], actors=near[form].actors | each.actors)
            pattern.near = _alias(spelling, near[form])
    return found


def _trusted(form: str) -> bool:
    """Long enough to mean the name however its words are spelled."""
    words = form.count("<")
    return words > 1 and len(form) - 2 * words >= _LONG


def _alias(spelling: str, each: _Listed) -> Alias:
    actors = sorted(each.actors.values(), key=lambda actor: actor.minor)
    upper = " " not in spelling and each.raw.isupper()
    return Alias(
        tuple(actor.name for actor in actors),
        letters=len(spelling),
        upper=upper,
        capitals=_capitals(each, minor=actors[0].minor),
        strict=upper and len(spelling) <= (_MINOR_SHORT if actors[0].minor else _SHORT),
        lead=each.words[0] if len(each.words) == 2 and each.words[0] in joining() else "",
        weak=frozenset(actor.name for actor in actors if _weak(spelling, upper, actor)) or _NOBODY,
    )


def _capitals(each: _Listed, *, minor: bool) -> int:
    """A minor name of two words may be mere words in lower case ("the Kurdish front"); a longer one hardly."""
    return 2 if minor and each.form.count("<") == 2 and each.raw.istitle() else int(not each.raw[:1].islower())


def _weak(spelling: str, upper: bool, actor: Actor) -> bool:
    letters = len(spelling)
    ambiguous = letters < _SHORT or (letters == _SHORT and (actor.minor or actor.context != ()))
    return (upper and ambiguous) or spelling in _weak_names()


@lru_cache(maxsize=1)
def _weak_names() -> frozenset[str]:
    return frozenset(sounded(key(name).split()) for name in listed("forces", "name", "weak"))


def _mixed(raw: str) -> bool:
    """An abbreviation of mixed case ("LeT", "FAMa")."""
    return len(raw) <= _MINOR_SHORT and raw.isalpha() and sum(map(str.isupper, raw)) > 1 and not raw.isupper()
