"""Poll, read, keep: everything that goes on without a screen.

Invariant: polling runs on one event loop and never waits for extraction, the journal or a reader. Each answer is
handed to one worker thread that reads it, journals it and only then lets the poller keep its validators, so that a
crash in between means a second fetch and never a lost item.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import threading
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from tui.clock import Clock
from tui.config import Config
from tui.feeds.poller import Poller
from tui.feeds.values import Polled
from tui.keeper import Keeper
from tui.model import Changes, FeedHealth
from tui.query.names import PlaceIds
from tui.sentry import Sentry
from tui.store.memory import Store
from tui.watch import Configured, Reloads, read_by

T = TypeVar("T")

Emit = Callable[[Changes], None]
"""Where changes go; called from the loop's thread or the worker's, never from both at once, and must not wait."""

_EXPIRE_EVERY = 3600.0
_HARD_EXIT = 5.0


class Collector:
    """One run of polling."""

    def __init__(
        self,
        config: Config,
        clock: Clock,
        path: Path | None,
        emit: Emit,
        *,
        watch: bool = False,
        configured: Configured | None = None,
    ) -> None:
        """``watch``: read the configuration's file again when it changes, and tell ``configured``."""
        self._config = config
        self._clock = clock
        self._out = emit
        self._path = path
        self._configured = configured or (lambda _config, _problem: None)
        self._reloads = Reloads(config, self._say, self._configured, watch=watch)
        self._known: set[str] = set()
        self._keeper = Keeper(config, path)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        self._poller: Poller | None = None

    async def once(self) -> None:
        """Restore, poll every source once, stop."""
        poller = await self._open()
        await self._drain(poller, poller.once())

    async def run(self) -> None:
        """Restore, then poll until cancelled."""
        poller = await self._open()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._expire_now_and_then())
            polling = tasks.create_task(self._drain(poller, poller.run()))
            async for config in self._reloads.sound():
                before, self._config = self._config, config
                if before.settings != config.settings or (self._path is None and read_by(before) != read_by(config)):
                    # What was in hand is read back from the journal, or fetched again where there is none.
                    polling.cancel()
                    await asyncio.wait({polling})
                    await self._on_worker(self._reopen)
                    poller = self._poll()
                    polling = tasks.create_task(self._drain(poller, poller.run()))
                elif read_by(before) != read_by(config):
                    await self._on_worker(self._reopen)
                    poller.replace(config.sources, self._keeper.validators(), self._keeper.feeds())
                self._configured(config, "")

    def refresh(self, sources: tuple[str, ...] | None) -> None:
        """Poll these sources, or all, as soon as politeness allows."""
        if self._poller is not None:
            self._poller.refresh(sources)

    def pause(self, paused: bool) -> None:
        if self._poller is not None:
            self._poller.pause(paused)

    def reload(self) -> None:
        """Read the configuration's file now, changed or not."""
        self._reloads.ask()

    def keep(self, name: str, value: bytes) -> None:
        """What the user has seen or muted, for the next board."""
        self._worker.submit(lambda: self._keeper.keep(name, value))

    async def close(self) -> None:
        """Finish the batch in hand and leave the journal whole."""
        await self._on_worker(self._keeper.close)
        self._worker.shutdown(wait=False)

    async def _open(self) -> Poller:
        now = self._clock.now()
        self._emit(Changes(time=now, feeds=tuple(FeedHealth(source=source.id) for source in self._config.sources)))
        await self._on_worker(self._restore)
        return self._poll()

    def _poll(self) -> Poller:
        self._poller = Poller(
            self._config.sources,
            self._config.settings,
            clock=self._clock,
            rng=random.Random(),  # noqa: S311  spreads requests, keeps no secret
            validators=self._keeper.validators(),
            known=self._keeper.feeds(),
        )
        return self._poller

    def _restore(self) -> None:
        now = self._clock.now()
        self._emit(self._keeper.open(now))
        for changes in self._keeper.restore(now):
            self._emit(changes)

    def _emit(self, changes: Changes) -> None:
        self._known.difference_update(changes.gone)
        self._known.update(incident.id for incident in changes.incidents)
        self._out(changes)

    # --- another configuration -------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self._emit(Changes(time=self._clock.now(), notices=(words,)))

    def _reopen(self) -> None:
        """Read what is kept again, as another actor, front or source may have it read otherwise."""
        before, self._known = self._known, set()
        self._keeper.close()
        self._keeper = Keeper(self._config, self._path)
        self._restore()
        gone = tuple(sorted(before - self._known))
        self._emit(Changes(time=self._clock.now(), gone=gone))

    # --- what the feeds give ---------------------------------------------------------------------------

    async def _drain(self, poller: Poller, polls: AsyncGenerator[Polled]) -> None:
        async with contextlib.aclosing(polls):  # a cancelled run ends its fetches and its parsers here
            async for polled in polls:
                changes = await self._on_worker(self._take, polled)
                poller.commit(polled)
                self._emit(changes)

    def _take(self, polled: Polled) -> Changes:
        return self._keeper.take(polled, self._clock.now())

    async def _expire_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(_EXPIRE_EVERY)
            self._emit(await self._on_worker(self._keeper.expire, self._clock.now()))

    async def _on_worker(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *arguments)


