"""Readings of texts that were read a short while ago.

Invariants: a reading is given again only for the same text with all else that it hangs on, so that what is remembered
never changes an answer; memory is bounded by a number of short texts. Headlines of agencies are told by many outlets,
one in twenty word for word; a reading is frozen, so that all of them may share it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable

from tui.model import Reading

_MOST = 1_024
"""Texts that are remembered: a repeat comes soon or not at all."""
_LONGEST = 400
"""Code points of one; longer ones are hardly ever repeated."""


class Repeats:
    """Readings by text, by what of its source they hang on, and by the publish time where they hang on that."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Reading] = {}

    def find(self, text: str, source: Hashable, published: dt.datetime | None) -> Reading | None:
        """The reading of this text, if it is remembered."""
        known = self._known
        return known.get((text, source)) or known.get((text, source, published))

    def keep(
        self, text: str, source: Hashable, published: dt.datetime | None, reading: Reading, *, timeless: bool
    ) -> None:
        """Remember a reading, and forget the oldest; ``timeless``: whatever the publish time, it is the same."""
        if len(text) > _LONGEST:
            return
        known = self._known
        if len(known) >= _MOST:
            del known[next(iter(known))]
        known[(text, source) if timeless else (text, source, published)] = reading
