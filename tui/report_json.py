"""The situation as JSON for scripts.

Invariant: keys are added, never renamed. Times are RFC 3339 in UTC; unknown is null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tui.ledger.output import to_full_json
from tui.ledger.register import Loss, Named
from tui.ledger.totals import Stated
from tui.model import FeedHealth, Incident, Pressure, Source, Tally
from tui.situation import FrontSituation, Situation
from tui.wording import stamp

Json = dict[str, Any]


def to_json(situation: Situation, sources: Sequence[Source], feeds: Mapping[str, FeedHealth]) -> Json:
    """The whole situation as one object of plain JSON values."""
    return {
        "generated": stamp(situation.generated),
        "window": int(situation.window),
        "shown": situation.shown,
        "hidden": situation.hidden,
        "sources": [_source(source, feeds.get(source.id)) for source in sources],
        "fronts": [_front(front) for front in situation.fronts],
        "incidents": [to_full_json(incident) for incident in incidents_of(situation)],
        "pressure": [_pressure(each) for each in situation.pressure],
        "reported_totals": [_total(each) for each in situation.stated],
        "register": {
            "machines": [_loss(loss) for loss in situation.register.losses],
            "persons": [_person(person) for person in situation.register.persons],
        },
    }


def dumps(value: Json) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def incident_line_json(incident: Incident) -> str:
    """One incident with every claim as one line of JSON."""
    return msgspec.json.encode(to_full_json(incident)).decode() + "\n"


def incidents_of(situation: Situation) -> list[Incident]:
    """Every shown incident once, newest first, though it stands on several fronts."""
    once = {incident.id: incident for front in situation.fronts for incident in front.incidents}
    return sorted(once.values(), key=lambda incident: (incident.last_seen, incident.id), reverse=True)


def _source(source: Source, health: FeedHealth | None) -> Json:
    health = health or FeedHealth(source=source.id)
    return {
        "id": source.id,
        "name": source.name,
        "url": source.url,
        "status": health.status.value,
        "items": health.items,
        "new": health.new,
        "error": health.error,
        "note": health.note,
        "next_fetch": stamp(health.next_fetch),
        "last_success": stamp(health.last_success),
        "seconds": None if health.seconds is None else round(health.seconds, 3),
        "bytes": health.bytes,
        "host": health.host,
        "moved": stamp(health.moved),
    }


def _front(front: FrontSituation) -> Json:
    return {
        "id": front.id,
        "name": front.name,
        "headline": front.lead.title if front.lead else None,
        "latest": stamp(front.latest),
        "actors": [{"attacker": dyad.attacker, "target": dyad.target} for dyad in front.dyads],
        "tallies": [_tally(tally) for tally in front.tallies],
        "incidents": [incident.id for incident in front.incidents],
    }


def _tally(tally: Tally) -> Json:
    return {
        "side": tally.side,
        "class": tally.class_.value,
        "outcome": tally.outcome.value,
        "low": tally.low,
        "high": tally.high,
        "open": tally.open,
        "incidents": tally.incidents,
        "weak": tally.weak,
        "vague": tally.vague,
        "claimed_by_enemy": tally.claimed_by_enemy,
    }


def _pressure(pressure: Pressure) -> Json:
    return {
        "actor": pressure.actor,
        "fronts": list(pressure.fronts),
        "attackers": list(pressure.attackers),
        "incidents": pressure.incidents,
        "since": stamp(pressure.since),
    }


def _total(stated: Stated) -> Json:
    row = stated.row
    claim = row.claim
    return {
        "claimant": stated.claimant,
        "outlet": row.outlet,
        "scope": claim.scope.value,
        "outcome": claim.outcome.value,
        "side": claim.side,
        "class": claim.class_.value,
        "n": claim.n,
        "low": claim.low,
        "high": claim.high,
        "published": stamp(row.published),
        "sentence": claim.sentence,
        "start": stamp(stated.start),
        "implied": stated.implied,
        "our_low": stated.low,
        "our_high": stated.high,
        "not_itemised": stated.gap,
        "text": stated.text,
    }


def _loss(loss: Loss) -> Json:
    return {
        "operator": loss.operator,
        "type": loss.type,
        "category": loss.category,
        "n": loss.n,
        "outcomes": list(loss.outcomes),
        "claimed_by": list(loss.claimed_by),
        "sure": loss.sure,
        "incidents": list(loss.incidents),
    }


def _person(person: Named) -> Json:
    return {
        "name": person.name,
        "rank": person.rank,
        "actor": person.actor,
        "outcome": person.outcome.value,
        "incidents": list(person.incidents),
    }
