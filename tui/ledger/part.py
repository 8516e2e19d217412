"""One event of one text, as grouping looks at it.

Invariant: what a part holds is of its text alone. A part has an order (time, then id) that does not depend on
when it came; the grouping of a part looks at earlier parts only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tui.ledger.areas import Area
from tui.ledger.marks import Marks
from tui.ledger.origins import Shingles
from tui.ledger.words import Vector
from tui.model import Outcome, Place

Key = tuple[dt.datetime, str]
"""Orders parts: time, then id."""
Span = tuple[dt.datetime, dt.datetime]
"""From, until."""

LONG = 40
"""Different words from which a text is an article, not a headline with a lead."""


@dataclass(frozen=True, slots=True)
class Toll:
    """What one text says of one outcome, in people."""

    n: int
    """The figure said first: of the headline, where it has one."""
    all: frozenset[int]
    """Every figure of the text, and the sum of those that differ."""
    open: bool
    """At least, more than."""
    update: bool
    """The text says that the figure has changed."""
    party: bool
    """A belligerent says so of others than its own."""


@dataclass(frozen=True, slots=True)
class Threat:
    """Who says what is to be done, and of whom, as countries."""

    by: frozenset[str]
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that tell of it, by weight."""

    title: Vector
    body: Vector
    core: Vector
    """The sentences that tell of it; in a short text all of it."""
    norms: tuple[float, float, float]
    """Of headline, body and core."""
    rare: frozenset[str]
    """Stems of the text that news hardly uses, names of places and parties left out: a war is full of those."""
    shingles: Shingles


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    key: Key
    item: str
    source: str
    number: int
    """Place of the event in its text."""
    main: bool
    """It is what the text is about, not told beside."""
    dated: bool
    """The feed, or the page, gave a publish time that can be believed."""
    since: dt.datetime
    """When it was published at the earliest; the time of its key is the latest."""
    adrift: bool
    """Nothing bounds when it was published: it may tell of an incident of any time."""
    happened: Span | None
    """When it is said to have happened."""
    words: Wording
    marks: Marks
    kind: str
    place: Place | None
    spots: frozenset[str]
    """Ids of the places it happened in, with all that contains them."""
    scenes: frozenset[str]
    """Countries where it is said to have happened."""
    named: frozenset[str]
    """Every country that the headline names, for whatever reason, and the scenes."""
    tolls: dict[Outcome, Toll]
    hurt: frozenset[Outcome]
    """What is stated to have been done to somebody, in whatever number: killed, wounded, taken, driven out."""
    total: bool
    """It counts who was hurt in all, and nobody of its own happening."""
    attackers: frozenset[str]
    targets: frozenset[str]
    actors: frozenset[str]
    equipment: frozenset[tuple[str, str]]
    """(category, type) of what was lost or used."""
    machine: tuple[str, str] | None
    """(category, type) of the one aircraft, helicopter or ship whose loss it tells of."""
    persons: frozenset[str]
    """Surnames of victims, lower case."""
    round_up: bool
    """The headline sums up several happenings."""
    area: Area
    """Over what area it sums them up; empty: no round-up, or unsaid."""
    background: frozenset[str]
    """What the headline sets its happening against: words that say what an earlier one was."""
    sides: frozenset[str]
    """The two countries whose strikes on each other the headline sums up."""
    threat: Threat | None
    """The headline says what is to be done, of nothing that was."""
    conflict: bool
    correction: bool
    """It says that an earlier report was wrong."""
    content: int
    """The same for parts of texts that are the same, told of the same day."""


def is_article(part: Part) -> bool:
    """Two headlines share few words by chance, two articles share many: each has its own scale."""
    return len(part.words.body) >= LONG
