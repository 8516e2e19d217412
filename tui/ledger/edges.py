"""Pairs of reports that see each other and are alike, each with how much.

Invariants: of a pair the later report hangs on the earlier one; a pair stands here once, and both its ends lead to the
other; with a report all its pairs are forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from tui.ledger.match import Verdict
from tui.ledger.part import Key, Part

_NONE: Mapping[str, Verdict] = MappingProxyType({})


class Edges:
    """Pairs of parts, looked up from either end."""

    def __init__(self) -> None:
        self._earlier: dict[str, dict[str, Verdict]] = {}
        self._later: dict[str, set[Key]] = {}

    def put(self, earlier: Part, later: Part, verdict: Verdict) -> None:
        self._later.setdefault(earlier.id, set()).add(later.key)
        self._earlier.setdefault(later.id, {})[earlier.id] = verdict

    def __contains__(self, pair: tuple[str, str]) -> bool:
        earlier, later = pair
        return earlier in self._earlier.get(later, ())

    def cut(self, earlier: str, later: Key) -> None:
        """Forget one pair that stands here."""
        del self._earlier[later[1]][earlier]
        self._later[earlier].discard(later)

    def forget(self, part: Part) -> None:
        """Forget all pairs of the part."""
        for _, later in self._later.pop(part.id, ()):
            self._earlier.get(later, {}).pop(part.id, None)
        for earlier in self._earlier.pop(part.id, ()):
            self._later.get(earlier, set()).discard(part.key)

    def earlier(self, part: str) -> Mapping[str, Verdict]:
        """The earlier parts that this one hangs on."""
        return self._earlier.get(part, _NONE)

    def later(self, part: str) -> Collection[Key]:
        """The later parts that hang on this one."""
        return self._later.get(part, ())

    def ends(self, part: str) -> Iterator[tuple[str, Verdict]]:
        """The other ends of all pairs of the part."""
        yield from self.earlier(part).items()
        for _, later in self.later(part):
            yield later, self._earlier[later][part]
