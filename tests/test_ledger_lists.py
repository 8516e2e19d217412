"""Pages that are lists: bounded by rule, and what is not counted is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger_kit import ACTORS, SOURCES, claim, reading, text
from tui.ledger.book import Ledger
from tui.ledger.lists import EVENTS, FIGURES, LISTED, bounded
from tui.model import Claim, Event, Reading, State


def listed(counts: list[int], *claims: Claim) -> Reading:
    """A text whose events have so many claims each, in order."""
    said = claims or tuple(claim(n + 1) for n in range(sum(counts)))
    starts = [sum(counts[:at]) for at in range(len(counts))]
    events = [Event(claims=tuple(range(start, start + n))) for start, n in zip(starts, counts, strict=True)]
    return Reading(claims=said, events=tuple(events))


@pytest.mark.parametrize(("events", "each"), [(1, 1), (1, FIGURES), (EVENTS, FIGURES // EVENTS)])
def test_a_report_is_taken_in_whole(events: int, each: int) -> None:
    report = listed([each] * events)
    assert bounded(report) is report


def test_figures_beyond_the_bound_are_refused_and_kept() -> None:
    taken = bounded(listed([FIGURES + 7]))
    states = [one.state for one in taken.claims]
    assert states == [State.ACTIVE] * FIGURES + [State.REFUSED] * 7
    assert {one.reason for one in taken.claims[FIGURES:]} == {
        f"one of {FIGURES + 7} figures in one text: a list, of which no more is taken in"
    }


def test_events_beyond_the_bound_are_none_and_their_claims_count_nowhere() -> None:
    taken = bounded(listed([1] * (EVENTS + 3)))
    assert len(taken.events) == EVENTS
    assert [one.state for one in taken.claims[EVENTS:]] == [State.REFUSED] * 3


def test_what_was_refused_when_read_keeps_its_reason() -> None:
    past = claim(4, state=State.REFUSED, reason="past event")
    taken = bounded(listed([FIGURES + 2], *(claim(1) for _ in range(FIGURES + 1)), past))
    assert taken.claims[-1] is past
    assert taken.claims[FIGURES].state is State.REFUSED


def test_a_part_of_a_figure_that_is_not_listed_is_refused() -> None:
    past = [claim(4, state=State.REFUSED, reason="past event") for _ in range(LISTED - 1)]
    page = reading(*past, claim(2, class_="civilian", within=LISTED), claim(5))
    item, _ = text(1, "herald", 0)
    ledger = Ledger(SOURCES, ACTORS)
    assert ledger.add(item, page).faults == ()
    (incident,) = ledger.incidents.values()
    assert incident.figures == ()
    assert [row.reason for row in incident.claims if row.claim.n == 2] == [
        "one of 2 figures in one text: a list, of which no more is taken in"
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), max_size=2 * EVENTS))
def test_bounds_hold_and_hold_again(counts: list[int]) -> None:
    whole = listed(counts)
    once = bounded(whole)
    assert sum(one.state is State.ACTIVE for one in once.claims) <= FIGURES
    assert len(once.events) <= EVENTS
    assert [one.n for one in once.claims] == [one.n for one in whole.claims[:LISTED]]
    assert bounded(once) == once


def test_a_burst_of_lists_makes_few_incidents_and_says_what_is_not_counted() -> None:
    ledger = Ledger(SOURCES, ACTORS)
    said = 3 * FIGURES
    for number in range(5):
        item, _ = text(number, "herald", number)
        ledger.add(item, reading(*(claim(n % 90 + 1, figure=f"{n % 90 + 1}") for n in range(said))))
    assert len(ledger) <= 5 * EVENTS
    incidents = list(ledger.incidents.values())
    rows = {row.id: row for incident in incidents for row in incident.claims}
    assert len(rows) == 5 * LISTED
    refused = [row for row in rows.values() if f"one of {said} figures" in row.reason]
    assert len(refused) == 5 * (LISTED - FIGURES)
    assert all(row.state is State.REFUSED for row in refused)
