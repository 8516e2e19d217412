"""When a page that comes without a publication date says, by its address or its dateline, that it was published.

Invariant: a pure function of the page and of when it was had; nothing is guessed. Numbers are a date only where they
fill whole places of an address, so that the number of an article is none; a date is never later than the page was had,
nor before :data:`EARLIEST`.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

from tui.feeds.dates import parse_date
from tui.model import Value

EARLIEST = dt.datetime(1995, 1, 1, tzinfo=dt.UTC)
"""Before it no news had an address."""
AHEAD = dt.timedelta(hours=14)
"""How far the local day of a publisher may be ahead of UTC."""
BY_NUMBER = "by number"
BY_ADDRESS = "by address"
BY_DATELINE = "by dateline"
BY_PAGE = frozenset((BY_NUMBER, BY_ADDRESS, BY_DATELINE))
FUTURE = "future"
"""Flag of an item that says it is of a later time than it came."""
MISSING = "missing"
"""Flag of an item of a feed of which nothing says when it was published: it came then, at the latest."""
UNDATED = "undated"
"""Flag of a text of which nothing says that either: it may be of any time."""
_DAY = dt.timedelta(days=1)

_TWEETS_SINCE = 1_288_834_974_657
"""Milliseconds of the Unix epoch from which the ids of statuses count: twitter-archive/snowflake, IdWorker.scala."""
_TWEETS = frozenset(("twitter.com", "x.com", "mobile.twitter.com"))
_STATUS = re.compile(r"/[^/]{1,64}/status/(\d{15,20})/?", re.ASCII)
_TOOT = re.compile(r"/@[^/]{1,128}/(\d{17,19})/?", re.ASCII)
_YMD = re.compile(r"(?<=/)(\d{4})/(\d{1,2})/(\d{1,2})(?=/)", re.ASCII)
_NAMED = re.compile(r"(?<=/)(\d{4})/(?:(\d{1,2})[-/]([a-z]{3,9})|([a-z]{3,9})[-/](\d{1,2}))(?=[-/])", re.ASCII)
_ISO = re.compile(r"(?:(?<=/)|(?<=-))(\d{4})-(\d\d)-(\d\d)(?=/|\.s?html?/)", re.ASCII)
_SOLID = re.compile(r"(?<=/)(\d{8})(?=/|\.s?html?/)", re.ASCII)

_LINES = 8
"""Lines of a page among which its dateline is."""
_LINE_LIMIT = 200
_SENTENCE = re.compile(r"\w[.!?][\"'”’)]?$")
"""A line of prose: the headline of another page, among those linked beside this one, has no full stop."""
_DATELINE = re.compile(
    r"(?P<inside>\()?(?:[A-Z][a-z]{5,8}[,،]? )?"
    r"(?:(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8})|(?P<month_>[A-Z][a-z]{2,8})\.? (?P<day_>\d{1,2}))"
    r"[,،]? ?(?P<year>\d{4})(?(inside)\b[^()]{0,40}\) |(?:[,،]? (?:at )?\d{1,2}:\d\d)?$)"
)
"""A line that is a date, or begins with one in brackets."""


class Stamp(Value, frozen=True, kw_only=True):
    """When a page was published, and what says so."""

    at: dt.datetime
    """UTC; of a day its last instant that is not after the page was had."""
    flag: str
    """:data:`BY_NUMBER`, :data:`BY_ADDRESS` or :data:`BY_DATELINE`: the first is exact, the others give a day."""


def stamp_of(url: str, text: str, seen: dt.datetime) -> Stamp | None:
    """What the address of a page says, else its dateline; None when neither tells a day up to ``seen``."""
    posted = _posted(url)
    if posted is not None and EARLIEST <= posted <= seen:
        return Stamp(at=posted, flag=BY_NUMBER)
    for flag, day in ((BY_ADDRESS, _day_of(url)), (BY_DATELINE, _dateline(text))):
        if day is not None and EARLIEST <= day <= seen + AHEAD:
            return Stamp(at=min(seen, day + _DAY - dt.timedelta(seconds=1)), flag=flag)
    return None


def _posted(url: str) -> dt.datetime | None:
    """When a status was posted: its number holds the milliseconds. X keeps 22 bits beside them, Mastodon 16
    (lib/mastodon/snowflake.rb)."""
    parts = _split(url)
    if parts is None:
        return None
    host, path = parts
    status, toot = _STATUS.match(path), _TOOT.fullmatch(path)
    if host in _TWEETS and status is not None:
        milliseconds = (int(status[1]) >> 22) + _TWEETS_SINCE
    elif host not in _TWEETS and toot is not None:
        milliseconds = int(toot[1]) >> 16
    else:
        return None
    try:
        return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _split(url: str) -> tuple[str, str] | None:
    """Host without "www." and path; None for what is no URL."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path
    except ValueError:
        return None


def _day_of(url: str) -> dt.datetime | None:
    """Midnight of the day that an address names; None when it names none, or two."""
    parts = _split(url)
    if parts is None:
        return None
    path = f"{parts[1].rstrip('/').lower()}/"
    found = {
        *(_midnight(year, month, day) for year, month, day in _YMD.findall(path)),
        *(_midnight(year, month, day) for year, month, day in _ISO.findall(path)),
        *(_midnight(year, a or b, day or day_after) for year, day, a, b, day_after in _NAMED.findall(path)),
        *(_midnight(solid[:4], solid[4:6], solid[6:]) for solid in _SOLID.findall(path)),
        *(_midnight(solid[4:], solid[2:4], solid[:2]) for solid in _SOLID.findall(path)),
    } - {None}
    return found.pop() if len(found) == 1 else None


def _dateline(text: str) -> dt.datetime | None:
    """Midnight of the day that the first line is, or a later one with prose after it."""
    lines = [line.strip() for line in text[: _LINES * _LINE_LIMIT].splitlines() if line.strip()]
    for at, line in enumerate(lines[:_LINES]):
        found = _DATELINE.match(line)
        if found is None:
            continue
        prose = line if found["inside"] else lines[at + 1] if at + 1 < len(lines) else ""
        if not at or _SENTENCE.search(prose) or len(prose) >= _LINE_LIMIT:
            return _midnight(found["year"], found["month"] or found["month_"], found["day"] or found["day_"])
    return None


def is_date(line: str) -> bool:
    """Is the line a date, with or without a time, and nothing else?"""
    found = _DATELINE.match(line.strip())
    return found is not None and not found["inside"]


def _midnight(year: str, month: str, day: str) -> dt.datetime | None:
    """In UTC; ``month`` as a number or a name. None for a day that is in no calendar."""
    if month.isdecimal():
        return parse_date(f"{year}-{month:0>2}-{day:0>2}")
    return parse_date(f"{day} {month} {year} 00:00:00")
