"""When to fetch a feed next: a pure function of what it answered.

Invariant: no delay is under :data:`FLOOR`, whatever a file or a server says, and none but the weekly look at a feed
that is gone is over :data:`CEILING`, so that no header can mute a feed for ever. Everything is in seconds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from email.utils import parsedate_to_datetime
from enum import StrEnum
from random import Random

from tui.feeds.values import Hints
from tui.model import Validators

FLOOR = 60.0
CEILING = 86_400.0
BACKOFF = 6 * 3600.0
"""The longest wait after a failure that names none."""
WEEK = 7 * 86_400.0
QUARANTINE = 86_400.0
"""How long a feed rests that had the parser killed :data:`STRIKES` times in a row."""
STRIKES = 3
START = 10.0
"""Seconds over which the first polls are spread."""
APART = 0.15
_SPREAD = 0.05
"""Share of a delay that is added at random, so that feeds that met once do not stay together."""
_HIGHEST_DOUBLING = 20

_DIGITS = re.compile(r"[0-9]{1,20}", re.ASCII)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s{0,4}=\s{0,4}\"?([0-9]{1,20})", re.ASCII | re.IGNORECASE)


class Result(StrEnum):
    """How a poll went, as far as the next one is concerned."""

    DONE = "done"
    FAILED = "failed"
    GONE = "gone"
    QUARANTINED = "quarantined"


def delay(
    result: Result,
    *,
    interval: float,
    rng: Random,
    failures: int = 0,
    hints: Hints = Hints(),  # noqa: B008 (frozen)
    ttl: float | None = None,
) -> float:
    """Seconds until the next fetch.

    Done: the longest of the source's interval, max-age and ttl. Failed: at least Retry-After when the server named
    one, else full-jitter back-off from the interval. Gone (410): a week.
    """
    base = _clamp(interval)
    if result is Result.GONE:
        return WEEK * rng.uniform(1.0, 1.0 + _SPREAD)
    if result is Result.QUARANTINED:
        return QUARANTINE
    if result is Result.FAILED:
        if hints.retry_after is not None:
            # Never early; the jitter keeps the feeds of one host from coming back as one.
            return min(_clamp(hints.retry_after) + rng.uniform(0.0, FLOOR), CEILING + FLOOR)
        top = min(base * 2.0 ** min(failures, _HIGHEST_DOUBLING), max(BACKOFF, base))
        return max(FLOOR, rng.uniform(0.0, top))
    wanted = max(base, *(_clamp(hint) for hint in (hints.max_age, ttl) if hint is not None), FLOOR)
    return min(wanted * rng.uniform(1.0, 1.0 + _SPREAD), CEILING)


def first_delay(index: int, count: int, interval: float, rng: Random) -> float:
    """Start-up: the feeds a moment apart, all of them within a tenth of the interval and :data:`START`.

    A board should show a picture soon; politeness is per host, and the host queue keeps it.
    """
    return _share(index, count, min(_clamp(interval) / 10, START, APART * count), rng)


def catch_up_delay(index: int, count: int, rng: Random) -> float:
    """After a suspend or an outage: what is overdue, spread over a minute. There is a picture already, and the others
    who lost the network come back at the same moment."""
    return _share(index, count, FLOOR, rng)


def _share(index: int, count: int, span: float, rng: Random) -> float:
    return span * (index + rng.random()) / max(count, 1)


def past_skips(start: dt.datetime, hours: Collection[int], days: Collection[int]) -> float:
    """Seconds from ``start`` until an hour (UTC) and weekday that the feed does not ask to skip; 0 when none is left
    within a day, for a feed must not mute itself."""
    for ahead in range(25):
        when = start if ahead == 0 else start.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=ahead)
        if when.hour not in hours and when.weekday() not in days:
            return (when - start).total_seconds()
    return 0.0


def later(now: dt.datetime, seconds: float, hours: Collection[int], days: Collection[int]) -> float:
    """``seconds`` from ``now``, put off past the hours and days to skip, at most to the ceiling."""
    if not hours and not days:
        return seconds
    return min(seconds + past_skips(instant(now, seconds), hours, days), max(CEILING, seconds))


def instant(now: dt.datetime, seconds: float) -> dt.datetime:
    """``seconds`` from ``now``; the last instant there is when the clock stands at its end."""
    try:
        return now + dt.timedelta(seconds=seconds)
    except OverflowError:
        return dt.datetime.max.replace(tzinfo=dt.UTC)


def retry_after(raw: str | None, now: dt.datetime) -> float | None:
    """Retry-After as seconds from ``now``, within floor and ceiling; None when missing or senseless (RFC 9110, 10.2.3).

    ASCII digits only: ``int`` would read full-width ones as well. A date without a zone is UTC.
    """
    if raw is None:
        return None
    text = raw.strip()
    if _DIGITS.fullmatch(text):
        return _clamp(float(text))
    try:
        when = parsedate_to_datetime(text[:64])
        when = when.replace(tzinfo=dt.UTC) if when.tzinfo is None else when
        return _clamp((when - now).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def max_age(cache_control: str | None) -> float | None:
    """max-age of Cache-Control, at most a day; None when absent or overruled by no-cache or no-store."""
    if cache_control is None:
        return None
    text = cache_control[:1024].lower()
    found = _MAX_AGE.search(text)
    if found is None or "no-cache" in text or "no-store" in text:
        return None
    return min(float(found[1]), CEILING)


def may_send(validators: Validators | None, url: str, now: dt.datetime) -> bool:
    """True when the validators belong to this URL and the last unconditional success is not a day old.

    Some servers answer 304 for ever; a whole fetch a day gets their items all the same.
    """
    if validators is None or validators.url != url or validators.fetched is None:
        return False
    if validators.etag is None and validators.last_modified is None:
        return False
    age = (now - validators.fetched).total_seconds()
    return 0 <= age < CEILING


def _clamp(seconds: float) -> float:
    return min(max(seconds, FLOOR), CEILING)
