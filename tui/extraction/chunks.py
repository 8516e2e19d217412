"""A sentence as tags, noun phrases and outcome triggers: all that the binding rules look at.

Invariants: noun phrases never overlap and are in order; ``owner[i]`` is the index of the noun phrase that token ``i``
belongs to, or -1; a trigger's tokens belong to no noun phrase unless it is attributive. Work is linear in the
number of tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

import msgspec

from tui.extraction.grammar import Form, Grammar, Sign, Tag, grammar
from tui.extraction.numbers import Quantity, quantity_at
from tui.extraction.sentences import Sentence, Token
from tui.extraction.signs import outcome_signs
from tui.extraction.spots import spots
from tui.extraction.words import Lexicon
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
_QUOTES = frozenset("'\"\u2018\u201c\u201d")


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """A wording of an outcome over tokens ``start`` up to (not including) ``end``."""

    start: int
    end: int
    form: Form
    outcome: Outcome
    weak: bool = False
    attributive: bool = False
    """Inside a noun phrase: "three wounded soldiers"."""


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase over tokens ``start`` up to (not including) ``end``."""

    start: int
    end: int
    quantity: Quantity | None
    det: int
    """Index of the determiner, -1 for none."""
    head: int
    """Index of the head word; of the number where there is no noun."""

    @property
    def bare(self) -> bool:
        """Nothing but a number: "three were killed"."""
        return self.quantity is not None and self.end == self.quantity.end


@dataclass(slots=True)
class Parse:
    """The parsed sentence. Lists have one entry per token."""

    sentence: Sentence
    tokens: Sequence[Token]
    lowers: list[str]
    """The tokens in lower case."""
    said: frozenset[str]
    """The same, in no order."""
    tags: list[Tag]
    owner: list[int]
    numeric: list[bool]
    """A quantity may begin with the token."""
    phrases: list[Phrase] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    shouting: bool = False
    titled: bool = False
    """Most words begin with a capital, so that capitals say nothing."""
    at: dict[int, Trigger] = field(default_factory=dict)

    def lower(self, index: int) -> str:
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def spots(self, words: Set[str], start: int, end: int) -> Sequence[int]:
        """The tokens from ``start`` up to ``end`` that are one of ``words``; a sentence without any is not walked."""
        if words.isdisjoint(self.said):
            return ()
        start = max(start, 0)
        return spots(self.lowers[start : max(end, 0)], words, start)

    def tag(self, index: int) -> Tag:
        return self.tags[index] if 0 <= index < len(self.tags) else Tag.STOP

    def phrase_holding(self, index: int) -> Phrase | None:
        """The phrase that holds the token, if any does."""
        at = self.owner[index] if 0 <= index < len(self.owner) else -1
        return self.phrases[at] if at >= 0 else None

    def words(self, start: int, end: int) -> str:
        """The source wording of tokens ``start`` up to ``end``."""
        offset = self.sentence.start
        return self.sentence.text[self.tokens[start].start - offset : self.tokens[end - 1].end - offset]


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
        index = max(_phrase_end(rules, result, index), index + 1) if begins else index + 1
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
        attributive = leads and not verbal and _is_person(rules.words, result.tokens[end].lower)
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
    return _is_person(rules.words, result.tokens[index + 1].lower)


# --- noun phrases -------------------------------------------------------------------------------------------


def _phrase_end(rules: Grammar, result: Parse, start: int) -> int:
    """Read the noun phrase that begins at ``start``, if any; the index after it."""
    tags = result.tags
    quantity = _quantity(result, start) if result.numeric[start] else None
    det, index, head = -1, start, -1
    if quantity is not None:
        index, head = quantity.end, quantity.end - 1
        tags[start:index] = [Tag.NUM] * (index - start)
    elif tags[start] is Tag.DET:
        det, index, head = start, start + 1, start
    elif tags[start] is not Tag.WORD and not _is_attributive(result, start):
        return start
    return _extend(rules, result, start, index, quantity, det, head)


def _extend(
    rules: Grammar, result: Parse, start: int, index: int, quantity: Quantity | None, det: int, head: int
) -> int:
    tokens, tags, words = result.tokens, result.tags, rules.words
    lowers = result.lowers
    held = False  # the head is settled: what follows "of" describes it
    while index < len(tokens):
        tag = tags[index]
        if tag is Tag.WORD or tag is Tag.POSS or _is_attributive(result, index):
            fresh = index > start and tag is Tag.WORD and (quantity is None or index > quantity.end)
            if fresh and result.numeric[index] and _new_quantity(result, index, head, det):
                break
            lower = lowers[index]
            pronoun = lower in words.pronouns_many or lower in words.pronouns_one
            if pronoun and index > start and tokens[index].text.islower():
                break  # "six men they accused"
            held = held or (lower in words.aged and index > start)
            if not held and tag is not Tag.POSS and lower not in words.times:
                head = index
            index += 1
        elif lowers[index] in words.of_words and _may_hold(rules, result, head, quantity):
            inner = _inner(result, index + 1) if index + 1 < len(tokens) else None
            if inner is None:
                break
            held = _is_person(words, tokens[head].lower)
            person = tokens[head].lower in words.people_one and tokens[head].lower not in words.groups
            if isinstance(inner, Quantity) and (quantity is None or quantity.n is None) and not (det >= 0 and person):
                quantity = inner
            index = inner.end if isinstance(inner, Quantity) else index + 1
            index += index < len(tokens) and tags[index] is Tag.DET
        elif step := _inside(rules, result, index, start, head, quantity):
            index += step
        else:
            break
    _add(result, start, index, quantity, det, head)
    return index


