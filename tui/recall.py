"""What was known at an earlier instant, worked out in a process of its own, so that neither keys nor polling wait.

One question at a time: a newer one ends the process that works on the one before. An answer that takes longer than
:data:`PATIENCE` is given up, with words; so is one of a process that dies.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from typing import BinaryIO, cast

import msgspec

from tui import frames
from tui.config import Config
from tui.link import last_words, spawn
from tui.model import Changes
from tui.protocol import FRAME_LIMIT, Start, Word

PATIENCE = 120.0
"""Seconds for one answer: some 100,000 items."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """An answer: what had arrived by ``until``; or why there is none."""

    until: dt.datetime
    changes: Changes | None
    error: str = ""


class Recaller:
    """Asks for earlier states of one journal. Thread-safe; no call waits."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: tuple[dt.datetime, dt.datetime | None] | None = None
        self._answer: Recalled | None = None

    def configure(self, config: Config) -> None:
        """Go by another configuration from the next question on."""
        with self._lock:
            self._start = msgspec.structs.replace(self._start, config=config)

    def ask(self, until: dt.datetime, since: dt.datetime | None = None) -> None:
        """Begin to work out what was known then, of what had arrived from ``since`` on; what was asked before is
        dropped."""
        self.drop()
        with self._lock:
            self._asked = until, since
        threading.Thread(target=self._work, args=(until, since), name="recall", daemon=True).start()

    def answer(self) -> Recalled | None:
        """The answer to the last question, once; None while there is none."""
        with self._lock:
            found, self._answer = self._answer, None
            return found

    def drop(self) -> None:
        """No answer is wanted any more."""
        with self._lock:
            self._asked = self._answer = None
            process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _work(self, until: dt.datetime, since: dt.datetime | None) -> None:
        changes, error = None, ""
        with tempfile.TemporaryFile() as errors:
            try:
                with spawn(errors) as process:
                    changes = self._read(process, until, since)
            except (OSError, frames.FrameError) as problem:
                error = str(problem)
            errors.seek(0)
            error = last_words(errors.read()) or error or "it took too long"
        with self._lock:
            if self._asked == (until, since):
                self._asked = None
                self._answer = Recalled(until, changes, "" if changes is not None else error)

    def _read(self, process: subprocess.Popen[bytes], until: dt.datetime, since: dt.datetime | None) -> Changes | None:
        """One change from the process; None when it was killed meanwhile."""
        with self._lock:
            if self._asked != (until, since):
                process.kill()
                return None
            self._process = process
        limit = threading.Timer(PATIENCE, process.kill)
        limit.daemon = True
        limit.start()
        try:
            frames.write(cast(BinaryIO, process.stdin), msgspec.structs.replace(self._start, until=until, since=since))
            decoder = msgspec.msgpack.Decoder(Word)
            word = frames.read(cast(BinaryIO, process.stdout), decoder, limit=FRAME_LIMIT)
            return None if word is None else word.changes
        finally:
            limit.cancel()
            with contextlib.suppress(OSError):
                process.kill()
