"""Armed groups that no front lists, from the table beside this file.

Invariant: every actor here is minor and a group, militia, gang, coalition or mission, never a state or its army: those
are known from the countries and from the actors of the fronts.
"""

from __future__ import annotations

import functools
from pathlib import Path

from tui.model import Actor

_TABLE = Path(__file__).with_name("world_actors.tsv")
_CELLS = 5
_ABBREVIATION = 3
"""Letters from which an abbreviation is told from any other word in capitals."""


@functools.cache
def world_actors() -> tuple[Actor, ...]:
    """The actors in the order of the table. Raises ValueError, naming the line, when the table is malformed."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(_actor(number, line) for number, line in enumerate(lines, start=1) if line and line[0] != "#")


def _actor(number: int, line: str) -> Actor:
    cells = line.split("\t")
    if len(cells) != _CELLS or not all(cells[:4]):
        raise ValueError(f"{_TABLE.name}, line {number}: expected {_CELLS} cells, the first four not empty")
    name, kind, countries, title, others = cells
    home, *elsewhere = countries.split(",")
    return Actor(
        name=name,
        title=title,
        aliases=tuple(filter(None, (_bare(name), *others.split("|")))),
        kind=kind,
        country=home,
        context=(home, *elsewhere),
        minor=True,
    )


def _bare(name: str) -> str:
    """The abbreviation of a name that tells it from a namesake's ("CRA (Niger)"); "" for any other name."""
    bare, told, _ = name.partition(" (")
    return bare if told and bare.isupper() and len(bare) >= _ABBREVIATION else ""
