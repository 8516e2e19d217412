"""Folding: what makes two spellings one for a filter.

Invariant: a query and what it looks at are folded by the same function, so that ``saada`` finds "Ṣaʿda" and case,
accents and the kind of dash or apostrophe never hide a match.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose, and punctuation that keyboards and agencies type differently.
_PLAIN = str.maketrans("ıłøđ‘’ʼʿʾ`´‐‑–—−", "ilod'''''''-----")
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"al", "el", "the"})


def fold(text: str) -> str:
    """``text`` in lower case, without accents, with plain dashes and apostrophes. Linear in its length."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return "".join(char for char in plain if not unicodedata.combining(char))


def name_key(name: str) -> str:
    """A name as single-spaced folded words, articles and apostrophes left out: "Al-Shafa'" and "Shafa" are one."""
    words = _WORD.findall(fold(name).replace("'", ""))
    kept = [word for word in words if word not in _ARTICLES] or words
    return " ".join(kept) or fold(name).strip()
