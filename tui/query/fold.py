"""Folding: what makes two spellings one for a filter.

Invariant: a query and what it looks at are folded by the same function, so that ``sa'da`` finds "Ṣaʿda" and case,
accents and the kind of dash or apostrophe never hide a match.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tui.letters import APOSTROPHES, DASHES, LETTERS

_PLAIN = str.maketrans({**LETTERS, **dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(DASHES, "-")})
_COMMON = tuple((mark, _PLAIN[ord(mark)]) for mark in "\u2018\u2019\u2013\u2014")
"""Marks of typesetters, but for which most texts of English are ASCII."""
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"al", "el", "the"})


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met: one pass over the text instead of four."""

    def __missing__(self, code: int) -> str:
        # Before Unicode takes it apart, for it makes a space of an acute accent that stands for an apostrophe.
        single = chr(code).translate(_PLAIN)
        plain = unicodedata.normalize("NFKD", single).casefold().translate(_PLAIN)
        folded = "".join(char for char in plain if not unicodedata.combining(char))
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """``text`` in lower case, without accents, with plain dashes and apostrophes. Linear in its length."""
    if not text.isascii():
        plain = text
        for mark, single in _COMMON:
            plain = plain.replace(mark, single)
        if not plain.isascii():
            return text.translate(_FOLDING)
        text = plain
    return text.lower().replace("`", "'")


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """A name as single-spaced folded words, articles and apostrophes left out: "Al-Shafa'" and "Shafa" are one."""
    words = _WORD.findall(fold(name).replace("'", ""))
    kept = [word for word in words if word not in _ARTICLES] or words
    return " ".join(kept) or fold(name).strip()
