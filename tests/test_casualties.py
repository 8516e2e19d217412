"""Our own labelled sentences: what each states, what it adds and why the rest is refused."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tui.extraction.casualties import read_claims
from tui.extraction.figures import counted, stated
from tui.extraction.sentences import split
from tui.model import Claim, Kind, Outcome, State

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


def test_one_very_long_sentence_is_read_in_proportion() -> None:
    """Claims grow with the text, not faster: the walk from each figure is bounded."""

    def work(repeats: int) -> int:
        return len(claims("a bomb killed two men and " * repeats))

    assert 0 < work(400) <= 2 * work(200) + 2
