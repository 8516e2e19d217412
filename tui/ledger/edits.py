"""What an outlet changed in a text without saying so.

Invariant: both texts are named: a line about an edit says what stood there before and what stands there now.
"""

from __future__ import annotations

from tui.extraction.figures import counted
from tui.model import Item, LogLine, Outcome, Reading


def edited(outlet: str, old: tuple[Item, Reading], new: tuple[Item, Reading]) -> LogLine:
    """One line for the log and the user: "Herald edited its text: killed 15 > 11; headline "A" > "B""."""
    outcome, before, after = _moved(old[1], new[1])
    parts = [] if outcome is None else [f"{outcome.value} {before} > {after}"]
    if old[0].title != new[0].title:
        parts.append(f"headline “{old[0].title}” > “{new[0].title}”")
    if not parts:
        parts.append(f"{new[0].title} (the text below the headline)")
    return LogLine(
        time=new[0].seen,
        kind="edited",
        text=f"{outlet} edited its text: {'; '.join(parts)}",
        outcome=outcome,
        old=before if outcome is not None else None,
        new=after if outcome is not None else None,
        claimant=outlet,
    )


def _moved(old: Reading, new: Reading) -> tuple[Outcome | None, int, int]:
    """The first outcome, in their order, whose figure is another now; None: none is."""
    before, after = counted(old.claims), counted(new.claims)
    for outcome in Outcome:
        if before[outcome] != after[outcome]:
            return outcome, before[outcome], after[outcome]
    return None, 0, 0
