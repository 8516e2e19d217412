"""Machines lost and people named, each once.

Invariants: within one incident a machine is counted once, however it is spelt and whatever is said of its end; what is
only mentioned is no loss; a number of machines is the highest that one report of the incident gives, and a number that
nobody gives is one machine at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.model import Equipment, Grade, Incident, Outcome, Value


class Loss(Value, frozen=True, kw_only=True):
    """Machines of one type that one operator lost in the incidents listed."""

    operator: str | None
    """Canonical actor; None: unsaid."""
    category: str
    type: str
    """Canonical type, or the category where no report says more."""
    n: int
    incidents: tuple[str, ...]
    """Ids, newest first."""
    outcomes: tuple[str, ...]
    """What is said to have become of them; several: the reports differ, or the incidents do."""
    claimed_by: tuple[str, ...] = ()
    """Actors who are said to have done it."""
    sure: int = 0
    """Incidents among them that are confirmed or fair."""


class Named(Value, frozen=True, kw_only=True):
    """A person who is named as a victim."""

    name: str
    outcome: Outcome
    incidents: tuple[str, ...]
    """More than one: possibly one incident that is kept as two."""
    rank: str | None = None
    actor: str | None = None


class Register(Value, frozen=True, kw_only=True):
    losses: tuple[Loss, ...] = ()
    """By operator, the most machines first."""
    persons: tuple[Named, ...] = ()
    """By name."""


def register_of(incidents: Iterable[Incident]) -> Register:
    """The register of these incidents, newest first. Discounted ones and those of no armed conflict are left out."""
    machines: dict[tuple[str | None, str, str], list[tuple[Incident, list[Equipment]]]] = {}
    people: dict[str, list[tuple[Incident, str]]] = {}
    for incident in incidents:
        if not incident.conflict or incident.grade is Grade.DISCOUNTED:
            continue
        for same in distinct(incident.equipment):
            one = same[0]
            operator = next((each.operator for each in same if each.operator is not None), None)
            machines.setdefault((operator, one.category, one.type), []).append((incident, same))
        for person in incident.persons:
            if person.outcome is not None:
                people.setdefault(person.name.casefold(), []).append((incident, person.name))
    losses = sorted(
        (_loss(*key, found) for key, found in machines.items()),
        key=lambda loss: (loss.operator is None, loss.operator or "", -loss.n, loss.category, loss.type),
    )
    return Register(losses=tuple(losses), persons=tuple(_named(people[name]) for name in sorted(people)))


def distinct(equipment: Sequence[Equipment]) -> list[list[Equipment]]:
    """The machines that one incident lost, each with all that is said of it; the most exact name of each first. A
    "helicopter" is the Ka-52 of the other reports, and a Su-30 the Su-30SM."""
    found: list[list[Equipment]] = []
    lost = [one for one in equipment if one.outcome is not None]
    for one in sorted(lost, key=lambda each: (each.type == each.category, -len(each.type), each.type)):
        same = next((each for each in found if _is_one(each[0], one)), None)
        if same is None:
            found.append([one])
        else:
            same.append(one)
    return found


def _is_one(exact: Equipment, other: Equipment) -> bool:
    if exact.category != other.category:
        return False
    owners = exact.operator is None or other.operator is None or exact.operator == other.operator
    return owners and (other.type == other.category or exact.type.startswith(other.type))


def _loss(operator: str | None, category: str, type_: str, found: list[tuple[Incident, list[Equipment]]]) -> Loss:
    said = [one for _, same in found for one in same]
    return Loss(
        operator=operator,
        category=category,
        type=type_,
        n=sum(max(one.n or 1 for one in same) for _, same in found),
        incidents=tuple(dict.fromkeys(incident.id for incident, _ in found)),
        outcomes=tuple(sorted({one.outcome for one in said if one.outcome is not None})),
        claimed_by=tuple(sorted({one.by for one in said if one.by is not None})),
        sure=len({incident.id for incident, _ in found if incident.grade in (Grade.CONFIRMED, Grade.FAIR)}),
    )


def _named(found: list[tuple[Incident, str]]) -> Named:
    name = found[0][1]
    people = [one for incident, _ in found for one in incident.persons if one.name.casefold() == name.casefold()]
    outcomes = [one.outcome for one in people if one.outcome is not None]
    return Named(
        name=name,
        # Who is reported wounded and then killed is dead.
        outcome=min(outcomes, key=list(Outcome).index),
        incidents=tuple(dict.fromkeys(incident.id for incident, _ in found)),
        rank=next((one.rank for one in people if one.rank is not None), None),
        actor=next((one.actor for one in people if one.actor is not None), None),
    )
