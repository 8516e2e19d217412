"""Transliterated names brought to one rough form, for when the exact spelling is unknown.

Invariant: :func:`loose` is idempotent and looks at folded keys only. It forgets articles ("al", "el", and the forms
that run into the next consonant), doubled letters and the commonest choices between letters, so that "Al-Shafah",
"ash-Shafa" and "Shafa" meet. It merges too much to be tried before the exact spelling.
"""

from __future__ import annotations

import re

from tui.extraction.memo import Memo

ARTICLES = frozenset(
    ["al", "el", "ad", "ed", "ar", "er", "as", "es", "ash", "esh", "at", "et", "an", "en", "az", "ez", "ul", "il"]
)
_STEPS = (
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"ou|oo|aw(?=[^aeiouy]|$)"), "u"),
    (re.compile(r"ai|ay|ei|ey|ee"), "i"),
    (re.compile(r"(?<=[aeiou])h$"), ""),
    (re.compile(r"q"), "k"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"o"), "u"),
    (re.compile(r"e"), "i"),
)


def loose(name: str) -> str:
    """The rough form of a folded name; "" when nothing is left."""
    rough = [_WORDS[part] for part in name.split()]
    return " ".join(part for part in rough if part not in _ROUGH) or " ".join(rough)


def _word(word: str) -> str:
    last = ""
    while last != word:
        last = word
        for pattern, instead in _STEPS:
            word = pattern.sub(instead, word)
    return word


_WORDS: Memo[str] = Memo(_word)
_ROUGH = frozenset(map(_word, ARTICLES))
"""The articles in their rough form."""
