"""What the user has marked as seen or muted, and how each of it is taken back.

Invariant: what a key marks or mutes, ``u`` takes back, the last one first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from tui.alerts import Alerts
from tui.clock import Clock
from tui.model import Incident
from tui.mutes import Mute, Mutes, Target, newest_of
from tui.store.memory import Store

UNDO = 100
"""Markings and mutes that can be taken back."""


class UserMarks:
    """Touches the live store only: nothing is marked in the past."""

    def __init__(self, store: Store, alerts: Alerts, mutes: Mutes, clock: Clock) -> None:
        self._store = store
        self._alerts = alerts
        self._mutes = mutes
        self._clock = clock
        self._undo: list[Callable[[], str]] = []

    def see(self, ids: Iterable[str]) -> int:
        """The user has seen these new ones; how many there are."""
        new = tuple(ids)
        if new:
            self._store.see(new, self._clock.now())
            self._alerts.seen(new)
            self._can_undo(lambda: self._unsee(new))
        return len(new)

    def _unsee(self, ids: tuple[str, ...]) -> str:
        self._store.see(ids, self._clock.now(), seen=False)
        return f"{len(ids)} new again"

    def mute(self, target: Target, name: str, span: dt.timedelta | None) -> None:
        """Hide an incident or a front for so long; None: until it changes."""
        now, (kind, id_) = self._clock.now(), target
        until = None if span is None else now + span
        newest = newest_of(self._store.on_front(id_) if kind == "front" else self._known(id_))
        before = self._mutes.of(target)
        self._mutes.add(Mute(kind=kind, id=id_, name=name, made=now, until=until, newest=newest))
        self._can_undo(lambda: self._restore(target, before))

    def _known(self, id_: str | None) -> list[Incident]:
        found = self._store.incidents.get(id_ or "")
        return [] if found is None else [found]

    def lift(self, target: Target) -> None:
        before = self._mutes.lift(target)
        self._can_undo(lambda: self._restore(target, before))

    def _restore(self, target: Target, before: Mute | None) -> str:
        if before is not None:
            self._mutes.add(before)
            return f"muted again: {before.name}"
        lifted = self._mutes.lift(target)
        return f"mute lifted: {lifted.name}" if lifted else "the mute was over already"

    def undo(self) -> str:
        """Takes the last marking, muting or lifting back; what that came to, "" when there is nothing."""
        return self._undo.pop()() if self._undo else ""

    def _can_undo(self, how: Callable[[], str]) -> None:
        self._undo.append(how)
        del self._undo[:-UNDO]
