"""Pages whose feed gives no publication date are dated by their address or their dateline, and by nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.feeds.items import item_of
from tui.feeds.stamps import AHEAD, BY_ADDRESS, BY_DATELINE, BY_NUMBER, BY_PAGE, EARLIEST, stamp_of
from tui.model import Entry, Source

SEEN = dt.datetime(2026, 3, 1, 12, 30, tzinfo=dt.UTC)
SOURCE = Source(id="s", name="S", url="")


def day_of(url: str, text: str = "") -> str | None:
    stamp = stamp_of(url, text, SEEN)
    return None if stamp is None else f"{stamp.at:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/news/2023/5/9/shells-fall-on-the-town", "2023-05-09"),
        ("/2023/05/09/", "2023-05-09"),
        ("/world/2023/05/09", "2023-05-09"),
        ("/world/two-officials-killed-2023-05-09/", "2023-05-09"),
        ("/live/2023-05-09/update", "2023-05-09"),
        ("/en/2023/9-may-shells-fall-on-the-town", "2023-05-09"),
        ("/en/2023/may/09/shells-fall", "2023-05-09"),
        ("/english/region/09052023", "2023-05-09"),
        ("/english/20230509.html", "2023-05-09"),
        ("/2023/05/", None),
        ("/2023/13/40/x", None),
        ("/2023/02/30/x", None),
        ("/story/29045-shells-fall", None),
        ("/story/2023050912/x", None),
        ("/a-20230509", None),
        ("/article/12345678", None),
        ("/1923/05/09/x", None),
        ("/2027/05/09/x", None),
        ("/2023/05/09/looking-back-2021-04-08/", None),
        ("/posts/2023/05/091/x", None),
    ],
)
def test_an_address_tells_the_day_in_whole_places_only(path: str, day: str | None) -> None:
    assert day_of(f"https://herald.example{path}") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9 May 2023\nThe shells fell at noon.", "2023-05-09"),
        ("9 May، 2023\nThe shells fell at noon.", "2023-05-09"),
        ("May 9, 2023", "2023-05-09"),
        ("Tuesday, 9 May 2023, 13:09\nThe shells fell at noon.", "2023-05-09"),
        ("Shells fall on town\n9 May 2023\nThe shells fell at noon.", "2023-05-09"),
        ("Shells fall on town\n(May 9, 2023 / Wire) The shells fell at noon.", "2023-05-09"),
        ("Shells fall on town\n9 May 2023\nMinister opens a bridge", None),  # of another page, linked beside this one
        ("Shells fall on town\nOn 9 May 2023 the shells fell.", None),
        ("Shells fall on town\n9 May\nThe shells fell at noon.", None),
        ("9 Maybe 2023\nThe shells fell at noon.", None),
        ("31 February 2023\nThe shells fell at noon.", None),
    ],
)
def test_a_dateline_is_a_line_of_its_own_above_the_prose(text: str, day: str | None) -> None:
    assert day_of("", text) == day


def test_the_number_of_a_status_tells_the_instant() -> None:
    posted = dt.datetime(2024, 11, 29, 14, 30, tzinfo=dt.UTC)
    milliseconds = int(posted.timestamp() * 1000)
    tweet = (milliseconds - 1_288_834_974_657) << 22 | 77
    for url in (f"https://x.com/name/status/{tweet}?s=20", f"https://social.example/@name/{milliseconds << 16 | 9}"):
        stamp = stamp_of(url, "", SEEN)
        assert stamp is not None
        assert (stamp.at, stamp.flag) == (posted, BY_NUMBER)
    assert stamp_of("https://x.com/name/status/20", "", SEEN) is None
    assert stamp_of(f"https://herald.example/name/status/{tweet}", "", SEEN) is None


def test_the_address_stands_before_the_dateline() -> None:
    stamp = stamp_of("https://herald.example/2023/05/09/x", "8 May 2023\nThe shells fell at noon.", SEEN)
    assert stamp is not None
    assert (stamp.at.day, stamp.flag) == (9, BY_ADDRESS)


def test_what_a_feed_has_just_brought_is_of_now() -> None:
    stamp = stamp_of(f"https://herald.example/{SEEN:%Y/%m/%d}/x", "", SEEN)
    assert stamp is not None
    assert stamp.at == SEEN
    east = SEEN + AHEAD
    assert day_of(f"https://herald.example/{east:%Y/%m/%d}/x") == f"{SEEN:%Y-%m-%d}"


def test_an_item_is_dated_by_its_page_only_where_the_feed_gives_no_date() -> None:
    url = "https://herald.example/2026/02/27/x"
    item = item_of(Entry(guid="g", title="t", url=url), SOURCE, SEEN)
    assert (f"{item.time:%Y-%m-%d}", item.date_flag, item.published) == ("2026-02-27", BY_ADDRESS, None)
    lined = item_of(Entry(guid="g", title="27 February 2026", summary="The shells fell."), SOURCE, SEEN)
    assert (f"{lined.time:%Y-%m-%d}", lined.date_flag) == ("2026-02-27", BY_DATELINE)
    given = item_of(Entry(guid="g", title="t", url=url, published=SEEN), SOURCE, SEEN)
    assert (given.time, given.date_flag) == (SEEN, "")
    assert item_of(Entry(guid="g", title="t"), SOURCE, SEEN).date_flag == "missing"


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="/-0123456789maynov.", max_size=60),
    st.text(alphabet="0123456789 \n,()Mayov.:", max_size=60),
    st.integers(-20 * 365 * 24, 20 * 365 * 24).map(lambda hours: SEEN + dt.timedelta(hours=hours)),
)
def test_no_stamp_is_of_the_future_or_of_before_the_web(path: str, text: str, seen: dt.datetime) -> None:
    stamp = stamp_of(f"https://herald.example/{path}", text, seen)
    if stamp is not None:
        assert EARLIEST <= stamp.at <= seen
        assert stamp.flag in BY_PAGE


@settings(max_examples=100, deadline=None)
@given(st.dates(dt.date(1995, 1, 1), dt.date(2026, 2, 27)), st.integers(10**8, 10**12))
def test_a_day_is_found_in_any_form_and_article_numbers_are_no_days(day: dt.date, number: int) -> None:
    for path in (f"{day:%Y/%m/%d}/x", f"{day:%Y-%m-%d}/x", f"{day:%Y%m%d}", f"{day:%d%m%Y}.html", f"{day:%Y/%B/%d}-x"):
        assert day_of(f"https://herald.example/{path}") == f"{day:%Y-%m-%d}"
    assert day_of(f"https://herald.example/story/{number}/x-{number}") is None


def test_hostile_pages_cost_no_more_than_their_length() -> None:
    assert day_of("https://herald.example/" + "2023/" * 100_000, "9 May" * 200_000) is None
    assert day_of("https://[", "(" * 500_000) is None
