"""What a token can be by itself and by its neighbours, before a sentence is parsed.

Invariants: what a wording is by itself is worked out once and remembered; nothing here looks further than one token to
either side."""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.grammar import Grammar, Tag, grammar
from tui.extraction.memo import Memo
from tui.extraction.sentences import Token
from tui.extraction.words import Lexicon


def _case(text: str) -> tuple[bool, bool, bool]:
    """A longer word, one in capitals, one with a capital."""
    word = text.isalpha() and len(text) > 3
    return word, word and text.isupper(), word and text[0].isupper()


def is_numeric(text: str) -> bool:
    """A quantity may begin with the token."""
    lower = text.lower()
    return lower[0].isdecimal() or "-" in lower or lower in grammar().number_starts


CASES: Memo[tuple[bool, bool, bool]] = Memo(_case)
NUMERIC: Memo[bool] = Memo(is_numeric)


def is_number(rules: Grammar, tokens: Sequence[Token], index: int) -> bool:
    lower = tokens[index].lower
    return lower[0].isdecimal() or lower in rules.words.number_words or lower in rules.words.vague


def _settled(text: str) -> Tag | None:
    """The tag of a token that has the same in every sentence; None where its neighbours decide."""
    rules, lower = grammar(), text.lower()
    tag = rules.tags.get(lower)
    if tag is None and not text[0].isalnum():
        return Tag.STOP
    if lower in rules.words.sinces:
        return None
    if tag is Tag.VERB or (tag is not None and len(text) in (2, 3) and text.isupper() and text.isalpha()):
        return None
    if lower in rules.words.months and text[0].isupper():
        return None
    return tag if tag is not None else by_ending(rules.words, text, lower)


def by_ending(words: Lexicon, text: str, lower: str) -> Tag | None:
    if len(lower) <= 4:
        return Tag.WORD
    if not text[0].isupper() and lower.endswith(words.adverb_endings) and lower not in words.not_adverbs:
        return Tag.ADV
    return None if lower.endswith(words.verb_endings) and lower not in words.not_verbs else Tag.WORD


SETTLED: Memo[Tag | None] = Memo(_settled)


def near_figure(tokens: Sequence[Token], index: int) -> bool:
    """A month name beside a figure is a date ("8 May", "May 2020")."""
    near = tokens[max(0, index - 1) : index + 2]
    return any(token.text[0].isdecimal() for token in near)


def noun_here(tags: Sequence[Tag], tokens: Sequence[Token], index: int) -> bool:
    """A determiner, number or preposition before: the word that follows is no finite verb."""
    if not index:
        return False
    before = tags[index - 1]
    return before in (Tag.DET, Tag.NUM, Tag.POSS) or (
        before is Tag.PREP and not tokens[index].lower.endswith(grammar().words.gerund_endings)
    )


def noun_follows(rules: Grammar, tokens: Sequence[Token], index: int) -> bool:
    """ "strikes", "attack", "raid" before a verb, a preposition or a mark are nouns; before an object they are
    verbs."""
    if index + 1 >= len(tokens):
        return True
    after = tokens[index + 1].lower
    tag = rules.tags.get(after)
    if after in rules.words.particles:
        return False
    if after in rules.signs or not after[0].isalnum():
        return True
    return tag in (Tag.AUX, Tag.PREP, Tag.CONJ, Tag.VERB, Tag.SUB, Tag.TO, Tag.ADV, Tag.POSS)
