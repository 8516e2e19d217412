"""Which incidents ring, how loudly, and for how long nobody wants to hear them.

Invariants: an alert rings once for an incident. It needs as many independent origins as the alert asks for, or a loss
that a party admits: one outlet's headline never rings alone. What was published before the start is backlog and never
rings. What rings in hours of quiet, or within an alert's cooldown, is listed all the same, without a sound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui import text
from tui.config.alerting import FIELD_LIMIT, Hours, is_quiet, quiet_hours
from tui.model import LATE, Alert, ClaimantRole, Incident, Outcome, Role, State
from tui.query import Predicate, QueryError, Subject, compile_query, parse
from tui.query.names import PlaceIds
from tui.wording import stamp

MUTE = dt.timedelta(hours=1)
"""How long all alerts are muted at a time."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One alert that went off for one incident."""

    rule: Alert
    incident: str
    title: str
    fields: Mapping[str, str]
    """What a command is told; names as in :data:`tui.config.alerting.FIELDS`."""
    loud: bool
    """False: in hours of quiet or within the cooldown: shown, but no bell and no command."""
    time: dt.datetime

    @property
    def alert(self) -> str:
        return self.rule.name


@dataclass(slots=True)
class _Watched:
    rule: Alert
    accepts: Predicate
    quiet: Hours | None
    rang: dt.datetime | None = None
    """When it was last heard."""


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
        self._watched: list[_Watched] = []
        self.configure(alerts, aliases, place_ids)
        self._told: set[tuple[str, str]] = set()
        self.muted_until: dt.datetime | None = None
        self.waiting: list[Rung] = []
        """What rang and was not marked as seen, oldest first."""

    def configure(
        self, alerts: Iterable[Alert], aliases: Mapping[str, tuple[str, ...]], place_ids: PlaceIds | None = None
    ) -> None:
        """Go by these from now on; what was told stays told."""
        rang = {watched.rule.name: watched.rang for watched in self._watched}
        self._watched = []
        for rule in alerts:
            try:
                accepts = compile_query(parse(rule.query), aliases, place_ids)
            except QueryError:
                continue  # a configuration is checked when it is read; one made in another way must not stop the board
            quiet = quiet_hours(rule.quiet) if rule.quiet else None
            self._watched.append(_Watched(rule, accepts, quiet, rang.get(rule.name)))

    def __bool__(self) -> bool:
        return bool(self._watched)

    def mute(self, now: dt.datetime) -> bool:
        """Mutes for :data:`MUTE`, or lifts it; whether it is muted now."""
        self.muted_until = None if self.is_muted(now) else now + MUTE
        return self.muted_until is not None

    def is_muted(self, now: dt.datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until

    def hear(self, incidents: Iterable[Incident], subjects: Mapping[str, Subject], now: dt.datetime) -> list[Rung]:
        """What rings for these new or changed incidents. Muted alerts are noted as told all the same."""
        if not self._watched:
            return []
        rung: list[Rung] = []
        for incident in incidents:
            subject = subjects.get(incident.id)
            if subject is None or not incident.conflict or _is_backlog(incident, self._start):
                continue
            for watched in self._watched:
                key = (watched.rule.name, incident.id)
                if key not in self._told and _is_sure(incident, watched.rule) and watched.accepts(subject, now):
                    self._told.add(key)
                    rung.append(_ring(watched, incident, now))
        if self.is_muted(now):
            return []
        for watched in self._watched:
            if any(each.loud and each.rule is watched.rule for each in rung):
                watched.rang = now
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
    """An admission is one when two outlets tell of it, or the party's own outlet does."""
    if incident.origins >= alert.origins:
        return True
    own = {report.item for report in incident.reports if report.role in (Role.OFFICIAL, Role.STATE)}
    return any(
        row.state is State.ACTIVE and row.role is ClaimantRole.SAME_SIDE and (incident.outlets >= 2 or row.item in own)
        for row in incident.claims
    )


def _is_backlog(incident: Incident, start: dt.datetime) -> bool:
    """Published before the start, or all that is newer came far behind its own feed's clock."""
    news = any(report.time > start and report.date_flag != LATE for report in incident.reports)
    return incident.last_seen <= start or not news


def _ring(watched: _Watched, incident: Incident, now: dt.datetime) -> Rung:
    rang, rule = watched.rang, watched.rule
    # A clock that was set back must not silence an alert for as long as it was set back.
    cooling = rang is not None and dt.timedelta() <= now - rang < dt.timedelta(seconds=rule.cooldown)
    loud = not cooling and not is_quiet(watched.quiet, now)
    return Rung(rule, incident.id, incident.title, fields_of(rule, incident), loud, now)


def fields_of(rule: Alert, incident: Incident) -> dict[str, str]:
    """What a command is told, each on one safe line; unknown is empty."""
    found = {
        "alert": rule.name,
        "title": incident.title,
        "grade": incident.grade.word,
        "place": f"{incident.place.name}, {incident.place.country}" if incident.place else "",
        "fronts": " ".join(incident.fronts),
        "killed": _figures(incident, Outcome.KILLED),
        "wounded": _figures(incident, Outcome.WOUNDED),
        "origins": str(incident.origins),
        "outlets": str(incident.outlets),
        "time": stamp(incident.last_seen) or "",
        "url": incident.url,
        "id": incident.id,
    }
    return {name: text.line(value, FIELD_LIMIT) for name, value in found.items()}


def _figures(incident: Incident, outcome: Outcome) -> str:
    return ", ".join(
        " ".join(filter(None, (figure.side, figure.text))) for figure in incident.figures if figure.outcome is outcome
    )
