"""Durations and instants as people write them, for the command line, the configuration and the filter language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

UNITS: dict[str, int] = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
"""Seconds of each unit, the widest first."""
LONGEST = 100 * 366 * UNITS["d"]
"""Seconds of the longest duration: a century, which keeps every sum inside the calendar."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {"today": 0, "yesterday": 1}
"""How many days ago it began."""
_WEEKS = {"this-week": 0, "last-week": 1}
"""How many weeks ago it began, on its Monday."""
NAMED = (*_DAYS, *_WEEKS, *_WEEKDAYS)
"""Words for a day or a week, in UTC; a weekday is the newest of its name, be it today."""
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s?(s|min|m|h|d|w)", re.ASCII)


class UnreadableError(ValueError):
    """Words that are no duration or instant; says what was expected."""


def seconds_of(words: str) -> float:
    """Seconds of "20s", "10m" or "10min", "24h", "7d", "2w"; "all" is the longest."""
    if words.strip() == "all":
        return LONGEST
    match = _DURATION.fullmatch(words.strip())
    seconds = float(match[1]) * UNITS[match[2][0]] if match else 0.0
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


def named_stretch(name: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Begin and end (exclusive) of what one of :data:`NAMED` means at ``now``."""
    midnight = now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if name in _WEEKS:
        start = midnight - dt.timedelta(days=midnight.weekday(), weeks=_WEEKS[name])
        return start, start + dt.timedelta(weeks=1)
    back = _DAYS[name] if name in _DAYS else (midnight.weekday() - _WEEKDAYS.index(name)) % 7
    start = midnight - dt.timedelta(days=back)
    return start, start + dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it was typed: an instant, or one that hangs on the clock."""

    instant: dt.datetime | None = None
    ago: float = 0.0
    """Seconds before now, where ``instant`` is None."""
    name: str = ""
    """One of :data:`NAMED`: a whole day or week."""

    def start(self, now: dt.datetime) -> dt.datetime:
        """The instant; of a day or week its first."""
        if self.name:
            return named_stretch(self.name, now)[0]
        return self.instant if self.instant is not None else now - dt.timedelta(seconds=self.ago)

    def end(self, now: dt.datetime) -> dt.datetime:
        """The instant; of a day or week its end, and never later than now."""
        return min(now, named_stretch(self.name, now)[1]) if self.name else self.start(now)


def moment_of(words: str) -> Moment:
    """ "2018-05-08T06:00Z" as in :func:`instant_of`, "8h" before now, or one of :data:`NAMED`."""
    word = "-".join(words.lower().split())  # "last week" is one word in the filter language
    if word in NAMED:
        return Moment(name=word)
    try:
        return Moment(ago=seconds_of(word))
    except UnreadableError:
        pass
    try:
        return Moment(instant_of(words))
    except UnreadableError:
        raise UnreadableError(
            f"{words!r} is no time: expected 2018-05-08, 2018-05-08T06:00Z, 8h (before now), today, yesterday, "
            "a weekday, this-week or last-week"
        ) from None
