"""Figures that one text counts beside one another, set against those that others give for all of them.

Invariant: an amount either is of the people whom its words name alone, because its text counts those of whom more is
said beside them, or it is nearest to one that does; or it is a total, which holds them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.ledger.amounts import Amount
from tui.ledger.people import Group


def listed_apart(amounts: Sequence[Amount], groups: dict[Group, list[Amount]]) -> list[Amount]:
    """Those of the amounts of a group that are no total of it: "5 militants" in "3 soldiers and 5 militants", and "5
    militants" elsewhere, not "8 fighters"."""
    sums = {at: _sum(amount, groups) for at, amount in enumerate(amounts)}
    lists = [(amounts[at].n or 0, total) for at, total in sums.items() if total is not None]
    return [amount for at, amount in enumerate(amounts) if sums[at] is not None or _is_one_of(amount.n or 0, lists)]


def _sum(amount: Amount, groups: dict[Group, list[Amount]]) -> int | None:
    """The people in the amount and in those that its text counts beside it; None where there are none of these."""
    beside = [
        other.n
        for same in groups.values()
        for other in same
        if other.voice == amount.voice and other.group in amount.apart and other.n is not None
    ]
    total = len(beside) > 1 and sum(beside) == amount.n  # "204: 92 SDF, 51 civilians, 61 ISIS"
    return sum(beside) + (amount.n or 0) if beside and not total else None


def _is_one_of(n: int, lists: Sequence[tuple[int, int]]) -> bool:
    """It is nearer to the figure in the list that it is nearest to than to the sum of that list."""
    one, total = min(lists, key=lambda known: abs(n - known[0]), default=(0, 0))
    return abs(n - one) < abs(n - total)
