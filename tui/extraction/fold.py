"""Text as folded words that still know where they stood.

Invariants: a word's key is lower case, free of diacritics and inner apostrophes ("Ma'rib" and "Marib", "U.S." and
"US" are one
key), and its ``start`` and ``end`` are code points of the source text, whatever folding did to its length. Every
matcher of
this room looks at keys only, so that spelling is folded in one place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = "'\u2018\u2019\u02bc\u02bb\u02bf\u02be`\u00b4"
# Dotted capitals are one word ("U.S.", "P.K.K."); else letters and digits, with an apostrophe inside unless it opens
# "'s".
_WORD = re.compile(
    rf"(?:[A-Za-z]\.){{2,6}}|[^\W_]+(?:[{_APOSTROPHES}](?!s\b)[^\W_]+){{0,4}}",
)
# One hyphen joins words ("Deir ez-Zor"), a dash between spaces parts them, save in text that was cut into tokens
# ("Deir al - Zor").
_JOINT = re.compile(r"\s{0,3}|[\-\u2010-\u2013/_'\u2018\u2019\u02bc\u02bb`]\s?|\s['\u2018]|['\u2019]\s")
_TOKENISED = re.compile(r"[\s\-\u2010-\u2013/_'\u2018\u2019\u02bc\u02bb`]{0,4}")
_STRIP = str.maketrans("", "", _APOSTROPHES + ".")
_SINGLE = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ħ": "h", "ə": "a"}
)


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of one text, index by index."""

    source: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    joined: tuple[bool, ...]
    """True where only spaces, hyphens, slashes or apostrophes part the word from the one before it."""
    capitals: tuple[bool, ...]
    """See :meth:`capital`."""
    shouting: bool
    """The text is in capitals, so that case says nothing."""

    plain: bool
    """The text has no capital at all, so that case says nothing either."""

    def __len__(self) -> int:
        return len(self.keys)

    def raw(self, first: int, after: int | None = None) -> str:
        """The source wording of words ``first`` up to (not including) ``after``; one word by default."""
        return self.source[self.starts[first] : self.ends[(first if after is None else after - 1)]]

    def capital(self, index: int) -> bool:
        """The word begins with a capital (or a letter of a script without case) or a digit."""
        return self.capitals[index]

    def upper(self, index: int) -> bool:
        """The word is written in capitals throughout ("IS", not "Is")."""
        word = self.source[self.starts[index] : self.ends[index]]
        return word.isupper()

    def run(self, first: int, limit: int) -> int:
        """How many words from ``first`` stand together unparted, at most ``limit``."""
        size = 1
        while size < limit and first + size < len(self.keys) and self.joined[first + size]:
            size += 1
        return size

    def within(self, start: int, end: int) -> range:
        """Indices of the words that lie inside the code points ``start`` to ``end``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


def words(text: str) -> Words:
    """Fold ``text``; linear in its length."""
    joint = _TOKENISED if " , " in text or text.endswith(" .") or " 's " in text else _JOINT
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    joined: list[bool] = []
    capitals: list[bool] = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        keys.append(fold_word(match.group()))
        starts.append(start)
        ends.append(end)
        capitals.append(not text[start].islower())
        joined.append(text[last:start] == " " or _joint(joint, text, last, start))
        last = end
    return Words(
        text, tuple(keys), tuple(starts), tuple(ends), tuple(joined), tuple(capitals), _shouting(text), text.islower()
    )


def key(name: str) -> str:
    """The folded words of a name, parted by single spaces: what dictionaries are keyed by."""
    return " ".join(fold_word(match.group()) for match in _WORD.finditer(name))


@lru_cache(maxsize=32_768)
def fold_word(word: str) -> str:
    """One word's key."""
    plain = word.translate(_STRIP).lower()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain.translate(_SINGLE))
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_STRIP)


def _joint(pattern: re.Pattern[str], text: str, low: int, high: int) -> bool:
    return pattern.fullmatch(text, low, high) is not None and "\n" not in text[low:high]


def _shouting(text: str) -> bool:
    upper = sum(map(str.isupper, text[:400]))
    lower = sum(map(str.islower, text[:400]))
    return upper > 8 and upper > 4 * lower
