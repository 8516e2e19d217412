"""The key of a word: how it is spelled once case, accents and apostrophes are forgotten.

Invariant: every table of this room and every text is folded here and nowhere else, so that a spelling met in a text is
found wherever a table holds it.
"""

from __future__ import annotations

import re
import unicodedata

from tui.extraction.memo import Memo
from tui.letters import APOSTROPHES, LETTERS

# Dotted capitals are one word ("U.S.", "P.K.K."); else letters and digits, with an apostrophe inside unless it opens
# "'s". Both begin with a letter or digit, so that whatever stands between words is skipped fast.
WORD = re.compile(
    rf"[^\W_](?:(?<=[A-Za-z])\.(?:[A-Za-z]\.){{1,5}}|[^\W_]*(?:[{APOSTROPHES}](?!s\b)[^\W_]+){{0,4}})",
)
_STRIP = str.maketrans("", "", APOSTROPHES + ".")
_SINGLE = str.maketrans(LETTERS)


def key(name: str) -> str:
    """The folded words of a name, parted by single spaces: what dictionaries are keyed by."""
    return " ".join(map(KEYS.__getitem__, WORD.findall(name)))


def fold_word(word: str) -> str:
    """One word's key."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = word.translate(_STRIP).lower()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain.translate(_SINGLE))
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_STRIP)


KEYS = Memo(fold_word)
"""The keys by word."""
