"""Whom a belligerent means by "terrorists".

Invariant: nobody speaks so of his own people; whose people they are is said only where the text names fighters of one
other camp alone.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from tui.ledger.camps import Camps
from tui.model import Claim, Reading

_BEHIND = 2
_MARKS = "\"'.,;:()\u2018\u2019\u201c\u201d"


def enemy_of(speaker: str, claim: Claim, reading: Reading, camps: Camps) -> str | None:
    """The actor whose people the claim is of, by what ``speaker`` calls them; None: it calls them something else, or
    the text names nobody, or several."""
    if words().isdisjoint(_called(claim)):
        return None
    named = dict.fromkeys(mention.actor for mention in reading.actors)
    others = [name for name in named if camps.fights(name) and not camps.together(speaker, name)]
    return others[0] if len({camps.camp(name) or name for name in others}) == 1 else None


def _called(claim: Claim) -> list[str]:
    """The words of the figure and those right behind it: "Many | terrorists were"."""
    at = claim.sentence.find(claim.figure) if claim.figure else -1
    behind = claim.sentence[at + len(claim.figure) :].split(maxsplit=_BEHIND)[:_BEHIND] if at >= 0 else []
    return [word.strip(_MARKS) for word in f"{claim.figure} {' '.join(behind)}".casefold().split()]


@cache
def words() -> frozenset[str]:
    raw = files(__package__).joinpath("data/foes.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(raw)["words"])
