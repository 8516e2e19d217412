"""How the board was opened.

Invariant: what is said here holds for as long as the board runs; what a key or a new configuration can change is not.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    ascii_only: bool = False
    """The terminal has no lines to draw with."""
    banner: str = ""
    """What is said of a recording that is shown in the place of the feeds; empty: these are shown."""
    fronts: tuple[str, ...] = ()
    """Ids of the only fronts to show; empty: all."""
    watching: bool = False
    """A wall display, with nobody at the keyboard."""


AT_A_DESK = Opening()
"""Every front, live, with somebody at the keyboard."""
