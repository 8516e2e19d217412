"""How much one feed may say.

Invariants: an item that comes beyond its feed's allowance, or from a feed on probation, is kept with that mark and
counts for nothing; the mark is part of the item, so a journal read back gives the same incidents. A feed's allowance
is by the hour that its items are of: a backlog is spread over the hours in which it was published. What comes long
after its feed has gone on to later things is of the hour in which it comes, so that false dates open no second door.
A flood does not become usual by going on, and what is one too many is a flood whatever else its feed is.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from statistics import median

import msgspec

from tui.feeds.stamps import BY_PAGE
from tui.ledger.running import hour_of
from tui.model import LATE, Item

LEAST = 50
"""Items of one hour that any feed may have."""
TIMES = 10
"""So many times its usual hour a feed may have."""
MEMORY = 14 * 24
"""Hours that the usual hour is taken from; those in which the feed says nothing are left out."""
BEHIND = dt.timedelta(hours=24)
"""An item so far behind the newest one of its feed is flagged late: listed where it belongs, no news."""
_NEWS = frozenset(("", *BY_PAGE))
"""Flags that an item gives up when it is late: an older date has been said of the others already."""
FLOOD = "flood"
PROBATION = "probation"
PROBATION_TIME = dt.timedelta(days=7)
"""How long a feed that another owner's host answers for is shown and not counted."""


class Floods:
    """Counts the items of every feed."""

    def __init__(self) -> None:
        self._hours: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._late: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._flooded: defaultdict[str, set[int]] = defaultdict(set)
        """Hours in which a feed went beyond its allowance."""
        self._newest: dict[str, dt.datetime] = {}

    def newest(self, source: str) -> dt.datetime | None:
        """Time of the newest item of a feed; None: it has none so far."""
        return self._newest.get(source)

    def mark(self, item: Item, newest: dt.datetime | None) -> Item:
        """The item, flagged when it is late or one too many, and counted. ``newest`` is the time of its feed's newest
        item before the poll that brought this one."""
        late = newest is not None and item.time < newest - BEHIND
        flagged = msgspec.structs.replace(item, date_flag=LATE) if late and item.date_flag in _NEWS else item
        over = self._count(flagged, late=late)
        return msgspec.structs.replace(flagged, held=FLOOD) if over else flagged

    def note(self, item: Item) -> None:
        """Count an item that was marked before."""
        self._count(item, late=item.date_flag == LATE)

    def _count(self, item: Item, *, late: bool) -> bool:
        """Whether the item is beyond its feed's allowance."""
        hours = (self._late if late else self._hours)[item.source]
        hour = hour_of(item.seen if late else item.time)
        hours[hour] += 1
        if not late:
            self._newest[item.source] = max(item.time, self._newest.get(item.source, item.time))
        if len(hours) > 2 * MEMORY:
            for old in sorted(hours)[:MEMORY]:
                del hours[old]
            self._flooded[item.source] &= self._hours[item.source].keys()
        over = hours[hour] > LEAST and hours[hour] > self._allowance(item.source, hour)
        if over and not late:
            self._flooded[item.source].add(hour)
        return over

    def _allowance(self, source: str, hour: int) -> float:
        flooded = self._flooded[source]
        usual = [
            LEAST if one in flooded else count
            for one, count in self._hours[source].items()
            if hour - MEMORY <= one < hour
        ]
        return max(LEAST, TIMES * median(usual)) if usual else LEAST
