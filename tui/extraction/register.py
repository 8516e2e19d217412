"""Whether a text is an entry of a register of violence: "On 6 May 2020, in Redtown, Redshire, ...".

Invariants: only the opening decides, a full date behind "on" or "around"; news does not open so. Who keeps such a
register (ACLED, GTD and the like) has chosen the event as one of political violence.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.grammar import grammar
from tui.extraction.sentences import Sentence

_OPENING = 7
"""Tokens in which the date stands: "On Wednesday, 6 May 2020,"."""


def is_entry(sentences: Sequence[Sentence]) -> bool:
    """The first sentence opens with a day, a month and a year, and goes on."""
    words = grammar().words
    tokens = sentences[0].tokens if sentences else ()
    if len(tokens) <= _OPENING or tokens[0].lower not in words.entry_openers:
        return False
    opening = [token.lower for token in tokens[1:_OPENING]]
    return (
        not words.months.isdisjoint(opening)
        and any(_in(word, 1, 31) for word in opening)
        and any(_in(word, 1900, 2099) for word in opening)
    )


def _in(word: str, low: int, high: int) -> bool:
    return word.isdecimal() and len(word) <= len(str(high)) and low <= int(word) <= high
