"""One round of polling, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import msgspec

from tests.feedpoll import FEED, InProcess, conditional, once, poller, take
from tests.feedserver import (
    NOON,
    FakeClock,
    Handler,
    Request,
    Settings,
    answer,
    raw,
    redirect,
    seeded,
    serve,
)
from tui.clock import SystemClock
from tui.feeds.poller import Means, Poller
from tui.feeds.values import Parsed, ParseFailed
from tui.model import FeedHealth, FeedStatus, Source, Validators

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
            Settings(timeout=4.0),
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
        "hang": "not finished after 4 s (http)",
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
        polling = Poller(twins, Settings(), clock=FakeClock(), rng=seeded(), means=Means(pool=InProcess()))
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
        before = FeedHealth(source="root", items=40, last_success=NOON, failures=7, error="x")
        found = await once(poller(server, "/", validators={"root": kept}, known={"root": before}))
    health = found["root"].health
    assert (health.status, health.items, health.failures) == (FeedStatus.NOT_MODIFIED, 40, 0)
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
    routes: dict[str, Handler] = {"/": redirect("/new", "301 Moved"), "/new": conditional(FEED)}
    async with serve(routes) as server:
        polling = poller(server, "/", clock=clock)
        for hits in (1, 2, 3, 3):
            health = (await once(polling))["root"].health
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
