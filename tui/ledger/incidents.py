"""One incident out of all that was told of it.

Invariant: a pure function of the texts, the sources and the actors; the same texts in any order give the same value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

import msgspec

from tui.ledger.armed import in_arms, is_armed
from tui.ledger.camps import Camps
from tui.ledger.claims import Standing, settle
from tui.ledger.figures import figures
from tui.ledger.grades import FEW, disputed, grade
from tui.ledger.happenings import WIDE, attackers_of, dyads_of, equipment_of, persons_of
from tui.ledger.influence import VOTE, Weights, independent, shares
from tui.ledger.origins import is_copy
from tui.ledger.told import Told
from tui.ledger.voiced import TOTALS
from tui.model import (
    UNTOLD_KINDS,
    ClaimRow,
    Dyad,
    Equipment,
    Figure,
    Incident,
    Outcome,
    Person,
    Place,
    Report,
    Role,
    Scope,
    State,
)

Named = TypeVar("Named", str, dt.datetime)
TITLE_ROLES = frozenset((Role.WIRE, Role.MONITOR, Role.OUTLET))
"""Whose headline names an incident, where there is a choice."""
COPIES = 64
"""Texts of other origins that one is compared with: a thousand reports must not cost a million comparisons."""
_NARROW = {"site": 0, "village": 1, "town": 2, "city": 3, "district": 4, "region": 5, "sea": 6, "country": 7}


def build(
    id_: str, texts: Sequence[Told], camps: Camps, related: Iterable[str] = ()
) -> tuple[Incident, tuple[str, ...]]:
    """The incident and the notices that its history gives rise to. ``texts`` is not empty."""
    armed = is_armed(_voters(texts))
    heard = copied(in_arms(texts) if armed else texts)
    ordered = tuple(sorted(heard, key=lambda text: (text.order, text.event.claims)))
    current, voters = _current(ordered), _voters(ordered)
    standing = settle(ordered, camps)
    tolls, disputes, own = figures(standing.amounts, camps, attackers_of(_dyads(voters)))
    contested = (*disputes, *disputed(ordered, camps))
    origins = independent(voters, standing)
    letter, reason = grade(ordered, standing, contested, own, origins, camps)
    incident = msgspec.structs.replace(
        _happening(id_, _best(voters, tolls, standing), ordered, voters),
        reports=_reports(current),
        claims=_rows(standing, totals=False),
        figures=tolls,
        totals=_rows(standing, totals=True),
        grade=letter,
        grade_reason=reason,
        origins=origins,
        outlets=len({text.outlet for text in current}),
        log=tuple(sorted(standing.log, key=lambda line: (line.time, line.text))),
        contradictions=tuple(dict.fromkeys((*contested, *standing.contradictions))),
        related=tuple(related),
        conflict=armed,
    )
    return incident, standing.notices


def _current(texts: Sequence[Told]) -> Sequence[Told]:
    return tuple(text for text in texts if text.current) or texts


def _voters(texts: Sequence[Told]) -> Sequence[Told]:
    """Whoever has a say in what happened: no text that has been replaced, and none that is held."""
    current = _current(texts)
    return tuple(text for text in current if not text.item.held) or current


def _happening(id_: str, best: Told, texts: Sequence[Told], voters: Sequence[Told]) -> Incident:
    """What happened, where and to whom, without figures: as ``voters`` have it, under the headline of ``best``."""
    weights = shares(voters)
    place = _place(voters, weights)
    times = [text.item.time for text in texts]
    kinds = [(text.event.kind, weights[text.channel]) for text in voters if text.event.kind != "unknown"]
    days = ((text.event.when, weights[text.channel]) for text in voters if text.event.when is not None)
    return Incident(
        id=id_,
        title=best.item.title,
        url=best.item.url,
        kind=_most(told for told in kinds if told[0] not in UNTOLD_KINDS) or _most(kinds) or "unknown",
        fronts=_fronts(voters, place, weights),
        place=place,
        actors=_merged((text.event.actors, weights[text.channel]) for text in voters),
        dyads=_dyads(voters),
        event_time=_most(days),
        first_seen=min(times),
        last_seen=max(times),
        equipment=_equipment(voters),
        persons=_persons(voters),
    )


def copied(texts: Sequence[Told]) -> list[Told]:
    """The texts, a copy of an earlier one with the origin of that one: thirty reprints are one voice."""
    found: list[Told] = []
    firsts: list[Told] = []
    for text in sorted(texts, key=lambda one: (one.order, one.event.claims)):
        source = next((first for first in firsts[-COPIES:] if _copy(first, text)), None)
        if source is None:
            found.append(text)
            if all(first.origin != text.origin or first.shingles != text.shingles for first in firsts[-COPIES:]):
                firsts.append(text)
        else:
            found.append(_as_origin(text, source.origin))
    return found


def _copy(first: Told, text: Told) -> bool:
    return (
        first.origin != text.origin
        and not text.origin.startswith(("wire:", "party:"))
        and is_copy(first.shingles, text.shingles)
    )


def _as_origin(text: Told, origin: str) -> Told:
    claims = tuple(
        replace(one, row=msgspec.structs.replace(one.row, origin=origin)) if one.row.origin == text.origin else one
        for one in text.claims
    )
    return replace(text, origin=origin, claims=claims)


def _best(texts: Sequence[Told], tolls: Sequence[Figure], standing: Standing) -> Told:
    """Whose headline stands for the incident: one that carries the total or else the highest figure shown, of a wire,
    monitor or outlet, newest."""
    shown = {row for figure in tolls if figure.headline is not None for row in figure.claims}
    killed = [one.headline for one in tolls if one.headline and one.outcome is Outcome.KILLED]
    said = {row.claim.n for row in standing.rows if row.id in shown and row.claim.outcome is Outcome.KILLED}
    top = sum(killed) if sum(killed) in said else max(killed, default=None)

    def worth(text: Told) -> tuple[bool, int, bool, object, str]:
        rows = [one for one in text.claims if one.row.id in shown]
        tops = any(one.claim.n == top for one in rows if one.claim.outcome is Outcome.KILLED and top is not None)
        return text.main, 2 * tops + bool(rows), text.role in TITLE_ROLES, text.order, text.item.id

    return max(texts, key=worth)


def _place(texts: Sequence[Told], weights: Weights) -> Place | None:
    """Where most reports put it, the narrowest of those that are inside one another."""
    places = {text.event.place.place.id: text.event.place.place for text in texts if text.event.place is not None}
    if not places:
        return None
    votes: dict[str, int] = {}
    for text in texts:
        if text.event.place is not None:
            named = text.event.place.place
            for id_ in (named.id, *named.parents):
                if id_ in places:
                    votes[id_] = votes.get(id_, 0) + weights[text.channel]
    # A wider place has the votes of all inside it; of two with enough votes the narrower one says more. A country
    # says so little that a town which several name goes before it.
    towns = {id_: n for id_, n in votes.items() if places[id_].kind not in WIDE}
    if towns and max(towns.values()) * FEW >= len(weights) * VOTE:
        votes = towns
    top = max(votes.values())
    enough = [id_ for id_ in votes if votes[id_] * 2 > top or votes[id_] == top]
    return places[min(enough, key=lambda id_: (_NARROW.get(places[id_].kind, 5), -votes[id_], id_))]


def _fronts(texts: Sequence[Told], place: Place | None, weights: Weights) -> tuple[str, ...]:
    """Fronts that the reports put it on, the most named first; one that few of many name is a misreading. Reports
    that place it elsewhere, or nowhere, have no say where others name the place."""
    lists = [(text.event.fronts, weights[text.channel]) for text in texts if _there(text, place)]
    if not any(fronts for fronts, _ in lists):
        lists = [
            (text.event.fronts or (text.reading.fronts if text.main else ()), weights[text.channel]) for text in texts
        ]
    votes = _votes((front, weight) for fronts, weight in lists for front in dict.fromkeys(fronts))
    said = sum(weight for fronts, weight in lists if fronts)
    return tuple(front for front in _merged(lists) if votes[front] * FEW >= said)


def _there(text: Told, place: Place | None) -> bool:
    named = text.event.place.place if text.event.place is not None else None
    return named is not None and place is not None and (named.id == place.id or place.id in named.parents)


def _dyads(texts: Sequence[Told]) -> tuple[Dyad, ...]:
    """One of each pair and action, the newest sentence for it."""
    found: dict[tuple[str | None, str | None], Dyad] = {}
    for text in texts:
        for dyad in dyads_of(text.event, text.reading):
            found[dyad.attacker, dyad.target] = dyad
    return tuple(found.values())


def _reports(texts: Sequence[Told]) -> tuple[Report, ...]:
    """One of each item, newest first."""
    reports = {
        text.item.id: Report(
            item=text.item.id,
            source=text.item.source,
            outlet=text.outlet,
            role=text.role,
            title=text.item.title,
            url=text.item.url,
            time=text.item.time,
            seen=text.item.seen,
            origin=text.own_voice,
            date_flag=text.item.date_flag,
            held=text.item.held,
        )
        for text in texts
    }
    return tuple(sorted(reports.values(), key=lambda report: (report.time, report.item), reverse=True))


def _rows(standing: Standing, *, totals: bool) -> tuple[ClaimRow, ...]:
    rows = [row for row in standing.rows if (row.claim.scope in TOTALS) is totals]
    if totals:
        rows = [row for row in rows if row.state is State.ACTIVE]
    return tuple(sorted(rows, key=lambda row: (row.published, row.id), reverse=True))


def _equipment(texts: Sequence[Told]) -> tuple[Equipment, ...]:
    found: dict[tuple[str, str | None], Equipment] = {}
    for text in texts:
        for one in equipment_of(text.event, text.reading):
            if one.scope is Scope.INCIDENT:
                found[one.type, one.outcome] = one
    told = {type_ for type_, outcome in found if outcome is not None}
    return tuple(one for (type_, outcome), one in found.items() if outcome is not None or type_ not in told)


def _persons(texts: Sequence[Told]) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for text in texts:
        for one in persons_of(text.event, text.reading):
            if one.scope is Scope.INCIDENT:
                known = found.get(one.name.lower())
                if known is None or known.outcome is None:
                    found[one.name.lower()] = one
    return tuple(found.values())


def _merged(lists: Iterable[tuple[Sequence[str], int]]) -> tuple[str, ...]:
    """Names by their votes, then by the alphabet."""
    votes = _votes((name, weight) for names, weight in lists for name in dict.fromkeys(names))
    return tuple(sorted(votes, key=lambda name: (-votes[name], name)))


def _most(votes: Iterable[tuple[Named, int]]) -> Named | None:
    """What has most votes; of equals the first by its own order."""
    found = _votes(votes)
    return min(found, key=lambda name: (-found[name], name)) if found else None


def _votes(votes: Iterable[tuple[Named, int]]) -> dict[Named, int]:
    found: dict[Named, int] = {}
    for name, weight in votes:
        found[name] = found.get(name, 0) + weight
    return found
