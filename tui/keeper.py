"""Pipeline and journal together: what is read is kept, what was kept is read back.

Only ever used from one thread at a time. A journal that cannot be used is said once and then done without: the
board goes on from memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tui.config import Config
from tui.feeds.values import Known, Polled
from tui.ledger.floods import PROBATION, PROBATION_TIME
from tui.model import Changes, Item, Reading
from tui.pipeline import BATCH, Pipeline, version_of
from tui.store.journal import NEWEST, Journal, JournalError

Kept = tuple[Item, Reading | None]
"""An item of the journal with what was read in it; None: by another version."""


class Keeper:
    def __init__(self, config: Config, path: Path | None) -> None:
        """``path`` None keeps nothing."""
        self._retention = dt.timedelta(seconds=config.settings.retention)
        self._pipeline = Pipeline(config)
        self._version = version_of(config)
        self._path = path
        self._journal: Journal | None = None

    def open(self, now: dt.datetime) -> Changes:
        """Open the journal; what it had to say, as notices."""
        if self._path is None:
            return Changes(time=now)
        try:
            self._journal = Journal(self._path, now=now, extractor=self._version)
        except JournalError as error:
            return Changes(time=now, notices=(f"{error}; nothing is kept in this run",))
        return Changes(time=now, notices=self._journal.notices)

    def restore(self, now: dt.datetime) -> Iterator[Changes]:
        """What was kept within the retention time, in steps, the newest :data:`NEWEST` items;
        older ones stay in the journal, where ``report`` finds them. What had to be read again is kept as read, so that
        the next start need not."""
        if self._journal is None:
            return
        notices: list[str] = []
        rows = self._journal.load(newest=NEWEST, since=now - self._retention)
        try:
            yield from self._pipeline.restore(self._read_again(self._journal, rows, notices), now)
        except JournalError as error:
            notices.append(f"{error}; not all of what was kept could be read back")
        notices += self._journal.losses()
        if notices:
            yield Changes(time=now, notices=tuple(notices))

    def _read_again(self, journal: Journal, rows: Iterable[Kept], notices: list[str]) -> Iterator[Kept]:
        """The rows, each with a reading of this version."""
        fresh: list[Kept] = []
        for item, kept in rows:
            reading = kept
            if reading is None:
                reading = self._pipeline.read(item)
                fresh.append((item, reading))
            if len(fresh) >= BATCH:
                notices += journal.append(fresh)
                fresh = []
            yield item, reading
        if fresh:
            notices += journal.append(fresh)

    def take(self, polled: Polled, now: dt.datetime) -> Changes:
        """Read one answer and journal it; once this returns, its validators may be used."""
        moved = polled.health.moved
        held = PROBATION if moved is not None and now - moved < PROBATION_TIME else ""
        ingested = self._pipeline.ingest(polled.health.source, polled.entries, now, held=held)
        health = msgspec.structs.replace(polled.health, new=len(ingested.rows))
        notices = ingested.changes.notices
        if self._journal is not None:
            notices += self._journal.append(ingested.rows, validators=polled.validators, health=health)
        return msgspec.structs.replace(ingested.changes, feeds=(health,), notices=notices)

    def expire(self, now: dt.datetime) -> Changes:
        """Forget what is older than the retention time, here and in the journal."""
        self.trim(now)
        return self._pipeline.expire(now - self._retention, now)

    def trim(self, now: dt.datetime) -> None:
        """Forget it in the journal; what is shown stays."""
        if self._journal is not None:
            self._journal.expire(now - self._retention)

    def known(self) -> Known:
        """What the next request to each feed may say, and how each last did, by source id."""
        if self._journal is None:
            return Known()
        try:
            feeds = {health.source: health for health in self._journal.feeds()}
            return Known(validators=self._journal.validators(), health=feeds)
        except JournalError:  # a disk that cannot be read costs a second fetch; writing to it will say what is wrong
            return Known()

    def keep(self, name: str, value: bytes) -> None:
        """What the user has seen or muted, under its name in the journal."""
        if self._journal is not None:
            self._journal.set_mark(name, value)

    def close(self) -> None:
        if self._journal is not None:
            self._journal.close()
