"""Durations and instants as people write them."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.units import LONGEST, UnreadableError, instant_of, moment_of, seconds_of


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("20s", 20), ("10m", 600), ("10 min", 600), ("24h", 86_400), ("7d", 604_800), ("1.5h", 5400), ("2w", 1_209_600)],
)
def test_durations(words: str, seconds: float) -> None:
    assert seconds_of(words) == seconds


def test_all_time_is_the_longest() -> None:
    assert seconds_of("all") == LONGEST


@pytest.mark.parametrize("words", ["", "0s", "-1h", "h", "1y", "1e9d", "999999999w", "１２h", "nan", "24 hours ago"])
def test_what_is_no_duration(words: str) -> None:
    with pytest.raises(UnreadableError, match="expected a number and"):
        seconds_of(words)


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("2018-05-08", dt.datetime(2018, 5, 8, tzinfo=dt.UTC)),
        ("2018-05-08T06:00", dt.datetime(2018, 5, 8, 6, tzinfo=dt.UTC)),
        ("2018-05-08T06:00+03:00", dt.datetime(2018, 5, 8, 3, tzinfo=dt.UTC)),
        ("2018-05-08T06:00Z", dt.datetime(2018, 5, 8, 6, tzinfo=dt.UTC)),
    ],
)
def test_instants(words: str, instant: dt.datetime) -> None:
    assert instant_of(words) == instant


@given(st.text(max_size=30))
def test_any_words_are_read_or_refused(words: str) -> None:
    for read in (seconds_of, instant_of, moment_of):
        with contextlib.suppress(UnreadableError):
            assert read(words) is not None


NOON = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("8h", NOON - dt.timedelta(hours=8), NOON - dt.timedelta(hours=8)),
        ("2026-08-19T06:00Z", NOON - dt.timedelta(hours=30), NOON - dt.timedelta(hours=30)),
        ("yesterday", NOON - dt.timedelta(hours=36), NOON - dt.timedelta(hours=12)),
        ("thursday", NOON - dt.timedelta(hours=12), NOON),  # the day is one
        ("friday", NOON - dt.timedelta(days=6, hours=12), NOON - dt.timedelta(days=5, hours=12)),
        ("this-week", NOON - dt.timedelta(days=3, hours=12), NOON),
        ("Last  week", NOON - dt.timedelta(days=10, hours=12), NOON - dt.timedelta(days=3, hours=12)),
        (" Today ", NOON - dt.timedelta(hours=12), NOON),
        ("2030-01-01", dt.datetime(2030, 1, 1, tzinfo=dt.UTC), dt.datetime(2030, 1, 1, tzinfo=dt.UTC)),
    ],
)
def test_moments(words: str, start: dt.datetime, end: dt.datetime) -> None:
    moment = moment_of(words)
    assert (moment.start(NOON), moment.end(NOON)) == (start, end)
