"""A reading as the JSON object that ``extract`` prints: field names are stable, scripts depend on them.

Invariants: unknown is null, spans are [start, end) in code points of the text, figures are those of
:mod:`tui.extraction.figures`. Claims are in the order of the text, save that a part stands before the whole that it is
a part of: ``within`` is thus null or above 0, so that whoever tests it for truth is right. What was turned round of a
mutual dyad follows all dyads as they were read. Every index in the object points into its own lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tui.extraction.figures import counted, stated
from tui.model import Claim, Dyad, Event, Reading, Value


def to_json(identity: str, text: str, reading: Reading) -> dict[str, Any]:
    """All that was found in one text, ready for any JSON encoder."""
    totals = {outcome.value: number for outcome, number in counted(reading.claims).items()}
    listed = _parts_first(reading.claims)
    before_gate = {outcome.value: number for outcome, number in stated(reading.claims).items()}
    return {
        "id": identity,
        **totals,
        "stated": before_gate,
        "claims": [_claim(reading.claims[index], listed) for index in listed],
        "dyads": [_whole(dyad) for dyad in (*reading.dyads, *_turned(reading.dyads))],
        "actors": [_whole(actor) for actor in reading.actors],
        "places": [_place(mention) for mention in reading.places],
        "equipment": [_whole(piece) for piece in reading.equipment],
        "persons": [_whole(person) for person in reading.persons],
        "fronts": list(reading.fronts),
        "events": [_event(event, listed) for event in reading.events],
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


def _turned(dyads: Sequence[Dyad]) -> list[Dyad]:
    """Mutual dyads the other way round: each side is attacker and target."""
    return [
        msgspec.structs.replace(
            dyad,
            attacker=dyad.target,
            target=dyad.attacker,
            attacker_text=dyad.target_text,
            target_text=dyad.attacker_text,
        )
        for dyad in dyads
        if dyad.mutual and (dyad.target or dyad.target_text)
    ]


def _parts_first(claims: Sequence[Claim]) -> dict[int, int]:
    """Where each claim is listed, by its index in the reading and in the order of the list: right before a whole come
    its parts that the text names behind it."""
    behind: dict[int, list[int]] = {}
    for index, claim in enumerate(claims):
        if claim.within is not None and claim.within < index:
            behind.setdefault(claim.within, []).append(index)
    order: list[int] = []
    for index, claim in enumerate(claims):
        if claim.within is not None and claim.within < index:
            continue
        waiting, taken = [index], []
        while waiting:  # a part may have parts of its own
            taken.append(waiting.pop())
            waiting += behind.get(taken[-1], ())
        order += reversed(taken)
    return {index: place for place, index in enumerate(order)}


def _claim(claim: Claim, listed: Mapping[int, int]) -> dict[str, Any]:
    """``listed``: where each claim of the reading is listed."""
    within = None if claim.within is None else listed[claim.within]
    again = None if claim.again is None else listed[claim.again]
    return _whole(claim) | {"within": within, "again": again}


def _event(event: Event, listed: Mapping[int, int]) -> dict[str, Any]:
    claims = sorted(listed[index] for index in event.claims)
    return _whole(event) | {"claims": claims, "place": event.place.place.id if event.place else None}


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
