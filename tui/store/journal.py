"""The journal: every item with its reading on disk, so that a restart knows what the last run knew.

Invariants: what :meth:`Journal.append` reports as written survives a killed process and a lost power supply (WAL,
``synchronous=FULL``, one transaction a batch). A disk that is full or gone costs nothing but memory: rows wait and
are written when it is back. A damaged journal is set aside, never deleted, and what can be read of it goes on. The
journal is never the reason why the board does not start: every failure is a :class:`JournalError` with one line.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from tui.model import FeedHealth, Item, Reading, Validators, Value
from tui.store.database import explain, open_to_write
from tui.store.errors import JournalBusy, JournalError
from tui.store.lock import WriterLock
from tui.store.reader import NEWEST, JournalReader
from tui.store.rows import INSERT, ItemRow, item_row

__all__ = ["NEWEST", "Journal", "JournalBusy", "JournalError", "JournalReader", "Written"]

PENDING_LIMIT = 20_000
"""Rows that wait in memory for a disk that cannot be written."""
_EXPIRE_BATCH = 5_000


class Written(Value, frozen=True, kw_only=True):
    """How one write went."""

    rows: int = 0
    """Item rows now safe on disk (for :meth:`Journal.expire`: taken out)."""
    pending: int = 0
    """Rows that wait in memory."""
    dropped: int = 0
    """Rows given up so far because too many waited: these are lost to the journal."""
    error: str | None = None
    """Why rows wait, in one line for the user; None: nothing is wrong."""


class Journal(JournalReader):
    """Reads and writes a journal. One caller at a time, from any thread.

    Raises :class:`JournalBusy` when another process writes to it, :class:`JournalError` when the file cannot be one.
    """

    def __init__(self, path: Path, *, now: dt.datetime, extractor: int = 0) -> None:
        """Open or create ``path``. ``now`` names a damaged file that is set aside; ``extractor`` is the version of
        extraction that made the readings."""
        self._now = now
        self.notices: tuple[str, ...] = ()
        """What the user should know about the journal as it was found."""
        self._rows: list[ItemRow] = []
        self._validators: dict[str, bytes] = {}
        self._feeds: dict[str, bytes] = {}
        self._marks: dict[str, bytes] = {}
        self._dropped = 0
        super().__init__(path, extractor=extractor)

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JournalError(f"{self._path.parent}: {error.strerror}; the journal needs a directory there") from None
        self._lock = WriterLock(self._path)
        try:
            opened = open_to_write(self._path, self._now, self._lock.acknowledged)
        except BaseException:
            self._lock.release()
            raise
        self.notices = opened.notices
        self._lock.acknowledge(opened.last_row)
        return opened.connection

    def append(
        self,
        rows: Iterable[tuple[Item, Reading | None]] = (),
        validators: Mapping[str, Validators] | None = None,
        feeds: Iterable[FeedHealth] = (),
    ) -> Written:
        """Write items with their readings, and by source the validators and health that go with them, at once.

        A revision that is already there keeps its first row, unless another version of extraction read it. With
        nothing to add it tries again what waits.
        """
        self._rows += (item_row(item, reading, self._extractor) for item, reading in rows)
        for source, one in (validators or {}).items():
            self._validators[source] = msgspec.msgpack.encode(one)
        for health in feeds:
            self._feeds[health.source] = msgspec.msgpack.encode(health)
        return self._flush()

    def set_mark(self, key: str, value: bytes) -> Written:
        """Keep a small value under a name: what the user has seen, a place to go on from."""
        self._marks[key] = value
        return self._flush()

    def expire(self, before: dt.datetime) -> Written:
        """Take out items first seen before an instant, in small transactions. Never by a feed's own date."""
        gone = 0
        batch = "DELETE FROM items WHERE seq IN (SELECT seq FROM items WHERE seen < ? LIMIT ?)"
        try:
            while count := self._db.execute(batch, (before.timestamp(), _EXPIRE_BATCH)).rowcount:
                gone += count
        except sqlite3.Error as error:
            return self._written(gone, explain(self._path, error))
        return self._written(gone)

    @property
    def pending(self) -> int:
        """Rows that wait in memory."""
        return len(self._rows)

    def close(self) -> None:
        """Write what waits when that is possible, fold the write-ahead file in, let go of the lock. Idempotent."""
        if self._lock.held:
            self._flush()
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.close()
            self._lock.release()

    def _flush(self) -> Written:
        rows = len(self._rows)
        try:
            self._commit()
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            self._bound()
            return self._written(0, explain(self._path, error))
        return self._written(rows)

    def _commit(self) -> None:
        """One transaction with all that waits; afterwards nothing does."""
        if not (self._rows or self._validators or self._feeds or self._marks):
            return
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        db.executemany(INSERT, self._rows)
        db.executemany("INSERT OR REPLACE INTO validators VALUES (?, ?)", self._validators.items())
        db.executemany("INSERT OR REPLACE INTO feeds VALUES (?, ?)", self._feeds.items())
        db.executemany("INSERT OR REPLACE INTO marks VALUES (?, ?)", self._marks.items())
        last = db.execute("SELECT max(seq) FROM items").fetchone()[0]
        db.execute("COMMIT")
        for waiting in (self._rows, self._validators, self._feeds, self._marks):
            waiting.clear()
        if last is not None and last > self._lock.acknowledged:
            self._lock.acknowledge(last)

    def _bound(self) -> None:
        """Keep the newest rows that fit. Validators go with dropped rows: a server that is then asked without them
        sends the entries again, which is the only way to have them back."""
        excess = len(self._rows) - PENDING_LIMIT
        if excess > 0:
            del self._rows[:excess]
            self._dropped += excess
            self._validators.clear()

    def _written(self, rows: int, error: str | None = None) -> Written:
        return Written(rows=rows, pending=len(self._rows), dropped=self._dropped, error=error)
