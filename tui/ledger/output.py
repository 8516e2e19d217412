"""An incident as ``ledger --jsonl`` and ``once --json`` print it.

Invariant: scripts depend on these fields; unknown is null, never 0; times are RFC 3339 in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui.ledger.people import holds
from tui.ledger.tallies import only_enemy
from tui.model import ClaimRow, Figure, Incident, Outcome, Place, Value
from tui.wording import stamp

Json = dict[str, Any]


def to_json(incident: Incident, items: Sequence[str] | None = None) -> Json:
    """One line of ``ledger --jsonl``. ``items`` are the ids of the texts whose main event this is; without them,
    all that tell of it."""
    told = [report.item for report in reversed(incident.reports)]
    mine = dict.fromkeys(told if items is None else items)
    found: Json = {
        "incident": incident.id,
        "items": list(mine),
        "also": [item for item in told if item not in mine],
    }
    found.update({outcome.value: outcome_json(incident, outcome) for outcome in Outcome})
    found.update(
        grade=incident.grade.value,
        grade_reason=incident.grade_reason,
        conflict=incident.conflict,
        kind=incident.kind,
        place=place_json(incident.place),
        fronts=list(incident.fronts),
        actors=list(incident.actors),
        dyads=[{**_fields(dyad, "attacker", "target"), "action": dyad.action or None} for dyad in incident.dyads],
        equipment=[_fields(one, "type", "category", "outcome") for one in incident.equipment],
        persons=[_fields(one, "name", "rank", "outcome") for one in incident.persons],
        event_time=stamp(incident.event_time),
        first_seen=stamp(incident.first_seen),
        last_seen=stamp(incident.last_seen),
        origins=incident.origins,
        outlets=incident.outlets,
        log=[
            {"time": stamp(line.time), **_fields(line, "kind", "text", "outcome", "old", "new", "claimant")}
            for line in incident.log
        ],
        contradictions=list(incident.contradictions),
        related=list(incident.related),
        parts=list(incident.parts),
        reported_totals=[claim_json(row) for row in incident.totals],
    )
    return found


def _fields(value: Value, *names: str) -> Json:
    """Some fields of a value under their own names."""
    return {name: getattr(value, name) for name in names}


def to_full_json(incident: Incident, items: Sequence[str] | None = None) -> Json:
    """With title, url and claims, as ``once --json`` and ``report --format json`` list it."""
    found = to_json(incident, items)
    found.update(title=incident.title, url=incident.url or None, claims=[claim_json(row) for row in incident.claims])
    return found


def outcome_json(incident: Incident, outcome: Outcome) -> Json | None:
    """All sides' figures of one outcome together; null when nobody gives a number."""
    figures = [figure for figure in incident.figures if figure.outcome is outcome]
    numbered = _summed([figure for figure in figures if figure.headline is not None])
    if not numbered:
        return None
    highs = [figure.high for figure in numbered]
    top = max(numbered, key=lambda figure: figure.headline or 0)
    return {
        "low": sum(figure.low for figure in numbered),
        "high": None if None in highs else sum(high or 0 for high in highs),
        "headline": sum(figure.headline or 0 for figure in numbered),
        "claimant": top.claimant,
        "by_side": [_figure_json(figure) for figure in figures],
    }


def _summed(figures: Sequence[Figure]) -> list[Figure]:
    """Without those of whom only the enemy tells and who may be among the people whom others count: of "12 bodies, 8 of
    fighters, says the army that struck" there are 12."""
    told = [(figure.side, figure.class_) for figure in figures if not only_enemy(figure)]
    return [
        figure
        for figure in figures
        if not (only_enemy(figure) and any(holds(group, (figure.side, figure.class_)) for group in told))
    ]


def _figure_json(figure: Figure) -> Json:
    numbered = figure.headline is not None
    return {
        "side": figure.side,
        "class": figure.class_.value,
        "low": figure.low if numbered else None,
        "high": figure.high,
        "headline": figure.headline,
        "claimant": figure.claimant,
        "claimed_by_enemy": figure.claimed_by_enemy,
        "enemy": figure.enemy,
        "vague": figure.vague,
        "text": figure.text,
    }


def claim_json(row: ClaimRow) -> Json:
    claim = row.claim
    return {
        "id": row.id,
        "outcome": claim.outcome.value,
        "n": claim.n,
        "low": claim.low,
        "high": claim.high,
        "kind": claim.kind.value,
        "class": claim.class_.value,
        "sub": claim.sub,
        "side": claim.side,
        "scope": claim.scope.value,
        "realis": claim.realis.value,
        "claimant": claim.claimant,
        "attacker": claim.attacker,
        "state": row.state.value,
        "reason": row.reason,
        "item": row.item,
        "outlet": row.outlet,
        "origin": row.origin,
        "published": stamp(row.published),
        "figure": claim.figure,
        "sentence": claim.sentence,
        "span": list(claim.span),
    }


def place_json(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "kind": place.kind, "lat": place.lat, "lon": place.lon}
