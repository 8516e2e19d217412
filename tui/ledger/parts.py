"""The parts of a text: one for each event that it tells of, made for grouping.

Invariant: a pure function of the item and its reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tui.feeds.stamps import BY_NUMBER, FUTURE, MISSING, UNDATED
from tui.ledger.areas import Headline, area_of, in_a_list
from tui.ledger.happenings import (
    MACHINES,
    claims_of,
    counts_machine,
    dyads_of,
    equipment_of,
    happenings,
    is_stated,
    machine,
    persons_of,
)
from tui.ledger.headlines import (
    another,
    both_sides,
    day_parts,
    foreground,
    in_a_row,
    set_against,
    sums_up,
    tells_of_several,
    threatens,
)
from tui.ledger.ids import part_id
from tui.ledger.marks import Marks, buildings, dates, names, victims, weekday_of, weekdays, years
from tui.ledger.origins import shingles
from tui.ledger.part import LONG, Part, Span, Threat, Toll, Wording
from tui.ledger.sets import shared
from tui.ledger.words import COUNTRY, countries, norm, stems, vector
from tui.model import Claim, Dyad, Event, Item, Kind, Outcome, Place, Reading, Scope

DAY = dt.timedelta(days=1)
TITLE_WORDS = 24
BODY_WORDS = 120
CORE_WORDS = 80
SITES = frozenset(("site", "village", "town"))
CITIES = frozenset(("city", "district"))
RARE = 0.8
"""Weight from which a word is rare."""


def parts_of(item: Item, reading: Reading) -> tuple[Part, ...]:
    """One part for each of the text's :func:`happenings`."""
    found = happenings(item, reading)
    return tuple(_part(_sight(item, reading, event, main=not rank), at) for rank, (at, event) in enumerate(found))


@dataclass(frozen=True, slots=True)
class _Sight:
    """What of a text is looked at for one of its events."""

    item: Item
    reading: Reading
    event: Event
    main: bool
    title: str
    """The headline without what it is set against; of an event told beside, its first sentence."""
    behind: str
    """What the headline is set against."""
    text: str
    words: Wording
    known: frozenset[str]
    """Stems of the names of places and parties."""
    place: Place | None
    dyads: tuple[Dyad, ...]
    claims: tuple[Claim, ...]


def _sight(item: Item, reading: Reading, event: Event, *, main: bool) -> _Sight:
    headline = item.title if main else " ".join(event.sentences[:1])
    title = foreground(headline)
    # What a headline says behind its foreground is of another happening: its dyads and its place are not this one's.
    behind = range(len(title), len(headline)) if main else range(0)
    text = f"{title}\n{item.summary}" if main else " ".join(event.sentences)
    dyads = dyads_of(event, reading)
    claims = [claim for _, claim in claims_of(event, reading) if not counts_machine(claim, reading)]
    known = _known(reading)
    return _Sight(
        item=item,
        reading=reading,
        event=event,
        main=main,
        title=title,
        behind=headline[len(title) :],
        text=text,
        words=_wording(title, text, event, known),
        known=known,
        place=event.place.place if event.place is not None and event.place.span[0] not in behind else None,
        dyads=tuple(dyad for dyad in dyads if dyad.span[0] not in behind),
        claims=tuple(claim for claim in claims if claim.span[0] not in behind),
    )


def _part(sight: _Sight, number: int) -> Part:
    item, reading, event, main, place = sight.item, sight.reading, sight.event, sight.main, sight.place
    heads = sight.words.title
    scenes = _scenes(event, reading, main=main)
    lost = _machine(item, event, reading, main=main)
    id_ = part_id(item.id, number)
    attackers = _named((*(d.attacker for d in sight.dyads), *(c.attacker for c in sight.claims)))
    sides = shared(both_sides(sight.title, heads) if main else ())
    round_up = main and (bool(sides) or _sums_up(sight))
    return Part(
        id=id_,
        key=(item.time, id_),
        item=item.id,
        source=item.source,
        number=number,
        main=main,
        dated=item.date_flag not in (FUTURE, MISSING, UNDATED),
        since=item.time if item.published is not None or item.date_flag == BY_NUMBER else item.time - DAY,
        adrift=item.date_flag == UNDATED,
        happened=_happened(event),
        words=sight.words,
        marks=_marks(sight),
        kind=event.kind,
        place=place,
        spots=shared((*event.places, *((place.id, *place.parents) if place is not None else ()))),
        scenes=shared(scenes),
        named=shared(scenes | {word.removeprefix(COUNTRY) for word in heads if word.startswith(COUNTRY)}),
        tolls=_tolls(sight.claims),
        hurt=shared(claim.outcome for claim in sight.claims if is_stated(claim)),
        total=main and _total(sight),
        attackers=attackers,
        targets=_named((*(d.target for d in sight.dyads), *(c.side for c in sight.claims))),
        actors=shared(event.actors),
        equipment=shared(_equipment(event, reading) | ({lost} if lost is not None else frozenset())),
        machine=lost,
        persons=shared(_persons(event, reading)),
        round_up=round_up,
        area=area_of(Headline(sight.title, reading.places, heads, attackers, sides), place) if round_up else (),
        background=shared(set_against(sight.behind, heads)),
        sides=sides,
        threat=_threat(sight) if main else None,
        conflict=event.conflict and reading.conflict,
        correction=main and (reading.correction or any(claim.correction for claim in sight.claims)),
        content=hash((item.title, item.summary, item.published is None, number, main, event)),
    )


