"""The values that every room passes to the next: the contract between the rooms.

Invariants: every value is frozen and slotted; ``None`` means *unknown* and never 0; every string that came
from outside has been through :mod:`tui.text`; every instant is an aware UTC ``datetime``. This package imports
nothing of ours but itself. All values encode to msgpack and JSON with msgspec, which is how the parser's child process,
the collector and the board talk to each other and how the journal stores them. In the order of the flow: :mod:`.terms`,
:mod:`.configured`, :mod:`.fed`, :mod:`.read`, :mod:`.kept`; other rooms import all of them from here.
"""

from __future__ import annotations

from tui.model.base import Span, Value
from tui.model.configured import Actor, Alert, Front, SavedFilter, Source
from tui.model.fed import LATE, Entry, FeedHealth, Item, Validators
from tui.model.kept import Changes, ClaimRow, Figure, Incident, LogLine, Pressure, Report, Tally
from tui.model.read import ActorMention, Claim, Dyad, Equipment, Event, Person, Place, PlaceMention, Reading
from tui.model.terms import (
    UNTOLD_KINDS,
    ClaimantRole,
    Class,
    FeedStatus,
    Grade,
    Kind,
    Outcome,
    Realis,
    Role,
    Scope,
    State,
)

__all__ = [
    "LATE",
    "UNTOLD_KINDS",
    "Actor",
    "ActorMention",
    "Alert",
    "Changes",
    "Claim",
    "ClaimRow",
    "ClaimantRole",
    "Class",
    "Dyad",
    "Entry",
    "Equipment",
    "Event",
    "FeedHealth",
    "FeedStatus",
    "Figure",
    "Front",
    "Grade",
    "Incident",
    "Item",
    "Kind",
    "LogLine",
    "Outcome",
    "Person",
    "Place",
    "PlaceMention",
    "Pressure",
    "Reading",
    "Realis",
    "Report",
    "Role",
    "SavedFilter",
    "Scope",
    "Source",
    "Span",
    "State",
    "Tally",
    "Validators",
    "Value",
]
