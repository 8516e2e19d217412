"""The lexicon turned into look-ups: one dictionary from a word to what it can be.

Invariant: nothing here depends on a text; it is built once for a lexicon and only read afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache
from typing import TypeVar

from tui.extraction.keys import key
from tui.extraction.lexicon import lexicon
from tui.extraction.words import Lexicon
from tui.model import Outcome

E = TypeVar("E", bound=Enum)


def quick(kind: type[E]) -> type[E]:
    """``kind`` with its members as plain attributes, as they are from Python 3.12 on: 3.11 calls a function for each
    ``Tag.WORD``, which is most of what the rules ask."""
    for name, member in kind.__members__.items():
        type.__setattr__(kind, name, member)
    return kind


@quick
class Tag(IntEnum):
    """What a token does in its clause."""

    WORD = 0  # noun, name, adjective
    DET = 1
    NUM = 2  # part of a quantity
    PREP = 3
    CONJ = 4
    COMMA = 5
    SUB = 6  # subordinator or relative pronoun
    AUX = 7
    VERB = 8
    ADV = 9
    OUT = 10  # outcome trigger
    STOP = 11  # any other mark: colon, dash, bracket, quote
    TO = 12
    POSS = 13


@quick
class Form(IntEnum):
    """How an outcome is put."""

    FINITE = 0  # "kills", "kill": its object follows
    PAST = 1  # "killed": active or passive
    ING = 2
    DIE = 3  # "died", "lost their lives": its subject goes before
    NOUN = 4  # "deaths", "bodies"
    ADJ = 5  # "dead", "missing"


@dataclass(frozen=True, slots=True)
class Sign:
    """A wording of an outcome: its words, what it means and how it binds."""

    words: tuple[str, ...]
    form: Form
    outcome: Outcome
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """Look-ups for the rules."""

    words: Lexicon
    tags: dict[str, Tag]
    signs: dict[str, tuple[Sign, ...]]
    """First word -> signs that begin with it, longest first."""
    outcome_starts: frozenset[str]
    """Words with which the wording of an outcome can begin."""
    outcome_needs: frozenset[str]
    """Words without one of which nothing words an outcome: of each wording its longest, which hardly anything else has
    ("death" of "to death"), and the later word that a start such as "suffered" or "took" cannot do without."""
    number_starts: frozenset[str]
    """Words with which a quantity can begin."""


@lru_cache(maxsize=4)
def grammar(language: str = "en") -> Grammar:
    words = lexicon(language)
    signs = _signs(words)
    starts = frozenset(signs) | words.sufferings | words.taking
    return Grammar(words, _tags(words), signs, starts, _needs(words, signs), _number_starts(words))


@lru_cache(maxsize=1)
def outcome_words() -> frozenset[str]:
    """Folded words without one of which no text words an outcome: a token with which a wording begins is, or opens
    with, a word of the text or a part of one.
    """
    return frozenset(key(start).split()[0] for start in grammar().outcome_starts)


@lru_cache(maxsize=1)
def needed_words() -> frozenset[str]:
    """Folded words without one of which no text words an outcome: like :func:`outcome_words`, of what it needs."""
    return frozenset(key(word).split()[0] for word in grammar().outcome_needs)


@lru_cache(maxsize=1)
def wanted_beside() -> dict[str, tuple[frozenset[str], ...]]:
    """Of each of :func:`needed_words` what else a text must say where it words an outcome by it: all of one of these,
    folded alike. "over" needs "run" or "mowed", "killed" needs nothing.
    """
    rules, words = grammar(), grammar().words
    found: dict[str, set[frozenset[str]]] = {}
    for sign in (sign for group in rules.signs.values() for sign in group):
        _want(found, _longest(sign), sign.words)
    for needed, starts in ((words.wounds | words.hurt_words, words.sufferings), (words.captives, words.taking)):
        for word in needed:
            for start in starts:
                _want(found, word, (start,))
    for word in words.losing:
        _want(found, word, ())
    return {word: tuple(sorted(others, key=len)) for word, others in found.items()}


def _want(found: dict[str, set[frozenset[str]]], needed: str, beside: Sequence[str]) -> None:
    """Behind ``needed`` the words ``beside``, itself left out; a mark is no word of a text."""
    first, *others = (folded[0] for word in (needed, *beside) if (folded := key(word).split()))
    found.setdefault(first, set()).add(frozenset(others) - {first})


def _longest(sign: Sign) -> str:
    """The word of a wording that fewest texts have."""
    return max(reversed(sign.words), key=len)


def _needs(words: Lexicon, signs: Mapping[str, Sequence[Sign]]) -> frozenset[str]:
    longest = (_longest(sign) for group in signs.values() for sign in group)
    return frozenset(longest) | words.wounds | words.hurt_words | words.captives


def _number_starts(words: Lexicon) -> frozenset[str]:
    found: set[str] = set(words.number_words) | set(words.vague) | words.number_parts | words.one_words | words.between
    for table in (
        words.vague_phrases,
        words.at_least,
        words.more_than,
        words.at_most,
        words.about,
        words.number_prefixes,
    ):
        found.update(table)
    return frozenset(found)


def _tags(words: Lexicon) -> dict[str, Tag]:
    tags: dict[str, Tag] = {}
    for table, tag in (
        (words.verbs, Tag.VERB),
        (words.adverbs, Tag.ADV),
        (words.prepositions, Tag.PREP),
        (words.subordinators, Tag.SUB),
        (words.relatives, Tag.SUB),
        (words.auxiliaries, Tag.AUX),
        (words.modals, Tag.AUX),
        (words.determiners, Tag.DET),
        (words.possessives, Tag.DET),
        (words.conjunctions, Tag.CONJ),
        (words.to_words, Tag.TO),
        (words.possessive_marks, Tag.POSS),
        (",", Tag.COMMA),
    ):
        tags.update(dict.fromkeys(table, tag))
    return (
        tags
        | {",": Tag.COMMA}
        | dict.fromkeys(words.to_words, Tag.TO)
        | dict.fromkeys(words.possessive_marks, Tag.POSS)
    )


def _signs(words: Lexicon) -> dict[str, tuple[Sign, ...]]:
    found: list[Sign] = []
    for form, table in (
        (Form.FINITE, words.finite),
        (Form.PAST, words.past),
        (Form.ING, words.ing),
        (Form.DIE, words.die),
        (Form.NOUN, words.nouns),
        (Form.ADJ, words.adjectives),
    ):
        for label, phrases in table.items():
            outcome = Outcome(label.removeprefix("weak_"))
            weak = label.startswith("weak_")
            found += [Sign(phrase, form, outcome, weak) for group in phrases.values() for phrase in group]
    by_first: dict[str, list[Sign]] = {}
    for sign in found:
        by_first.setdefault(sign.words[0], []).append(sign)
    return {first: tuple(sorted(signs, key=lambda sign: -len(sign.words))) for first, signs in by_first.items()}
