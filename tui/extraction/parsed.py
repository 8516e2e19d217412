"""The parsed sentence: what the binding rules look at. It is made by :mod:`tui.extraction.chunks`.

Invariants: noun phrases never overlap and are in order; ``owner[i]`` is the index of the noun phrase that token ``i``
belongs to, or -1; a trigger's tokens belong to no noun phrase unless it is attributive.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import msgspec

from tui.extraction.grammar import Form, Tag
from tui.extraction.numbers import Quantity
from tui.extraction.sentences import Sentence, Token
from tui.extraction.spots import spots
from tui.model import Outcome


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
