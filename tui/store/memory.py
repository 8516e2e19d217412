"""What the board knows, in memory: items, incidents, the health of feeds, and what the user has seen.

Invariants: :meth:`Store.apply` is the only way in; applying one step twice is applying it once; steps about
different things may come in any order. Every index holds exactly the incidents of :attr:`Store.incidents`, and every
list that a caller gets is of one moment. Of one thing the step that comes last is the truth, whatever its clock says:
a collector's clock may be set back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from weakref import WeakSet

import msgspec

from tui.ledger.running import Running, Tallied
from tui.model import Changes, FeedHealth, Front, Incident, Item, Source, Value
from tui.query import Predicate, Subject, subject_of
from tui.store.filtered import ALL, Everything, Filtered, Where
from tui.store.marks import Marks
from tui.store.timeline import Key, Timeline, key_of


class Applied(Value, frozen=True, kw_only=True):
    """What one step did to the incidents, by id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    items: int = 0
    """Items added or revised."""


class Store:
    """Incidents with their indexes. Not thread-safe: one owner applies and reads."""

    def __init__(
        self, sources: Iterable[Source] = (), marks: Marks | None = None, *, fronts: Iterable[Front] = ()
    ) -> None:
        """``sources`` and ``fronts`` give queries the names that go with ids; tallies are kept of these fronts."""
        fronts = tuple(fronts)
        self._sources = {source.id: source for source in sources}
        self._front_names = {front.id: front.name for front in fronts}
        self.marks = Marks() if marks is None else marks
        """What the user has seen and marked; change it through the store, so that ``new:`` stays true."""
        self._items: dict[str, Item] = {}
        self._incidents: dict[str, Incident] = {}
        self._feeds: dict[str, FeedHealth] = {}
        self._subjects: dict[str, Subject] = {}
        self._all = Timeline()
        self._fronts: dict[str | None, Timeline] = {}
        self._views: WeakSet[Filtered] = WeakSet()
        self._running = Running(fronts)

    @property
    def items(self) -> Mapping[str, Item]:
        return MappingProxyType(self._items)

    @property
    def incidents(self) -> Mapping[str, Incident]:
        return MappingProxyType(self._incidents)

    @property
    def feeds(self) -> Mapping[str, FeedHealth]:
        return MappingProxyType(self._feeds)

    @property
    def subjects(self) -> Mapping[str, Subject]:
        return MappingProxyType(self._subjects)

    @property
    def fronts(self) -> tuple[str | None, ...]:
        """Fronts that have an incident, None for the unassigned."""
        return tuple(self._fronts)

    @property
    def oldest(self) -> dt.datetime | None:
        """Time of the newest report of the incident that has been quiet longest; None without incidents."""
        return self._incidents[self._all.at(len(self._all) - 1)].last_seen if self._all else None

    def apply(self, changes: Changes) -> Applied:
        """Take one step of the collector in; what it did. Gone goes before changed: an id in both stays."""
        for id_ in changes.gone_items:
            self._items.pop(id_, None)
        for item in changes.items:
            self._items[item.id] = item
        for health in changes.feeds:
            self._feeds[health.source] = health
        latest = {incident.id: incident for incident in changes.incidents}
        gone = [id_ for id_ in dict.fromkeys(changes.gone) if id_ in self._incidents and id_ not in latest]
        fresh = [incident for incident in latest.values() if self._incidents.get(incident.id) != incident]
        applied = Applied(
            added=tuple(incident.id for incident in fresh if incident.id not in self._incidents),
            changed=tuple(incident.id for incident in fresh if incident.id in self._incidents),
            removed=tuple(gone),
            items=len(changes.items),
        )
        self._replace(gone, fresh)
        return applied

    def on_front(self, front: str | None) -> list[Incident]:
        """Incidents of a front, None: the unassigned ones; newest first."""
        return [self._incidents[id_] for id_ in self._fronts.get(front, ())]

    def since(self, instant: dt.datetime) -> list[Incident]:
        """Incidents whose newest report is not older than ``instant``, newest first."""
        return [self._incidents[id_] for id_ in self._all.since(instant)]

    def tallied(self, instant: dt.datetime) -> Tallied:
        """The tallies of the incidents whose newest report is not older than ``instant``, kept up to date step by
        step: asking costs no walk over the incidents."""
        return self._running.tallies(instant)

    def newest(self) -> list[str]:
        """All ids, newest first."""
        return list(self._all)

    def filter(self, predicate: Predicate, now: dt.datetime, front: Where = ALL) -> list[str]:
        """Ids of the incidents that pass, newest first."""
        subjects = self._subjects
        return [id_ for id_ in self._timeline(front) if predicate(subjects[id_], now)]

    def filtered(
        self, predicate: Predicate, now: dt.datetime, front: Where = ALL, since: dt.datetime | None = None
    ) -> Filtered:
        """A list that stays what :meth:`filter` would give while steps are applied, as of ``now``; of the incidents
        whose newest report is not older than ``since``, which is what it costs to make one."""
        view = Filtered(predicate, front, since)
        self.refresh(view, now)
        self._views.add(view)
        return view

    def refresh(self, view: Filtered, now: dt.datetime) -> None:
        """Judge everything again at ``now``: for queries that the clock changes (``age<6h``)."""
        asked = self._incidents if view.since is None else {one.id: one for one in self.since(view.since)}
        view.reset(asked, self._subjects, now)

    def accept(self, predicate: Predicate, now: dt.datetime) -> Callable[[Incident], bool]:
        """``predicate`` as a question about an incident, for :func:`tui.situation.situation`."""

        def accepts(incident: Incident) -> bool:
            held = self._incidents.get(incident.id) is incident
            return predicate(self._subjects[incident.id] if held else self._subject(incident), now)

        return accepts

    def is_new(self, incident: Incident) -> bool:
        """It changed since the user looked."""
        return self.marks.is_new(incident)

    def unseen(self, front: Where = ALL) -> int:
        """Incidents that are new."""
        return sum(self._subjects[id_].new for id_ in self._timeline(front))

    def see(self, ids: Iterable[str], now: dt.datetime, *, seen: bool = True) -> None:
        """The user has looked at these, or (``seen=False``) takes it back."""
        known = [self._incidents[id_] for id_ in ids if id_ in self._incidents]
        for incident in known:
            self.marks.see(incident, now, seen=seen)
        self._judge_again(known)

    def see_front(self, front: Where, now: dt.datetime) -> None:
        """The user has looked at everything on a front, or everywhere."""
        present = [self._incidents[id_] for id_ in self._timeline(front)]
        self.marks.see_front(front, now, present)
        self._judge_again(present)

    def mark(self, ids: Iterable[str], *, marked: bool = True) -> None:
        """Set or clear the user's own mark."""
        known = [self._incidents[id_] for id_ in ids if id_ in self._incidents]
        self.marks.mark((incident.id for incident in known), marked=marked)
        self._judge_again(known)

    def configure(self, sources: Iterable[Source], fronts: Iterable[Front] = ()) -> None:
        """Sources and fronts after a reload: their names and languages may have changed."""
        fronts = tuple(fronts)
        self._sources = {source.id: source for source in sources}
        self._front_names = {front.id: front.name for front in fronts}
        self._running = Running(fronts)
        self._running.update((), self._incidents)
        self._subjects = {id_: self._subject(incident) for id_, incident in self._incidents.items()}
        for view in self._views:
            self.refresh(view, view.now)

    def _timeline(self, front: Where) -> Timeline:
        return self._all if front is ALL else self._fronts.get(front) or Timeline()

    def _subject(self, incident: Incident) -> Subject:
        new, marked = self.marks.is_new(incident), self.marks.is_marked(incident.id)
        return subject_of(incident, self._sources, self._front_names, new=new, marked=marked)

    def _judge_again(self, incidents: Iterable[Incident]) -> None:
        """Bring ``new`` and ``marked`` up to date; nothing else of a subject can have changed."""
        changed: dict[str, Incident] = {}
        for incident in incidents:
            subject = self._subjects[incident.id]
            new, marked = self.marks.is_new(incident), self.marks.is_marked(incident.id)
            if (new, marked) != (subject.new, subject.marked):
                self._subjects[incident.id] = msgspec.structs.replace(subject, new=new, marked=marked)
                changed[incident.id] = incident
        for view in self._views:
            view.update((), changed, self._subjects)

    def _replace(self, gone: Iterable[str], fresh: Iterable[Incident]) -> None:
        remove: dict[Where, set[Key]] = {}
        add: dict[Where, set[Key]] = {}
        replaced = {incident.id: incident for incident in fresh}
        for id_ in (*gone, *replaced):
            old = self._incidents.pop(id_, None)
            if old is not None:
                _index(old, remove)
        for id_, incident in replaced.items():
            self._incidents[id_] = incident
            self._subjects[id_] = self._subject(incident)
            _index(incident, add)
        for id_ in gone:
            self._subjects.pop(id_, None)
            self.marks.forget(id_)
        for front in {*remove, *add}:
            timeline = self._all if isinstance(front, Everything) else self._fronts.setdefault(front, Timeline())
            timeline.update(remove.get(front, ()), add.get(front, ()))
            if not timeline and not isinstance(front, Everything):
                del self._fronts[front]
        self._running.update(gone, replaced)
        for view in self._views:
            view.update(gone, replaced, self._subjects)


def _index(incident: Incident, keys: dict[Where, set[Key]]) -> None:
    """Note the key of an incident under every timeline that it stands in."""
    key = key_of(incident.last_seen, incident.id)
    for front in (ALL, *(incident.fronts or (None,))):
        keys.setdefault(front, set()).add(key)
