"""What the tests of polling share: the parser without its process, and a poller on a test server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tests.feedserver import FakeClock, Handler, Request, Server, Settings, answer, rss, seeded
from tui.feeds.feed import Parser
from tui.feeds.parse import parse
from tui.feeds.poller import Means, Poller
from tui.feeds.values import Known, Parsed, ParseFailed, Polled
from tui.model import FeedHealth, Validators

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
    known: dict[str, FeedHealth] | None = None,
    **fields: object,
) -> Poller:
    return Poller(
        [server.source(path, **fields) for path in paths],
        settings or Settings(),
        clock=clock or FakeClock(),
        rng=seeded(),
        known=Known(validators=validators or {}, health=known or {}),
        means=Means(pool=parser or InProcess(), tick=0.01, slept=lambda: 0.0),
    )


async def once(polling: Poller, *, commit: bool = True) -> dict[str, Polled]:
    found = {}
    async for polled in polling.once():
        assert polled.health.source not in found
        found[polled.health.source] = polled
        if commit:
            polling.commit(polled)
    return found


async def take(stream: AsyncIterator[Polled], count: int) -> list[str]:
    return [(await anext(stream)).health.source for _ in range(count)]


async def coming(polling: Poller, stream: AsyncIterator[Polled], clock: FakeClock, step: float) -> Polled:
    """The next value, with the clock moved on in steps until it comes, but not while a poll is under way: a slow
    machine must not look like a slow network."""
    waiting = asyncio.ensure_future(anext(stream))
    while not waiting.done():
        if not polling._tasks:
            clock.advance(step)
        await asyncio.wait([waiting], timeout=0.03)
    return await waiting
