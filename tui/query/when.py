"""Durations and times as a user types them.

Invariants: every time is UTC; a date, month or year is a stretch, so ``until:2018-05-06`` holds the whole day; a
canonical spelling reads back as itself.
"""

from __future__ import annotations

import datetime as dt
import re

from tui.units import LONGEST, NAMED, UNITS, named_stretch

_DURATION = re.compile(r"([0-9]{1,10})([wdhms])")
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?")

Stretch = tuple[dt.datetime, dt.datetime]
"""Start and end (exclusive)."""


def seconds(text: str) -> int | None:
    """Seconds of "90m" or "2d12h"; None when it is no duration."""
    at = total = 0
    while match := _DURATION.match(text, at):
        total += int(match[1]) * UNITS[match[2]]
        at = match.end()
    return total if at and at == len(text) and total <= LONGEST else None


def duration(total: int) -> str:
    """The canonical spelling of ``total`` seconds: in one unit, the widest that is exact."""
    unit = next(unit for unit, size in UNITS.items() if total % size == 0 and (total or unit == "s"))
    return f"{total // UNITS[unit]}{unit}"


def canonical(text: str) -> str | None:
    """The canonical spelling of a time; None when it is none."""
    lower = text.lower()
    if lower in NAMED:
        return lower
    ago = seconds(lower)
    if ago is not None:
        return duration(ago)
    if _CLOCK.fullmatch(text):
        instant = _clock(text)
        return None if instant is None else f"{instant.replace(tzinfo=None).isoformat()}Z"
    return text if _calendar(text) is not None else None


def is_relative(text: str) -> bool:
    """A canonical time that moves with the clock."""
    return text in NAMED or seconds(text) is not None


def stretch(text: str, now: dt.datetime) -> Stretch:
    """The stretch that a canonical time means at ``now``."""
    ago = seconds(text)
    if ago is not None:
        instant = now - dt.timedelta(seconds=ago)
        return instant, instant
    if text in NAMED:
        return named_stretch(text, now)
    found = _calendar(text)
    if found is None:
        instant = dt.datetime.fromisoformat(text)
        return instant, instant + dt.timedelta(seconds=1)
    return found


def _clock(text: str) -> dt.datetime | None:
    try:
        instant = dt.datetime.fromisoformat(text.upper())
        instant = instant.replace(tzinfo=dt.UTC) if instant.tzinfo is None else instant.astimezone(dt.UTC)
        instant + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return instant


def _calendar(text: str) -> Stretch | None:
    """A year, month or day."""
    try:
        if _YEAR.fullmatch(text):
            return _midnight(int(text), 1), _midnight(int(text) + 1, 1)
        if month := _MONTH.fullmatch(text):
            year, number = int(month[1]), int(month[2])
            return _midnight(year, number), _midnight(year + number // 12, number % 12 + 1)
        if _DAY.fullmatch(text):
            start = dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), dt.UTC)
            return start, start + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return None


def _midnight(year: int, month: int) -> dt.datetime:
    return dt.datetime(year, month, 1, tzinfo=dt.UTC)
