"""What can be wrong with a journal, in words for the user.

JournalError
  JournalBusy      another process writes to it
"""

from __future__ import annotations


class JournalError(Exception):
    """The journal cannot be opened or written: one line that says which file, what is wrong and what to do."""


class JournalBusy(JournalError):  # noqa: N818  (a state, not a fault)
    """Another process writes to this journal."""

    def __init__(self, path: str, pid: int | None) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            f"{path}: {who} writes to this journal; "
            "`frontwatch --follow` shows what it reads, --journal FILE keeps one beside it"
        )
        self.pid = pid
