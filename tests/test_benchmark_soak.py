"""The long run: its feeds are feeds, and it would notice what grows."""

from __future__ import annotations

import pytest

from benchmarks.soak import SHOWN, Ring, Sample, verdict
from tests.feedparse import read
from tests.feedserver import NOON, rss


def test_a_ring_shows_all_its_entries_in_turn_and_edits_one_to_and_fro() -> None:
    ring = Ring(rss(*(f"{n} killed" for n in range(40))).decode(), NOON)
    titles: set[str] = set()
    for _ in range(40):
        entries = read(ring.body()).entries
        assert len(entries) == SHOWN
        titles |= {entry.title for entry in entries}
        ring.polls += 1
    assert {title.removesuffix(" (updated)") for title in titles} == {f"{n} killed" for n in range(40)}
    assert len(titles) > 40


@pytest.mark.parametrize(
    ("late", "grown"),
    [
        (Sample(board=80, collector=110, files=25, processes=4), []),
        (Sample(board=81, collector=110, files=26, processes=4), []),
        (Sample(board=80, collector=130, files=25, processes=4), ["collector grew from 110.0 to 130.0"]),
        (Sample(board=80, collector=110, files=60, processes=9),
         ["files grew from 25.0 to 60.0", "processes grew from 4.0 to 9.0"]),
    ],
)  # fmt: skip
def test_what_grows_is_said(late: Sample, grown: list[str]) -> None:
    first, early = Sample(board=20, collector=30, files=9, processes=2), Sample(80, 110, 25, 4)
    assert verdict([first] * 5 + [early] * 10 + [late] * 5) == grown
