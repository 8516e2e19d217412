"""The kind of an event by its words, from ``data/events.toml``.

Invariant: the most telling kind wins, whatever order the words come in; words that tell none give "unknown".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tui.extraction.vocabulary import listed, tables
from tui.extraction.wordings import Wordings


def kind_of(words: Sequence[str]) -> str:
    """The kind that the folded words of a sentence, alone and in runs, tell of."""
    telling = _wordings().of(words)
    if not telling:
        return "unknown"
    idle = {word for phrase in _idle().of(words) for word in phrase.split()}
    best = min((_phrases()[phrase] for phrase in telling if phrase not in idle), default=None)
    return "unknown" if best is None else _order()[best]


def most_telling(kinds: Iterable[str]) -> str:
    """The most telling of several kinds; "unknown" when there is no other."""
    return min(kinds, key=lambda kind: _order().index(kind) if kind in _order() else len(_order()), default="unknown")


def kind_of_word(word: str) -> str | None:
    """The kind that one verb or noun tells of by itself; None for the general ones ("attack", "kill")."""
    if word in (
        "attack",
        "attacks",
        "strike",
        "strikes",
        "hit",
        "raid",
        "raids",
        "bomb",
        "operation",
        "assault",
        "fire",
    ):
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


@lru_cache(maxsize=1)
def _wordings() -> Wordings:
    return Wordings(_phrases())


@lru_cache(maxsize=1)
def _idle() -> Wordings:
    return Wordings(listed("events", "idle", "phrases"))
