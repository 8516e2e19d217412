"""The extractor as a whole: one text in, everything found in it out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_extractor_world import NOON, extractor, read
from tui.extraction.output import pressure, to_json
from tui.model import Class, Outcome, Reading, Scope

SEED = Path(__file__).parents[1] / ".." / "shared" / "seed" / "deir-ezzor-2018.txt"

PRESSED = (
    "Two blows for Daesh\n"
    "The SDF launched an offensive against Daesh at Hajin. Coalition warplanes bombed ISIS in Al Shafa. "
    "In the area, a few hours ago, a Russian Ka-52 helicopter crashed, killing the two pilots: Major Ivan Petrov and "
    "Captain Oleg Sidorov, of a brigade based at Khabarovsk. The aircraft was hit by a missile, launched by radicals. "
    "Namely by the IS.\n"
    "The Syrian army resumed the offensive against Daesh in the Badiya. "
    "Liwa Quds drove Isis out of Faydat Umm Muwaynah."
)


def test_one_text_with_two_fronts_five_pairs_and_one_crash() -> None:
    reading = read(PRESSED)
    pairs = {(d.attacker, d.target) for d in reading.dyads if d.attacker and d.target}
    assert pairs == {
        ("SDF", "ISIS"),
        ("Coalition", "ISIS"),
        ("SAA", "ISIS"),
        ("Liwa al-Quds", "ISIS"),
        ("ISIS", "Russia"),
    }
    assert set(reading.fronts) == {"pocket", "desert"}
    assert [(p["actor"], p["fronts"]) for p in pressure(reading)] == [("ISIS", ["pocket", "desert"])]


def test_the_crash_is_an_event_of_its_own_with_its_machine_its_dead_and_its_doer() -> None:
    reading = read(PRESSED)
    crash = next(event for event in reading.events if event.equipment)
    machine = reading.equipment[crash.equipment[0]]
    assert (machine.type, machine.operator, machine.by, machine.outcome) == ("Ka-52", "Russia", "ISIS", "lost")
    assert [(reading.persons[i].rank, reading.persons[i].name, reading.persons[i].outcome) for i in crash.persons] == [
        ("Major", "Ivan Petrov", Outcome.KILLED),
        ("Captain", "Oleg Sidorov", Outcome.KILLED),
    ]
    assert crash.fronts[0] == "pocket"
    assert len(reading.events) >= 3


def test_a_base_is_not_where_it_happened() -> None:
    reading = read(PRESSED)
    base = next(m for m in reading.places if m.text == "Khabarovsk")
    assert base.role == "base"
    assert all(base.place.id not in event.places for event in reading.events)


@pytest.mark.parametrize(
    "text",
    [
        "Sergeant Dan Marom was killed by a Hezbollah drone",
        "Two officers killed as Hezbollah drones strike a base near Haifa",
    ],
)
def test_a_machine_that_strikes_gives_its_victims_no_side(text: str) -> None:
    assert {claim.side for claim in read(text).claims} == {None}


def test_the_crew_belongs_to_who_flies_the_machine() -> None:
    sides = {claim.side for claim in read(PRESSED).claims if claim.n == 2}
    assert sides == {"Russia"}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Russian helicopter crashes in Ukraine, two pilots killed", 2),
        ("Russian helicopter crashes near Moscow, two pilots killed", 0),
        ("Tourist helicopter crashes in Peru, two killed", 0),
    ],
)
def test_a_crew_lost_on_a_front_counts_whatever_the_cause(text: str, killed: int) -> None:
    assert to_json("x", text, read(text))["killed"] == killed


def wordings(reading: Reading) -> list[tuple[tuple[int, int], str]]:
    """Span and wording of all that was found by name."""
    found = [(m.span, m.text) for m in reading.actors] + [(m.span, m.text) for m in reading.places]
    return found + [(e.span, e.text) for e in reading.equipment] + [(p.span, p.text) for p in reading.persons]


def test_every_span_is_the_wording() -> None:
    reading = read(PRESSED)
    assert all(PRESSED[start:end] == wording for (start, end), wording in wordings(reading))


def test_the_printed_object_has_every_field_and_is_json() -> None:
    printed = json.loads(json.dumps(to_json("x", PRESSED, read(PRESSED))))
    fields = {
        "id",
        "stated",
        "claims",
        "dyads",
        "actors",
        "places",
        "equipment",
        "persons",
        "fronts",
        "events",
        "pressure",
    }
    assert fields | {outcome.value for outcome in Outcome} <= printed.keys()
    assert {"class", "outcome", "n", "low", "high", "within", "sentence", "span"} <= printed["claims"][0].keys()
    assert {"lat", "lon", "span", "role"} <= printed["places"][0].keys()
    assert printed["claims"][0]["class"] in set(Class)


def test_a_clash_is_printed_both_ways_round() -> None:
    text = "Clashes between the SDF and Daesh in Hajin"
    printed = to_json("x", text, read(text))["dyads"]
    assert {(d["attacker"], d["target"]) for d in printed} == {("SDF", "ISIS"), ("ISIS", "SDF")}


def test_a_part_of_a_part_is_printed_too() -> None:
    text = "Shelling kills six in Redport\nFour people, including a child, were killed at the mill by shelling."
    reading = read(text)
    claims = to_json("x", text, reading)["claims"]
    assert len(claims) == len(reading.claims)
    assert [(c["n"], c["within"]) for c in claims] == [(1, 1), (4, 2), (6, None)]


def test_a_part_is_printed_before_its_whole() -> None:
    """Whoever tests ``within`` for truth is right: no part has the index 0."""
    text = "A shell killed 9 people, including 4 rebels, and hurt 6, two of them children. Clashes of the SDF and ISIS"
    reading = read(text)
    printed = to_json("x", text, reading)
    claims = printed["claims"]
    assert {claim.within for claim in reading.claims} >= {0, None}
    assert [(c["n"], c["within"] and claims[c["within"]]["n"]) for c in claims] == [
        (4, 9),
        (9, None),
        (2, 6),
        (6, None),
    ]
    assert sorted(i for event in printed["events"] for i in event["claims"]) == [0, 1, 2, 3]
    for event, shown in zip(reading.events, printed["events"], strict=True):
        assert [(reading.dyads[i].attacker_text) for i in event.dyads] == [
            printed["dyads"][i]["attacker_text"] for i in shown["dyads"]
        ]


def test_talk_is_no_attack() -> None:
    reading = read("Russian president meets Israeli prime minister in Moscow")
    assert all(d.attacker is None and d.target is None for d in reading.dyads)
    assert not reading.conflict


@pytest.mark.parametrize("text", ["Correction: strike killed 2, not 5", "Retracted: our report on Hajin"])
def test_a_correction_says_so(text: str) -> None:
    assert read(text).correction


def test_an_older_matter_in_the_same_text_is_background() -> None:
    text = "Israeli strike kills 4 in Gaza\nIn March 2014 Hamas fired rockets at Ashkelon, killing one."
    scopes = [event.scope for event in read(text).events]
    assert scopes[0] is Scope.INCIDENT
    assert Scope.BACKGROUND in scopes


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_it_raise_and_every_index_holds(text: str) -> None:
    check(text, extractor().read(text, published=NOON))


WORDS = [
    "the",
    "Israeli",
    "Russian",
    "army",
    "SDF",
    "Daesh",
    "IS",
    "killed",
    "attacked",
    "and",
    "12",
    "soldiers",
    "in",
    "at",
    "by",
    "of",
    "Hajin",
    "Gaza",
    "was",
    "were",
    "hit",
    "strike",
    "on",
    "Ka-52",
    "Colonel",
    "John",
    "Smith",
    ",",
    ".",
    "(",
    ")",
    ":",
    "-",
    "'",
    "\n",
    "clashes",
    "between",
    "with",
    "launched",
    "missile",
    "Monday",
    "2014",
    "to",
    "from",
    "responsibility",
    "claimed",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_no_order_of_telling_words_makes_it_raise(text: str) -> None:
    check(text, extractor().read(text, published=dt.datetime(2020, 2, 29, tzinfo=dt.UTC)))


def check(text: str, reading: Reading) -> None:
    assert all(text[start:end] == wording for (start, end), wording in wordings(reading))
    for event in reading.events:
        for indices, holder in (
            (event.claims, reading.claims),
            (event.dyads, reading.dyads),
            (event.equipment, reading.equipment),
            (event.persons, reading.persons),
        ):
            assert all(0 <= index < len(holder) for index in indices)
    assert all(d.attacker is None or d.attacker != d.target for d in reading.dyads)


def test_a_million_characters_are_read_no_further_than_the_limit() -> None:
    text = "Gunmen killed and killed and " * 40_000
    assert len(extractor().read(text).dyads) <= 208


@pytest.mark.shared
def test_the_founding_text() -> None:
    if not SEED.exists():
        pytest.skip("the founding text is not beside the project")
    text = SEED.read_text(encoding="utf-8")
    printed = to_json("seed", text, read(text))
    assert printed["killed"] == 2
    assert {(d["attacker"], d["target"]) for d in printed["dyads"] if d["attacker"] and d["target"]} == {
        ("SDF", "ISIS"),
        ("Coalition", "ISIS"),
        ("SAA", "ISIS"),
        ("Liwa al-Quds", "ISIS"),
        ("ISIS", "Russia"),
    }
    assert {"pocket", "desert"} <= set(printed["fronts"])
    assert "ISIS" in {p["actor"] for p in printed["pressure"]}
    assert [(p["rank"], p["name"]) for p in printed["persons"]] == [
        ("Lieutenant Colonel", "Nikolay Gushchin"),
        ("lieutenant", "Roman Miroshnichenko"),
    ]


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("US targets Hezbollah with fresh sanctions", False),
        ("France expels two Iranian diplomats", False),
        ("US strikes Iran after talks on sanctions fail", True),
        ("Russia attacks Ukraine as ministers agree on sanctions", True),
        ("Hezbollah rockets hit Israel as sanctions are discussed", True),
    ],
)
def test_sanctions_are_no_attack(text: str, conflict: bool) -> None:
    assert read(text).conflict is conflict


@pytest.mark.parametrize(
    "text", ["Anna Vale, {}, dies in bomb attack", "A bomb killed Anton Berg, {}, and Ivan Moor, 20."]
)
def test_a_number_of_thousands_of_digits_is_no_age(text: str) -> None:
    assert all(claim.n in (None, 1) for claim in read(text.format("9" * 5000)).claims)
