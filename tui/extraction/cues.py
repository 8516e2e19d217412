"""Which of many queries a text may match at all, by names and words that they cannot do without.

Invariant: a query that matches is always among those given; one that is given may still not match. So to ask only
those never changes an answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from tui.extraction.memo import Memo
from tui.query import Subject, compile_query
from tui.query.fold import fold
from tui.query.nodes import And, Field, Name, Or, Phrase, Query, Text
from tui.query.subject import TEXT_LIMIT, pack

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NONE: frozenset[int] = frozenset()


class Cues:
    """Made once for all queries; ``queries`` are by the number that stands for each."""

    def __init__(self, queries: Mapping[int, Query], aliases: Mapping[str, tuple[str, ...]]) -> None:
        found = {number: needs(query) for number, query in queries.items()}
        self._always = frozenset(number for number, atoms in found.items() if atoms is None)
        named: list[tuple[int, Query]] = []
        self._texts: list[tuple[str, int]] = []
        for number, atom in ((number, atom) for number, atoms in found.items() for atom in atoms or ()):
            if isinstance(atom, Text | Phrase):
                self._texts.append((fold(atom.value), number))
            else:
                named.append((number, atom))
        asked = [(number, compile_query(atom, aliases)) for number, atom in named]

        def by(subject: Subject) -> frozenset[int]:
            return frozenset(number for number, holds in asked if holds(subject, _EPOCH))

        self._by_actor: Memo[frozenset[int]] = Memo(lambda name: by(Subject(actors=pack([name]))))
        self._by_country: Memo[frozenset[int]] = Memo(lambda code: by(Subject(countries=pack([code]))))

    def possible(self, text: str, actors: Sequence[str], countries: Iterable[str]) -> frozenset[int]:
        """Numbers of the queries that this text, with these canonical actors and countries, may match."""
        folded = fold(text[:TEXT_LIMIT])
        said = [number for needle, number in self._texts if needle in folded]
        return self._always.union(
            said, *map(self._by_actor.__getitem__, actors), *map(self._by_country.__getitem__, countries)
        )


def needs(query: Query) -> tuple[Query, ...] | None:
    """Clauses on an actor, a country or the text one of which holds wherever ``query`` does; None: none are known."""
    match query:
        case And(parts):
            known = [atoms for atoms in map(needs, parts) if atoms is not None]
            return min(known, key=len, default=None)
        case Or(parts):
            each = [needs(part) for part in parts]
            return None if None in each else tuple(atom for atoms in each for atom in atoms or ())
        case Text() | Phrase():
            return (query,)
        case Field(key, Name()) if key in ("actor", "country"):
            return (query,)
        case _:
            return None
