"""Where in a run of words certain ones stand.

Invariant: one look-up a word and no step of Python, for most words are none of those that are looked for.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import compress, count


def spots(words: Iterable[str], wanted: Container[str], first: int = 0) -> list[int]:
    """The numbers of the words that are among ``wanted``, ascending; the first word has the number ``first``."""
    return list(compress(count(first), map(wanted.__contains__, words)))
