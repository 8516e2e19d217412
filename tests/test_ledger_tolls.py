"""What the figures and the machines of two reports say of whether they tell of one incident."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ledger_kit import claim, text
from tui.ledger.machines import machine_same, other_equipment
from tui.ledger.part import Part
from tui.ledger.parts import parts_of
from tui.ledger.tolls import compared, same_toll
from tui.model import Claim, Equipment


def told(n: int, *claims: Claim, **given: Any) -> Part:
    """Report number ``n``, an hour after the one before."""
    (part,) = parts_of(*text(n, "afp", n, *claims, **given))
    return part


def said(first: list[Claim], then: list[Claim]) -> dict[str, float]:
    """What stands out of two reports, however they are asked."""
    one, other = told(0, *first), told(1, *then)
    found = {name: round(value, 2) for name, value in compared(one, other).items() if value}
    assert found == {name: round(value, 2) for name, value in compared(other, one).items() if value}
    return found


@pytest.mark.parametrize(
    ("first", "then", "want"),
    [
        pytest.param([claim(12)], [claim(12)], {"toll_same": 1.39}, id="one figure"),
        pytest.param([claim(1)], [claim(1)], {"toll_same": 0.2}, id="one dead is said of many incidents"),
        pytest.param([claim(900)], [claim(900)], {"toll_same": 1.5}, id="no figure says more than so much"),
        pytest.param([claim(12)], [claim(15)], {"toll_close": 1.39}, id="a few more"),
        pytest.param([claim(12)], [claim(30)], {"toll_rise": 1.25}, id="many more"),
        pytest.param([claim(12)], [claim(900)], {"toll_rise": 1.75}, id="a rise says so much against it at most"),
        pytest.param([claim(12)], [claim(30, update=True)], {"toll_close": 0.7}, id="many more, and it says so"),
        pytest.param([claim(30)], [claim(12)], {"toll_fall": 1.25}, id="a fall"),
        pytest.param([claim(900)], [claim(2)], {"toll_fall": 3.0}, id="a fall says no more than so much"),
        pytest.param(
            [claim(12, class_="civilian"), claim(8, class_="combatant")],
            [claim(20)],
            {"toll_close": 1.39},
            id="the sum of the other's figures",
        ),
        pytest.param(
            [claim(30)],
            [claim(12, side="SDF", claimant="ISIS", claimant_actor="ISIS")],
            {"toll_fall": 0.38},
            id="what a party claims of the other is no measure",
        ),
        pytest.param([claim(12, "wounded")], [claim(12, "wounded")], {"toll_same": 0.7}, id="wounded say half as much"),
        pytest.param([claim(12, "wounded")], [claim(3)], {"dead_one": 1.0}, id="only wounded, only dead"),
        pytest.param([claim(12, "wounded"), claim(3)], [claim(3)], {"toll_same": 0.73}, id="dead in both"),
        pytest.param(
            [claim(12, "wounded")], [claim(3), claim(12, "wounded")], {"toll_same": 0.7}, id="wounded in both"
        ),
    ],
)
def test_what_two_tolls_say(first: list[Claim], then: list[Claim], want: dict[str, float]) -> None:
    assert said(first, then) == want


def test_one_figure_that_both_tell() -> None:
    assert same_toll(told(0, claim(3), claim(9, "wounded")), told(1, claim(4), claim(9, "wounded")))
    assert not same_toll(told(0, claim(3)), told(1, claim(3, "wounded")))


def machine(type_: str, category: str = "helicopter", **given: Any) -> Equipment:
    return Equipment(type=type_, category=category, text=type_, span=(0, 5), outcome="destroyed", **given)


def lost(n: int, *machines: Equipment, place: str | None = "Hajin") -> Part:
    return told(n, claim(2), title=f"{machines[0].type} lost, report {n}", equipment=machines, place=place)


@pytest.mark.parametrize(
    ("one", "other", "same", "differ"),
    [
        ([machine("Ka-52")], [machine("Ka-52")], 1.0, False),
        ([machine("Ka-52")], [machine("helicopter")], 0.6, False),
        ([machine("helicopter")], [machine("helicopter")], 0.6, False),
        ([machine("Ka-52")], [machine("Mi-8")], 0.0, True),
        ([machine("Su-30", "aircraft")], [machine("Ka-52")], 0.0, True),
        ([machine("aircraft", "aircraft")], [machine("Ka-52")], 0.0, False),
        ([machine("Ka-52"), machine("Mi-8")], [machine("Mi-8")], 0.0, False),
    ],
)
def test_what_two_machines_say(one: list[Equipment], other: list[Equipment], same: float, *, differ: bool) -> None:
    a, b = lost(0, *one), lost(1, *other)
    for pair in ((a, b), (b, a)):
        assert (machine_same(*pair), other_equipment(*pair)) == (same, differ)


def test_machines_of_two_scenes_are_two() -> None:
    assert machine_same(lost(0, machine("Ka-52")), lost(1, machine("Ka-52"), place="Idlib")) == 0.0
