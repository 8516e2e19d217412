"""What a text adds to a tally, and what it states before the conflict gate.

Invariants: only active claims about one incident add; a claim that is a part of another never adds; a vague word
never adds; the two figures differ only by claims that the conflict gate refused."""

from __future__ import annotations

from collections.abc import Iterable

from tui.extraction.reasons import NOT_CONFLICT
from tui.model import Claim, Kind, Outcome, Scope, State


def counted(claims: Iterable[Claim]) -> dict[Outcome, int]:
    """Per outcome the sum of ``n`` of the claims that count; 0 when the text adds nothing."""
    return _sum(claim for claim in claims if claim.state is State.ACTIVE)


def stated(claims: Iterable[Claim]) -> dict[Outcome, int]:
    """As :func:`counted`, accidents, disease and crime included."""
    return _sum(claim for claim in claims if claim.state is State.ACTIVE or claim.reason.startswith(NOT_CONFLICT))


def _sum(claims: Iterable[Claim]) -> dict[Outcome, int]:
    totals = dict.fromkeys(Outcome, 0)
    for claim in claims:
        if claim.scope is Scope.INCIDENT and claim.within is None and claim.kind is not Kind.VAGUE:
            totals[claim.outcome] += claim.n or 0
    return totals
