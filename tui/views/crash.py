"""What is printed when the board breaks: where and what, never the values of variables.

Invariant: nothing that came from outside reaches the terminal unclean, not even in an exception's own words.
"""

from __future__ import annotations

import traceback

from rich.text import Text

from tui.views.rows import clean

LAST_FRAMES = 12


def report(error: BaseException | None) -> Text:
    """Plain text: the last frames by file and line, then the error in one line."""
    lines = ["frontwatch stopped because of an error in the board. Nothing that was collected is lost."]
    if error is not None:
        frames = traceback.extract_tb(error.__traceback__)[-LAST_FRAMES:]
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        lines.append(f"{type(error).__name__}: {str(error)[:500]}")
    return Text("\n".join(clean(line) for line in lines))
