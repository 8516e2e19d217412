"""One incident out of all that was told of it.

Invariant: a pure function of the texts, the sources and the actors; the same texts in any order give the same value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from tui.ledger.camps import Camps
from tui.ledger.claims import Standing, settle
from tui.ledger.figures import figures
from tui.ledger.grades import FEW, disputed, grade
from tui.ledger.happenings import WIDE
from tui.ledger.origins import is_copy
from tui.ledger.told import TOTALS, Told
from tui.model import (
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

TITLE_ROLES = frozenset((Role.WIRE, Role.MONITOR, Role.OUTLET))
"""Whose headline names an incident, where there is a choice."""
COPIES = 64
"""Texts of other origins that one is compared with: a thousand reports must not cost a million comparisons."""
_NARROW = {"site": 0, "village": 1, "town": 2, "city": 3, "district": 4, "region": 5, "sea": 6, "country": 7}


def build(
    id_: str, texts: Sequence[Told], camps: Camps, related: Iterable[str] = ()
) -> tuple[Incident, tuple[str, ...]]:
    """The incident and the notices that its history gives rise to. ``texts`` is not empty."""
    ordered = tuple(sorted(copied(texts), key=lambda text: (text.order, text.event.claims)))
    current = tuple(text for text in ordered if text.current) or ordered
    standing = settle(ordered, camps)
    tolls, disputes, own = figures(standing.amounts, camps)
    contested = (*disputes, *disputed(ordered, camps))
    origins = len(_origins(current, standing))
    letter, reason = grade(ordered, standing, contested, own, origins, camps)
    best = _best(current, tolls, standing)
    place = _place(current)
    whens = sorted(text.event.when for text in current if text.event.when is not None)
    incident = Incident(
        id=id_,
        title=best.item.title,
        url=best.item.url,
        kind=_most(text.event.kind for text in current if text.event.kind != "unknown") or "unknown",
        fronts=_fronts(current, place),
        place=place,
        actors=_merged(text.event.actors for text in current),
        dyads=_dyads(current),
        event_time=whens[0] if whens else None,
        first_seen=min(text.item.time for text in ordered),
        last_seen=max(text.item.time for text in ordered),
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
        equipment=_equipment(current),
        persons=_persons(current),
        related=tuple(related),
        conflict=any(text.event.conflict and text.reading.conflict for text in current),
    )
    return incident, standing.notices


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


def _origins(texts: Sequence[Told], standing: Standing) -> set[str]:
    """Independent origins: of the figures where there are any, else of the reports."""
    voices = {amount.voice for amount in standing.amounts}
    return voices or {text.own_voice for text in texts if text.role is not Role.SATIRE}


def _best(texts: Sequence[Told], tolls: Sequence[Figure], standing: Standing) -> Told:
    """Whose headline stands for the incident: one that carries a figure shown, of a wire, monitor or outlet, newest."""
    shown = {row for figure in tolls if figure.headline is not None for row in figure.claims}
    tops = {figure.outcome: figure.headline for figure in tolls if figure.headline is not None}

    def worth(text: Told) -> tuple[bool, int, bool, object, str]:
        rows = [one for one in text.claims if one.row.id in shown]
        top = any(one.claim.n == tops.get(Outcome.KILLED) for one in rows if one.claim.outcome is Outcome.KILLED)
        return text.main, 2 * top + bool(rows), text.role in TITLE_ROLES, text.order, text.item.id

    return max(texts, key=worth)


def _place(texts: Sequence[Told]) -> Place | None:
    """Where most reports put it, the narrowest of those that are inside one another."""
    places = {text.event.place.place.id: text.event.place.place for text in texts if text.event.place is not None}
    if not places:
        return None
    votes: Counter[str] = Counter()
    for text in texts:
        if text.event.place is not None:
            named = text.event.place.place
            votes.update(id_ for id_ in (named.id, *named.parents) if id_ in places)
            votes[named.id] += 0
    # A wider place has the votes of all inside it; of two with enough votes the narrower one says more. A country
    # says so little that a town which several name goes before it.
    towns = {id_: n for id_, n in votes.items() if places[id_].kind not in WIDE}
    if towns and max(towns.values()) * FEW >= len(texts):
        votes = Counter(towns)
    top = max(votes.values())
    enough = [id_ for id_ in votes if votes[id_] * 2 > top or votes[id_] == top]
    return places[min(enough, key=lambda id_: (_NARROW.get(places[id_].kind, 5), -votes[id_], id_))]


def _fronts(texts: Sequence[Told], place: Place | None) -> tuple[str, ...]:
    """Fronts that the reports put it on, the most named first; one that few of many name is a misreading. Reports
    that place it elsewhere, or nowhere, have no say where others name the place."""
    there = [text for text in texts if _there(text, place)]
    lists = [text.event.fronts for text in there]
    if not any(lists):
        lists = [text.event.fronts or (text.reading.fronts if text.main else ()) for text in texts]
    votes: Counter[str] = Counter()
    for fronts in lists:
        votes.update(tuple(dict.fromkeys(fronts)))
    said = sum(bool(fronts) for fronts in lists)
    return tuple(front for front in _merged(lists) if votes[front] * FEW >= said)


def _there(text: Told, place: Place | None) -> bool:
    named = text.event.place.place if text.event.place is not None else None
    return named is not None and place is not None and (named.id == place.id or place.id in named.parents)


def _dyads(texts: Sequence[Told]) -> tuple[Dyad, ...]:
    """One of each pair and action, the newest sentence for it."""
    found: dict[tuple[str | None, str | None], Dyad] = {}
    for text in texts:
        for at in text.event.dyads:
            if 0 <= at < len(text.reading.dyads):
                dyad = text.reading.dyads[at]
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
        for at in text.event.equipment:
            if 0 <= at < len(text.reading.equipment):
                one = text.reading.equipment[at]
                if one.scope is Scope.INCIDENT:
                    found[one.type, one.outcome] = one
    told = {type_ for type_, outcome in found if outcome is not None}
    return tuple(one for (type_, outcome), one in found.items() if outcome is not None or type_ not in told)


def _persons(texts: Sequence[Told]) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for text in texts:
        for at in text.event.persons:
            if 0 <= at < len(text.reading.persons):
                one = text.reading.persons[at]
                if one.scope is Scope.INCIDENT:
                    known = found.get(one.name.lower())
                    if known is None or known.outcome is None:
                        found[one.name.lower()] = one
    return tuple(found.values())


def _merged(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Names by how many texts have them, then by first mention."""
    votes: Counter[str] = Counter()
    for names in lists:
        votes.update(tuple(dict.fromkeys(names)))
    return tuple(sorted(votes, key=lambda name: (-votes[name], name)))


def _most(names: Iterable[str]) -> str | None:
    votes = Counter(names)
    return min(votes, key=lambda name: (-votes[name], name)) if votes else None
