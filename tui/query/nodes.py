"""The filter language as typed, frozen values, and the one error that reading it can raise.

Invariant: a tree built by :func:`conjunction`, :func:`disjunction` and :func:`negation` is canonical: no And directly
in an And, no Or directly in an Or, no double negation, never fewer than two parts. Only such trees come from the
parser, which is why ``parse(unparse(query)) == query``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui.model import Grade


class QueryError(ValueError):
    """A text that is no query: what is wrong, at which code point (0 to the length), and what would be right."""

    def __init__(self, message: str, position: int, expected: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.expected = expected

    def __str__(self) -> str:
        wanted = f"; expected {', '.join(self.expected)}" if self.expected else ""
        return f"{self.message} (at character {self.position + 1}){wanted}"


@dataclass(frozen=True, slots=True)
class All:
    """The empty query: everything."""


@dataclass(frozen=True, slots=True)
class Text:
    """A bare word: found anywhere, also inside other words ("strike" finds "airstrikes")."""

    value: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Quoted text: found as whole words only ("war" does not find "award")."""

    value: str


@dataclass(frozen=True, slots=True)
class Regex:
    """A pattern as typed between slashes; :mod:`tui.query.regex` says what it may hold."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its words stand together in a name of the subject; a final ``*`` lets the last word go on."""

    value: str
    exact: bool = False
    """Written with ``=``: the whole name is this."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed list."""

    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """Whole numbers from ``low`` to ``high``, both included; None: open. People, origins, or seconds of age."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Grades:
    """Grades from ``best`` to ``worst``, both included."""

    best: Grade
    worst: Grade


@dataclass(frozen=True, slots=True)
class When:
    """A point or stretch of time in canonical spelling; :mod:`tui.query.when` resolves it against the clock."""

    text: str


FieldValue = Text | Phrase | Regex | Name | Choice | Between | Grades | When


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    """Canonical name of a key in :data:`tui.query.keys.KEYS`."""
    value: FieldValue


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


Query = All | Text | Phrase | Regex | Field | And | Or | Not


def conjunction(parts: Iterable[Query]) -> Query:
    """All of ``parts``, flat; none of them: everything."""
    flat: list[Query] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else () if isinstance(part, All) else (part,)
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else All()


def disjunction(parts: Iterable[Query]) -> Query:
    """Any of ``parts`` (one at least), flat; with everything among them it is everything."""
    flat: list[Query] = []
    for part in parts:
        flat += part.parts if isinstance(part, Or) else (part,)
    if any(isinstance(part, All) for part in flat):
        return All()
    return Or(tuple(flat)) if len(flat) > 1 else flat[0]


def negation(part: Query) -> Query:
    return part.part if isinstance(part, Not) else Not(part)
