"""Reads what is still readable of a damaged journal into a new one.

Invariants: the damaged file is only read, and only a copy is mended; nothing here raises for damage; a row goes on
only when its check sum holds, in the order in which it once arrived.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from tui.store.rows import INSERT, checksum

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_COLUMNS = "seq, id, revision, source, seen, time, body, reading, extractor, crc"
_SMALL = ("validators", "feeds", "marks")
_BATCH = 500

Row = tuple[object, ...]


def salvage(damaged: Path, into: sqlite3.Connection) -> int:
    """Copy the readable rows of ``damaged`` into an empty journal; how many items that were."""
    try:
        if has_header(damaged):
            _copy(damaged, "mode=ro", into)
        else:
            # Beside the journal: what lies there may be large, and this is the disk that was chosen for it.
            with tempfile.TemporaryDirectory(prefix=".salvage-", dir=damaged.parent) as directory:
                copy = Path(directory) / "journal.db"
                shutil.copyfile(damaged, copy)
                _mend_header(copy, into)
                _copy(copy, "mode=rw", into)
    except (sqlite3.Error, OSError):
        if into.in_transaction:
            into.execute("ROLLBACK")
    return int(into.execute("SELECT count(*) FROM items").fetchone()[0])


def _copy(source_path: Path, mode: str, into: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(f"file:{quote(str(source_path.absolute()))}?{mode}", uri=True)) as source:
        _copy_items(source, into)
        _copy_small(source, into)


def has_header(path: Path) -> bool:
    """The file begins as an SQLite database does."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def is_zeroed(path: Path) -> bool:
    """The file begins with a header of zeros, as a power failure leaves one behind."""
    with path.open("rb") as file:
        return file.read(_HEADER) == bytes(_HEADER)


def _copy_items(source: sqlite3.Connection, into: sqlite3.Connection) -> None:
    batch: list[Row] = []
    for row in _readable(source):
        batch.append(row)
        if len(batch) >= _BATCH:
            _insert(into, INSERT, batch)
            batch = []
    _insert(into, INSERT, batch)


def _copy_small(source: sqlite3.Connection, into: sqlite3.Connection) -> None:
    for table in _SMALL:
        with suppress(sqlite3.Error):
            rows = source.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  (names of ours)
            _insert(into, f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608


def _readable(source: sqlite3.Connection) -> Iterator[Row]:
    """Sound rows from the front up to the damage, then those from the end back to it, in order of arrival."""
    front: int = 0
    with suppress(sqlite3.Error):
        for row in source.execute(f"SELECT {_COLUMNS} FROM items ORDER BY seq"):  # noqa: S608
            front = row[0]
            if _is_sound(row):
                yield row[1:]
        return
    tail: list[Row] = []
    with suppress(sqlite3.Error):
        for row in source.execute(f"SELECT {_COLUMNS} FROM items WHERE seq > ? ORDER BY seq DESC", (front,)):  # noqa: S608
            if _is_sound(row):
                tail.append(row[1:])
    yield from reversed(tail)


def _is_sound(row: Row) -> bool:
    body, reading, crc = row[6], row[7], row[9]
    return isinstance(body, bytes) and isinstance(reading, bytes | None) and checksum(body, reading) == crc


def _insert(into: sqlite3.Connection, sql: str, rows: list[Row]) -> None:
    into.execute("BEGIN IMMEDIATE")
    into.executemany(sql, rows)
    into.execute("COMMIT")


def _mend_header(copy: Path, like: sqlite3.Connection) -> None:
    """Give a copy whose header is gone the header of a new journal: the same tables made the rest of page one."""
    size = copy.stat().st_size
    page = int(like.execute("PRAGMA page_size").fetchone()[0])
    if size < page:
        return
    header = bytearray(_fresh_header(like))
    header[28:32] = (size // page).to_bytes(4, "big")
    with copy.open("r+b") as file:
        file.write(header)


def _fresh_header(like: sqlite3.Connection) -> bytes:
    like.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    name = like.execute("PRAGMA database_list").fetchone()[2]
    return Path(name).read_bytes()[:_HEADER]
