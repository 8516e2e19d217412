"""What the user does not want to see for a while: incidents and fronts, each until a time or until it changes.

Invariants: what is muted leaves the lists and rings no alert; it is never left out of a tally, and how much is hidden
can always be counted and lifted. A mute ends by itself. A mute of a front hides what is on no other front.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from tui.model import Incident, Value
from tui.store.marks import arrival

MUTES_KEY = "mutes"
"""Under what name the journal keeps them."""
LIMIT = 1_000
"""Mutes that are kept; the oldest go first."""

Target = tuple[str, str | None]
""" "incident" or "front", and its id; a front of None is what is on no front."""


class Mute(Value, frozen=True, kw_only=True):
    kind: str
    """incident, front"""
    id: str | None
    name: str
    """What the user knows it by."""
    made: dt.datetime
    until: dt.datetime | None = None
    """None: until it changes."""
    newest: dt.datetime | None = None
    """When its newest report had arrived: a later one is a change."""

    @property
    def target(self) -> Target:
        return self.kind, self.id


class Mutes:
    def __init__(self, mutes: Iterable[Mute] = ()) -> None:
        self._mutes = {mute.target: mute for mute in mutes}

    @classmethod
    def load(cls, data: bytes) -> Mutes:
        """Mutes out of :meth:`dump`; damaged data gives none."""
        try:
            return cls(msgspec.msgpack.decode(data, type=tuple[Mute, ...]))
        except (msgspec.DecodeError, msgspec.ValidationError):
            return cls()

    def dump(self) -> bytes:
        return msgspec.msgpack.encode(tuple(self._mutes.values())[-LIMIT:])

    def __len__(self) -> int:
        return len(self._mutes)

    def all(self) -> tuple[Mute, ...]:
        """The newest first."""
        return tuple(reversed(self._mutes.values()))

    def of(self, target: Target) -> Mute | None:
        return self._mutes.get(target)

    def add(self, mute: Mute) -> None:
        """A second mute of one thing takes the place of the first."""
        self._mutes.pop(mute.target, None)
        self._mutes[mute.target] = mute

    def lift(self, target: Target) -> Mute | None:
        """What was lifted."""
        return self._mutes.pop(target, None)

    def lapse(self, now: dt.datetime) -> bool:
        """Drop those whose time is over; whether there were any."""
        over = [mute.target for mute in self._mutes.values() if mute.until is not None and mute.until <= now]
        for target in over:
            del self._mutes[target]
        return bool(over)

    def changed(self, incidents: Iterable[Incident]) -> bool:
        """Lift what was muted until it changes and now has a newer report; whether there was any."""
        if not any(mute.until is None for mute in self._mutes.values()):
            return False
        lifted = False
        for incident in incidents:
            for target in _targets(incident):
                mute = self._mutes.get(target)
                if mute is not None and mute.until is None and (mute.newest is None or arrival(incident) > mute.newest):
                    del self._mutes[target]
                    lifted = True
        return lifted

    def hides(self, incident: Incident) -> bool:
        if not self._mutes:
            return False
        own, *fronts = _targets(incident)
        return own in self._mutes or all(front in self._mutes for front in fronts)

    def hides_front(self, front: str | None) -> bool:
        return ("front", front) in self._mutes


def _targets(incident: Incident) -> list[Target]:
    return [("incident", incident.id), *(("front", front) for front in incident.fronts or (None,))]


def newest_of(incidents: Iterable[Incident]) -> dt.datetime | None:
    """When the newest report of all these had arrived."""
    return max(map(arrival, incidents), default=None)
