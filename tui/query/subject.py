"""What a query looks at: one incident, or one text, flattened and folded once.

Invariant: everything a clause compares is folded here and never again, so a predicate costs one attribute and one
comparison. Lists of names are *packed* into one string, a line a name with a space on either side of every word:
whether a name, a whole word of one or a beginning stands in the list is then one substring test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from tui.model import Dyad, Incident, Outcome, Place, Source, Value
from tui.query.fold import fold, name_key
from tui.query.keys import RANK, UNASSIGNED

NO_NAMES: Mapping[str, str] = MappingProxyType({})

TEXT_LIMIT = 4_000
"""Code points of folded text that a subject keeps."""


class Subject(Value, frozen=True, kw_only=True):
    """All text is folded; names are packed with :func:`pack`."""

    text: str = ""
    title: str = ""
    fronts: str = ""
    actors: str = ""
    attackers: str = ""
    targets: str = ""
    sides: str = ""
    places: str = ""
    """Names and ids of the place and of what contains it."""
    countries: str = ""
    sources: str = ""
    outlets: str = ""
    roles: str = ""
    langs: str = ""
    claimants: str = ""
    kinds: str = ""
    classes: str = ""
    equipment: str = ""
    persons: str = ""
    has: str = ""
    origins: int | None = None
    outlet_count: int | None = None
    killed: int | None = None
    """Lowest figure of all sides together; None: unknown."""
    wounded: int | None = None
    captured: int | None = None
    missing: int | None = None
    displaced: int | None = None
    rank: int | None = None
    """Of the grade, see :data:`tui.query.keys.RANK`."""
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    new: bool = False
    marked: bool = False
    conflict: bool = True


def pack(names: Iterable[str | None]) -> str:
    """Names as lines of spaced words; empty for none."""
    return _packed(tuple(names))


@lru_cache(maxsize=16_384)
def _packed(names: tuple[str | None, ...]) -> str:
    keys = dict.fromkeys(name_key(name) for name in names if name)
    return "\n" + "".join(f" {key} \n" for key in keys) if keys else ""


def subject_of(
    incident: Incident,
    sources: Mapping[str, Source],
    fronts: Mapping[str, str] = NO_NAMES,
    *,
    new: bool = False,
    marked: bool = False,
) -> Subject:
    """The subject of an incident. ``sources`` by id give its reports their names and languages, ``fronts`` the name
    of a front by its id."""
    known = [sources[id_] for id_ in dict.fromkeys(report.source for report in incident.reports) if id_ in sources]
    claims = [row.claim for row in incident.claims]
    outlets = [report.outlet for report in incident.reports]
    return Subject(
        text=_text(_wordings(incident)),
        title=_text([incident.title, *(report.title for report in incident.reports)]),
        fronts=pack([*(incident.fronts or (UNASSIGNED,)), *(fronts.get(id_) for id_ in incident.fronts)]),
        actors=pack(incident.actors),
        attackers=pack(name for dyad in incident.dyads for name in _attackers(dyad)),
        targets=pack(name for dyad in incident.dyads for name in _targets(dyad)),
        sides=pack(figure.side for figure in incident.figures),
        places=pack(_place_names(incident.place)),
        countries=pack([incident.place.country] if incident.place else ()),
        sources=pack([*(report.source for report in incident.reports), *(source.name for source in known), *outlets]),
        outlets=pack(outlets),
        roles=pack(report.role.value for report in incident.reports),
        langs=pack(source.lang for source in known),
        claimants=pack(name for claim in claims for name in (claim.claimant, claim.claimant_actor)),
        kinds=pack([incident.kind]),
        classes=pack(figure.class_.value for figure in incident.figures),
        equipment=pack(name for piece in incident.equipment for name in (piece.type, piece.category)),
        persons=pack(person.name for person in incident.persons),
        has=pack(_flags(incident)),
        origins=incident.origins,
        outlet_count=incident.outlets,
        killed=lowest(incident, Outcome.KILLED),
        wounded=lowest(incident, Outcome.WOUNDED),
        captured=lowest(incident, Outcome.CAPTURED),
        missing=lowest(incident, Outcome.MISSING),
        displaced=lowest(incident, Outcome.DISPLACED),
        rank=RANK[incident.grade],
        first=incident.first_seen,
        last=incident.last_seen,
        new=new,
        marked=marked,
        conflict=incident.conflict,
    )


def subject_of_reading(
    text: str,
    *,
    actors: Iterable[str] = (),
    attackers: Iterable[str] = (),
    targets: Iterable[str] = (),
    places: Sequence[Place] = (),
    source: Source | None = None,
    kind: str | None = None,
    published: dt.datetime | None = None,
    conflict: bool = True,
) -> Subject:
    """The subject of one text before it is in any incident: what the query of a front is asked of.

    Figures, origins and grade are unknown here, so clauses on them never match.
    """
    return Subject(
        text=_text([text]),
        title=_text([text.partition("\n")[0]]),
        actors=pack(actors),
        attackers=pack(attackers),
        targets=pack(targets),
        places=pack([name for place in places for name in _place_names(place)]),
        countries=pack(place.country for place in places),
        sources=pack([source.id, source.name] if source else ()),
        outlets=pack([source.name] if source else ()),
        roles=pack([source.role.value] if source else ()),
        langs=pack([source.lang] if source else ()),
        kinds=pack([kind]),
        has=pack(["place"] if places else ()),
        first=published,
        last=published,
        conflict=conflict,
    )


def lowest(incident: Incident, outcome: Outcome) -> int | None:
    """People of all sides together, at the least; None when nobody gives a figure for ``outcome``.

    A figure that is only worded ("dozens"), or that only the other side claims, is not known to be 0.
    """
    lows = [
        figure.low
        for figure in incident.figures
        if figure.outcome is outcome and (figure.low or figure.headline is not None)
    ]
    return sum(lows) if lows else None


def _attackers(dyad: Dyad) -> tuple[str | None, ...]:
    """Canonical and as worded; in a clash either side attacks."""
    return dyad.attacker, dyad.attacker_text, dyad.target if dyad.mutual else None


def _targets(dyad: Dyad) -> tuple[str | None, ...]:
    return dyad.target, dyad.target_text, dyad.attacker if dyad.mutual else None


def _wordings(incident: Incident) -> Iterable[str | None]:
    yield incident.title
    for report in incident.reports:
        yield report.title
    if incident.place:
        yield incident.place.name
    yield from incident.actors
    for piece in incident.equipment:
        yield piece.text
        yield piece.type
    for person in incident.persons:
        yield person.name
    for row in (*incident.claims, *incident.totals):
        yield row.claim.sentence
        yield row.claim.claimant
    for dyad in incident.dyads:
        yield dyad.sentence


def _text(parts: Iterable[str | None]) -> str:
    """Distinct parts, folded, a line each."""
    return fold("\n".join(dict.fromkeys(part for part in parts if part))[:TEXT_LIMIT])


def _place_names(place: Place | None) -> tuple[str, ...]:
    return (place.name, place.id, *place.parents) if place else ()


def _flags(incident: Incident) -> Iterable[str]:
    """The words of ``has:``, see :data:`tui.query.keys.HAS`."""
    known = {
        "equipment": bool(incident.equipment),
        "persons": bool(incident.persons),
        "place": incident.place is not None,
        "casualties": any(figure.low or figure.headline is not None or figure.vague for figure in incident.figures),
        "url": bool(incident.url) or any(report.url for report in incident.reports),
        "contradictions": bool(incident.contradictions),
        "history": bool(incident.log),
        "actors": bool(incident.actors),
    }
    return (flag for flag, holds in known.items() if holds)
