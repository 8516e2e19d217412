"""The state of the board without its looks: what came in, what the filter lets through, what is in the window.

Invariants: a filter that does not parse never replaces the last good one; the situation, the lists and the counts
come from one look at the store, so they cannot disagree for longer than it takes to work the situation out; nothing
here waits or draws.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from tui.alerts import Alerts, Rung
from tui.clock import Clock
from tui.config.values import Config
from tui.model import Changes, FeedStatus, Front, Incident
from tui.mutes import Mute, Mutes, Target, newest_of
from tui.query import QueryError, alias_map, compile_query, parse
from tui.query.names import PlaceIds
from tui.situation import FrontSituation, Situation, lead_of, situation
from tui.store.marks import Marks
from tui.store.memory import Store
from tui.views.claim_rows import Context
from tui.views.exporting import Selection
from tui.views.format import WINDOWS, window_text
from tui.views.glyphs import Glyphs, glyphs
from tui.views.intake import STEP, Intake
from tui.views.look import Look, Shown, think
from tui.views.passing import Passing
from tui.views.past import Past
from tui.wording import plural

NOTICES = 200
LONGEST = 100 * 365 * 86_400.0
"""Seconds of the window "all" at most: twice as far back is still a date."""
FILTERS = 50
"""Earlier filters that are kept."""
UNDO = 100
"""Markings and mutes that can be taken back."""


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
        *,
        ascii_only: bool = False,
        banner: str = "",
        fronts: Sequence[str] = (),
        watching: bool = False,
        place_ids: PlaceIds | None = None,
        mutes: Mutes | None = None,
    ) -> None:
        self._wanted = frozenset(fronts)
        self._place_ids = place_ids
        self._adopt(config)
        self.clock = clock
        self.live = Store(config.sources, fronts=config.fronts) if store is None else store
        """What is known now; :attr:`store` is what is looked at."""
        self._intake = Intake(self.live)
        self.past: Past | None = None
        """The earlier state that is looked at; None: now."""
        self.bound: dt.datetime | None = None
        """The instant whose state is being worked out."""
        self.signs: Glyphs = glyphs(ascii_only)
        self.banner = banner
        self.watching = watching
        """A wall display: nobody is at the keyboard."""
        self.only_fronts = bool(fronts)
        self.alerts = Alerts(config.alerts, self._aliases, clock.now(), place_ids)
        self.rung: list[Rung] = []
        """What rang and was not sounded yet; whoever sounds it empties the list."""
        self.mutes = Mutes() if mutes is None else mutes
        self.muted = 0
        """Incidents that the window and the filter would show and mutes hide."""
        self._undo: list[Callable[[], str]] = []
        self.notices: deque[tuple[dt.datetime, str]] = deque(maxlen=NOTICES)
        self.window: float | None = config.settings.window
        self.filter_text = ""
        self.filter_on = True
        self.earlier_filters: deque[str] = deque(maxlen=FILTERS)
        """Those that were accepted, newest first."""
        self.paused = False
        self.held = 0
        """Changes that came in since the picture was held."""
        self.last_change: dt.datetime | None = None
        self._passing = self._compile("")
        self.now = clock.now()
        self.every: list[Incident] = []
        self.shown: list[Incident] = []
        self.situation: Situation = situation(Shown(()), self.fronts, self._window_seconds(), self.now)

    # --- what comes in ---------------------------------------------------------------------------------

    @property
    def pending(self) -> int:
        """Pieces that wait to be applied."""
        return self._intake.pending

    def take(self, changes: Iterable[Changes]) -> None:
        self._intake.take(changes)

    def step(self, seconds: float = STEP) -> bool:
        """Applies waiting pieces for about ``seconds``; whether anything was applied."""
        applied = self._intake.step(seconds)
        for piece in applied:
            self.alerts.forget(piece.gone)
            self.mutes.changed(piece.incidents)
            heard = [incident for incident in piece.incidents if not self.mutes.hides(incident)]
            self.rung += self.alerts.hear(heard, self.live.subjects, self.clock.now())
            self.notices.extend((piece.time, notice) for notice in piece.notices)
            self.last_change = piece.time
            self.held += len(piece.incidents) + len(piece.items) + len(piece.gone)
        return bool(applied)

    def configure(self, config: Config) -> None:
        """Go by another configuration; the filter, what rang, the marks and a window that was chosen stay."""
        if self.window == self.config.settings.window:
            self.window = config.settings.window
        self._adopt(config)
        self.alerts.configure(config.alerts, self._aliases, self._place_ids)
        self.live.configure(config.sources, config.fronts)
        if self.filter_text:
            self._passing = self._compile(self.filter_text)

    def _adopt(self, config: Config) -> None:
        self.config = config
        wanted = self._wanted
        self.fronts: tuple[Front, ...] = tuple(f for f in config.fronts if not wanted or f.id in wanted)
        self.front_names = {front.id: front.name for front in config.fronts}
        self.sources = {source.id: source for source in config.sources}
        self._aliases = alias_map(config.actors)

    # --- when ------------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """What is looked at: what is known now, or what was known then."""
        return self.live if self.past is None else self.past.store

    def earlier(self) -> Store:
        """An empty store for an earlier state, with the names of now and a copy of the marks."""
        return Store(self.config.sources, Marks.load(self.live.marks.dump()), fronts=self.config.fronts)

    def moment(self) -> dt.datetime:
        """The instant that is looked at."""
        return self.clock.now() if self.past is None else self.past.at

    # --- one look --------------------------------------------------------------------------------------

    def gather(self) -> Look:
        """What is in the window now and what of it passes the filter; the lists and counts follow it at once."""
        self.now = self.moment()
        window = self._window_seconds()
        start = self.now - dt.timedelta(seconds=window)
        # Pressure compares with the window before, so that one is looked at, too.
        since = start - dt.timedelta(seconds=window)
        both = [one for one in self.store.since(since) if one.conflict]
        if self.only_fronts:
            wanted = {front.id for front in self.fronts}
            both = [one for one in both if not wanted.isdisjoint(one.fronts)]
        through = self._passing.ids(self.store, since, self.now) if self.filtering else ()
        passing = [one for one in both if one.id in through] if self.filtering else both
        self.every = [one for one in both if one.last_seen >= start]
        self.shown = [one for one in passing if one.last_seen >= start] if self.filtering else self.every
        self.mutes.lapse(self.clock.now())
        if self.mutes:
            before = len(self.shown)
            self.shown = [one for one in self.shown if not self.mutes.hides(one)]
            self.muted = before - len(self.shown)
        else:
            self.muted = 0
        ids = frozenset(one.id for one in passing) if self.filtering else None
        tallied = None if self.filtering or self.only_fronts else self.store.tallied(start)
        return Look(self.now, window, self.fronts, tuple(both), ids, tallied)

    def look(self) -> None:
        """One look with all that follows from it."""
        self.situation = think(self.gather())

    def _window_seconds(self) -> float:
        if self.window is not None:
            return self.window
        oldest = self.store.oldest or self.now
        return min(LONGEST, max(3600.0, (self.now - oldest).total_seconds() + 1))

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

    def incidents(self, front: str | None, *, unassigned: bool = False) -> list[Incident]:
        """Shown ones of a front (None: of all), newest first."""
        if unassigned:
            return [incident for incident in self.shown if not incident.fronts]
        return self.shown if front is None else [incident for incident in self.shown if front in incident.fronts]

    def total(self, front: str | None, *, unassigned: bool = False) -> int:
        """How many of them the window holds without the filter."""
        if unassigned:
            return sum(not incident.fronts for incident in self.every)
        return len(self.every) if front is None else sum(front in incident.fronts for incident in self.every)

    def selection(self, front: str | None, unassigned: bool, *, selected: Incident | None) -> Selection:
        """What is shown of a front (None: of all), to be exported."""
        fronts = () if unassigned else tuple(one for one in self.fronts if front is None or one.id == front)
        notes = [f"Filter: {self.filter_text}"] if self.filtering else []
        notes += [f"{plural(self.muted, 'incident')} muted, not listed here"] if self.muted else []
        notes += [f"As it was known at {self.past.at:%Y-%m-%d %H:%M} UTC"] if self.past else []
        return Selection(
            incidents=tuple(self.incidents(front, unassigned=unassigned)),
            selected=selected,
            fronts=fronts,
            window=self._window_seconds(),
            now=self.now,
            sources=self.config.sources,
            feeds=dict(self.store.feeds),
            front_names=self.front_names,
            notes=tuple(notes),
            name="unassigned" if unassigned else front or "",
        )

    def front_name(self, front: str | None) -> str:
        return "All fronts" if front is None else self.front_names.get(front, front)

    def new_of(self, incidents: Iterable[Incident]) -> frozenset[str]:
        subjects = self.store.subjects
        return frozenset(one.id for one in incidents if (subject := subjects.get(one.id)) is not None and subject.new)

    def context(self) -> Context:
        """What a detail needs besides its incident."""
        titles = Titles(self.store.incidents)
        return Context(self.store.items, self.front_names, titles, self.now, self.signs)

    @property
    def window_name(self) -> str:
        return window_text(self.window)

    def next_window(self) -> None:
        values = [value for _, value in WINDOWS]
        self.window = values[(values.index(self.window) + 1) % len(values)] if self.window in values else values[0]

    def pause(self) -> None:
        """Holds the picture still, or lets it go on."""
        self.paused = not self.paused
        self.held = 0

    # --- the filter ------------------------------------------------------------------------------------

    def known_names(self) -> dict[str, list[str]]:
        """What the filter line completes values from."""
        places = {one.place.name for one in self.every if one.place is not None}
        return {
            "fronts": [front.id for front in self.config.fronts],
            "actors": [actor.name for actor in self.config.actors],
            "places": sorted(places),
            "sources": [source.id for source in self.config.sources],
        }

    @property
    def filtering(self) -> bool:
        return self.filter_on and bool(self.filter_text)

    def set_filter(self, text: str) -> QueryError | None:
        """Applies ``text``; when it does not parse, the last good filter stays and the error is returned."""
        try:
            self._passing = self._compile(text)
        except QueryError as error:
            return error
        self.filter_text = text.strip()
        self.filter_on = True
        return None

    def remember_filter(self) -> None:
        """The user has accepted the filter: it can be leafed back to."""
        if self.filter_text:
            if self.filter_text in self.earlier_filters:
                self.earlier_filters.remove(self.filter_text)
            self.earlier_filters.appendleft(self.filter_text)

    def _compile(self, text: str) -> Passing:
        query = parse(text)
        return Passing(query, compile_query(query, self._aliases, self._place_ids))

    def accepts(self, incident: Incident) -> bool:
        """Whether the last good filter lets it through, be it on or off."""
        return self.store.accept(self._passing.accept, self.now)(incident)

    # --- seen ------------------------------------------------------------------------------------------

    def mark(self, incidents: Iterable[Incident]) -> int:
        """The user has seen these; how many of them were new."""
        new = tuple(self.new_of(incidents))
        if new:
            self.live.see(new, self.clock.now())
            self.alerts.seen(new)
            self._can_undo(lambda: self._unsee(new))
        return len(new)

    def _unsee(self, ids: tuple[str, ...]) -> str:
        self.live.see(ids, self.clock.now(), seen=False)
        return f"{len(ids)} new again"

    def undo(self) -> str:
        """Takes the last marking, muting or lifting back; what that came to, "" when there is nothing."""
        return self._undo.pop()() if self._undo else ""

    def _can_undo(self, how: Callable[[], str]) -> None:
        self._undo.append(how)
        del self._undo[:-UNDO]

    # --- muted -----------------------------------------------------------------------------------------

    def mute(self, target: Target, name: str, span: dt.timedelta | None) -> None:
        """Hide an incident or a front for so long; None: until it changes."""
        now, (kind, id_) = self.clock.now(), target
        found = (
            self.live.on_front(id_) if kind == "front" else [one for one in [self.live.incidents.get(id_ or "")] if one]
        )
        until = None if span is None else now + span
        before = self.mutes.of(target)
        self.mutes.add(Mute(kind=kind, id=id_, name=name, made=now, until=until, newest=newest_of(found)))
        self._can_undo(lambda: self._restore(target, before))

    def lift(self, target: Target) -> None:
        before = self.mutes.lift(target)
        self._can_undo(lambda: self._restore(target, before))

    def _restore(self, target: Target, before: Mute | None) -> str:
        if before is not None:
            self.mutes.add(before)
            return f"muted again: {before.name}"
        lifted = self.mutes.lift(target)
        return f"mute lifted: {lifted.name}" if lifted else "the mute was over already"

    def hidden_by(self, mute: Mute) -> int:
        """Incidents of the window that it hides."""
        alone = Mutes([mute])
        return sum(alone.hides(incident) for incident in self.every)

    # --- feeds -----------------------------------------------------------------------------------------

    def feed_counts(self) -> tuple[int, int, int]:
        """Up, down and not yet polled."""
        up = down = waiting = 0
        for source in self.config.sources:
            health = self.store.feeds.get(source.id)
            if health is None or health.status is FeedStatus.WAITING:
                waiting += 1
            elif health.status in (FeedStatus.FAILED, FeedStatus.GONE):
                down += 1
            elif health.status is not FeedStatus.OFF:
                up += 1
        return up, down, waiting

    def data_time(self) -> dt.datetime | None:
        """Last success of any feed: the age of the data."""
        if self.past is not None:
            return max((item.seen for item in self.past.store.items.values()), default=None)
        return max((health.last_success for health in self.live.feeds.values() if health.last_success), default=None)
