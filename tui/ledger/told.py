"""What one text says of one incident, with who says it: the input of figures and grades.

Invariant: a :class:`Told` is a pure function of item, reading, source and event; nothing here knows of other texts.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import msgspec

from tui.extraction.reasons import CUMULATIVE, DENIED, PERIOD
from tui.ledger.beginnings import start_of
from tui.ledger.camps import Camps
from tui.ledger.foes import enemy_of
from tui.ledger.happenings import COUNTED, claims_of, counts_machine, happenings
from tui.ledger.ids import claim_id
from tui.ledger.origins import Shingles, claim_origin, is_name, is_pronoun, item_origin
from tui.ledger.people import group_of, holds
from tui.ledger.words import TEXT_LIMIT
from tui.model import (
    Claim,
    ClaimantRole,
    ClaimRow,
    Class,
    Event,
    Item,
    Kind,
    Reading,
    Realis,
    Role,
    Scope,
    Source,
    State,
)

TOTALS = frozenset((Scope.PERIOD, Scope.CUMULATIVE))
"""Figures of a longer time: listed beside an incident, never added to it."""
ELSEWHERE = "told of another incident"
PART = "part of another figure, not added"
COUNTS = "counted"


@dataclass(frozen=True, slots=True)
class Voiced:
    """A claim as it stands in the ledger, with who says it."""

    row: ClaimRow
    name: str
    """Who says it, as shown."""
    counts: bool
    """May enter a figure."""

    @property
    def claim(self) -> Claim:
        return self.row.claim

    @property
    def role(self) -> ClaimantRole:
        return self.row.role

    @property
    def actor(self) -> str | None:
        """The belligerent that says it."""
        return self.row.party


@dataclass(frozen=True, slots=True)
class Told:
    item: Item
    reading: Reading
    event: Event
    main: bool
    """The text's main event, not one told of beside it."""
    current: bool
    """False for a text that its outlet has replaced since."""
    outlet: str
    role: Role
    origin: str
    claims: tuple[Voiced, ...]
    shingles: Shingles
    denial: str | None = None
    """The words by which the text denies what others report."""
    channel: str = ""
    """By whom it reached us, whoever is said to have said it first: the source's owner, else the source."""

    @property
    def order(self) -> tuple[dt.datetime, dt.datetime, str]:
        """Publish time first: an old text that comes late never overrides a newer one."""
        return self.item.time, self.item.seen, self.item.id

    @property
    def own_voice(self) -> str:
        """Origin of the report: its claims' one origin when they have one, as a statement carried whole."""
        voices = {voiced.row.origin for voiced in self.claims if voiced.counts}
        return voices.pop() if len(voices) == 1 else self.origin


def told(
    item: Item,
    reading: Reading,
    event: Event,
    source: Source | None,
    camps: Camps,
    *,
    main: bool,
    current: bool,
    hashes: Shingles,
) -> Told:
    """What ``item`` says of ``event``; ``hashes`` are the text's shingles."""
    origin = item_origin(item, source)
    if item.held:
        reading = msgspec.structs.replace(reading, correction=False)
    party = source.party if source is not None else None
    role = source.role if source is not None else Role.OUTLET
    outlet = source.name if source is not None else item.source
    denial = _denial(item.text) if main and not item.held else None
    voiced = tuple(
        _voiced(item, reading, at, claim, origin, outlet, role, party, camps, here)
        for at, claim, here in _listed(item, event, reading, main=main)
    )
    if denial is not None and party is not None:
        voiced = tuple(_denied(one) for one in voiced)
    return Told(
        item=item,
        reading=reading,
        event=event,
        main=main,
        current=current,
        outlet=outlet,
        role=role,
        origin=f"party:{party}" if party is not None and not origin.startswith("wire:") else origin,
        claims=voiced,
        shingles=hashes,
        denial=denial,
        channel=channel_of(item, source),
    )


