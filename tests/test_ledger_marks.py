"""Marks by which texts know each other: names, dates, weekdays, years."""

from __future__ import annotations

import pytest

from tui.ledger.marks import dates, names, weekdays, years

DATES = [
    ("On 16 October the depot burned", {(10, 16)}),
    ("Oct. 16, 2021: the depot burned", {(10, 16)}),
    ("the night of the 3rd of Sept and May 5th", {(9, 3), (5, 5)}),
    ("16 October، 2021", {(10, 16)}),
    ("In October 2021 sixteen died", set()),
    ("32 May", set()),
    ("may 2 people be spared", {(5, 2)}),
]


@pytest.mark.parametrize(("text", "want"), DATES)
def test_dates_that_are_written_out(text: str, want: set[tuple[int, int]]) -> None:
    assert dates(text) == want


def test_weekdays_are_those_of_the_first_part() -> None:
    assert weekdays("Shells fell on Monday and MONDAY night" + " and so on" * 200 + " until Friday") == {"monday"}


def test_a_name_is_two_capitalised_words_that_news_hardly_uses() -> None:
    told = names("Relatives of Samir Qabbani spoke", frozenset())
    assert told
    assert told == names("A driver, Samir Qabbani, was hurt", frozenset())
    assert not names("Prime Minister and Police Chief", frozenset())
    assert not names("samir qabbani spoke", frozenset())


def test_names_of_places_and_parties_are_no_names() -> None:
    assert names("Fire in Wadi Zarqun camp", frozenset())
    assert not names("Fire in Wadi Zarqun camp", frozenset(("wadi", "zarqun")))


HOSTILE = {"empty": "", "capitals": "A " * 500_000, "one word": "Ab" * 500_000, "digits": "1 " * 500_000}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_limit(name: str) -> None:
    text = HOSTILE[name]
    assert len(names(text, frozenset())) + len(dates(text)) + len(weekdays(text)) + len(years(text)) <= 1


YEARS = [
    ("The second raid of 2031, after one in 2029.", {2029, 2031}),
    ("It cost 2,031 shells and 2031.5 litres", set()),
    ("Call 020312031 or 555-2031", set()),
    ("Founded in 1998", set()),
]


@pytest.mark.parametrize(("text", "want"), YEARS)
def test_years_that_are_written_out(text: str, want: set[int]) -> None:
    assert years(text) == want
