"""One claim in its text: whose word it is, of whose dead, and what a sentence that says it again adds."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.ledger_kit import claim, text
from tests.test_ledger_figures import one_incident
from tui.model import Claim, ClaimantRole, ClaimRow, Class, Equipment, State

RESTATED: dict[str, Any] = {"again": 0, "state": State.REFUSED, "reason": "said before"}


def first(*claims: Claim, source: str = "herald", **given: Any) -> ClaimRow:
    """The text's first claim, as it stands in the ledger."""
    (row,) = (
        row
        for row in one_incident(text(1, source, 0, *claims, **given)).claims
        if row.claim.sentence == claims[0].sentence
    )
    return row


HEADED = claim(2, sentence="Two killed")


@pytest.mark.parametrize(
    ("again", "side", "class_"),
    [
        ({"side": "SDF"}, "SDF", Class.UNKNOWN),
        ({"class_": "combatant"}, None, Class.COMBATANT),
        ({"side": "SDF", "class_": "combatant"}, "SDF", Class.COMBATANT),
        ({"side": "SDF", "realis": "hypothetical"}, None, Class.UNKNOWN),
        ({"side": "SDF", "again": 7}, None, Class.UNKNOWN),
    ],
)
def test_a_sentence_that_says_it_again_says_who_they_were(
    again: dict[str, Any], side: str | None, class_: Class
) -> None:
    row = first(HEADED, claim(2, sentence="They were soldiers.", **(RESTATED | again)))
    assert (row.claim.side, row.claim.class_) == (side, class_)


@pytest.mark.parametrize(
    ("other", "claimant"),
    [
        ({"state": State.REFUSED, "reason": "said before"}, "The ministry"),
        ({"state": State.REFUSED, "reason": "a plan", "realis": "planned"}, None),
        ({"state": State.REFUSED, "reason": "said before", "outcome": "wounded"}, None),
        ({"state": State.REFUSED, "reason": "said before", "n": 3}, None),
    ],
)
def test_a_refused_sentence_with_the_same_figure_says_whose_word_it_is(
    other: dict[str, Any], claimant: str | None
) -> None:
    values: dict[str, Any] = {
        "n": 2,
        "outcome": "killed",
        "sentence": "Two dead, the ministry says.",
        "claimant": "The ministry",
    } | other
    row = first(HEADED, claim(values.pop("n"), values.pop("outcome"), **values))
    assert row.claim.claimant == claimant


def test_the_number_in_the_name_of_a_machine_counts_nobody() -> None:
    machine = (Equipment(type="Ka-52", category="helicopter", text="Ka-52", span=(0, 5)),)
    row = first(claim(52, figure="Ka-52", sentence="Ka-52 lost"), equipment=machine)
    assert (row.state, row.reason) == (State.REFUSED, "a number in the name of a machine")


def test_what_the_headline_says_stands() -> None:
    again = claim(2, sentence="They were soldiers.", side="SDF", class_="combatant", **RESTATED)
    row = first(msgspec.structs.replace(HEADED, side="ISIS", class_=Class.CIVILIAN), again)
    assert (row.claim.side, row.claim.class_) == ("ISIS", Class.CIVILIAN)


@pytest.mark.parametrize(
    ("source", "said", "role"),
    [
        ("herald", {}, ClaimantRole.THIRD_PARTY),
        ("sohr", {}, ClaimantRole.NEUTRAL),
        ("herald", {"claimant": "witnesses"}, ClaimantRole.UNKNOWN),
        ("herald", {"claimant": "The UN", "claimant_role": "official_neutral"}, ClaimantRole.NEUTRAL),
        ("herald", {"claimant": "SDF", "claimant_actor": "SDF", "side": "SDF"}, ClaimantRole.SAME_SIDE),
        ("herald", {"claimant": "SDF", "claimant_actor": "SDF", "side": "Coalition"}, ClaimantRole.SAME_SIDE),
        ("herald", {"claimant": "SDF", "claimant_actor": "SDF", "side": "ISIS"}, ClaimantRole.OTHER_SIDE),
        ("herald", {"claimant": "SDF", "claimant_actor": "SDF"}, ClaimantRole.THIRD_PARTY),
        ("sdfpress", {"side": "SDF"}, ClaimantRole.SAME_SIDE),
        ("sdfpress", {"side": "ISIS"}, ClaimantRole.OTHER_SIDE),
    ],
)
def test_how_who_says_it_stands_to_the_dead(source: str, said: dict[str, Any], role: ClaimantRole) -> None:
    assert first(claim(2, sentence="Two killed", **said), source=source).role is role


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        ({}, State.ACTIVE, "counted"),
        ({"scope": "cumulative"}, State.ACTIVE, "a cumulative figure: listed, never added"),
        ({"scope": "background"}, State.REFUSED, "told of another incident"),
        ({"realis": "planned"}, State.REFUSED, "planned, not stated as fact"),
        ({"realis": "planned", "reason": "a plan"}, State.REFUSED, "a plan"),
        ({"conflict": False}, State.REFUSED, "not armed conflict"),
        ({"state": State.REFUSED}, State.REFUSED, "refused when read"),
    ],
)
def test_why_a_claim_counts_or_not(said: dict[str, Any], state: State, reason: str) -> None:
    incident = one_incident(text(1, "herald", 0, claim(2, sentence="Two killed", **said)))
    (row,) = incident.claims or incident.totals
    assert (row.state, row.reason) == (state, reason)
