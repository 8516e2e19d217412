"""Lists of phrases, found among the words of a sentence.

Invariant: a sentence without the first word of a phrase is not searched; what is found does not hang on whose names the
words are in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.extraction.spots import spots


class Wordings:
    """Phrases of folded words; built once for a list, then only asked."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        self._sizes: dict[str, tuple[int, ...]] = {}
        for first, *more in map(str.split, sorted(self._phrases)):
            self._sizes[first] = tuple(sorted({*self._sizes.get(first, ()), 1 + len(more)}))
        self.firsts = frozenset(self._sizes)
        """The words that they begin with."""

    def of(self, words: Sequence[str]) -> list[str]:
        """Those that the words hold, in order, as often as they do."""
        return [phrase for _, phrase in self.placed(words)]

    def placed(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """The same, each behind the number of its first word."""
        if self.firsts.isdisjoint(words):
            return []
        sizes = self._sizes
        runs = [(at, size) for at in spots(words, sizes) for size in sizes[words[at]]]
        return [(at, phrase) for at, size in runs if (phrase := " ".join(words[at : at + size])) in self._phrases]
