"""The ledger itself: items with their readings in, incidents out.

Invariants: which incidents there are, and what each holds, depends on the items and their publish times alone; adding
an item again changes nothing; the work for one item does not grow with the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import structs

from tui.ledger.camps import Camps
from tui.ledger.claims import SETTLED
from tui.ledger.clusters import Clusters
from tui.ledger.edits import edited
from tui.ledger.ids import incident_id, revision_of
from tui.ledger.incidents import build
from tui.ledger.itemise import itemised
from tui.ledger.lists import bounded
from tui.ledger.outlines import Outline, outline_of
from tui.ledger.parts import parts_of
from tui.ledger.roundups import RoundUps
from tui.ledger.tellings import Tellings, Text
from tui.ledger.told import Told
from tui.model import Actor, Incident, Item, Reading, Source, Value

REVISIONS = 8
"""Texts of one item that are kept: the first one and the newest others."""
HEARD = 50
"""Texts of one source that an incident is made of."""


class Touched(Value, frozen=True, kw_only=True):
    """What one step changed."""

    ids: tuple[str, ...] = ()
    """Incidents that are new or changed."""
    gone: tuple[str, ...] = ()
    """Incidents that are no more: joined into another, split up or expired."""
    notices: tuple[str, ...] = ()
    """Lines for the user: corrections, retractions, edits without notice."""
    faults: tuple[str, ...] = ()
    """Lines for the user: texts that showed up a fault of ours, see :func:`left_out`."""


def left_out(outlet: str, title: str, error: Exception) -> str:
    """What the user is told of a text or an incident on which our own code fails: it must end neither the polling nor
    every start from then on, so it is left out, by name."""
    return f"{outlet}: “{title}” could not be read ({type(error).__name__}): not counted"


class Ledger:
    """Incidents, kept up to date item by item."""

    def __init__(self, sources: Iterable[Source] = (), actors: Iterable[Actor] = ()) -> None:
        self._sources = {source.id: source for source in sources}
        self._camps = Camps(actors)
        self._groups = Clusters()
        self._tellings = Tellings(self._sources, self._camps)
        self._round_ups = RoundUps(self._camps)
        self._texts: dict[str, list[Text]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._seeds: dict[str, str] = {}
        self._built: dict[str, Incident] = {}
        self._told: dict[str, tuple[str, ...]] = {}

    def add(self, item: Item, reading: Reading) -> Touched:
        """Take one item in. A known item with another text is a revision: both texts are kept, the newer counts."""
        return self.extend(((item, reading),))

    def extend(self, pairs: Iterable[tuple[Item, Reading]]) -> Touched:
        """Take many items in; the oldest first is the cheapest order, and the result is the same in any."""
        changed: set[str] = set()
        notices: list[str] = []
        faults: list[str] = []
        corrected: set[str] = set()
        for item, reading in sorted(pairs, key=lambda pair: (pair[0].time, pair[0].id, pair[0].seen)):
            try:
                names = self._take(item, bounded(reading), notices)
            except Exception as error:
                faults.append(left_out(self._outlet(item), item.title, error))
                continue
            changed |= names
            if _corrects(reading):
                corrected |= names
        return structs.replace(self._touched(changed, corrected, notices), faults=tuple(faults))

    def _take(self, item: Item, reading: Reading, notices: list[str]) -> set[str]:
        """Names of the groups changed."""
        known = self._texts.get(item.id)
        if known is None:
            return self._place(item.id, [(item, reading)])
        if any(revision_of(item) == revision_of(other) for other, _ in known):
            return set()
        texts = _revised(known, (item, reading))
        if texts == known:
            return set()
        changed = self._place(item.id, texts)
        if len(texts) > 1:
            at = next((at for at, text in enumerate(texts) if text[0] is item), 0)
            notices.append(edited(self._outlet(item), texts[max(0, at - 1)], texts[max(1, at)]).text)
        return changed

    def _place(self, id_: str, texts: list[Text]) -> set[str]:
        """Group the events of the item's newest text in place of those of the one before."""
        parts = parts_of(*texts[-1])  # before anything is changed: a text that cannot be taken in leaves no trace
        changed: set[str] = set()
        for old in self._parts.get(id_, ()):
            changed |= self._groups.remove(old)
            self._tellings.forget(old)
        self._texts[id_] = texts
        self._parts[id_] = tuple(part.id for part in parts)
        for part in parts:
            changed |= self._groups.add(part)
        return changed

    def _outlet(self, item: Item) -> str:
        source = self._sources.get(item.source)
        return source.name if source is not None else item.source

    def _touched(self, names: set[str], corrected: set[str], notices: list[str]) -> Touched:
        """From group names to incident ids; what was built of them is stale."""
        ids: list[str] = []
        gone: list[str] = []
        linked = self._linked(names)
        for name in sorted(names):
            id_ = incident_id(name)
            self._built.pop(id_, None)
            if self._groups.exists(name):
                self._seeds[id_] = name
                ids.append(id_)
                if name in corrected or self._woken(name):
                    notices.extend(self._news(id_))
            elif self._seeds.pop(id_, None) is not None:
                self._told.pop(id_, None)
                gone.append(id_)
        summing = self._summing((*ids, *gone))
        changed = tuple(dict.fromkeys((*ids, *linked, *summing)))
        return Touched(ids=changed, gone=tuple(gone), notices=tuple(dict.fromkeys(notices)))

    def _summing(self, changed: Iterable[str]) -> list[str]:
        """Ids of the round-ups of which these incidents, the vanished ones among them, leave another rest now."""
        found = sorted(self._round_ups.update({id_: self._outline(id_) for id_ in changed}))
        for id_ in found:
            self._built.pop(id_, None)
        return [id_ for id_ in found if id_ in self._seeds]

    def _outline(self, id_: str) -> Outline | None:
        name = self._seeds.get(id_)
        if name is None:
            return None
        try:
            return outline_of(self.incident(id_), map(self._groups.part, self._heard(name)))
        except Exception:  # said when the incident itself is asked for, see :meth:`built`
            return None

    def _linked(self, names: Collection[str]) -> list[str]:
        """Ids of the incidents that did not change themselves, but are possibly the same as others now."""
        ids: list[str] = []
        for name in sorted(self._groups.relate(names).difference(names)):
            id_ = incident_id(name)
            built = self._built.get(id_)
            if built is not None:
                self._built[id_] = structs.replace(built, related=self._related(name))
            ids.append(id_)
        return ids

    def _related(self, name: str) -> tuple[str, ...]:
        return tuple(map(incident_id, self._groups.related(name)))

    def _woken(self, name: str) -> bool:
        """Was it settled, and has news now?"""
        times = [self._groups.part(part).key[0] for part in self._groups.latest(name, 2)]
        return times[-1] - times[0] > SETTLED

    def _news(self, id_: str) -> list[str]:
        """Notices of this incident that were not given before."""
        before = self._told.get(id_, ())
        try:
            _, notices = self._build(id_)
        except Exception:  # said when the incident itself is asked for, see :meth:`built`
            return []
        self._told[id_] = notices
        return [notice for notice in notices if notice not in before]

    def incident(self, id_: str) -> Incident:
        """The incident of this id. Raises KeyError when there is none."""
        built = self._built.get(id_)
        return built if built is not None else self._build(id_)[0]

    def built(self, ids: Iterable[str]) -> tuple[tuple[Incident, ...], tuple[str, ...]]:
        """These incidents; and, in words, those that are left out as our own code fails on them."""
        incidents: list[Incident] = []
        faults: list[str] = []
        for id_ in ids:
            try:
                incidents.append(self.incident(id_))
            except Exception as error:
                item, _ = self._texts[self._groups.part(self._seeds[id_]).item][-1]
                faults.append(left_out(self._outlet(item), item.title, error))
        return tuple(incidents), tuple(faults)

    def _build(self, id_: str) -> tuple[Incident, tuple[str, ...]]:
        name = self._seeds[id_]
        incident, notices = build(id_, tuple(self._told_of(name)), self._camps, self._related(name))
        self._built[id_] = incident = itemised(incident, self._round_ups.of(id_))
        return incident, notices

    def _heard(self, name: str) -> list[str]:
        """Parts of the incident in order; of one source the first and the newest ones, :data:`HEARD` at most. What it
        said in between has been superseded since, by itself."""
        members = self._groups.members(name)
        if len(members) <= HEARD:
            return list(members)
        by_source: dict[str, list[str]] = {}
        for id_ in members:
            by_source.setdefault(self._texts[self._groups.part(id_).item][0][0].source, []).append(id_)
        kept = {id_ for ids in by_source.values() for id_ in (ids[:1] + ids[1:][1 - HEARD :])}
        return [id_ for id_ in members if id_ in kept]

    def _told_of(self, name: str) -> Iterator[Told]:
        for part in map(self._groups.part, self._heard(name)):
            yield from self._tellings.of(part, self._texts[part.item])

    def items_of(self, id_: str) -> tuple[str, ...]:
        """Ids of the items whose main event this incident is, in order."""
        members = self._groups.members(self._seeds[id_])
        return tuple(part.item for part in map(self._groups.part, members) if part.main)

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """All incidents by id, each built when it is asked for."""
        return _Incidents(self)

    def ids(self) -> Iterator[str]:
        return iter(self._seeds)

    def __len__(self) -> int:
        return len(self._seeds)

    def holds(self, item: str) -> bool:
        """Is any event of the item in an incident?"""
        return item in self._texts

    def expire(self, before: dt.datetime) -> Touched:
        """Forget the incidents whose newest report is older than ``before``."""
        gone: dict[str, str] = {}
        for id_, name in list(self._seeds.items()):
            members = self._groups.members(name)
            if all(self._groups.part(part).key[0] < before for part in members):
                gone[name] = id_
                self._groups.drop(name)
                self._seeds.pop(id_)
                self._built.pop(id_, None)
                self._told.pop(id_, None)
                for part in members:
                    self._forget(part)
        ids = dict.fromkeys((*self._linked(gone), *self._summing(gone.values())))
        return Touched(ids=tuple(ids), gone=tuple(sorted(gone.values())))

    def _forget(self, part: str) -> None:
        """An item is forgotten with the last of its events."""
        self._tellings.forget(part)
        item = part.rpartition("#")[0]
        left = tuple(other for other in self._parts.get(item, ()) if other != part)
        if left:
            self._parts[item] = left
        else:
            self._parts.pop(item, None)
            self._texts.pop(item, None)


class _Incidents(Mapping[str, Incident]):
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __getitem__(self, id_: str) -> Incident:
        return self._ledger.incident(id_)

    def __iter__(self) -> Iterator[str]:
        return self._ledger.ids()

    def __len__(self) -> int:
        return len(self._ledger)


def _revised(known: Sequence[Text], text: Text) -> list[Text]:
    """The texts of an item with one more, oldest first: the first and the newest ones, :data:`REVISIONS` in all."""
    texts = sorted((*known, text), key=lambda one: (one[0].seen, revision_of(one[0])))
    # Whoever answers for the feed now does not take back what its owner said.
    texts = [one for one in texts if not one[0].held] or texts
    return [texts[0], *texts[1:][1 - REVISIONS :]]


def _corrects(reading: Reading) -> bool:
    """Can the text take something back? Only then is there news beside the incident itself."""
    return reading.correction or any(claim.correction for claim in reading.claims)
