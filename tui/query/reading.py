"""Reads the value of a key: what stands after ``killed>=`` or ``grade:``.

Invariant: every value is canonical (a comparison becomes a range, a letter becomes a grade), so that two ways to
write one thing give one tree, and every error names a position inside the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tui.model import Grade
from tui.query import when
from tui.query.fold import fold
from tui.query.keys import GRADES, Key, KeyKind
from tui.query.nodes import Between, Choice, Field, Grades, Name, Query, QueryError, When, disjunction, negation

_NUMBER = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3}")
_DURATIONS = ("30m", "6h", "2d", "1w")
_TIMES = ("2018-05-06", "2018-05-06T14:00Z", "2018-05", "24h", "today", "yesterday", "monday", "last-week")


@dataclass(frozen=True, slots=True)
class Raw:
    """A value as typed, and where."""

    text: str
    start: int
    quoted: bool = False


def read_value(key: Key, op: str, raw: Raw) -> Query:
    """The clause that ``key op raw`` means. The key's kind is any but text, which the parser reads itself."""
    positive = ":" if op in ("=", "!=") and key.kind is not KeyKind.NAME else op
    query = disjunction(_READERS[key.kind](key, positive, part) for part in _parts(key, raw))
    return negation(query) if op == "!=" else query


def _parts(key: Key, raw: Raw) -> list[Raw]:
    """The alternatives of a list: ``front:hajin,idlib``."""
    if raw.quoted or "," not in raw.text or key.kind not in (KeyKind.NAME, KeyKind.CHOICE, KeyKind.GRADE):
        return [raw]
    parts: list[Raw] = []
    at = raw.start
    for text in raw.text.split(","):
        if not text:
            raise QueryError("the list has a gap", at, ("a value",))
        parts.append(Raw(text, at))
        at += len(text) + 1
    return parts


def _name(key: Key, op: str, raw: Raw) -> Query:
    if not fold(raw.text).strip().rstrip("*"):
        raise QueryError(f"{key.name} needs a name", raw.start, (key.example,))
    return Field(key.name, Name(raw.text, exact=op in ("=", "!=")))


def _choice(key: Key, _op: str, raw: Raw) -> Query:
    word = fold(raw.text).strip()
    found = [choice for choice in key.choices if word in (choice, choice + "s")]
    if not found:
        raise QueryError(f'"{raw.text}" is no {key.name}', raw.start, key.choices)
    return Field(key.name, Choice(found[0]))


def _number(key: Key, op: str, raw: Raw) -> Query:
    return Field(key.name, _between(op, raw, _whole, "a number", ("5", "10..50")))


def _age(key: Key, op: str, raw: Raw) -> Query:
    # Nobody means an age to the second: "age:6h" is at most six hours, and "more than" is "at least".
    op = {"<": "<=", ">": ">=", ":": ":" if ".." in raw.text else "<="}.get(op, op)
    return Field(key.name, _between(op, raw, when.seconds, "a duration", _DURATIONS))


def _whole(text: str) -> int | None:
    return int(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _between(op: str, raw: Raw, read: Callable[[str], int | None], noun: str, examples: tuple[str, ...]) -> Between:
    def one(text: str, at: int) -> int:
        value = read(text.lower())
        if value is None:
            raise QueryError(f'"{text}" is not {noun}', at, examples)
        return value

    low_text, dots, high_text = raw.text.partition("..")
    if dots:
        if op != ":":
            raise QueryError(f"a range needs : and not {op}", raw.start, (":" + raw.text,))
        if not low_text and not high_text:
            raise QueryError("the range has no end", raw.start, examples)
        low = one(low_text, raw.start) if low_text else None
        high = one(high_text, raw.start + len(low_text) + 2) if high_text else None
        if low is not None and high is not None and low > high:
            raise QueryError("the range is upside down", raw.start, (f"{high_text}..{low_text}",))
        return Between(low, high)
    value = one(raw.text, raw.start)
    if op == "<" and value == 0:
        raise QueryError("nothing is less than 0", raw.start, ("<1",))
    return {
        ":": Between(value, value),
        ">=": Between(value, None),
        ">": Between(value + 1, None),
        "<=": Between(None, value),
        "<": Between(None, value - 1),
    }[op]


def _grade(key: Key, op: str, raw: Raw) -> Query:
    best_text, dots, worst_text = raw.text.partition("..")
    if dots:
        if op != ":":
            raise QueryError(f"a range needs : and not {op}", raw.start, (":" + raw.text,))
        ends = sorted(
            (_place(best_text, raw.start), _place(worst_text, raw.start + len(best_text) + 2)),
        )
        return Field(key.name, Grades(GRADES[ends[0]], GRADES[ends[1]]))
    place = _place(raw.text, raw.start)
    last = len(GRADES) - 1
    first, final = {
        ":": (place, place),
        ">=": (0, place),
        ">": (0, place - 1),
        "<=": (place, last),
        "<": (place + 1, last),
    }[op]
    if first > final:
        raise QueryError(f"no grade is {op} {raw.text}", raw.start, _grade_words())
    return Field(key.name, Grades(GRADES[first], GRADES[final]))


def _place(text: str, at: int) -> int:
    """Index in :data:`GRADES` of a grade's word, letter or unambiguous beginning."""
    word = fold(text).strip()
    for place, grade in enumerate(GRADES):
        if word in (grade.value.lower(), grade.word):
            return place
    begun = [place for place, grade in enumerate(GRADES) if len(word) > 1 and grade.word.startswith(word)]
    if len(begun) != 1:
        raise QueryError(f'"{text}" is no grade', at, _grade_words())
    return begun[0]


def _grade_words() -> tuple[str, ...]:
    return tuple(grade.word for grade in Grade)


def _time(key: Key, _op: str, raw: Raw) -> Query:
    text = when.canonical(raw.text)
    if text is None:
        raise QueryError(f'"{raw.text}" is not a time', raw.start, _TIMES)
    return Field(key.name, When(text))


_Reader = Callable[[Key, str, Raw], Query]
_READERS: dict[KeyKind, _Reader] = {
    KeyKind.NAME: _name,
    KeyKind.CHOICE: _choice,
    KeyKind.YES_NO: _choice,
    KeyKind.NUMBER: _number,
    KeyKind.GRADE: _grade,
    KeyKind.AGE: _age,
    KeyKind.TIME: _time,
}
