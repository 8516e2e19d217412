"""A reading as the JSON object that ``extract`` prints: field names are stable, scripts depend on them.

Invariant: unknown is null, spans are [start, end) in code points of the text, figures are those of
:mod:`tui.extraction.figures`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from tui.extraction.figures import counted, stated
from tui.model import Claim, Dyad, Reading, Value


def to_json(identity: str, text: str, reading: Reading) -> dict[str, Any]:
    """All that was found in one text, ready for any JSON encoder."""
    totals = {outcome.value: number for outcome, number in counted(reading.claims).items()}
    before_gate = {outcome.value: number for outcome, number in stated(reading.claims).items()}
    return {
        "id": identity,
        **totals,
        "stated": before_gate,
        "claims": [_claim(claim) for claim in reading.claims],
        "dyads": [_whole(one) for dyad in reading.dyads for one in _sides(dyad)],
        "actors": [_whole(actor) for actor in reading.actors],
        "places": [_place(mention) for mention in reading.places],
        "equipment": [_whole(piece) for piece in reading.equipment],
        "persons": [_whole(person) for person in reading.persons],
        "fronts": list(reading.fronts),
        "events": [
            _whole(event) | {"place": event.place.place.id if event.place else None} for event in reading.events
        ],
        "pressure": pressure(reading),
        "conflict": reading.conflict,
        "correction": reading.correction,
    }


def pressure(reading: Reading) -> list[dict[str, Any]]:
    """Actors that this text shows attacked on two or more fronts, with who attacks them.

    An event counts for the front of its narrowest place only: a wider front that contains it is no second front.
    """
    pressed: dict[str, dict[str, list[str]]] = {}
    for event in reading.events:
        if not event.fronts:
            continue
        for index in event.dyads:
            dyad = reading.dyads[index]
            if dyad.target and not dyad.mutual:
                attackers = pressed.setdefault(dyad.target, {}).setdefault(event.fronts[0], [])
                if dyad.attacker and dyad.attacker not in attackers:
                    attackers.append(dyad.attacker)
    return [
        {
            "actor": actor,
            "fronts": list(fronts),
            "attackers": list(dict.fromkeys(a for attackers in fronts.values() for a in attackers)),
            "by_front": fronts,
        }
        for actor, fronts in pressed.items()
        if len(fronts) > 1
    ]


def _sides(dyad: Dyad) -> tuple[Dyad, ...]:
    """A mutual dyad both ways round: each side is attacker and target."""
    if not dyad.mutual or not (dyad.target or dyad.target_text):
        return (dyad,)
    turned = msgspec.structs.replace(
        dyad,
        attacker=dyad.target,
        target=dyad.attacker,
        attacker_text=dyad.target_text,
        target_text=dyad.attacker_text,
    )
    return dyad, turned


def _claim(claim: Claim) -> dict[str, Any]:
    return _whole(claim)


def _place(mention: Any) -> dict[str, Any]:
    place = mention.place
    return {
        "id": place.id,
        "name": place.name,
        "text": mention.text,
        "span": list(mention.span),
        "country": place.country,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "role": mention.role,
    }


def _whole(value: Value) -> dict[str, Any]:
    """Every field, defaults included, under the names that the model encodes."""
    names = value.__struct_encode_fields__
    return {
        name: msgspec.to_builtins(getattr(value, field))
        for name, field in zip(names, value.__struct_fields__, strict=True)
    }
