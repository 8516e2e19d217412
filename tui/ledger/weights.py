"""The weights of evidence, as data.

Invariant: read once, never changed; a pair of reports has the same odds for ever.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LISTS = (
    "background", "round_up", "series", "another", "day_parts", "threats", "victims", "grown", "buildings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    headline: dict[str, float]
    article: dict[str, float]
    limits: dict[str, float]
    family: dict[str, str]
    narrow: dict[str, float]
    words: dict[str, dict[str, list[str]]]
    """Lists of words by name: what a headline sets its happening against, what sums up, what counts nights,
    what tells of one more strike, quarters of the day, what threatens, victims, those who are no children,
    buildings."""


@cache
def evidence() -> Evidence:
    raw = tomllib.loads(files(__package__).joinpath("data/evidence.toml").read_text(encoding="utf-8"))
    family = {kind: name for name, kinds in raw["kinds"].items() for kind in kinds}
    return Evidence(
        headline=raw["headline"],
        article=raw["article"],
        limits=raw["limits"],
        family=family,
        narrow=raw["narrow"],
        words={name: raw[name] for name in _LISTS},
    )
