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
from collections.abc import Iterable
from pathlib import Path

import msgspec

from tui.model import FeedHealth, Item, Reading, Validators
from tui.store.database import explain, open_to_write
from tui.store.errors import JournalBusy, JournalError
from tui.store.lock import WriterLock
from tui.store.reader import NEWEST, JournalReader
from tui.store.rows import INSERT, ItemRow, item_row

__all__ = ["NEWEST", "Journal", "JournalBusy", "JournalError", "JournalReader"]

PENDING_LIMIT = 20_000
"""Rows that wait in memory for a disk that cannot be written."""
_EXPIRE_BATCH = 5_000


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
        self._trouble: str | None = None
        self._unsaid: list[str] = []
        super().__init__(path, extractor=extractor)

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JournalError(f"{self._path.parent}: {error.strerror}; the journal needs a directory there") from None
        self._lock = WriterLock(self._path)
        try:
            opened = open_to_write(self._path, self._now, self._lock.acknowledged)
        except sqlite3.Error as error:
            self._lock.release()
            raise JournalError(explain(self._path, error)) from None
        except BaseException:
            self._lock.release()
            raise
        self.notices = opened.notices
        self._lock.acknowledge(opened.last_row)
        return opened.connection

    @classmethod
    def read_only(cls, path: Path, *, extractor: int = 0) -> JournalReader:
        """A journal to read, which another process may be writing."""
        return JournalReader(path, extractor=extractor)

    @property
    def pending(self) -> int:
        """Rows that wait in memory."""
        return len(self._rows)

    @property
    def dropped(self) -> int:
        """Rows given up so far because too many waited: these are lost to the journal."""
        return self._dropped

    @property
    def trouble(self) -> str | None:
        """Why rows wait, in one line for the user; None: all is written."""
        return self._trouble

    def append(
        self,
        rows: Iterable[tuple[Item, Reading | None]] = (),
        *,
        validators: Validators | None = None,
        health: FeedHealth | None = None,
    ) -> tuple[str, ...]:
        """Write items with their readings, and the health and validators of the feed that gave them, all or nothing.

        A revision that is already there keeps its first row, unless another version of extraction read it. With
        nothing to add it tries again what waits. What comes back is for the user: that the journal cannot be written,
        once, and that it can again, once; :attr:`pending` is 0 when all is safe.
        """
        self._rows += [item_row(item, reading, self._extractor) for item, reading in rows]
        if health is not None:
            self._feeds[health.source] = msgspec.msgpack.encode(health)
            if validators is not None:
                self._validators[health.source] = msgspec.msgpack.encode(validators)
        self._flush()
        return self._say()

    def set_mark(self, key: str, value: bytes) -> None:
        """Keep a small value under a name: what the user has seen, a place to go on from."""
        self._marks[key] = value
        self._flush()

    def expire(self, before: dt.datetime) -> int:
        """Take out items first seen before an instant, in small transactions; how many. Never by a feed's own date."""
        gone = 0
        batch = "DELETE FROM items WHERE seq IN (SELECT seq FROM items WHERE seen < ? LIMIT ?)"
        try:
            while count := self._db.execute(batch, (before.timestamp(), _EXPIRE_BATCH)).rowcount:
                gone += count
        except sqlite3.Error as error:
            self._fail(error)
        return gone

    def close(self) -> None:
        """Write what waits when that is possible, fold the write-ahead file in, let go of the lock. Idempotent."""
        if self._lock.held:
            self._flush()
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.close()
            self._lock.release()

    def _flush(self) -> None:
        try:
            self._commit()
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            self._fail(error)
            self._bound()
        else:
            self._note(None)

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
            self._validators.clear()
            if not self._dropped:
                self._unsaid.append(f"{self._path}: too many items wait; the oldest will be missing from the journal")
            self._dropped += excess

    def _fail(self, error: sqlite3.Error) -> None:
        self._note(f"{explain(self._path, error)}; new items wait in memory")

    def _note(self, trouble: str | None) -> None:
        """Remember a change for the better or the worse; the same trouble again is no news."""
        if trouble is not None and self._trouble is None:
            self._unsaid.append(trouble)
        elif trouble is None and self._trouble is not None:
            self._unsaid.append(f"{self._path}: written again")
        self._trouble = trouble

    def _say(self) -> tuple[str, ...]:
        said = tuple(self._unsaid)
        self._unsaid.clear()
        return said
