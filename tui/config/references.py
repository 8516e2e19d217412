"""Names of actors that tables use: each must be known. Looks at the rows as they stand in the file, so that a row
with another fault is looked at too, and a row that was refused still counts as known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tui.config.errors import shown
from tui.config.tables import Fault, nearest
from tui.model import Actor
from tui.query.fold import name_key

_NAMING = (("source", "party"), ("front", "actors"), ("front", "sides"), ("actor", "parent"))

GENERATIONS = 10
"""Bodies above an actor: a chain of parents that is longer is a circle or a slip."""


def unknown(raw: Mapping[str, Any], actors: tuple[Actor, ...]) -> Iterator[tuple[str, int, Fault]]:
    """Table, number from 0 and fault of every use of a name that is neither in ``actors`` nor in the file."""
    known = {actor.name for actor in actors} | {name for _, row in _rows(raw, "actor") for name in _names(row, "name")}
    aliases = _spellings(actors)
    for table, key in _NAMING:
        for at, row in _rows(raw, table):
            for name in _names(row, key):
                if name not in known:
                    meant = aliases.get(name_key(name))
                    expected = (
                        " or ".join(map(shown, meant)) if meant else nearest(name, known, "the name of an [[actor]]")
                    )
                    yield table, at, (key, f"unknown actor {shown(name)}", expected)


def circular(raw: Mapping[str, Any], actors: tuple[Actor, ...]) -> Iterator[tuple[str, int, Fault]]:
    """Actors of the file that are a part of themselves, or of more bodies in one another than there can be."""
    parents = {actor.name: actor.parent for actor in actors}
    for at, row in _rows(raw, "actor"):
        for name in _names(row, "name"):
            above: list[str] = []
            parent = parents.get(name)
            while parent is not None and parent != name and len(above) < GENERATIONS:
                above.append(parent)
                parent = parents.get(parent)
            if parent == name:
                yield "actor", at, ("parent", f"{shown(name)} is a part of itself through its parents", "a larger body")
            elif parent is not None:
                yield (
                    "actor",
                    at,
                    ("parent", f"more than {GENERATIONS} bodies above {shown(name)}", "fewer, none twice"),
                )


def _spellings(actors: tuple[Actor, ...]) -> dict[str, list[str]]:
    """Folded spelling -> canonical names. The queries' own table would follow the parents, not checked yet."""
    found: dict[str, list[str]] = {}
    for actor in actors:
        for spelling in (actor.title, *actor.aliases):
            found.setdefault(name_key(spelling), []).append(actor.name)
    return found


def _rows(raw: Mapping[str, Any], table: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    found = raw.get(table)
    for at, row in enumerate(found if isinstance(found, list) else ()):
        if isinstance(row, dict):
            yield at, row


def _names(row: Mapping[str, Any], key: str) -> Iterator[str]:
    """The strings under a key: one, those of a list, or the keys of a table."""
    found = row.get(key)
    for name in [found] if isinstance(found, str) else found if isinstance(found, list | dict) else ():
        if isinstance(name, str) and name.strip():
            yield name
