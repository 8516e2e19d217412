"""Do two parts tell of one incident?

Invariants: symmetric; a pure function of the two parts and of ``data/evidence.toml``; keeping apart is the lesser
error, so a contradiction (other day, other town, other named victims, other type of aircraft) outweighs any likeness
of words. The rule of same place, time, actors and kind of event follows the recorders of events (ACLED); the
likeness of words stands in for what a headline leaves out.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Set
from dataclasses import dataclass

from tui.extraction.countries import by_name
from tui.ledger.machines import machine_same, other_equipment
from tui.ledger.marks import CHILD, are_grown
from tui.ledger.origins import is_copy
from tui.ledger.part import Part, is_article
from tui.ledger.relations import (
    BULLETIN,
    answers,
    both_and_one,
    corrects,
    grown,
    next_bulletin,
    one_more,
    one_siege,
    other_part,
    risen,
    set_against,
    updates,
)
from tui.ledger.scenes import (
    days_apart,
    event_gap,
    hours_apart,
    one_scene,
    places_apart,
    same_place,
    scene,
)
from tui.ledger.tolls import compared, same_toll
from tui.ledger.weights import evidence
from tui.ledger.words import contained, cosine
from tui.model import UNTOLD_KINDS, Outcome

_RARE_MOST = 15
OWN = ("rare", "name_same", "person_same", "machine_same", "toll_same", "updates", "corrects", "series_same")
"""Evidence that two reports share something that is of one incident only."""
DAY = 12.0
"""Hours within which two reports are of one day."""
WRITTEN = 4
"""Days, up to its publication, of which a page writes as of its own."""
"""Kinds of event of a part that says of no deed how it was done."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``score`` is the log odds that the two are one incident; ``apart`` says why they cannot be."""

    score: float
    apart: str | None = None
    update: bool = False
    """The later one says that the toll of the earlier one has risen."""


