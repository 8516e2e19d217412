"""Names that a query goes by and nothing here bears: a clause that can never hold, or never fail.

Invariant: a name is found here wherever the compiled query could find it in an incident, so that nobody is warned of
a clause that works.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui.model import Actor, Front, Source
from tui.query.fold import name_key
from tui.query.keys import KEYS, UNASSIGNED
from tui.query.names import alias_map
from tui.query.nodes import And, Field, Name, Not, Or, Query

_NEAR = 3
"""Names told beside one that nothing bears."""
_ALIKE = 0.6
"""Share of letters from which on two names are near each other."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name that nothing here bears."""

    key: str
    value: str
    near: tuple[str, ...]
    """What may have been meant, the likeliest first."""

    def __str__(self) -> str:
        near = f"; near it: {', '.join(self.near)}" if self.near else ""
        return f'no {self.key} here is called "{self.value}"{near}'


class Known:
    """The fronts, sources and actors that there are, by every spelling."""

    def __init__(self, fronts: Iterable[Front], sources: Iterable[Source], actors: Iterable[Actor]) -> None:
        self._by_list: dict[str, dict[str, str]] = {
            "fronts": {name_key(name): front.id for front in fronts for name in (front.id, front.name)}
            | {UNASSIGNED: UNASSIGNED},
            "sources": {name_key(name): source.id for source in sources for name in (source.id, source.name)},
            "actors": {spelling: names[0] for spelling, names in alias_map(actors).items()},
        }
        """Folded spelling -> how a query would name it, by the list that a key goes by."""

    def strangers(self, query: Query) -> tuple[Stranger, ...]:
        """Names in ``query`` that nothing bears, in its order."""
        found = (self._stranger(field) for field in _fields(query))
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _stranger(self, field: Field) -> Stranger | None:
        names = self._by_list.get(KEYS[field.key].names)
        if names is None or not isinstance(field.value, Name) or _is_borne(field.value, names):
            return None
        return Stranger(field.key, field.value.value, _near(name_key(field.value.value.rstrip("*")), names))


def _is_borne(value: Name, spellings: Iterable[str]) -> bool:
    """The words stand together in one of the names; a final ``*`` lets the last word go on."""
    words = f" {name_key(value.value.rstrip('*'))}" + ("" if value.value.endswith("*") else " ")
    return any(words in f" {spelling} " for spelling in spellings)


def _near(typed: str, names: dict[str, str]) -> tuple[str, ...]:
    begun = sorted(spelling for spelling in names if spelling.startswith(typed))
    alike = difflib.get_close_matches(typed, names, _NEAR, _ALIKE)
    return tuple(dict.fromkeys(names[spelling] for spelling in (*begun[:_NEAR], *alike)))[:_NEAR]


def _fields(query: Query) -> Iterator[Field]:
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _fields(part)
        case Not(part):
            yield from _fields(part)
        case Field():
            yield query
