"""Where the fetcher goes and where it does not: redirects, TLS, addresses, names."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.feedfetch import FEED, PUBLIC, failure, fetching
from tests.feedserver import Settings, answer, redirect, serve
from tui.clock import SystemClock
from tui.feeds.fetch import Fetcher
from tui.feeds.network import system_resolve
from tui.feeds.values import Fetched

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
    assert moved.redirects == (server.url + "/", server.url + "/b?x=1", server.url + "/c")
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
    subprocess.run(
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
    async with serve({}) as server, fetching(Settings(timeout=1.5)) as fetcher:
        result = failure(await fetcher.fetch(server.url.replace("http:", "https:") + "/"))
    assert (result.stage, result.error) == ("tls", "not finished after 1.5 s (tls)")


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


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "cannot resolve feeds.example (no such host, or no network)"),
        (OSError(24, "Too many open files"), "cannot resolve feeds.example (Too many open files)"),
        (UnicodeError("label too long"), "cannot resolve feeds.example: not a host name"),
        (RuntimeError("can't start new thread"), "RuntimeError: can't start new thread"),
        (None, "cannot resolve feeds.example: it has no address"),
    ],
)
async def test_every_failure_of_the_name_service_is_a_line(error: Exception | None, words: str) -> None:
    async def resolve(_host: str) -> Sequence[str]:
        if error is not None:
            raise error
        return []

    async with fetching(resolve=resolve) as fetcher:
        assert failure(await fetcher.fetch("http://feeds.example/")).error == words


async def test_the_system_s_own_resolver_is_asked_in_a_thread() -> None:
    assert "127.0.0.1" in await system_resolve("localhost")
    with pytest.raises(UnicodeError):
        await system_resolve("a" * 64)


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
