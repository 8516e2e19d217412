"""Turns a query into one function of a subject and an instant.

Invariants: the predicate never raises and never changes; what is unknown matches no comparison, so only ``-killed>=5``
finds incidents without a figure. Everything that can be worked out once (folding, aliases, patterns, dates) is
worked out here, and the cheap clauses of an And run first, so that 100,000 subjects are filtered while a key is held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from typing import Any, assert_never

from tui.query import when
from tui.query.fold import fold, name_key
from tui.query.keys import KEYS, RANK, KeyKind
from tui.query.names import Aliases, PlaceIds, Spellings, alias_map
from tui.query.nodes import (
    All,
    And,
    Between,
    Choice,
    Field,
    Grades,
    Name,
    Not,
    Or,
    Phrase,
    Query,
    Regex,
    Text,
    When,
)
from tui.query.regex import compile_pattern
from tui.query.subject import Subject
from tui.units import LONGEST

__all__ = ["PlaceIds", "Predicate", "alias_map", "compile_query", "is_timed", "text_needles"]

Predicate = Callable[[Subject, dt.datetime], bool]


def compile_query(query: Query, aliases: Aliases | None = None, place_ids: PlaceIds | None = None) -> Predicate:
    """The predicate of ``query``.

    ``aliases`` lets ``actor:daesh`` find ISIS and what is a part of it (see :func:`alias_map`; ``actor=daesh`` finds
    ISIS alone); ``place_ids`` lets ``place:`` and ``country:``
    know every spelling of the gazetteer and what lies inside a place.
    """
    return _Compiler(aliases or {}, place_ids or _no_places).predicate(query)


def is_timed(query: Query) -> bool:
    """The answer of ``query`` changes with the clock though nothing else does."""
    match query:
        case And(parts) | Or(parts):
            return any(is_timed(part) for part in parts)
        case Not(part):
            return is_timed(part)
        case Field(key, value):
            return KEYS[key].kind is KeyKind.AGE or (isinstance(value, When) and when.is_relative(value.text))
        case _:
            return False


def text_needles(query: Query) -> tuple[str, ...]:
    """The texts that ``query`` looks for and does not exclude, for a view that marks them: as typed."""
    match query:
        case And(parts) | Or(parts):
            return tuple(dict.fromkeys(needle for part in parts for needle in text_needles(part)))
        case Text(value) | Phrase(value) | Field(_, Text(value) | Phrase(value)):
            return (value,)
        case _:
            return ()


class _Compiler:
    def __init__(self, aliases: Aliases, place_ids: PlaceIds) -> None:
        self._aliases = aliases
        self._parts = aliases.parts if isinstance(aliases, Spellings) else {}
        self._place_ids = place_ids

    def predicate(self, query: Query) -> Predicate:
        match query:
            case All():
                return _everything
            case And(parts):
                return _all_of([self.predicate(part) for part in sorted(parts, key=_cost)])
            case Or(parts):
                return _any_of([self.predicate(part) for part in sorted(parts, key=_cost)])
            case Not(part):
                inner = self.predicate(part)
                return lambda subject, now: not inner(subject, now)
            case Text() | Phrase() | Regex():
                return _text("text", query)
            case Field():
                return self._field(query)
            case _:
                assert_never(query)

    def _field(self, field: Field) -> Predicate:
        key = KEYS[field.key]
        match field.value:
            case Text() | Phrase() | Regex():
                return _text(key.attribute, field.value)
            case Name():
                return _any_line(key.attribute, self._needles(field.key, field.value))
            case Choice(choice) if key.kind is KeyKind.YES_NO:
                return _is(key.attribute, choice == "yes")
            case Choice(choice):
                return _any_line(key.attribute, (_line(choice),))
            case Between(low, high) if key.kind is KeyKind.AGE:
                return _age(low, high)
            case Between(low, high):
                return _between(key.attribute, low, high)
            case Grades(best, worst):
                return _between("rank", RANK[worst], RANK[best])
            case When(text):
                return _since(text) if field.key == "since" else _until(text)

    def _needles(self, key: str, name: Name) -> tuple[str, ...]:
        """What to look for in the packed names: any of these."""
        if name.value.endswith("*"):
            return ((" " if not name.exact else "\n ") + name_key(name.value.rstrip("*")),)
        typed = name_key(name.value)
        if KEYS[key].names == "actors":
            meant = self._aliases.get(typed) or self._aliases.get(name.value.casefold())
            if meant:
                canonical = (meant,) if isinstance(meant, str) else meant
                parts = () if name.exact else (part for one in canonical for part in self._parts.get(one, ()))
                return tuple(_line(one) for one in dict.fromkeys((*canonical, *parts)))
        own = _line(typed) if name.exact else f" {typed} "
        if key not in ("place", "country"):
            return (own,)
        return (own, *(_line(id_) for id_ in self._place_ids(name.value)))


def _cost(query: Query) -> int:
    match query:
        case Field(_, Between() | Grades() | When()):
            return 1
        case Field(_, Name() | Choice()):
            return 0
        case Text() | Field(_, Text()):
            return 2
        case Phrase() | Field(_, Phrase()):
            return 3
        case Regex() | Field(_, Regex()):
            return 6
        case Not(part):
            return _cost(part)
        case And(parts) | Or(parts):
            return 1 + max(map(_cost, parts))
        case _:
            return 0


def _everything(_subject: Subject, _now: dt.datetime) -> bool:
    return True


def _no_places(_spelling: str) -> tuple[str, ...]:
    return ()


def _all_of(parts: list[Predicate]) -> Predicate:
    if len(parts) == 2:
        one, two = parts
        return lambda subject, now: one(subject, now) and two(subject, now)
    if len(parts) == 3:
        one, two, three = parts
        return lambda subject, now: one(subject, now) and two(subject, now) and three(subject, now)

    def every(subject: Subject, now: dt.datetime) -> bool:
        for part in parts:  # noqa: SIM110  (a generator would cost more than most clauses)
            if not part(subject, now):
                return False
        return True

    return every


def _any_of(parts: list[Predicate]) -> Predicate:
    if len(parts) == 2:
        one, two = parts
        return lambda subject, now: one(subject, now) or two(subject, now)

    def some(subject: Subject, now: dt.datetime) -> bool:
        for part in parts:  # noqa: SIM110  (as above)
            if part(subject, now):
                return True
        return False

    return some


def _text(attribute: str, value: Text | Phrase | Regex) -> Predicate:
    get: Callable[[Any], str] = attrgetter(attribute)
    if isinstance(value, Regex):
        matches = compile_pattern(value.pattern).matches
        return lambda subject, _now: matches(get(subject))
    needle = fold(value.value)
    if isinstance(value, Text):
        return lambda subject, _now: needle in get(subject)
    return lambda subject, _now: needle in (text := get(subject)) and _stands_alone(needle, text)


def _stands_alone(needle: str, text: str) -> bool:
    """``needle`` is somewhere in ``text`` with no letter or digit going on at either end."""
    left, right = needle[0].isalnum(), needle[-1].isalnum()
    at = text.find(needle)
    while at >= 0:
        end = at + len(needle)
        if not (left and text[at - 1 : at].isalnum()) and not (right and text[end : end + 1].isalnum()):
            return True
        at = text.find(needle, at + 1)
    return False


def _line(name: str) -> str:
    """What a whole name looks like among packed ones."""
    return f"\n {name_key(name)} \n"


def _any_line(attribute: str, needles: tuple[str, ...]) -> Predicate:
    get: Callable[[Any], str] = attrgetter(attribute)
    if len(needles) == 1:
        (only,) = needles
        return lambda subject, _now: only in get(subject)

    def some(subject: Subject, _now: dt.datetime) -> bool:
        names = get(subject)
        return any(needle in names for needle in needles)

    return some


def _is(attribute: str, wanted: bool) -> Predicate:
    get: Callable[[Any], bool] = attrgetter(attribute)
    return lambda subject, _now: get(subject) is wanted


def _between(attribute: str, low: int | None, high: int | None) -> Predicate:
    get: Callable[[Any], int | None] = attrgetter(attribute)
    if high is None:
        least = low or 0
        return lambda subject, _now: (value := get(subject)) is not None and value >= least
    return lambda subject, _now: (value := get(subject)) is not None and (low or 0) <= value <= high


def _age(low: int | None, high: int | None) -> Predicate:
    """Age of the newest report; one from the future is 0 old."""
    least = dt.timedelta(seconds=low or 0)
    most = dt.timedelta(seconds=LONGEST if high is None else high)

    def aged(subject: Subject, now: dt.datetime) -> bool:
        if subject.last is None:
            return False
        age = now - subject.last
        return age <= most and (age >= least or not least)

    return aged


def _since(text: str) -> Predicate:
    if when.is_relative(text):
        return lambda subject, now: subject.last is not None and subject.last >= when.stretch(text, now)[0]
    start = when.stretch(text, dt.datetime.max.replace(tzinfo=dt.UTC))[0]
    return lambda subject, _now: subject.last is not None and subject.last >= start


def _until(text: str) -> Predicate:
    if when.is_relative(text):
        return lambda subject, now: subject.first is not None and subject.first < when.stretch(text, now)[1]
    end = when.stretch(text, dt.datetime.max.replace(tzinfo=dt.UTC))[1]
    return lambda subject, _now: subject.first is not None and subject.first < end
