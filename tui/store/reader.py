"""Reads a journal: rows in the order in which they arrived.

Invariant: reading never holds a transaction open between two pages, and a damaged row is counted, never handed out.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from tui.model import FeedHealth, Item, Reading, Validators
from tui.store.database import explain, open_to_read
from tui.store.errors import JournalError
from tui.store.rows import read_row, read_value
from tui.wording import plural

NEWEST = 20_000
"""Items that a start reads back unless told otherwise."""
_PAGE = 1_000
T = TypeVar("T")


class JournalReader:
    """Reads a journal, beside a writer too. Raises :class:`JournalError` when there is nothing to read."""

    def __init__(self, path: Path, *, extractor: int) -> None:
        self._path = path
        self._extractor = extractor
        self._db = self._open()
        self.skipped = 0
        """Damaged rows that :meth:`load` passed over so far."""
        self.row = 0
        """Number of the last row that :meth:`load` came to."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        return self._path

    def close(self) -> None:
        self._db.close()

    def load(
        self,
        newest: int | None = NEWEST,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        after: int = 0,
    ) -> Iterator[tuple[Item, Reading | None]]:
        """The ``newest`` items to arrive (None: all) first seen from ``since`` to ``until``, in order of arrival:
        what was known at an instant is what had arrived by then, whatever date it bears. ``after``: only rows with a
        higher number, which costs no look at the others.

        The reading is None when another version of extraction made it: the text is to be read again. Each page is a
        transaction of its own, so that a slow caller never keeps the write-ahead file from being emptied.
        """
        low = float("-inf") if since is None else since.timestamp()
        high = float("inf") if until is None else until.timestamp()
        # The plus keeps the planner from sorting by date what is wanted by row.
        where = "" if since is None and until is None else "AND +seen BETWEEN ? AND ?"
        bounds = (low, high) if where else ()
        newest_rows = f"SELECT seq FROM items WHERE seq > ? {where} ORDER BY seq DESC LIMIT ?"  # noqa: S608
        oldest_row = f"SELECT min(seq) FROM ({newest_rows})"  # noqa: S608
        first = self._query(oldest_row, (after, *bounds, -1 if newest is None else newest))[0][0]
        at = (first or 0) - 1
        page = f"SELECT seq, body, reading, extractor, crc FROM items WHERE seq > ? {where} ORDER BY seq LIMIT ?"  # noqa: S608
        while first is not None and (rows := self._query(page, (at, *bounds, _PAGE))):
            for seq, body, reading, extractor, crc in rows:
                at = self.row = seq
                row = read_row(body, reading, crc, current=extractor == self._extractor)
                if row is None:
                    self.skipped += 1
                else:
                    yield row

    def losses(self) -> tuple[str, ...]:
        """What :meth:`load` passed over so far, in words; nothing: every row was sound."""
        return (f"{self._path}: {plural(self.skipped, 'damaged item')} passed over",) if self.skipped else ()

    def last(self) -> int:
        """The highest number of a row; 0 without any."""
        return int(self._query("SELECT max(seq) FROM items")[0][0] or 0)

    def count(self) -> int:
        """Item rows, damaged ones included."""
        return int(self._query("SELECT count(*) FROM items")[0][0])

    def validators(self) -> dict[str, Validators]:
        """By source id."""
        return self._values("validators", Validators)

    def feeds(self) -> tuple[FeedHealth, ...]:
        """Health of every feed, as of its last write."""
        return tuple(self._values("feeds", FeedHealth).values())

    def mark(self, key: str) -> bytes | None:
        """What :meth:`Journal.set_mark` kept."""
        rows = self._query("SELECT value FROM marks WHERE key = ?", (key,))
        return bytes(rows[0][0]) if rows else None

    def _open(self) -> sqlite3.Connection:
        return open_to_read(self._path)

    def _values(self, table: str, type_: type[T]) -> dict[str, T]:
        rows = self._query(f"SELECT source, body FROM {table}")  # noqa: S608  (a name of ours)
        return {source: value for source, body in rows if (value := read_value(body, type_)) is not None}

    def _query(self, sql: str, parameters: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise JournalError(explain(self._path, error)) from None
