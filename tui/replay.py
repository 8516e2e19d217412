"""The recording through the real poller: a small HTTP server on loopback, and the clock of recorded time.

Invariant: what the server answers depends on the recording and on recorded time alone, so a replay can be run again
and shows the same. The server listens on 127.0.0.1 only, and :meth:`Replay.close` returns at once.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import threading
import time
from collections.abc import Callable, Iterator
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar, Self, cast

import msgspec

from tui.config import Config, load
from tui.model import Source, Value
from tui.recording.render import content_type, render
from tui.recording.values import CONFIG_PATH, Feed, Recording, RecordingError, feeds_changed, shown

__all__ = ["ALL", "DEFAULT_SPEED", "Recording", "RecordingError", "Replay", "ReplayClock", "heralded"]

DEFAULT_SPEED = 240.0
"""Recorded seconds in a real second: the day after the opening passes in six minutes."""

ALL = 0.0
"""The speed at which everything is there at once and the clock stands at the recording's end."""

_INTERVAL = 60.0
"""Seconds between polls in a replay: the shortest that a source may have."""
_STAGGER = 2.0
"""Seconds that each source waits longer than the one before it, so that news trickles in instead of in one burst."""

_BEAT = 0.5
"""Seconds between two looks at what feeds show."""
_RETRY_AFTER = 60
_POLL_SHUTDOWN = 0.02


class ReplayClock(Value, frozen=True, kw_only=True):
    """Recorded time as a pure function of the monotonic clock, which all processes of a machine share.

    After the recording's end the clock runs on at the pace of real time, so that a board left open ages its news as
    a live one does. At speed 0 it stands still at the end.
    """

    started: float
    """Monotonic instant of the opening, in seconds."""
    speed: float
    opens: dt.datetime
    ends: dt.datetime

    def at(self, monotonic: float) -> dt.datetime:
        """The recorded instant at a monotonic one; before the opening it is the opening."""
        if self.speed <= 0:
            return self.ends
        elapsed = max(0.0, monotonic - self.started)
        length = (self.ends - self.opens).total_seconds() / self.speed
        if elapsed <= length:
            return self.opens + dt.timedelta(seconds=elapsed * self.speed)
        return self.ends + dt.timedelta(seconds=elapsed - length)

    def now(self) -> dt.datetime:
        return self.at(time.monotonic())

    def monotonic(self) -> float:
        return time.monotonic()


@contextlib.contextmanager
def heralded(clock: ReplayClock, tell: Callable[..., object]) -> Iterator[None]:
    """While it lasts, ``tell`` hears the ids of feeds as soon as they show something else, from a thread.

    A recorded day passes in minutes, but no feed is asked more often than once a minute: without this the news of
    four hours would come in one burst. With it each comes at its time, as if somebody refreshed just that feed.
    """
    closing = threading.Event()

    def watch() -> None:
        recording, before = Recording.load(), clock.now()
        while not closing.wait(_BEAT):
            now = clock.now()
            if sources := feeds_changed(recording, before, now):
                tell(*sources)
            before = now

    thread = threading.Thread(target=watch, name="herald", daemon=True)
    thread.start()
    try:
        yield
    finally:
        closing.set()
        thread.join()


