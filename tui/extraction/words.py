"""The shape of a lexicon: which word tables the rules of reading claims know.

Invariant: this module holds names and shapes only; the words themselves are data (see :mod:`tui.extraction.lexicon`).
"""

from __future__ import annotations

from dataclasses import dataclass

Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""First word -> phrases that begin with it, longest first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words are lower case. What each table is for stands beside it in the data file."""

    # sentences
    abbreviations: frozenset[str]
    soft_abbreviations: frozenset[str]
    sentence_starters: frozenset[str]
