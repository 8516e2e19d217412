"""The fetcher against a real server on loopback that behaves, misbehaves and attacks."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from tests.feedserver import FakeClock, Handler, Request, Settings, answer, raw, redirect, rss, serve
from tui import text
from tui.clock import SystemClock
from tui.feeds.fetch import Fetcher
from tui.feeds.network import Resolve, system_resolve
from tui.feeds.values import Fetched, FetchFailed, NotModified
from tui.model import Validators

FEED = rss("One killed in shelling")
# 127.0.0.2 stands for the internet here: it is trusted by name, the rest of loopback is not.
PUBLIC = "127.0.0.2"
TRUSTED = (ipaddress.IPv4Network("127.0.0.2/32"),)


@contextlib.asynccontextmanager
async def fetching(
    settings: Settings | None = None,
    clock: FakeClock | None = None,
    resolve: Resolve = system_resolve,
    limit: int = 8 << 20,
) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(settings or Settings(), clock or SystemClock(), resolve=resolve, trusted=TRUSTED, limit=limit)
    try:
        yield fetcher
    finally:
        await fetcher.close()


async def fetched(
    handler: Handler, settings: Settings | None = None, limit: int = 8 << 20
) -> Fetched | FetchFailed | NotModified:
    async with serve({"/": handler}) as server, fetching(settings, limit=limit) as fetcher:
        return await fetcher.fetch(server.url + "/")


def failure(result: object) -> FetchFailed:
    assert isinstance(result, FetchFailed), result
    assert result.error
    assert result.error == text.line(result.error)
    return result


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
)
async def test_what_cannot_be_unpacked_is_said(encoding: str, body: bytes, words: str) -> None:
    result = failure(await fetched(answer(body, Content_Encoding=encoding)))
    assert result.stage == "decode"
    assert words in result.error


async def test_a_body_over_the_limit_is_refused() -> None:
    result = failure(await fetched(answer(bytes(70_000)), limit=65_536))
    assert result.error.startswith("too large")


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
    result = failure(await fetched(handler, Settings(timeout=0.4)))
    assert (result.stage, result.error) == (stage, f"not finished after 0.4 s ({stage})")


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


async def test_retry_after_names_the_host_that_asked() -> None:
    result = failure(await fetched(answer(b"", "429 Slow", Retry_After="120")))
    assert (result.hints.retry_after, result.host) == (120, "127.0.0.1")


# --- redirects ---------------------------------------------------------------------------------------------


async def test_redirects_are_followed_and_only_permanent_ones_move_a_feed() -> None:
    routes = {
        "/": redirect("/b?x=1#frag", "301 M"),
        "/b?x=1": redirect("/c", "308 P"),
        "/c": answer(FEED),
        "/t": redirect("/c"),
    }
    async with serve(routes) as server, fetching() as fetcher:
        moved = await fetcher.fetch(server.url + "/")
        passing = await fetcher.fetch(server.url + "/t")
    assert isinstance(moved, Fetched)
    assert isinstance(passing, Fetched)
    assert moved.moved == moved.url == server.url + "/c"
    assert moved.redirects == (server.url + "/", server.url + "/b?x=...", server.url + "/c")
    assert (passing.url, passing.moved) == (server.url + "/c", None)


async def test_a_redirect_loop_ends_and_names_its_hops() -> None:
    async with serve({"/": redirect("/b"), "/b": redirect("/")}) as server, fetching() as fetcher:
        result = failure(await fetcher.fetch(server.url + "/"))
    assert result.error.startswith("more than 5 redirects (redirected by http://127.0.0.1")
    assert len(server.requests) == 6


async def test_credentials_stay_with_the_host_they_were_written_for() -> None:
    async with serve({"/": answer(FEED)}, host=PUBLIC) as other:
        routes = {"/": redirect("/same"), "/same": redirect(other.url + "/")}
        async with serve(routes) as server, fetching() as fetcher:
            url = server.url.replace("//", "//bob:hunter2@") + "/"
            result = await fetcher.fetch(url)
    assert isinstance(result, Fetched)
    assert all("authorization" in request.headers for request in server.requests)
    assert "authorization" not in other.requests[0].headers
    assert "hunter2" not in repr(result.redirects)


async def test_secrets_are_in_no_error() -> None:
    async with (
        serve({"/?token=s3cret": redirect("http://user:hunter2@127.0.0.1:1/?key=s3cret")}) as server,
        fetching() as fetcher,
    ):
        result = failure(await fetcher.fetch(server.url + "/?token=s3cret"))
    assert "hunter2" not in result.error
    assert "s3cret" not in result.error
    assert result.error.startswith("connection refused (127.0.0.1:1)")


# --- where feeds may live ----------------------------------------------------------------------------------

GUARDED = Settings(allow_private_addresses=False)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "0", "[::1]", "[::ffff:7f00:1]"]
)
async def test_private_addresses_are_refused_however_they_are_written(host: str) -> None:
    async with serve({"/": answer(FEED)}) as server, fetching(GUARDED) as fetcher:
        port = server.url.rpartition(":")[2]
        result = failure(await fetcher.fetch(f"http://{host}:{port}/"))
    assert result.stage in ("address", "dns")
    assert server.requests == []


async def test_a_redirect_to_a_private_address_is_refused_and_its_hop_named() -> None:
    async with (
        serve({"/": answer(FEED)}) as inside,
        serve({"/": redirect(inside.url + "/")}, host=PUBLIC) as server,
        fetching(GUARDED) as fetcher,
    ):
        result = failure(await fetcher.fetch(server.url + "/"))
    assert inside.requests == []
    assert result.stage == "address"
    assert "not on the public internet" in result.error
    assert server.url in result.error


async def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """An answer of the name service that changes between the check and the connection changes nothing."""
    answers = [[PUBLIC], ["127.0.0.1"]]

    async def resolve(_host: str) -> Sequence[str]:
        return answers.pop(0)

    async with serve({"/": answer(FEED)}, host=PUBLIC) as server, fetching(GUARDED, resolve=resolve) as fetcher:
        result = await fetcher.fetch(server.url.replace(PUBLIC, "feeds.example") + "/")
    assert isinstance(result, Fetched)
    assert server.requests[0].headers["host"].startswith("feeds.example:")
    assert len(answers) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of 127.0.0.1, signed by itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    subprocess.run(  # noqa: S603
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        + ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", f"{path}.crt"],
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


def serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_a_failure(certificate: Path) -> None:
    async with serve({"/": answer(FEED)}, tls=serving(certificate)) as server, fetching() as fetcher:
        result = failure(await fetcher.fetch(server.url + "/"))
        wrong_name = failure(await fetcher.fetch(server.url.replace("127.0.0.1", PUBLIC) + "/"))
    assert (result.stage, result.error) == ("tls", "TLS: self-signed certificate")
    assert wrong_name.stage in ("tls", "connect")
    assert server.requests == []


async def test_no_request_from_https_to_http(certificate: Path) -> None:
    async with serve({"/": answer(FEED)}) as plain:
        routes = {"/": redirect(plain.url + "/"), "/same": redirect("/feed"), "/feed": answer(FEED)}
        async with serve(routes, tls=serving(certificate)) as server:
            trusting = ssl.create_default_context(cafile=certificate)
            fetcher = Fetcher(Settings(), SystemClock(), tls=trusting)
            down = failure(await fetcher.fetch(server.url + "/"))
            same = await fetcher.fetch(server.url + "/same")
            await fetcher.close()
    assert down.error.startswith(f"refused a redirect from https to {plain.url}/")
    assert plain.requests == []
    assert isinstance(same, Fetched)


async def test_a_server_that_does_not_shake_hands_is_said_to_be_slow_at_tls() -> None:
    async with serve({}) as server, fetching(Settings(timeout=0.4)) as fetcher:
        result = failure(await fetcher.fetch(server.url.replace("http:", "https:") + "/"))
    assert (result.stage, result.error) == ("tls", "not finished after 0.4 s (tls)")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://a.example/", "only http and https"),
        ("http:///x", "names no host"),
        ("http://a.example:99999/", "not a URL"),
        ("http://a example/", "spaces or control"),
        ("http://a.example/" + "x" * 3_000, "longer than"),
        ("", "only http and https"),
    ],
)
async def test_urls_that_are_none_are_refused_before_anything_happens(url: str, words: str) -> None:
    async with fetching() as fetcher:
        assert words in failure(await fetcher.fetch(url)).error


async def test_a_dead_network_is_said_in_words() -> None:
    async def resolve(_host: str) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    async with fetching(resolve=resolve) as fetcher:
        result = failure(await fetcher.fetch("http://feeds.example.org/"))
    assert (result.stage, result.error) == ("dns", "cannot resolve feeds.example.org (no network?)")


async def test_stalled_resolvers_do_not_hold_up_a_healthy_feed() -> None:
    stalled = asyncio.Event()

    async def resolve(host: str) -> Sequence[str]:
        if host.startswith("dead"):
            await stalled.wait()
        return ["127.0.0.1"]

    async with serve({"/": answer(FEED)}) as server, fetching(resolve=resolve) as fetcher:
        port = server.url.rpartition(":")[2]
        dead = [asyncio.create_task(fetcher.fetch(f"http://dead{index}.example/")) for index in range(40)]
        await asyncio.sleep(0)
        result = await fetcher.fetch(f"http://alive.example:{port}/")
        assert isinstance(result, Fetched)
        assert not any(task.done() for task in dead)
        for task in dead:
            task.cancel()
        await asyncio.gather(*dead, return_exceptions=True)


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
