"""Totals as claimed: where they begin, what two of them imply, and what they have beyond our own sum."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.ledger_kit import SOURCES, at, claim, text
from tests.test_ledger_figures import Pair, ledger_of
from tui.ledger.beginnings import start_of
from tui.ledger.totals import Stated, stated
from tui.model import Changes
from tui.situation import situation
from tui.store.memory import Store

PUBLISHED = dt.datetime(2018, 12, 12, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        ("517 fighters killed since 10 September", "2018-09-10"),
        ("517 fighters killed since 10th of Sept 2017", "2017-09-10"),
        ("since September 10, 2016, 517 have died", "2016-09-10"),
        ("517 have died since September 10", "2018-09-10"),
        ("517 have died since September", "2018-09-01"),
        ("517 have died since September 2017", "2017-09-01"),
        ("517 have died since 20 December", "2017-12-20"),
        ("517 have died since 2014", "2014-01-01"),
        ("517 have died since 0000 hours", None),
        ("517 have died since 0600 local time", None),
        ("517 have died since 2300", None),
        ("34 soldiers were killed in the past 24 hours", "2018-12-11"),
        ("34 soldiers were killed over the last week", "2018-12-05"),
        ("517 have died since 31 February", None),
        ("517 have died since the offensive began", None),
        ("the 12th killed since May", "2018-05-01"),
        ("the total is 517", None),
    ],
)
def test_where_a_total_begins(sentence: str, want: str | None) -> None:
    found = start_of(claim(517, sentence=sentence), PUBLISHED)
    assert (None if found is None else found.date().isoformat()) == want


def total(n: int, number: int, hours: float, source: str = "sohr", **given: Any) -> Pair:
    values: dict[str, Any] = {"scope": "cumulative", "sentence": f"{number} killed since 2 March 2026", **given}
    return text(n, source, hours, claim(number, **values), title=f"Count of {source}: {number}")


def lines(*pairs: Pair, held_since: float = -100) -> tuple[Stated, ...]:
    held = list(ledger_of(*pairs).incidents.values())
    return stated(held, held, at(held_since))


def test_two_cumulatives_imply_a_difference_that_is_marked() -> None:
    (line,) = lines(total(1, 500, 10), total(2, 517, 34), held_since=0)
    assert (line.row.claim.n, line.implied) == (517, 17)
    assert "implied 17 since 02 Mar (derived)" in line.text
    assert line.low is None, "the total begins before what we hold"


@pytest.mark.parametrize(
    "other",
    [
        total(2, 517, 34, source="herald"),
        total(2, 517, 34, sentence="517 killed since 2 May 2025"),
        total(2, 517, 34, side="SDF"),
        total(2, 517, 34, class_="civilian"),
    ],
    ids=["another claimant", "another beginning", "another side", "another class"],
)
def test_figures_of_two_things_imply_nothing(other: Pair) -> None:
    found = lines(total(1, 500, 10), other)
    assert [line.implied for line in found] == [None, None]


def test_without_a_beginning_nothing_is_implied() -> None:
    (line,) = lines(total(1, 500, 10, sentence="500 killed in all"), total(2, 517, 34, sentence="517 killed in all"))
    assert (line.row.claim.n, line.implied, line.earlier) == (517, None, None)


def test_a_stated_total_stands_beside_our_sum_and_the_gap_is_not_itemised() -> None:
    strike = text(5, "afp", 6, claim(12), title="Air strike on Hajin market")
    clash = text(6, "afp", 30, claim(3), title="Clash near Idlib", place="Idlib", kind="clash")
    (line,) = lines(strike, clash, total(1, 40, 20))
    assert (line.low, line.high, line.gap) == (12, 12, 28), "what came after the total was told is not of it"
    assert line.text.endswith("our sum 12, 28 not itemised")


def test_a_total_of_one_side_stands_beside_the_dead_of_that_side() -> None:
    clash = text(5, "afp", 6, claim(12, side="SDF"), claim(7, side="ISIS"), title="Clash near Hajin", kind="clash")
    (line,) = lines(clash, total(1, 40, 20, side="ISIS"))
    assert (line.low, line.high, line.gap) == (7, 7, 33)


def test_what_a_total_does_not_reach_has_no_gap() -> None:
    strike = text(5, "afp", 6, claim(12), title="Air strike on Hajin market")
    (line,) = lines(strike, total(1, 11, 20))
    assert (line.low, line.high, line.gap) == (12, 12, 0)
    assert line.text.endswith("our sum 12")


def test_a_total_that_fell_implies_nothing() -> None:
    (line,) = lines(total(1, 517, 10), total(2, 500, 34), held_since=0)
    assert line.earlier is not None
    assert (line.row.claim.n, line.implied, "implied" in line.text) == (500, None, False)


def test_our_sum_beside_a_total_is_of_all_we_hold_whatever_a_filter_hides() -> None:
    strike = text(5, "afp", 6, claim(12), title="Air strike on Hajin market")
    store = Store(SOURCES, fronts=())
    store.apply(Changes(time=at(24), incidents=tuple(ledger_of(strike, total(1, 40, 20)).incidents.values())))
    shown = situation(store, (), dt.timedelta(days=365).total_seconds(), at(24), lambda one: bool(one.totals))
    ((low, high, gap),) = [(line.low, line.high, line.gap) for line in shown.stated]
    assert (shown.hidden, low, high, gap) == (1, 12, 12, 28)


def test_a_total_in_words_is_no_number_to_set_beside_ours() -> None:
    words = {"scope": "cumulative", "sentence": "dozens killed since 2 March 2026", "figure": "dozens"}
    assert lines(text(1, "sohr", 0, claim(None, low=24, **words))) == ()


def test_a_total_is_never_in_a_sum() -> None:
    ledger = ledger_of(total(1, 500, 10), total(2, 517, 34))
    assert [incident.figures for incident in ledger.incidents.values() if incident.figures] == []