def channel_of(item: Item, source: Source | None) -> str:
    """Whose feed the item came through."""
    return f"group:{source.group}" if source is not None and source.group else item.source


@cache
def _denials() -> re.Pattern[str]:
    raw = tomllib.loads(files(__package__).joinpath("data/evidence.toml").read_text(encoding="utf-8"))["denials"]
    return re.compile("|".join(map(re.escape, raw["phrases"])), re.I)


def _denial(text: str) -> str | None:
    found = _denials().search(text[:TEXT_LIMIT])
    return found.group() if found is not None else None


def _denied(one: Voiced) -> Voiced:
    """A belligerent that denies a report says its figure again, and does not vouch for it."""
    if not one.counts:
        return one
    row = msgspec.structs.replace(one.row, state=State.REFUSED, reason=f"{DENIED}: said again to be denied")
    return replace(one, row=row, counts=False)


def _listed(item: Item, event: Event, reading: Reading, *, main: bool) -> list[tuple[int, Claim, bool]]:
    """The claims that stand with an event. A text's claims of no incident of its own (totals, background, refused ones)
    are listed with its main one; the flag says whether they are of it."""
    if not main:
        return [(at, claim, True) for at, claim in claims_of(event, reading)]
    apart = {at for _, other in happenings(item, reading)[1:] for at in other.claims}
    background = {at for other in reading.events if other.scope is not Scope.INCIDENT for at in other.claims}
    mine = set(event.claims)
    return [
        (at, claim, at in mine or at not in background)
        for at, claim in enumerate(reading.claims)
        if at in mine or at not in apart
    ]


def _voiced(
    item: Item,
    reading: Reading,
    number: int,
    claim: Claim,
    origin: str,
    outlet: str,
    source_role: Role,
    party: str | None,
    camps: Camps,
    here: bool,
) -> Voiced:
    state, reason, counts = _standing(claim, reading, source_role)
    if counts and item.held:
        state, reason, counts = State.REFUSED, f"its feed is on {item.held}: shown, not counted", False
    if counts and not here:
        state, reason, counts = State.REFUSED, ELSEWHERE, False
    if counts:
        claim = _in_full(_completed(number, claim, reading), reading)
    # "It said" in a belligerent's own outlet is that belligerent.
    speaks = party if claim.claimant is None or not is_name(claim.claimant) else None
    speaker = claim.claimant_actor or speaks
    if speaker is not None and claim.side is None and (enemy := enemy_of(speaker, claim, reading, camps)):
        claim = msgspec.structs.replace(claim, side=enemy)
    row = ClaimRow(
        id=claim_id(item, number),
        claim=claim,
        item=item.id,
        source=item.source,
        outlet=outlet,
        origin=claim_origin(claim, origin, party),
        published=item.time,
        state=state,
        reason=reason,
        start=start_of(claim, item.time) if claim.scope in TOTALS else None,
        role=_relation(claim, source_role, speaks, camps),
        party=speaker,
    )
    said = claim.claimant if claim.claimant is not None and not is_pronoun(claim.claimant) else None
    return Voiced(row=row, name=row.party or said or outlet, counts=counts)


def _completed(number: int, claim: Claim, reading: Reading) -> Claim:
    """A headline says "two pilots killed", the lead whose word that is and whose men they were: the claim with the
    claimant, side and class of the sentence that says it again, where it names none itself."""
    again = [other for other in reading.claims if other.again == number and other.realis in COUNTED]
    for other in again:
        if claim.side is None and other.side is not None:
            claim = msgspec.structs.replace(claim, side=other.side)
        if claim.class_ is Class.UNKNOWN and other.class_ is not Class.UNKNOWN:
            claim = msgspec.structs.replace(claim, class_=other.class_, sub=claim.sub or other.sub)
    said = (claim.outcome, claim.n, claim.scope)
    for other in (*again, *(one for one in reading.claims if one.state is State.REFUSED and one.realis in COUNTED)):
        if other.claimant is None or other.n is None or (other.outcome, other.n, other.scope) != said:
            continue
        if claim.claimant is None or (is_name(other.claimant) and not is_name(claim.claimant)):
            return msgspec.structs.replace(
                claim,
                claimant=other.claimant,
                claimant_actor=other.claimant_actor,
                claimant_role=other.claimant_role,
                chain=other.chain,
            )
    return claim


