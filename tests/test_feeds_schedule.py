"""When a feed is fetched next, and what may be sent back to it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feedserver import NOON, seeded
from tui.feeds import schedule
from tui.feeds.outage import Outage
from tui.feeds.schedule import CEILING, FLOOR, WEEK, Result, delay, may_send
from tui.feeds.values import Hints
from tui.model import Validators

SECONDS = st.one_of(st.none(), st.floats(min_value=-1e12, max_value=1e12))


@given(
    result=st.sampled_from(Result),
    interval=st.floats(min_value=-1e9, max_value=1e9),
    failures=st.integers(min_value=0, max_value=10**9),
    hints=st.builds(Hints, max_age=SECONDS, retry_after=SECONDS),
    ttl=SECONDS,
    seed=st.integers(),
)
@settings(max_examples=100, deadline=None)
def test_no_delay_leaves_its_bounds(
    result: Result, interval: float, failures: int, hints: Hints, ttl: float | None, seed: int
) -> None:
    seconds = delay(result, interval=interval, failures=failures, hints=hints, ttl=ttl, rng=seeded(seed))
    assert seconds >= FLOOR
    assert seconds <= (WEEK * 1.1 if result is Result.GONE else CEILING + FLOOR)


def seconds(result: Result, **fields: float) -> float:
    hints = Hints(max_age=fields.pop("max_age", None), retry_after=fields.pop("retry_after", None))
    failures = int(fields.pop("failures", 0))
    return delay(result, interval=600, rng=seeded(7), hints=hints, failures=failures, ttl=fields.get("ttl"))


def test_the_longest_of_interval_max_age_and_ttl_counts() -> None:
    assert 600 <= seconds(Result.DONE) <= 630
    assert 600 <= seconds(Result.DONE, max_age=60) <= 630
    assert 1800 <= seconds(Result.DONE, max_age=1800, ttl=900) <= 1890
    assert seconds(Result.DONE, ttl=99_999_999 * 60) == CEILING


def test_nothing_comes_before_retry_after() -> None:
    for seed in range(50):
        assert delay(Result.FAILED, interval=60, rng=seeded(seed), hints=Hints(retry_after=900)) >= 900


def test_back_off_grows_to_six_hours_and_is_spread() -> None:
    for failures in (1, 5, 30):
        waits = [delay(Result.FAILED, interval=600, failures=failures, rng=seeded(seed)) for seed in range(200)]
        assert max(waits) <= min(600 * 2**failures, 6 * 3600)
        assert max(waits) > min(600 * 2**failures, 6 * 3600) * 0.9
        assert len({round(wait) for wait in waits}) > 100


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ("", None),
        ("120", 120),
        ("  120 ", 120),
        ("0", FLOOR),
        ("1000000000", CEILING),
        ("1" * 20, CEILING),
        ("1" * 40, None),
        ("-5", None),
        ("1e9", None),
        ("12.5", None),
        ("１２０", None),
        ("soon", None),
        ("Mon, 04 May 2026 12:10:00 GMT", 600),
        ("Mon, 04 May 2026 12:10:00", 600),
        ("Mon, 04 May 2026 14:10:00 +0200", 600),
        ("Mon, 04 May 2020 12:10:00 GMT", FLOOR),
        ("Mon, 04 May 9999 12:10:00 GMT", CEILING),
        ("Mon, 34 May 2026 12:10:00 GMT", None),
        ("Mon, 04 May 2026 12:10:00 +99999999999999", None),
    ],
)
def test_retry_after(raw: str | None, expected: float | None) -> None:
    assert schedule.retry_after(raw, NOON) == expected


@given(st.text(max_size=100))
@settings(max_examples=100, deadline=None)
def test_headers_never_raise(raw: str) -> None:
    wait = schedule.retry_after(raw, NOON)
    assert wait is None or FLOOR <= wait <= CEILING
    age = schedule.max_age(raw)
    assert age is None or 0 <= age <= CEILING


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ("max-age=300", 300),
        ("public, MAX-AGE = 300", 300),
        ('private,max-age="300"', 300),
        ("max-age=1000000000000", CEILING),
        ("max-age=-1", None),
        ("max-age=300, no-cache", None),
        ("no-store", None),
        ("s-maxage=900", None),
        ("x-max-age=900", None),
        ("max-age=３００", None),
    ],
)
def test_max_age(raw: str | None, expected: float | None) -> None:
    assert schedule.max_age(raw) == expected


def test_hours_and_days_to_skip_are_kept_but_cannot_mute_a_feed() -> None:
    saturday = dt.datetime(2026, 5, 2, 21, 30, tzinfo=dt.UTC)
    assert schedule.past_skips(saturday, {21, 22}, ()) == 5_400
    assert schedule.past_skips(saturday, (), {5}) == 9_000
    assert schedule.past_skips(saturday, range(24), ()) == 0
    assert schedule.past_skips(saturday, {3}, {0}) == 0
    assert schedule.later(saturday, 600, {21, 22}, ()) == 600 + 4_800
    assert schedule.later(saturday, 600, (), range(7)) == 600
    assert schedule.later(saturday, WEEK, {21}, ()) >= WEEK


def test_a_clock_at_its_end_is_no_crash() -> None:
    end = dt.datetime.max.replace(tzinfo=dt.UTC)
    assert schedule.instant(end, 600) == end


def test_start_up_is_spread_and_quick() -> None:
    rng = seeded(1)
    delays = [schedule.first_delay(index, 200, 600, rng) for index in range(200)]
    assert delays == sorted(delays)
    assert 0 <= delays[0] < 1
    assert schedule.START * 0.9 < delays[-1] <= schedule.START


def test_validators_are_for_their_url_and_for_a_day() -> None:
    kept = Validators(url="u", etag='"1"', fetched=NOON)
    assert may_send(kept, "u", NOON + dt.timedelta(hours=23))
    assert not may_send(kept, "u", NOON + dt.timedelta(hours=24))
    assert not may_send(kept, "u", NOON - dt.timedelta(hours=1))
    assert not may_send(kept, "other", NOON)
    assert not may_send(None, "u", NOON)
    assert not may_send(Validators(url="u", fetched=NOON), "u", NOON)
    assert not may_send(Validators(url="u", etag='"1"'), "u", NOON)


# --- is it us? ----------------------------------------------------------------------------------------------


def test_one_dead_host_is_no_outage_but_all_are() -> None:
    watch = Outage()
    watch.hosts = 3
    seen = []
    for instant, (host, stage) in enumerate([("a", "dns"), ("b", "connect"), ("c", "dns"), ("c", None)]):
        watch.record(host, stage, instant)
        seen.append(watch.down)
    assert seen == [False, False, True, False]


def test_an_answer_of_any_kind_means_that_the_network_is_there() -> None:
    watch = Outage()
    watch.hosts = 2
    for stage in ("http", "tls", "body", "address"):
        watch.record("a", "dns", 0)
        watch.record("b", stage, 0)
        assert not watch.down


def test_a_few_dead_hosts_among_many_are_no_outage() -> None:
    watch = Outage()
    watch.hosts = 100
    for index in range(10):
        watch.record(f"good{index}", None, index)
    for index in range(8):
        watch.record(f"bad{index}", "dns", 10 + index)
    assert not watch.down


def test_an_outage_is_probed_slowly_and_long_ago_successes_do_not_hide_it() -> None:
    watch = Outage()
    watch.hosts = 100
    for index in range(90):
        watch.record(f"h{index}", None, 0)
    for index in range(5):
        watch.record(f"h{index}", "dns", 100 + index)
    assert watch.down
    assert [now for now in range(110, 170) if watch.may_probe(now)] == [110, 125, 140, 155]