def _inside(rules: Grammar, result: Parse, index: int, start: int, head: int, quantity: Quantity | None) -> int:
    """How many tokens at ``index`` go on inside the phrase though they are no words of it; 0 where it ends."""
    tokens, tags = result.tokens, result.tags
    mark = tokens[index].text
    if mark in "([" and (closing := _closing(tokens, index)):
        parts = quantity is not None and _counts_people(rules, result, index + 1, closing)
        return 0 if parts else closing + 1 - index
    if index + 1 >= len(tokens):
        return 0
    if tags[index] is Tag.ADV:  # "8 seriously wounded rebels", "a mentally ill man"
        ly = index == start + 1 and tags[start] is Tag.DET and tags[index + 1] is Tag.WORD
        described = ly and tokens[index].lower.endswith(rules.words.adverb_endings)
        return int(described or (index > start and _is_attributive(result, index + 1)))
    if tags[index] is Tag.CONJ:  # "4 TTP and LI militants"
        return int(
            quantity is not None
            and _shares(rules.words, tokens[head].lower, quantity)
            and _shared_head(rules, result, index)
        )
    if mark == ".":  # "Lt. Col. Orlov"
        return int(tokens[index - 1].lower in rules.words.abbreviations and tags[index + 1] is Tag.WORD)
    if mark == "/":
        return int(tags[index + 1] is Tag.WORD)
    # a scare quote: "38 'suspected militants'"
    return int(mark in _QUOTES and (tags[index + 1] is Tag.WORD or index > start))


def _counts_people(rules: Grammar, result: Parse, start: int, end: int) -> bool:
    """A bracket that says who some of those before it were: "(three women, two of them sisters)"."""
    for at in range(start, end):
        if result.numeric[at] and any(
            _is_person(rules.words, lower) for lower in result.lowers[at + 1 : min(at + 5, end)]
        ):
            return True
    return False


def _shares(words: Lexicon, lower: str, quantity: Quantity) -> bool:
    """The word may share the noun behind the conjunction: no person itself, or one where several are counted, as in "12
    Ukrainian and Polish soldiers"."""
    return not _is_person(words, lower) or (
        (quantity.n or 0) > 1 and lower in words.people_one and lower not in words.people_many
    )


def _shared_head(rules: Grammar, result: Parse, index: int) -> bool:
    """The words after the conjunction are a bare modifier and the people that both modifiers belong to."""
    for at in range(index + 1, min(index + 4, len(result.tokens))):
        lower = result.tokens[at].lower
        if result.tags[at] is not Tag.WORD or lower[0].isdecimal() or lower in rules.number_starts:
            return False
        if lower in rules.words.people_many or lower in rules.words.people_any:
            return at > index + 1
    return False


def _inner(result: Parse, start: int) -> Quantity | bool | None:
    """The quantity of an of-phrase, False when it has none, None when no noun phrase follows."""
    quantity = _quantity(result, start) if result.numeric[start] else None
    if quantity is not None:
        result.tags[start : quantity.end] = [Tag.NUM] * (quantity.end - start)
        return quantity
    return False if result.tags[start] in (Tag.WORD, Tag.DET) else None


def _quantity(result: Parse, start: int) -> Quantity | None:
    """A quantity that begins here, unless its words are those of an outcome ("the number of dead")."""
    if result.tags[start] in (Tag.OUT, Tag.STOP, Tag.COMMA, Tag.CONJ) and result.tokens[start].text != "~":
        return None
    found = quantity_at(result.tokens, start)
    return None if found is None or Tag.OUT in result.tags[start : found.end] else found


def _new_quantity(result: Parse, index: int, head: int, det: int) -> bool:
    """A number inside a noun phrase begins a new one ("In Kidal two soldiers")."""
    if head == det and index == det + 1:
        return False
    if result.tags[index - 1] is Tag.POSS and result.lower(index) in grammar().words.superlatives:
        return False
    return quantity_at(result.tokens, index) is not None


def _is_attributive(result: Parse, index: int) -> bool:
    trigger = result.at.get(index)
    return trigger is not None and trigger.attributive


def _may_hold(rules: Grammar, result: Parse, head: int, quantity: Quantity | None) -> bool:
    """Whether "of" belongs to the phrase: after a partitive or a person."""
    words, lower = rules.words, result.tokens[head].lower
    if quantity is not None and head == quantity.end - 1:
        return True
    return lower in words.partitives or _is_person(words, lower)


def _is_person(words: Lexicon, lower: str) -> bool:
    return lower in words.people_one or lower in words.people_many or lower in words.people_any


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Index of the bracket that closes within 20 tokens, else 0."""
    closer = ")" if tokens[index].text == "(" else "]"
    for at in range(index + 1, min(index + 21, len(tokens))):
        if tokens[at].text == closer:
            return at
    return 0


def _add(result: Parse, start: int, end: int, quantity: Quantity | None, det: int, head: int) -> None:
    number = len(result.phrases)
    result.phrases.append(Phrase(start, end, quantity, det, head))
    result.owner[start:end] = [number] * (end - start)
