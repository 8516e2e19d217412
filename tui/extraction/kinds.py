"""The kind of an event by its words, from ``data/events.toml``.

Invariant: the most telling kind wins, whatever order the words come in; words that tell none give "unknown".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tui.extraction.vocabulary import listed, tables


def kind_of(keys: Sequence[str]) -> str:
    """The kind that a sentence's folded words tell of."""
    best = len(_order())
    table = _phrases()
    for size in (1, 2, 3):
        for index in range(len(keys) - size + 1):
            kind = table.get(" ".join(keys[index : index + size]) if size > 1 else keys[index])
            if kind is not None and kind < best:
                best = kind
    return _order()[best] if best < len(_order()) else "unknown"


def kind_of_word(word: str) -> str | None:
    """The kind that one verb or noun tells of by itself; None for the general ones ("attack", "kill")."""
    if word in ("attack", "attacks", "strike", "strikes", "hit", "raid", "raids", "bomb", "operation", "assault", "fire"):
        return None
    kind = _phrases().get(word)
    return None if kind is None else _order()[kind]


@lru_cache(maxsize=1)
def _order() -> tuple[str, ...]:
    return tuple(tables("events")["order"]["kinds"])


@lru_cache(maxsize=1)
def _phrases() -> dict[str, int]:
    found: dict[str, int] = {}
    for rank, kind in enumerate(_order()):
        for phrase in listed("events", "kinds", kind):
            found.setdefault(phrase, rank)
    return found
