"""One claim as it stands in the ledger: who says it, of whose dead, and whether it may enter a figure.

Invariant: a :class:`Voiced` is a pure function of one text and of who carried it; no claim is dropped, and whatever
does not count says why.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tui.extraction.reasons import CUMULATIVE, PERIOD
from tui.ledger.beginnings import start_of
from tui.ledger.camps import Camps
from tui.ledger.foes import enemy_of
from tui.ledger.happenings import COUNTED, counts_machine
from tui.ledger.ids import claim_id
from tui.ledger.origins import claim_origin, is_name, is_pronoun, item_origin
from tui.ledger.people import holds
from tui.ledger.victims import group_of
from tui.model import Claim, ClaimantRole, ClaimRow, Class, Item, Kind, Reading, Role, Scope, Source, State

TOTALS = frozenset((Scope.PERIOD, Scope.CUMULATIVE))
"""Figures of a longer time: listed beside an incident, never added to it."""
ELSEWHERE = "told of another incident"
PART = "part of another figure, not added"
SHARE = "part of another figure: says what some of those were"
COUNTS = "counted"


@dataclass(frozen=True, slots=True)
class Carrier:
    """Through whom a text reached us."""

    outlet: str
    """As shown."""
    role: Role
    party: str | None
    """The belligerent whose own outlet it is."""
    channel: str
    """The source's owner, else the source, whoever is said to have said it first."""
    origin: str
    """Who published the text first."""


def carrier_of(item: Item, source: Source | None) -> Carrier:
    """``source`` is None for one that is configured no more."""
    return Carrier(
        outlet=source.name if source is not None else item.source,
        role=source.role if source is not None else Role.OUTLET,
        party=source.party if source is not None else None,
        channel=f"group:{source.group}" if source is not None and source.group else item.source,
        origin=item_origin(item, source),
    )


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
class Speech:
    """A text with who carried it, and who stands with whom: what its claims are voiced by."""

    item: Item
    reading: Reading
    carrier: Carrier
    camps: Camps


def voiced(speech: Speech, number: int, claim: Claim, *, here: bool) -> Voiced:
    """The text's claim of this number; ``here``: it is of the incident that it is listed with."""
    item, reading, carrier = speech.item, speech.reading, speech.carrier
    state, reason, counts = _listed_as(speech, claim, here=here)
    if counts:
        claim = _in_full(_completed(number, claim, reading), reading)
    # "It said" in a belligerent's own outlet is that belligerent.
    speaks = carrier.party if claim.claimant is None or not is_name(claim.claimant) else None
    speaker = claim.claimant_actor or speaks
    if speaker is not None and claim.side is None and (enemy := enemy_of(speaker, claim, reading, speech.camps)):
        claim = msgspec.structs.replace(claim, side=enemy)
    row = ClaimRow(
        id=claim_id(item, number),
        claim=claim,
        item=item.id,
        source=item.source,
        outlet=carrier.outlet,
        origin=claim_origin(claim, carrier.origin, carrier.party),
        published=item.time,
        state=state,
        reason=reason,
        start=start_of(claim, item.time) if claim.scope in TOTALS else None,
        role=_relation(claim, carrier.role, speaks, speech.camps),
        party=speaker,
    )
    said = claim.claimant if claim.claimant is not None and not is_pronoun(claim.claimant) else None
    return Voiced(row=row, name=row.party or said or carrier.outlet, counts=counts)


def _listed_as(speech: Speech, claim: Claim, *, here: bool) -> tuple[State, str, bool]:
    """State and reason of a claim in its text, and whether it may enter a figure."""
    state, reason, counts = _standing(claim, speech.reading, speech.carrier.role)
    if counts and speech.item.held:
        return State.REFUSED, f"its feed is on {speech.item.held}: shown, not counted", False
    if counts and not here:
        return State.REFUSED, ELSEWHERE, False
    return state, reason, counts


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
        more = _says_more(claim, reading, role)
        return State.ACTIVE, SHARE if more else PART, more
    return State.ACTIVE, COUNTS, True


def _says_more(part: Claim, reading: Reading, role: Role) -> bool:
    """The part says what the whole leaves open: "10 killed, among them 2 civilians" has civilians in it."""
    whole = reading.claims[part.within] if part.within is not None else part
    if whole.again is not None:
        whole = reading.claims[whole.again]  # the headline's figure, of which the text below names a part
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
