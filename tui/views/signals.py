"""Ends the board when it is told to from outside, whatever state the terminal is in.

Invariant: after SIGTERM, SIGHUP or the end of its terminal the process is gone within :data:`GRACE` seconds. The
handler asks the app to leave in good order; when the terminal is closed or is not being read, the app may never get
to it, and a thread that needs neither loop nor terminal ends the process.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

GRACE = 5.0
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def leaving(leave: Callable[[int], None], grace: float = GRACE) -> Iterator[None]:
    """While it lasts, a signal calls ``leave`` with its number; it must only set something going, and not wait.

    Must be entered on the main thread; the handlers of before come back at the end.
    """
    restore = _terminal()
    done = threading.Event()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=end, args=(number,), name="end", daemon=True).start()
        leave(number)

    def end(number: int) -> None:
        if not done.wait(grace):
            restore()
            os._exit(128 + number)

    def on_hangup() -> None:
        end_soon = threading.Thread(target=end, args=(int(signal.SIGHUP),), name="end", daemon=True)
        end_soon.start()
        leave(int(signal.SIGHUP))

    before = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    threading.Thread(target=_watch, args=(on_hangup,), name="hangup", daemon=True).start()
    try:
        yield
    finally:
        done.set()
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(on_hangup: Callable[[], None]) -> None:
    """Waits, at no cost, for the terminal to be closed: who has no controlling terminal is sent no SIGHUP, and
    reading from a closed one returns at once for ever."""
    try:
        number = sys.__stdin__.fileno() if sys.__stdin__ else -1
        if not os.isatty(number):
            return
        poll = select.poll()
        poll.register(number, 0)
        found = poll.poll()
    except (AttributeError, OSError, ValueError):  # no poll here, or not for terminals
        return
    if any(event & (select.POLLHUP | select.POLLERR) for _, event in found):
        on_hangup()


def _terminal() -> Callable[[], None]:
    """Gives the terminal's line settings of now back later, without waiting for its output."""
    try:
        import termios

        number = sys.__stdin__.fileno() if sys.__stdin__ else -1
        settings = termios.tcgetattr(number)
    except (ImportError, OSError, ValueError, termios.error):
        return lambda: None

    def restore() -> None:
        with contextlib.suppress(OSError, termios.error):
            termios.tcsetattr(number, termios.TCSANOW, settings)

    return restore
