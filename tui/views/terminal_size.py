"""The size of the terminal as the terminal itself has it.

``COLUMNS`` and ``LINES`` stand before it wherever Python asks for a size. A shell that exports them hands them on to
every window and pane that is opened from it, where they are wrong from the first frame and after each resize.
"""

from __future__ import annotations

import contextlib
import os
import sys

NAMES = ("COLUMNS", "LINES")


def follow_terminal() -> None:
    """Forget the two variables where the terminal knows its size; where it does not, they are all there is."""
    stream = sys.__stdout__
    with contextlib.suppress(OSError, ValueError):
        if stream is not None and all(os.get_terminal_size(stream.fileno())):
            for name in NAMES:
                os.environ.pop(name, None)
