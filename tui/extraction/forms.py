"""The rough form in which names of several words are compared.

Invariant: a form depends on one folded word alone, so that a text is brought to it word by word, each word once. It
forgets articles, plurals and the commonest choices of transliteration, and merges too much for names of one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

from tui.extraction.memo import Memo
from tui.extraction.spelling import ARTICLES
from tui.extraction.vocabulary import listed

_SOUNDS = str.maketrans("oeyqzw", "uiiksu")
"""The commonest choices of transliteration and of English spelling, letter by letter."""
_DOUBLED = re.compile(r"(.)\1+")
_ONCE = itemgetter(1)
"""Of a match the letter that is doubled."""
_CLITICS = re.compile("^(?:[وف]?(?:[بك]?ال|لل|[بل])(?=\\w{3})|و(?=\\w{4}))")
"""What Arabic writes together with the word behind it: and, so, with, like, to, and the article. Some words lose a
letter of their own, in a name and in a text alike."""
_ENDED = 4
"""Letters from which a word's last one may be an ending."""


@lru_cache(maxsize=1)
def joining() -> frozenset[str]:
    """Prepositions, articles and the possessive, which join the words of a long name or stand before a short one."""
    return listed("forces", "name", "joining")


def rough(word: str) -> str:
    """A folded word between angle brackets, in the form in which names are compared; "" for a word that they may lack.

    >>> rough("brigades"), rough("jaish"), rough("jaysh"), rough("al")
    ('<brigad>', '<jish>', '<jish>', '')
    """
    if word in ARTICLES or word in joining():
        return ""
    if "\u0600" < word[0] < "\u0700":
        return f"<{_CLITICS.sub('', word, count=1)}>"
    if len(word) > _ENDED:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        word = word.removesuffix("e").removesuffix("h")
    word = word.replace("dj", "j").replace("fenc", "fens").translate(_SOUNDS)
    if _DOUBLED.search(word):
        word = _DOUBLED.sub(_ONCE, word)
    return f"<{word.replace('ai', 'i').replace('au', 'u')}>"


ROUGH: Memo[str] = Memo(rough)
"""The rough forms by folded word."""


def sounded(keys: Iterable[str]) -> str:
    """The folded words of a name that it may not lack."""
    return " ".join(word for word in keys if ROUGH[word])
