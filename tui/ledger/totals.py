"""Totals as claimed, beside what we have item by item.

Invariants: a stated total is never added to anything; what is worked out of two of them is marked as derived and is
no claim; our own sum stands beside a total only where we hold the whole time that it covers, and what it has beyond our
sum is "not itemised", not missing (the practice of TechForPalestine and of Every Casualty).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from tui.ledger.tallies import counted, counts, only_enemy
from tui.model import Claim, ClaimRow, Class, Figure, Incident, Scope, Value
from tui.wording import day, short_day, side_name, span

MOST = 40
"""Stated totals that are compared, the newest ones."""


class Stated(Value, frozen=True, kw_only=True):
    """One line of totals of one claimant, from one beginning: its newest figure."""

    claimant: str
    row: ClaimRow
    start: dt.datetime | None
    """Where it begins; None: unsaid."""
    earlier: ClaimRow | None = None
    """The same claimant's figure before it, from the same beginning."""
    implied: int | None = None
    """Derived: what the newest figure has beyond ``earlier``."""
    low: int | None = None
    """Our own sum over incidents of that time; None: we do not hold all of it."""
    high: int | None = None
    gap: int | None = None
    """What the total has beyond our sum: not itemised."""
    text: str = ""


def stated(told: Iterable[Incident], held: Sequence[Incident], held_since: dt.datetime) -> tuple[Stated, ...]:
    """The totals told in the incidents ``told``, newest first. ``held`` are all there are from ``held_since`` on: our
    sum is of these, whichever of them are shown."""
    lines: dict[tuple[object, ...], list[ClaimRow]] = {}
    fronts: dict[str, set[str]] = {}
    for incident in told:
        for row in incident.totals:
            if row.claim.n is None:
                continue  # "dozens since March" can be set beside nothing
            lines.setdefault(_line(row), []).append(row)
            fronts.setdefault(row.id, set()).update(incident.fronts)
    newest_first = sorted(lines.values(), key=lambda rows: max(_order(row) for row in rows), reverse=True)
    return tuple(_stated(rows, fronts, held, held_since) for rows in newest_first[:MOST])


def _line(row: ClaimRow) -> tuple[object, ...]:
    """What two figures share when one continues the other."""
    claim = row.claim
    return (
        claimant_of(row),
        claim.scope,
        row.start and row.start.date(),
        claim.outcome,
        claim.side,
        claim.class_,
        claim.sub,
    )


def _order(row: ClaimRow) -> tuple[dt.datetime, int, str]:
    return row.published, row.claim.n or 0, row.id


def claimant_of(row: ClaimRow) -> str:
    return row.claim.claimant_actor or row.claim.claimant or row.outlet


def _stated(
    rows: list[ClaimRow], fronts: dict[str, set[str]], held: Sequence[Incident], held_since: dt.datetime
) -> Stated:
    ordered = sorted(rows, key=_order)
    last = ordered[-1]
    start = last.start
    number = last.claim.n or 0
    # A total without a beginning may be of anything: nothing follows from two of them.
    others = [row for row in ordered[:-1] if row.claim.n not in (None, number)]
    earlier = others[-1] if others and start is not None and last.claim.scope is Scope.CUMULATIVE else None
    found = Stated(
        claimant=claimant_of(last),
        row=last,
        start=start,
        earlier=earlier,
        implied=number - (earlier.claim.n or 0) if earlier is not None and number > (earlier.claim.n or 0) else None,
    )
    if start is not None and start >= held_since and last.claim.sub is None:
        found = _beside(found, start, fronts[last.id], held)
    return _worded(found)


def _beside(found: Stated, start: dt.datetime, fronts: set[str], held: Iterable[Incident]) -> Stated:
    """With our own sum over the same time, the same people and, where the total is told of a front, that front."""
    claim = found.row.claim
    low = high = 0
    for incident in held:
        when = incident.event_time or incident.first_seen
        if not (counts(incident, None, start) and when <= found.row.published):
            continue
        if fronts and fronts.isdisjoint(incident.fronts):
            continue
        for figure in counted(incident):
            if _is_of(figure, claim):
                low += figure.low
                high += figure.most if figure.most is not None else figure.low
    return msgspec.structs.replace(found, low=low, high=high, gap=max(0, (claim.n or 0) - high))


def _is_of(figure: Figure, claim: Claim) -> bool:
    """Are these people among those that the total counts?"""
    side = claim.side is None or figure.side == claim.side
    class_ = claim.class_ is Class.UNKNOWN or figure.class_ is claim.class_
    numbered = figure.headline is not None and not only_enemy(figure)
    return side and class_ and numbered and figure.outcome is claim.outcome


def _worded(found: Stated) -> Stated:
    claim = found.row.claim
    since = f" since {day(found.start)}" if found.start is not None and claim.scope is Scope.CUMULATIVE else ""
    parts = [f"{found.claimant}: {claim.n:,} {claim.outcome.value}{since}, {side_name(claim.side, claim.class_.value)}"]
    if found.earlier is not None and found.implied is not None:
        parts.append(f"implied {found.implied:,} since {short_day(found.earlier.published)} (derived)")
    if found.low is not None:
        gap = f", {found.gap:,} not itemised" if found.gap else ""
        parts.append(f"our sum {span(found.low, found.high or 0)}{gap}")
    return msgspec.structs.replace(found, text="; ".join(parts))
