"""The words of the field with a fixed set of meanings: what a source, a figure, a claim, a grade or a feed can be."""

from __future__ import annotations

from enum import StrEnum


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


UNTOLD_KINDS = frozenset(("unknown", "statement", "attack"))
"""Kinds of event that leave open how it was done: two of different kind may be the same happening."""


class FeedStatus(StrEnum):
    WAITING = "waiting"
    OK = "ok"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    GONE = "gone"
    OFF = "off"
