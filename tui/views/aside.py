"""Work in a thread that nobody waits for.

Invariant: what it came to is told, and so is a fault of ours: it would be lost otherwise, or land on the screen.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def aside(name: str, work: Callable[[], T], tell: Callable[[T | Exception], object]) -> None:
    """``tell`` is called from the thread: with a message to post, as a rule."""

    def run() -> None:
        found: T | Exception
        try:
            found = work()
        except Exception as error:
            found = error
        # The app may have left meanwhile.
        with contextlib.suppress(RuntimeError):
            tell(found)

    threading.Thread(target=run, name=name, daemon=True).start()
