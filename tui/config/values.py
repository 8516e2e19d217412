"""The configuration as one value that also travels to the collector's process.

Invariant: every duration is in seconds, every reference to an actor names one of ``actors``, every query parses.
"""

from __future__ import annotations

import msgspec

from tui.model import Actor, Alert, Front, SavedFilter, Source, Value
from tui.query import alias_map


class Settings(Value, frozen=True, kw_only=True):
    """The table ``[settings]``. Durations are seconds; in the file they may be written "2s", "10m", "24h", "7d"."""

    allow_private_addresses: bool = False
    """Feeds may live on loopback and private addresses."""
    per_host_delay: float = 2.0
    """Least time between two requests to one host."""
    per_host_requests: int = 1
    """Requests to one host at a time."""
    in_flight: int = 20
    """Requests at a time in all."""
    timeout: float = 45.0
    """For a whole fetch, connecting included."""
    window: float = 86_400.0
    """How far back the board and the reports look, unless told otherwise."""
    retention: float = 30 * 86_400.0
    """How long the journal keeps what was read."""
    journal: str | None = None
    """A file, or "none" to keep nothing; None: in the user's state folder."""
    theme: str | None = None
    builtin_actors: bool = True
    """The actors that ship with the program are known beside the file's own."""
    keys: dict[str, str] = msgspec.field(default_factory=dict)
    """Id of a key binding -> the key or keys, parted by commas."""


class Config(Value, frozen=True, kw_only=True):
    """What one file says."""

    settings: Settings = Settings()
    sources: tuple[Source, ...] = ()
    fronts: tuple[Front, ...] = ()
    actors: tuple[Actor, ...] = ()
    filters: tuple[SavedFilter, ...] = ()
    alerts: tuple[Alert, ...] = ()
    path: str | None = None
    """The file it was read from."""

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Every spelling of every actor -> the canonical names it can mean, as queries want it."""
        return alias_map(self.actors)
