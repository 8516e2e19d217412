"""One outcome of one incident, amount by amount: what makes the range, what is left beside it, what is disputed."""

from __future__ import annotations

import dataclasses

import pytest

from tests.ledger_kit import ACTORS, at
from tui.ledger.amounts import Amount
from tui.ledger.camps import Camps
from tui.ledger.figures import figures, headline
from tui.ledger.ranges import combine
from tui.model import ClaimantRole, Class, Figure, Outcome

CAMPS = Camps(ACTORS)
ENEMY = ClaimantRole.OTHER_SIDE
CIVILIANS = (None, Class.CIVILIAN)
SOLDIERS = ("SDF", Class.COMBATANT)
BASE = Amount(
    voice="source:afp", name="AFP", outlet="AFP", role=ClaimantRole.THIRD_PARTY, group=(None, Class.UNKNOWN),
    outcome=Outcome.KILLED, n=0, low=0, high=0, more=False, about=False, word="", time=at(0), rows=(), update=False,
    correction=False, actor=None,
)  # fmt: skip


def amount(n: int | None, name: str = "AFP", hours: float = 0, **more: object) -> Amount:
    """``n`` people, in the word of ``name``; more as in :class:`Amount`."""
    values: dict[str, object] = {"n": n, "low": n or 0, "high": n, "name": name, "voice": name, "time": at(hours)}
    return dataclasses.replace(BASE, **(values | {"rows": (f"{name}{n}",)} | more))  # type: ignore[arg-type]


def at_least(n: int, name: str = "AFP", hours: float = 0) -> Amount:
    return amount(n, name, hours, high=None)


def isis(n: int | None, **more: object) -> Amount:
    """What ISIS claims of the SDF's dead."""
    values: dict[str, object] = {"role": ENEMY, "actor": "ISIS", "group": SOLDIERS}
    return amount(n, **(values | {"name": "ISIS", "voice": "ISIS"} | more))  # type: ignore[arg-type]


def of(*amounts: Amount) -> dict[tuple[str | None, Class], Figure]:
    found, _, _ = figures(amounts, CAMPS)
    return {(figure.side, figure.class_): figure for figure in found}


def the_figure(*amounts: Amount) -> Figure:
    (figure,) = of(*amounts).values()
    return figure


def disputes(*amounts: Amount) -> tuple[str, ...]:
    return figures(amounts, CAMPS)[1]


# --- the headline figure -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        pytest.param([amount(12), amount(19, "SOHR", 1)], 19, id="a later higher one"),
        pytest.param([amount(19), amount(12, "SOHR", 1)], 19, id="a later lower one"),
        pytest.param([amount(19), amount(12, "SOHR", 1, correction=True)], 12, id="a later lower one that corrects"),
        pytest.param([amount(19), amount(12, hours=1)], 12, id="the same voice says less since"),
        pytest.param([amount(19), amount(12, "SDF", role=ClaimantRole.SAME_SIDE)], 12, id="the surest speaks"),
        pytest.param(
            [amount(19), amount(None, "SDF", role=ClaimantRole.SAME_SIDE)], 19, id="the surest has words only"
        ),
    ],
)
def test_which_figure_is_shown_first(amounts: list[Amount], shown: int) -> None:
    for given in (amounts, amounts[::-1]):
        found = headline(given)
        assert found is not None
        assert found.n == shown


def test_of_two_that_give_one_figure_the_newer_one_is_named() -> None:
    for given in ([amount(12), amount(12, "SOHR", 1)], [amount(12, "SOHR", 1), amount(12)]):
        found = headline(given)
        assert found is not None
        assert found.name == "SOHR"


def test_words_alone_have_no_headline() -> None:
    assert headline([amount(None)]) is None


# --- ranges --------------------------------------------------------------------------------------------


def test_a_word_widens_no_range() -> None:
    span = combine([amount(12), amount(None, "SOHR", low=24)])
    assert (span.low, span.high, span.most) == (12, 12, 12)
    span = combine([at_least(12), amount(None, "SOHR", low=24, high=None)])
    assert (span.low, span.high, span.most) == (12, None, 12)


