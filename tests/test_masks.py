"""Masked words are read, and quoted as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config import load
from tui.extraction.extractor import Extractor
from tui.extraction.masks import unmasked
from tui.model import Outcome, State


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    config = load(None)
    return Extractor(config.actors, config.fronts)


@pytest.mark.parametrize(
    ("text", "outcome", "n"),
    [
        ("Turkish drone strike near Ain Issa: three civilians kil*led", Outcome.KILLED, 3),
        ("De*ath toll update | Four soldiers ki*lled in ISIS ambush east of Sukhnah", Outcome.KILLED, 4),
        ("Shelling on Sarmin leaves two de*ad and five inj*ured", Outcome.WOUNDED, 5),
    ],
)
def test_a_masked_word_counts_as_the_word_it_masks(extractor: Extractor, text: str, outcome: Outcome, n: int) -> None:
    reading = extractor.read(text)
    found = [claim for claim in reading.claims if claim.outcome is outcome and claim.state is State.ACTIVE]
    assert [claim.n for claim in found] == [n]
    for claim in found:
        assert claim.sentence in text
        assert "*" in claim.sentence
    assert all(sentence in text for event in reading.events for sentence in event.sentences)


@pytest.mark.parametrize("text", ["That is bull*hit", "2*3 killed", "a*b*c", "*killed*", "kil*led7", "the **dead**"])
def test_other_asterisks_stay(text: str) -> None:
    assert unmasked(text) == text


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("UPDATE 5-12 dead in Russian strike on Kyiv", 12),
        ("WRAPUP 2-Nine dead in Russian strike on Kyiv", 9),
        ("Live: 5-12 dead in Russian strike on Kyiv", 5),
    ],
)
def test_a_version_of_a_wire_is_no_figure(extractor: Extractor, text: str, n: int) -> None:
    found = extractor.read(text).claims
    assert [claim.n for claim in found] == [n]
    assert all(claim.sentence in text for claim in found)


@given(st.text(alphabet="kiledatjurn* .\n7é", max_size=60))
def test_the_length_and_what_is_not_masked_stay(text: str) -> None:
    plain = unmasked(text)
    assert len(plain) == len(text)
    assert unmasked(plain) == plain
    bare = str.maketrans("", "", "* ")
    assert plain.translate(bare) == text.translate(bare)
