"""The happenings of a text, and when they were."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.test_extractor_world import NOON, read
from tui.extraction.fold import words
from tui.extraction.kinds import kind_of
from tui.extraction.phrases import Line, line_of
from tui.extraction.when import time_of, when
from tui.model import Scope


def line(text: str) -> Line:
    folded = words(text)
    return line_of(folded, 0, len(folded))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Israeli air strike kills 3 in Gaza", "air_strike"),
        ("A suicide bomber killed 12", "suicide_bombing"),
        ("Shelling of Avdiivka kills 2", "shelling"),
        ("Drone attack on Odesa", "drone"),
        ("A Russian jet was shot down", "shoot_down"),
        ("Roadside bomb kills 4", "ied"),
        ("Gunmen opened fire on a bus", "shooting"),
        ("Bandits abducted 30 students", "abduction"),
        ("Clashes between two groups", "clash"),
        ("Troops withdrew from the town", "withdrawal"),
        ("Prisoner exchange between Russia and Ukraine", "prisoner_exchange"),
        ("Grenade thrown at a checkpoint wounds 3", "grenade"),
        ("A rocket-propelled grenade hit the car", "shelling"),
        ("Drones dropped grenades on the trench", "drone"),
        ("Chlorine was used in the attack on Saraqib", "chemical"),
        ("Jets fired missiles at the airfield", "air_strike"),
        ("Strikes on Beirut after a rocket attack on Haifa", "air_strike"),
        ("Five killed after gunmen opened fire", "shooting"),
        ("Militants attacked a village", "attack"),
        ("Blast kills 3 at a market", "ied"),
        ("Rebels seized the port amid heavy fighting", "advance"),
        ("Troops took control of the town after weeks of shelling", "advance"),
        ("Police seized twelve rifles and 300 rounds of ammunition", "seizure"),
        ("Rifles were found beside the three killed", "unknown"),
        ("Air defence intercepted nine missiles", "shoot_down"),
        ("Smugglers were intercepted at the border", "unknown"),
        ("Police opened fire on protesters", "protest"),
        ("Friends rally around the family", "unknown"),
        ("Soldiers detained 12 people in overnight raids", "arrest"),
        ("Observers in a town under the control of the rebels", "unknown"),
        ("A hunger strike goes on", "unknown"),
        ("A heart attack killed him", "unknown"),
        ("The committee met", "unknown"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert kind_of(line(text).plain) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Attack on a base in Mopti kills 12. Gunmen on motorcycles opened fire at dawn, killing 12 soldiers.",
            "shooting",
        ),
        ("Attack on a base in Mopti kills 12. It was the third this week.", "attack"),
        ("Suicide bomber kills 9 in Kabul. Protesters gathered in Kabul near the 9 dead.", "suicide_bombing"),
    ],
)
def test_the_kind_of_a_whole_event(text: str, kind: str) -> None:
    assert read(text).events[0].kind == kind


def test_an_attack_that_is_only_spoken_of_is_no_conflict() -> None:
    assert not read("Hamas condemned the attack").conflict


def day(year: int, month: int, number: int) -> dt.datetime:
    return dt.datetime(year, month, number, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("They were killed on Sunday", day(2018, 5, 6)),
        ("They were killed on Monday", day(2018, 5, 7)),
        ("They were killed on Tuesday", day(2018, 5, 1)),
        ("They were killed yesterday", day(2018, 5, 6)),
        ("It crashed a few hours ago", NOON - dt.timedelta(hours=12)),
        ("It crashed on 3 May", day(2018, 5, 3)),
        ("It crashed on May 3, 2018", day(2018, 5, 3)),
        ("It crashed on 31 December 2017", day(2017, 12, 31)),
        ("It crashed on 31 December", day(2017, 12, 31)),
        ("It crashed on 31 February 2018", None),
        ("It crashed", None),
        ("It may crash", None),
    ],
)
def test_day_words(text: str, start: dt.datetime | None) -> None:
    told = when(line(text), NOON)
    assert (told[0] if told else None) == start


def test_without_a_publish_time_only_a_full_date_is_understood() -> None:
    assert when(line("on Sunday"), None) is None
    text = "on 3 May 2018"
    assert when(line(text), None) == (day(2018, 5, 3), 24.0)


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("In 2014 they killed 12", True),
        ("Last month 12 were killed", True),
        ("On 31 December 2017 it crashed", True),
        ("On Sunday 12 were killed", False),
        ("In 2018 12 were killed", False),
    ],
)
def test_looking_back(text: str, past: bool) -> None:
    assert time_of(line(text), NOON).past is past


def test_headline_and_lead_are_one_event() -> None:
    text = (
        "Strike kills 3 in Khan Younis\nAn Israeli air strike in Khan Younis, Gaza, killed three people, medics said."
    )
    assert len(read(text).events) == 1


def test_two_towns_are_two_events() -> None:
    text = "Israeli strike kills 3 in Khan Younis\nAnother strike killed two people in Jabalia."
    assert [event.place.place.name for event in read(text).events if event.place] == ["Khan Younis", "Jabalia"]


def test_two_machines_are_two_events() -> None:
    text = "Russian Ka-52 helicopter crashes in Syria, two pilots killed\nOn 3 May a Su-30 jet crashed, killing two."
    assert len(read(text).events) == 2


def test_two_days_are_two_events() -> None:
    text = "On Sunday gunmen killed 3 in Kabul.\nOn Friday gunmen killed 5 in Kabul."
    assert len(read(text).events) == 2


def test_the_place_of_an_event_is_the_narrowest_and_knows_what_contains_it() -> None:
    event = read("In Syria, shelling of Hajin in Deir ez-Zor province killed 3").events[0]
    assert event.place is not None
    assert event.place.place.name == "Hajin"
    assert "SY" in event.places


def test_background_is_not_the_incident() -> None:
    text = "Israeli strike kills 2 in Gaza\nLast month an Israeli strike killed 40 people in Rafah."
    scopes = [event.scope for event in read(text).events]
    assert scopes == [Scope.INCIDENT, Scope.BACKGROUND]


def test_what_a_headline_is_set_against_is_not_what_it_tells() -> None:
    event = read("Russian attack on Ukraine kills 2, a day after deadly drone strike on Russian army").events[0]
    assert event.kind == "attack"
    assert len(event.dyads) < len(read("Russian drone strike on Ukraine kills 2").dyads) + 2


def test_the_country_of_what_was_struck_is_known_by_its_adjective() -> None:
    assert read("Russian strike on Ukrainian shopping mall kills 16").events[0].places == ("UA",)


def test_sport_is_no_event_of_war() -> None:
    assert not read("India Pakistan clash in the cricket world cup").conflict


def test_a_headline_near_a_city_and_a_lead_in_its_village_are_one_event() -> None:
    found = read(
        "Israel strikes army base near Damascus\nIsraeli missiles hit a depot in Kisweh and killed two civilians."
    )
    assert len(found.events) == 1
    apart = read("Israel strikes army base in Damascus\nIsraeli missiles hit a depot in Homs and killed two civilians.")
    assert len(apart.events) == 2
