"""Sums over incidents, against a recount by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger_kit import at
from tui.ledger.tallies import pressure, tallies
from tui.model import Class, Dyad, Figure, Grade, Incident, Outcome


def figure(low: int, high: int | None, **given: object) -> Figure:
    values: dict[str, object] = {
        "side": None,
        "class_": Class.UNKNOWN,
        "outcome": Outcome.KILLED,
        "headline": low,
        "claimant": "AFP",
        "most": high if high is not None else low,
    }
    values.update(given)
    return Figure(low=low, high=high, **values)  # type: ignore[arg-type]


def incident(
    id_: str, *figures: Figure, fronts: tuple[str, ...] = ("hajin",), hours: float = 0.0, **given: object
) -> Incident:
    values: dict[str, object] = {"grade": Grade.FAIR, "origins": 2}
    values.update(given)
    return Incident(
        id=id_,
        title=id_,
        fronts=fronts,
        first_seen=at(hours),
        last_seen=at(hours),
        figures=figures,
        **values,  # type: ignore[arg-type]
    )


def test_ranges_add_and_open_stays_open() -> None:
    (tally,) = tallies([incident("a", figure(5, 12)), incident("b", figure(12, None, most=19), origins=1)], "hajin")
    assert (tally.low, tally.high, tally.open, tally.incidents, tally.weak) == (17, 31, True, 2, 1)


def test_an_incident_on_two_fronts_counts_once_above_front_level() -> None:
    both = incident("a", figure(5, 5), fronts=("hajin", "idlib"))
    assert [tally.low for tally in tallies([both], "hajin")] == [5]
    assert [tally.low for tally in tallies([both], "idlib")] == [5]
    assert [tally.low for tally in tallies([both, both], None)] == [5]


def test_what_only_the_enemy_claims_is_kept_apart() -> None:
    own = figure(9, 9, claimed_by_enemy=21, enemy="ISIS", claimant="SDF")
    alone = figure(30, 30, claimed_by_enemy=30, enemy="ISIS", claimant="ISIS")
    (tally,) = tallies([incident("a", own), incident("b", alone)], "hajin")
    assert (tally.low, tally.high, tally.claimed_by_enemy, tally.incidents) == (9, 9, 42, 1)


def test_words_are_counted_as_reports_and_never_added() -> None:
    words = figure(0, None, headline=None, claimant=None, vague=2)
    (tally,) = tallies([incident("a", words), incident("b", figure(4, 4, vague=1))], "hajin")
    assert (tally.low, tally.high, tally.open, tally.vague, tally.incidents) == (4, 4, False, 3, 1)


@pytest.mark.parametrize(
    "left_out",
    [
        incident("a", figure(5, 5), conflict=False),
        incident("a", figure(5, 5), grade=Grade.DISCOUNTED),
        incident("a", figure(5, 5), fronts=("idlib",)),
        incident("a", figure(5, 5), hours=-10),
    ],
    ids=["no conflict", "discounted", "another front", "before the front's start"],
)
def test_left_out(left_out: Incident) -> None:
    assert tallies([left_out], "hajin", start=at(-5)) == ()


FIGURES = st.builds(
    lambda low, more, side, outcome, vague: figure(
        low, None if more == 9 else low + more, side=side, outcome=outcome, vague=vague, most=low + more
    ),
    st.integers(0, 500),
    st.integers(0, 9),
    st.sampled_from([None, "SDF", "ISIS"]),
    st.sampled_from(list(Outcome)),
    st.integers(0, 2),
)
INCIDENTS = st.lists(
    st.builds(
        lambda figures, fronts, origins, conflict: (figures, fronts, origins, conflict),
        st.lists(FIGURES, max_size=3, unique_by=lambda one: (one.side, one.outcome)),
        st.lists(st.sampled_from(["hajin", "idlib"]), unique=True),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(INCIDENTS, st.sampled_from(["hajin", "idlib", None]))
def test_tallies_equal_a_naive_recount(
    drawn: list[tuple[list[Figure], list[str], int, bool]], front: str | None
) -> None:
    every = [
        incident(f"i{n}", *figures, fronts=tuple(fronts), origins=origins, conflict=conflict)
        for n, (figures, fronts, origins, conflict) in enumerate(drawn)
    ]
    found = {(tally.side, tally.outcome): tally for tally in tallies(every, front)}
    for (side, outcome), tally in found.items():
        mine = [
            (one, each)
            for one in every
            if one.conflict and (front is None or front in one.fronts)
            for each in one.figures
            if (each.side, each.outcome) == (side, outcome)
        ]
        assert tally.low == sum(each.low for _, each in mine) >= 0
        assert tally.high == sum(each.most or 0 for _, each in mine) >= tally.low
        assert tally.open == any(each.high is None for _, each in mine)
        assert tally.incidents == len(mine)
        assert tally.weak == sum(one.origins <= 1 for one, _ in mine)
        assert tally.vague == sum(each.vague for _, each in mine)
    assert len(found) == len(
        {
            (each.side, each.outcome)
            for one in every
            if one.conflict and (front is None or front in one.fronts)
            for each in one.figures
        }
    )


def attack(attacker: str, target: str, *, mutual: bool = False) -> tuple[Dyad, ...]:
    return (Dyad(attacker=attacker, target=target, mutual=mutual),)


def test_pressed_on_two_fronts() -> None:
    found = pressure(
        [
            incident("a", dyads=attack("SDF", "ISIS"), fronts=("hajin",), hours=1),
            incident("b", dyads=attack("SAA", "ISIS"), fronts=("desert",), hours=2),
            incident("c", dyads=attack("ISIS", "SAA"), fronts=("desert",), hours=3),
            incident("d", dyads=attack("ISIS", "SDF"), fronts=("hajin",), hours=-20),
            incident("e", dyads=attack("SDF", "ISIS"), fronts=("hajin",), hours=-20),
        ],
        now=at(12),
        window=dt.timedelta(hours=24).total_seconds(),
    )
    (one,) = found
    assert (one.actor, one.fronts, one.attackers) == ("ISIS", ("desert", "hajin"), ("SAA", "SDF"))
    assert (one.incidents, one.since) == (2, at(1))
    assert (one.before, one.incidents_before) == (1, 1), "in the window before it was pressed on one front, once"
    assert one.by_front == {"desert": ("SAA",), "hajin": ("SDF",)}


def test_in_a_clash_both_are_under_attack() -> None:
    found = pressure(
        [
            incident("a", dyads=attack("SDF", "ISIS", mutual=True), fronts=("hajin", "desert")),
        ]
    )
    assert [one.actor for one in found] == ["ISIS", "SDF"]


def pressed(*given: Incident, **window: object) -> list[str]:
    return [one.actor for one in pressure(given, **window)]  # type: ignore[arg-type]


ATTACKED = (Dyad(attacker="SDF", target="ISIS", action="attack"),)
TWO_FRONTS = ("hajin", "idlib")


@pytest.mark.parametrize(
    ("given", "actors"),
    [
        ({"dyads": ATTACKED}, ["ISIS"]),
        ({"dyads": ATTACKED, "conflict": False}, []),
        ({"dyads": ATTACKED, "grade": Grade.DISCOUNTED}, []),
        ({"dyads": (Dyad(attacker="SDF", target=None, action="attack"),)}, []),
        ({"dyads": (Dyad(attacker="ISIS", target="ISIS", action="attack", mutual=True),)}, []),
        ({"dyads": (Dyad(attacker=None, target="ISIS", action="clash", mutual=True),)}, ["ISIS"]),
    ],
)
def test_who_is_under_pressure(given: dict[str, Any], actors: list[str]) -> None:
    assert pressed(incident("a", fronts=TWO_FRONTS, **given)) == actors


@pytest.mark.parametrize(("hours", "actors"), [(0.0, ["ISIS"]), (-0.001, [])])
def test_an_incident_at_the_very_beginning_of_the_window_is_in_it(hours: float, actors: list[str]) -> None:
    one = incident("a", fronts=TWO_FRONTS, hours=hours, dyads=ATTACKED)
    assert pressed(one, now=at(24), window=86_400.0) == actors


def test_what_was_before_is_of_the_window_before() -> None:
    now = incident("a", fronts=TWO_FRONTS, hours=1, dyads=ATTACKED)
    before = incident("b", fronts=("hajin", "ghazni", "idlib"), hours=-24, dyads=ATTACKED)
    older = incident("c", fronts=("aleppo",), hours=-24.001, dyads=ATTACKED)
    (found,) = pressure([now, before, older], now=at(24), window=86_400.0)
    assert (found.incidents, found.before, found.incidents_before) == (1, 3, 1)
