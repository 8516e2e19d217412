"""Durations and instants as people write them, for the command line, the configuration and the filter language."""

from __future__ import annotations

import datetime as dt
import re

_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s?(s|min|m|h|d|w)", re.ASCII)
LONGEST = 100 * 365 * 86_400.0
"""Seconds in a hundred years: longer is a slip of the finger, and overflows a date."""


class UnreadableError(ValueError):
    """Words that are no duration or instant; says what was expected."""


def seconds_of(words: str) -> float:
    """Seconds of "20s", "10m" or "10min", "24h", "7d", "2w"; "all" is a hundred years."""
    if words.strip() == "all":
        return LONGEST
    match = _DURATION.fullmatch(words.strip())
    seconds = float(match[1]) * _SECONDS[match[2]] if match else 0.0
    if not 0 < seconds <= LONGEST:
        raise UnreadableError(
            f"{words!r} is no duration: expected a number and s, m, h, d or w, such as 90s, 24h or 7d"
        )
    return seconds


def instant_of(words: str) -> dt.datetime:
    """An aware UTC instant of "2018-05-08", "2018-05-08T06:00" or with a zone; without one it is UTC."""
    try:
        instant = dt.datetime.fromisoformat(words.strip())
        return instant.replace(tzinfo=instant.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise UnreadableError(f"{words!r} is no time: expected 2018-05-08 or 2018-05-08T06:00Z") from None
