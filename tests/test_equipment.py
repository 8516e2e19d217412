"""Machines and weapons: type, operator, number, what became of them."""

from __future__ import annotations

import pytest

from tests.test_extractor_world import read
from tui.extraction.armoury import types
from tui.model import Equipment


def machines(text: str) -> list[Equipment]:
    return list(read(text).equipment)


@pytest.mark.parametrize(
    ("text", "name", "operator", "outcome"),
    [
        ("A Russian Ka-52 helicopter crashed near Hajin", "Ka-52", "Russia", "crashed"),
        ("russian helicopter Ka-52 crashed", "Ka-52", "Russia", "crashed"),
        ("Ukraine shot down a Russian Su-34", "Su-34", "Russia", "shot_down"),
        ("A US MQ-9 Reaper drone was shot down", "MQ-9", "United States", "shot_down"),
        ("Fighters captured a T-72 tank", "T-72", None, "captured"),
        ("Russian forces destroyed a Leopard 2A6", "Leopard 2", None, "destroyed"),
        ("A Bradley was damaged", "M2 Bradley", None, "damaged"),
        ("A helicopter went missing, feared lost", "helicopter", None, "lost"),
        ("Two warships were sunk", "warship", None, "destroyed"),
        ("A Ka 52 was seen over the town", "Ka-52", None, None),
    ],
)
def test_machines(text: str, name: str, operator: str | None, outcome: str | None) -> None:
    machine = machines(text)[0]
    assert (machine.type, machine.operator, machine.outcome) == (name, operator, outcome)
    assert text[machine.span[0] : machine.span[1]] == machine.text


@pytest.mark.parametrize(
    "text",
    [
        "Israeli drone strike kills 3 in Tyre",
        "Russian helicopters bombed a village",
        "The town was hit by a warplane",
        "A drone attack killed 12",
    ],
)
def test_what_strikes_is_no_loss(text: str) -> None:
    assert {machine.outcome for machine in machines(text)} == {None}


def test_a_weapon_is_never_lost() -> None:
    found = machines("The helicopter was destroyed with MANPADS and a Kornet")
    assert {m.type: m.outcome for m in found} == {"helicopter": "destroyed", "MANPADS": None, "9M133 Kornet": None} or {
        m.type: m.outcome for m in found
    } == {"helicopter": "destroyed", "MANPADS": None, "Kornet": None}


def test_a_misspelt_designation_makes_no_third_aircraft() -> None:
    text = "A Ka-52 crashed on Monday, days after a Su-30SM went down. The Su-300 fell into the sea."
    assert [machine.type for machine in machines(text)] == ["Ka-52", "Su-30"]


def test_the_aircraft_is_the_one_named_before() -> None:
    text = "A Russian Ka-52 helicopter crashed. The aircraft was hit by a missile fired by Daesh."
    found = [machine for machine in machines(text) if machine.category != "missile"]
    assert [(m.type, m.by, m.outcome) for m in found] == [("Ka-52", "ISIS", "lost")]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Fighters destroyed 12 tanks", 12),
        ("Three helicopters were shot down", 3),
        ("A tank was destroyed", 1),
        ("Tanks were destroyed", None),
        ("39 injured in drone attack", None),
        ("A Ka-52 helicopter crashed", 1),
    ],
)
def test_how_many(text: str, n: int | None) -> None:
    assert machines(text)[0].n == n


@pytest.mark.parametrize("text", ["Please rest after the leopard ran", "Grad students met", "An anti-aircraft gun"])
def test_what_is_no_machine(text: str) -> None:
    assert all(m.type not in ("Leopard 2", "aircraft") for m in machines(text))


def test_the_table_is_sound() -> None:
    assert len({t.name for t in types().values()}) > 150
    assert all(t.category for t in types().values())
