"""The board's end of the collector: a process of its own, so that a terminal that is not read never stops the
polling, and a burst of feeds never stops the keys.

A reader thread takes changes off the pipe and queues them; the board drains the queue when it likes. A collector
that dies is started again, with a notice that says why; one that dies at once, three times running, is left down.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from typing import IO, BinaryIO, cast

import msgspec

from tui import frames, text
from tui.clock import Clock
from tui.config import Config
from tui.model import Changes
from tui.protocol import FRAME_LIMIT, Command, Start, Word

RESTARTS = 3
"""Starts in a row that may fail within :data:`SETTLED` seconds."""
SETTLED = 30.0
_GRACE = 2.0
"""Seconds that the collector has to finish its journal once it was told to stop."""


class Link:
    """A running collector. Thread-safe; every call returns at once but :meth:`close`, which takes up to 3 s, and a
    :meth:`send` of more than a pipe holds (64 KB) to a collector that was stopped from outside."""

    def __init__(self, start: Start, clock: Clock) -> None:
        self._start = start
        self._clock = clock
        self._queue: deque[Changes] = deque()
        self._process: subprocess.Popen[bytes] | None = None
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._keeper = threading.Thread(target=self._keep, name="collector-link", daemon=True)
        self._status = "starting the collector"
        self._problem = ""
        self._config: Config | None = None

    @property
    def status(self) -> str:
        """ "" while all is well, else what the user should know."""
        return self._status or self._problem

    def config(self) -> Config | None:
        """The configuration that took the place of the last one, once; None: it is the same."""
        found, self._config = self._config, None
        return found

    def open(self) -> None:
        self._keeper.start()

    def changes(self) -> list[Changes]:
        """What came since the last call, oldest first."""
        out: list[Changes] = []
        with contextlib.suppress(IndexError):
            while True:
                out.append(self._queue.popleft())
        return out

    def send(self, command: str, *arguments: str) -> None:
        """Tell the collector to refresh, pause, resume or reload. A collector that is down misses it."""
        with self._lock, contextlib.suppress(OSError, ValueError):
            if self._process is not None and self._process.stdin is not None:
                frames.write(cast(BinaryIO, self._process.stdin), Command(name=command, arguments=arguments))

    def close(self) -> None:
        """Stop the collector; kill it when it does not stop by itself."""
        self._closing.set()
        with self._lock:
            process = self._process
        if process is None:
            return
        with contextlib.suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(1.0)

    def _keep(self) -> None:
        quick_deaths = 0
        while not self._closing.is_set():
            begun = time.monotonic()
            reason = self._run_once()
            if self._closing.is_set():
                return
            quick_deaths = quick_deaths + 1 if time.monotonic() - begun < SETTLED else 0
            down = quick_deaths >= RESTARTS
            self._status = f"the collector stopped: {reason}" + (". It stays down" if down else "; starting it again")
            self._queue.append(Changes(time=self._clock.now(), notices=(self._status,)))
            if down:
                return
            self._closing.wait(2.0**quick_deaths)

    def _run_once(self) -> str:
        """Run one collector to its end; why it ended, in one line."""
        reason = ""
        with tempfile.TemporaryFile() as errors:
            try:
                process = spawn(errors)
            except OSError as error:
                return text.line(str(error))
            # Its pipes are closed whatever happens; a wish that it died before reading cannot be flushed then.
            with contextlib.suppress(OSError), process:
                with self._lock:
                    self._process = process
                # Closed while it was being started: nobody else knows of it.
                if not self._closing.is_set():
                    reason = self._pump(process)
                if not self._closing.is_set() and process.poll() is None:
                    process.kill()
            code = process.returncode
            errors.seek(0)
            return last_words(errors.read()) or reason or f"exit status {code}"

    def _hear(self, word: Word) -> None:
        if word.config is not None:
            self._start = msgspec.structs.replace(self._start, config=word.config)
            self._config = word.config
        if word.problem is not None:
            self._problem = word.problem
        if word.changes is not None:
            self._queue.append(word.changes)

    def _pump(self, process: subprocess.Popen[bytes]) -> str:
        assert process.stdin is not None  # noqa: S101  both are pipes
        assert process.stdout is not None  # noqa: S101
        decoder = msgspec.msgpack.Decoder(Word)
        try:
            with self._lock:
                frames.write(cast(BinaryIO, process.stdin), self._start)
            while (word := frames.read(cast(BinaryIO, process.stdout), decoder, limit=FRAME_LIMIT)) is not None:
                self._status = ""
                self._hear(word)
        except (OSError, ValueError, frames.FrameError) as error:  # ValueError: closed while it was being started
            return text.line(str(error))
        return ""


def spawn(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """The child process that does what the :class:`Start` on its standard input says."""
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "tui.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,  # a Ctrl+C in the terminal is the board's business
    )


def last_words(errors: bytes) -> str:
    """The line of what a process left on standard error that says most: the last one that names an error."""
    found = errors[-20_000:].decode("utf-8", "replace").splitlines()
    lines = [line for line in (line.strip(" |+-") for line in found) if line]  # a group of errors is drawn as a tree
    return text.line(next((line for line in reversed(lines) if "rror" in line), lines[-1] if lines else ""))
