"""Opens the file of a journal, and sets a damaged one aside.

Invariants: a file is renamed only when it is damaged beyond doubt, never deleted, and never touched when a later
version or another program wrote it, or when it is no database at all: a user's notes are no damaged journal.
Readers open ``mode=ro``; only the holder of the writer's lock gets a writing connection, so only it checkpoints.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tui.store.errors import JournalError
from tui.store.rows import APPLICATION, SCHEMA, VERSION, file_stamp
from tui.store.salvage import has_header, is_zeroed, salvage

BUSY_SECONDS = 5.0
_SIDE_FILES = ("", "-wal", "-shm")
_NOT_DAMAGE = frozenset(
    {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR"}
)


@dataclass(frozen=True, slots=True)
class Opened:
    connection: sqlite3.Connection
    notices: tuple[str, ...]
    last_row: int
    """The highest row number that was ever given."""


def open_to_read(path: Path) -> sqlite3.Connection:
    """A reading connection; JournalError when the file is missing, damaged or no journal."""
    _check_kind(path)
    if not path.exists():
        raise JournalError(f"{path}: there is no journal here yet")
    if not _is_database(path):
        raise JournalError(f"{path}: is a damaged journal; the next start that writes to it sets it aside")
    with ExitStack() as undo:
        try:
            connection = _connect(path, "mode=ro")
            undo.callback(connection.close)
            _check_owner(path, connection, empty_is_fine=False)
        except sqlite3.Error as error:
            raise JournalError(explain(path, error)) from None
        undo.pop_all()
    return connection


def open_to_write(path: Path, now: dt.datetime, acknowledged: int) -> Opened:
    """A writing connection to a sound journal with today's tables, made of what is there.

    ``acknowledged`` is the last row that a writer reported as saved; fewer in the file is worth a notice.
    """
    _check_kind(path)
    found = path.exists()
    empty = found and path.stat().st_size == 0
    notices = [f"{path}: the journal was empty; a new one begins"] if empty else []
    damage = _damage(path) if found and not empty else None
    if damage is not None:
        aside = _set_aside(path, now)
        connection = _create(path)
        saved = salvage(aside, connection)
        notices.append(f"{path}: damaged ({damage}); kept as {aside.name}, {saved} items saved into a new journal")
        return Opened(connection, tuple(notices), _last_row(connection))
    connection = _create(path)
    last = _last_row(connection)
    if found and last < acknowledged:
        notices.append(
            f"{path}: the last {acknowledged - last} items saved are missing; its write-ahead file was lost or damaged"
        )
    return Opened(connection, tuple(notices), last)


def explain(path: Path, error: sqlite3.Error) -> str:
    """One line that a user can act on."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return f"{path}: the disk is full"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return f"{path}: cannot be opened or written ({error}); check the rights of the file and its directory"
    return f"{path}: {error}"


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # One caller at a time is promised above; which thread it is does not matter to SQLite.
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?{mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _create(path: Path) -> sqlite3.Connection:
    """A writing connection to ``path`` with today's tables, made where they are missing."""
    connection: sqlite3.Connection | None = None
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = _connect(path, "mode=rw")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        connection.executescript(
            f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
        )
    except (sqlite3.Error, OSError) as error:
        if connection is not None:
            connection.close()
        line = explain(path, error) if isinstance(error, sqlite3.Error) else f"{path}: {error.strerror}"
        raise JournalError(line) from None
    return connection


def _check_kind(path: Path) -> None:
    """A regular file or nothing; anything else could hang or harm."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror}") from None
    if not stat.S_ISREG(mode):
        what = "a directory" if stat.S_ISDIR(mode) else "no regular file"
        raise JournalError(f"{path}: is {what}; a journal is a file, such as journal.db")


def _damage(path: Path) -> str | None:
    """What is wrong with the file; None: it is sound. JournalError when it is not ours to touch."""
    if not _is_database(path):
        return "its header is gone"
    connection: sqlite3.Connection | None = None
    try:
        # Read-only: closing a writing connection would fold the write-ahead file into a file that may be damaged.
        connection = _connect(path, "mode=ro")
        _check_owner(path, connection, empty_is_fine=True)
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "").startswith(tuple(_NOT_DAMAGE)):
            raise JournalError(explain(path, error)) from None
        return str(error)
    finally:
        if connection is not None:
            connection.close()
    return None if verdict == "ok" else " ".join(str(verdict).split())[:200]


def _is_database(path: Path) -> bool:
    """False: it was one, and has lost its header. JournalError when it never was."""
    try:
        if has_header(path):
            return True
        if is_zeroed(path):
            return False
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror}") from None
    raise JournalError(f"{path}: is no journal but a file of another kind, left as it is; use another file")


def _check_owner(path: Path, connection: sqlite3.Connection, *, empty_is_fine: bool) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if _is_ours(connection):
        if version > VERSION:
            raise JournalError(
                f"{path}: written by a later version of frontwatch (journal format {version}, known is {VERSION});"
                " update frontwatch or use another journal"
            )
        return
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables or not empty_is_fine:
        raise JournalError(f"{path}: is a database of another program; use another file as the journal")


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def _set_aside(path: Path, now: dt.datetime) -> Path:
    """Rename the file and what belongs to it; the new name. Never over another file."""
    aside = path.with_name(f"{path.name}.bad-{file_stamp(now)}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.bad-{file_stamp(now)}-{number}")
    try:
        for suffix in _SIDE_FILES:
            side = path.with_name(path.name + suffix)
            if side.exists():
                side.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise JournalError(f"{path}: damaged, and cannot be renamed: {error.strerror}") from None
    return aside


def _last_row(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'items'").fetchone()
    return int(row[0]) if row else 0
