"""Real feed files, served and polled. They are not part of the project."""

from __future__ import annotations

import asyncio
import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.feedserver import Settings, seeded
from tui import text
from tui.clock import SystemClock
from tui.feeds.poller import Poller
from tui.feeds.values import Polled
from tui.model import Source

SHARED = Path(__file__).parents[1] / ".." / "shared" / "feeds"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the base class's)
        """Not into the output of the tests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def polled(folder: Path) -> dict[str, Polled]:
    """Every XML file under ``folder``, polled once, by its path."""
    if not folder.is_dir():
        pytest.skip(f"{folder.name}: the real feed files are not here")
    files = sorted(path.relative_to(folder) for path in folder.rglob("*.xml"))

    async def poll(root: str) -> dict[str, Polled]:
        sources = [Source(id=str(path), name=path.stem, url=f"{root}/{quote(str(path))}") for path in files]
        polling = Poller(sources, Settings(), clock=SystemClock(), rng=seeded())
        return {one.health.source: one async for one in polling.once()}

    with served(folder) as root:
        found = asyncio.run(poll(root))
    assert len(found) == len(files)
    return found


def clean(found: dict[str, Polled]) -> bool:
    """Nothing that came in could steer a terminal, and each failure is one line."""
    errors = [one.health.error for one in found.values() if one.health.error is not None]
    texts = [
        field for one in found.values() for entry in one.entries for field in (entry.title, entry.summary, entry.url)
    ]
    return all(error == text.line(error) for error in errors) and all(map(text.is_safe, texts))


@pytest.mark.shared
def test_the_feeds_of_real_outlets_are_read() -> None:
    found = polled(SHARED / "outlets")
    failed = {name: one.health.error for name, one in found.items() if one.health.error}
    assert failed == {
        "2021-10/dailytelegraph.xml": "empty answer (0 bytes)",
        "misc/alberta-emergency-alert-ended-tornado.cap.xml": "not a feed: XML root <alert>",
        "misc/sema-lmes-slice.xml": "not a feed: XML root <data-set>",
        "misc/toronto-tfs-livecad.xml": "not a feed: XML root <tfs_active_incidents>",
    }
    entries = [entry for one in found.values() for entry in one.entries]
    assert len(entries) >= 6_500
    assert sum(entry.published is not None for entry in entries) >= 0.98 * len(entries)
    assert clean(found)


@pytest.mark.shared
def test_other_readers_test_feeds_are_read_or_refused() -> None:
    found = polled(SHARED / "suites")
    assert len(found) >= 2_000
    assert sum(one.health.error is not None for one in found.values()) <= 20
    assert clean(found)
