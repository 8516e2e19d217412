"""Reports that speak of an earlier one: a toll that rose, a sum that grew, a headline set against another attack."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from tests.headline_kit import CONFIG, Pair, report
from tui.ledger.book import Ledger
from tui.ledger.match import features
from tui.ledger.part import Part
from tui.ledger.parts import parts_of

HOUR = dt.timedelta(hours=1)


def grouped(*pairs: Pair) -> set[frozenset[str]]:
    """The reports of each incident, in every order of arrival the same."""
    found = []
    for order in itertools.islice(itertools.permutations(pairs), 24):
        ledger = Ledger(CONFIG.sources, CONFIG.actors)
        for pair in order:
            ledger.add(*pair)
        found.append({frozenset(ledger.items_of(id_)) for id_ in ledger.ids()})
    assert all(one == found[0] for one in found)
    return found[0]


def part(pair: Pair) -> Part:
    return parts_of(*pair)[0]


@pytest.mark.parametrize(
    ("later", "one"),
    [
        ("Death toll in drone attack on Shebekino rises to four", True),
        ("Death toll in drone attack on Zaporizhzhia rises to four", False),
        ("Drone attack on Shebekino kills four", False),
    ],
)
def test_a_toll_that_rose_belongs_to_the_report_that_named_the_region(later: str, one: bool) -> None:
    first = report(1, 0, "Ukrainian attack on Russia's Belgorod region kills three villagers, damages a dairy")
    second = report(2, 1, "Ukrainian attack kills three dairy villagers in Russia's Belgorod region")
    groups = grouped(first, second, report(3, 6, later))
    assert (frozenset(("t1", "t2", "t3")) in groups) is one


def test_a_headline_set_against_an_earlier_attack_is_not_that_attack() -> None:
    market = report(1, 0, "Russian strike on vegetable market in Ukraine kills seven people")
    toll = report(2, 2, "Seven people dead in Russian strike on Ukraine vegetable market")
    next_day = report(3, 20, "Russian strikes kill 7 people in Ukraine, a day after strike on vegetable market")
    assert features(part(market), part(next_day))["background"] == 1
    assert "background" not in features(part(market), part(toll))
    assert grouped(market, toll, next_day) == {frozenset(("t1", "t2")), frozenset(("t3",))}


@pytest.mark.parametrize(
    ("headline", "sides"),
    [
        ("Russian and Ukrainian strikes kill 9 overnight", 2),
        ("Pakistani and Indian artillery attacks kill 9", 2),
        ("Nine dead as Pakistan, India trade artillery strikes", 2),
        ("Russia and Ukraine exchanged strikes that kill 9", 2),
        ("US and Israeli strikes kill 9 in Iran", 0),
        ("Russian strikes kill 9 in Ukraine", 0),
        ("Strikes in Russia and Ukraine kill 9", 0),
    ],
)
def test_a_round_up_of_what_two_sides_did(headline: str, sides: int) -> None:
    both = part(report(1, 0, headline))
    single = part(report(2, 1, "Russian strikes kill 9 people in Ukraine"))
    assert len(both.sides) == sides
    assert ("both_sides_other" in features(both, single)) is bool(sides)


@pytest.mark.parametrize(
    ("later", "hours", "grown"),
    [
        ("Russian strikes across Ukraine kill seven", 5, True),
        ("Russian strikes across Ukraine kill three", 5, True),
        ("Russian strikes across Ukraine kill two", 5, False),  # fewer: another sum
        ("Russian strikes across Ukraine kill seven", 14, False),  # the next night's
        ("Ukrainian strikes across Russia kill seven", 5, False),
        ("Russian and Ukrainian strikes kill seven", 5, False),
        ("Russian strike on Odesa kills seven", 5, False),
    ],
)
def test_the_sum_of_a_day_grows_until_the_next(later: str, hours: float, grown: bool) -> None:
    first, second = report(1, 0, "Russian strikes across Ukraine kill three"), report(2, hours, later)
    assert ("grown" in features(part(first), part(second))) is grown
    assert ("grown" in features(part(second), part(first))) is grown
    if grown:
        assert len(grouped(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "later", "hours", "apart"),
    [
        (
            "Russian bomb kills six in Kostiantynivka",
            "Second Russian strike on Kostiantynivka kills four",
            20,
            "another",
        ),
        ("Bomb kills eight in Quetta market", "Another blast in Quetta market kills 3", 4, "another"),
        ("Drone kills six in El Fasher", "Drone hits El Fasher again, killing four", 9, "another"),
        ("Morning strike on Sumy kills two", "Evening strike on Sumy kills five", 9, "part_other"),
        # The second strike told by a second outlet; a night that is a morning; a toll that rose.
        ("Second strike on Kostiantynivka kills four", "Another strike on Kostiantynivka kills five", 2, None),
        ("Overnight strike on Sumy kills two", "Dawn strike on Sumy kills five", 3, None),
        ("Bomb kills eight in Quetta market", "Quetta market bombing toll rises to 11", 4, None),
        # Who gives no other figure may speak of the first one again.
        ("Bomb kills eight in Quetta market", "Another blast: Quetta market counts its eight dead", 4, None),
    ],
)
def test_one_more_strike_is_another_one(first: str, later: str, hours: float, apart: str | None) -> None:
    found = features(part(report(1, 0, first)), part(report(2, hours, later)))
    assert [name for name in ("another", "part_other") if found.get(name)] == ([apart] if apart else [])


def test_a_town_hit_on_two_days_is_two_incidents() -> None:
    first = report(1, 0, "Russian glide bomb kills 6 in Kostiantynivka")
    again = report(2, 2, "Six dead in Russian bombing of Kostiantynivka")
    second = report(3, 26, "Second Russian strike in two days on Kostiantynivka kills 4")
    more = report(4, 28, "Four more killed as Russia bombs Kostiantynivka again")
    assert grouped(first, again, second, more) == {frozenset(("t1", "t2")), frozenset(("t3", "t4"))}
