"""Follows the journal that another process writes: a second board beside a first one, or beside ``collect``.

Invariant: nothing is fetched and nothing is written; what the other process keeps arrives here within
:data:`EVERY` seconds, read from the journal as a restart would read it. What is new is told by the number of its row,
never by a time: whoever writes may have his clock set.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from tui.clock import Clock
from tui.config import Config
from tui.model import Changes, FeedHealth, Item, Reading
from tui.pipeline import Pipeline, version_of
from tui.store.journal import NEWEST, Journal, JournalError, JournalReader
from tui.watch import Configured, Reloads, read_by

EVERY = 3.0
_EXPIRE_EVERY = 3600.0


class Follower:
    """One run of following; has the methods of a collector, of which those that steer polling do nothing."""

    def __init__(
        self,
        config: Config,
        clock: Clock,
        path: Path,
        emit: Callable[[Changes], None],
        *,
        watch: bool = False,
        configured: Configured | None = None,
    ) -> None:
        """``watch``: read the configuration's file again when it changes, and tell ``configured``."""
        self._clock = clock
        self._path = path
        self._out = emit
        self._configured = configured or (lambda _config, _problem: None)
        self._reloads = Reloads(config, self._say, self._configured, watch=watch)
        self._expired = clock.monotonic()
        self._feeds: tuple[FeedHealth, ...] = ()
        self._trouble = ""
        self._incidents: set[str] = set()
        """Ids of those that were given and are not gone."""
        self._begin(config)

    def _begin(self, config: Config) -> None:
        """Nothing is read yet."""
        self._config = config
        self._pipeline = Pipeline(config)
        self._retention = dt.timedelta(seconds=config.settings.retention)
        self._row = 0
        """Number of the last row that was read."""

    async def run(self) -> None:
        """Read what is there, then what comes, until cancelled."""
        turn = asyncio.Lock()  # a look and a change of configuration never work on one pipeline at a time

        async def follow() -> None:
            while True:
                async with turn:
                    await asyncio.to_thread(self.look)
                await asyncio.sleep(EVERY)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(follow())
            async for config in self._reloads.sound():
                async with turn:
                    await asyncio.to_thread(self.configure, config)
                self._configured(config, "")

    def configure(self, config: Config) -> None:
        """Go by another configuration: what is kept is read again where it may be read otherwise."""
        before, self._config = self._config, config
        if before.settings == config.settings and read_by(before) == read_by(config):
            return
        held, self._incidents = self._incidents, set()
        self._begin(config)
        self.look()
        self._emit(Changes(time=self._clock.now(), gone=tuple(sorted(held - self._incidents))))

    def _emit(self, changes: Changes) -> None:
        self._incidents.difference_update(changes.gone)
        self._incidents.update(incident.id for incident in changes.incidents)
        self._out(changes)

    def look(self) -> None:
        """Read what the journal has gained. A journal that cannot be read is said once and tried again."""
        try:
            with Journal.read_only(self._path, extractor=version_of(self._config)) as journal:
                for changes in self._pipeline.restore(self._fresh(journal), self._clock.now()):
                    self._emit(changes)
                self._row = max(self._row, journal.row)
                feeds = journal.feeds()
        except JournalError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                self._emit(Changes(time=self._clock.now(), notices=(f"nothing to follow yet: {error}",)))
            return
        self._trouble = ""
        self._expire()
        if feeds != self._feeds:
            self._feeds = feeds
            self._emit(Changes(time=self._clock.now(), feeds=feeds))

    def _fresh(self, journal: JournalReader) -> Iterator[tuple[Item, Reading | None]]:
        """Rows that were not read yet."""
        if journal.last() < self._row:
            self._row = 0  # another journal took its place, and counts from one again
        if self._row:
            return journal.load(newest=None, after=self._row)
        return journal.load(newest=NEWEST, since=self._clock.now() - self._retention)

    def _expire(self) -> None:
        if self._clock.monotonic() - self._expired >= _EXPIRE_EVERY:
            self._expired = self._clock.monotonic()
            now = self._clock.now()
            self._emit(self._pipeline.expire(now - self._retention, now))

    async def close(self) -> None:
        """Nothing is held open."""

    def refresh(self, _sources: tuple[str, ...] | None) -> None:
        self._say("this board follows another one's journal; it asks no feed")

    def reload(self) -> None:
        """Read the configuration's file now, changed or not."""
        self._reloads.ask()

    def pause(self, _paused: bool) -> None:
        """There is no polling."""

    def keep(self, _name: str, _value: bytes) -> None:
        """The journal is another process's."""

    def _say(self, words: str) -> None:
        self._emit(Changes(time=self._clock.now(), notices=(words,)))