class Replay:
    """A recording, its server and its clock. Use it as a context manager, or call start() and close()."""

    def __init__(
        self, recording: Recording, speed: float | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``speed`` is in recorded seconds a second, None for the usual one; ``clock`` gives monotonic seconds."""
        self.recording = recording
        self._monotonic = clock
        timeline = recording.timeline
        self.clock = ReplayClock(
            started=clock(),
            speed=DEFAULT_SPEED if speed is None else speed,
            opens=timeline.opens,
            ends=timeline.ends,
        )
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Config:
        """Serve the feeds, and give the configuration whose sources are on this server. Recorded time begins now.

        Raises OSError when no loopback port can be had, RecordingError or ConfigError when the recording is unsound.
        """
        if self._server is not None:
            raise RuntimeError("this replay has been started already")
        config = load(CONFIG_PATH)
        feeds = {feed.id: feed for feed in self.recording.feeds}
        for source in config.sources:
            if source.id not in feeds:
                raise RecordingError(f"feeds/{source.id}.toml: expected a file for the source of recording.toml")
        self.clock = msgspec.structs.replace(self.clock, started=self._monotonic())
        self._server = _Server(self.recording, self.now)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_SHUTDOWN,), name="replay", daemon=True
        )
        self._thread.start()
        root = f"http://127.0.0.1:{self._server.server_port}"
        settings = msgspec.structs.replace(
            config.settings, allow_private_addresses=True, per_host_delay=0.0, per_host_requests=20
        )
        sources = tuple(
            _local(source, feeds[source.id], root, _INTERVAL + _STAGGER * number)
            for number, source in enumerate(config.sources)
        )
        return msgspec.structs.replace(config, settings=settings, sources=sources)

    def now(self) -> dt.datetime:
        """Recorded time: what the board takes for the present."""
        return self.clock.at(self._monotonic())

    @property
    def banner(self) -> str:
        """One line that says that this is no live board."""
        return f"RECORDING: {self.recording.timeline.title}"

    def close(self) -> None:
        """Stop serving; answers in progress are dropped. A second call does nothing."""
        server, thread = self._server, self._thread
        self._server = self._thread = None
        if server is not None:
            server.closing.set()
            server.shutdown()
            server.server_close()
        if thread is not None:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _local(source: Source, feed: Feed, root: str, interval: float) -> Source:
    folder = "moved" if feed.moved else "feeds"
    return msgspec.structs.replace(source, url=f"{root}/{folder}/{feed.id}", interval=interval)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Joining the answering threads would make close() wait for a slow reader.
    block_on_close = False

    def __init__(self, recording: Recording, now: Callable[[], dt.datetime]) -> None:
        self.recording = recording
        self.feeds = {feed.id: feed for feed in recording.feeds}
        self.now = now
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news, and a traceback would spoil the board's screen."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "recording"
    sys_version = ""
    timeout: ClassVar[float] = 10.0

    def do_GET(self) -> None:
        server = cast(_Server, self.server)
        folder, _, name = self.path.partition("?")[0].strip("/").partition("/")
        feed = server.feeds.get(name)
        now = server.now()
        if feed is None or feed.missing or folder not in ("feeds", "moved"):
            self._answer(404, b"There is no such feed.\n", {"Content-Type": "text/plain; charset=utf-8"})
        elif folder == "moved":
            self._answer(301, b"", {"Location": f"/feeds/{feed.id}"})
        elif feed.slow and server.closing.wait(feed.slow):
            self.close_connection = True
        elif feed.back_at is not None and now < feed.back_at:
            self._answer(503, b"Back soon.\n", {"Content-Type": "text/plain", "Retry-After": str(_RETRY_AFTER)})
        else:
            self._feed(feed, server.recording, now)

    def _feed(self, feed: Feed, recording: Recording, now: dt.datetime) -> None:
        entries = shown(feed, recording.timeline, now)
        body = render(feed, entries)
        changed = max((entry.since for entry in entries), default=recording.timeline.starts).replace(microsecond=0)
        headers = {
            # Weak, because the gzipped and the plain answer share it.
            "ETag": f'W/"{blake2b(body, digest_size=8).hexdigest()}"',
            "Last-Modified": format_datetime(changed, usegmt=True),
            "Cache-Control": "max-age=30",
            "Vary": "Accept-Encoding",
        }
        if self._unchanged(headers["ETag"], changed):
            self._answer(304, b"", headers)
            return
        headers["Content-Type"] = content_type(feed)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, mtime=0)
        self._answer(200, body, headers)

    def _unchanged(self, etag: str, changed: dt.datetime) -> bool:
        """RFC 9110, 13.2.2: If-None-Match decides alone when it is there."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return etag in (tag.strip() for tag in known.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return changed <= parsedate_to_datetime(since).replace(tzinfo=dt.UTC)
        except ValueError:
            return False

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        # One answer a connection: nothing of a closed replay is left waiting for a next request.
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header in recorded time, so that it agrees with Last-Modified."""
        instant = (
            cast(_Server, self.server).now() if timestamp is None else dt.datetime.fromtimestamp(timestamp, dt.UTC)
        )
        return format_datetime(instant.replace(microsecond=0), usegmt=True)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class names it so)
        """Nothing: standard error belongs to the board."""
