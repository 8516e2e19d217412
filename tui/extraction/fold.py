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
from itertools import accumulate

import msgspec

from tui.extraction.memo import Memo
from tui.letters import APOSTROPHES, LETTERS

# Dotted capitals are one word ("U.S.", "P.K.K."); else letters and digits, with an apostrophe inside unless it opens
# "'s".
_WORD = re.compile(
    rf"(?:[A-Za-z]\.){{2,6}}|[^\W_]+(?:[{APOSTROPHES}](?!s\b)[^\W_]+){{0,4}}",
)
_PARTS = re.compile(f"({_WORD.pattern})")
"""Splits a text into what stands between words (even places) and the words (odd places)."""
# One hyphen joins words ("Deir ez-Zor"), a dash between spaces parts them, save in text that was cut into tokens
# ("Deir al - Zor").
_JOINT = re.compile(
    r"[^\S\n]{0,3}|[\-\u2010-\u2013/_'\u2018\u2019\u02bc\u02bb`][^\S\n]?|[^\S\n]['\u2018]|['\u2019][^\S\n]"
)
_TOKENISED = re.compile(r"(?:[^\S\n]|[\-\u2010-\u2013/_'\u2018\u2019\u02bc\u02bb`]){0,4}")
_SOFT = frozenset("()[]\"'\u201c\u201d\u2018\u2019 ")
"""Marks that part no clause."""
_STRIP = str.maketrans("", "", APOSTROPHES + ".")
_SINGLE = str.maketrans(LETTERS)
_LOWER, _UPPER = (bytes(range(ord(first), ord(last) + 1)) for first, last in ("az", "AZ"))
_SHOWN = 400
"""Code points of a text that show whether it shouts."""


class Words(msgspec.Struct, frozen=True, gc=False):
    """The folded words of one text, index by index."""

    source: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    joined: tuple[bool, ...]
    """True where only spaces, hyphens, slashes or apostrophes part the word from the one before it."""
    parted: tuple[bool, ...]
    """True where a comma or a stronger mark parts the word from the one before it; quotes and brackets part none."""
    capitals: tuple[bool, ...]
    """See :meth:`capital`."""
    said: frozenset[str]
    """The keys: whatever looks for certain words asks first whether any of them is here."""
    shouting: bool
    """The text is in capitals, so that case says nothing."""

    titled: bool
    """Most longer words have capitals, so that a capital says nothing."""
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
        joined = self.joined
        last = min(first + limit, len(joined))
        after = first + 1
        while after < last and joined[after]:
            after += 1
        return after - first

    def within(self, start: int, end: int) -> range:
        """Indices of the words that lie inside the code points ``start`` to ``end``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


def words(text: str) -> Words:
    """Fold ``text``; linear in its length."""
    parts = _PARTS.split(text)
    gaps, found = parts[:-1:2], parts[1::2]
    joints = _TOKENISED_GAPS if " , " in text or text.endswith(" .") or " 's " in text else _GAPS
    joined, parted = zip(*map(joints.__getitem__, gaps), strict=True) if gaps else ((), ())
    at = tuple(accumulate(map(len, parts)))
    keys = tuple(map(_KEYS.__getitem__, found))
    capitals = tuple(map(_CAPITALS.__getitem__, found))
    return Words(
        source=text,
        keys=keys,
        starts=at[:-1:2],
        ends=at[1::2],
        joined=joined,
        parted=parted,
        capitals=capitals,
        said=frozenset(keys),
        shouting=_shouting(text[:_SHOWN]),
        titled=_titled(keys, capitals),
        plain=text.islower(),
    )


def key(name: str) -> str:
    """The folded words of a name, parted by single spaces: what dictionaries are keyed by."""
    return " ".join(map(_KEYS.__getitem__, _WORD.findall(name)))


def fold_word(word: str) -> str:
    """One word's key."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = word.translate(_STRIP).lower()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain.translate(_SINGLE))
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_STRIP)


def _is_capital(word: str) -> bool:
    return not word[0].islower()


def _gaps(joint: re.Pattern[str]) -> Memo[tuple[bool, bool]]:
    """Whether what stands between two words joins them, and whether it parts them."""

    def judged(gap: str) -> tuple[bool, bool]:
        joined = joint.fullmatch(gap) is not None
        return joined, not joined and not _SOFT.issuperset(gap.strip())

    return Memo(judged, 4_096)


def _shouting(head: str) -> bool:
    if head.isascii():
        letters = head.encode()
        size = len(letters)
        upper, lower = size - len(letters.translate(None, _UPPER)), size - len(letters.translate(None, _LOWER))
    else:
        upper, lower = sum(map(str.isupper, head)), sum(map(str.islower, head))
    return upper > 8 and upper > 4 * lower


def _titled(keys: tuple[str, ...], capitals: tuple[bool, ...]) -> bool:
    long = [capital for word, capital in zip(keys, capitals, strict=True) if len(word) > 3]
    return len(long) >= 4 and sum(long) > 0.7 * len(long)


_KEYS = Memo(fold_word)
_CAPITALS = Memo(_is_capital)
_GAPS, _TOKENISED_GAPS = _gaps(_JOINT), _gaps(_TOKENISED)
