"""Writes a query the one way it is written.

Invariant: for every tree that the parser can build, ``parse(unparse(query)) == query``.
"""

from __future__ import annotations

import re

from tui.query import when
from tui.query.keys import GRADES, KEYS, KeyKind
from tui.query.nodes import All, And, Between, Choice, Field, Grades, Name, Not, Or, Phrase, Query, Regex, Text, When
from tui.query.parser import is_bare

_PLAIN_VALUE = re.compile(r'[^\s()"“”,/][^\s()"“”,]*')
_ESCAPE = re.compile(r'(["“”\\])')


def unparse(query: Query) -> str:
    """The canonical text of ``query``; empty for everything."""
    match query:
        case All():
            return ""
        case And(parts):
            return " ".join(f"({unparse(part)})" if isinstance(part, Or) else unparse(part) for part in parts)
        case Or(parts):
            return " or ".join(unparse(part) for part in parts)
        case Not(part):
            return f"-({unparse(part)})" if isinstance(part, And | Or | All) else f"-{unparse(part)}"
        case Field():
            return _field(query)
        case _:
            return _term(query)


def _term(query: Text | Phrase | Regex) -> str:
    match query:
        case Text(value):
            return value if is_bare(value) else f"text:{value}"
        case Phrase(value):
            return _quote(value)
        case Regex(pattern):
            return f"/{pattern}/"


def _field(field: Field) -> str:
    key, value = field.key, field.value
    match value:
        case Text() | Phrase() | Regex():
            return f"{key}:{value.value if isinstance(value, Text) else _term(value)}"
        case Name(name, exact):
            return f"{key}{'=' if exact else ':'}{name if _PLAIN_VALUE.fullmatch(name) else _quote(name)}"
        case Choice(choice):
            return f"{key}:{choice}"
        case Between():
            return key + _between(value, is_age=KEYS[key].kind is KeyKind.AGE)
        case Grades():
            return key + _grades(value)
        case When(text):
            return f"{key}:{text}"


def _between(value: Between, *, is_age: bool) -> str:
    low, high = (None if end is None else when.duration(end) if is_age else str(end) for end in (value.low, value.high))
    if low is None:
        return f"<={high}"
    if high is None:
        return f">={low}"
    return f":{low}" if low == high and not is_age else f":{low}..{high}"


def _grades(value: Grades) -> str:
    if value.best == value.worst:
        return f":{value.best.word}"
    if value.best == GRADES[0]:
        return f">={value.worst.word}"
    if value.worst == GRADES[-1]:
        return f"<={value.best.word}"
    return f":{value.best.word}..{value.worst.word}"


def _quote(value: str) -> str:
    return '"' + _ESCAPE.sub(r"\\\1", value) + '"'
