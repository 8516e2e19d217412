"""What extraction reads out of one text. Spans and indices point into that text and that reading."""

from __future__ import annotations

import datetime as dt

import msgspec

from tui.model.base import Span, Value
from tui.model.terms import ClaimantRole, Class, Kind, Outcome, Realis, Scope, State


class Place(Value, frozen=True, kw_only=True):
    """A gazetteer entry."""

    id: str
    name: str
    country: str
    """ISO 3166 alpha-2."""
    lat: float
    lon: float
    kind: str = "town"
    """site, village, town, city, district, region, country, sea: from narrow to wide."""
    parents: tuple[str, ...] = ()
    """Ids of what contains it, narrowest first, the country last."""
    population: int = 0


class PlaceMention(Value, frozen=True, kw_only=True):
    place: Place
    text: str
    span: Span
    role: str = "event"
    """event: where it happened; base, origin, claimant: named for another reason; context: unsure."""


class ActorMention(Value, frozen=True, kw_only=True):
    actor: str
    text: str
    span: Span
    role: str = "mention"
    """attacker, target, claimant, mention"""


class Claim(Value, frozen=True, kw_only=True):
    """One figure in one sentence of one item, with why it is counted or not."""

    outcome: Outcome
    n: int | None
    """The number as worded; a range's lower end; None for a vague word."""
    low: int | None
    high: int | None
    """None: open."""
    kind: Kind = Kind.EXACT
    class_: Class = msgspec.field(default=Class.UNKNOWN, name="class")
    sub: str | None = None
    """child, woman, journalist, medic, pilot, officer, ...: as worded."""
    side: str | None = None
    """Canonical actor that the victims belong to; None for civilians and where nobody says."""
    scope: Scope = Scope.INCIDENT
    realis: Realis = Realis.ASSERTED
    claimant: str | None = None
    """Who says so, as worded or canonical; None: the outlet in its own voice."""
    claimant_actor: str | None = None
    """Canonical actor when the claimant is a party."""
    claimant_role: ClaimantRole = ClaimantRole.UNKNOWN
    chain: tuple[str, ...] = ()
    """Attribution outermost first: ("state TV", "the army")."""
    attacker: str | None = None
    """Canonical actor held to have caused it, by this sentence."""
    update: bool = False
    """The sentence carries an update or correction cue ("rises to", "revised", "lowered to")."""
    correction: bool = False
    conflict: bool = True
    """False: an accident, disease, disaster, crime or sport: stated, but never counted."""
    state: State = State.ACTIVE
    reason: str = ""
    """Why it is refused, superseded or withdrawn, in words."""
    within: int | None = None
    """Index of the claim in the same reading that this one is a part of."""
    again: int | None = None
    """Index of the claim in the same reading that this one says again."""
    sentence: str = ""
    span: Span = (0, 0)
    """Of the figure with its noun, in the item's text."""
    figure: str = ""
    """The wording of the figure: "at least 12"."""


class Dyad(Value, frozen=True, kw_only=True):
    """Who did what to whom."""

    attacker: str | None
    target: str | None
    attacker_text: str | None = None
    target_text: str | None = None
    action: str = ""
    """Event type, see :class:`Event`."""
    mutual: bool = False
    """Clashes: neither is known to have begun."""
    alleged: bool = False
    sentence: str = ""
    span: Span = (0, 0)


class Equipment(Value, frozen=True, kw_only=True):
    type: str
    """Canonical type: "Ka-52", "T-72"."""
    category: str
    """helicopter, aircraft, drone, tank, ifv, vehicle, ship, artillery, air_defence, missile, ..."""
    text: str
    span: Span
    n: int | None = None
    operator: str | None = None
    by: str | None = None
    outcome: str | None = None
    """destroyed, damaged, captured, crashed, shot_down, lost; None: only mentioned."""
    scope: Scope = Scope.INCIDENT


class Person(Value, frozen=True, kw_only=True):
    name: str
    text: str
    span: Span
    rank: str | None = None
    role: str | None = None
    actor: str | None = None
    outcome: Outcome | None = None
    scope: Scope = Scope.INCIDENT


class Event(Value, frozen=True, kw_only=True):
    """One happening that a text tells of: what the ledger places in an incident. Indices point into the
    :class:`Reading` that holds it."""

    kind: str = "unknown"
    """air_strike, shelling, drone, missile, grenade, chemical, ied, suicide_bombing, ground_assault, clash, ambush,
    shooting, attack (how is not said), shoot_down, crash, advance, withdrawal, siege, prisoner_exchange, abduction,
    arrest, seizure (of arms), protest, statement, unknown"""
    place: PlaceMention | None = None
    places: tuple[str, ...] = ()
    """Ids of every place where it is said to have happened, with what contains them."""
    fronts: tuple[str, ...] = ()
    when: dt.datetime | None = None
    """Start of the span in which it happened, from day words beside the publish time; None: unsaid."""
    when_hours: float = 24.0
    """Width of that span in hours."""
    actors: tuple[str, ...] = ()
    claims: tuple[int, ...] = ()
    dyads: tuple[int, ...] = ()
    equipment: tuple[int, ...] = ()
    persons: tuple[int, ...] = ()
    sentences: tuple[str, ...] = ()
    conflict: bool = True
    scope: Scope = Scope.INCIDENT


class Reading(Value, frozen=True, kw_only=True):
    """Everything that extraction found in one text."""

    claims: tuple[Claim, ...] = ()
    dyads: tuple[Dyad, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    persons: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    """The main one first; empty only for a text that tells of none."""
    fronts: tuple[str, ...] = ()
    """Ids, in order of mention."""
    conflict: bool = False
    """The text is about armed conflict at all."""
    correction: bool = False
    """The item corrects or retracts an earlier one."""
