"""One poll of one feed, from URL to health.

Invariant: :func:`poll` changes nothing but the :class:`Feed` that it is given and what all feeds share on purpose, the
hosts that asked for rest and the watch on the network; every outcome, failures included, is a list of values.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b
from random import Random
from typing import NamedTuple, Protocol

import msgspec

from tui.clock import Clock
from tui.feeds import health as healths
from tui.feeds import schedule
from tui.feeds.answers import internal
from tui.feeds.fetch import Fetcher
from tui.feeds.outage import Outage
from tui.feeds.steady import Seen, steadied
from tui.feeds.urls import host_of
from tui.feeds.values import Fetched, FetchFailed, Hints, NotModified, Parsed, ParseFailed, Polled
from tui.model import Entry, FeedHealth, Source, Validators

_PORTAL = "the network answers for every site with one page: does it want a login?"


class Parser(Protocol):
    async def parse(self, body: bytes, content_type: str, url: str) -> Parsed | ParseFailed: ...

    async def close(self) -> None: ...


class Tools(NamedTuple):
    """What the polls share."""

    fetcher: Fetcher
    parser: Parser
    clock: Clock
    rng: Random
    outage: Outage


class Feed:
    """One URL, and the sources that live there."""

    __slots__ = (
        "due",
        "health",
        "move",
        "pending",
        "running",
        "seen",
        "skips",
        "sources",
        "started",
        "strikes",
        "ttl",
        "validators",
    )

    def __init__(self, source: Source, validators: Validators | None, known: FeedHealth | None = None) -> None:
        self.sources = [source]
        self.validators = validators
        self.pending: set[str] = set()
        """Sources whose entries are not stored yet; the validators wait for all."""
        self.health = healths.restored(source.id, known)
        self.move: healths.Move | None = None
        self.due = 0.0
        """Monotonic instant of the next poll."""
        self.started = float("-inf")
        self.running = False
        self.seen = Seen()
        self.strikes = 0
        self.ttl: float | None = None
        self.skips: tuple[Collection[int], Collection[int]] = ((), ())

    @property
    def url(self) -> str:
        return self.sources[0].url

    @property
    def interval(self) -> float:
        return min(source.interval for source in self.sources)


class _Outcome(NamedTuple):
    health: FeedHealth
    hints: Hints
    seconds: float
    entries: tuple[Entry, ...] = ()
    answer: Fetched | NotModified | None = None
    """What the next request may refer to."""
    body_hash: str | None = None


async def poll(feed: Feed, tools: Tools) -> list[Polled]:
    """Ask once, and plan the next poll. One value for each source of the feed."""
    now = tools.clock.now()
    url = feed.move.url if feed.move is not None and feed.move.settled(now) else feed.url
    feed.health = msgspec.structs.replace(feed.health, last_try=now)
    answer = await tools.fetcher.fetch(url, feed.validators)
    if isinstance(answer, FetchFailed):
        return _finish(feed, tools, _failed(feed, tools, answer, url))
    tools.outage.record(host_of(url), None, tools.clock.monotonic())
    if url == feed.url:
        feed.move = healths.moved(feed.move, answer.moved, now)
    if isinstance(answer, NotModified):
        health = healths.unchanged(feed.health, answer, tools.clock.now())
        return _finish(feed, tools, _Outcome(health, answer.hints, answer.seconds, answer=answer))
    return _finish(feed, tools, await _whole(feed, tools, answer, url))


def broken(feed: Feed, tools: Tools, error: Exception) -> list[Polled]:
    """A poll that raised: a fault of ours, shown like any other."""
    what = internal(error)
    return _finish(feed, tools, _Outcome(healths.failed(feed.health, what), what.hints, 0.0))


def _failed(feed: Feed, tools: Tools, answer: FetchFailed, url: str) -> _Outcome:
    if answer.resting:
        return _Outcome(healths.failed(feed.health, answer, count=False), answer.hints, answer.seconds)
    tools.outage.record(host_of(url), answer.stage, tools.clock.monotonic())
    if url != feed.url:
        feed.move = None  # where it moved to is no good: back to what the user wrote
    health = healths.failed(feed.health, answer, count=not tools.outage.down)
    return _Outcome(health, answer.hints, answer.seconds)


async def _whole(feed: Feed, tools: Tools, answer: Fetched, url: str) -> _Outcome:
    digest = blake2b(answer.body, digest_size=16).hexdigest()
    known = feed.validators
    if known is not None and known.body_hash == digest and known.url == answer.url:
        health = healths.unchanged(feed.health, answer, tools.clock.now())
        return _Outcome(health, answer.hints, answer.seconds, answer=answer, body_hash=digest)
    started = tools.clock.monotonic()
    parsed = await tools.parser.parse(answer.body, answer.content_type, answer.url)
    seconds = answer.seconds + tools.clock.monotonic() - started
    if isinstance(parsed, ParseFailed):
        if tools.outage.is_portal(host_of(url), digest, tools.clock.monotonic()):
            parsed = ParseFailed(error=_PORTAL)
        feed.strikes = feed.strikes + 1 if parsed.killed else 0
        health = healths.failed(feed.health, parsed, strikes=feed.strikes, size=len(answer.body))
        return _Outcome(health, answer.hints, seconds)
    feed.strikes = 0
    feed.ttl, feed.skips = parsed.ttl, (parsed.skip_hours, parsed.skip_days)
    entries, feed.seen = steadied(feed.seen, parsed.entries)
    health = healths.read(feed.health, answer, parsed, tools.clock.now(), url=feed.url, asked=url)
    # Half an answer is no state to build on: the next request asks for the whole again.
    return _Outcome(health, answer.hints, seconds, entries, None if parsed.truncated else answer, digest)


def _finish(feed: Feed, tools: Tools, outcome: _Outcome) -> list[Polled]:
    now = tools.clock.now()
    result = healths.result(outcome.health, feed.strikes)
    seconds = schedule.delay(
        result,
        interval=feed.interval,
        rng=tools.rng,
        failures=outcome.health.failures,
        hints=outcome.hints,
        ttl=feed.ttl,
    )
    if result is schedule.Result.DONE:
        seconds = schedule.later(now, seconds, *feed.skips)
    feed.due = tools.clock.monotonic() + seconds
    feed.health = msgspec.structs.replace(
        outcome.health, next_fetch=schedule.instant(now, seconds), seconds=round(outcome.seconds, 3)
    )
    kept = None
    if outcome.answer is not None:
        kept = healths.validators(feed.validators, outcome.answer, outcome.body_hash, now)
        feed.pending = {source.id for source in feed.sources}
    return [
        Polled(health=msgspec.structs.replace(feed.health, source=source.id), entries=outcome.entries, validators=kept)
        for source in feed.sources
    ]
