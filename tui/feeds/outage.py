"""Is it the feeds, or is it us?

Invariant: a network that is down is nobody's failure. While it is, no feed's failures are counted and one feed at a
time is tried; the first host that answers ends it. Pure: instants are passed in, in monotonic seconds.
"""

from __future__ import annotations

_WINDOW = 60.0
_SHARE = 0.8
_HOSTS = 5
"""Unreachable hosts that make an outage, or all hosts when there are fewer, but never one alone."""
_PROBE = 15.0
UNREACHABLE = frozenset({"dns", "connect"})
"""Stages of a failure that may be the network's."""


class Outage:
    def __init__(self) -> None:
        self._last: dict[str, tuple[float, bool]] = {}
        self._pages: dict[str, tuple[float, str]] = {}
        self._probed = float("-inf")
        self.down = False
        self.ended = False
        """It was down and is not any more; for the poller to see and to clear."""
        self.hosts = 0
        """How many there are to poll."""

    def record(self, host: str, stage: str | None, now: float) -> None:
        """The outcome of a request: ``stage`` where it failed, None when it was answered."""
        reached = stage not in UNREACHABLE
        self._last[host] = (now, reached)
        if reached:
            self.ended = self.ended or self.down
            self.down = False
            return
        self._last = {name: seen for name, seen in self._last.items() if now - seen[0] <= _WINDOW}
        lost = sum(not seen[1] for seen in self._last.values())
        enough = max(2, min(_HOSTS, self.hosts))
        if lost >= enough and lost >= _SHARE * len(self._last):
            self.down = True

    def is_portal(self, host: str, page: str, now: float) -> bool:
        """Whether what is no feed is what other hosts gave as well, as captive portals do. ``page`` is its hash."""
        self._pages = {name: seen for name, seen in self._pages.items() if now - seen[0] <= _WINDOW}
        self._pages[host] = (now, page)
        same = sum(seen[1] == page for seen in self._pages.values())
        return same >= max(2, min(_HOSTS, self.hosts))

    def may_probe(self, now: float) -> bool:
        """While down: whether it is time to try one feed. Counts as the try."""
        if now - self._probed < max(_PROBE, _WINDOW / max(self.hosts, 1)):
            return False
        self._probed = now
        return True