def compare(a: Part, b: Part) -> Verdict:
    """How likely ``a`` and ``b`` tell of one incident."""
    apart = _apart(a, b)
    if apart is not None:
        return Verdict(-math.inf, apart)
    weights = evidence().article if is_article(a) and is_article(b) else evidence().headline
    found = features(a, b)
    score = weights["base"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return Verdict(score, update="updates" in found)


def features(a: Part, b: Part) -> dict[str, float]:
    """The evidence for and against, by name; those that say nothing are left out."""
    apart = hours_apart(a, b)
    found = _likeness(a, b)
    found.update(scene(a, b))
    found.update(_marks(a, b, apart))
    found["updates"] = float(updates(a, b) and risen(a, b))
    if corrects(a, b):
        # Its figure is another one because it corrects the first.
        found["corrects"] = 1.0
    else:
        tolls = compared(a, b)
        found.update(tolls)
        # A toll that has moved on a little is not held against a report as another number; without times nothing
        # moves.
        found["grown"] = float(grown(a, b))
        if not (tolls["toll_close"] and a.dated and b.dated) and not found["grown"]:
            found.update(_numbers(a, b))
    found.update(_actors(a, b))
    told = (apart is not None and apart < DAY) or bool(found.get("date_same") or found.get("date_near"))
    found["one_scene"] = float(told and bool(a.attackers & b.attackers) and one_scene(a, b))
    found.update(_deeds(a, b, found))
    if apart is None:
        found["undated"] = 1.0
    else:
        found["day"] = apart / 24
        found["day_same"] = float(apart < DAY)
        # With nothing of its own in common, the same is said of each day of a war.
        if not any(found.get(name) for name in OWN):
            found["day_bland"] = apart / 24
        if a.round_up and b.round_up:
            found["day_round_up"] = apart / 24
        found["bulletin"] = float(apart >= BULLETIN and next_bulletin(a, b))
    return {name: value for name, value in found.items() if value}


def _deeds(a: Part, b: Part, found: dict[str, float]) -> dict[str, float]:
    """Is it a deed, a threat, an accident that each tells of?"""
    mishap = a.conflict != b.conflict and bool(a.hurt and b.hurt) and not found["kind_same"]
    return {
        "told_one": float(_tells_a_deed(a) != _tells_a_deed(b)),
        "threat_reversed": float(answers(a, b) or answers(b, a)),
        # Of near-copies one may be misread; of texts that share little, one tells of an accident.
        "mishap": 1 - found["body"] if mishap else 0.0,
    }


def _apart(a: Part, b: Part) -> str | None:
    """A contradiction that no likeness outweighs."""
    if a.item == b.item:
        return "two events of one text"
    limits = evidence().limits
    firm = (
        bool(a.persons & b.persons)
        or machine_same(a, b) == 1.0
        or (bool(a.equipment & b.equipment) and same_place(a, b))
    )
    siege, update = one_siege(a, b), updates(a, b)
    late = limits["late_hours"] if firm or siege or update else limits["hours"]
    told = hours_apart(a, b)
    if a.dated and b.dated and told is not None and told > late:
        return "reported too long apart"
    gap = event_gap(a, b)
    if gap is not None and gap > limits["late_hours" if siege else "exact_hours" if firm else "event_hours"]:
        return "different days"
    # A toll that rose on Tuesday may be of Monday's attack; a prison that is held is fought for on each day.
    if gap is not None and not (firm or siege or update) and days_apart(a, b):
        return "different days"
    if a.persons and b.persons and not a.persons & b.persons and not same_place(a, b):
        return "different named victims"
    if other_equipment(a, b):
        return "different equipment"
    if _tells_of_none(a, b) or _tells_of_none(b, a):
        return "one of them tells of no attack"
    # An article names many places, and one of them may be taken for its scene by mistake; a round-up has several
    # scenes: there it only weighs.
    weighed = (is_article(a) and is_article(b)) or a.round_up or b.round_up
    return "different places" if places_apart(a, b) and not weighed else None


def _tells_a_deed(part: Part) -> bool:
    """Somebody was struck, or by somebody, or in some way; a probe, a visit or a portrait tells of none."""
    if part.threat is not None:
        return False
    return bool(part.hurt or part.attackers or part.targets or part.equipment) or part.kind not in UNTOLD_KINDS


def _tells_of_none(a: Part, b: Part) -> bool:
    """``a`` is of politics beside a war; ``b``, told below a headline, counts the dead of an attack and speaks of those
    politics in passing."""
    return not a.conflict and not a.tolls and a.place is None and not b.main and bool(b.tolls)


def _reversed(a: Part, b: Part) -> bool:
    """The attacker of one is the target of the other: two sides of a war strike each other on the same day."""
    if a.attackers & b.attackers:
        return False
    return bool(a.attackers & b.targets) or bool(b.attackers & a.targets)


def _likeness(a: Part, b: Part) -> dict[str, float]:
    return {
        "title": cosine(a.words.title, b.words.title, a.words.norms[0] * b.words.norms[0]),
        "body": cosine(a.words.body, b.words.body, a.words.norms[1] * b.words.norms[1]),
        "core": cosine(a.words.core, b.words.core, a.words.norms[2] * b.words.norms[2])
        if is_article(a) and is_article(b)
        else 0.0,
        "contain": max(
            contained(a.words.title, b.words.body, a.words.norms[0]),
            contained(b.words.title, a.words.body, b.words.norms[0]),
        ),
        "rare": _many(a.words.rare, b.words.rare),
        "copy": float(is_copy(a.words.shingles, b.words.shingles)),
        "party": float(a.conflict != b.conflict),
        "same_source": float(a.source == b.source),
    }


def _marks(a: Part, b: Part, apart: float | None) -> dict[str, float]:
    """Names, dates and places that both texts mention, of this incident or not; the two are so many hours apart."""
    found = {"name_same": _many(a.marks.names, b.marks.names), "city_same": _many(a.marks.cities, b.marks.cities)}
    if a.marks.sites and b.marks.sites:
        found["site_same"] = _many(a.marks.sites, b.marks.sites)
        found["site_other"] = float(not found["site_same"])
    if a.marks.dates and b.marks.dates:
        found["date_same" if a.marks.dates & b.marks.dates else "date_other"] = 1.0
    found["building_same"] = float(bool(a.marks.buildings & b.marks.buildings))
    found["siege"] = float(one_siege(a, b))
    # What an undated text writes makes up for the time that it lacks, and for no more.
    if a.dated != b.dated and apart is None:
        found.update(_told_of_day(a, b) if a.dated else _told_of_day(b, a))
    if a.marks.victims or b.marks.victims:
        found["victims_same"] = _many(a.marks.victims, b.marks.victims)
        found["victims_other"] = float(bool(a.marks.victims and b.marks.victims) and not found["victims_same"])
        found["child_other"] = float(_child_and_grown(a, b) or _child_and_grown(b, a))
        found["victims_one"] = float(not (a.marks.victims and b.marks.victims))
    found["background"] = float(set_against(a, b) or set_against(b, a))
    found["both_sides_other"] = float(both_and_one(a, b) or both_and_one(b, a))
    # A round-up with the toll of one strike is that strike, told loosely.
    found["round_up_other"] = float(a.round_up != b.round_up and not same_toll(a, b))
    found["list_other"] = float(bool(found["round_up_other"]) and max(len(a.area), len(b.area)) > 1)
    found["another"] = float(one_more(a, b))
    found["part_other"] = float(other_part(a, b))
    if a.marks.series and b.marks.series:
        found["series_same" if a.marks.series & b.marks.series else "series_other"] = 1.0
    if a.marks.weekdays and b.marks.weekdays:
        found["weekday_same" if a.marks.weekdays & b.marks.weekdays else "weekday_other"] = 1.0
    if a.marks.years and b.marks.years:
        found["year_same" if a.marks.years & b.marks.years else "year_other"] = 1.0
    return found


def _child_and_grown(a: Part, b: Part) -> bool:
    """The one dead of ``a`` is a child, the one of ``b`` is a soldier, a medic, a commander."""
    one, other = a.tolls.get(Outcome.KILLED), b.tolls.get(Outcome.KILLED)
    if one is None or other is None or one.all != {1} or other.all != {1}:
        return False
    return CHILD in a.marks.victims and are_grown(b.marks.victims)


def _told_of_day(page: Part, undated: Part) -> dict[str, float]:
    """What the days and years that an undated text writes say of a page whose day is known."""
    days = {page.key[0] - dt.timedelta(days=back) for back in range(WRITTEN)}
    near = any((day.month, day.day) in undated.marks.dates for day in days)
    year = page.key[0].year
    return {
        "date_near": float(near),
        "year_now": float(year in undated.marks.years),
        "year_ahead": float(bool(undated.marks.years) and max(undated.marks.years) > year),
    }


def _many(a: Set[object], b: Set[object]) -> float:
    """The first in common says most, each further one less."""
    return math.log2(1 + min(len(a & b), _RARE_MOST))


def _numbers(a: Part, b: Part) -> dict[str, float]:
    """Numbers of any kind in the headlines: casualties, rockets, magnitudes, ages."""
    if not a.marks.numbers or not b.marks.numbers:
        return {}
    return {"number_same" if a.marks.numbers & b.marks.numbers else "number_other": 1.0}


def is_state(actor: str) -> bool:
    """A war names the states that fight it on each of its days; it names an office or a brigade on few."""
    return actor.lower() in by_name()


def _actors(a: Part, b: Part) -> dict[str, float]:
    family = evidence().family
    mine, theirs = family.get(a.kind, a.kind), family.get(b.kind, b.kind)
    named = UNTOLD_KINDS.isdisjoint((mine, theirs))
    return {
        "kind_same": float(named and mine == theirs),
        "kind_other": float(named and mine != theirs),
        "attacker_same": float(bool(a.attackers & b.attackers)),
        "attacker_other": float(bool(a.attackers and b.attackers) and not a.attackers & b.attackers),
        "attacker_reversed": float(_reversed(a, b)),
        "target_same": float(any(not is_state(name) for name in a.targets & b.targets)),
        "state_same": float(bool(a.targets & b.targets) and all(map(is_state, a.targets & b.targets))),
        "equipment_same": float(bool(a.equipment & b.equipment)),
        "machine_same": machine_same(a, b),
        "person_same": float(bool(a.persons & b.persons)),
    }