def _sums_up(sight: _Sight) -> bool:
    """By its words, or as it tells of strikes on several towns. Who says so is no part of what happened."""
    speakers = {word for claim in sight.claims for word in stems(claim.claimant or "")}
    return sums_up(sight.title, sight.place, sight.words.title, sight.known | speakers) or (
        tells_of_several(sight.title) and in_a_list(sight.title, sight.reading.places)
    )


def _happened(event: Event) -> Span | None:
    return None if event.when is None else (event.when, event.when + dt.timedelta(hours=event.when_hours))


def _wording(title: str, text: str, event: Event, known: frozenset[str]) -> Wording:
    """A headline that stands alone is kept once, and so is its norm."""
    heads, words = vector(title, TITLE_WORDS), vector(text, BODY_WORDS)
    body = heads if words == heads else words
    core = vector(" ".join(event.sentences), CORE_WORDS) if len(body) >= LONG else body
    first = norm(heads)
    second = first if body is heads else norm(body)
    return Wording(
        title=heads,
        body=body,
        core=core,
        norms=(first, second, second if core is body else norm(core)),
        rare=shared(word for word, value in body.items() if value >= RARE and word not in known),
        shingles=shingles(text),
    )


def _marks(sight: _Sight) -> Marks:
    event, heads, core = sight.event, sight.words.title, sight.words.core
    mentions = sight.reading.places if sight.main else ()
    told = (event.when,) if event.when is not None and event.when_hours <= 24 else ()
    return Marks(
        numbers=shared(word for word in heads if word[0].isdigit()),
        victims=shared(victims(heads)),
        buildings=shared(buildings((*heads, *core))),
        names=shared(names(sight.text, _named_texts(sight.reading))),
        dates=shared(dates(sight.text) | {(day.month, day.day) for day in told}),
        weekdays=shared(weekdays(sight.text) | {weekday_of(day) for day in told}),
        years=shared(years(sight.text) | {day.year for day in told}),
        sites=shared(mention.place.id for mention in mentions if mention.place.kind in SITES),
        cities=shared(mention.place.id for mention in mentions if mention.place.kind in CITIES),
        series=shared(in_a_row(sight.title)),
        another=another(sight.title),
        day_parts=shared(day_parts(sight.title)),
    )


def _named(actors: Iterable[str | None]) -> frozenset[str]:
    return shared(name for name in actors if name is not None)


def _known(reading: Reading) -> frozenset[str]:
    """Stems of the names of places and parties, which are compared as such."""
    return frozenset(word for text in _named_texts(reading) for word in stems(text))


def _named_texts(reading: Reading) -> set[str]:
    """Places and parties as the text writes them."""
    return {*(place.text for place in reading.places), *(actor.text for actor in reading.actors)}


def _total(sight: _Sight) -> bool:
    """A headline of running totals alone: "the toll passes 40,000"."""
    headed = range(len(sight.item.title))
    counts = any(claim.scope is Scope.CUMULATIVE and claim.span[0] in headed for claim in sight.reading.claims)
    return counts and not any(is_stated(claim) for claim in sight.claims)


def _threat(sight: _Sight) -> Threat | None:
    """What a headline threatens: nobody is stated to be hurt, and whoever attacks does so in what is to come ("would
    strike a bridge for each ship that they attack")."""
    begins = threatens(sight.title)
    if begins is None or any(is_stated(claim) for claim in sight.claims):
        return None
    if any((dyad.attacker or dyad.target) and dyad.span[0] < begins for dyad in sight.dyads):
        return None
    return Threat(by=shared(countries(sight.title[:begins])), of=shared(countries(sight.title[begins:])))


def _scenes(event: Event, reading: Reading, *, main: bool) -> frozenset[str]:
    """Where it happened, as countries; for a main event with no place, those that the text names as a scene."""
    if event.place is not None:
        found = {event.place.place.country}
    else:
        found = {mention.place.country for mention in reading.places if main and mention.role == "event"}
    # The sea is of no country.
    return frozenset(found - {""})


def _tolls(claims: Iterable[Claim]) -> dict[Outcome, Toll]:
    """The figures of each outcome, in the order of the text."""
    found: dict[Outcome, list[Claim]] = {}
    for claim in claims:
        if is_stated(claim) and claim.n is not None and claim.kind is not Kind.VAGUE:
            found.setdefault(claim.outcome, []).append(claim)
    return {outcome: _toll(same) for outcome, same in found.items()}


def _toll(claims: list[Claim]) -> Toll:
    distinct = {(claim.n or 0, claim.class_, claim.side) for claim in claims}
    numbers = {n for n, _, _ in distinct}
    return Toll(
        n=claims[0].n or 0,
        all=frozenset(numbers | {sum(n for n, _, _ in distinct)}),
        open=any(claim.high is None for claim in claims),
        update=any(claim.update or claim.correction for claim in claims),
        party=claims[0].claimant_actor is not None and claims[0].side not in (None, claims[0].claimant_actor),
    )


def _equipment(event: Event, reading: Reading) -> frozenset[tuple[str, str]]:
    return frozenset((one.category, one.type) for one in equipment_of(event, reading) if one.scope is Scope.INCIDENT)


def _machine(item: Item, event: Event, reading: Reading, *, main: bool) -> tuple[str, str] | None:
    """The machine of the headline, or the one that the event itself says was lost."""
    if main:
        return machine(reading, len(item.title))
    told = [one for one in equipment_of(event, reading) if one.category in MACHINES and one.outcome is not None]
    lost = {(one.category, one.type) for one in told}
    return lost.pop() if len(lost) == 1 else None


def _persons(event: Event, reading: Reading) -> frozenset[str]:
    told = [one.name.split() for one in persons_of(event, reading) if one.scope is Scope.INCIDENT]
    return frozenset(words[-1].lower() for words in told if words)
