"""The values that every room passes to the next.

Invariants: every value is frozen and slotted; ``None`` means *unknown* and never 0; every string that came
from outside has been through :mod:`tui.text`; every instant is an aware UTC ``datetime``. This module imports
nothing of ours. All values encode to msgpack and JSON with msgspec, which is how the parser's child process,
the collector and the board talk to each other and how the journal stores them. One long file on purpose: it is the
contract between the rooms, read in one place.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec


class Value(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A frozen value; ``gc=False`` is safe because none of them can refer to itself."""


Span = tuple[int, int]
"""Start and end (exclusive) in code points of the text that the value was read from."""
LATE = "late"
"""``date_flag`` of what is far behind its own feed."""


class Role(StrEnum):
    """What kind of publisher a source is. The order is no ranking."""

    WIRE = "wire"
    OUTLET = "outlet"
    LOCAL = "local"
    STATE = "state"
    MONITOR = "monitor"
    OFFICIAL = "official"
    ANALYSIS = "analysis"
    SATIRE = "satire"


class Outcome(StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"


class Kind(StrEnum):
    """How a number is worded; ranges as in the practice of UCDP and Airwars."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"


class Class(StrEnum):
    """What the victims were, as the text claims it; never guessed (Every Casualty, Standards 2016, p. 26)."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """What a figure covers. Only ``incident`` figures enter a tally."""

    INCIDENT = "incident"
    PERIOD = "period"
    CUMULATIVE = "cumulative"
    BACKGROUND = "background"


class Realis(StrEnum):
    ASSERTED = "asserted"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"


class State(StrEnum):
    """What became of a claim. Claims are never deleted."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class ClaimantRole(StrEnum):
    SAME_SIDE = "party_same_side"
    OTHER_SIDE = "party_other_side"
    THIRD_PARTY = "third_party"
    NEUTRAL = "official_neutral"
    UNKNOWN = "unknown"


class Grade(StrEnum):
    """How well an incident is known (adapted from the practice of Airwars, Iraq Body Count and the BBC)."""

    CONFIRMED = "C"
    FAIR = "F"
    WEAK = "W"
    CONTESTED = "X"
    DISCOUNTED = "D"
    UNATTRIBUTED = "U"

    @property
    def word(self) -> str:
        return self.name.lower()


class FeedStatus(StrEnum):
    WAITING = "waiting"
    OK = "ok"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    GONE = "gone"
    OFF = "off"


# --- what the user configures -------------------------------------------------------------------------


class Source(Value, frozen=True, kw_only=True):
    """A feed with its outlet."""

    id: str
    name: str
    url: str
    role: Role = Role.OUTLET
    lang: str = "en"
    region: str | None = None
    party: str | None = None
    """Canonical name of the belligerent whose own outlet this is."""
    group: str | None = None
    """Owner; sources of one group are one voice. None: the source stands for itself."""
    interval: float = 600.0
    """Seconds between polls; the schedule may wait longer, never less than 60."""
    country: str | None = None
    """ISO 3166 alpha-2: settles "the army", "government forces" and ambiguous places in a local outlet."""


class Actor(Value, frozen=True, kw_only=True):
    """A belligerent."""

    name: str
    """The canonical name, unique; what claims and dyads carry ("SDF", "ISIS", "Russia")."""
    title: str
    """The name in full ("Syrian Democratic Forces")."""
    aliases: tuple[str, ...] = ()
    kind: str = "group"
    """state, army, group, militia, coalition, police, gang, mission, people (or a clan, party, union: an actor only
    where a word of arms stands beside its name)"""
    country: str | None = None
    """ISO 3166 alpha-2 of the state it belongs to or mostly fights in."""
    side: str | None = None
    """A camp that several actors share ("Syrian government and allies")."""
    parent: str | None = None
    """Canonical name of the actor this one is part of (Liwa al-Quds: none; Russian navy: Russia)."""
    context: tuple[str, ...] = ()
    """Country codes in which ambiguous aliases ("ISF", "the army") mean this actor."""
    minor: bool = False
    """Of the past or far from any front: its abbreviations count only with support, and a name that it shares with
    another actor means the other unless its country is spoken of."""


class Front(Value, frozen=True, kw_only=True):
    """A named theatre: an item is on it when any of places, area, countries or query matches
    and, where ``actors`` is given for a match by country or query, one of them is named."""

    id: str
    name: str
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Gazetteer names or spellings."""
    area: tuple[tuple[float, float], ...] = ()
    """Corners of a polygon as (latitude, longitude) in degrees."""
    actors: tuple[str, ...] = ()
    """Canonical names."""
    query: str = ""
    """A query of the filter language."""
    sides: dict[str, str] = {}
    """Canonical actor name -> its side on this front."""
    start: dt.datetime | None = None
    """Figures of before this instant are not counted on this front."""


class SavedFilter(Value, frozen=True, kw_only=True):
    name: str
    query: str


class Alert(Value, frozen=True, kw_only=True):
    name: str
    query: str
    origins: int = 2
    """Independent origins needed before it rings, unless a party acknowledges the loss."""
    cooldown: float = 0.0
    """Least seconds between two sounds of it; what rings in between is shown without one."""
    quiet: str | None = None
    """Hours of UTC without a sound, such as "22:00-07:00"."""
    bell: bool = True
    toast: bool = False
    """A note in the corner of the board as well."""
    osc9: bool = False
    """A notification by the terminal (OSC 9)."""
    command: tuple[str, ...] = ()
    """A program and its arguments, run without a shell; see :mod:`tui.config.alerting`."""


# --- what a feed gave ---------------------------------------------------------------------------------


class Entry(Value, frozen=True, kw_only=True):
    """One feed entry as the parser's child process hands it over: clean text, nothing decided yet."""

    guid: str
    """guid, else link, else title and date: what identifies the entry within its feed."""
    title: str
    summary: str = ""
    """The lead or body as plain text, paragraphs parted by newlines."""
    url: str = ""
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    origin: str | None = None
    """Name in RSS <source> or Atom <source><title>: who published it first, when the feed says so."""
    author: str | None = None
    categories: tuple[str, ...] = ()


class Item(Value, frozen=True, kw_only=True):
    """One entry of a feed as published: one revision of it."""

    id: str
    """blake2b-128 of source id and guid, hex: the same for all revisions."""
    source: str
    title: str
    summary: str = ""
    url: str = ""
    published: dt.datetime | None = None
    """As the feed says; None when it says nothing usable."""
    seen: dt.datetime
    """When we first had this revision."""
    time: dt.datetime
    """``published`` when it is credible beside ``seen``, else ``seen``: what orders and ages the item."""
    date_flag: str = ""
    """"", future, missing: why ``time`` is not ``published``; by number, by address, by dateline: the page itself says
    when, the feed does not; old, late: far behind our clock, or its own feed; undated: nothing bounds its time."""
    revision: str = ""
    """Hash of title and summary: another hash under the same id is a silent edit."""
    origin: str | None = None
    author: str | None = None
    held: str = ""
    """flood, probation: why it is kept and counts for nothing; "" for what counts."""

    @property
    def text(self) -> str:
        """Headline, newline, lead: what extraction reads and what spans refer to."""
        return f"{self.title}\n{self.summary}" if self.summary else self.title


class FeedHealth(Value, frozen=True, kw_only=True):
    """How one feed is doing; a value, so that a failed feed is never an exception that crosses a task."""

    source: str
    status: FeedStatus = FeedStatus.WAITING
    error: str | None = None
    """One line that a user can act on; secrets removed."""
    stage: str | None = None
    """dns, connect, tls, http, body, decode, parse: where it failed."""
    items: int = 0
    """Entries in the last good answer."""
    new: int = 0
    """Of these, unseen before."""
    last_try: dt.datetime | None = None
    last_success: dt.datetime | None = None
    next_fetch: dt.datetime | None = None
    seconds: float | None = None
    """Time that the last fetch took, parsing included."""
    bytes: int | None = None
    """Size of the last answer's decoded body."""
    failures: int = 0
    """In a row."""
    http_status: int | None = None
    note: str | None = None
    """Something worth knowing though the fetch was fine: "48,000 entries over the limit left out"."""
    host: str | None = None
    """The host that last answered with a feed."""
    moved: dt.datetime | None = None
    """When the host of another site than before began to answer; None: it never did, or went back."""


class Validators(Value, frozen=True, kw_only=True):
    """Opaque ETag and Last-Modified, sent back verbatim, bound to the URL that gave them (RFC 9110, 8.8)."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    fetched: dt.datetime | None = None
    """Last unconditional success: validators older than 24 h are not sent."""
    body_hash: str | None = None


# --- what extraction reads out of a text --------------------------------------------------------------


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
    """air_strike, shelling, drone, missile, ground_assault, clash, ambush, ied, suicide_bombing, shooting, shoot_down,
    crash, advance, withdrawal, siege, prisoner_exchange, abduction, arrest, protest, statement, unknown"""
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


# --- what the ledger makes of them --------------------------------------------------------------------


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
    by_front: dict[str, tuple[str, ...]] = {}
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
