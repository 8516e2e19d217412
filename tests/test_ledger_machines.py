"""The loss of one machine is one incident, however its reports are worded; copies are placed once; corrections join."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.ledger_kit import ACTORS, HAJIN, SOURCES, at, claim, item, reading, text
from tui.extraction.reasons import RESTATES
from tui.ledger.book import Ledger
from tui.ledger.copies import SPAN, Copies
from tui.ledger.happenings import counts_machine, happenings, machine
from tui.ledger.parts import parts_of
from tui.model import Equipment, Event, Grade, Item, Outcome, PlaceMention, Reading, State

Pair = tuple[Item, Reading]


def lost(type_: str, at_: int, category: str = "helicopter", outcome: str | None = "crashed") -> Equipment:
    return Equipment(type=type_, category=category, text=type_, span=(at_, at_ + len(type_)), outcome=outcome)


def ledger_of(*pairs: Pair) -> Ledger:
    ledger = Ledger(SOURCES, ACTORS)
    ledger.extend(pairs)
    return ledger


CRASH = text(
    1, "afp", 0, claim(2, side="Russia"), title="Helicopter comes down in Syria, both pilots dead", place="Deir Ezzor",
    kind="crash", equipment=(lost("helicopter", 0), lost("Ka-52", 60)), when=at(-2),
)  # fmt: skip
SHOT = text(
    2, "amaq", 2, claim(2), title="Fighters say they shot down a helicopter near Hajin", kind="shoot_down",
    equipment=(lost("Ka-52", 32, outcome="shot_down"),), when=at(-2),
)  # fmt: skip
JET = text(
    3, "post", 3, claim(2), title="Jet falls into the sea, two pilots dead", place="Deir Ezzor", kind="crash",
    equipment=(lost("Su-30", 0, "aircraft"),), when=at(-2),
)  # fmt: skip


def test_crash_and_shooting_down_of_one_helicopter_are_one_incident_with_a_contested_cause() -> None:
    ledger = ledger_of(CRASH, SHOT)
    (incident,) = ledger.incidents.values()
    assert [figure.low for figure in incident.figures if figure.outcome is Outcome.KILLED] == [2]
    assert any(line.startswith("cause: ") for line in incident.contradictions)
    assert incident.place == HAJIN


def test_a_jet_is_not_a_helicopter() -> None:
    assert len(ledger_of(CRASH, JET)) == 2


def test_the_machine_of_a_headline_has_its_type_from_the_lead() -> None:
    entry, said = CRASH
    assert machine(said, len(entry.title)) == ("helicopter", "Ka-52")
    assert machine(reading(claim(2)), 40) is None


def test_a_number_in_the_name_of_a_machine_is_not_people() -> None:
    said = reading(claim(52, figure="Ka-52"), equipment=(lost("Ka-52", 0),))
    assert counts_machine(said.claims[0], said)
    assert not counts_machine(claim(2, figure="two pilots"), said)
    ledger = ledger_of((item("i9"), said))
    (incident,) = ledger.incidents.values()
    assert incident.figures == ()
    assert [row.state for row in incident.claims] == [State.REFUSED]


def test_a_sentence_that_says_the_figure_again_makes_no_other_incident() -> None:
    again = claim(2, state=State.REFUSED, reason=RESTATES, again=0)
    mention = PlaceMention(place=HAJIN, text="Hajin", span=(50, 55))
    main, other = Event(claims=(0,)), Event(claims=(1,), place=mention, places=("hajin",), fronts=("hajin",))
    said = Reading(claims=(claim(2), again), events=(main, other), conflict=True)
    ((number, event),) = happenings(item("i1"), said)
    assert (number, event.place, event.claims, event.fronts) == (0, mention, (0, 1), ("hajin",))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_earliest_of_one_content_stands_for_the_others(order: tuple[int, ...]) -> None:
    hours = (0.0, 1.0, SPAN / dt.timedelta(hours=1) + 1)
    pairs = [(item(f"i{n}", source, "Same words", hour), reading(claim(3))) for n, (source, hour) in
             enumerate(zip(("afp", "post", "herald"), hours, strict=True))]  # fmt: skip
    parts = [parts_of(*pair)[0] for pair in pairs]
    copies = Copies()
    for n in order:
        copies.add(parts[n])
    assert [copies.first(part.id) for part in parts] == [parts[0].id, parts[0].id, parts[2].id]
    copies.remove(parts[0].id)
    assert [copies.first(part.id) for part in parts[1:]] == [parts[1].id, parts[1].id]


def test_a_correction_joins_what_it_corrects() -> None:
    ledger = ledger_of(
        text(1, "afp", 0, claim(12), title="Shelling kills 12 in market town"),
        text(2, "afp", 12, claim(9, correction=True), title="CORRECTION: nine dead in Hajin", correction=True),
    )
    (incident,) = ledger.incidents.values()
    assert [(figure.low, figure.high) for figure in incident.figures] == [(9, 9)]


def test_a_retraction_with_its_figure_counts_nobody() -> None:
    ledger = ledger_of(
        text(1, "afp", 0, claim(6), title="Blast in Hajin kills six"),
        text(2, "afp", 12, claim(6), title="RETRACTION: report on a blast in Hajin", correction=True),
    )
    (incident,) = ledger.incidents.values()
    assert incident.figures == ()
    assert incident.grade is Grade.DISCOUNTED
    assert {row.state for row in incident.claims} == {State.WITHDRAWN}


def test_a_later_toll_without_side_is_of_the_men_it_updates() -> None:
    ledger = ledger_of(
        text(1, "sohr", 0, claim(12, side="SAA", class_="combatant"), title="Attack near Hajin kills 12"),
        text(2, "sohr", 6, claim(34, update=True), title="Toll of the attack near Hajin rises to 34"),
    )
    (incident,) = ledger.incidents.values()
    (figure,) = incident.figures
    assert (figure.side, figure.headline, figure.text) == ("SAA", 34, "34")


def test_a_belligerent_that_denies_does_not_vouch_for_the_figure() -> None:
    ledger = ledger_of(
        text(1, "sohr", 0, claim(12, class_="civilian"), title="Strike on Hajin kills 12"),
        text(2, "mod", 3, claim(12, class_="civilian"), title="Statement: the report on Hajin is not credible"),
    )
    (incident,) = ledger.incidents.values()
    assert incident.grade is Grade.CONTESTED
    assert sum(row.state is State.ACTIVE for row in incident.claims) == 1


def test_day_words_that_differ_keep_apart_and_a_risen_toll_does_not() -> None:
    sunday = text(1, "sohr", 0, claim(6), title="Raid on Hajin kills six", when=at(-24))
    monday = text(2, "afp", 4, claim(6), title="Raid on Hajin kills six fighters", when=at(0))
    assert len(ledger_of(sunday, monday)) == 2
    risen = text(3, "afp", 4, claim(8, update=True), title="Toll of raid on Hajin rises to eight", when=at(0))
    assert len(ledger_of(sunday, risen)) == 1
