"""Quantities: what they bound, and what is no count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.extraction.numbers import Quantity, quantity_at
from tui.extraction.sentences import split
from tui.model import Kind


def first(text: str) -> Quantity | None:
    tokens = split(text)[0].tokens
    found = (quantity_at(tokens, at) for at in range(len(tokens)))
    return next((quantity for quantity in found if quantity is not None), None)


@pytest.mark.parametrize(
    ("text", "n", "low", "high", "kind"),
    [
        ("12 men", 12, 12, 12, Kind.EXACT),
        ("twelve men", 12, 12, 12, Kind.EXACT),
        ("sixty-five men", 65, 65, 65, Kind.EXACT),
        ("twenty one men", 21, 21, 21, Kind.EXACT),
        ("two hundred and six men", 206, 206, 206, Kind.EXACT),
        ("three thousand men", 3000, 3000, 3000, Kind.EXACT),
        ("1,200 men", 1200, 1200, 1200, Kind.EXACT),
        ("12 000 people", 12000, 12000, 12000, Kind.EXACT),
        ("1.5 million people", 1_500_000, 1_500_000, 1_500_000, Kind.EXACT),
        ("a dozen men", 12, 12, 12, Kind.ABOUT),
        ("two dozen men", 24, 24, 24, Kind.ABOUT),
        ("two-dozen men", 24, 24, 24, Kind.ABOUT),
        ("half a dozen men", 6, 6, 6, Kind.ABOUT),
        ("at least 12 men", 12, 12, None, Kind.AT_LEAST),
        ("no fewer than 12 men", 12, 12, None, Kind.AT_LEAST),
        ("12 or more men", 12, 12, None, Kind.AT_LEAST),
        ("12+ men", 12, 12, None, Kind.AT_LEAST),
        ("more than 12 men", 12, 12, None, Kind.MORE_THAN),
        ("over 1,000 men", 1000, 1000, None, Kind.MORE_THAN),
        ("up to 12 men", 12, 1, 12, Kind.AT_MOST),
        ("as many as 12 men", 12, 1, 12, Kind.AT_MOST),
        ("about 12 men", 12, 12, 12, Kind.ABOUT),
        ("some 30 men", 30, 30, 30, Kind.ABOUT),
        ("between 12 and 19 men", 12, 12, 19, Kind.RANGE),
        ("12 to 19 men", 12, 12, 19, Kind.RANGE),
        ("12-19 men", 12, 12, 19, Kind.RANGE),
        ("12\u201319 men", 12, 12, 19, Kind.RANGE),
        ("two or three men", 2, 2, 3, Kind.RANGE),
        ("dozens of men", None, 24, None, Kind.VAGUE),
        ("scores of men", None, 40, None, Kind.VAGUE),
        ("hundreds of men", None, 200, None, Kind.VAGUE),
        ("several men", None, 3, None, Kind.VAGUE),
        ("a number of men", None, 3, None, Kind.VAGUE),
        ("both men", 2, 2, 2, Kind.EXACT),
        ("another 5 men", 5, 5, 5, Kind.EXACT),
        ("a total of 16 men", 16, 16, 16, Kind.EXACT),
    ],
)
def test_quantity(text: str, n: int | None, low: int, high: int | None, kind: Kind) -> None:
    found = first(text)
    assert found is not None
    assert (found.n, found.low, found.high, found.kind) == (n, low, high, kind)


@pytest.mark.parametrize(
    "text",
    [
        "in 2018.",
        "May 5 was quiet",
        "5 May was quiet",
        "the 47th Brigade",
        "a Ka-52 and a Su-30",
        "a 12-year-old boy",
        "$5 million was paid",
        "30 percent of them",
        "12 km north",
        "at 5 p.m. sharp",
        "Ivan (42) left",
        "aged 42",
        "No. 7 bridge",
        "a 122mm shell",
        "version 2.5 of it",
        "the 2018-19 war",
        "both local and foreign fighters",
        "the first man",
    ],
)
def test_no_count(text: str) -> None:
    assert first(text) is None


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=2, max_value=999_999), st.booleans())
def test_digits_are_read_as_written(number: int, separated: bool) -> None:
    found = first(f"{number:,} men" if separated else f"{number} men")
    assert found is not None
    assert found.n == found.low == found.high == number


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=1, max_value=900), st.integers(min_value=1, max_value=90))
def test_bounds_hold(low: int, more: int) -> None:
    found = first(f"between {low} and {low + more} men")
    assert found is not None
    assert (found.low, found.n, found.high) == (low, low, low + more)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="a1 ,.-/to'dozen+%$", max_size=60))
def test_any_text_gives_ordered_bounds_or_nothing(text: str) -> None:
    for sentence in split(text):
        for at in range(len(sentence.tokens)):
            found = quantity_at(sentence.tokens, at)
            if found is not None:
                assert found.start == at
                assert found.end <= len(sentence.tokens)
                assert found.n is None or found.low <= found.n <= (found.high or found.n)
