"""A text of so many figures that it is a list or a table: how much of it the ledger takes in.

Invariants: a pure function of the reading; no claim changes its place; what is beyond the bounds is refused, with a
reason that says how many there are, and of those enough are listed to see it: an incident is built anew with each
report of it, so what one text adds to it is bounded. The longest pages that casualty recorders publish of one day stay
well inside the bounds.
"""

from __future__ import annotations

import msgspec

from tui.model import Claim, Event, Reading, State

FIGURES = 100
"""Claims of one text that may count."""
LISTED = 2 * FIGURES
"""Claims of one text that are listed, counted or refused."""
EVENTS = 20
"""Events of one text that may be incidents."""


def bounded(reading: Reading) -> Reading:
    """The reading with its first :data:`EVENTS` events and :data:`LISTED` claims; claims of other events, parts of
    claims that are not listed, and those that count beyond the first :data:`FIGURES`, are refused."""
    standing = [at for at, claim in enumerate(reading.claims) if claim.state is State.ACTIVE]
    if len(standing) <= FIGURES and len(reading.claims) <= LISTED and len(reading.events) <= EVENTS:
        return reading
    events = reading.events[:EVENTS]
    beyond = set(standing[FIGURES:]) | (_claims(reading.events[EVENTS:]) - _claims(events))
    beyond |= {at for at, claim in enumerate(reading.claims) if claim.within is not None and claim.within >= LISTED}
    reason = f"one of {len(standing)} figures in one text: a list, of which no more is taken in"
    claims = (_refused(claim, reason) if at in beyond else claim for at, claim in enumerate(reading.claims[:LISTED]))
    return msgspec.structs.replace(reading, claims=tuple(claims), events=events)


def _claims(events: tuple[Event, ...]) -> set[int]:
    return {at for event in events for at in event.claims}


def _refused(claim: Claim, reason: str) -> Claim:
    if claim.state is not State.ACTIVE:
        return claim
    return msgspec.structs.replace(claim, state=State.REFUSED, reason=reason)
