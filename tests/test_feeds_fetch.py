"""The fetcher against a real server on loopback that behaves, misbehaves and attacks."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import tracemalloc
import zlib

import pytest

from tests.feedfetch import FEED, failure, fetched, fetching
from tests.feedserver import FakeClock, Handler, Request, Settings, answer, raw, serve
from tui.feeds.values import Fetched, FetchFailed, NotModified
from tui.model import Validators


async def test_a_whole_answer_comes_with_its_validators_and_hints() -> None:
    result = await fetched(answer(FEED, ETag='W/"a b"', Last_Modified="x", Cache_Control="public, max-age=900"))
    assert isinstance(result, Fetched)
    assert (result.body, result.etag, result.last_modified) == (FEED, 'W/"a b"', "x")
    assert result.hints.max_age == 900
    assert result.redirects == ()


async def test_requests_say_who_we_are_and_nothing_more() -> None:
    async with serve({"/": answer(FEED, Set_Cookie="id=1; Path=/")}) as server, fetching() as fetcher:
        await fetcher.fetch(server.url + "/")
        await fetcher.fetch(server.url + "/")
    first, second = (request.headers for request in server.requests)
    assert first["user-agent"].startswith("frontwatch/")
    assert first["accept-encoding"] == "gzip"
    assert "cookie" not in second
    assert "referer" not in second


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "zlib"])
async def test_compressed_answers_are_unpacked(pack: object) -> None:
    assert callable(pack)
    result = await fetched(answer(pack(FEED), Content_Encoding="gzip"))
    assert isinstance(result, Fetched)
    assert result.body == FEED


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    block = bytes(1 << 20)
    return b"".join([*(packer.compress(block) for _ in range(size >> 20)), packer.flush()])


async def test_a_gzip_bomb_stops_at_the_limit_and_costs_no_memory() -> None:
    packed = bomb(256 << 20)
    tracemalloc.start()
    try:
        result = failure(await fetched(answer(packed, Content_Encoding="gzip")))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (result.stage, result.error) == ("decode", "too large: more than 8 MiB")
    assert peak < 64 << 20


@pytest.mark.parametrize(
    ("encoding", "body", "words"),
    [
        ("br", b"x", "compressed with 'br'"),
        ("gzip, gzip", gzip.compress(gzip.compress(FEED)), "not asked for"),
        ("gzip", FEED, "broken gzip"),
        ("gzip", gzip.compress(FEED)[:-12], "ends early"),
    ],
    # gzip writes the time into its head: names made of the body would differ from worker to worker
    ids=["unknown", "twice", "broken", "short"],
)
async def test_what_cannot_be_unpacked_is_said(encoding: str, body: bytes, words: str) -> None:
    result = failure(await fetched(answer(body, Content_Encoding=encoding)))
    assert result.stage == "decode"
    assert words in result.error


async def test_a_body_over_the_limit_is_refused_by_its_announced_size() -> None:
    result = failure(await fetched(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n")))
    assert result.error == "too large: more than 8 MiB, it has 100 MiB"


async def test_a_304_that_nobody_asked_for_is_no_news() -> None:
    result = failure(await fetched(answer(b"", "304 Not Modified")))
    assert result.error == "HTTP 304 not modified, though nothing was said to be known"


async def _endless(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"<rss>" * 10_000)
        await writer.drain()


async def _stalling(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _early_hints(_request: Request, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


async def test_an_endless_body_ends_at_the_limit() -> None:
    assert failure(await fetched(_endless, limit=1 << 20)).error == "too large: more than 1 MiB"


@pytest.mark.parametrize(("handler", "stage"), [(_stalling, "body"), (_early_hints, "http")])
async def test_a_trickle_ends_at_the_total_time(handler: Handler, stage: str) -> None:
    result = failure(await fetched(handler, Settings(timeout=1.5)))
    assert (result.stage, result.error) == (stage, f"not finished after 1.5 s ({stage})")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/9.9 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 500_000 + b"\r\n\r\n",
        b'HTTP/1.1 200 OK\r\nETag: "a\x1b]52;c;eA==\x07"\r\nContent-Length: 500\r\n\r\n',
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 500 \x1b[2J\r\nContent-Length: 0\r\n\r\n",
    ],
)
async def test_broken_answers_are_one_clean_line(data: bytes) -> None:
    failure(await fetched(raw(data)))


async def test_a_connection_that_is_cut_is_said() -> None:
    async def cut(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>")
        await writer.drain()
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    result = failure(await fetched(cut))
    assert (result.stage, result.error) == ("body", "the connection was cut")


async def test_the_environment_s_proxies_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert isinstance(await fetched(answer(FEED)), Fetched)


async def test_many_headers_are_bounded_and_unsafe_validators_are_dropped() -> None:
    many = b"".join(b"X-%d: y\r\n" % index for index in range(8_000))
    result = await fetched(raw(b'HTTP/1.1 200 OK\r\nETag: "a\x9b"\r\n' + many + b"Content-Length: 1\r\n\r\nx"))
    assert isinstance(result, Fetched | FetchFailed)
    assert isinstance(result, FetchFailed) or result.etag is None


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("401 No", "HTTP 401 login required"),
        ("403 No", "HTTP 403 forbidden"),
        ("404 No", "HTTP 404 not found"),
        ("410 No", "HTTP 410 gone for good"),
        ("429 No", "HTTP 429 too many requests"),
        ("451 No", "HTTP 451 blocked for legal reasons"),
        ("500 No", "HTTP 500 server error"),
        ("418 No", "HTTP 418"),
        ("206 No", "HTTP 206"),
    ],
)
async def test_statuses_have_words(status: str, words: str) -> None:
    result = failure(await fetched(answer(b"", status)))
    assert (result.error, result.stage, result.status) == (words, "http", int(status[:3]))


@pytest.mark.parametrize("status", ["429 Slow", "503 Later"])
async def test_a_host_that_asks_for_a_rest_gets_it_from_those_in_the_queue_too(status: str) -> None:
    clock = FakeClock()
    routes = {"/": answer(b"", status, Retry_After="120"), "/other": answer(FEED)}
    settings = Settings(per_host_requests=1, per_host_delay=1e-9)
    async with serve(routes) as server, fetching(settings, clock) as fetcher:
        results = await asyncio.gather(*(fetcher.fetch(server.url + path) for path in ("/", "/other", "/other")))
        assert len(server.requests) == 1
        first, *others = map(failure, results)
        clock.advance(121)
        assert isinstance(await fetcher.fetch(server.url + "/other"), Fetched)
    assert (first.status, first.hints.retry_after, first.resting) == (int(status[:3]), 120, False)
    assert [other.error for other in others] == ["127.0.0.1 asked for a rest of another 120 s"] * 2
    assert all(other.resting for other in others)


async def test_a_feed_that_is_down_on_a_server_of_one_s_own_says_nothing_of_the_others() -> None:
    routes = {"/": answer(b"", "503 Later", Retry_After="120"), "/other": answer(FEED)}
    async with serve(routes) as server, fetching(Settings(per_host_delay=0)) as fetcher:
        assert failure(await fetcher.fetch(server.url + "/")).hints.retry_after == 120
        assert isinstance(await fetcher.fetch(server.url + "/other"), Fetched)


# --- validators --------------------------------------------------------------------------------------------


async def test_validators_go_to_their_own_url_only_and_304_is_a_value() -> None:
    clock = FakeClock()

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        known = request.headers.get("if-none-match")
        await (answer(b"", "304 Not Modified", ETag='"2"') if known == '"1"' else answer(FEED, ETag='"1"'))(
            request, writer
        )

    async with serve({"/": handle, "/other": handle}) as server, fetching(clock=clock) as fetcher:
        kept = Validators(url=server.url + "/", etag='"1"', last_modified="yesterday", fetched=clock.now())
        same = await fetcher.fetch(server.url + "/", kept)
        other = await fetcher.fetch(server.url + "/other", kept)
        clock.advance(86_401)
        aged = await fetcher.fetch(server.url + "/", kept)
    assert isinstance(same, NotModified)
    assert same.etag == '"2"'
    assert server.requests[0].headers["if-modified-since"] == "yesterday"
    assert isinstance(other, Fetched)
    assert isinstance(aged, Fetched)
    assert "if-none-match" not in server.requests[2].headers


async def test_a_host_gets_one_request_at_a_time() -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.01)
        await answer(FEED)(request, writer)

    async with serve({"/": slow}) as server, fetching(Settings(per_host_requests=1)) as fetcher:
        results = await asyncio.gather(*(fetcher.fetch(server.url + "/") for _ in range(8)))
    assert all(isinstance(result, Fetched) for result in results)
    assert server.most_open == 1
