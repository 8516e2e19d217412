"""Figures of several voices for the same people as one range.

Invariant: figures make a range, never a sum; an open figure agrees with every higher one (the min-max practice of
Airwars and Iraq Body Count).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui.ledger.amounts import Amount
from tui.model import Figure


@dataclass(frozen=True, slots=True)
class Range:
    """People, from ``low`` to ``high`` (None: open); ``most``: the highest number that anybody gives."""

    low: int
    high: int | None
    most: int


def combine(amounts: Iterable[Amount]) -> Range:
    """One range from figures for the same people: "at least 12" agrees with 12 and with 19, 12 and 19 make 12-19,
    12 and "at least 19" make 12-19+. At least one amount must have a number."""
    closed = [amount for amount in amounts if amount.n is not None and not amount.open]
    floors = [amount.low for amount in amounts if amount.n is not None and amount.open]
    floor = max(floors, default=0)
    if not closed:
        return Range(floor, None, floor)
    low = min(amount.low for amount in closed)
    high = max(amount.high or 0 for amount in closed)
    return Range(low, None, floor) if floor > high else Range(low, high, high)


def beyond(total: Range, inside: list[Figure]) -> Range:
    """What a total has beyond its parts: the lowest sum of both is the lowest total, as far as that can be."""
    most = sum(figure.most or 0 for figure in inside)
    more = max(0, total.most - most)
    high = None if total.high is None and more else more
    low = max(0, total.low - sum(figure.low for figure in inside))
    return Range(low if high is None else min(low, high), high, more)


def around(spans: list[Range]) -> Range | None:
    if not spans:
        return None
    highs = [span.high for span in spans]
    high = None if None in highs else max(one or 0 for one in highs)
    return Range(min(span.low for span in spans), high, max(span.most for span in spans))


def in_figures(span: Range, amounts: list[Amount]) -> str:
    if span.high is None:
        if span.low == span.most:
            return f">{span.low}" if all(amount.more for amount in amounts if amount.open) else f"{span.low}+"
        return f"{span.low}-{span.most}+"
    if span.low == span.high:
        return f"~{span.low}" if all(amount.about for amount in amounts) else str(span.low)
    return f"{span.low}-{span.high}"
