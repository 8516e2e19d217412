"""Runs the command of an alert: a program with a list of arguments, never through a shell.

Invariants: nobody waits for it; it has no access to the terminal; one that does not end is killed after
:data:`PATIENCE` seconds with all that it started, and no more than :data:`AT_ONCE` run at a time, so that a flood of
news starts no flood of processes.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading

from tui import text
from tui.alerts import Rung
from tui.config.alerting import environment, filled

PATIENCE = 30.0
AT_ONCE = 4


class Bellman:
    """Starts commands. Thread-safe."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._room = threading.Semaphore(AT_ONCE)

    def ring(self, rung: Rung) -> str:
        """Runs the command of a loud alert that has one; why it was not started, else ""."""
        if not rung.loud or not rung.rule.command:
            return ""
        if not self._room.acquire(blocking=False):
            return f"alert {rung.alert}: its command was not run: {AT_ONCE} are running already"
        try:
            process = subprocess.Popen(  # noqa: S603  the user's own program, as a list, without a shell
                filled(rung.rule.command, rung.fields),
                env={**os.environ, **environment(rung.fields)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                close_fds=True,
            )
        except (OSError, ValueError) as error:
            self._room.release()
            return text.line(f"alert {rung.alert}: its command cannot be run: {error}")
        threading.Thread(target=self._wait, args=(process,), name="alert", daemon=True).start()
        return ""

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        try:
            process.wait(self._patience)
        except subprocess.TimeoutExpired:
            # All of its session: a script that is killed alone leaves behind what it waits for.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        finally:
            self._room.release()
