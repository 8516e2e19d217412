"""The state of the board without its looks: one look at the store, and the lists, counts and names that follow it.

What comes in is :mod:`tui.views.arrivals`, what the filter lets through :mod:`tui.views.filtering`, what the user
marks and mutes :mod:`tui.views.user_marks`.

Invariants: the situation, the lists and the counts come from one look, so they cannot disagree for longer than it
takes to work the situation out; nothing here waits or draws.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from tui import units
from tui.alerts import Alerts, Rung
from tui.clock import Clock
from tui.config.values import Config
from tui.model import FeedHealth, Front, Incident
from tui.mutes import Mute, Mutes
from tui.query.names import PlaceIds
from tui.situation import FrontSituation, Situation, lead_of, situation
from tui.store.marks import Marks, arrival
from tui.store.memory import Store
from tui.views.arrivals import Arrivals
from tui.views.claim_rows import Context
from tui.views.feed_counts import newest_success
from tui.views.filtering import Filtering
from tui.views.format import WINDOWS, window_text
from tui.views.glyphs import Glyphs, glyphs
from tui.views.look import Look, Shown, think
from tui.views.opening import AT_A_DESK, Opening
from tui.views.past import Past
from tui.views.user_marks import UserMarks

RECENT = dt.timedelta(hours=1)
"""For how long what came in is told as new where nobody can mark it as seen: on a wall display."""


class Titles(Mapping[str, str]):
    """Titles of incidents by id, read from the store when they are asked for."""

    def __init__(self, incidents: Mapping[str, Incident]) -> None:
        self._incidents = incidents

    def __getitem__(self, id_: str) -> str:
        return self._incidents[id_].title

    def __iter__(self) -> Iterator[str]:
        return iter(self._incidents)

    def __len__(self) -> int:
        return len(self._incidents)


class Board:
    """What the screens look at. One per app; touched only on its loop."""

    def __init__(
        self,
        config: Config,
        clock: Clock,
        store: Store | None = None,
        opening: Opening = AT_A_DESK,
        *,
        place_ids: PlaceIds | None = None,
        mutes: Mutes | None = None,
    ) -> None:
        self._wanted = frozenset(opening.fronts)
        self._adopt(config)
        self.clock = clock
        self.signs: Glyphs = glyphs(opening.ascii_only)
        self.banner = opening.banner
        self.watching = opening.watching
        self.live = Store(config.sources, fronts=config.fronts) if store is None else store
        """What is known now; :attr:`store` is what is looked at."""
        self.past: Past | None = None
        """The earlier state that is looked at; None: now."""
        self.bound: dt.datetime | None = None
        """The instant whose state is being worked out."""
        self.filter = Filtering(config.actors, place_ids)
        self.mutes = Mutes() if mutes is None else mutes
        self.alerts = Alerts(config.alerts, self.filter.aliases, clock.now(), place_ids)
        self.arrivals = Arrivals(self.live, self.alerts, self.mutes, clock)
        self.marks = UserMarks(self.live, self.alerts, self.mutes, clock)
        self.window = _window_of(config)
        """Seconds; None: all that is held."""
        self.paused = False
        self._start_empty()

    def _start_empty(self) -> None:
        """The look that is shown before the first one."""
        self.now = self.clock.now()
        self.every: list[Incident] = []
        self.shown: list[Incident] = []
        self.just_in: frozenset[str] = frozenset()
        """Ids of what came in a moment ago."""
        self.muted = 0
        """Incidents that the window and the filter would show and mutes hide."""
        self.situation: Situation = situation(Shown(()), self.fronts, self.window_seconds, self.now)

    # --- by which names --------------------------------------------------------------------------------

    def configure(self, config: Config) -> None:
        """Go by another configuration; the filter, what rang, the marks and a window that was chosen stay."""
        if self.window == _window_of(self.config):
            self.window = _window_of(config)
        self._adopt(config)
        self.filter.configure(config.actors)
        self.alerts.configure(config.alerts, self.filter.aliases, self.filter.place_ids)
        self.live.configure(config.sources, config.fronts)

    def _adopt(self, config: Config) -> None:
        self.config = config
        wanted = self._wanted
        self.fronts: tuple[Front, ...] = tuple(f for f in config.fronts if not wanted or f.id in wanted)
        self.front_names = {front.id: front.name for front in config.fronts}
        self.sources = {source.id: source for source in config.sources}

    @property
    def only_fronts(self) -> bool:
        """Some fronts were asked for, and nothing else is shown."""
        return bool(self._wanted)

    def digit_of(self, front: str | None) -> str:
        """The digit that opens a front: its place in the file, whatever is shown; empty beyond nine."""
        ids = [one.id for one in self.config.fronts][:9]
        return str(ids.index(front) + 1) if front in ids else ""

    def front_name(self, front: str | None) -> str:
        return "All fronts" if front is None else self.front_names.get(front, front)

    def known_names(self) -> dict[str, list[str]]:
        """What the filter line completes values from."""
        places = {one.place.name for one in self.every if one.place is not None}
        return {
            "fronts": [front.id for front in self.config.fronts],
            "actors": [actor.name for actor in self.config.actors],
            "places": sorted(places),
            "sources": [source.id for source in self.config.sources],
        }

    # --- when ------------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """What is looked at: what is known now, or what was known then."""
        return self.live if self.past is None else self.past.store

    @property
    def feeds(self) -> Mapping[str, FeedHealth]:
        """Health of the feeds by source: that of now, whatever is looked at, as nobody keeps how it was."""
        return self.live.feeds

    def earlier(self) -> Store:
        """An empty store for an earlier state, with the names of now and a copy of the marks."""
        return Store(self.config.sources, Marks.load(self.live.marks.dump()), fronts=self.config.fronts)

    def moment(self) -> dt.datetime:
        """The instant that is looked at."""
        return self.clock.now() if self.past is None else self.past.at

    @property
    def window_name(self) -> str:
        return window_text(self.window)

    @property
    def window_seconds(self) -> float:
        """Length of the window; "all" reaches back to the oldest incident."""
        if self.window is not None:
            return self.window
        oldest = self.store.oldest or self.now
        return min(units.LONGEST, max(3600.0, (self.now - oldest).total_seconds() + 1))

    def next_window(self) -> None:
        values = [value for _, value in WINDOWS]
        self.window = values[(values.index(self.window) + 1) % len(values)] if self.window in values else values[0]

    def pause(self) -> None:
        """Holds the picture still, or lets it go on."""
        self.paused = not self.paused
        self.arrivals.held = 0

    # --- one look --------------------------------------------------------------------------------------

    def gather(self) -> Look:
        """What is in the window now and what of it passes the filter; the lists and counts follow it at once."""
        self.now = self.moment()
        window = self.window_seconds
        start = self.now - dt.timedelta(seconds=window)
        # Pressure compares with the window before, so that one is looked at, too.
        since = start - dt.timedelta(seconds=window)
        both = [one for one in self.store.since(since) if one.conflict]
        if self.only_fronts:
            both = [one for one in both if not self._wanted.isdisjoint(one.fronts)]
        through = self.filter.passing(self.store, since, self.now)
        passing = both if through is None else [one for one in both if one.id in through]
        self.every = [one for one in both if one.last_seen >= start]
        shown = self.every if through is None else [one for one in passing if one.last_seen >= start]
        self.just_in = frozenset() if self.past else self.arrivals.just_in()
        self.mutes.lapse(self.clock.now())
        self.shown = [one for one in shown if not self.mutes.hides(one)] if self.mutes else shown
        self.muted = len(shown) - len(self.shown)
        ids = None if through is None else frozenset(one.id for one in passing)
        tallied = self.store.tallied(start) if through is None and not self.only_fronts else None
        return Look(self.now, window, self.fronts, tuple(both), ids, tallied)

    def look(self) -> None:
        """One look with all that follows from it."""
        self.situation = think(self.gather())

    def panes(self) -> tuple[FrontSituation, ...]:
        """Fronts for the wall in the order of the file; *Unassigned* only when something is in it."""
        return tuple(
            front
            for front in self.heard().fronts
            if front.id is not None or (not self.only_fronts and (front.incidents or front.total))
        )

    def heard(self) -> Situation:
        """The situation without what is muted, whose figures stay in the tallies."""
        if not self.mutes:
            return self.situation
        fronts = (self._unmuted(front) for front in self.situation.fronts if not self.mutes.hides_front(front.id))
        return msgspec.structs.replace(self.situation, fronts=tuple(fronts))

    def _unmuted(self, front: FrontSituation) -> FrontSituation:
        kept = tuple(incident for incident in front.incidents if not self.mutes.hides(incident))
        if len(kept) == len(front.incidents):
            return front
        lead = lead_of(kept, self.situation.window, self.situation.generated)
        return msgspec.structs.replace(front, incidents=kept, lead=lead)

    def data_time(self) -> dt.datetime | None:
        """The age of the data: the last success of any feed; of an earlier state, when its newest item had come."""
        if self.past is None:
            return newest_success(self.feeds.values())
        return max((item.seen for item in self.past.store.items.values()), default=None)

    # --- lists and counts of it ------------------------------------------------------------------------

    def incidents(self, front: str | None, *, unassigned: bool = False) -> list[Incident]:
        """Shown ones of a front (None: of all), newest first."""
        return _on(self.shown, front, unassigned)

    def total(self, front: str | None, *, unassigned: bool = False) -> int:
        """How many of them the window holds without the filter."""
        return len(_on(self.every, front, unassigned))

    def asked(self) -> tuple[object, ...]:
        """What the lists go by besides what is known: when it changes, what they gain is no news."""
        query = self.filter.text if self.filter.applies else ""
        muted = frozenset(mute.target for mute in self.mutes.all())
        return self.window, query, muted, self.past and self.past.at, self.config.fronts

    def new_of(self, incidents: Iterable[Incident]) -> frozenset[str]:
        """Ids of those that the user has not marked as seen; on a wall display, where nobody marks anything, of those
        among them that came in within :data:`RECENT`."""
        subjects = self.store.subjects
        new = [one for one in incidents if (subject := subjects.get(one.id)) is not None and subject.new]
        return frozenset(one.id for one in new if not self.watching or self.now - arrival(one) < RECENT)

    def rung(self) -> list[Rung]:
        """What rang and waits to be seen, newest first; on a wall display for :data:`RECENT`."""
        now = self.clock.now()
        return [rung for rung in reversed(self.alerts.waiting) if not self.watching or now - rung.time < RECENT]

    def accepts(self, incident: Incident) -> bool:
        """Whether the last good filter lets it through, be it on or off."""
        return self.filter.accepts(self.store, self.now)(incident)

    def hidden_by(self, mute: Mute) -> int:
        """Incidents of the window that it hides."""
        alone = Mutes([mute])
        return sum(alone.hides(incident) for incident in self.every)

    def context(self) -> Context:
        """What a detail needs besides its incident."""
        titles = Titles(self.store.incidents)
        return Context(self.store.items, self.front_names, titles, self.now, self.signs)


def _window_of(config: Config) -> float | None:
    return None if config.settings.window >= units.LONGEST else config.settings.window


def _on(incidents: list[Incident], front: str | None, unassigned: bool) -> list[Incident]:
    if unassigned:
        return [incident for incident in incidents if not incident.fronts]
    return incidents if front is None else [incident for incident in incidents if front in incident.fronts]
