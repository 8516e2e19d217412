"""What the ledger makes of readings: incidents with every claim about them, tallies, pressure, changes."""

from __future__ import annotations

import datetime as dt

import msgspec

from tui.model.base import Value
from tui.model.fed import FeedHealth, Item
from tui.model.read import Claim, Dyad, Equipment, Person, Place
from tui.model.terms import ClaimantRole, Class, Grade, Outcome, Role, State


class ClaimRow(Value, frozen=True, kw_only=True):
    """A claim where it stands in the ledger: with its item, outlet, origin and times."""

    id: str
    claim: Claim
    item: str
    source: str
    outlet: str
    origin: str
    """Id of the independent origin: copies of one wire line share it."""
    published: dt.datetime
    state: State
    reason: str
    """Why it has this state, in words; for an active claim why it counts."""
    start: dt.datetime | None = None
    """Where a period or cumulative figure begins; None: unsaid."""
    role: ClaimantRole = ClaimantRole.UNKNOWN
    """How who says it stands to those who were hurt; a belligerent's own outlet speaks for it."""
    party: str | None = None
    """The belligerent that says it."""


class Figure(Value, frozen=True, kw_only=True):
    """The figure of one incident for one side, class and outcome."""

    side: str | None
    class_: Class = msgspec.field(name="class")
    outcome: Outcome
    low: int
    high: int | None
    """None: open ("12+")."""
    headline: int | None
    """Newest figure of the best-ranked claimant."""
    claimant: str | None
    """Of the headline."""
    claimed_by_enemy: int | None = None
    """Highest figure that only the other side claims: shown as "9 (21 claimed by ISIS)", never in the range."""
    enemy: str | None = None
    most: int | None = None
    """Highest figure named, also where ``high`` is open: "12-19+" has 19."""
    vague: int = 0
    """Reports in words only ("dozens"): said beside the figure, never added."""
    claims: tuple[str, ...] = ()
    """Ids of the claim rows behind it."""
    text: str = ""
    """The figure as a user reads it: "9 (21 claimed by ISIS)", "5-12", "12+"."""


class LogLine(Value, frozen=True, kw_only=True):
    """One step of an incident's history: a toll superseded, a correction, a contradiction."""

    time: dt.datetime
    kind: str
    """superseded, corrected, retracted, edited, contradiction, joined, split"""
    text: str
    """"12 > 19 killed (AFP)"."""
    outcome: Outcome | None = None
    old: int | None = None
    new: int | None = None
    claimant: str | None = None


class Report(Value, frozen=True, kw_only=True):
    """An item as an incident lists it."""

    item: str
    source: str
    outlet: str
    role: Role
    title: str
    url: str
    time: dt.datetime
    seen: dt.datetime
    origin: str
    date_flag: str = ""
    held: str = ""
    """Why it counts for nothing, as in :class:`Item`."""


class Incident(Value, frozen=True, kw_only=True):
    """One thing that happened, with every claim about it."""

    id: str
    title: str
    url: str = ""
    kind: str = "unknown"
    fronts: tuple[str, ...] = ()
    """Ids; empty: Unassigned."""
    place: Place | None = None
    actors: tuple[str, ...] = ()
    dyads: tuple[Dyad, ...] = ()
    event_time: dt.datetime | None = None
    first_seen: dt.datetime
    last_seen: dt.datetime
    """Time of the newest report."""
    reports: tuple[Report, ...] = ()
    """Newest first."""
    claims: tuple[ClaimRow, ...] = ()
    figures: tuple[Figure, ...] = ()
    totals: tuple[ClaimRow, ...] = ()
    """Period and cumulative figures said in these reports: listed, never added."""
    grade: Grade = Grade.UNATTRIBUTED
    grade_reason: str = ""
    origins: int = 0
    """Independent ones."""
    outlets: int = 0
    log: tuple[LogLine, ...] = ()
    contradictions: tuple[str, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    persons: tuple[Person, ...] = ()
    related: tuple[str, ...] = ()
    """Ids of incidents that are possibly the same."""
    parts: tuple[str, ...] = ()
    """Of a round-up ("strikes across the country kill 9"): ids of the incidents that it sums up. They are counted."""
    rest: tuple[Figure, ...] = ()
    """Of a round-up with parts: what its figures have beyond theirs. Only this is counted of it."""
    conflict: bool = True


class Tally(Value, frozen=True, kw_only=True):
    """A sum over incidents. Never a sum within one."""

    front: str | None
    """None: all fronts, each incident once."""
    side: str | None
    class_: Class = msgspec.field(name="class")
    outcome: Outcome
    low: int
    high: int
    open: bool
    """At least one summed figure is open-ended: printed with "+"."""
    incidents: int
    weak: int
    """Incidents among them with one origin only."""
    vague: int
    """Reports in words only, not in the sum."""
    claimed_by_enemy: int = 0
    """What only the other side claims on top, not in the sum."""


class Pressure(Value, frozen=True, kw_only=True):
    """An actor that is under attack on two or more fronts in the window."""

    actor: str
    fronts: tuple[str, ...]
    attackers: tuple[str, ...]
    incidents: int
    by_front: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    since: dt.datetime | None = None
    before: int = 0
    """Fronts it was pressed on in the window before."""
    incidents_before: int = 0
    """Incidents in the window before."""


class Changes(Value, frozen=True, kw_only=True):
    """What one step of the collector changed: the only thing that crosses from it to a store or a board."""

    time: dt.datetime
    items: tuple[Item, ...] = ()
    incidents: tuple[Incident, ...] = ()
    """New or changed ones, whole."""
    gone: tuple[str, ...] = ()
    """Ids of incidents joined into another, or expired."""
    gone_items: tuple[str, ...] = ()
    feeds: tuple[FeedHealth, ...] = ()
    notices: tuple[str, ...] = ()
    """Lines for the user: a correction, a flood, a journal that cannot be written."""
