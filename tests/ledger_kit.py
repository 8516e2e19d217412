"""Builders of items and readings for the ledger's tests: one line a report, all sentences our own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tui.model import (
    Actor,
    Claim,
    ClaimantRole,
    Class,
    Dyad,
    Equipment,
    Event,
    Item,
    Kind,
    Outcome,
    Person,
    Place,
    PlaceMention,
    Reading,
    Realis,
    Role,
    Scope,
    Source,
)

START = dt.datetime(2026, 3, 2, 6, 0, tzinfo=dt.UTC)
ACTORS = (
    Actor(name="SDF", title="Syrian Democratic Forces", side="SDF and Coalition"),
    Actor(name="Coalition", title="Coalition", side="SDF and Coalition"),
    Actor(name="ISIS", title="Islamic State", side="ISIS"),
    Actor(name="Russia", title="Russia", side="Government and allies"),
    Actor(name="Russian Navy", title="Russian Navy", parent="Russia"),
    Actor(name="SAA", title="Syrian army", side="Government and allies"),
)
SOURCES = (
    Source(id="reuters", name="Reuters", url="https://reuters.test/", role=Role.WIRE),
    Source(id="afp", name="AFP", url="https://afp.test/", role=Role.WIRE),
    Source(id="sohr", name="SOHR", url="https://sohr.test/", role=Role.MONITOR),
    Source(id="herald", name="Herald", url="https://herald.test/"),
    Source(id="post", name="Morning Post", url="https://post.test/"),
    Source(id="mod", name="Defence Ministry", url="https://mod.test/", role=Role.OFFICIAL, party="Russia"),
    Source(id="tass", name="TASS", url="https://tass.test/", role=Role.STATE, party="Russia"),
    Source(id="amaq", name="Amaq", url="https://amaq.test/", role=Role.STATE, party="ISIS"),
    Source(id="sdfpress", name="SDF Press", url="https://sdf.test/", role=Role.OFFICIAL, party="SDF"),
    Source(id="jester", name="The Jester", url="https://jester.test/", role=Role.SATIRE),
)
HAJIN = Place(id="hajin", name="Hajin", country="SY", lat=34.69, lon=40.83, kind="town", parents=("deir", "SY"))
DEIR = Place(id="deir", name="Deir Ezzor", country="SY", lat=35.33, lon=40.14, kind="region", parents=("SY",))
IDLIB = Place(id="idlib", name="Idlib", country="SY", lat=35.93, lon=36.63, kind="town", parents=("SY",))
PLACES = {place.name: place for place in (HAJIN, DEIR, IDLIB)}


def at(hours: float) -> dt.datetime:
    return START + dt.timedelta(hours=hours)


def claim(n: int | None, outcome: str = "killed", **given: Any) -> Claim:
    """A counted claim of ``n``; ``kind`` as a word, everything else as in the model."""
    kind = Kind(given.pop("kind", "exact" if n is not None else "vague"))
    high = None if kind in (Kind.AT_LEAST, Kind.MORE_THAN, Kind.VAGUE) else n
    values: dict[str, Any] = {"low": n, "high": high, "class_": Class(given.pop("class_", "unknown"))}
    values.update(given)
    for name, kind_of in (("scope", Scope), ("realis", Realis), ("claimant_role", ClaimantRole)):
        if name in values:
            values[name] = kind_of(values[name])
    return Claim(outcome=Outcome(outcome), n=n, kind=kind, **values)


def reading(*claims: Claim, place: str | None = "Hajin", kind: str = "air_strike", **given: Any) -> Reading:
    """A text with one event that holds all the claims."""
    where = PLACES[place] if place is not None else None
    mention = PlaceMention(place=where, text=where.name, span=(0, 0)) if where is not None else None
    equipment: tuple[Equipment, ...] = given.get("equipment", ())
    persons: tuple[Person, ...] = given.get("persons", ())
    dyads: tuple[Dyad, ...] = given.get("dyads", ())
    event = Event(
        kind=kind,
        place=mention,
        places=(where.id, *where.parents) if where is not None else (),
        fronts=given.get("fronts", ("hajin",)),
        when=given.get("when"),
        claims=tuple(range(len(claims))),
        dyads=tuple(range(len(dyads))),
        equipment=tuple(range(len(equipment))),
        persons=tuple(range(len(persons))),
        conflict=given.get("conflict", True),
    )
    return Reading(
        claims=claims,
        dyads=dyads,
        equipment=equipment,
        persons=persons,
        places=(mention,) if mention is not None else (),
        events=(event,),
        fronts=given.get("fronts", ("hajin",)),
        conflict=given.get("conflict", True),
        correction=given.get("correction", False),
    )


def item(
    id_: str, source: str = "herald", title: str = "Air strike on Hajin market", hours: float = 0.0, **given: Any
) -> Item:
    """An item of ``source``, published ``hours`` after the start."""
    return Item(
        id=id_,
        source=source,
        title=title,
        summary=given.get("summary", ""),
        url=f"https://{source}.test/{id_}",
        published=at(hours),
        seen=at(given.get("seen", hours)),
        time=at(hours),
        revision=given.get("revision", ""),
        origin=given.get("origin"),
    )


def text(n: int, source: str, hours: float, *claims: Claim, **given: Any) -> tuple[Item, Reading]:
    """Item number ``n`` about the market strike, worded by its outlet, with the claims."""
    words = given.pop("title", f"Air strike hits Hajin market, {source} bulletin {n}")
    entry = item(
        f"i{n}",
        source,
        words,
        hours,
        **{k: given.pop(k) for k in ("summary", "revision", "seen", "origin") if k in given},
    )
    return entry, reading(*claims, **given)
