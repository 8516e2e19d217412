"""Every feed, again and again: fetch | parse | health, each feed by its own schedule.

Invariant: a failing feed is a value among others. No feed can stop, delay or starve another: each poll is a task of
its own whose every exception becomes a failed health, and what they share, hosts and slots, is held for a request only.
Times are read from the clock that was passed in; what is due is decided on monotonic time alone, so that a wall clock
that is set, or that runs in recorded time, moves nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random

import msgspec

from tui.clock import Clock
from tui.feeds import health as healths
from tui.feeds import schedule
from tui.feeds.feed import Feed, Parser, Tools, broken, poll
from tui.feeds.fetch import Fetcher, Settings
from tui.feeds.outage import UNREACHABLE, Outage
from tui.feeds.parsers import ParserPool
from tui.feeds.urls import host_of
from tui.feeds.values import Known, Polled
from tui.model import FeedStatus, Source

TICK = 15.0
"""Seconds after which the plan is looked at again, whatever happened."""
_SUSPENDED = 30.0
_EAGER = 10.0
"""Seconds between two polls of one feed that a user may force."""


def suspended_seconds() -> float:
    """How long the machine has slept since it started; 0 where the system cannot tell."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) - time.monotonic() if boot is not None else 0.0


@dataclass(frozen=True, slots=True)
class Means:
    """What a poller works with."""

    pool: Parser | None = None
    """The caller's, who closes it; None: one of its own."""
    fetcher: Callable[[Settings, Clock], Fetcher] = Fetcher
    tick: float = TICK
    slept: Callable[[], float] = suspended_seconds
    """How many seconds the machine has slept since it started."""


_NEW = Known()
_OWN = Means()


