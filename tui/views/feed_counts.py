"""What the bottom line says of all feeds together. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tui.model import FeedHealth, FeedStatus, Source

DOWN = frozenset({FeedStatus.FAILED, FeedStatus.GONE})


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """Feeds by how they are; those that are switched off count nowhere."""

    up: int = 0
    down: int = 0
    waiting: int = 0
    """Not asked yet."""


def feed_counts(sources: Iterable[Source], feeds: Mapping[str, FeedHealth]) -> FeedCounts:
    statuses = [FeedStatus.WAITING if source.id not in feeds else feeds[source.id].status for source in sources]
    waiting = statuses.count(FeedStatus.WAITING)
    down = sum(status in DOWN for status in statuses)
    return FeedCounts(len(statuses) - statuses.count(FeedStatus.OFF) - waiting - down, down, waiting)


def newest_success(feeds: Iterable[FeedHealth]) -> dt.datetime | None:
    """Last success of any feed: the age of the data."""
    return max((health.last_success for health in feeds if health.last_success), default=None)
