"""Polling as a whole, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing

import msgspec
import pytest

from tests.feedserver import (
    NOON,
    FakeClock,
    Handler,
    Request,
    Server,
    Settings,
    answer,
    raw,
    redirect,
    rss,
    seeded,
    serve,
)
from tui.clock import SystemClock
from tui.feeds.feed import Parser
from tui.feeds.fetch import Fetcher
from tui.feeds.parse import parse
from tui.feeds.parsers import ParserPool
from tui.feeds.poller import Poller
from tui.feeds.values import Parsed, ParseFailed, Polled
from tui.model import FeedStatus, Source, Validators

FEED = rss("One killed", "Two hurt")


class InProcess:
    """The real parser without its process."""

    def __init__(self) -> None:
        self.calls = 0

    async def parse(self, body: bytes, content_type: str, url: str) -> Parsed | ParseFailed:
        self.calls += 1
        return parse(body, content_type, url)

    async def close(self) -> None:
        """Nothing to end."""


def conditional(body: bytes, **headers: str) -> Handler:
    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        same = request.headers.get("if-none-match") == '"1"'
        handler = answer(b"", "304 Not Modified") if same else answer(body, ETag='"1"', **headers)
        await handler(request, writer)

    return handle


def poller(
    server: Server,
    *paths: str,
    clock: FakeClock | None = None,
    parser: Parser | None = None,
    settings: Settings | None = None,
    validators: dict[str, Validators] | None = None,
    **fields: object,
) -> Poller:
    return Poller(
        [server.source(path, **fields) for path in paths],
        settings or Settings(),
        clock=clock or FakeClock(),
        rng=seeded(),
        validators=validators,
        pool=parser or InProcess(),
        tick=0.01,
        slept=lambda: 0.0,
    )


async def once(polling: Poller, *, commit: bool = True) -> dict[str, Polled]:
    found = {}
    async for polled in polling.once():
        assert polled.health.source not in found
        found[polled.health.source] = polled
        if commit:
            polling.commit(polled)
    return found


# --- one round ---------------------------------------------------------------------------------------------


async def test_every_source_gives_one_value_whatever_it_does() -> None:
    async def hang(_request: Request, _writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    routes = {
        "/good": answer(FEED),
        "/page": answer(b"<!doctype html><title>Log in</title>", Content_Type="text/html"),
        "/empty": answer(b""),
        "/garbage": raw(b"\x00\x01"),
        "/gone": answer(b"", "410 Gone"),
        "/hang": hang,
    }
    async with serve(routes) as server:
        polling = Poller(
            [server.source(path) for path in [*routes, "/missing"]]
            + [
                Source(id="refused", name="", url="http://127.0.0.1:1/"),
                Source(id="file", name="", url="file:///etc/passwd"),
            ],
            Settings(timeout=1.0),
            clock=SystemClock(),
            rng=seeded(),
        )
        found = await once(polling)
    errors = {name: polled.health.error for name, polled in found.items()}
    assert errors.pop("garbage", "")
    assert errors == {
        "good": None,
        "page": "not a feed: an HTML page (title 'Log in')",
        "empty": "empty answer (0 bytes)",
        "gone": "HTTP 410 gone for good",
        "hang": "not finished after 1 s (http)",
        "missing": "HTTP 404 not found",
        "refused": "connection refused (127.0.0.1:1)",
        "file": "only http and https are fetched, not file",
    }
    good = found["good"]
    assert [entry.title for entry in good.entries] == ["One killed", "Two hurt"]
    assert (good.health.status, good.health.items, good.health.bytes) == (FeedStatus.OK, 2, len(FEED))
    assert found["gone"].health.status is FeedStatus.GONE
    assert all(polled.health.next_fetch is not None for polled in found.values())


async def test_a_poll_that_raises_is_a_failed_feed_and_no_more() -> None:
    class Broken(InProcess):
        async def parse(self, body: bytes, content_type: str, url: str) -> Parsed | ParseFailed:
            if url.endswith("/bad"):
                raise RuntimeError("no such thing: https://bob:pw@a.example/")
            return await super().parse(body, content_type, url)

    async with serve({"/bad": answer(FEED), "/good": answer(FEED)}) as server:
        found = await once(poller(server, "/bad", "/good", parser=Broken()))
    assert found["bad"].health.error == "internal error: RuntimeError: no such thing: https://a.example/"
    assert found["good"].health.status is FeedStatus.OK


async def test_two_sources_at_one_url_are_one_request() -> None:
    async with serve({"/": conditional(FEED)}) as server:
        twins = [msgspec.structs.replace(server.source("/"), id=name) for name in ("a", "b")]
        polling = Poller(twins, Settings(), clock=FakeClock(), rng=seeded(), pool=InProcess())
        found = await once(polling, commit=False)
        assert [len(polled.entries) for polled in found.values()] == [2, 2]
        polling.commit(found["a"])
        for polled in (await once(polling, commit=False)).values():
            polling.commit(polled)
        await once(polling)
    known = [request.headers.get("if-none-match") for request in server.requests]
    assert known == [None, None, '"1"']


# --- what is sent back -------------------------------------------------------------------------------------


async def test_validators_are_sent_only_after_the_entries_are_stored() -> None:
    clock = FakeClock()
    async with serve({"/": conditional(FEED)}) as server:
        polling = poller(server, "/", clock=clock)
        await once(polling, commit=False)
        second = (await once(polling))["root"]
        third = (await once(polling))["root"]
        clock.advance(86_400)
        fourth = (await once(polling))["root"]
    known = [request.headers.get("if-none-match") for request in server.requests]
    assert known == [None, None, '"1"', None]
    assert (second.health.status, len(second.entries)) == (FeedStatus.OK, 2)
    assert (third.health.status, third.health.http_status, third.entries) == (FeedStatus.NOT_MODIFIED, 304, ())
    assert third.health.items == 2
    # A whole answer a day, and the same body again is not parsed again.
    assert (fourth.health.status, fourth.health.http_status) == (FeedStatus.NOT_MODIFIED, 200)


async def test_validators_of_an_earlier_run_are_used() -> None:
    async with serve({"/": conditional(FEED)}) as server:
        kept = Validators(url=server.url + "/", etag='"1"', fetched=NOON, body_hash="x")
        found = await once(poller(server, "/", validators={"root": kept}))
    assert found["root"].health.status is FeedStatus.NOT_MODIFIED
    assert found["root"].validators == kept


async def test_the_same_body_is_parsed_once() -> None:
    parser = InProcess()
    async with serve({"/": answer(FEED)}) as server:
        polling = poller(server, "/", parser=parser)
        for _ in range(3):
            await once(polling)
    assert parser.calls == 1


async def test_half_an_answer_is_read_and_asked_for_again() -> None:
    half = FEED[: FEED.index(b"Two") + 2]
    async with serve({"/": answer(half, ETag='"1"')}) as server:
        polling = poller(server, "/")
        first = (await once(polling))["root"]
        await once(polling)
    assert [entry.title for entry in first.entries] == ["One killed"]
    assert first.validators is None
    assert first.health.note == "the answer ends in the middle: its last entry was left out"
    assert all("if-none-match" not in request.headers for request in server.requests)


# --- hosts that ask for rest, feeds that are gone or moved ---------------------------------------------------


async def test_a_rest_asked_for_holds_for_all_feeds_of_the_host() -> None:
    clock = FakeClock()
    routes: dict[str, Handler] = {"/a": answer(b"", "429 Slow", Retry_After="600"), "/b": answer(FEED)}
    async with serve(routes) as server:
        polling = poller(server, "/a", "/b", clock=clock, interval=60.0)
        async with aclosing(polling.run()) as stream:
            clock.advance(60)
            assert sorted(await take(stream, 2)) == ["a", "b"]
            asked = len(server.requests)
            routes["/a"] = answer(FEED)
            polling.refresh()
            clock.advance(61)
            health = {polled.source: polled for polled in [(await anext(stream)).health for _ in range(2)]}
            assert len(server.requests) == asked
            assert health["b"].error == "127.0.0.1 asked for a rest of another 539 s"
            assert health["b"].failures == 0
            assert health["b"].next_fetch is not None
            assert (health["b"].next_fetch - clock.now()).total_seconds() >= 539
            clock.advance(700)
            again = [(await anext(stream)).health.status for _ in range(2)]
            assert FeedStatus.OK in again


async def test_a_feed_that_is_gone_is_looked_at_weekly() -> None:
    async with serve({"/": answer(b"", "410 Gone")}) as server:
        health = (await once(poller(server, "/")))["root"].health
    assert health.next_fetch is not None
    assert (health.next_fetch - NOON).days == 7


async def test_a_lasting_move_is_followed_without_the_detour_until_it_fails() -> None:
    clock = FakeClock()
    routes: dict[str, Handler] = {"/": redirect("/new", "301 Moved"), "/new": answer(FEED)}
    async with serve(routes) as server:
        polling = poller(server, "/", clock=clock)
        for hits in (1, 2, 3, 3):
            health = (await once(polling, commit=False))["root"].health
            assert health.note == f"moved for good to {server.url}/new: change it in the sources file"
            assert len(server.hits("/")) == hits
            clock.advance(9 * 3600)
        routes["/new"] = answer(b"", "404 Not Found")
        await once(polling, commit=False)
        await once(polling, commit=False)
        assert len(server.hits("/")) == 4


async def test_a_feed_that_has_the_parser_killed_three_times_is_set_aside() -> None:
    class Killed(InProcess):
        async def parse(self, body: bytes, content_type: str, url: str) -> Parsed | ParseFailed:
            return ParseFailed(error="the parser was stopped after 10 s", killed=True)

    async with serve({"/": answer(FEED)}) as server:
        polling = poller(server, "/", parser=Killed(), interval=60.0)
        waits = []
        for _ in range(3):
            health = (await once(polling))["root"].health
            assert health.next_fetch is not None
            waits.append((health.next_fetch - NOON).total_seconds())
    assert waits[0] < 3600
    assert waits[2] == 86_400
    assert health.error == "the parser was stopped after 10 s; set aside for 24 h after 3 times"


# --- round and round ---------------------------------------------------------------------------------------


async def take(stream: AsyncIterator[Polled], count: int) -> list[str]:
    return [(await anext(stream)).health.source for _ in range(count)]


async def coming(stream: AsyncIterator[Polled], clock: FakeClock, step: float) -> Polled:
    """The next value, with the clock moved on in steps until it comes."""
    waiting = asyncio.ensure_future(anext(stream))
    while not waiting.done():
        clock.advance(step)
        await asyncio.wait([waiting], timeout=0.03)
    return await waiting


async def test_feeds_come_again_when_their_time_has_come() -> None:
    clock = FakeClock()
    async with serve({"/a": answer(FEED), "/b": answer(FEED)}) as server:
        polling = poller(server, "/a", "/b", clock=clock, interval=600.0)
        async with aclosing(polling.run()) as stream:
            clock.advance(60)
            assert sorted(await take(stream, 2)) == ["a", "b"]
            clock.advance(650)
            assert sorted(await take(stream, 2)) == ["a", "b"]
            polling.refresh(["b"])
            clock.advance(11)
            assert await take(stream, 1) == ["b"]
    assert len(server.requests) == 5


async def test_nothing_is_started_while_paused() -> None:
    clock = FakeClock()
    async with serve({"/": answer(FEED)}) as server:
        polling = poller(server, "/", clock=clock)
        polling.pause(True)
        polling.refresh()
        clock.advance(60)
        stream = polling.run()
        waiting = asyncio.ensure_future(anext(stream))
        done, _ = await asyncio.wait([waiting], timeout=0.1)
        assert not done
        assert server.requests == []
        polling.pause(False)
        assert (await waiting).health.source == "root"
        await stream.aclose()


async def test_a_new_list_of_sources_keeps_the_health_of_those_that_stay() -> None:
    clock = FakeClock()
    async with serve({"/a": answer(FEED), "/b": answer(FEED)}) as server:
        polling = poller(server, "/a", clock=clock)
        async with aclosing(polling.run()) as stream:
            clock.advance(60)
            assert await take(stream, 1) == ["a"]
            polling.replace([server.source("/a"), server.source("/b")])
            clock.advance(61)
            assert await take(stream, 1) == ["b"]
            clock.advance(700)
            assert sorted(await take(stream, 2)) == ["a", "b"]


async def test_a_wall_clock_that_jumps_moves_nothing() -> None:
    clock = FakeClock()
    async with serve({"/": answer(FEED)}) as server:
        polling = poller(server, "/", clock=clock)
        stream = polling.run()
        clock.advance(60)
        await take(stream, 1)
        clock.wall = NOON.replace(year=2030)
        waiting = asyncio.ensure_future(anext(stream))
        done, _ = await asyncio.wait([waiting], timeout=0.1)
        assert not done
        clock.mono += 700
        await waiting
        await stream.aclose()
    assert len(server.requests) == 2


async def test_after_a_suspend_what_is_overdue_is_spread() -> None:
    clock = FakeClock()
    slept = [0.0]
    paths = [f"/{n}" for n in range(20)]
    async with serve(dict.fromkeys(paths, answer(FEED))) as server:
        polling = Poller(
            [server.source(path, interval=600.0) for path in paths],
            Settings(),
            clock=clock,
            rng=seeded(),
            pool=InProcess(),
            tick=0.01,
            slept=lambda: slept[0],
        )
        async with aclosing(polling.run()) as stream:
            clock.advance(60)
            assert len(await take(stream, 20)) == 20
            # Eight hours of sleep: monotonic time has not moved.
            slept[0] = 8 * 3600.0
            clock.wall = NOON.replace(hour=20)
            at = []
            for _ in paths:
                await coming(stream, clock, 1)
                at.append(clock.mono)
    assert len(server.requests) == 40
    assert at[-1] - at[0] > 30


async def test_an_outage_is_no_feed_s_fault_and_its_end_is_seen_soon() -> None:
    clock = FakeClock()
    network = {"up": False}

    async def resolve(_host: str) -> Sequence[str]:
        if not network["up"]:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return ["127.0.0.1"]

    async with serve({"/": answer(FEED)}) as server:
        port = server.url.rpartition(":")[2]
        hosts = [f"h{n}.example" for n in range(10)]
        settings = Settings()
        polling = Poller(
            [Source(id=host, name=host, url=f"http://{host}:{port}/", interval=600.0) for host in hosts],
            settings,
            clock=clock,
            rng=seeded(),
            pool=InProcess(),
            fetcher=lambda: Fetcher(settings, clock, resolve=resolve),
            tick=0.01,
            slept=lambda: 0.0,
        )
        async with aclosing(polling.run()) as stream:
            clock.advance(60)
            failed = [(await anext(stream)).health for _ in hosts]
            assert {health.stage for health in failed} == {"dns"}
            for _ in range(12):
                assert (await coming(stream, clock, 60)).health.failures <= 1
            network["up"] = True
            since = clock.mono
            back = [(await coming(stream, clock, 5)).health for _ in hosts]
            assert {health.source for health in back} == set(hosts)
            assert {health.status for health in back} == {FeedStatus.OK}
            assert len(server.requests) == len(hosts)
            assert clock.mono - since <= 120


async def test_stopping_leaves_no_process_and_no_task() -> None:
    async with serve({"/": answer(FEED)}) as server:
        polling = Poller([server.source("/")], Settings(), clock=SystemClock(), rng=seeded(), tick=0.01)
        before = asyncio.all_tasks()
        stream = polling.run()
        polling.refresh()
        await anext(stream)
        await stream.aclose()
        left = asyncio.all_tasks() - before
        assert not [task for task in left if task.get_name().startswith("poll")]


async def test_a_parser_that_the_caller_gave_stays_the_caller_s() -> None:
    pool = ParserPool(1)
    async with serve({"/": answer(FEED)}) as server:
        found = await once(poller(server, "/", parser=pool))
        assert found["root"].health.status is FeedStatus.OK
        (pid,) = pool.pids
        os.kill(pid, 0)
    await pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
