"""Where around a figure a rule may look, and how it looks there.

Invariant: every window is bounded, so that the work grows with the number of figures and not with the text."""

from __future__ import annotations

from tui.extraction.drafts import Draft
from tui.extraction.grammar import Tag
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse
from tui.extraction.words import Phrases

CLAUSE = 50
"""Tokens around a figure that can hold who says it."""
REACH = 14
"""Tokens around a figure in which a word of scope is looked for."""


def around(found: Draft, before: int = 0, after: int = 0) -> tuple[int, int]:
    """Token window around figure and verb."""
    trigger, phrase = found.bound.trigger, found.phrase
    start = min(trigger.start, phrase.start) - before
    return max(0, start), min(len(found.parse.tokens), max(trigger.end, phrase.end) + after)


def wording(parse: Parse, table: Phrases, start: int, end: int) -> bool:
    return any(match(table, parse.tokens, at) for at in parse.spots(table.keys(), start, end))


def word_before(parse: Parse, words: frozenset[str], end: int) -> bool:
    """A word of ``words`` stands in the clause before ``end``."""
    return bool(parse.spots(words, end - CLAUSE, end))


def verb_group(parse: Parse, start: int) -> list[str]:
    """Auxiliaries and adverbs right before the verb, over a verb that it is coordinated with."""
    found: list[str] = []
    at = start - 1
    while at >= 0 and start - at < 2 * REACH:
        if parse.tags[at] in (Tag.AUX, Tag.ADV):
            found.append(parse.lower(at))
        elif (
            not (parse.tags[at] is Tag.CONJ and parse.tag(at - 1) in (Tag.OUT, Tag.VERB))
            and parse.tags[at] is not Tag.OUT
        ):
            break
        at -= 1
    return found


def parted(parse: Parse, first: int, last: int) -> bool:
    """A comma or another verb between two places."""
    if last < first:
        first, last = last, first
    return any(parse.tags[at] in (Tag.COMMA, Tag.STOP, Tag.SUB) for at in range(first, last))
