"""A small HTTP server on loopback that can misbehave in every way, and what the tests of polling share."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from tui.model import Source

NOON = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)

Handler = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Settings:
    allow_private_addresses: bool = True
    per_host_delay: float = 0.0
    per_host_requests: int = 20
    in_flight: int = 20
    timeout: float = 20.0


def seeded(seed: int = 1) -> Random:
    return Random(seed)


class FakeClock:
    """Stands still until it is told to move."""

    def __init__(self, now: dt.datetime = NOON) -> None:
        self.wall = now
        self.mono = 1_000.0

    def now(self) -> dt.datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.mono

    def advance(self, seconds: float) -> None:
        self.wall += dt.timedelta(seconds=seconds)
        self.mono += seconds


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Server:
    url: str
    routes: dict[str, Handler]
    requests: list[Request] = field(default_factory=list)
    open: int = 0
    most_open: int = 0

    def source(self, path: str, **fields: object) -> Source:
        return Source(id=path.strip("/") or "root", name=path, url=self.url + path, **fields)  # type: ignore[arg-type]

    def hits(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> Handler:
    """A well-behaved answer; underscores in header names stand for hyphens."""

    async def handle(_request: Request, writer: asyncio.StreamWriter) -> None:
        fields = {"Content-Type": "application/rss+xml", "Content-Length": str(len(body))}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        writer.write(f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body)
        await writer.drain()

    return handle


def raw(data: bytes) -> Handler:
    """Exactly these bytes, then the end of the connection."""

    async def handle(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    return handle


def redirect(target: str, status: str = "302 Found") -> Handler:
    return answer(status=status, Location=target)


def rss(*titles: str, extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>https://news.example/{index}</link><guid>g{index}</guid>"
        f"<pubDate>Mon, 04 May 2026 10:{index % 60:02}:00 GMT</pubDate></item>"
        for index, title in enumerate(titles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{extra}{items}</channel></rss>'.encode()


@contextlib.asynccontextmanager
async def serve(
    routes: dict[str, Handler], host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """Serve ``routes`` by path; a path that is not among them gets 404."""
    writers: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        writers.add(task)
        server.open += 1
        server.most_open = max(server.most_open, server.open)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                request = await _request(reader)
                server.requests.append(request)
                await server.routes.get(request.path, answer(b"none", "404 Not Found"))(request, writer)
        finally:
            server.open -= 1
            writers.discard(task)
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError, ssl.SSLError):
                await writer.wait_closed()

    listening = await asyncio.start_server(connected, host, 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    server = Server(url=f"http{'s' if tls else ''}://{host}:{port}", routes=routes)
    try:
        yield server
    finally:
        listening.close()
        for task in list(writers):
            task.cancel()
        await asyncio.gather(*writers, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> Request:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    return Request(path=lines[0].split(" ")[1], headers={name.lower(): value for name, value in headers.items()})