class Poller:
    """Polls ``sources``: by :meth:`once` or :meth:`run`, one at a time. Every method is for the loop's own thread."""

    def __init__(
        self,
        sources: Sequence[Source],
        settings: Settings,
        *,
        clock: Clock,
        rng: Random,
        known: Known = _NEW,
        means: Means = _OWN,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._rng = rng
        self._means = means
        self._paused = False
        self._feeds: dict[str, Feed] = {}
        self._of: dict[str, Feed] = {}
        self._outage = Outage()
        self._done: asyncio.Queue[list[Polled] | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self.replace(sources, known)

    # --- what a user or the collector tells it ------------------------------------------------------------

    def replace(self, sources: Sequence[Source], known: Known = _NEW) -> None:
        """Poll these sources from now on; a feed whose URL stays keeps its health and its place in the schedule."""
        before, self._feeds, self._of = self._feeds, {}, {}
        now = self._clock.monotonic()
        for index, source in enumerate(sources):
            feed = self._feeds.get(source.url)
            if feed is not None:
                feed.sources.append(source)
            else:
                feed = before.get(source.url)
                if feed is None:
                    feed = Feed(source, known.validators.get(source.id), known.health.get(source.id))
                    feed.due = now + schedule.first_delay(index, len(sources), source.interval, self._rng)
                feed.sources = [source]
                self._feeds[source.url] = feed
            self._of[source.id] = feed
        self._outage.hosts = len({host_of(url) for url in self._feeds})
        self._done.put_nowait(None)

    def refresh(self, ids: Collection[str] | None = None) -> None:
        """Poll these sources now, all for None; not what was polled a moment ago."""
        now = self._clock.monotonic()
        for feed in self._feeds.values() if ids is None else [self._of[one] for one in ids if one in self._of]:
            feed.due = max(min(feed.due, now), feed.started + _EAGER)
        self._done.put_nowait(None)

    def pause(self, paused: bool) -> None:
        """Start no new polls; those under way are finished."""
        self._paused = paused
        self._done.put_nowait(None)

    def commit(self, polled: Polled) -> None:
        """The entries of ``polled`` are stored: from now on its validators may be sent. Before that a crash, or a full
        disk, costs a second fetch and no item."""
        feed = self._of.get(polled.health.source)
        if feed is None or polled.validators is None:
            return
        feed.pending.discard(polled.health.source)
        if not feed.pending:
            feed.validators = polled.validators

    # --- polling ------------------------------------------------------------------------------------------

    async def once(self) -> AsyncGenerator[Polled, None]:
        """Every source once, in the order in which they answer."""
        async with self._at_work() as tools:
            feeds = tuple(self._feeds.values())
            for feed in feeds:
                self._start(feed, tools)
            left = len(feeds)
            while left:
                batch = await self._done.get()
                left -= batch is not None
                for polled in batch or ():
                    yield polled

    async def run(self) -> AsyncGenerator[Polled, None]:
        """For ever, by schedule."""
        async with self._at_work() as tools:
            slept = self._means.slept()
            while True:
                slept = self._woken(slept)
                self._start_due(tools)
                try:
                    async with asyncio.timeout(self._wait()):
                        batch = await self._done.get()
                except TimeoutError:
                    continue
                for polled in batch or ():
                    yield polled

    @contextlib.asynccontextmanager
    async def _at_work(self) -> AsyncIterator[Tools]:
        fetcher = self._means.fetcher(self._settings, self._clock)
        given = self._means.pool
        parser = given if given is not None else ParserPool()
        self._done = asyncio.Queue()
        try:
            yield Tools(fetcher, parser, self._clock, self._rng, self._outage)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await fetcher.close()
            if given is None:
                await parser.close()

    def _wait(self) -> float:
        now = self._clock.monotonic()
        if self._paused or self._outage.down:
            return self._means.tick
        soonest = min((feed.due for feed in self._feeds.values() if not feed.running), default=now + self._means.tick)
        return min(max(soonest - now, 0.0), self._means.tick)

    def _woken(self, before: float) -> float:
        """After a suspend everything is overdue at once: it is spread, not fired off."""
        slept = self._means.slept()
        if slept - before < _SUSPENDED:
            return slept
        now = self._clock.monotonic()
        for feed in self._feeds.values():
            feed.due -= slept - before
        self._spread_overdue(now)
        return slept

    def _back(self, now: float) -> None:
        """The network is there again: whoever failed for want of it is due, and not when its back-off ends."""
        for feed in self._feeds.values():
            if feed.health.stage in UNREACHABLE:
                feed.due = min(feed.due, now)
        self._spread_overdue(now)

    def _unreached(self) -> list[Polled]:
        """While the network is down, the feeds whose turn never came say why they wait."""
        waiting = [feed for feed in self._feeds.values() if feed.health.status is FeedStatus.WAITING]
        found: list[Polled] = []
        for feed in waiting if self._outage.down else ():
            if not feed.running:
                feed.health = healths.unreached(feed.health)
                found += [Polled(health=msgspec.structs.replace(feed.health, source=s.id)) for s in feed.sources]
        return found

    def _spread_overdue(self, now: float) -> None:
        overdue = [feed for feed in self._feeds.values() if feed.due <= now and not feed.running]
        for index, feed in enumerate(sorted(overdue, key=lambda feed: feed.due)):
            feed.due = now + schedule.catch_up_delay(index, len(overdue), self._rng)

    def _start_due(self, tools: Tools) -> None:
        if self._paused:
            return
        now = self._clock.monotonic()
        due = sorted((f for f in self._feeds.values() if f.due <= now and not f.running), key=lambda feed: feed.due)
        if self._outage.down:
            # The network is gone: one feed at a time tells when it is back.
            due = due[:1] if due and self._outage.may_probe(now) else []
        for feed in due:
            self._start(feed, tools)

    def _start(self, feed: Feed, tools: Tools) -> None:
        feed.running = True
        task = asyncio.create_task(self._guarded(feed, tools), name=f"poll {feed.sources[0].id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, feed: Feed, tools: Tools) -> None:
        feed.started = self._clock.monotonic()
        try:
            batch = await poll(feed, tools)
        except Exception as error:  # a bug of ours in one feed must not end the polling of the others
            batch = broken(feed, tools, error)
        finally:
            feed.running = False
        if self._outage.ended:
            self._outage.ended = False
            self._back(self._clock.monotonic())
        batch += self._unreached()
        # A source may have been taken off the list while it was asked.
        self._done.put_nowait([polled for polled in batch if polled.health.source in self._of])
