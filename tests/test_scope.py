"""Scope that depends on the publish time, realis, update and correction cues, and the two sums."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.extraction.casualties import read_claims
from tui.extraction.figures import counted, stated
from tui.extraction.sentences import split
from tui.model import Claim, Outcome, Realis, Scope, State

PUBLISHED = dt.datetime(2026, 8, 12, 9, tzinfo=dt.UTC)


def claims(text: str, published: dt.datetime | None = PUBLISHED) -> tuple[Claim, ...]:
    return read_claims(text, split(text), (), {}, published=published, source=None)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("A raid in 2019 killed 14 soldiers.", Scope.BACKGROUND),
        ("The army killed 153 rebels in 2026.", Scope.CUMULATIVE),
        ("A raid on 12 August 2026 killed 14 soldiers.", Scope.INCIDENT),
        ("Air strikes have killed 73,000 people.", Scope.CUMULATIVE),
        ("On 3 May a jet crashed, killing two pilots.", Scope.BACKGROUND),
        ("On 10 August rebels killed two pilots.", Scope.INCIDENT),
        ("On Aug. 11 rebels killed two pilots.", Scope.INCIDENT),
        ("On 20 December rebels killed two pilots.", Scope.BACKGROUND),
        ("The deadliest raid since 2019 killed 14 soldiers.", Scope.INCIDENT),
        ("Rebels killed 14 soldiers this week.", Scope.PERIOD),
        ("Rebels killed 14 soldiers on Sunday.", Scope.INCIDENT),
        ("Rebels killed 14 soldiers in the past 24 hours.", Scope.PERIOD),
        ("Rebels killed 14 soldiers over the past two weeks.", Scope.PERIOD),
    ],
)
def test_scope(text: str, scope: Scope) -> None:
    found = claims(text)[0]
    assert found.scope is scope
    assert (found.state is State.ACTIVE) == (scope is Scope.INCIDENT)


def test_the_year_of_publication_is_only_known_with_a_date() -> None:
    assert claims("The army killed 153 rebels in 2026.", None)[0].scope is Scope.INCIDENT


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Rebels killed 14 soldiers.", Realis.ASSERTED),
        ("The army said 14 rebels were killed.", Realis.REPORTED),
        ("Rebels allegedly killed 14 soldiers.", Realis.ALLEGED),
        ("A rights group accuses the army of killing 27 villagers.", Realis.ALLEGED),
        ("The army denies killing 14 villagers.", Realis.DENIED),
        ("The offensive could kill 14 soldiers.", Realis.HYPOTHETICAL),
        ("Rebels planned to kill 14 soldiers.", Realis.PLANNED),
    ],
)
def test_realis(text: str, realis: Realis) -> None:
    found = claims(text)[0]
    assert found.realis is realis
    assert (found.state is State.ACTIVE) == (realis in (Realis.ASSERTED, Realis.REPORTED, Realis.ALLEGED))


@pytest.mark.parametrize(
    ("text", "update", "correction"),
    [
        ("Death toll from the air strike rises to 34", True, False),
        ("Correction: the air strike killed 4 soldiers, not 14", False, True),
        ("The air strike killed 4 soldiers", False, False),
    ],
)
def test_update_and_correction(text: str, update: bool, correction: bool) -> None:
    found = claims(text)[0]
    assert (found.update, found.correction) == (update, correction)


def test_what_the_gate_refuses_is_stated_and_not_counted() -> None:
    found = claims("Bus crash kills 14")
    assert found[0].conflict is False
    assert stated(found)[Outcome.KILLED] == 14
    assert counted(found)[Outcome.KILLED] == 0


def test_parts_and_vague_words_add_nothing() -> None:
    found = claims("An air raid killed 51 civilians, including 19 children, and wounded dozens.")
    assert [claim.within for claim in found] == [None, 0, None]
    assert counted(found)[Outcome.KILLED] == 51
    assert counted(found)[Outcome.WOUNDED] == 0


WORDS = "3 31 \u00b2 2018 0000 May February 29 since on , killed two men"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=14))
def test_no_date_makes_it_raise(words: list[str]) -> None:
    for claim in claims(" ".join(words), dt.datetime(2028, 2, 29, tzinfo=dt.UTC)):
        assert claim.scope in Scope


def test_no_text_has_no_claims() -> None:
    assert claims("") == ()
    assert claims("The minister met the ambassador.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Families mark 2014 bombing that killed 50 in the capital",
        "In 1863, a massacre killed 200 people in the valley.",
    ],
)
def test_a_year_long_past_is_no_news(text: str) -> None:
    assert [claim.reason for claim in claims(text)] == ["past event"]
