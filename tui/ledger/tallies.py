"""Sums over incidents.

Invariants: a tally adds the ranges of incidents and nothing else; each incident counts once, on however many fronts
it is, and nobody twice who is in an incident and in a round-up of several; period and cumulative figures, vague words
and what only the enemy claims are never in a sum.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.model import Class, Figure, Grade, Incident, Outcome, Pressure, Tally
from tui.wording import highest

Line = tuple[str | None, Class, Outcome]
_ORDER = {outcome: at for at, outcome in enumerate(Outcome)}
_PRESSING = frozenset((Grade.CONFIRMED, Grade.FAIR, Grade.WEAK, Grade.CONTESTED, Grade.UNATTRIBUTED))


@dataclass(slots=True)
class Sum:
    """What incidents add to one line. Sums are taken apart as exactly as they are put together."""

    low: int = 0
    high: int = 0
    open: int = 0
    """Open-ended figures in it."""
    counted: int = 0
    """Incidents that give a figure."""
    weak: int = 0
    """Of these, incidents of one origin."""
    vague: int = 0
    enemy: int = 0
    parts: int = 0
    """Incidents with anything to say, words only among them."""

    def add(self, other: Sum, sign: int = 1) -> None:
        self.low += sign * other.low
        self.high += sign * other.high
        self.open += sign * other.open
        self.counted += sign * other.counted
        self.weak += sign * other.weak
        self.vague += sign * other.vague
        self.enemy += sign * other.enemy
        self.parts += sign * other.parts


Sums = dict[Line, Sum]


def tallies(incidents: Iterable[Incident], front: str | None, *, start: dt.datetime | None = None) -> tuple[Tally, ...]:
    """One tally for each side, class and outcome of the given incidents: of those on ``front``, or of all.

    ``start`` is the front's own: what happened before it is not counted. Discounted incidents add nothing."""
    sums: Sums = {}
    seen: set[str] = set()
    for incident in incidents:
        if incident.id not in seen and counts(incident, front, start):
            seen.add(incident.id)
            add_all(sums, share_of(incident))
    return worded(front, sums)


def counted(incident: Incident) -> tuple[Figure, ...]:
    """The figures with which it enters a sum: of a round-up what it has beyond its parts, which are counted
    themselves."""
    return incident.rest if incident.parts else incident.figures


def share_of(incident: Incident) -> Sums:
    """What one incident adds to the sums that it counts in."""
    share: Sums = {}
    for figure in counted(incident):
        _add(share.setdefault((figure.side, figure.class_, figure.outcome), Sum()), figure)
    for line in share.values():
        line.counted = min(line.counted, 1)
        line.weak = line.counted * (incident.origins <= 1)
        line.parts = 1
    return share


def add_all(sums: Sums, share: Sums, sign: int = 1) -> None:
    """Add one share (``sign`` -1: take it out again); lines that nobody is in any more are gone."""
    for line, more in share.items():
        total = sums.setdefault(line, Sum())
        total.add(more, sign)
        if not total.parts:
            del sums[line]


def worded(front: str | None, sums: Sums) -> tuple[Tally, ...]:
    """The sums as tallies, in the order in which they are shown."""
    lines = sorted(sums, key=lambda line: (_ORDER[line[2]], line[0] is None, line[0] or "", line[1].value))
    return tuple(_tally(front, line, sums[line]) for line in lines)


def counts(incident: Incident, front: str | None, start: dt.datetime | None = None) -> bool:
    """Do the incident's figures enter the sums of this front?"""
    if not incident.conflict or incident.grade is Grade.DISCOUNTED:
        return False
    if front is not None and front not in incident.fronts:
        return False
    return start is None or (incident.event_time or incident.first_seen) >= start


def only_enemy(figure: Figure) -> bool:
    """Nobody but the other side gives a figure."""
    return figure.enemy is not None and figure.claimant == figure.enemy


def _add(total: Sum, figure: Figure) -> None:
    total.vague += figure.vague
    if figure.headline is None:
        return
    if figure.claimed_by_enemy is not None:
        total.enemy += figure.claimed_by_enemy - (0 if only_enemy(figure) else (figure.most or figure.low))
    if only_enemy(figure):
        return
    total.low += figure.low
    total.high += highest(figure)
    total.open += figure.high is None
    total.counted += 1


def _tally(front: str | None, line: Line, total: Sum) -> Tally:
    side, class_, outcome = line
    return Tally(
        front=front,
        side=side,
        class_=class_,
        outcome=outcome,
        low=total.low,
        high=total.high,
        open=total.open > 0,
        incidents=total.counted,
        weak=total.weak,
        vague=total.vague,
        claimed_by_enemy=total.enemy,
    )


def pressure(
    incidents: Iterable[Incident], *, now: dt.datetime | None = None, window: float | None = None
) -> tuple[Pressure, ...]:
    """Actors that are under attack on two or more fronts, the hardest pressed first.

    With ``now`` and ``window`` (seconds) only incidents of the window count, and those of the window before it are
    counted as ``before``; without them all count."""
    start = now - dt.timedelta(seconds=window) if now is not None and window is not None else None
    earlier = start - dt.timedelta(seconds=window) if start is not None and window is not None else None
    current: dict[str, dict[str, list[tuple[str | None, Incident]]]] = {}
    before: dict[str, list[Incident]] = {}
    for incident in incidents:
        if not incident.conflict or incident.grade not in _PRESSING:
            continue
        if start is not None and incident.last_seen < start:
            if earlier is not None and incident.last_seen >= earlier:
                for target in {target for target, _ in _attacks(incident)}:
                    before.setdefault(target, []).append(incident)
            continue
        for target, attacker in _attacks(incident):
            for front in incident.fronts:
                current.setdefault(target, {}).setdefault(front, []).append((attacker, incident))
    pressed = [_pressure(actor, fronts, before.get(actor, ())) for actor, fronts in current.items() if len(fronts) >= 2]
    return tuple(sorted(pressed, key=lambda one: (-len(one.fronts), -one.incidents, one.actor)))


def _attacks(incident: Incident) -> set[tuple[str, str | None]]:
    """(target, attacker) pairs; in a clash both are under attack."""
    found: set[tuple[str, str | None]] = set()
    for dyad in incident.dyads:
        if dyad.target is not None and dyad.target != dyad.attacker:
            found.add((dyad.target, dyad.attacker))
        if dyad.mutual and dyad.attacker is not None and dyad.target != dyad.attacker:
            found.add((dyad.attacker, dyad.target))
    return found


def _pressure(actor: str, fronts: dict[str, list[tuple[str | None, Incident]]], before: Sequence[Incident]) -> Pressure:
    by_front = {
        front: tuple(sorted({attacker for attacker, _ in hits if attacker is not None}))
        for front, hits in sorted(fronts.items())
    }
    incidents = {incident.id: incident for hits in fronts.values() for _, incident in hits}
    return Pressure(
        actor=actor,
        fronts=tuple(by_front),
        attackers=tuple(sorted({attacker for attackers in by_front.values() for attacker in attackers})),
        incidents=len(incidents),
        by_front=by_front,
        since=min(incident.event_time or incident.first_seen for incident in incidents.values()),
        before=len({front for incident in before for front in incident.fronts}),
        incidents_before=len(before),
    )
