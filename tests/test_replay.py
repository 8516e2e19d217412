"""The loopback server of the recording, spoken to as any reader would, and the clock of recorded time."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import Config
from tui.recording.values import Format, appears, feeds_changed
from tui.replay import ALL, DEFAULT_SPEED, Recording, Replay, ReplayClock, heralded

OPENS = dt.datetime(2018, 5, 8, 6, tzinfo=dt.UTC)
ENDS = OPENS + dt.timedelta(days=1)


class Hand:
    """A monotonic clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Running:
    def __init__(self, speed: float | None) -> None:
        self.hand = Hand()
        self.replay = Replay(Recording.load(), speed, self.hand)
        self.config: Config = self.replay.start()

    def url(self, source: str) -> str:
        return next(s.url for s in self.config.sources if s.id == source)

    def get(self, source: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        return fetch(self.url(source), headers)

    def go(self, to: dt.datetime) -> None:
        """Move the hand until recorded time is ``to``."""
        self.hand.seconds += (to - self.replay.now()).total_seconds() / self.replay.clock.speed


def fetch(url: str, headers: dict[str, str]) -> tuple[http.client.HTTPResponse, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request(
            "GET", parts.path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def xml(body: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(body)  # noqa: S314 (our own server wrote it)


@pytest.fixture
def running() -> Iterator[Running]:
    it = Running(None)
    yield it
    it.replay.close()


@pytest.fixture(scope="module")
def whole() -> Iterator[Running]:
    """Everything at once."""
    it = Running(ALL)
    yield it
    it.replay.close()


def test_config_points_at_loopback_and_lets_it_be_polled(whole: Running) -> None:
    config = whole.config
    assert {urlsplit(source.url).hostname for source in config.sources} == {"127.0.0.1"}
    assert config.settings.allow_private_addresses
    assert config.settings.per_host_delay == 0
    assert config.settings.per_host_requests == 20
    assert all(60 <= source.interval <= 120 for source in config.sources)


@pytest.mark.parametrize("source", [feed.id for feed in Recording.load().feeds])
def test_every_feed_is_well_formed_and_whole_at_the_end(whole: Running, source: str) -> None:
    feed = next(feed for feed in whole.replay.recording.feeds if feed.id == source)
    answer, body = whole.get(source)
    if feed.missing:
        assert answer.status == 404
        return
    if feed.moved:
        assert answer.status == 301
        answer, body = fetch(f"{whole.url('tass').rsplit('/feeds/', 1)[0]}{answer.headers['Location']}", {})
    assert answer.status == 200
    assert feed.encoding in answer.headers["Content-Type"]
    if feed.format is Format.JSON:
        titles = [item["title"] for item in json.loads(body)["items"]]
    else:
        tag = "entry" if feed.format is Format.ATOM else "item"
        items = [element for element in xml(body).iter() if element.tag.endswith(tag)]
        titles = [next(child.text or "" for child in item if child.tag.endswith("title")) for item in items]
    assert len(titles) == len(feed.item)
    finals = {(item.edit[-1].title if item.edit else None) or item.title for item in feed.item}
    assert set(titles) == finals


def test_every_format_is_served(whole: Running) -> None:
    assert {feed.format for feed in whole.replay.recording.feeds if not feed.missing} == set(Format)


def test_validators_give_304_and_change_with_the_content(running: Running) -> None:
    first, body = running.get("sohr")
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If_None_Match": etag}, {"If_None_Match": f'"x", {etag}'}, {"If_Modified_Since": modified}):
        again, nothing = running.get("sohr", **headers)
        assert (again.status, nothing) == (304, b"")
        assert again.headers["ETag"] == etag
    stale, same = running.get("sohr", If_None_Match='W/"other"', If_Modified_Since=modified)
    assert (stale.status, same) == (200, body)
    running.go(OPENS + dt.timedelta(hours=4))
    for headers in ({"If_None_Match": etag}, {"If_Modified_Since": modified}):
        newer, more = running.get("sohr", **headers)
        assert newer.status == 200
        assert len(more) > len(body)


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 2018 00:00:00 GMT", "Mon, 01 Jan 2018 00:00:00 GMT"])
def test_a_senseless_or_old_condition_is_answered_in_full(running: Running, date: str) -> None:
    answer, body = running.get("sohr", If_Modified_Since=date)
    assert answer.status == 200
    assert body


def test_gzip_only_when_asked(running: Running) -> None:
    plain, body = running.get("sana")
    packed, small = running.get("sana", Accept_Encoding="gzip, deflate")
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small) == body
    assert len(small) < len(body)


def test_two_days_are_there_at_the_opening_and_the_rest_unfolds(running: Running) -> None:
    def titles() -> str:
        return running.get("afp")[1].decode()

    early = titles()
    assert "Night assault by IS kills 12" in early
    assert "toll rises to 34" not in early
    running.go(dt.datetime(2018, 5, 8, 8, 29, tzinfo=dt.UTC))
    assert "toll rises to 34" not in titles()
    running.go(dt.datetime(2018, 5, 8, 8, 31, tzinfo=dt.UTC))
    assert "toll rises to 34" in titles()


def test_what_shows_something_else_is_named_once() -> None:
    recording = Recording.load()
    ends = recording.timeline.ends

    def at(hour: int, minute: int) -> dt.datetime:
        return dt.datetime(2018, 5, 8, hour, minute, tzinfo=dt.UTC)

    assert "afp" in feeds_changed(recording, at(8, 29), at(8, 30)), "the toll rises to 34"
    assert "afp" not in feeds_changed(recording, at(8, 30), at(8, 31))
    assert "almasdar" in feeds_changed(recording, at(14, 59), at(15, 1)), "the silent edit"
    assert "almasdar" in feeds_changed(recording, at(6, 25), at(6, 31)), "it is back"
    assert "euphrates-notebook" not in feeds_changed(recording, OPENS, ends), "it is gone for good"
    assert feeds_changed(recording, ends, ends + dt.timedelta(days=1)) == ()


def test_the_first_minute_has_something_of_everything() -> None:
    """Whoever tries the demonstration sees something happen every few seconds."""
    recording, minute = Recording.load(), dt.timedelta(seconds=60 * DEFAULT_SPEED)
    quiet = dt.timedelta(seconds=8 * DEFAULT_SPEED)
    now = recording.timeline.opens
    while now < recording.timeline.opens + minute:
        assert feeds_changed(recording, now, now + quiet), f"nothing for long from {now}"
        now += quiet
    cases = {
        case
        for feed in recording.feeds
        for item in feed.item
        if recording.timeline.opens < appears(item, recording.timeline) <= recording.timeline.opens + minute
        for case in item.case
    }
    assert cases >= {"rising-toll", "correction", "hypothetical", "claimed-and-acknowledged", "died-of-wounds"}


def test_a_herald_tells_what_shows_something_else_and_ends() -> None:
    recording, told, heard = Recording.load(), list[tuple[str, ...]](), threading.Event()

    def tell(*sources: str) -> None:
        told.append(sources)
        heard.set()

    # An hour a second: something comes with every beat.
    clock = Replay(recording, 3600.0).clock
    with heralded(clock, tell):
        assert heard.wait(30)
    count = len(told)
    assert {name for sources in told for name in sources} <= {feed.id for feed in recording.feeds}
    assert not any(thread.name == "herald" for thread in threading.enumerate())
    assert len(told) == count


def test_the_silent_edit_appears_at_its_time_under_the_same_guid(running: Running) -> None:
    def entry() -> tuple[str, str, str]:
        root = xml(running.get("almasdar")[1])
        item = next(item for item in root.iter("item") if "ISIS attack near T2" in (item.findtext("title") or ""))
        return (item.findtext("guid") or "", item.findtext("title") or "", item.findtext("pubDate") or "")

    running.go(dt.datetime(2018, 5, 8, 14, 59, tzinfo=dt.UTC))
    before = entry()
    running.go(dt.datetime(2018, 5, 8, 15, 1, tzinfo=dt.UTC))
    after = entry()
    assert "15 terrorists" in before[1]
    assert "11 terrorists" in after[1]
    assert (before[0], before[2]) == (after[0], after[2])


def test_one_feed_is_unavailable_at_first_and_then_comes_back(running: Running) -> None:
    answer, _ = running.get("almasdar")
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    running.go(OPENS + dt.timedelta(minutes=31))
    assert running.get("almasdar")[0].status == 200


def test_one_feed_has_moved_and_one_is_gone(running: Running) -> None:
    moved, _ = running.get("kurdistan24")
    assert moved.status == 301
    assert moved.headers["Location"] == "/feeds/kurdistan24"
    assert running.get("euphrates-notebook")[0].status == 404


@pytest.mark.parametrize("path", ["/", "/feeds/", "/feeds/nobody", "/../etc/passwd", "/feeds/sohr/more", "/other/sohr"])
def test_any_other_path_is_not_found(whole: Running, path: str) -> None:
    root = whole.url("sohr").removesuffix("/feeds/sohr")
    assert fetch(root + path, {})[0].status == 404


def test_headers_speak_of_recorded_time(running: Running) -> None:
    answer, _ = running.get("sohr")
    assert answer.headers["Date"] == "Tue, 08 May 2018 06:00:00 GMT"
    assert answer.headers["Last-Modified"] == "Tue, 08 May 2018 05:30:00 GMT"


def test_two_replays_at_the_same_instant_give_the_same_bytes() -> None:
    answers = []
    for _ in range(2):
        it = Running(None)
        it.go(OPENS + dt.timedelta(hours=12))
        answers.append([it.get(source)[1] for source in ("sohr", "amaq", "enab-baladi", "sana")])
        it.replay.close()
    assert answers[0] == answers[1]


def test_close_ends_a_slow_answer_and_may_be_called_twice() -> None:
    replay = Replay(Recording.load(), ALL)
    config = replay.start()
    url = next(source.url for source in config.sources if source.id == "haaretz")
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request("GET", parts.path)
    replay.close()
    replay.close()
    with pytest.raises((http.client.HTTPException, OSError)):
        connection.getresponse()
    connection.close()
    with pytest.raises(ConnectionError):
        fetch(url, {})


def test_a_replay_starts_once() -> None:
    with Replay(Recording.load(), ALL) as replay:
        replay.start()
        with pytest.raises(RuntimeError, match="started already"):
            replay.start()


def test_banner_says_that_it_is_a_recording(whole: Running) -> None:
    assert "RECORDING" in whole.replay.banner


def clock(speed: float) -> ReplayClock:
    return ReplayClock(started=100.0, speed=speed, opens=OPENS, ends=ENDS)


@pytest.mark.parametrize(
    ("speed", "monotonic", "expected"),
    [
        (DEFAULT_SPEED, 100.0, OPENS),
        (DEFAULT_SPEED, 0.0, OPENS),
        (DEFAULT_SPEED, 115.0, OPENS + dt.timedelta(hours=1)),
        (DEFAULT_SPEED, 460.0, ENDS),
        (DEFAULT_SPEED, 470.0, ENDS + dt.timedelta(seconds=10)),
        (1.0, 160.0, OPENS + dt.timedelta(minutes=1)),
        (ALL, 100.0, ENDS),
        (ALL, 9999.0, ENDS),
    ],
)
def test_recorded_time(speed: float, monotonic: float, expected: dt.datetime) -> None:
    assert clock(speed).at(monotonic) == expected


@settings(max_examples=100, deadline=None)
@given(speed=st.floats(0, 1e6), first=st.floats(0, 1e6), second=st.floats(0, 1e6))
def test_recorded_time_never_runs_backwards_and_travels_between_processes(
    speed: float, first: float, second: float
) -> None:
    here = clock(speed)
    there = msgspec.msgpack.decode(msgspec.msgpack.encode(here), type=ReplayClock)
    early, late = sorted((first, second))
    assert there == here
    assert OPENS <= here.at(early) <= there.at(late)


def test_another_process_has_the_same_clock() -> None:
    it = ReplayClock(started=time.monotonic(), speed=DEFAULT_SPEED, opens=OPENS, ends=ENDS)
    code = (
        "import sys, msgspec; from tui.replay import ReplayClock; "
        "clock = msgspec.json.decode(sys.stdin.buffer.read(), type=ReplayClock); "
        "print(clock.now().isoformat())"
    )
    before = it.now()
    done = subprocess.run([sys.executable, "-c", code], input=msgspec.json.encode(it), capture_output=True, check=True)
    assert before <= dt.datetime.fromisoformat(done.stdout.decode().strip()) <= it.now()


@pytest.mark.parametrize(
    "request_line", [b"POST /feeds/sohr HTTP/1.1", b"GET", b"\x00\xff\r\n", b"GET " + b"/" * 70_000]
)
def test_a_strange_request_hurts_nobody(whole: Running, request_line: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    parts = urlsplit(whole.url("sohr"))
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as connection:
        connection.sendall(request_line + b"\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            while connection.recv(65_536):
                pass
    assert whole.get("sohr")[0].status == 200
    assert capfd.readouterr() == ("", "")
