"""What is worked out once for a word and then looked up.

Invariants: a value depends on its word alone, so that a memo never changes an answer; a memo holds a bounded number of
words of a bounded length, however hostile the texts: what is longer is worked out each time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")

_LONGEST = 40
"""Code points of a word that is kept; no real word is as long."""


class Memo(dict[str, V], Generic[V]):
    """A dictionary of words that fills itself: ``memo[word]`` is ``make(word)``.

    A look-up costs what a dictionary's does, which a function with a cache cannot; ``map(memo.__getitem__, words)``
    looks up a whole text without a step of Python. When it is full it is emptied: words in use are back at once.
    """

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[str], V], most: int = 32_768) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, word: str) -> V:
        value = self._make(word)
        if len(word) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[word] = value
        return value
