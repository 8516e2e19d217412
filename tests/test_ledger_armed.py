"""Whether an incident is of armed conflict: a vote of those who say why people died, and figures that wait for it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.headline_kit import ledger_of, reports
from tests.ledger_kit import ACTORS, SOURCES, claim, text
from tui.extraction.reasons import NOT_CONFLICT, UNARMED
from tui.ledger.book import Ledger
from tui.model import Incident, Item, Outcome, Reading, State

Pair = tuple[Item, Reading]


def one(*pairs: Pair) -> Incident:
    ledger = Ledger(SOURCES, ACTORS)
    ledger.extend(pairs)
    (found,) = ledger.incidents.values()
    return found


def said(n: int, source: str, figure: int, reason: str = "") -> Pair:
    """A report of the market strike: of armed conflict, or refused for ``reason``."""
    refused: dict[str, Any] = {"conflict": False, "state": State.REFUSED, "reason": reason} if reason else {}
    return text(n, source, n, claim(figure, **refused), conflict=not reason)


CRIME = f"{NOT_CONFLICT}: crime or a court case"
VOTES = [
    # What each of the outlets says, and whether it is of armed conflict.
    (["", ""], True),
    (["", CRIME], True),
    (["", CRIME, CRIME], False),
    (["", "", CRIME, CRIME], True),
    (["", UNARMED, UNARMED, UNARMED], True),
    ([UNARMED, UNARMED], False),
    ([CRIME], False),
]
OUTLETS = ("afp", "herald", "post", "sohr")


@pytest.mark.parametrize(("reasons", "armed"), VOTES)
def test_one_outlet_that_names_arms_is_outvoted_by_two_that_name_a_crime(reasons: list[str], armed: bool) -> None:
    found = one(*(said(n, OUTLETS[n], 6, reason) for n, reason in enumerate(reasons)))
    assert found.conflict is armed


def test_a_toll_without_arms_counts_where_others_name_them() -> None:
    found = one(said(1, "afp", 3), said(2, "herald", 9, UNARMED))
    assert [(figure.low, figure.high, figure.headline) for figure in found.figures] == [(3, 9, 9)]
    assert {row.state for row in found.claims} == {State.ACTIVE}
    refused = one(said(1, "afp", 3), said(2, "herald", 9, CRIME))
    assert [figure.high for figure in refused.figures] == [3]


def test_a_toll_without_arms_alone_counts_nobody() -> None:
    found = one(said(1, "afp", 9, UNARMED))
    assert (found.conflict, found.figures) == (False, ())


def test_the_rising_toll_of_a_strike_needs_no_word_of_arms() -> None:
    ledger = ledger_of(reports("Russian missile strike kills 3 in Sloviansk", "Death toll in Sloviansk rises to 9"))
    (found,) = ledger.incidents.values()
    assert [one.headline for one in found.figures if one.outcome is Outcome.KILLED] == [9]
    alone = ledger_of(reports("Death toll in Sloviansk rises to 9"))
    assert all(not one.figures for one in alone.incidents.values())


def test_no_vote_decides_why_an_aircraft_was_lost() -> None:
    said = (
        "Missile downs plane with 65 prisoners near Belgorod, killing all on board, Russia says",
        "Ukraine questions claim that 65 prisoners died in Belgorod plane crash",
        "Belgorod plane crash: 65 dead",
    )
    (found,) = ledger_of(reports(*said)).incidents.values()
    assert found.conflict
