"""Names to addresses to connections, with the check of where they lead in between.

Invariant: the address that was checked is the address that is connected to. A name is resolved once, every answer is
judged, and the connection is made to the chosen number while Host and TLS keep the name, so an answer that changes
between check and use (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import Any

import httpcore

from tui import text
from tui.feeds.addresses import Network, permitted

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""A host name to its addresses; raises OSError."""

LOOKUPS = 64
"""Lookups at once, a thread each: the event loop's own pool has six on a small machine, and dead names fill it."""
LOOKUP_LIMIT = 10.0
"""Seconds for one name."""
CONNECT_LIMIT = 10.0
"""Seconds for all tries to connect to one host."""
_MOST_TRIES = 4
_CACHED = 60.0
_MOST_CACHED = 10_000


class NetworkError(Exception):
    """No connection; ``stage`` is dns, address or connect, the text one line for a user."""

    def __init__(self, stage: str, message: str) -> None:
        super().__init__(message)
        self.stage = stage


async def system_resolve(host: str) -> Sequence[str]:
    """The system's resolver, in a daemon thread: one that hangs must not hold up the end of the program."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(addresses: Sequence[str], error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(addresses)

    def look_up() -> None:
        addresses: Sequence[str] = ()
        failure: Exception | None = None
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            addresses = tuple(dict.fromkeys(str(row[4][0]) for row in found))
        except (OSError, UnicodeError) as error:
            failure = error
        try:
            loop.call_soon_threadsafe(settle, addresses, failure)
        except RuntimeError:
            return  # the loop has ended meanwhile: nobody waits for the answer

    threading.Thread(target=look_up, name=f"resolve {host[:40]}", daemon=True).start()
    return await answer


class Names:
    """Resolves and judges, and remembers for a minute, so that the look-up before a turn and the connection agree."""

    def __init__(
        self, *, allow_private: bool, trusted: Sequence[Network] = (), resolve: Resolve = system_resolve
    ) -> None:
        self._allow_private = allow_private
        self._trusted = tuple(trusted)
        self._resolve = resolve
        self._slots = asyncio.Semaphore(LOOKUPS)
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}

    async def addresses(self, host: str) -> tuple[str, ...]:
        """The addresses that may be connected to, never empty. Raises NetworkError."""
        known = self._known.get(host)
        if known is not None and time.monotonic() < known[0]:
            return known[1]
        found = await self._look_up(host)
        allowed = tuple(
            address for address in found if permitted(address, allow_private=self._allow_private, trusted=self._trusted)
        )
        if not allowed:
            shown = text.line(", ".join(found[:3]), 120)
            raise NetworkError(
                "address",
                f"{text.line(host, 80)} is at {shown}, not on the public internet (allow_private_addresses is off)",
            )
        if len(self._known) >= _MOST_CACHED:
            self._known.clear()
        self._known[host] = (time.monotonic() + _CACHED, allowed)
        return allowed

    async def _look_up(self, host: str) -> Sequence[str]:
        if _is_address(host):
            return (host,)
        name = text.line(host, 80)
        try:
            async with self._slots, asyncio.timeout(LOOKUP_LIMIT):
                found = await self._resolve(host)
        except TimeoutError:
            raise NetworkError("dns", f"cannot resolve {name}: no answer in {LOOKUP_LIMIT:g} s") from None
        except UnicodeError:
            raise NetworkError("dns", f"cannot resolve {name}: not a host name") from None
        except OSError as error:
            raise NetworkError("dns", f"cannot resolve {name} {_why_unresolved(error)}") from None
        if not found:
            raise NetworkError("dns", f"cannot resolve {name}: it has no address")
        return found


class PinnedBackend(httpcore.AsyncNetworkBackend):
    """Connects to addresses that :class:`Names` let through, in the order given."""

    def __init__(self, names: Names, inner: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._names = names
        self._inner = inner if inner is not None else httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        tries = (await self._names.addresses(host))[:_MOST_TRIES]
        each = CONNECT_LIMIT / len(tries)
        failure = ""
        for address in tries:
            try:
                return _Stream(await self._inner.connect_tcp(address, port, each, local_address, socket_options))
            except httpcore.ConnectTimeout:
                failure = failure or f"no answer from {_shown(address, port)} in {each:g} s"
            except httpcore.ConnectError as error:
                failure = failure or f"{_why_unconnected(error)} ({_shown(address, port)})"
        raise NetworkError("connect", failure)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise NetworkError("connect", "no feed lives at a local socket")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that does not outlive a handshake that was given up: httpcore leaves its socket open then."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        try:
            return await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            await self._inner.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what caused it, and the members of groups on the way; bounded."""
    waiting: list[BaseException] = [error]
    for _ in range(64):
        if not waiting:
            return
        current = waiting.pop(0)
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        waiting.extend(inner for inner in (current.__cause__, current.__context__) if inner is not None)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _why_unresolved(error: OSError) -> str:
    if error.errno == socket.EAI_AGAIN:
        return "(no network?)"
    if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
        return "(no such host, or no network)"
    return f"({text.line(error.strerror or str(error), 80)})"


def _why_unconnected(error: Exception) -> str:
    for cause in causes(error):
        if isinstance(cause, ssl.SSLError):
            continue
        if isinstance(cause, OSError) and cause.errno:
            return os.strerror(cause.errno).lower()
    return text.line(str(error), 120) or "cannot connect"


def _shown(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
