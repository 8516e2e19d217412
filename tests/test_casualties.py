"""Our own labelled sentences: what each states, what it adds and why the rest is refused."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.extraction.casualties import read_claims
from tui.extraction.figures import counted, stated
from tui.extraction.parsed import Parse
from tui.extraction.sentences import split
from tui.model import Claim, Class, Kind, Outcome, State

HERE = Path(__file__).parent / "labelled"
FIGURES = tuple(outcome.value for outcome in Outcome)


def claims(text: str) -> tuple[Claim, ...]:
    return read_claims(text, split(text), (), {}, published=None, source=None)


def _cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.toml")):
        for rule, sentences in tomllib.loads(path.read_text("utf-8")).items():
            found += [
                pytest.param(text, want, id=f"{path.stem}-{rule}: {text[:60]}") for text, want in sentences.items()
            ]
    return found


@pytest.mark.parametrize(("text", "want"), _cases())
def test_labelled(text: str, want: dict[str, Any]) -> None:
    found = claims(text)
    shown = [(c.outcome.value, c.n, c.figure, c.within, c.reason) for c in found]
    assert {k.value: v for k, v in stated(found).items()} == {k: want.get(k, 0) for k in FIGURES}, shown
    if "counted" in want:
        assert sum(counted(found).values()) == want["counted"], shown
    if "classes" in want:
        active = [c for c in found if c.state is State.ACTIVE and c.n and c.within is None]
        assert [c.class_.value for c in active] == want["classes"].split(), shown
    if want.get("reason"):
        assert any(c.state is State.REFUSED and c.reason.startswith(want["reason"]) for c in found), shown


def test_every_refused_claim_says_why_and_parts_point_at_others() -> None:
    for case in _cases():
        found = claims(case.values[0])
        for number, claim in enumerate(found):
            assert (claim.state is State.REFUSED) == bool(claim.reason)
            assert claim.within is None or (claim.within != number and 0 <= claim.within < len(found))
            assert claim.within is None or found[claim.within].within is None
            assert case.values[0][claim.span[0] : claim.span[1]] == claim.figure
            if claim.kind is Kind.VAGUE:
                assert claim.n is None or claim.n == claim.low


JULY = dt.datetime(2026, 7, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Drone attacks kill 201 soldiers in July", "sum over a period"),
        ("Drone attacks kill 201 soldiers in July, ministry says", "sum over a period"),
        ("Drone attack kills 20 soldiers on 20 July", ""),
        ("Drone attack kills 20 soldiers in May Street", ""),
        ("Drone attack kills 20 soldiers in Oct. 7 raid", ""),
        ("Drone attack kills 20 soldiers", ""),
        ("Chief linked to 2019 Easter attacks that killed 20 soldiers", "past event"),
        ("Chief accused as last month\u2019s attacks killed 20 soldiers", "past event"),
    ],
)
def test_a_month_without_a_day_is_no_single_incident(text: str, reason: str) -> None:
    found = read_claims(text, split(text), (), {}, published=JULY, source=None)[0]
    assert found.reason.startswith(reason)
    assert bool(found.reason) == bool(reason)


HOSTILE = (
    "a bomb killed two men and ",
    "killed ",
    "also killed ",
    "and killed ",
    "killed by ",
    "and two men in the city ",
    "including two killed ",
    "who was, ",
    "said killed ",
    "dead of ",
    "(",
    "at least ",
    "\n12 killed",
    " them killed the victims.",
    "Berg killed Berg ",
    "of its members killed two of its members ",
    "targeted a vehicle killing 2 members ",
    "Rebels clashed with soldiers 5 killed ",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_in_proportion_to_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at words are counted, not seconds: twice the text may take little more than twice the looks."""
    looks = 0
    lower = Parse.lower

    def counting(self: Parse, index: int) -> str:
        nonlocal looks
        looks += 1
        return lower(self, index)

    monkeypatch.setattr(Parse, "lower", counting)

    def work(repeats: int) -> int:
        nonlocal looks
        looks = 0
        claims(unit * repeats)
        return looks

    work(1)
    assert work(800) <= 2.3 * work(400) + 500


WORDS = "killed dead two 12 men and , . of the who was by including ( ) : - soldiers"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=25))
def test_no_order_of_words_makes_it_raise(words: list[str]) -> None:
    text = " ".join(words)
    for claim in claims(text):
        assert text[claim.span[0] : claim.span[1]] == claim.figure
        assert claim.low is None or claim.high is None or claim.low <= claim.high


@pytest.mark.parametrize(
    "text",
    [
        "Death toll of the strike rises to 15, including three children",
        "The number of people killed in the raid rose to 15 on Monday, among them three children.",
        "Deaths from the shelling reach 15, three of them children",
    ],
)
def test_a_toll_that_rises_names_its_parts(text: str) -> None:
    whole, part = claims(text)
    assert (whole.n, whole.within) == (15, None)
    assert (part.n, part.class_, part.within) == (3, Class.CIVILIAN, 0)
