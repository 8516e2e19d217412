"""Where a noun phrase ends that begins at a token, and what is its number, its determiner and its head.

Invariants: a phrase is read from left to right once, and never reaches into one before it; what follows "of" belongs to
it only behind a number, a partitive or a person; the head is the last noun before that.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.grammar import Grammar, Tag, grammar
from tui.extraction.numbers import Quantity, quantity_at
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.sentences import Token
from tui.extraction.words import Lexicon

_QUOTES = frozenset("'\"\u2018\u201c\u201d")


def phrase_end(rules: Grammar, result: Parse, start: int) -> int:
    """Read the noun phrase that begins at ``start``, if any; the index after it."""
    tags = result.tags
    quantity = _quantity(result, start) if result.numeric[start] else None
    det, index, head = -1, start, -1
    if quantity is not None:
        index, head = quantity.end, quantity.end - 1
        tags[start:index] = [Tag.NUM] * (index - start)
    elif tags[start] is Tag.DET:
        det, index, head = start, start + 1, start
    elif tags[start] is not Tag.WORD and not is_attributive(result, start):
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
        if tag is Tag.WORD or tag is Tag.POSS or is_attributive(result, index):
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
            held = is_person(words, tokens[head].lower)
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
        return int(described or (index > start and is_attributive(result, index + 1)))
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
            is_person(rules.words, lower) for lower in result.lowers[at + 1 : min(at + 5, end)]
        ):
            return True
    return False


def _shares(words: Lexicon, lower: str, quantity: Quantity) -> bool:
    """The word may share the noun behind the conjunction: no person itself, or one where several are counted, as in "12
    Ukrainian and Polish soldiers"."""
    return not is_person(words, lower) or (
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


def is_attributive(result: Parse, index: int) -> bool:
    trigger = result.at.get(index)
    return trigger is not None and trigger.attributive


def _may_hold(rules: Grammar, result: Parse, head: int, quantity: Quantity | None) -> bool:
    """Whether "of" belongs to the phrase: after a partitive or a person."""
    words, lower = rules.words, result.tokens[head].lower
    if quantity is not None and head == quantity.end - 1:
        return True
    return lower in words.partitives or is_person(words, lower)


def is_person(words: Lexicon, lower: str) -> bool:
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
