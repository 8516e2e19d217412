"""Polling for days: schedules, pauses, suspends, outages and odd feeds."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing

import pytest

from tests.feedpoll import FEED, InProcess, coming, once, poller, take
from tests.feedserver import (
    NOON,
    FakeClock,
    Request,
    Settings,
    answer,
    rss,
    seeded,
    serve,
)
from tui.clock import SystemClock
from tui.feeds.fetch import Fetcher
from tui.feeds.parsers import ParserPool
from tui.feeds.poller import Means, Poller
from tui.model import FeedStatus, Source

# --- round and round ---------------------------------------------------------------------------------------


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


async def test_a_source_taken_off_the_list_while_it_is_asked_says_nothing_more() -> None:
    clock = FakeClock()
    asked, go = asyncio.Event(), asyncio.Event()

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await go.wait()
        await answer(FEED)(request, writer)

    async with serve({"/a": slow, "/b": answer(FEED)}) as server:
        polling = poller(server, "/a", clock=clock)
        async with aclosing(polling.run()) as stream:
            clock.advance(60)
            waiting = asyncio.ensure_future(anext(stream))
            await asked.wait()
            polling.replace([server.source("/b")])
            go.set()
            clock.advance(60)
            assert (await waiting).health.source == "b"


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
            means=Means(pool=InProcess(), tick=0.01, slept=lambda: slept[0]),
        )
        async with aclosing(polling.run()) as stream:
            clock.advance(60)
            assert len(await take(stream, 20)) == 20
            # Eight hours of sleep: monotonic time has not moved.
            slept[0] = 8 * 3600.0
            clock.wall = NOON.replace(hour=20)
            at = []
            for _ in paths:
                await coming(polling, stream, clock, 1)
                at.append(clock.mono)
    assert len(server.requests) == 40
    assert at[-1] - at[0] > 30


def on_network(places: Sequence[str], clock: FakeClock, resolve: Callable[[str], Awaitable[Sequence[str]]]) -> Poller:
    """One source a host (``host`` or ``host:port``) on a network whose names ``resolve`` answers for."""
    names = [(place.partition(":")[0], f"http://{place}/") for place in places]
    return Poller(
        [Source(id=host, name=host, url=url, interval=600.0) for host, url in names],
        Settings(),
        clock=clock,
        rng=seeded(),
        means=Means(
            pool=InProcess(),
            fetcher=lambda settings, clock: Fetcher(settings, clock, resolve=resolve),
            tick=0.01,
            slept=lambda: 0.0,
        ),
    )


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
        polling = on_network([f"{host}:{port}" for host in hosts], clock, resolve)
        async with aclosing(polling.run()) as stream:
            clock.advance(60)
            failed = [(await anext(stream)).health for _ in hosts]
            assert {health.stage for health in failed} == {"dns"}
            for _ in range(12):
                assert (await coming(polling, stream, clock, 60)).health.failures <= 1
            network["up"] = True
            since = clock.mono
            back = [(await coming(polling, stream, clock, 5)).health for _ in hosts]
            assert {health.source for health in back} == set(hosts)
            assert {health.status for health in back} == {FeedStatus.OK}
            assert len(server.requests) == len(hosts)
            assert clock.mono - since <= 120


async def test_without_a_network_every_feed_says_so_though_few_are_tried() -> None:
    clock = FakeClock()

    async def resolve(_host: str) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    hosts = [f"h{n:02}.example" for n in range(40)]
    polling = on_network(hosts, clock, resolve)
    async with aclosing(polling.run()) as stream:
        clock.advance(1.0)
        told = [(await anext(stream)).health for _ in hosts]
    assert {health.source for health in told} == set(hosts)
    assert {health.status for health in told} == {FeedStatus.FAILED}
    untried = [health for health in told if health.last_try is None]
    assert len(untried) > 20
    assert {health.error for health in untried} == {"not tried yet: no host answers; is there a network?"}


async def test_stopping_leaves_no_process_and_no_task() -> None:
    async with serve({"/": answer(FEED)}) as server:
        polling = Poller([server.source("/")], Settings(), clock=SystemClock(), rng=seeded(), means=Means(tick=0.01))
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


# --- feeds that are odd --------------------------------------------------------------------------------------


async def test_guids_that_change_with_every_answer_are_seen_through() -> None:
    polls = 0

    async def restless(request: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal polls
        polls += 1
        await answer(rss(*(f"{n} killed" for n in range(9))).replace(b"<guid>g", b"<guid>%d-" % polls))(request, writer)

    async with serve({"/": restless}) as server:
        polling = poller(server, "/")
        answers = [(await once(polling))["root"].entries for _ in range(4)]
    guids = [{entry.guid for entry in entries} for entries in answers]
    assert [len(ids) for ids in guids] == [9] * 4
    assert guids[0] != guids[1]
    assert guids[1] == guids[2] == guids[3]


async def test_one_page_for_every_site_is_the_network_s_doing() -> None:
    async def resolve(_host: str) -> Sequence[str]:
        return ["127.0.0.1"]

    page = answer(b"<!doctype html><title>Hotel</title>", Content_Type="text/html")
    clock = FakeClock()
    async with serve({"/": page}) as server:
        port = server.url.rpartition(":")[2]
        polling = Poller(
            [Source(id=str(n), name="", url=f"http://h{n}.example:{port}/") for n in range(6)],
            Settings(),
            clock=clock,
            rng=seeded(),
            means=Means(pool=InProcess(), fetcher=lambda settings, clock: Fetcher(settings, clock, resolve=resolve)),
        )
        errors = [polled.health.error async for polled in polling.once()]
    assert errors[0] == "not a feed: an HTML page (title 'Hotel')"
    assert errors[-1] == "the network answers for every site with one page: does it want a login?"


async def test_many_feeds_of_one_host_take_turns() -> None:
    paths = [f"/{n}" for n in range(60)]
    async with serve(dict.fromkeys(paths, answer(FEED))) as server:
        found = await once(poller(server, *paths, settings=Settings(per_host_requests=1)))
    assert len(found) == len(server.requests) == 60
    assert server.most_open == 1
    following = sorted(polled.health.next_fetch for polled in found.values() if polled.health.next_fetch)
    assert len(set(following)) == 60
