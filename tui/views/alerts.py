"""Which incidents ring, and for how long nobody wants to hear them.

Invariants: an alert rings once for an incident. It needs as many independent origins as the alert asks for, or a loss
that a party admits: one outlet's headline never rings alone. What was published before the board was opened is
backlog and never rings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui.model import Alert, ClaimantRole, Incident, State
from tui.query import Predicate, QueryError, Subject, compile_query, parse
from tui.query.names import PlaceIds

MUTE = dt.timedelta(hours=1)
"""How long ``m`` holds."""


@dataclass(frozen=True, slots=True)
class Rung:
    alert: str
    incident: str
    title: str


class Alerts:
    """The alerts of a configuration and what they have said."""

    def __init__(
        self,
        alerts: Iterable[Alert],
        aliases: Mapping[str, tuple[str, ...]],
        start: dt.datetime,
        place_ids: PlaceIds | None = None,
    ) -> None:
        self._start = start
        self._alerts: list[tuple[Alert, Predicate]] = []
        self.configure(alerts, aliases, place_ids)
        self._told: set[tuple[str, str]] = set()
        self.muted_until: dt.datetime | None = None
        self.waiting: list[Rung] = []
        """What rang and was not marked as seen, oldest first."""

    def configure(
        self, alerts: Iterable[Alert], aliases: Mapping[str, tuple[str, ...]], place_ids: PlaceIds | None = None
    ) -> None:
        """Go by these from now on; what was told stays told."""
        self._alerts = []
        for alert in alerts:
            try:
                self._alerts.append((alert, compile_query(parse(alert.query), aliases, place_ids)))
            except QueryError:
                continue  # a configuration is checked when it is read; one made in another way must not stop the board

    def mute(self, now: dt.datetime) -> bool:
        """Mutes for :data:`MUTE`, or lifts it; whether it is muted now."""
        self.muted_until = None if self.is_muted(now) else now + MUTE
        return self.muted_until is not None

    def is_muted(self, now: dt.datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until

    def hear(self, incidents: Iterable[Incident], subjects: Mapping[str, Subject], now: dt.datetime) -> list[Rung]:
        """What rings for these new or changed incidents. Muted alerts are noted as told all the same."""
        if not self._alerts:
            return []
        rung: list[Rung] = []
        for incident in incidents:
            subject = subjects.get(incident.id)
            if subject is None or not incident.conflict or incident.last_seen <= self._start:
                continue
            for alert, predicate in self._alerts:
                key = (alert.name, incident.id)
                if key not in self._told and _is_sure(incident, alert) and predicate(subject, now):
                    self._told.add(key)
                    rung.append(Rung(alert.name, incident.id, incident.title))
        if self.is_muted(now):
            return []
        self.waiting += rung
        return rung

    def seen(self, ids: Sequence[str]) -> None:
        """The user has looked at these."""
        gone = set(ids)
        self.waiting = [rung for rung in self.waiting if rung.incident not in gone]

    def forget(self, ids: Sequence[str]) -> None:
        """Incidents that are no more: their alerts need no mark."""
        self.seen(ids)
        gone = set(ids)
        self._told = {key for key in self._told if key[1] not in gone} if gone else self._told


def _is_sure(incident: Incident, alert: Alert) -> bool:
    if incident.origins >= alert.origins:
        return True
    return any(
        row.state is State.ACTIVE and row.claim.claimant_role is ClaimantRole.SAME_SIDE for row in incident.claims
    )
