"""How many people a plural pronoun or "the victims" stands for.

Invariants: only a plural without a number is resolved; the figure comes from the newest earlier phrase that counts
people, with the same noun where the reference has one of its own; nothing is resolved to a vague word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from tui.extraction.drafts import Draft
from tui.extraction.grammar import grammar
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victims import Count, count, counts_people

_DRAFTS = 40
_SENTENCES = 3
"""How far back a reference is followed."""


def resolve(drafts: Sequence[Draft], parsed: Callable[[int], Parse]) -> None:
    """Give each plural reference the number of the people it points to; ``parsed`` gives a sentence by index."""
    words = grammar().words
    for number, found in enumerate(drafts):
        if number and _as_many(found):
            found.count = drafts[number - 1].count
            continue
        if found.count.n is not None or not found.open or found.phrase.quantity is not None:
            continue
        general = found.head in words.pronouns_many or (found.count.definite and found.head in words.references)
        if not general and not found.count.definite:
            continue
        earlier = _from_drafts(drafts[max(0, number - _DRAFTS) : number], found, general) or _from_text(
            found, general, parsed
        )
        if earlier is not None and earlier.n is not None and earlier.n > 1:
            found.count = msgspec.structs.replace(earlier, definite=True)


def _as_many(found: Draft) -> bool:
    """ "eight were killed and as many wounded": the number of the figure before."""
    words, parse, phrase = grammar().words, found.parse, found.phrase
    at = phrase.start if parse.lower(phrase.start) in words.as_words else phrase.start - 1
    equal = parse.lower(at) in words.as_words and parse.lower(at + 1) in words.manies
    return equal and phrase.end == at + 2 and parse.lower(phrase.end) not in words.as_words


def _from_drafts(earlier: Sequence[Draft], found: Draft, general: bool) -> Count | None:
    if not general:
        return None
    for other in reversed(earlier):
        if (
            found.sentence - other.sentence <= _SENTENCES
            and other.count.n is not None
            and other.count.n > 1
            and not other.reason
        ):
            return other.count
    return None


def _fits(parse: Parse, phrase: Phrase, found: Draft) -> bool:
    """The same noun, or both say that they are the ones who did it."""
    words = grammar().words
    if parse.lower(phrase.head) == found.head:
        return True
    armed = any(parse.lower(at) in words.armed_words for at in range(phrase.start, phrase.end))
    return found.head in words.attackers and (armed or parse.lower(phrase.head) in words.attackers)


def _from_text(found: Draft, general: bool, parsed: Callable[[int], Parse]) -> Count | None:
    for index in range(found.sentence, max(-1, found.sentence - _SENTENCES), -1):
        parse = parsed(index)
        for phrase in reversed(parse.phrases):
            if index == found.sentence and phrase.start >= found.phrase.start:
                continue
            if (
                phrase.quantity is None
                or not counts_people(parse, phrase)
                or not (general or _fits(parse, phrase, found))
            ):
                continue
            earlier = count(parse, phrase)
            if earlier is not None and earlier.n is not None and earlier.n > 1:
                return earlier
    return None
