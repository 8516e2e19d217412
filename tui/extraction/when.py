"""When a sentence says that something happened, beside the publish time.

Invariants: the answer is a start in UTC and a width in hours, or None; a weekday is the last such day up to the
publish day; without a publish time only a date with its year is understood. Nothing here reads a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tui.extraction.marks import YEAR
from tui.extraction.phrases import Line
from tui.extraction.vocabulary import listed, tables
from tui.extraction.wordings import Wordings

When = tuple[dt.datetime, float]


class Time(NamedTuple):
    """What a sentence says of when it happened."""

    told: When | None
    past: bool
    """It looks back."""


_DAY = 24.0
_RECENT = dt.timedelta(days=10)
_YEAR_LEADS = frozenset(("in", "since", "of"))


_NO_TIME = Time(None, past=False)


def time_of(line: Line, published: dt.datetime | None) -> Time:
    """Both answers for one sentence."""
    if _cues().isdisjoint(line.plain):
        return Time(None, is_past(line, None, published)) if _has_year(line) else _NO_TIME
    told = when(line, published)
    return Time(told, is_past(line, told, published))


def _has_year(line: Line) -> bool:
    return bool(line.any_mark & YEAR)


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    """Words without one of which no sentence tells a time, save by a year."""
    lists = (_weekdays(), _yesterday(), _today(), _background())
    return frozenset(_months()).union(*(wordings.firsts for wordings in lists))


def when(line: Line, published: dt.datetime | None) -> When | None:
    """The span that a sentence tells, the first of: a date, a weekday, "yesterday", "today"."""
    dated = _date(line.keys, published)
    if dated is not None:
        return _midnight(dated), _DAY
    if published is None:
        return None
    days = tables("events")["time"]["days"]
    for word in line.keys if _weekdays().of(line.plain) else ():
        if word in days:
            back = (published.weekday() - days.index(word)) % 7
            return _midnight(published.date() - dt.timedelta(days=back)), _DAY
    if _yesterday().of(line.plain):
        return _midnight(published.date() - dt.timedelta(days=1)), _DAY * (2 if "overnight" in line.plain else 1)
    if _today().of(line.plain):
        return published - dt.timedelta(hours=12), 12.0
    return None


def foreground(keys: Sequence[str]) -> int:
    """How many words of a sentence come before an earlier happening that it is set against ("..., a day after ...")."""
    if "after" not in keys:
        return len(keys)
    spans = listed("events", "time", "spans")
    for index in range(2, len(keys)):
        if keys[index] == "after" and keys[index - 1] in spans:
            return index
    return len(keys)


def is_past(line: Line, told: When | None, published: dt.datetime | None) -> bool:
    """The sentence looks back: words such as "last month", a date well before the publish time, or an earlier year."""
    if _background().of(line.plain):
        return True
    if published is None:
        return False
    if told is not None:
        return told[0] < published - _RECENT
    years = [
        int(line.keys[at])
        for at, mark in enumerate(line.marks)
        if mark & YEAR and at and (line.keys[at - 1] in _YEAR_LEADS or line.keys[at - 1] in _months())
    ]
    return any(1900 < year < published.year for year in years)


@lru_cache(maxsize=1)
def _weekdays() -> Wordings:
    return Wordings(tables("events")["time"]["days"])


@lru_cache(maxsize=1)
def _yesterday() -> Wordings:
    return Wordings(listed("events", "time", "yesterday"))


@lru_cache(maxsize=1)
def _today() -> Wordings:
    return Wordings(listed("events", "time", "today"))


@lru_cache(maxsize=1)
def _background() -> Wordings:
    return Wordings(listed("events", "background", "words"))


def _date(keys: Sequence[str], published: dt.datetime | None) -> dt.date | None:
    names = _months()
    if names.keys().isdisjoint(keys):
        return None
    for index, word in enumerate(keys):
        month = names.get(word)
        if month is None:
            continue
        after = keys[index + 1] if index + 1 < len(keys) else ""
        before = keys[index - 1] if index else ""
        for day, year_at in ((before, index + 1), (after, index + 2)):
            number = _day(day)
            if number is None:
                continue
            year_word = keys[year_at] if year_at < len(keys) else ""
            year = int(year_word) if len(year_word) == 4 and year_word.isdigit() else None
            return _calendar(year, month, number, published)
    return None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    months = tables("events")["time"]["months"]
    short = {month[:3]: number for number, month in enumerate(months, start=1)} | {"sept": 9}
    return {month: number for number, month in enumerate(months, start=1)} | short


def _calendar(year: int | None, month: int, day: int, published: dt.datetime | None) -> dt.date | None:
    try:
        if year is not None:
            return dt.date(year, month, day)
        if published is None:
            return None
        date = dt.date(published.year, month, day)
        return date if date <= published.date() + dt.timedelta(days=1) else dt.date(published.year - 1, month, day)
    except ValueError:
        return None


def _day(word: str) -> int | None:
    digits = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return (
        int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 2 and 1 <= int(digits) <= 31 else None
    )


def _midnight(date: dt.date) -> dt.datetime:
    return dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
