"""What the fronts of a configuration change in what may count: a lone gunman where no front is, is a crime."""

from __future__ import annotations

import pytest

from tui.config import load
from tui.extraction.extractor import Extractor
from tui.extraction.reasons import NOT_CONFLICT, SHOTS
from tui.model import Reading

READER = Extractor((config := load(None)).actors, config.fronts)


def read(text: str) -> Reading:
    return READER.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gunman kills two in Lisbon",
        "At least three wounded as man opens fire on crowd in Chicago, police say",
        "Two injured after gunman opens fire near Brussels station",
        "Gunfire kills student, wounds three in Ottawa",
    ],
)
def test_shots_of_nobody_known_to_fight_are_a_crime_where_no_front_is(text: str) -> None:
    reading = read(text)
    assert reading.claims
    assert not reading.conflict
    assert all(claim.reason.startswith(f"{NOT_CONFLICT}: {SHOTS}") for claim in reading.claims)


@pytest.mark.parametrize(
    "text",
    [
        "Gunman kills two in Mogadishu",
        "Two injured after gunman opens fire near Nablus",
        "Gunman kills three soldiers in Lisbon",
        "Gunman kills two near border",
        "Three killed in shootout with police in Rio de Janeiro",
    ],
)
def test_shots_on_a_front_at_soldiers_or_nobody_knows_where_count(text: str) -> None:
    reading = read(text)
    assert reading.conflict
    assert not any(claim.reason for claim in reading.claims)
