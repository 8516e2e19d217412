"""One look at the store: values from which a situation is worked out, on the loop or in a thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.model import Front, Incident
from tui.situation import Situation, Tallied, situation


class Shown:
    """The incidents of one look, as :func:`situation` reads them."""

    def __init__(self, incidents: Sequence[Incident]) -> None:
        self.incidents = incidents

    def since(self, instant: dt.datetime) -> Iterable[Incident]:
        return [incident for incident in self.incidents if incident.last_seen >= instant]


@dataclass(frozen=True, slots=True)
class Look:
    """What a situation is worked out from: values only, so that a thread may do it."""

    now: dt.datetime
    window: float
    fronts: tuple[Front, ...]
    every: tuple[Incident, ...]
    """Incidents of armed conflict in the window and the one before it, newest first."""
    passing: frozenset[str] | None
    """Ids of those that the filter lets through; None: no filter."""
    tallied: Tallied | None = None
    """The tallies of the window where the store keeps them; None: to be worked out."""


def think(look: Look) -> Situation:
    """The situation of one look. Pure; a second or two for 100,000 incidents."""
    passing = look.passing
    accept = None if passing is None else lambda incident: incident.id in passing
    return situation(Shown(look.every), look.fronts, look.window, look.now, accept, look.tallied)
