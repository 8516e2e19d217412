"""Which incidents are possibly the same, kept true as they change.

Invariants: whoever is possibly the same as an incident is listed by it, likeliest first, whatever the order in which
the reports came; :data:`SHOWN` of them are shown. An incident that has changed is asked anew, and so are all that list
it or share a pair of reports with it: the others list what they listed.
"""

from __future__ import annotations

from collections.abc import Iterable

SHOWN = 5


class Links:
    """Who lists whom, by name."""

    def __init__(self) -> None:
        self._listed: dict[str, tuple[str, ...]] = {}
        self._listing: dict[str, set[str]] = {}

    def of(self, name: str) -> tuple[str, ...]:
        """Names of the incidents to show beside this one, likeliest first."""
        return self._listed.get(name, ())[:SHOWN]

    def listing(self, names: Iterable[str]) -> set[str]:
        """Names of the incidents that list any of these."""
        return set().union(*(self._listing.get(name, ()) for name in names))

    def put(self, name: str, found: tuple[str, ...]) -> bool:
        """List these from now on, none for an incident that is no more; does that change what is shown?"""
        before = self._listed.pop(name, ())
        for other in before:
            listing = self._listing[other]
            listing.discard(name)
            if not listing:
                del self._listing[other]
        for other in found:
            self._listing.setdefault(other, set()).add(name)
        if found:
            self._listed[name] = found
        return before[:SHOWN] != found[:SHOWN]
