"""Politeness: how many requests a host gets, and how fast.

Invariant: a host never has more than ``per_host`` requests in flight and never two starts within ``gap`` seconds, and
a host that asked to be left alone (Retry-After) is left alone by all its feeds, not only by the one that was told.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from tui.clock import Clock

_FEW = 256
"""Hosts that are remembered whatever their state."""


class _Host:
    __slots__ = ("free", "next_start", "users")

    def __init__(self, per_host: int) -> None:
        self.free = asyncio.Semaphore(per_host)
        self.next_start = float("-inf")
        self.users = 0


class Hosts:
    """Turns at hosts. Waiting for a slow host takes nothing from the others."""

    def __init__(
        self, clock: Clock, *, per_host: int, gap: float, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """``gap`` in seconds between the starts of two requests to one host."""
        self._clock = clock
        self._per_host = max(1, per_host)
        self._gap = max(0.0, gap)
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._looked = 0
        """How many hosts were left when those that need no more memory were last looked for."""
        self._held: dict[str, float] = {}

    @contextlib.asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at ``host`` and hold it."""
        self._forget()
        entry = self._hosts.setdefault(host, _Host(self._per_host))
        entry.users += 1
        try:
            async with entry.free:
                now = self._clock.monotonic()
                start = max(now, entry.next_start)
                entry.next_start = start + self._gap
                if start > now:
                    await self._sleep(start - now)
                yield
        finally:
            entry.users -= 1

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone; a longer wish stands."""
        until = self._clock.monotonic() + seconds
        self._held[host] = max(until, self._held.get(host, until))

    def held(self, host: str) -> float:
        """Seconds that the host is still to be left alone; 0: not at all."""
        until = self._held.get(host)
        if until is None:
            return 0.0
        left = until - self._clock.monotonic()
        if left <= 0:
            del self._held[host]
            return 0.0
        return left

    def _forget(self) -> None:
        """Tables of every host ever met would grow for weeks on redirects: they are swept once they have doubled."""
        if len(self._hosts) + len(self._held) < 2 * self._looked + _FEW:
            return
        now = self._clock.monotonic()
        self._hosts = {name: host for name, host in self._hosts.items() if host.users or now < host.next_start}
        self._held = {name: until for name, until in self._held.items() if now < until}
        self._looked = len(self._hosts) + len(self._held)
