"""One event of one text, as grouping looks at it.

Invariant: a pure function of the item and its reading. A part has an order (time, then id) that does not depend on
when it came; the grouping of a part looks at earlier parts only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tui.ledger.ids import part_id
from tui.ledger.origins import shingles
from tui.ledger.words import Vector, vector
from tui.model import Claim, Event, Item, Kind, Outcome, Place, Reading, Realis, Scope, State

Key = tuple[dt.datetime, str]
"""Orders parts: time, then id."""

TITLE_WORDS = 24
BODY_WORDS = 120
COUNTED = frozenset((Realis.ASSERTED, Realis.REPORTED, Realis.ALLEGED))
WIDE = frozenset(("region", "country", "sea"))
"""Kinds of place that say too little to tell two incidents apart."""


@dataclass(frozen=True, slots=True)
class Toll:
    """What one text says of one outcome, in people; all sides together."""

    n: int
    open: bool
    """At least, more than."""
    update: bool
    """The text says that the figure has changed."""


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    key: Key
    item: str
    number: int
    dated: bool
    """The feed gave a publish time that can be believed."""
    when: dt.datetime | None
    until: dt.datetime | None
    """Span in which it is said to have happened."""
    title: Vector
    body: Vector
    shingles: frozenset[int]
    kind: str
    place: Place | None
    spots: frozenset[str]
    """Ids of the places it happened in, with all that contains them."""
    countries: frozenset[str]
    tolls: dict[Outcome, Toll]
    attackers: frozenset[str]
    targets: frozenset[str]
    actors: frozenset[str]
    equipment: frozenset[tuple[str, str]]
    """(category, type) of what was lost or used."""
    persons: frozenset[str]
    """Surnames of victims, lower case."""
    conflict: bool


def parts_of(item: Item, reading: Reading) -> tuple[Part, ...]:
    """The events of ``item`` that can be incidents: the main one always, the others when they have a figure or a
    place of their own. Background events and running totals are said of other incidents and make none."""
    events = reading.events or (Event(conflict=reading.conflict),)
    parts = [_part(item, reading, events[0], 0)]
    for number, event in enumerate(events[1:], start=1):
        if event.scope is Scope.INCIDENT and _stands_alone(event, reading):
            parts.append(_part(item, reading, event, number))
    return tuple(parts)


def claims_of(event: Event, reading: Reading) -> tuple[tuple[int, Claim], ...]:
    """The claims of an event with their places in the reading."""
    return tuple((at, reading.claims[at]) for at in event.claims if 0 <= at < len(reading.claims))


def is_stated(claim: Claim) -> bool:
    """A figure that the text gives for its own incident, be it of armed conflict or not."""
    return (
        claim.scope is Scope.INCIDENT
        and claim.realis in COUNTED
        and claim.within is None
        and (claim.state is State.ACTIVE or not claim.conflict)
    )


def _stands_alone(event: Event, reading: Reading) -> bool:
    figure = any(is_stated(claim) and claim.n for _, claim in claims_of(event, reading))
    placed = event.place is not None and event.place.place.kind not in WIDE
    return figure or (placed and bool(event.dyads) and event.kind not in ("unknown", "statement"))


def _part(item: Item, reading: Reading, event: Event, number: int) -> Part:
    text = item.text if number == 0 else " ".join(event.sentences)
    title = item.title if number == 0 else " ".join(event.sentences[:1])
    dyads = [reading.dyads[at] for at in event.dyads if 0 <= at < len(reading.dyads)]
    place = event.place.place if event.place is not None else None
    claims = [claim for _, claim in claims_of(event, reading)]
    until = event.when + dt.timedelta(hours=event.when_hours) if event.when is not None else None
    id_ = part_id(item.id, number)
    return Part(
        id=id_,
        key=(item.time, id_),
        item=item.id,
        number=number,
        dated=item.published is not None and item.date_flag in ("", "old"),
        when=event.when,
        until=until,
        title=vector(title, TITLE_WORDS),
        body=vector(text, BODY_WORDS),
        shingles=shingles(text),
        kind=event.kind,
        place=place,
        spots=frozenset((*event.places, *((place.id, *place.parents) if place is not None else ()))),
        countries=_countries(event, reading, number),
        tolls=_tolls(claims),
        attackers=frozenset(
            name for name in (*(d.attacker for d in dyads), *(c.attacker for c in claims)) if name is not None
        ),
        targets=frozenset(name for name in (*(d.target for d in dyads), *(c.side for c in claims)) if name is not None),
        actors=frozenset(event.actors),
        equipment=_equipment(event, reading),
        persons=_persons(event, reading),
        conflict=event.conflict and reading.conflict,
    )


def _countries(event: Event, reading: Reading, number: int) -> frozenset[str]:
    """Where it happened, as countries; for a main event with no place, those that the text names as its scene."""
    if event.place is not None:
        return frozenset((event.place.place.country,))
    if number:
        return frozenset()
    scenes = [mention for mention in reading.places if mention.role == "event"]
    return frozenset(mention.place.country for mention in scenes or reading.places)


def _tolls(claims: Iterable[Claim]) -> dict[Outcome, Toll]:
    """Sum of the figures that differ: a headline and its lead say one figure twice."""
    found: dict[Outcome, list[Claim]] = {}
    for claim in claims:
        if is_stated(claim) and claim.n is not None and claim.kind is not Kind.VAGUE:
            found.setdefault(claim.outcome, []).append(claim)
    return {outcome: _toll(same) for outcome, same in found.items()}


def _toll(claims: list[Claim]) -> Toll:
    distinct = {(claim.n or 0, claim.class_, claim.side): claim for claim in claims}
    return Toll(
        n=sum(n for n, _, _ in distinct),
        open=any(claim.high is None for claim in claims),
        update=any(claim.update or claim.correction for claim in claims),
    )


def _equipment(event: Event, reading: Reading) -> frozenset[tuple[str, str]]:
    found = [reading.equipment[at] for at in event.equipment if 0 <= at < len(reading.equipment)]
    return frozenset((one.category, one.type) for one in found if one.scope is Scope.INCIDENT)


def _persons(event: Event, reading: Reading) -> frozenset[str]:
    found = [reading.persons[at] for at in event.persons if 0 <= at < len(reading.persons)]
    return frozenset(one.name.split()[-1].lower() for one in found if one.scope is Scope.INCIDENT and one.name.split())