def _in_full(claim: Claim, reading: Reading) -> Claim:
    """ "Defence ministry" in the headline is the Russian Defence Ministry of the lead, if the text names one only."""
    if claim.claimant is None or claim.claimant_actor is not None:
        return claim
    short = f" {claim.claimant.casefold()}"
    named = {one.actor: one.text for one in reversed(reading.actors) if one.text.casefold().endswith(short)}
    if len(named) != 1:
        return claim
    ((actor, text),) = named.items()
    return msgspec.structs.replace(claim, claimant=text, claimant_actor=actor)


def _standing(claim: Claim, reading: Reading, role: Role) -> tuple[State, str, bool]:
    """State and reason of a claim taken by itself, and whether it may enter a figure."""
    summed = claim.state is State.REFUSED and claim.reason in (CUMULATIVE, PERIOD) and claim.n is not None
    if summed and claim.conflict and reading.conflict and claim.realis in COUNTED:
        return State.ACTIVE, f"a {claim.scope.value} figure: listed, never added", False
    if claim.state is not State.ACTIVE:
        return claim.state, claim.reason or "refused when read", False
    if not (claim.conflict and reading.conflict):
        return State.REFUSED, claim.reason or "not armed conflict", False
    if counts_machine(claim, reading):
        return State.REFUSED, "a number in the name of a machine", False
    if role is Role.SATIRE:
        return State.REFUSED, "satire", False
    if claim.realis not in COUNTED:
        return State.REFUSED, claim.reason or f"{claim.realis.value}, not stated as fact", False
    if claim.scope in TOTALS:
        return State.ACTIVE, f"a {claim.scope.value} figure: listed, never added", False
    if claim.scope is Scope.BACKGROUND:
        return State.REFUSED, claim.reason or ELSEWHERE, False
    if claim.within is not None:
        return State.ACTIVE, PART, _says_more(claim, reading, role)
    return State.ACTIVE, COUNTS, True


def _says_more(part: Claim, reading: Reading, role: Role) -> bool:
    """The part says what the whole leaves open: "10 killed, among them 2 civilians" has civilians in it."""
    whole = reading.claims[part.within] if part.within is not None else part
    if part.n is None or Kind.VAGUE in (part.kind, whole.kind) or not holds(group_of(whole), group_of(part)):
        return False
    return whole.within is None and _standing(whole, reading, role)[2]


def _relation(claim: Claim, role: Role, speaks: str | None, camps: Camps) -> ClaimantRole:
    """How who says it stands to those who were hurt; ``speaks``: the belligerent in whose own outlet it says so."""
    if claim.claimant_actor is None and claim.claimant_role is not ClaimantRole.UNKNOWN:
        return claim.claimant_role
    speaker = claim.claimant_actor or speaks
    if speaker is not None:
        if claim.side is None:
            known = claim.claimant_role if claim.claimant is not None else ClaimantRole.UNKNOWN
            return known if known is not ClaimantRole.UNKNOWN else ClaimantRole.THIRD_PARTY
        return ClaimantRole.SAME_SIDE if camps.together(speaker, claim.side) else ClaimantRole.OTHER_SIDE
    if claim.claimant is not None:
        return ClaimantRole.UNKNOWN
    return ClaimantRole.NEUTRAL if role in (Role.MONITOR, Role.OFFICIAL) else ClaimantRole.THIRD_PARTY


def is_denial(claim: Claim) -> bool:
    """Somebody says that it did not happen, or that nobody was hurt."""
    return claim.realis is Realis.DENIED and claim.scope is Scope.INCIDENT
