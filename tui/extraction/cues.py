"""Which of many queries a text may match at all, by names and words that they cannot do without.

Invariant: a query that matches is always among those given; one that is given may still not match. So to ask only
those never changes an answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import product

from tui.extraction.memo import Memo
from tui.query import Subject, compile_query
from tui.query.fold import fold
from tui.query.nodes import And, Field, Name, Or, Phrase, Query, Text
from tui.query.subject import TEXT_LIMIT, pack

Clause = frozenset[Query]
"""Terms on an actor, a country or the text, one of which holds."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MOST = 16
"""Clauses of one query that are worked out: a bound on work, where more are not needed to be right."""


class Cues:
    """Made once for all queries; ``queries`` are by the number that stands for each."""

    def __init__(self, queries: Mapping[int, Query], aliases: Mapping[str, tuple[str, ...]]) -> None:
        found = {number: needs(query) for number, query in queries.items()}
        terms = list({term for clauses in found.values() for clause in clauses for term in clause})
        numbers = {term: number for number, term in enumerate(terms)}  # a number is quicker to look up than a term
        self._needs = {
            number: [frozenset(map(numbers.__getitem__, clause)) for clause in clauses]
            for number, clauses in found.items()
        }
        self._texts = [(fold(term.value), n) for n, term in enumerate(terms) if isinstance(term, Text | Phrase)]
        asked = [(n, compile_query(term, aliases)) for n, term in enumerate(terms) if isinstance(term, Field)]

        def by(subject: Subject) -> frozenset[int]:
            return frozenset(number for number, holds in asked if holds(subject, _EPOCH))

        self._by_actor: Memo[frozenset[int]] = Memo(lambda name: by(Subject(actors=pack([name]))))
        self._by_country: Memo[frozenset[int]] = Memo(lambda code: by(Subject(countries=pack([code]))))
        self._said = lru_cache(maxsize=4)(self._said_in)  # the events of a text ask for it one after another
        self._holding = lru_cache(maxsize=1_024)(self._with)

    def possible(self, text: str, actors: Sequence[str], countries: Collection[str]) -> frozenset[int]:
        """Numbers of the queries that this text, with these canonical actors and countries, may match."""
        held = self._said(text)
        if actors or countries:
            held = held.union(*map(self._by_actor.__getitem__, actors), *map(self._by_country.__getitem__, countries))
        return self._holding(held)

    def _said_in(self, text: str) -> frozenset[int]:
        """The terms that stand in a text."""
        folded = fold(text[:TEXT_LIMIT])
        return frozenset([number for needle, number in self._texts if needle in folded])

    def _with(self, held: frozenset[int]) -> frozenset[int]:
        """The queries each clause of which holds where these terms do."""
        return frozenset(n for n, clauses in self._needs.items() if not any(map(held.isdisjoint, clauses)))


def needs(query: Query) -> tuple[Clause, ...]:
    """Clauses all of which hold wherever ``query`` does; none where none are known."""
    match query:
        case And(parts):
            return tuple(clause for part in parts for clause in needs(part))[:_MOST]
        case Or(parts):
            return _any_of([needs(part) for part in parts])
        case Text() | Phrase():
            return (frozenset((query,)),)
        case Field(key, Name()) if key in ("actor", "country"):
            return (frozenset((query,)),)
        case _:
            return ()


def _any_of(parts: Sequence[tuple[Clause, ...]]) -> tuple[Clause, ...]:
    """What holds where all clauses of one of ``parts`` do: of each some clause, in every choice."""
    choices = 1
    for clauses in parts:
        choices *= len(clauses)
    if choices > _MOST:
        parts = [(min(clauses, key=len),) for clauses in parts]
    return tuple(frozenset().union(*choice) for choice in product(*parts)) if choices else ()
