"""Where a front's incidents are, place by place. Pure.

Invariants: every incident is at one mark or counted as not drawn; the middle of a country is no place where anything
happened, so what is known only by its country or sea is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.model import Grade, Incident, Place
from tui.views.incident_rows import is_deadly

NOT_DRAWN = ("country", "sea")
WIDE = ("district", "region")
"""Kinds of place that are drawn at their middle and marked as such."""
_SURE = (Grade.CONFIRMED, Grade.FAIR)


@dataclass(frozen=True, slots=True)
class Mark:
    place: Place
    incidents: tuple[Incident, ...]
    """Newest first."""

    @property
    def is_wide(self) -> bool:
        return self.place.kind in WIDE

    @property
    def is_deadly(self) -> bool:
        return any(is_deadly(incident) for incident in self.incidents)

    @property
    def sure(self) -> int:
        """2: at least one incident here is confirmed or fair; 1: one is contested; 0: weak ones only."""
        grades = {incident.grade for incident in self.incidents}
        return 2 if grades.intersection(_SURE) else 1 if Grade.CONTESTED in grades else 0


@dataclass(frozen=True, slots=True)
class Marks:
    marks: tuple[Mark, ...]
    """Most incidents first, then the newest."""
    unplaced: int
    """Incidents of which nobody says where."""
    countries: int
    """Incidents known only by their country or sea."""


def marks(incidents: Iterable[Incident]) -> Marks:
    by_place: dict[str, list[Incident]] = {}
    places: dict[str, Place] = {}
    unplaced = countries = 0
    for incident in incidents:
        place = incident.place
        if place is None:
            unplaced += 1
        elif place.kind in NOT_DRAWN:
            countries += 1
        else:
            places[place.id] = place
            by_place.setdefault(place.id, []).append(incident)
    found = [Mark(places[id_], tuple(sorted(part, key=_newest, reverse=True))) for id_, part in by_place.items()]
    return Marks(tuple(sorted(found, key=_weight, reverse=True)), unplaced, countries)


def _newest(incident: Incident) -> tuple[float, str]:
    return incident.last_seen.timestamp(), incident.id


def _weight(mark: Mark) -> tuple[int, float, str]:
    return len(mark.incidents), mark.incidents[0].last_seen.timestamp(), mark.place.id


def other_places(incidents: Iterable[Incident], drawn: Sequence[Mark], most: int = 400) -> list[Place]:
    """Places of other incidents that are known, the most often named first: names to find one's way by."""
    taken = {mark.place.id for mark in drawn}
    counts: dict[str, int] = {}
    places: dict[str, Place] = {}
    for incident in incidents:
        place = incident.place
        if place is not None and place.id not in taken and place.kind not in (*NOT_DRAWN, *WIDE):
            places[place.id] = place
            counts[place.id] = counts.get(place.id, 0) + 1
    return [places[id_] for id_ in sorted(counts, key=lambda id_: (-counts[id_], id_))[:most]]
