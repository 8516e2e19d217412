"""How well the reports of a group hold together, told by a sample of pairs.

Invariant: pure functions of the verdicts on pairs of reports.
"""

from __future__ import annotations

import math

from tui.ledger.match import Verdict
from tui.ledger.part import Key
from tui.ledger.weights import evidence

FARTHEST = 8.0
"""Odds against one incident beyond which a pair says no more: one misread report is not to part a group."""


def ends(members: list[Key], most: int) -> list[Key]:
    """The first and the last of the members."""
    return members if len(members) <= most else [members[0], *members[1 - most :]]


def spread(members: list[Key], count: int, most: int) -> list[Key]:
    """Of the first ``count`` members the first and the last, and others at even distances between."""
    if count <= most:
        return members[:count]
    return [members[at * (count - 1) // (most - 1)] for at in range(most)]


def against(verdict: Verdict) -> int:
    """How much a contradiction counts among many pairs: day words are seldom misread, places are at times."""
    return 0 if verdict.apart is None else 2 if verdict.apart == "different days" else 1


def drifts(sample: list[Verdict]) -> bool:
    """Is the likeness to one end of a group only? Taken over the whole group, the odds must hold: chains of reports,
    each like the one before, would join a week of one war's strikes."""
    scores = [max(-FARTHEST, verdict.score) for verdict in sample]
    return math.fsum(scores) / len(scores) < evidence().limits["anchor"]
