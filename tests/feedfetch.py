"""What the tests of fetching share: a fetcher for which 127.0.0.2 is the internet."""

from __future__ import annotations

import contextlib
import ipaddress
from collections.abc import AsyncIterator

from tests.feedserver import FakeClock, Handler, Settings, rss, serve
from tui import text
from tui.clock import SystemClock
from tui.feeds.fetch import Fetcher
from tui.feeds.network import Resolve, system_resolve
from tui.feeds.values import Fetched, FetchFailed, NotModified

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
