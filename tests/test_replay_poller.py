"""The recording through the real poller, fetcher and parser: what ``frontwatch --demo`` runs."""

from __future__ import annotations

import datetime as dt
import random

from tui.feeds.poller import Poller
from tui.feeds.values import Polled
from tui.model import FeedStatus
from tui.replay import ALL, Recording, Replay


async def poll(replay: Replay, polls: int = 1) -> list[dict[str, Polled]]:
    """What the sources gave, poll by poll."""
    config = replay.start()
    answers = []
    poller = Poller(config.sources, config.settings, clock=replay.clock, rng=random.Random(1))
    for _ in range(polls):
        answers.append({polled.health.source: polled async for polled in poller.once()})
        for polled in answers[-1].values():
            poller.commit(polled)
    return answers


async def test_every_feed_is_read_and_the_next_poll_finds_nothing_new() -> None:
    with Replay(Recording.load(), ALL) as replay:
        first, second = await poll(replay, polls=2)
    feeds = {feed.id: feed for feed in replay.recording.feeds}
    assert set(first) == set(feeds)
    for source, polled in first.items():
        if feeds[source].missing:
            assert polled.health.status is FeedStatus.FAILED
            assert polled.health.http_status == 404
        else:
            assert polled.health.status is FeedStatus.OK
            assert len(polled.entries) == len(feeds[source].item)
            assert second[source].health.status is FeedStatus.NOT_MODIFIED


async def test_a_running_replay_opens_with_one_feed_down_and_the_rest_half_told() -> None:
    replay = Replay(Recording.load(), 1.0)  # At the pace of life nothing happens while the test runs.
    with replay:
        (answers,) = await poll(replay)
    down = {source for source, polled in answers.items() if polled.health.status is FeedStatus.FAILED}
    assert down == {"almasdar", "euphrates-notebook"}
    assert answers["almasdar"].health.http_status == 503
    newest = max(entry.published for entry in answers["afp"].entries if entry.published)
    assert newest <= replay.clock.opens + dt.timedelta(minutes=2)
    assert 0 < sum(len(polled.entries) for polled in answers.values()) < 150
