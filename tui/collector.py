"""Poll, read, keep: everything that goes on without a screen.

Invariant: polling runs on one event loop and never waits for extraction, the journal or a reader. Each answer is
handed to one worker thread that reads it, journals it and only then lets the poller keep its validators, so that a
crash in between means a second fetch and never a lost item. All that is told is told from that thread, in the order in
which it came about: what an answer came to before a reload is never told after what it came to by it.
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
from tui.feeds.answers import internal
from tui.feeds.health import failed
from tui.feeds.poller import Poller
from tui.feeds.values import Polled
from tui.keeper import Keeper
from tui.model import Changes, FeedHealth
from tui.watch import Configured, Reloads, read_by

T = TypeVar("T")

Emit = Callable[[Changes], None]
"""Where changes go; called from one thread, the worker's, and must not wait."""

_EXPIRE_EVERY = 3600.0
_TRIM_AFTER = 300.0
"""Seconds after the start: a board that nobody leaves open for an hour has a journal that must not grow for ever."""
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
        """``watch``: read the configuration's file again when it changes, and tell ``configured``, from the thread
        that changes are told from."""
        self._config = config
        self._clock = clock
        self._out = emit
        self._path = path
        self._configured = configured or (lambda _config, _problem: None)
        self._reloads = Reloads(config, self._say, self._refused, watch=watch)
        self._told = _Told()
        self._keeper = Keeper(config, path)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        self._poller: Poller | None = None

    async def once(self) -> None:
        """Restore, poll every source once, trim the journal, stop."""
        poller = await self._open()
        await self._drain(poller, poller.once())
        await self._on_worker(self._trim)

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
                    poller = await self._poll()
                    polling = tasks.create_task(self._drain(poller, poller.run()))
                elif read_by(before) != read_by(config):
                    await self._on_worker(self._reopen)
                    poller.replace(config.sources, await self._on_worker(self._keeper.known))
                await self._on_worker(self._configured, config, "")

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
        waiting = tuple(FeedHealth(source=source.id) for source in self._config.sources)
        await self._on_worker(self._emit, Changes(time=self._clock.now(), feeds=waiting))
        await self._on_worker(self._restore)
        return await self._poll()

    async def _poll(self) -> Poller:
        known = await self._on_worker(self._keeper.known)
        self._poller = Poller(
            self._config.sources,
            self._config.settings,
            clock=self._clock,
            rng=random.Random(),  # noqa: S311  spreads requests, keeps no secret
            known=known,
        )
        return self._poller

    # --- on the worker ---------------------------------------------------------------------------------

    def _restore(self) -> None:
        now = self._clock.now()
        self._emit(self._keeper.open(now))
        for changes in self._keeper.restore(now):
            self._emit(changes)

    def _reopen(self) -> None:
        """Read what is kept again, as another actor, front or source may have it read otherwise."""
        before, self._told = self._told, _Told()
        self._keeper.close()
        self._keeper = Keeper(self._config, self._path)
        self._restore()
        gone, gone_items = before.incidents - self._told.incidents, before.items - self._told.items
        self._emit(Changes(time=self._clock.now(), gone=tuple(sorted(gone)), gone_items=tuple(sorted(gone_items))))

    def _take(self, polled: Polled) -> bool:
        """Read, journal and tell one answer; whether its validators may be used."""
        now = self._clock.now()
        try:
            changes = self._keeper.take(polled, now)
        except Exception as error:  # a bug of ours in what one feed says must not end the polling of the others
            changes = Changes(time=now, feeds=(failed(polled.health, internal(error)),))
            self._emit(changes)
            return False
        self._emit(changes)
        return True

    def _trim(self) -> None:
        self._keeper.trim(self._clock.now())

    def _expire(self) -> None:
        self._emit(self._keeper.expire(self._clock.now()))

    def _emit(self, changes: Changes) -> None:
        self._told.hear(changes)
        self._out(changes)

    # --- on the loop -----------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self._worker.submit(self._emit, Changes(time=self._clock.now(), notices=(words,)))

    def _refused(self, config: Config | None, problem: str) -> None:
        self._worker.submit(self._configured, config, problem)

    async def _drain(self, poller: Poller, polls: AsyncGenerator[Polled]) -> None:
        async with contextlib.aclosing(polls):  # a cancelled run ends its fetches and its parsers here
            async for polled in polls:
                if await self._on_worker(self._take, polled):
                    poller.commit(polled)

    async def _expire_now_and_then(self) -> None:
        await self._after(_TRIM_AFTER, self._trim)
        while True:
            await self._after(_EXPIRE_EVERY, self._expire)

    async def _after(self, seconds: float, work: Callable[[], None]) -> None:
        """Do what forgets, later, by a clock that ran evenly meanwhile: one that was set ahead for a moment would empty
        the journal."""
        before = self._clock.now()
        await asyncio.sleep(seconds)
        passed = (self._clock.now() - before).total_seconds()
        if abs(passed - seconds) < _EXPIRE_EVERY:
            await self._on_worker(work)

    async def _on_worker(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *arguments)


class _Told:
    """Ids of what was told and is not gone."""

    def __init__(self) -> None:
        self.incidents: set[str] = set()
        self.items: set[str] = set()

    def hear(self, changes: Changes) -> None:
        self.incidents.difference_update(changes.gone)
        self.incidents.update(incident.id for incident in changes.incidents)
        self.items.difference_update(changes.gone_items)
        self.items.update(item.id for item in changes.items)


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
