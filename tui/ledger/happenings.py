"""Which happenings one text tells of.

Invariant: a pure function of the item and its reading. A sentence that says the main event again, or
that tells of the machine which the headline is about, adds to the main event and makes no other one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from tui.ledger.marks import buildings
from tui.ledger.words import stems
from tui.model import UNTOLD_KINDS, Claim, Dyad, Equipment, Event, Item, Person, Reading, Realis, Scope, State

T = TypeVar("T")

COUNTED = frozenset((Realis.ASSERTED, Realis.REPORTED, Realis.ALLEGED))
WIDE = frozenset(("region", "country", "sea"))
"""Kinds of place that say too little to tell two incidents apart."""
MACHINES = frozenset(("helicopter", "aircraft", "ship"))
"""Categories of which each single loss is an incident of its own."""
_RECENT = dt.timedelta(hours=72)


def happenings(item: Item, reading: Reading) -> tuple[tuple[int, Event], ...]:
    """The events of a text that can be incidents, with their places in it, the main one first:
    the first that is no background, else the first; the others when they have a figure or a place of their own.
    Background events and running totals are said of other incidents and make none."""
    events = reading.events or (Event(conflict=reading.conflict, fronts=reading.fronts),)
    at_main = next((at for at, event in enumerate(events) if event.scope is Scope.INCIDENT), 0)
    main, others = events[at_main], []
    for at, event in enumerate(events):
        if at == at_main or event.scope is not Scope.INCIDENT:
            continue
        if _says_again(main, event, item, reading) or _says_more(main, event, item, reading):
            main = _joined(main, event if _recent(event, item) else msgspec.structs.replace(event, when=None))
        elif _stands_alone(event, reading):
            others.append((at, event))
    return ((at_main, main), *others)


def claims_of(event: Event, reading: Reading) -> tuple[tuple[int, Claim], ...]:
    """The claims of an event with their places in the reading."""
    return tuple((at, reading.claims[at]) for at in event.claims if 0 <= at < len(reading.claims))


def dyads_of(event: Event, reading: Reading) -> list[Dyad]:
    return _at(event.dyads, reading.dyads)


def equipment_of(event: Event, reading: Reading) -> list[Equipment]:
    return _at(event.equipment, reading.equipment)


def persons_of(event: Event, reading: Reading) -> list[Person]:
    return _at(event.persons, reading.persons)


def _at(places: Iterable[int], found: Sequence[T]) -> list[T]:
    """Those at the places that there are."""
    return [found[at] for at in places if 0 <= at < len(found)]


def attackers_of(dyads: Iterable[Dyad]) -> frozenset[str]:
    """Who struck, where it was not both."""
    return frozenset(dyad.attacker for dyad in dyads if dyad.attacker is not None and not dyad.mutual)


def is_stated(claim: Claim) -> bool:
    """A figure that the text gives for its own incident, be it of armed conflict or not."""
    return (
        claim.scope is Scope.INCIDENT
        and claim.realis in COUNTED
        and claim.within is None
        and (claim.state is State.ACTIVE or not claim.conflict)
    )


def counts_machine(claim: Claim, reading: Reading) -> bool:
    """The figure is the number in the name of a machine: "Ka-52" is not 52 people."""
    words = claim.figure.strip()
    return any(one.text and one.text in words and (words == one.text or claim.n is None) for one in reading.equipment)


def machine(reading: Reading, headline: int) -> tuple[str, str] | None:
    """(category, type) of the aircraft, helicopter or ship whose loss the first ``headline`` code points tell of: its
    type is often said in the lead only. None: of none, or of several."""
    named = {one.category for one in reading.equipment if one.category in MACHINES and one.span[0] < headline}
    if len(named) != 1:
        return None
    (category,) = named
    same = [one for one in reading.equipment if one.category == category and one.scope is Scope.INCIDENT]
    harmed = any(is_stated(claim) and claim.outcome.value == "killed" for claim in reading.claims)
    if not harmed and not any(one.outcome is not None for one in same):
        return None
    typed = next((one for one in same if one.type != category), None)
    return category, typed.type if typed is not None else category


def _stands_alone(event: Event, reading: Reading) -> bool:
    figure = any(
        is_stated(claim) and claim.n and not counts_machine(claim, reading) for _, claim in claims_of(event, reading)
    )
    placed = event.place is not None and event.place.place.kind not in WIDE
    return figure or (placed and bool(event.dyads) and event.kind not in UNTOLD_KINDS)


def _says_again(main: Event, event: Event, item: Item, reading: Reading) -> bool:
    """Has the event no figure of its own, and either the main one's figure or the main one's machine?"""
    if any(is_stated(claim) for _, claim in claims_of(event, reading)):
        return False
    if _same_building(main, event, item):
        return True
    if not _recent(event, item):
        return False
    if event.when is not None and main.when is not None and abs(event.when - main.when) > dt.timedelta(hours=24):
        return False
    if any(claim.again in main.claims for _, claim in claims_of(event, reading)):
        return True
    lost = machine(reading, len(item.title))
    return lost is not None and lost in {(one.category, one.type) for one in equipment_of(event, reading)}


def _recent(event: Event, item: Item) -> bool:
    return event.when is None or item.time - event.when <= _RECENT


def _same_building(main: Event, event: Event, item: Item) -> bool:
    """The event, where it is placed, is at the kind of building that the headline or the main one's sentences name:
    how a siege began, what the neighbours saw."""
    if main.place is not None and event.place is not None and main.place.place.id != event.place.place.id:
        return False
    told = buildings(stems(" ".join((item.title, *main.sentences))))
    return bool(told & buildings(stems(" ".join(event.sentences))))


def _says_more(main: Event, event: Event, item: Item, reading: Reading) -> bool:
    """ "An attack near the town. It killed 40 soldiers": the first figure of a text, with no other day and no other
    place, is that of the main event, which has none."""
    if main.place is None or any(is_stated(claim) for _, claim in claims_of(main, reading)):
        return False
    if event.when is not None and (main.when not in (None, event.when) or not _recent(event, item)):
        return False
    if event.place is not None and event.place.place.id not in main.place.place.parents:
        return False
    return any(is_stated(claim) for _, claim in claims_of(event, reading))


def _joined(main: Event, event: Event) -> Event:
    """The main event with what the other says of it. The place of the sentence that names the day, or the machine, is
    the scene; the main one's may be where the wreck went."""
    wide = main.place is None or main.place.place.kind in WIDE or main.place.place.id in event.places
    moved = event.place is not None and (wide or (not main.equipment and bool(event.equipment) and not main.when))
    return msgspec.structs.replace(
        main,
        kind=main.kind if main.kind not in UNTOLD_KINDS else event.kind,
        place=event.place if moved else main.place,
        places=tuple(dict.fromkeys((*event.places, *(() if moved and not wide else main.places)))),
        when=main.when if main.when is not None else event.when,
        when_hours=main.when_hours if main.when is not None else event.when_hours,
        claims=tuple(dict.fromkeys((*main.claims, *event.claims))),
        dyads=tuple(dict.fromkeys((*main.dyads, *event.dyads))),
        equipment=tuple(dict.fromkeys((*main.equipment, *event.equipment))),
        persons=tuple(dict.fromkeys((*main.persons, *event.persons))),
        actors=tuple(dict.fromkeys((*main.actors, *event.actors))),
        fronts=tuple(dict.fromkeys((*(() if moved else main.fronts), *event.fronts))),
        sentences=tuple(dict.fromkeys((*main.sentences, *event.sentences))),
        conflict=main.conflict or event.conflict,
    )
