"""The situation as shown, as a Markdown file in the folder that the board was started from.

Invariant: a file that is there is never overwritten, and a folder that cannot be written to is said, not raised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tui.model import FeedHealth, Source
from tui.report import to_markdown
from tui.situation import Situation

TRIES = 100


def export(situation: Situation, sources: Sequence[Source], feeds: Mapping[str, FeedHealth], folder: Path) -> Path:
    """Writes it and gives its path; raises OSError when it cannot be written."""
    stem = f"frontwatch-{situation.generated:%Y%m%d-%H%M}"
    for turn in range(TRIES):
        path = folder / (f"{stem}.md" if not turn else f"{stem}-{turn + 1}.md")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(to_markdown(situation, sources, feeds))
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{stem}.md and {TRIES - 1} more are there already")
