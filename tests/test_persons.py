"""Persons named with a rank or an office."""

from __future__ import annotations

import pytest

from tests.test_extractor_world import read
from tui.model import Outcome


@pytest.mark.parametrize(
    ("text", "rank", "name", "outcome"),
    [
        ("Lieutenant Colonel Ivan Petrov was killed near Hajin", "Lieutenant Colonel", "Ivan Petrov", Outcome.KILLED),
        ("Israel killed Hezbollah commander Ali Karim in Tyre", "commander", "Ali Karim", Outcome.KILLED),
        ("Gen. Omar Saleh said the town was calm", "Gen", "Omar Saleh", None),
        ("Fighters captured Captain John Doe", "Captain", "John Doe", Outcome.CAPTURED),
        ("Major Oleh Bondar was wounded", "Major", "Oleh Bondar", Outcome.WOUNDED),
        ("The death of Colonel Ahmed al-Khatib was confirmed", "Colonel", "Ahmed al-Khatib", Outcome.KILLED),
    ],
)
def test_persons(text: str, rank: str, name: str, outcome: Outcome | None) -> None:
    person = read(text).persons[0]
    assert (person.rank, person.name, person.outcome) == (rank, name, outcome)
    assert text[person.span[0] : person.span[1]] == person.text


def test_a_list_of_the_dead() -> None:
    text = "A Russian Su-25 crashed, killing the two pilots: Major Ivan Petrov and Captain Oleg Sidorov"
    found = read(text).persons
    assert [(p.name, p.role, p.actor, p.outcome) for p in found] == [
        ("Ivan Petrov", "pilot", "Russia", Outcome.KILLED),
        ("Oleg Sidorov", "pilot", "Russia", Outcome.KILLED),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "General elections were held",
        "A major attack killed 3",
        "Private companies left",
        "The captain left",
        "Major Monday talks",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert read(text).persons == ()


def test_the_side_of_a_commander() -> None:
    assert read("Israel killed Hezbollah commander Ali Karim").persons[0].actor == "Hezbollah"


def test_one_person_is_listed_once() -> None:
    text = "Colonel Ivan Petrov was killed.\nColonel Ivan Petrov was killed near Hajin."
    assert len(read(text).persons) == 1
