"""Where a sentence words an outcome: the longest wording that begins at a token.

Invariants: wordings never overlap; what only looks like one (a sentence to death, a hill that fell) is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from tui.extraction.fold import Words
from tui.extraction.grammar import Form, Grammar, Sign, Tag, grammar, wanted_beside
from tui.extraction.numbers import match
from tui.extraction.sentences import Sentence, Token
from tui.extraction.spots import spots
from tui.extraction.stages import OUTCOME, PARTED
from tui.extraction.words import Lexicon
from tui.extraction.wordtags import NUMERIC
from tui.model import Outcome

_LOWER = attrgetter("lower")
_QUOTES = frozenset("\"'“”‘’")


def may_word_outcome(words: Words) -> bool:
    """The text says all that some wording of an outcome needs, wherever its words stand."""
    if not words.stages & OUTCOME:
        return False
    if words.stages & PARTED:
        return True
    beside, said = wanted_beside(), frozenset(words.keys)
    needed = [words.keys[at] for at in words.spots(beside)]
    return any(said >= others for word in needed for others in beside[word])


def outcome_signs(sentence: Sentence) -> dict[int, Sign]:
    """Outcome wordings by the index where they begin; the longest wins. A sentence without any has no trigger, and need
    not be parsed to know that; one without a word that some wording needs is not searched.
    """
    found: dict[int, Sign] = {}
    rules = grammar()
    if rules.outcome_needs.isdisjoint(sentence.said):
        return found
    tokens = sentence.tokens
    starts, covered = rules.outcome_starts, 0
    for index in spots(map(_LOWER, tokens), starts):
        if index < covered:
            continue
        sign = _sign_at(rules, tokens, index)
        if sign is not None:
            found[index] = sign
            covered = index + len(sign.words)
    return found


def _sign_at(rules: Grammar, tokens: Sequence[Token], index: int) -> Sign | None:
    spared = match(rules.words.to_death, tokens, index) and _spared(rules, tokens, index)
    for sign in rules.signs.get(tokens[index].lower, ()) if not spared else ():
        size = len(sign.words)
        if size == 1 and not _of_fighters(rules, tokens, index):
            continue
        if index + size <= len(tokens) and all(tokens[index + i].lower == sign.words[i] for i in range(1, size)):
            return sign
    if tokens[index].lower in rules.words.losing and (size := _maimed(rules, tokens, index)):
        return Sign(("",) * size, Form.DIE, Outcome.WOUNDED)
    if tokens[index].lower in rules.words.sufferings and (size := _suffering(rules, tokens, index)):
        return Sign(("",) * size, Form.DIE, Outcome.WOUNDED)
    if tokens[index].lower in rules.words.taking and _captives_behind(rules, tokens, index):
        return Sign(("",), Form.FINITE, Outcome.CAPTURED)
    return None


def _spared(rules: Grammar, tokens: Sequence[Token], index: int) -> bool:
    """ "sentenced to death": nobody has died."""
    return any(token.lower in rules.words.not_to_death for token in tokens[max(0, index - 6) : index])


def _of_fighters(rules: Grammar, tokens: Sequence[Token], index: int) -> bool:
    """False for a word that means death only of fighters ("nine soldiers fell", "lost five men") and has none by it."""
    words, lower = rules.words, tokens[index].lower
    if lower in words.fighters_before:
        after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        return index > 0 and after not in words.not_after_fell and _fights(words, tokens, index - 1)
    if lower not in words.fighters_behind:
        return True
    for at in range(index + 1, min(index + 6, len(tokens))):
        token = tokens[at]
        if _fights(words, tokens, at):
            return True
        if not token.text[0].isalnum() or rules.tags.get(token.lower) in (Tag.VERB, Tag.AUX):
            return False
    return False


def _fights(words: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """A word for fighters, or the men that somebody calls theirs: "five of its men"."""
    lower = tokens[at].lower
    if lower in words.own_men:
        ends = at + 1 == len(tokens) or grammar().tags.get(tokens[at + 1].lower) or not tokens[at + 1].text[0].isalnum()
        lost = at > 1 and tokens[at - 2].lower in words.fighters_behind and NUMERIC[tokens[at - 1].text]
        return bool(ends) and at > 0 and (lost or tokens[at - 1].lower in words.possessives)  # not "its own cup"
    return "combatant" in (words.people_one.get(lower), words.people_many.get(lower))


def _captives_behind(rules: Grammar, tokens: Sequence[Token], index: int) -> bool:
    """ "took 25 more prisoners": nothing but the words of one phrase stands between."""
    for at in range(index + 1, min(index + 6, len(tokens))):
        if tokens[at].lower in rules.words.captives:
            return True
        if not tokens[at].text[0].isalnum() or rules.tags.get(tokens[at].lower) not in (None, Tag.DET):
            return False
    return False


def _suffering(rules: Grammar, tokens: Sequence[Token], index: int) -> int:
    """Tokens of "sustained serious bullet injuries" or "suffered a broken arm"; 0 for none."""
    words = rules.words
    for at in range(index + 1, min(index + 6, len(tokens))):
        if tokens[at].lower in words.wounds or (
            tokens[at].lower in words.limbs and tokens[at - 1].lower in words.hurt_words
        ):
            return at + 1 - index
        if tokens[at].text in _QUOTES:
            continue
        if not tokens[at].text[0].isalpha() or tokens[at].lower in words.negatives:
            return 0
    return 0


def _maimed(rules: Grammar, tokens: Sequence[Token], index: int) -> int:
    """Tokens of "lost her legs", "lost a hand", "lost limbs"; 0 for none."""
    at = index + 1
    if at < len(tokens) and tokens[at].lower in rules.words.severed:
        return 2  # "lost limbs"
    at += 1
    if at >= len(tokens) or rules.tags.get(tokens[at - 1].lower) not in (Tag.DET, Tag.ADV):
        return 0  # "both" is an adverb too
    return 3 if tokens[at].lower in rules.words.severed else 0
