"""What one text says of one incident, with who says it: the input of figures and grades.

Invariant: a :class:`Told` is a pure function of item, reading, source and event; nothing here knows of other texts.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import msgspec

from tui.extraction.reasons import DENIED, UNARMED
from tui.ledger.camps import Camps
from tui.ledger.happenings import claims_of, happenings
from tui.ledger.origins import Shingles
from tui.ledger.voiced import Carrier, Speech, Voiced, voiced
from tui.ledger.words import TEXT_LIMIT
from tui.model import Claim, Event, Item, Reading, Realis, Role, Scope, State


@dataclass(frozen=True, slots=True)
class Told:
    item: Item
    reading: Reading
    event: Event
    main: bool
    """The text's main event, not one told of beside it."""
    outlet: str
    role: Role
    origin: str
    claims: tuple[Voiced, ...]
    channel: str
    """By whom it reached us, whoever is said to have said it first: the source's owner, else the source."""
    denial: str | None = None
    """The words by which the text denies what others report."""
    party: str | None = None
    """The belligerent whose own outlet it is."""
    current: bool = True
    """False for a text that its outlet has replaced since."""
    waiting: tuple[Voiced, ...] = ()
    """Of a text that names no arms: its claims as they stand where others tell of armed conflict. Empty: none wait."""
    shingles: Shingles = b""
    """Of the text as it read; empty: like no other."""

    @property
    def order(self) -> tuple[dt.datetime, dt.datetime, str]:
        """Publish time first: an old text that comes late never overrides a newer one."""
        return self.item.time, self.item.seen, self.item.id

    @property
    def own_voice(self) -> str:
        """Origin of the report: its claims' one origin when they have one, as a statement carried whole."""
        voices = {voiced.row.origin for voiced in self.claims if voiced.counts}
        return voices.pop() if len(voices) == 1 else self.origin


def told(item: Item, reading: Reading, event: Event, carrier: Carrier, camps: Camps, *, main: bool) -> Told:
    """What ``item``, as it stands now, says of ``event``."""
    if item.held:
        reading = msgspec.structs.replace(reading, correction=False)
    denial = _denial(item.text) if main and not item.held else None
    speech = Speech(item, reading, carrier, camps)
    listed = _listed(item, event, reading, main=main)
    claims = [voiced(speech, at, claim, here=here) for at, claim, here in listed]
    party = carrier.party
    return Told(
        item=item,
        reading=reading,
        event=event,
        main=main,
        outlet=carrier.outlet,
        role=carrier.role,
        origin=f"party:{party}" if party is not None and not carrier.origin.startswith("wire:") else carrier.origin,
        claims=tuple(claims if denial is None or party is None else map(_denied, claims)),
        channel=carrier.channel,
        denial=denial,
        party=party,
        waiting=_waiting(speech, listed),
    )


def _waiting(speech: Speech, listed: Iterable[Listed]) -> tuple[Voiced, ...]:
    """The claims of a text that names no arms, as if it did."""
    told = speech.reading
    if told.conflict or all(claim.reason != UNARMED for claim in told.claims):
        return ()
    armed = msgspec.structs.replace(told, conflict=True, claims=tuple(map(_armed, told.claims)))
    speech = replace(speech, reading=armed)
    return tuple(voiced(speech, at, armed.claims[at], here=here) for at, _, here in listed)


def _armed(claim: Claim) -> Claim:
    if claim.reason != UNARMED:
        return claim
    return msgspec.structs.replace(claim, conflict=True, state=State.ACTIVE, reason="")


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


Listed = tuple[int, Claim, bool]
"""A claim's place in its text, the claim, and whether it is of the event that it is listed with."""


def _listed(item: Item, event: Event, reading: Reading, *, main: bool) -> list[Listed]:
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


def is_denial(claim: Claim) -> bool:
    """Somebody says that it did not happen, or that nobody was hurt."""
    return claim.realis is Realis.DENIED and claim.scope is Scope.INCIDENT
