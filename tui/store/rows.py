"""How values become rows of the journal and come back.

Invariant: a row that does not read back exactly as it was written is never handed out: the check sum covers the
bytes of the item and of its reading, for SQLite does not notice a flipped byte inside a row.
"""

from __future__ import annotations

import datetime as dt
import zlib
from typing import TypeVar

import msgspec

from tui.model import Item, Reading

APPLICATION = 0x46574A31
"""Marks a database as a journal of ours."""
VERSION = 1
"""Of the tables below. A journal with a higher one was written by a later version and is left alone."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    revision TEXT NOT NULL,
    source TEXT NOT NULL,
    seen REAL NOT NULL,
    time REAL NOT NULL,
    body BLOB NOT NULL,
    reading BLOB,
    extractor INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    UNIQUE (id, revision)
);
CREATE INDEX IF NOT EXISTS items_seen ON items (seen);
CREATE TABLE IF NOT EXISTS validators (source TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS feeds (source TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS marks (key TEXT PRIMARY KEY, value BLOB NOT NULL);
"""

# The first reading of a revision stays, unless another version of extraction read it again.
INSERT = """
INSERT INTO items (id, revision, source, seen, time, body, reading, extractor, crc)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id, revision) DO UPDATE
SET body = excluded.body, reading = excluded.reading, extractor = excluded.extractor, crc = excluded.crc
WHERE items.extractor <> excluded.extractor
"""

ItemRow = tuple[str, str, str, float, float, bytes, bytes | None, int, int]
"""The parameters of :data:`INSERT`."""

T = TypeVar("T")
_items = msgspec.msgpack.Decoder(Item)
_readings = msgspec.msgpack.Decoder(Reading)


def item_row(item: Item, reading: Reading | None, extractor: int) -> ItemRow:
    body = msgspec.msgpack.encode(item)
    read = None if reading is None else msgspec.msgpack.encode(reading)
    return (
        item.id,
        item.revision,
        item.source,
        item.seen.timestamp(),
        item.time.timestamp(),
        body,
        read,
        extractor,
        checksum(body, read),
    )


def checksum(body: bytes, reading: bytes | None) -> int:
    """CRC-32 of both; no reading and an empty one differ."""
    return zlib.crc32(reading, zlib.crc32(body) ^ 1) if reading is not None else zlib.crc32(body)


def read_row(body: object, reading: object, crc: object, *, current: bool) -> tuple[Item, Reading | None] | None:
    """The values of a stored row; None when it is damaged. ``current``: the reading is of this version's extraction."""
    if not isinstance(body, bytes) or not isinstance(reading, bytes | None) or checksum(body, reading) != crc:
        return None
    try:
        item = _items.decode(body)
        return item, _readings.decode(reading) if current and reading is not None else None
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def read_value(body: object, type_: type[T]) -> T | None:
    """A value of a small table; None when it is damaged or of another shape than today's."""
    if not isinstance(body, bytes):
        return None
    try:
        return msgspec.msgpack.decode(body, type=type_)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def file_stamp(now: dt.datetime) -> str:
    """``now`` for the name of a file."""
    return now.strftime("%Y%m%dT%H%M%SZ")
