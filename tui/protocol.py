"""What the board and its collector say to each other."""

from __future__ import annotations

import datetime as dt

from tui.config import Config
from tui.model import Changes, Value
from tui.replay import ReplayClock

FRAME_LIMIT = 1 << 30
"""Bytes of one change: both ends are ours, so this only stops nonsense."""
COMMAND_LIMIT = 1 << 26
"""Bytes of one command: all that a user has ever seen goes in one, and one that is too long ends the collector."""


class Start(Value, frozen=True, kw_only=True):
    """The first thing that a collector is told."""

    config: Config
    journal: str | None = None
    clock: ReplayClock | None = None
    """None: the system's."""
    watch: bool = False
    """Read the configuration's file again when it changes."""
    follow: bool = False
    """Fetch nothing: follow the journal that another process writes."""
    until: dt.datetime | None = None
    """Collect nothing: say what the journal had by then, in one change, and end."""
    since: dt.datetime | None = None
    """With ``until``: leave out what had arrived before this."""


class Word(Value, frozen=True, kw_only=True):
    """What a collector says: one or more of these."""

    changes: Changes | None = None
    config: Config | None = None
    """What it goes by from now on."""
    problem: str | None = None
    """What is wrong with the configuration's file; "": nothing any more."""


class Command(Value, frozen=True, kw_only=True):
    """What a running collector is told: refresh (source ids, or none for all), pause, resume, reload (the
    configuration), marks (what the user has seen, in hex), mutes (in hex); an unknown name is passed over, so that a
    board and a collector of two versions get along."""

    name: str
    arguments: tuple[str, ...] = ()
