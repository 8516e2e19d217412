"""Text as folded words that still know where they stood.

Invariants: a word's key is lower case, free of diacritics and inner apostrophes ("Ma'rib" and "Marib", "U.S." and
"US" are one key), and its ``start`` and ``end`` are code points of the source text, whatever folding did to its
length. Every matcher of this room looks at keys only, so that spelling is folded in one place. All that depends on a
word alone is worked out once for that word, see :class:`Word`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container
from functools import reduce
from itertools import accumulate
from operator import or_

import msgspec

from tui.extraction.forms import rough
from tui.extraction.keys import WORD, fold_word
from tui.extraction.marks import marks_of
from tui.extraction.memo import Memo
from tui.extraction.spots import spots
from tui.extraction.stages import PARTED, stages_of

_PARTS = re.compile(f"({WORD.pattern})")
"""Splits a text into what stands between words (even places) and the words (odd places)."""
_INNER = re.compile(r"[^\W_]+")
# One hyphen joins words ("Deir ez-Zor"), a dash between spaces parts them, save in text that was cut into tokens
# ("Deir al - Zor").
_JOINT = re.compile(
    r"[^\S\n]{0,3}|[\-\u2010-\u2013/_'\u2018\u2019\u02bc\u02bb`][^\S\n]?|[^\S\n]['\u2018]|['\u2019][^\S\n]"
)
_TOKENISED = re.compile(r"(?:[^\S\n]|[\-\u2010-\u2013/_'\u2018\u2019\u02bc\u02bb`]){0,4}")
_SOFT = frozenset("()[]\"'\u201c\u201d\u2018\u2019 ")
"""Marks that part no clause."""
_LOWER = bytes(range(ord("a"), ord("z") + 1))
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
    rough: tuple[str, ...]
    """The keys in the form in which names are compared, see :mod:`tui.extraction.forms`."""
    marks: tuple[int, ...]
    """What the word lists say of the keys, see :mod:`tui.extraction.marks`."""
    stages: int
    """Which stages of reading can find anything in the text, see :mod:`tui.extraction.stages`."""
    shouting: bool
    """The text is in capitals, so that case says nothing."""

    titled: bool
    """Most longer words have capitals, so that a capital says nothing."""
    plain: bool
    """The text has no capital at all, so that case says nothing either."""

    def __len__(self) -> int:
        return len(self.keys)

    def spots(self, wanted: Container[str]) -> list[int]:
        """Where the keys stand that are among ``wanted``."""
        return spots(self.keys, wanted)

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


Spelt = tuple[str, str, int, int]
"""What a folded word says: the word (one string for each key, so that what is asked about it is found without a
comparison), its rough form, its marks, its stages."""
Word = tuple[str, str, int, int, bool, int]
"""What a word of the source says whatever stands around it: as its key does, the stages with those of its parts where
it has an apostrophe or a dot inside (a tokeniser may take them for words); whether it begins with a capital; whether
it is :data:`_SHORT`, :data:`_SMALL` or :data:`_LARGE`.
"""

_SHORT, _SMALL, _LARGE = range(3)
"""A key of up to three letters; a longer one of a word in lower case; one of a word that begins with a capital."""


def words(text: str) -> Words:
    """Fold ``text``; linear in its length."""
    parts = _PARTS.split(text)
    gaps, found = parts[:-1:2], parts[1::2]
    if not found:
        return msgspec.structs.replace(_NO_WORDS, source=text)
    gap = _TOKENISED_GAPS if " , " in text or text.endswith(" .") or " 's " in text else _GAPS
    at = tuple(accumulate(map(len, parts)))
    keys, forms, marks, stages, capitals, sizes = zip(*map(_WORDS.__getitem__, found), strict=True)
    return Words(
        source=text,
        keys=keys,
        starts=at[:-1:2],
        ends=at[1::2],
        joined=tuple(map(gap.joins.__getitem__, gaps)),
        parted=tuple(map(gap.parts.__getitem__, gaps)),
        capitals=capitals,
        rough=forms,
        marks=marks,
        stages=reduce(or_, stages),
        shouting=_shouting(text[:_SHOWN]),
        titled=_titled(sizes.count(_SMALL), sizes.count(_LARGE)),
        plain=text.islower(),
    )


def _spelt(folded: str) -> Spelt:
    marks = marks_of(folded)
    return folded, rough(folded), marks, stages_of(folded, marks)


def _word(word: str) -> Word:
    folded, form, marks, stages = _SPELT[fold_word(word)]
    capital = not word[0].islower()
    size = _SHORT if len(folded) <= 3 else _LARGE if capital else _SMALL
    if not word.isalnum():
        stages = reduce(or_, [_SPELT[fold_word(part)][3] for part in _INNER.findall(word)], stages | PARTED)
    return folded, form, marks, stages, capital, size


class Gap:
    """What stands between two words, by what joins words there."""

    def __init__(self, joint: re.Pattern[str]) -> None:
        self.joins: Memo[bool] = Memo(lambda gap: joint.fullmatch(gap) is not None, 4_096)
        self.parts: Memo[bool] = Memo(lambda gap: not (self.joins[gap] or _SOFT.issuperset(gap.strip())), 4_096)


def _shouting(head: str) -> bool:
    """Most letters are capitals. English small letters alone mostly show that they are not."""
    letters = head.encode("ascii", "ignore")
    lower = len(letters) - len(letters.translate(None, _LOWER))
    if lower * 5 >= len(head):
        return False
    upper, lower = sum(map(str.isupper, head)), sum(map(str.islower, head))
    return upper > 8 and upper > 4 * lower


def _titled(small: int, large: int) -> bool:
    """Whether of so many longer words most begin with a capital."""
    return small + large >= 4 and large > 0.7 * (small + large)


_SPELT = Memo(_spelt)
_WORDS = Memo(_word)
_GAPS, _TOKENISED_GAPS = Gap(_JOINT), Gap(_TOKENISED)
_NO_WORDS = Words(
    source="",
    keys=(),
    starts=(),
    ends=(),
    joined=(),
    parted=(),
    capitals=(),
    rough=(),
    marks=(),
    stages=0,
    shouting=False,
    titled=False,
    plain=False,
)
