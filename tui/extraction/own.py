"""Whose soldiers an army speaks of.

Invariant: an army that names nobody's soldiers means its own, unless it is said to have attacked them; whom it fights
it calls by a name or by another word than soldiers. What only the place would suggest ("soldiers", in a country whose
own army it is not) gives way to that.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui.extraction.grammar import grammar
from tui.model import Actor

_ARMIES = frozenset(("state", "army"))
SOLDIER = "soldier"


def own_soldiers(sub: str | None, speaker: str | None, words: str, actors: Mapping[str, Actor]) -> str | None:
    """The canonical actor ``speaker`` when ``words``, by which it is named, are those of an army and the victims are
    called soldiers; else None. "Redland says" may be anybody who speaks for the country."""
    actor = actors.get(speaker) if speaker is not None else None
    if actor is None or actor.kind not in _ARMIES or sub != SOLDIER:
        return None
    spoken = words.casefold().split()
    services = grammar().words.services
    return speaker if actor.kind == "army" or words in actor.aliases or not services.isdisjoint(spoken) else None
