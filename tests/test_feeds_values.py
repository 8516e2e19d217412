"""Small pure rules of polling: addresses, URLs, dates, identity, health."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feedserver import NOON
from tui import text
from tui.feeds import health
from tui.feeds.addresses import is_public, permitted
from tui.feeds.dates import parse_date
from tui.feeds.decode import DecodeError, Decoder
from tui.feeds.items import item_of
from tui.feeds.urls import LIMIT, redact, refusal, same_site, web_link
from tui.feeds.values import Fetched, FetchFailed, NotModified, Parsed, ParseFailed
from tui.model import Entry, FeedHealth, FeedStatus, Source, Validators

PRIVATE = (
    "127.0.0.1 127.8.8.8 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 "
    "100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1 240.0.0.1 "
    "255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 "
    "64:ff9b:1::a00:1 2002:7f00:1:: 2002:a00:1:: ::ffff:0:7f00:1 "
    "64:ff9b:1::808:808 2001:0:7f00:1::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 "
    "fd12::1 ff02::1 100::1 2001:db8::1 3fff::1 "
)
PUBLIC = (
    "1.1.1.1 8.8.8.8 93.184.216.34 172.32.0.1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808:: 2606:4700::1111 2a00::1 "
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_not_the_internet(address: str) -> None:
    assert not is_public(address)
    assert not permitted(address, allow_private=False)
    assert permitted(address, allow_private=True)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_addresses_that_are(address: str) -> None:
    assert permitted(address, allow_private=False)


@pytest.mark.parametrize("nonsense", ["", "feeds.example", "1.2.3", "1.2.3.4.5", "::g", "²"])
def test_what_is_no_address_is_not_public(nonsense: str) -> None:
    assert not is_public(nonsense)
    assert not permitted(nonsense, allow_private=False)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("https://a.example/feed", "https://a.example/feed"),
        ("https://bob:pw@a.example/feed", "https://a.example/feed"),
        ("https://a.example/f?token=abcdef&feed=rss2#y", "https://a.example/f?token=...&feed=rss2#y"),
        (
            "failed: https://u:p@a.example/?k=secret and http://w@b.example",
            "failed: https://a.example/?k=... and http://b.example",
        ),
        ("https://a.example/\x1b]52;c;x\x07", "https://a.example/ ]52;c;x"),
    ],
)
def test_secrets_of_a_url_are_not_shown(raw: str, shown: str) -> None:
    assert redact(raw) == shown


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a.example", "a.example", True),
        ("www.a.example", "a.example", True),
        ("feeds.a.example", "www.a.example", True),
        ("a.example", "b.example", False),
        ("ba.example", "a.example", False),
    ],
)
def test_hosts_of_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
    assert same_site(other, one) is same


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_redacted_and_judged(raw: str) -> None:
    assert redact(raw) == text.line(redact(raw))
    reason = refusal(raw)
    assert reason is None or reason == text.line(reason)
    assert web_link(raw) in ("", raw.strip())


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ssh://a/", "--flag", "%action", "//a.example/"]
    + [
        "https://good.example@evil.example/",
        "https://a.example/\\b",
        "https://a.example/a b",
        "http://a.example/\u202ex",
    ],
)
def test_links_that_nobody_should_open(link: str) -> None:
    assert web_link(link) == ""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-05-04T12:00:00Z", NOON),
        ("2026-05-04T15:00:00+03:00", NOON),
        ("2026-05-04T15:00:00.123456+0300", NOON),
        ("2026-05-04 12:00:00", NOON),
        ("2026-05-04T12:00Z", NOON),
        ("20260504T120000Z", NOON),
        ("2026-05-04", NOON.replace(hour=0)),
        ("Mon, 04 May 2026 12:00:00 GMT", NOON),
        ("Mon, 4 May 2026 08:00:00 EDT", NOON),
        ("04 May 2026 12:00:00 -0000", NOON),
        ("Mon, 04 May 2026 12:00 XYZ", NOON),
        ("Sun, 31 Dec 2025 23:59:60 GMT", dt.datetime(2025, 12, 31, 23, 59, 59, tzinfo=dt.UTC)),
        ("", None),
        ("1760000000", None),
        ("20260504", None),
        ("-1", None),
        ("06/10/2025", None),
        ("2026-13-45T99:99:99Z", None),
        ("2026-02-30T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("1759-01-01T00:00:00Z", None),
        ("Mon, 04 May 2026 12:00:00 +9999", None),
        ("Mon, 32 May 2026 12:00:00 GMT", None),
        ("yesterday", None),
        ("２０２６-05-04T12:00:00Z", None),
        ("4" * 5_000, None),
    ],
)
def test_dates(raw: str, expected: dt.datetime | None) -> None:
    assert parse_date(raw) == expected


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_date_or_none(raw: str) -> None:
    found = parse_date(raw)
    assert found is None or found.utcoffset() == dt.timedelta(0)


# --- identity ----------------------------------------------------------------------------------------------

SOURCE = Source(id="s", name="S", url="https://s.example/feed")
ENTRY = Entry(guid="g", title="Two killed", summary="In Hajin.", published=NOON)


def test_an_id_is_of_source_and_guid_and_a_revision_of_the_words() -> None:
    first = item_of(ENTRY, SOURCE, NOON)
    edited = item_of(Entry(guid="g", title="Twelve killed", summary="In Hajin."), SOURCE, NOON + dt.timedelta(hours=1))
    elsewhere = item_of(ENTRY, Source(id="t", name="T", url=""), NOON)
    shifted = item_of(Entry(guid="", title="x"), Source(id="sg", name="", url=""), NOON)
    assert len(first.id) == 32
    assert first.id == edited.id
    assert first.revision != edited.revision
    assert len({first.id, elsewhere.id, shifted.id}) == 3
    assert item_of(ENTRY, SOURCE, NOON + dt.timedelta(days=9)).revision == first.revision


def test_words_that_move_between_title_and_summary_are_another_revision() -> None:
    one = item_of(Entry(guid="g", title="a", summary="b\nc"), SOURCE, NOON)
    two = item_of(Entry(guid="g", title="a\nb", summary="c"), SOURCE, NOON)
    assert one.revision != two.revision


@pytest.mark.parametrize(
    ("published", "pinned", "flag"),
    [
        (NOON, False, ""),
        (NOON - dt.timedelta(days=29), False, ""),
        (NOON - dt.timedelta(days=31), False, "old"),
        (NOON - dt.timedelta(days=3_650), False, "old"),
        (NOON + dt.timedelta(minutes=9), False, ""),
        (NOON + dt.timedelta(minutes=11), True, "future"),
        (NOON + dt.timedelta(days=3_650), True, "future"),
        (None, True, "missing"),
    ],
)
def test_the_time_of_an_item(published: dt.datetime | None, pinned: bool, flag: str) -> None:
    item = item_of(Entry(guid="g", title="t", published=published), SOURCE, NOON)
    assert item.time == (NOON if pinned else published)
    assert (item.date_flag, item.published) == (flag, published)


# --- health ------------------------------------------------------------------------------------------------


def test_a_failure_keeps_what_was_known() -> None:
    good = FeedHealth(source="s", status=FeedStatus.OK, items=12, last_success=NOON, bytes=900)
    bad = health.failed(good, FetchFailed(stage="http", error="HTTP 500 server error", status=500))
    assert (bad.items, bad.last_success, bad.failures, bad.status) == (12, NOON, 1, FeedStatus.FAILED)
    gone = health.failed(bad, FetchFailed(stage="http", error="HTTP 410 gone for good", status=410))
    assert (gone.status, gone.failures) == (FeedStatus.GONE, 2)
    assert health.failed(bad, FetchFailed(stage="dns", error="x"), count=False).failures == 1
    rest = health.failed(bad, ParseFailed(error="stopped", killed=True), strikes=3)
    assert rest.error == "stopped; set aside for 24 h after 3 times"


def test_a_move_counts_after_three_polls_and_a_day() -> None:
    move = None
    for hours, settled in ((0, False), (12, False), (23, False), (25, True)):
        now = NOON + dt.timedelta(hours=hours)
        move = health.moved(move, "https://new.example/", now)
        assert move is not None
        assert move.settled(now) is settled
    other = health.moved(move, "https://newer.example/", NOON)
    assert other is not None
    assert other.polls == 1
    assert health.moved(move, None, NOON) is None


def test_a_304_keeps_the_instant_of_the_last_whole_answer() -> None:
    first = health.validators(None, Fetched(url="u", body=b"", etag='"1"', last_modified="m"), "h", NOON)
    later = health.validators(first, NotModified(url="u", etag='"2"'), None, NOON + dt.timedelta(hours=1))
    assert later == Validators(url="u", etag='"2"', last_modified="m", fetched=NOON, body_hash="h")
    assert health.validators(first, NotModified(url="elsewhere"), None, NOON) is None


@given(data=st.binary(max_size=4_000), encoding=st.sampled_from(["", "gzip", "deflate", "identity"]))
@settings(max_examples=100, deadline=None)
def test_any_bytes_decode_or_are_refused(data: bytes, encoding: str) -> None:
    decoder = Decoder(encoding, limit=2_000)
    with contextlib.suppress(DecodeError):
        for start in range(0, len(data), 700):
            decoder.feed(data[start : start + 700])
        assert len(decoder.finish()) <= 2_000


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_body_of_the_limit_is_taken_and_a_byte_more_is_not(pack: Callable[[bytes], bytes]) -> None:
    for size, taken in ((2_000, True), (2_001, False)):
        decoder = Decoder("gzip" if pack is gzip.compress else "", limit=2_000)
        with contextlib.nullcontext() if taken else pytest.raises(DecodeError, match="too large"):
            decoder.feed(pack(bytes(size)))
            assert len(decoder.finish()) == 2_000


def test_a_url_of_the_limit_is_fetched_and_a_longer_one_is_not() -> None:
    url = "https://news.example/".ljust(LIMIT, "x")
    assert refusal(url) is None
    assert refusal(url + "x") == "the URL is longer than 2,048 characters"


def test_another_owners_host_is_noticed_and_the_users_own_choice_is_not() -> None:
    def asked(before: FeedHealth, host: str, hours: float, url: str = "https://feeds.example/a.xml") -> FeedHealth:
        now = NOON + dt.timedelta(hours=hours)
        answer = Fetched(url=f"https://{host}/a.xml", body=b"")
        return health.read(before, answer, Parsed(entries=()), now, url=url, asked=url)

    first = asked(FeedHealth(source="s"), "elsewhere.example", 0)
    assert (first.host, first.moved) == ("elsewhere.example", None), "so it was when the user chose it"
    taken = asked(first, "squatter.example", 1)
    assert taken.moved == NOON + dt.timedelta(hours=1)
    assert asked(taken, "www.squatter.example", 9).moved == taken.moved, "since then, not since the last poll"
    assert health.restored("s", taken).moved == taken.moved
    ahead = msgspec.structs.replace(taken, moved=NOON + dt.timedelta(days=400))
    assert asked(ahead, "squatter.example", 9).moved == NOON + dt.timedelta(hours=9), "by a clock that was ahead"
    assert asked(taken, "feeds.example", 10).moved is None
    assert asked(taken, "squatter.example", 10, url="https://squatter.example/a.xml").moved is None
