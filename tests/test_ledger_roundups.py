"""Round-ups beside the incidents that they sum up: nobody is counted twice."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.headline_kit import CONFIG, ledger_of, report, reports
from tests.ledger_kit import at
from tui.ledger.book import Ledger
from tui.ledger.camps import Camps
from tui.ledger.itemise import itemise
from tui.ledger.outlines import Outline
from tui.ledger.parts import parts_of
from tui.ledger.roundups import RoundUps
from tui.ledger.running import Running
from tui.ledger.tallies import tallies
from tui.model import Class, Figure, Incident, Outcome

CAMPS = Camps(CONFIG.actors)


def killed(ledger: Ledger) -> tuple[int, int]:
    """All the dead in the tallies, from the lowest to the highest."""
    found = [one for one in tallies(ledger.incidents.values(), None) if one.outcome is Outcome.KILLED]
    return sum(one.low for one in found), sum(one.high for one in found)


def incident_of(ledger: Ledger, item: str) -> Incident:
    (found,) = (id_ for id_ in ledger.ids() if item in ledger.items_of(id_))
    return ledger.incident(found)


SCENES = [
    # The headlines, one an hour, the round-up last; how many parts it has; all the dead of the tallies.
    ("Missile kills four in Kharkiv / Drones kill five in Kyiv flats / Russian strikes across Ukraine kill 9", 2, 9),
    ("Russian drone kills three in Odesa / Russian attacks kill 10 across Ukraine over past day", 1, 10),
    ("Drone kills two in Sumy / Shells kill two in Nikopol / Four killed in Russian attacks on Sumy and Nikopol", 2, 4),
    ("Israeli drone kills two in Nabatieh / Israeli strikes on southern Lebanon kill five, health ministry says", 1, 5),
    ("Missile kills four in Sumy / Drone kills three in Kursk / Russia and Ukraine trade strikes, 7 dead", 2, 7),
    ("Army kills 15 militants in Chaman / Forces kill 23 militants in separate operations in Balochistan", 1, 23),
    # What cannot be in it: other hands, another country, more people than it tells of, soldiers among civilians.
    ("Ukrainian drone kills four in Belgorod / Russian strikes across Ukraine kill 9", 0, 13),
    ("Russian missile kills six in Dnipro / Russian strikes across Ukraine kill 4", 0, 10),
    ("Israeli strike kills three in Beirut / Israeli strikes across Gaza kill 12", 0, 15),
    # One strike, told in the singular, is no round-up.
    ("Russian missile kills four in Kharkiv / Russian missile kills nine in Ukraine", 0, 13),
]


@pytest.mark.parametrize(("headlines", "parts", "dead"), SCENES)
def test_a_round_up_adds_what_it_has_beyond_its_parts(headlines: str, parts: int, dead: int) -> None:
    said = headlines.split(" / ")
    ledger = ledger_of(reports(*said))
    last = incident_of(ledger, f"t{len(said) - 1}")
    assert len(last.parts) == parts
    assert killed(ledger) == (dead, dead)
    assert ("a round-up" in last.grade_reason) is bool(parts)


def test_a_round_up_is_shown_as_it_was_reported_and_says_why_it_is_not_added() -> None:
    ledger = ledger_of(
        reports("Russian drone kills three in Odesa", "Russian attacks kill 10 across Ukraine in past day")
    )
    found = incident_of(ledger, "t1")
    assert [(one.low, one.high) for one in found.figures] == [(10, 10)]
    assert [(one.low, one.high) for one in found.rest] == [(7, 7)]
    assert found.grade_reason.endswith("; a round-up: 3 of its 10 killed are counted in 1 other incident")


def test_a_part_that_comes_later_or_goes_is_followed() -> None:
    ledger = ledger_of(reports("Russian attacks kill 10 across Ukraine in past day"))
    assert killed(ledger) == (10, 10)
    summed = incident_of(ledger, "t0").id
    touched = ledger.add(*report(1, 1, "Russian drone kills three in Odesa"))
    assert summed in touched.ids
    assert killed(ledger) == (10, 10)
    ledger.add(*report(2, 30, "Russian attacks kill 10 across Ukraine in past day, toll confirmed"))
    assert summed in ledger.ids()


def test_when_its_parts_expire_a_round_up_is_counted_alone() -> None:
    ledger = ledger_of(
        [report(0, 0, "Russian drone kills three in Odesa"), report(1, 9, "Russian attacks across Ukraine kill 8")]
    )
    summed = incident_of(ledger, "t1").id
    touched = ledger.expire(at(5))
    assert summed in touched.ids
    assert ledger.incident(summed).parts == ()
    assert killed(ledger) == (8, 8)


MANY = [
    "Russian strikes across Ukraine kill 9",
    "Russian missile kills four in Kharkiv",
    "Russia and Ukraine trade strikes, 16 dead",
    "Three killed in Russian shelling of Kherson",
    "Ukrainian drones kill five in Belgorod",
    "At least six killed in Russian attacks on Kherson and Zaporizhzhia",
    "Ukrainian drone attacks across Russia kill seven",
    "Two killed in drone strike on Bryansk",
]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, len(MANY)))
def test_what_a_round_up_holds_does_not_depend_on_the_order_of_arrival(rng: random.Random, count: int) -> None:
    pairs = reports(*MANY[:count])
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    steps = Ledger(CONFIG.sources, CONFIG.actors)
    running = Running()
    shown: dict[str, Incident] = {}
    for pair in shuffled:
        touched = steps.add(*pair)
        fresh = {id_: steps.incident(id_) for id_ in touched.ids}
        shown = {id_: one for id_, one in (shown | fresh).items() if id_ not in touched.gone}
        running.update(touched.gone, fresh)
    at_once = Ledger(CONFIG.sources, CONFIG.actors)
    at_once.extend(pairs)
    assert shown == dict(steps.incidents) == dict(at_once.incidents)
    assert running.tallies(at(-9)).all == tallies(at_once.incidents.values(), None)


AREAS = [
    ("Russian strikes across Ukraine kill 9 as missile falls in Poland", {"UA"}),
    ("Israeli attacks across Gaza and West Bank kill three", {"PS.gaza-strip", "PS.west-bank"}),
    ("Four killed in attacks on Russia's Belgorod Region in past day", {"RU.belgorod-oblast"}),
    ("Ukraine hits multiple Russian regions, killing 8", {"RU"}),
    ("Russia and Ukraine exchange strikes, 14 dead", {"RU", "UA"}),
    ("Russian strike on Kharkiv kills 4", set()),
    ("Russian strike on Kharkiv and Chuhuiv kills 4", set()),
]


@pytest.mark.parametrize(("headline", "places"), AREAS)
def test_over_what_area_a_headline_sums_up(headline: str, places: set[str]) -> None:
    part = parts_of(*report(0, 0, headline))[0]
    assert {lineage[0] for lineage in part.area} == places


def figure(n: int, class_: Class = Class.UNKNOWN, *, is_open: bool = False, side: str | None = None) -> Figure:
    return Figure(
        side=side,
        class_=class_,
        outcome=Outcome.KILLED,
        low=n,
        high=None if is_open else n,
        headline=n,
        claimant="x",
        most=n,
    )


def outline(id_: str, *figures: Figure, hours: float = 0.0, sums: bool = False) -> Outline:
    return Outline(
        id=id_,
        first=at(hours),
        last=at(hours),
        happened=None,
        area=(("UA",),),
        attackers=frozenset(),
        figures=figures,
        sums=sums,
    )


def test_nobody_is_taken_out_of_a_figure_that_is_of_others() -> None:
    whole = outline("sum", figure(20, Class.COMBATANT), figure(3, Class.CIVILIAN), sums=True)
    parts = [outline("a", figure(5, Class.COMBATANT)), outline("b", figure(2, Class.CIVILIAN)), outline("c", figure(4))]
    found = itemise(whole, parts, CAMPS)
    assert found is not None
    assert set(found.parts) == {"a", "b", "c"}
    assert [(one.class_, one.low) for one in found.rest] == [(Class.COMBATANT, 11), (Class.CIVILIAN, 1)]


def test_an_open_figure_holds_any_number_and_is_left_with_nothing_known() -> None:
    whole = outline("sum", figure(9, is_open=True), sums=True)
    found = itemise(whole, [outline("a", figure(7)), outline("b", figure(6))], CAMPS)
    assert found is not None
    assert (set(found.parts), found.rest) == ({"a", "b"}, ())


def test_the_nearest_in_time_go_in_first_as_long_as_there_is_room() -> None:
    whole = outline("sum", figure(9), hours=20, sums=True)
    found = itemise(
        whole, [outline("far", figure(5)), outline("near", figure(6), hours=18), outline("small", figure(3))], CAMPS
    )
    assert found is not None
    assert found.parts == ("near", "small")
    assert found.rest == ()


def test_a_larger_round_up_follows_what_a_smaller_one_has_left() -> None:
    """Thirteen hold the nine, which hold the four: the nine add five, the thirteen add four."""
    followed = RoundUps(CAMPS)
    nine, thirteen = outline("nine", figure(9), sums=True), outline("more", figure(13), sums=True)
    assert followed.update({"nine": nine, "more": thirteen}) == {"more"}
    assert followed.update({"four": outline("four", figure(4))}) == {"nine", "more"}
    rest = {id_: found.rest[0].low for id_ in ("nine", "more") if (found := followed.of(id_)) is not None}
    assert rest == {"nine": 5, "more": 4}
    assert followed.update({"four": None}) == {"nine", "more"}
    assert followed.of("nine") is None
    assert followed.update({"nine": None}) == {"more"}
    assert followed.of("more") is None


def test_what_happened_on_another_day_is_in_no_round_up_of_this_one() -> None:
    followed = RoundUps(CAMPS)
    early = outline("early", figure(4), hours=-25)
    late = outline("late", figure(4), hours=7)
    assert followed.update({"sum": outline("sum", figure(9), sums=True), "early": early, "late": late}) == set()
    assert dt.timedelta(0) == at(0) - outline("sum", figure(9)).first
