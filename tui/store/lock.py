"""One writer at a time, and what it was promised last.

Invariant: whoever holds the lock is the only process that writes or checkpoints the journal, which keeps clear of the
corruption that two checkpointing connections can cause in SQLite before 3.51.3. The file also holds the number of
the last row that was reported as saved, so that a lost write-ahead file is noticed at the next start: the database
alone would open without a word. The file stays when the lock goes; a lock on a removed file guards nothing.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from tui.store.errors import JournalBusy, JournalError

_WIDTH = 20


class WriterLock:
    """Held from construction to :meth:`release`, or the death of the process. Raises :class:`JournalBusy`."""

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_name(journal.name + ".lock")
        try:
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
        except OSError as error:
            raise JournalError(
                f"{self._path}: {error.strerror}; the journal needs a directory it can write to"
            ) from None
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            pid = self._numbers()[0]
            os.close(self._fd)
            raise JournalBusy(str(journal), pid) from None
        self.acknowledged = self._numbers()[1] or 0
        """Last row that this or an earlier writer reported as saved."""
        self._write()

    @property
    def held(self) -> bool:
        return self._fd >= 0

    def acknowledge(self, row: int) -> None:
        self.acknowledged = row
        self._write()

    def release(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _write(self) -> None:
        line = f"{os.getpid():<{_WIDTH}}\n{self.acknowledged:<{_WIDTH}}\n"
        try:
            os.pwrite(self._fd, line.encode(), 0)
        except OSError:
            # A full disk: the rows are safe in the journal, only the check at the next start is weaker.
            return

    def _numbers(self) -> tuple[int | None, int | None]:
        """Process id and last row; None where the file does not say."""
        words = os.pread(self._fd, 100, 0).split()
        numbers = [int(word) if word.isdigit() else None for word in words[:2]]
        pid, row = (*numbers, None, None)[:2]
        return pid, row
