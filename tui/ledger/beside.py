"""Figures that one text counts beside one another, set against those that others give for all of them.

Invariant: an amount only ever grows here, by people whom its own text, or the list that it is nearest to, counts apart
from it; what the sum is compared with is the caller's.
"""

from __future__ import annotations

from dataclasses import replace

from tui.ledger.amounts import Amount
from tui.ledger.people import Group


def with_those_beside(amounts: list[Amount], groups: dict[Group, list[Amount]]) -> list[Amount]:
    """The amounts of a group as totals, which can be set against those of whom more is said: each with those whom its
    text counts beside it. "5 militants" elsewhere is of the same as "3 soldiers and 5 militants", "8 fighters" is of
    all of them."""
    added = {amount: _added(amount, _beside(amount, groups)) for amount in amounts}
    lists = [amount for amount in amounts if added[amount] != amount]
    return [added[one] if one in lists else _as_in(one, lists, added) for one in amounts]


def _beside(amount: Amount, groups: dict[Group, list[Amount]]) -> list[Amount]:
    beside = [
        other
        for same in groups.values()
        for other in same
        if other.voice == amount.voice and other.group in amount.apart and other.n is not None
    ]
    total = len(beside) > 1 and sum(one.n or 0 for one in beside) == amount.n  # "204: 92 SDF, 51 civilians, 61 ISIS"
    return [] if total else beside


def _added(amount: Amount, beside: list[Amount]) -> Amount:
    highs = [one.high for one in (amount, *beside)]
    return replace(
        amount,
        n=sum(one.n or 0 for one in (amount, *beside)),
        low=sum(one.low for one in (amount, *beside)),
        high=None if None in highs else sum(high or 0 for high in highs),
    )


def _as_in(amount: Amount, lists: list[Amount], added: dict[Amount, Amount]) -> Amount:
    """The amount as the list that it is nearest to has it: as one of its figures, or as the sum of them."""
    n = amount.n or 0
    near = min(lists, key=lambda one: (abs(n - (one.n or 0)), one.voice), default=amount)
    whole = added[near]
    beside = (whole.n or 0) - (near.n or 0)
    if abs(n - (near.n or 0)) >= abs(n - (whole.n or 0)):
        return amount
    high = None if amount.high is None or whole.high is None else amount.high + beside
    return replace(amount, n=n + beside, low=amount.low + beside, high=high)
