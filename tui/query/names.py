"""What a name in a query can mean: actors by any spelling, places by the gazetteer.

Invariant: a canonical name always means that actor, whoever else lists it as an alias.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tui.model import Actor
from tui.query.fold import name_key

Aliases = Mapping[str, str | tuple[str, ...]]
"""Folded or casefolded alias -> canonical name of the actor, or of each that bears it."""
PlaceIds = Callable[[str], Iterable[str]]
"""A spelling -> ids of the places so spelled."""


class Spellings(dict[str, tuple[str, ...]]):
    """Folded spelling -> canonical names of the actors that it can mean."""

    parts: Mapping[str, tuple[str, ...]] = {}
    """Canonical name -> actors that are a part of it, at any depth."""


def alias_map(actors: Iterable[Actor]) -> Spellings:
    """Every spelling of ``actors`` for :func:`compile_query`; one that several bear means all of them."""
    actors = tuple(actors)
    found: dict[str, dict[str, None]] = {}
    for actor in actors:
        for spelling in (actor.name, actor.title, *actor.aliases):
            found.setdefault(name_key(spelling), {})[actor.name] = None
    own = {name_key(actor.name): {actor.name: None} for actor in actors}
    spellings = Spellings({key: tuple(names) for key, names in (found | own).items()})
    spellings.parts = _parts({actor.name: actor.parent for actor in actors})
    return spellings


def _parts(parents: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Who is a part of whom; a circle ends where it began."""
    parts: dict[str, list[str]] = {}
    for name in parents:
        seen = {name}
        parent = parents[name]
        while parent is not None and parent not in seen:
            parts.setdefault(parent, []).append(name)
            seen.add(parent)
            parent = parents.get(parent)
    return {name: tuple(found) for name, found in parts.items()}