def test_nobody_killed_is_a_figure() -> None:
    assert the_figure(amount(0)).text == "0"
    assert the_figure(amount(0), amount(2, "SOHR", 1)).text == "0-2"


# --- what only the other side claims -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "beyond", "text"),
    [(21, 21, "9 (21 claimed by ISIS)"), (10, 10, "9 (10 claimed by ISIS)"), (9, None, "9"), (3, None, "9")],
)
def test_what_the_enemy_claims_is_told_where_it_goes_beyond(claimed: int, beyond: int | None, text: str) -> None:
    figure = the_figure(amount(9, group=SOLDIERS), isis(claimed))
    assert (figure.claimed_by_enemy, figure.text, figure.high) == (beyond, text, 9)


def test_of_an_enemys_claims_the_highest_is_told() -> None:
    figure = the_figure(amount(9, group=SOLDIERS), isis(15), isis(21, voice="Amaq", name="Amaq"))
    assert (figure.claimed_by_enemy, figure.enemy) == (21, "Amaq")


def test_words_of_the_enemy_are_words() -> None:
    figure = the_figure(isis(None, word="dozens"))
    assert (figure.text, figure.headline, figure.vague, figure.claimed_by_enemy) == ("~dozens", None, 1, None)
    beside = the_figure(amount(9, group=SOLDIERS), isis(None, word="dozens"))
    assert (beside.text, beside.vague, beside.claimed_by_enemy) == ("9", 1, None)


# --- what a total has beyond its parts -----------------------------------------------------------------


def test_what_is_left_of_a_total_has_its_own_range_and_headline() -> None:
    found = of(
        amount(20), amount(26, "SOHR", 1), amount(12, "UN", group=CIVILIANS), amount(14, "OHCHR", 1, group=CIVILIANS)
    )
    rest = found[None, Class.UNKNOWN]
    assert (rest.text, rest.low, rest.high, rest.most) == ("8-12", 8, 12, 12), "with 12-14 civilians it is 20-26"
    assert (rest.headline, rest.claimant) == (12, "SOHR"), "26 in all, of whom 14 are civilians"
    assert found[CIVILIANS].headline == 14


def test_what_is_left_of_an_open_total_is_open() -> None:
    rest = of(at_least(20), amount(12, "UN", group=CIVILIANS))[None, Class.UNKNOWN]
    assert (rest.text, rest.low, rest.high, rest.most, rest.headline) == ("8+", 8, None, 8, 8)


def test_nothing_is_left_of_an_open_total_that_its_parts_exceed() -> None:
    found = of(at_least(10), amount(12, "UN", group=CIVILIANS))
    assert list(found) == [CIVILIANS]


# --- who acknowledges, who disputes --------------------------------------------------------------------


@pytest.mark.parametrize(("dead", "owned"), [(0, ()), (1, ("SDF",)), (9, ("SDF",)), (None, ("SDF",))])
def test_who_admits_a_loss_admits_that_there_was_one(dead: int | None, owned: tuple[str, ...]) -> None:
    own = amount(dead, "SDF", role=ClaimantRole.SAME_SIDE, actor="SDF", group=SOLDIERS)
    assert figures([own], CAMPS)[2] == owned


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(amount(12, "SOHR", 1, group=CIVILIANS), id="of other people"),
        pytest.param(amount(None, "SOHR", 1), id="in words"),
        pytest.param(amount(14, "SOHR", 1), id="not half as many"),
        pytest.param(at_least(3, "SOHR", 1), id="at least so many"),
    ],
)
def test_what_disputes_no_figure(later: Amount) -> None:
    assert disputes(amount(25), later) == ()


def test_an_enemys_boast_disputes_no_figure() -> None:
    assert disputes(amount(9, group=SOLDIERS), isis(40, time=at(1))) == ()
    assert disputes(isis(40), amount(9, group=SOLDIERS, hours=1)) == ()


def test_half_as_many_later_on_is_a_dispute() -> None:
    assert disputes(amount(25), amount(12, "SOHR", 1)) == ("killed: 12 (SOHR) against 25 (AFP)",)
    assert disputes(amount(12, "SOHR"), amount(25, hours=1)) == (), "a toll that rises"
