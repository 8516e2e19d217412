"""Politeness, in a time that stands still but for the waiting."""

from __future__ import annotations

import asyncio

import pytest

from tests.feedserver import FakeClock
from tui.feeds.hosts import Hosts


def hosts(clock: FakeClock, *, per_host: int = 1, gap: float = 2.0) -> Hosts:
    async def sleep(seconds: float) -> None:
        clock.advance(seconds)

    return Hosts(clock, per_host=per_host, gap=gap, sleep=sleep)


async def starts(polite: Hosts, clock: FakeClock, *names: str) -> list[tuple[str, float]]:
    """When each turn began, in seconds from now."""
    began: list[tuple[str, float]] = []
    zero = clock.monotonic()

    async def take(name: str) -> None:
        async with polite.turn(name):
            began.append((name, clock.monotonic() - zero))

    await asyncio.gather(*map(take, names))
    return began


async def test_two_requests_to_one_host_keep_their_distance() -> None:
    clock = FakeClock()
    assert await starts(hosts(clock), clock, "a", "a", "a") == [("a", 0), ("a", 2), ("a", 4)]


async def test_waiting_for_one_host_holds_up_no_other() -> None:
    clock = FakeClock()
    polite = hosts(clock)
    entered = asyncio.Event()

    async def linger() -> None:
        async with polite.turn("slow"):
            entered.set()
            await asyncio.Event().wait()

    slow = asyncio.create_task(linger())
    await entered.wait()
    waiting = asyncio.create_task(starts(polite, clock, "slow"))
    assert await starts(polite, clock, "a", "b") == [("a", 0), ("b", 0)]
    assert not waiting.done()
    slow.cancel()
    assert [name for name, _ in await waiting] == ["slow"]


async def test_a_turn_that_fails_is_given_back() -> None:
    clock = FakeClock()
    polite = hosts(clock)
    for _ in range(3):
        try:
            async with polite.turn("a"):
                raise ValueError
        except ValueError:
            clock.advance(5)
    assert await starts(polite, clock, "a") == [("a", 0)]


@pytest.mark.parametrize("gap", [0.0, 2.0])
async def test_hosts_met_once_are_forgotten(gap: float) -> None:
    clock = FakeClock()
    polite = hosts(clock, gap=gap)
    for number in range(5_000):
        assert await starts(polite, clock, f"h{number}") == [(f"h{number}", 0)]
        polite.hold(f"h{number}", 60)
        clock.advance(1)
    assert len(polite._hosts) + len(polite._held) < 1_000
    assert polite.held("h4999") == 59


async def test_a_host_in_use_is_not_forgotten() -> None:
    clock = FakeClock()
    polite = hosts(clock, gap=60.0)
    async with polite.turn("a"):
        clock.advance(3_600)
        await starts(polite, clock, *(f"h{number}" for number in range(2_000)))
        waiting = asyncio.create_task(starts(polite, clock, "a"))
        await asyncio.sleep(0)
        assert not waiting.done()
    await waiting
    assert await starts(polite, clock, "a", "a") == [("a", 60), ("a", 120)]


def test_a_rest_ends_and_the_longer_wish_stands() -> None:
    clock = FakeClock()
    polite = hosts(clock)
    polite.hold("a", 600)
    polite.hold("a", 60)
    assert (polite.held("a"), polite.held("b")) == (600, 0)
    clock.advance(599)
    assert polite.held("a") == 1
    clock.advance(1)
    assert polite.held("a") == 0
