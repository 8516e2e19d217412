"""Dates as feeds write them -> aware UTC, or None.

Invariant: nothing is guessed and nothing rolls over. feedparser turns month 13 into the next January and a Unix
time into the year 1759, so a text of digits that is no date gives None here and the entry counts as undated.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_tz

_EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_LATEST = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
_WIDEST_OFFSET = dt.timedelta(hours=14)
_LONGEST = 64
"""Characters: the longest form in use is half of it."""

_ISO = re.compile(
    r"(\d{4})-?(\d\d)(?:-?(\d\d)(?:[T ] ?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?"
    r" ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def parse_date(raw: str) -> dt.datetime | None:
    """ISO 8601 (RFC 3339 and shorter) or RFC 2822; a missing zone is UTC; outside 1990 to 2100 it is no date."""
    text = raw.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        found = _iso(text) or _rfc(text)
        return credible(found) if found is not None else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def credible(when: dt.datetime) -> dt.datetime | None:
    """The instant in UTC when it lies in the years that news can be from."""
    try:
        instant = when.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return instant if _EARLIEST <= instant < _LATEST else None


def is_wordy(raw: str) -> bool:
    """True for a date that another language's month names may explain; not for digits, nor for ISO gone wrong."""
    return _LETTER.search(raw[:_LONGEST]) is not None and re.match(r"\s*-?\d{4}", raw, re.ASCII) is None


def _iso(text: str) -> dt.datetime | None:
    found = _ISO.fullmatch(text)
    if found is None or text.isdecimal():
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    return dt.datetime(
        int(year),
        int(month),
        int(day or 1),
        int(hour or 0),
        int(minute or 0),
        min(int(second or 0), 59),  # a leap second
        tzinfo=_zone(zone),
    )


def _zone(text: str | None) -> dt.timezone:
    if text is None or text[0] not in "+-":
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    return _offset((hours * 60 + minutes) * (60 if text[0] == "+" else -60))


def _offset(seconds: int) -> dt.timezone:
    offset = dt.timedelta(seconds=seconds)
    if abs(offset) > _WIDEST_OFFSET:
        raise ValueError("no such zone")
    return dt.timezone(offset)


def _rfc(text: str) -> dt.datetime | None:
    parts = parsedate_tz(text)
    if parts is None:
        return None
    year, month, day, hour, minute, second = parts[:6]
    return dt.datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_offset(parts[9] or 0))
