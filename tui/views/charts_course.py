"""How a front's incidents and figures went from day to day. Pure.

Invariants: every shown incident is in exactly one bucket or counted as earlier than the first; a bucket's figures are
the tallies of its incidents, as the ledger makes them, so no chart can disagree with the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tui.model import Incident, Tally
from tui.situation import tallies

DAY = 86_400
_STEPS = (300, 900, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600, 12 * 3600, DAY, 7 * DAY, 28 * DAY, 364 * DAY)
"""Seconds that a bucket may have."""
_BY_DAY_FROM = 2.5 * DAY
"""A window of this many seconds or more is told by days at the finest."""
_MONDAY = 4 * DAY
"""Seconds from 1 January 1970, a Thursday, to the first Monday: weeks begin there."""
MOST = 32
"""Buckets: more are no longer read one by one."""


@dataclass(frozen=True, slots=True)
class Bucket:
    start: dt.datetime
    incidents: int = 0
    weak: int = 0
    """Of these, resting on one origin."""
    tallies: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    step: int
    """Seconds of a bucket."""
    buckets: tuple[Bucket, ...]
    """Oldest first, without gaps; the last one holds the instant that is looked at and may not be over yet."""
    earlier: int
    """Incidents that happened before the first bucket and were reported since."""

    @property
    def by_event(self) -> bool:
        """Whether an incident stands on the day on which it happened rather than when it was first reported: an
        hour is seldom told."""
        return self.step >= DAY


def step_for(window: float, most: int = MOST) -> int:
    """Seconds of a bucket such that a window of ``window`` seconds has at most ``most`` of them, where that can be."""
    least = DAY if window >= _BY_DAY_FROM else _STEPS[0]
    # One more than the window holds: its ends seldom are the ends of a bucket.
    fitting = (step for step in _STEPS if step >= least and window / step + 1 <= max(2, most))
    return next(fitting, _STEPS[-1])


def course(
    incidents: Sequence[Incident],
    front: str | None,
    window: float,
    now: dt.datetime,
    *,
    start: dt.datetime | None = None,
    most: int = MOST,
) -> Course:
    """The ``window`` seconds before ``now`` in equal parts. ``start`` is the front's own: before it nothing counts.
    Times to the day are UTC days."""
    step = step_for(window, most)
    offset = _MONDAY if step > DAY else 0
    last = _floor(now.timestamp(), step, offset)
    first = _floor(now.timestamp() - window, step, offset)
    count = max(1, (last - first) // step + 1)
    parts: list[list[Incident]] = [[] for _ in range(count)]
    earlier = 0
    for incident in incidents:
        index = int((_when(incident, step).timestamp() - first) // step)
        if index < 0:
            earlier += 1
        else:
            parts[min(index, count - 1)].append(incident)
    return Course(
        step=step,
        earlier=earlier,
        buckets=tuple(
            Bucket(
                start=dt.datetime.fromtimestamp(first + index * step, dt.UTC),
                incidents=len(part),
                weak=sum(incident.origins <= 1 for incident in part),
                tallies=tallies(part, front, start=start) if part else (),
            )
            for index, part in enumerate(parts)
        ),
    )


def _when(incident: Incident, step: int) -> dt.datetime:
    if step >= DAY and incident.event_time is not None:
        return incident.event_time
    return min((report.time for report in incident.reports), default=incident.first_seen)


def _floor(seconds: float, step: int, offset: int) -> int:
    return int((seconds - offset) // step) * step + offset