class Run(Protocol):
    """What goes on until it is told to end."""

    async def run(self) -> None: ...
    async def close(self) -> None: ...


async def until_told(collector: Run, gone: asyncio.Event | None = None) -> None:
    """Run until SIGTERM, SIGINT or SIGHUP, or until ``gone`` is set; the journal is whole afterwards."""
    loop = asyncio.get_running_loop()
    running = loop.create_task(collector.run())
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(name, running.cancel)
    watching = loop.create_task(_cancel_when(gone, running)) if gone is not None else None
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await running
    finally:
        # Whatever hangs now (a disk, a resolver) must not keep the process: five seconds is what a user waits.
        last_resort = threading.Timer(_HARD_EXIT, os._exit, (1,))
        last_resort.daemon = True
        last_resort.start()
        if watching is not None:
            watching.cancel()
        await collector.close()
        last_resort.cancel()


async def _cancel_when(gone: asyncio.Event, running: asyncio.Task[None]) -> None:
    await gone.wait()
    running.cancel()


# --- without a board ----------------------------------------------------------------------------------


def collect_once(config: Config, clock: Clock, path: Path | None, store: Store) -> tuple[str, ...]:
    """Poll every feed once into ``store``; the notices of the run."""
    notices: list[str] = []

    def keep(changes: Changes) -> None:
        store.apply(changes)
        notices.extend(changes.notices)

    async def run() -> None:
        collector = Collector(config, clock, path, keep)
        try:
            await collector.once()
        finally:
            await collector.close()

    asyncio.run(run())
    return tuple(notices)


def collect_forever(
    config: Config,
    clock: Clock,
    path: Path | None,
    say: Callable[[str], None],
    *,
    watch: bool = False,
    place_ids: PlaceIds | None = None,
) -> None:
    """Poll until a signal; notices, failures and news go to ``say``, a line each. ``watch``: see
    :class:`Collector`. ``place_ids``: the gazetteer for the ``place:`` of alerts."""
    names = {source.id: source.name for source in config.sources}

    sentry = Sentry(config, clock.now(), say, place_ids)

    def configured(new: Config | None, _problem: str) -> None:
        if new is not None:
            sentry.configure(new)
            names.update((source.id, source.name) for source in new.sources)

    def tell(changes: Changes) -> None:
        sentry.hear(changes, clock.now())
        for notice in changes.notices:
            say(notice)
        for feed in changes.feeds:
            name = names.get(feed.source, feed.source)
            if feed.error is not None:
                say(f"{name}: {feed.error}")
            elif feed.new:
                say(f"{name}: {feed.new} new of {feed.items}")

    async def run() -> None:
        await until_told(Collector(config, clock, path, tell, watch=watch, configured=configured))

    asyncio.run(run())
