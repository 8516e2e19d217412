"""From one TOML table to one value of the model, key by key, so that every fault is found and not only the first.

The model's types are the schema: a key that is no field is unknown, a field without a default is required.
"""

from __future__ import annotations

import datetime as dt
import difflib
import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tui import text
from tui.config import lines
from tui.config.errors import ConfigError, Problem, shown
from tui.model import Role
from tui.units import UnreadableError, instant_of, seconds_of

T = TypeVar("T", bound=msgspec.Struct)
Fault = tuple[str, str, str]
"""Key, what was found, what was expected."""

STRING_LIMIT = 2_048
"""Code points of any one string."""
_DURATIONS = frozenset({"interval", "per_host_delay", "timeout", "window", "retention", "cooldown"})
_MANY_LINES = frozenset({"query"})
_WORDING: dict[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: 'a duration such as "10m", or a number of seconds',
    Role: "one of " + ", ".join(Role),
    dict[str, str]: "a table of strings",
    tuple[str, ...]: "a list of strings",
    tuple[tuple[float, float], ...]: "a list of [latitude, longitude] pairs",
    dt.datetime | None: "a date such as 2018-05-08 or a time such as 2018-05-08T06:00Z",
}


PROBLEM_LIMIT = 500
"""Problems after which a file is not read on: whoever made it has to look at it anyway."""


class Findings:
    """Collects the problems of one file."""

    def __init__(self, path: Path, source: str) -> None:
        self._file = text.line(str(path))
        self._source = source
        self._lines: dict[lines.Where, int] | None = None
        self.problems: list[Problem] = []

    def add(self, table: str, at: int, name: str, fault: Fault) -> None:
        """Note a fault of the ``at``-th (from 0) table of that name; ``name`` is its id or name, when known."""
        key, message, expected = fault
        if self._lines is None:
            self._lines = lines.index(self._source)
        places = (table, at, key or None), (table, at, None), (key, 0, None), ("", 0, table)
        line = next((self._lines[place] for place in places if place in self._lines), None)
        where = _where(table, at, name)
        self.problems.append(
            Problem(
                file=self._file, line=line, where=where, key=key or None, message=text.line(message), expected=expected
            )
        )

    @property
    def full(self) -> bool:
        return len(self.problems) >= PROBLEM_LIMIT

    def raise_any(self) -> None:
        """Raise ConfigError, in the order of the file, when anything was found."""
        if self.problems:
            raise ConfigError(tuple(sorted(self.problems, key=lambda problem: problem.line or 0)))


def _where(table: str, at: int, name: str) -> str:
    if not table:
        return ""
    if table == "settings":
        return "[settings]"
    return f"[[{table}]] #{at + 1}" + (f" {shown(name)}" if name else "")


def build(kind: type[T], raw: dict[str, Any], checks: Callable[[T], Iterable[Fault]]) -> tuple[T | None, list[Fault]]:
    """The value, or None with the faults. ``checks`` look at a value whose types are right."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for key, found in itertools.islice(raw.items(), PROBLEM_LIMIT):
        if key not in fields:
            faults.append((key, "unknown key", nearest(key, fields)))
            continue
        try:
            values[key] = _convert(key, found, fields[key].type)
        except (msgspec.ValidationError, UnreadableError):
            faults.append((key, f"found {shown(found)}", wording(fields[key].type)))
            continue
        faults.extend(_unsound(key, found))
    required = [key for key, field in fields.items() if field.required]
    faults.extend((key, "is missing", wording(fields[key].type)) for key in required if key not in raw)
    # What is missing or of a wrong type gets a stand-in, so that the checks see the rest all the same.
    faulty = {key for key, _, _ in faults}
    value = kind(**{fields[key].name: values.get(key, "") for key in {*values, *required}})
    faults.extend(fault for fault in checks(value) if fault[0] not in faulty)
    return (None, faults) if faults else (value, [])


def nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """What to write instead of an unknown word: the nearest known one; when none is near ``otherwise``, or all."""
    words = list(known)
    by_fold = {name.casefold(): name for name in words}
    near = difflib.get_close_matches(text.line(word, 60).casefold(), by_fold, n=1, cutoff=0.7)
    if near:
        return shown(by_fold[near[0]])
    return otherwise or "one of " + ", ".join(words)


def wording(kind: Any) -> str:
    """What a type accepts, in words."""
    return _WORDING.get(kind, "a string")


def _convert(key: str, found: Any, kind: Any) -> Any:
    if key in _DURATIONS and isinstance(found, str):
        return 0.0 if found.strip() in ("0", "0s") else seconds_of(found)
    if kind == dt.datetime | None:
        return _instant(found)
    return msgspec.convert(found, kind)


def _instant(found: Any) -> dt.datetime:
    """TOML knows dates and times with and without a zone; without one it is UTC."""
    if isinstance(found, dt.datetime | dt.date | str):
        return instant_of(found if isinstance(found, str) else found.isoformat())
    raise UnreadableError


def _unsound(key: str, found: Any) -> Iterator[Fault]:
    """Strings that would not survive being shown or matched."""
    for string in _strings(found):
        if not string.strip():
            if key not in _MANY_LINES:
                yield key, "found an empty string", "some text"
        elif not text.is_safe(string) or ("\n" in string and key not in _MANY_LINES):
            yield key, f"found a control character or line break in {shown(string)}", "plain text on one line"
        elif string != string.strip() and key not in _MANY_LINES:
            yield key, f"found {shown(string)} with spaces at an end", shown(string.strip())
        elif len(string) > STRING_LIMIT:
            yield key, f"found {len(string)} characters", f"at most {STRING_LIMIT}"


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for key, value in found.items():
            yield key
            yield from _strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from _strings(value)
