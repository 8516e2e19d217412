"""Word lists of this room, read from the TOML files beside the code.

Invariant: every list is a frozenset of folded words or phrases; a missing file, table or list is a ValueError that
names it.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=16)
def tables(name: str) -> dict[str, Any]:
    """The tables of ``data/NAME.toml``."""
    path = files("tui.extraction") / "data" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{name}.toml: {error}") from error


@lru_cache(maxsize=256)
def listed(name: str, table: str, entry: str) -> frozenset[str]:
    """One list of words: ``listed("places", "name", "inside")``."""
    found = tables(name).get(table, {}).get(entry)
    if not isinstance(found, list):
        raise ValueError(f"{name}.toml: expected a list {entry} in [{table}]")
    return frozenset(map(str, found))
