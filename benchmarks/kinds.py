"""How well the kind of an event is told: texts labelled with the event types of ACLED (the CASE 2021 shared task).

A text is scored when its type has a kind of ours beside it; it is right when its first event is of that kind. Types of
no armed conflict (disasters, diplomacy, crime) have none, nor has a deed that is only announced. "read as events" are
those in which we see an event at all: a rally or a cache of arms without a force or a figure is none of a conflict.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

from benchmarks.names import Row, rows_of, share
from tui.config.values import Config
from tui.extraction.extractor import Extractor

KINDS = {
    "ARMED_CLASH": ("clash", "ambush", "ground_assault", "attack"),
    "ATTACK": ("attack", "shooting", "ground_assault", "ambush"),
    "AIR_STRIKE": ("air_strike", "drone"),
    "ART_MISS_ATTACK": ("shelling", "missile"),
    "SUIC_BOMB": ("suicide_bombing",),
    "REM_EXPLOS": ("ied",),
    "GRENADE": ("grenade",),
    "CHEM_WEAP": ("chemical",),
    "ABDUCT_DISSAP": ("abduction",),
    "ARREST": ("arrest",),
    "DISR_WEAP": ("seizure",),
    "GOV_REGAINS_TERIT": ("advance",),
    "NON_STATE_ACTOR_OVERTAKES_TER": ("advance",),
    "NON_VIOL_TERRIT_TRANSFER": ("withdrawal", "advance"),
    "PEACE_PROTEST": ("protest",),
    "VIOL_DEMONSTR": ("protest",),
    "PROTEST_WITH_INTER": ("protest",),
    "FORCE_AGAINST_PROTEST": ("protest",),
}


def kinds(path: pathlib.Path, config: Config) -> Iterator[Row]:
    """Two rows: of all texts with a kind of ours, and of those in which an event was read."""
    extractor = Extractor(config.actors, config.fronts)
    right = seen = total = 0
    for row in rows_of(path):
        wanted = KINDS.get(row["gold"]["event_type"])
        if wanted is None:
            continue
        events = extractor.read(row["text"]).events
        right += bool(events) and events[0].kind in wanted
        seen += bool(events)
        total += 1
    yield "kinds of events: right", share(right, total)
    yield "kinds of events: right where one was read", share(right, seen)
