"""What the user configures: sources, actors, fronts, filters and alerts, one value a table of sources.toml."""

from __future__ import annotations

import datetime as dt

import msgspec

from tui.model.base import Value
from tui.model.terms import Role


class Source(Value, frozen=True, kw_only=True):
    """A feed with its outlet."""

    id: str
    name: str
    url: str
    role: Role = Role.OUTLET
    lang: str = "en"
    region: str | None = None
    party: str | None = None
    """Canonical name of the belligerent whose own outlet this is."""
    group: str | None = None
    """Owner; sources of one group are one voice. None: the source stands for itself."""
    interval: float = 600.0
    """Seconds between polls; the schedule may wait longer, never less than 60."""
    country: str | None = None
    """ISO 3166 alpha-2: settles "the army", "government forces" and ambiguous places in a local outlet."""


class Actor(Value, frozen=True, kw_only=True):
    """A belligerent."""

    name: str
    """The canonical name, unique; what claims and dyads carry ("SDF", "ISIS", "Russia")."""
    title: str
    """The name in full ("Syrian Democratic Forces")."""
    aliases: tuple[str, ...] = ()
    kind: str = "group"
    """state, army, group, militia, coalition, police, gang, mission, people (or a clan, party, union: an actor only
    where a word of arms stands beside its name)"""
    country: str | None = None
    """ISO 3166 alpha-2 of the state it belongs to or mostly fights in."""
    side: str | None = None
    """A camp that several actors share ("Syrian government and allies")."""
    parent: str | None = None
    """Canonical name of the actor this one is part of (Liwa al-Quds: none; Russian navy: Russia)."""
    context: tuple[str, ...] = ()
    """Country codes in which ambiguous aliases ("ISF", "the army") mean this actor."""
    minor: bool = False
    """Of the past or far from any front: its abbreviations count only with support, and a name that it shares with
    another actor means the other unless its country is spoken of."""


class Front(Value, frozen=True, kw_only=True):
    """A named theatre: an item is on it when any of places, area, countries or query matches
    and, where ``actors`` is given for a match by country or query, one of them is named."""

    id: str
    name: str
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Gazetteer names or spellings."""
    area: tuple[tuple[float, float], ...] = ()
    """Corners of a polygon as (latitude, longitude) in degrees."""
    actors: tuple[str, ...] = ()
    """Canonical names."""
    query: str = ""
    """A query of the filter language."""
    sides: dict[str, str] = msgspec.field(default_factory=dict)
    """Canonical actor name -> its side on this front."""
    start: dt.datetime | None = None
    """Figures of before this instant are not counted on this front."""


class SavedFilter(Value, frozen=True, kw_only=True):
    name: str
    query: str


class Alert(Value, frozen=True, kw_only=True):
    name: str
    query: str
    origins: int = 2
    """Independent origins needed before it rings, unless a party acknowledges the loss."""
    cooldown: float = 0.0
    """Least seconds between two sounds of it; what rings in between is shown without one."""
    quiet: str | None = None
    """Hours of UTC without a sound, such as "22:00-07:00"."""
    bell: bool = True
    toast: bool = False
    """A note in the corner of the board as well."""
    osc9: bool = False
    """A notification by the terminal (OSC 9)."""
    command: tuple[str, ...] = ()
    """A program and its arguments, run without a shell; see :mod:`tui.config.alerting`."""
