"""Where a running total, or a sum over a period, begins.

Invariant: a pure function of the claim and its time of publication; what is not said is None, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tui.extraction.vocabulary import tables
from tui.ledger.marks import months
from tui.model import Claim

OLDEST = 1900
"""The first year that four digits after "since" can be."""


def start_of(claim: Claim, published: dt.datetime) -> dt.datetime | None:
    """Where the figure begins, from the words of its sentence; None: unsaid. A date without a year is the last one
    before publication."""
    found = _since().search(claim.sentence)
    if found is not None:
        day, month, month_first, day_after, year, year_alone = found.groups()
        if year_alone:
            return _year(int(year_alone), published)
        return _date(int(day or day_after or 1), months()[(month or month_first).lower()[:3]], year, published)
    back = _back().search(claim.sentence)
    if back is not None:
        hours = _table()["units"][back[2].lower()] * int(back[1] or 1)
        return published - dt.timedelta(hours=min(hours, 24 * 366))
    return None


def _year(year: int, published: dt.datetime) -> dt.datetime | None:
    """ "Since 0600" is a time of day, and what is to come has no total."""
    return dt.datetime(year, 1, 1, tzinfo=dt.UTC) if OLDEST <= year <= published.year else None


def _date(day: int, month: int, year: str | None, published: dt.datetime) -> dt.datetime | None:
    try:
        found = dt.datetime(int(year) if year else published.year, month, day, tzinfo=dt.UTC)
        return found if year or found <= published else found.replace(year=published.year - 1)
    except ValueError:
        return None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data/totals.toml").read_text(encoding="utf-8"))


@cache
def _since() -> re.Pattern[str]:
    """ "since 10 September 2018", "since September 10", "since September", "since 2019"."""
    words = "|".join(_table()["since"])
    month = "|".join(f"{month[:3]}(?:{month[3:]}|t)?" for month in tables("events")["time"]["months"])
    return re.compile(
        rf"\b(?:{words}) (?:(?:(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({month})|({month})\b\.?(?: (\d{{1,2}})\b(?!\d))?)"
        rf"(?:,? (\d{{4}}))?|(\d{{4}}))\b",
        re.I,
    )


@cache
def _back() -> re.Pattern[str]:
    """ "in the past 24 hours", "over the last week"."""
    words, units = "|".join(_table()["last"]), "|".join(_table()["units"])
    return re.compile(rf"\b(?:{words}) (?:(\d{{1,3}}) )?({units})s?\b", re.I)
