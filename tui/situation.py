"""What a wall pane, a report and a script all show: the state of every front in one window, as one value.

A pure function of the store, the fronts, the window and the instant ``now``: the wall, ``report`` and ``once
--json`` cannot disagree because they all read this.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from tui.ledger.register import Register, register_of
from tui.ledger.running import Tallied as Tallied
from tui.ledger.running import places_of
from tui.ledger.tallies import pressure
from tui.ledger.tallies import tallies as tallies
from tui.ledger.totals import Stated as Stated
from tui.ledger.totals import stated
from tui.model import ClaimRow, Dyad, Front, Grade, Incident, Outcome, Pressure, Tally, Value

BUCKETS = 24
"""Buckets of the activity line, whatever the window."""

UNASSIGNED = "Unassigned"

Accept = Callable[[Incident], bool]


class Incidents(Protocol):
    """The part of the store that is looked at."""

    def since(self, instant: dt.datetime) -> Iterable[Incident]:
        """Incidents whose newest report is not older than ``instant``, newest first."""


class FrontSituation(Value, frozen=True, kw_only=True):
    """One front in the window."""

    id: str | None
    """None: what is on no front."""
    name: str
    lead: Incident | None = None
    """The incident that matters most now; None on a quiet front."""
    incidents: tuple[Incident, ...] = ()
    """Those of armed conflict that pass the filter, newest first."""
    total: int = 0
    """Before the filter."""
    tallies: tuple[Tally, ...] = ()
    dyads: tuple[Dyad, ...] = ()
    """One of each attacker and target, the most frequent first."""
    activity: tuple[int, ...] = ()
    """Incidents by last report in :data:`BUCKETS` equal parts of the window, oldest first."""
    latest: dt.datetime | None = None
    weak: int = 0
    """Incidents that rest on one origin."""


class Situation(Value, frozen=True, kw_only=True):
    generated: dt.datetime
    window: float
    """Seconds."""
    fronts: tuple[FrontSituation, ...]
    """As configured, then Unassigned."""
    tallies: tuple[Tally, ...] = ()
    """Over all fronts, each incident once."""
    pressure: tuple[Pressure, ...] = ()
    totals: tuple[ClaimRow, ...] = ()
    """Period and cumulative figures as claimed: listed, never added. Newest first."""
    stated: tuple[Stated, ...] = ()
    """The same by claimant and beginning, beside our own sums of that time."""
    register: Register = Register()
    """Machines lost and people named in the shown incidents, each once."""
    shown: int = 0
    hidden: int = 0
    """Incidents of the window that the filter hides."""


def situation(
    store: Incidents,
    fronts: Sequence[Front],
    window: float,
    now: dt.datetime,
    accept: Accept | None = None,
    tallied: Tallied | None = None,
) -> Situation:
    """The situation of the ``window`` seconds before ``now``, of the incidents that ``accept`` lets through.

    ``tallied`` are the tallies of this window over all incidents, where the store keeps them; under a filter they are
    of no use and are summed here."""
    start = now - dt.timedelta(seconds=window)
    two_windows = [i for i in store.since(start - dt.timedelta(seconds=window)) if i.conflict]
    every = [incident for incident in two_windows if incident.last_seen >= start]
    shown = [incident for incident in every if accept is None or accept(incident)]
    known = frozenset(front.id for front in fronts)
    before = Counter(front for incident in every for front in places_of(incident, known))
    by_front: dict[str | None, list[Incident]] = {}
    for incident in shown:
        for front in places_of(incident, known):
            by_front.setdefault(front, []).append(incident)
    sums = tallied if accept is None else None
    return Situation(
        generated=now,
        window=window,
        fronts=tuple(
            _front(front, by_front.get(front.id if front else None, ()), before, window, now, sums)
            for front in (*fronts, None)
        ),
        tallies=tallies(shown, None) if sums is None else sums.all,
        pressure=pressure(
            (incident for incident in two_windows if accept is None or accept(incident)), now=now, window=window
        ),
        totals=_totals(shown),
        stated=stated(shown, every, start),
        register=register_of(shown),
        shown=len(shown),
        hidden=len(every) - len(shown),
    )


def _front(
    front: Front | None,
    incidents: Sequence[Incident],
    totals: Mapping[str | None, int],
    window: float,
    now: dt.datetime,
    sums: Tallied | None,
) -> FrontSituation:
    id_ = front.id if front else None
    start = front.start if front else None
    return FrontSituation(
        id=id_,
        name=front.name if front else UNASSIGNED,
        lead=lead_of(incidents, window, now),
        incidents=tuple(incidents),
        total=totals[id_],
        tallies=tallies(incidents, id_, start=start) if sums is None else sums.fronts.get(id_, ()),
        dyads=_dyads(incidents),
        activity=_activity(incidents, window, now),
        latest=incidents[0].last_seen if incidents else None,
        weak=sum(incident.origins <= 1 for incident in incidents),
    )


def lead_of(incidents: Iterable[Incident], window: float, now: dt.datetime) -> Incident | None:
    """The incident that matters most ``now``, in a window of so many seconds; None when there are none."""
    return max(incidents, key=lambda incident: _weight(incident, window, now), default=None)


# An analyst asks first what changed, then how sure it is, then how bad. An incident's weight halves in a quarter
# of the window; a loss that its own side admits or two origins report outweighs a single claim; each tenfold toll
# doubles it.
_SURE = {
    Grade.CONFIRMED: 1.0,
    Grade.FAIR: 1.0,
    Grade.CONTESTED: 0.8,
    Grade.WEAK: 0.5,
    Grade.UNATTRIBUTED: 0.35,
    Grade.DISCOUNTED: 0.05,
}


def _weight(incident: Incident, window: float, now: dt.datetime) -> tuple[float, str]:
    age = max(0.0, (now - incident.last_seen).total_seconds())
    toll = toll_of(incident, Outcome.KILLED) * 2 + toll_of(incident, Outcome.WOUNDED)
    bad = 1.0 + len(str(toll)) * (toll > 0) + 0.5 * bool(incident.equipment)
    return _SURE[incident.grade] * bad * 0.5 ** (age / (window / 4)), incident.id


def toll_of(incident: Incident, outcome: Outcome) -> int:
    """Lowest figure of all sides together, in people; 0 when none is known."""
    return sum(figure.low for figure in incident.figures if figure.outcome is outcome)


def _dyads(incidents: Iterable[Incident]) -> tuple[Dyad, ...]:
    """Named pairs by the number of incidents that they are in."""
    first: dict[tuple[str | None, str | None], Dyad] = {}
    counts: Counter[tuple[str | None, str | None]] = Counter()
    for incident in incidents:
        pairs = {(dyad.attacker, dyad.target): dyad for dyad in incident.dyads if dyad.attacker or dyad.target}
        counts.update(pairs.keys())
        for pair, dyad in pairs.items():
            first.setdefault(pair, dyad)
    named_first = sorted(counts, key=lambda pair: (None in pair, -counts[pair], str(pair)))
    return tuple(first[pair] for pair in named_first)


def _activity(incidents: Iterable[Incident], window: float, now: dt.datetime) -> tuple[int, ...]:
    buckets = [0] * BUCKETS
    for incident in incidents:
        age = (now - incident.last_seen).total_seconds()
        place = BUCKETS - 1 - int(age / window * BUCKETS)
        buckets[min(max(place, 0), BUCKETS - 1)] += 1
    return tuple(buckets)


def _totals(incidents: Iterable[Incident]) -> tuple[ClaimRow, ...]:
    """One row a claimant, outcome, side, class and figure: six outlets with one total say it once."""
    rows: dict[tuple[object, ...], ClaimRow] = {}
    for row in sorted((row for incident in incidents for row in incident.totals), key=lambda row: row.published):
        claim = row.claim
        rows[claim.claimant or row.outlet, claim.outcome, claim.side, claim.class_, claim.sub, claim.n] = row
    return tuple(sorted(rows.values(), key=lambda row: row.published, reverse=True))
