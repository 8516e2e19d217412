"""Which fronts a text is on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_extractor_world import ACTORS, FRONTS, read
from tui.extraction.fronts import FrontMatcher, inside
from tui.model import Front

SQUARE = ((0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0))


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        ("Shelling of Hajin", ("pocket",)),
        ("Shelling of Al Susah, Syria", ("pocket",)),
        ("Shelling in Gharanij, Syria", ("pocket",)),
        ("Syrian troops entered Palmyra", ("desert",)),
        ("A patrol was hit in Wadi Nowhere in Syria", ("desert",)),
        ("Israeli strike in Khan Younis", ("gaza",)),
        ("Russian strike on Odesa", ("ukraine",)),
        ("A flood in Odesa killed 3", ()),
        ("Houthi missile hit a cargo ship in the Red Sea", ("ships",)),
        ("A cargo ship ran aground", ()),
        ("An election was held in Peru", ()),
        ("A brigade based at Hajin left for Turkey", ()),
    ],
)
def test_fronts(text: str, fronts: tuple[str, ...]) -> None:
    assert read(text).fronts == fronts


def test_a_text_can_be_on_two_fronts_and_its_events_on_one_each() -> None:
    reading = read("The SDF attacked Daesh at Hajin.\nThe Syrian army attacked Daesh near Palmyra.")
    assert set(reading.fronts) == {"pocket", "desert"}
    assert [event.fronts for event in reading.events] == [("pocket",), ("desert",)]


def test_an_event_without_a_place_is_where_the_one_before_it_was() -> None:
    reading = read("The SDF attacked Daesh at Hajin. A Russian Ka-52 helicopter crashed, killing two pilots.")
    assert {event.fronts for event in reading.events} == {("pocket",)}


def test_a_query_that_does_not_parse_matches_nothing() -> None:
    matcher = FrontMatcher((Front(id="x", name="X", query="killed>="),), ACTORS)
    assert matcher.match((), ["SDF"], "killed") == ()


def test_no_fronts() -> None:
    assert FrontMatcher((), ()).match((), []) == ()
    assert len({front.id for front in FRONTS}) == len(FRONTS)


@given(st.floats(-20, 20), st.floats(-20, 20))
@settings(max_examples=80, deadline=None)
def test_inside_a_square(lat: float, lon: float) -> None:
    if lat not in (0.0, 10.0) and lon not in (0.0, 10.0):
        assert inside((lat, lon), SQUARE) == (0 < lat < 10 and 0 < lon < 10)
