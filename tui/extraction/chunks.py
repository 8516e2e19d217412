"""A sentence read into tags, noun phrases and outcome triggers.

Invariant: work is linear in the number of tokens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.extraction.grammar import Form, Grammar, Sign, Tag, grammar
from tui.extraction.noun_phrases import is_person, phrase_end
from tui.extraction.parsed import Parse, Trigger
from tui.extraction.sentences import Sentence, Token
from tui.extraction.signs import outcome_signs
from tui.extraction.wordtags import (
    CASES,
    NUMERIC,
    SETTLED,
    by_ending,
    is_number,
    is_numeric,
    near_figure,
    noun_follows,
    noun_here,
)
from tui.model import Outcome

_BEGINNINGS = (Tag.WORD, Tag.DET)
"""Tags of a token with which a noun phrase may begin."""


def parse(sentence: Sentence, signs: Mapping[int, Sign] | None = None) -> Parse:
    """``signs`` are its wordings of outcomes where they are known."""
    rules = grammar()
    tokens = sentence.tokens
    texts = [token.text for token in tokens]
    letters, upper, capital = map(sum, zip(*map(CASES.__getitem__, texts), strict=True))
    shouting = upper * 2 > letters
    result = Parse(
        sentence=sentence,
        tokens=tokens,
        lowers=[token.lower for token in tokens],
        said=sentence.said,
        tags=[Tag.WORD] * len(tokens),
        owner=[-1] * len(tokens),
        numeric=list(map(NUMERIC.__getitem__, texts)),
        shouting=shouting,
        titled=shouting or capital * 5 > letters * 3,
    )
    _tag(rules, result, texts, outcome_signs(sentence) if signs is None else signs)
    numeric, tags, at, index = result.numeric, result.tags, result.at, 0
    while index < len(tokens):
        begins = numeric[index] or tags[index] in _BEGINNINGS or index in at
        index = max(phrase_end(rules, result, index), index + 1) if begins else index + 1
    return result


# --- tags ---------------------------------------------------------------------------------------------------


def _tag(rules: Grammar, result: Parse, texts: Sequence[str], signs: Mapping[int, Sign]) -> None:
    settled = list(map(SETTLED.__getitem__, texts))
    tags = result.tags
    tags[:] = [Tag.WORD if tag is None or index in signs else tag for index, tag in enumerate(settled)]
    covered = 0
    for index in [index for index, tag in enumerate(settled) if tag is None or index in signs]:
        if index < covered:
            continue
        token, sign = result.tokens[index], signs.get(index)
        if sign is not None:
            trigger = _trigger(rules, result, sign, index)
            if trigger.weak and result.lower(trigger.end) in rules.words.not_after_shot:
                continue
            if token.lower in rules.words.descriptions and _describes(result, index):
                continue
            result.triggers.append(trigger)
            result.at[index] = trigger
            if not trigger.attributive:
                covered = trigger.end
                tags[index:covered] = [Tag.OUT] * (covered - index)
                continue
        tags[index] = _tag_of(rules, result, index, token)


def _describes(result: Parse, index: int) -> bool:
    """ "the slain leader": before a noun, and not said of those named before it ("were slain near")."""
    if index and result.tags[index - 1] is Tag.AUX:
        return False
    return result.lower(index + 1)[:1].isalpha() and result.tag(index + 1) is not Tag.PREP


def _trigger(rules: Grammar, result: Parse, sign: Sign, index: int) -> Trigger:
    end = index + len(sign.words)
    attributive = False
    if sign.form in (Form.PAST, Form.ADJ) and len(sign.words) == 1 and end < len(result.tokens):
        before = result.tag(index - 1) if index else Tag.STOP
        leads = (
            before in (Tag.DET, Tag.NUM, Tag.PREP, Tag.POSS) or index == 0 or is_number(rules, result.tokens, index - 1)
        )
        verbal = sign.outcome is Outcome.KILLED and sign.form is Form.PAST
        attributive = leads and not verbal and is_person(rules.words, result.tokens[end].lower)
    counted = result.lower(end) in rules.words.of_words and is_numeric(result.lower(end + 1) or ".")
    form = Form.NOUN if counted and sign.form is Form.FINITE else sign.form  # "the arrest of ten others"
    return Trigger(index, end, form, sign.outcome, sign.weak, attributive)


def _tag_of(rules: Grammar, result: Parse, index: int, token: Token) -> Tag:
    """The tag of a token by its neighbours, where :data:`SETTLED` gives none."""
    words, lower, text = rules.words, token.lower, token.text
    settled = SETTLED[text]
    if settled is not None:  # an attributive outcome, or a word of one
        return settled
    tag = rules.tags.get(lower)
    if tag is not None and len(text) in (2, 3) and text.isupper() and text.isalpha() and not result.shouting:
        return Tag.WORD  # "IS", "US", "WHO"
    if lower in words.months and text[0].isupper() and near_figure(result.tokens, index):
        return Tag.WORD
    if lower in words.sinces and result.lower(index - 1) in words.have:
        return Tag.ADV  # "one has since died"
    if tag is Tag.VERB and (
        noun_here(result.tags, result.tokens, index)
        or (lower in words.noun_verbs and noun_follows(rules, result.tokens, index))
    ):
        return Tag.WORD
    if tag is Tag.VERB and text[0].isupper() and index and not result.titled and result.tags[index - 1] is Tag.WORD:
        return Tag.WORD  # a name: "Pyu Saw Htee"
    if tag is not None:
        return tag
    ending = by_ending(words, text, lower)
    if ending is not None:  # a month without a figure beside it
        return ending
    noun = noun_here(result.tags, result.tokens, index) or (text[0].isupper() and index > 0 and not result.titled)
    noun = noun or _between_number_and_people(rules, result, index)
    return Tag.WORD if noun else Tag.VERB


def _between_number_and_people(rules: Grammar, result: Parse, index: int) -> bool:
    """ "two blindfolded men", "seven bullet-riddled bodies": an unlisted participle that describes them."""
    if not index or index + 1 == len(result.tokens) or not is_number(rules, result.tokens, index - 1):
        return False
    return is_person(rules.words, result.tokens[index + 1].lower)
