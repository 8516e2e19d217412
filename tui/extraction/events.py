"""Sentences of one text grouped into the happenings that they tell of.

Invariants: the main event comes first; a sentence opens an event of its own only when it carries a happening (a
figure, an attack, a lost machine) and its place, its machine, its day or its scope cannot be the one told before; two
happenings are never joined because they stand in one article. Sentences that tell no happening belong to no event.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

import msgspec

from tui.extraction.countries import by_adjective
from tui.extraction.fold import key
from tui.extraction.kinds import kind_of, most_telling
from tui.extraction.phrases import Line
from tui.extraction.placed import Placed
from tui.extraction.places import narrowest
from tui.extraction.when import Time, When, foreground
from tui.model import Claim, Dyad, Equipment, Event, Person, PlaceMention, Scope

_MOST = 12
"""Events of one text that are kept."""
_OLD = dt.timedelta(hours=60)
"""A day this long before the publish time, told of in a later sentence, is another happening's."""
_TELLING = 3
"""Sentences of an event that say of what kind it is: its headline and how it goes on."""
_CASES = ("statement", "unknown")
_BESIDE = ("near", "outside", "around")
"""A headline names a city that readers know; the lead names the village where it was."""
_NEAR = ("area", "there", "nearby", "same", "zone", "region", "vicinity")


class Facts(msgspec.Struct, frozen=True, gc=False):
    """What one sentence that tells a happening says, by index into the lists of the reading.

    A happening is a figure, an attack, a lost machine, or an armed group or force (not just a country) beside a word
    that tells the kind of an event.
    """

    line: Line
    places: tuple[PlaceMention, ...]
    claims: tuple[int, ...]
    dyads: tuple[int, ...]
    equipment: tuple[int, ...]
    """Lost machines only."""
    persons: tuple[int, ...]
    actors: tuple[str, ...]
    kind: str
    told: When | None
    past: bool
    fronts: frozenset[str]
    """By the places of this sentence alone."""
    old: bool
    """It gives a day well before the publish time."""


@dataclass(slots=True)
class Draft:
    """An event in the making; what its sentences say together is kept beside them, so that one more costs the same
    however many there are.
    """

    near: Draft | None = None
    """The event told before, when this one has no place of its own."""
    facts: list[Facts] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    within: set[str] = field(default_factory=set)
    """Its places and all that they lie in."""
    ids: set[str] = field(default_factory=set)
    """Its places alone."""
    located: set[frozenset[str]] = field(default_factory=set)
    """The fronts of each of its sentences that has any."""
    kinds: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)
    """Of the machines lost in it, as are ``types``."""
    types: set[str] = field(default_factory=set)
    told: When | None = None
    past: bool = True
    old: bool = False

    def add(self, each: Facts, content: Content) -> None:
        self.facts.append(each)
        self.places.extend(each.places)
        self.ids.update(p.place.id for p in each.places)
        self.within.update(i for p in each.places for i in (p.place.id, *p.place.parents))
        if each.fronts:
            self.located.add(each.fronts)
        self.kinds.add(each.kind)
        self.categories.update(content.equipment[i].category for i in each.equipment)
        self.types.update(content.equipment[i].type for i in each.equipment)
        self.told = self.told or each.told
        self.past = self.past and each.past
        self.old = self.old or each.old

    def before(self) -> Iterator[Draft]:
        """It and the events told before it, newest first, as far back as any that is kept."""
        draft: Draft | None = self
        for _ in range(_MOST):
            if draft is None:
                return
            yield draft
            draft = draft.near

    def scene(self) -> Draft:
        """The event whose places are its own: itself, or one before while it has none."""
        return next((draft for draft in self.before() if draft.places), self)

    def fronts(self) -> Collection[frozenset[str]]:
        """The fronts of each of its sentences, or of the event before."""
        return next((draft.located for draft in self.before() if draft.located), ())


class Content(msgspec.Struct, frozen=True, gc=False):
    """The lists that a reading is made of so far."""

    claims: Sequence[Claim]
    dyads: Sequence[Dyad]
    equipment: Sequence[Equipment]
    persons: Sequence[Person]
    places: Sequence[PlaceMention]


Fronts = Callable[[Sequence[PlaceMention], Sequence[str], Sequence[Dyad]], tuple[str, ...]]


def facts_of(
    lines: Sequence[Line],
    times: Sequence[Time],
    content: Content,
    actors: Sequence[tuple[int, str]],
    published: dt.datetime | None,
    located: Callable[[Sequence[PlaceMention]], frozenset[str]],
    armed: Sequence[int],
) -> list[Facts]:
    """What each sentence says that tells a happening.

    ``times`` belong to the lines; ``actors`` are canonical names with the word that names them, ``located`` gives the
    fronts of places, ``armed`` are the words that name forces or armed groups, ascending.
    """
    told = _telling(lines, times, content, armed)
    if not told:
        return []  # as in most texts
    names, scenes = Placed(actors, itemgetter(0)), Placed(content.places, _begin)
    persons = Placed(content.persons, _begin)
    result = []
    for line, time, happened in told:
        low, high = _points(line)
        places = tuple([p for p in scenes.within(low, high) if p.role == "event"])
        result.append(
            Facts(
                line=line,
                places=places,
                claims=happened.claims,
                dyads=happened.dyads,
                equipment=happened.equipment,
                persons=tuple([i for i in persons.numbers(low, high) if content.persons[i].outcome]),
                actors=tuple([name for _, name in names.within(line.low, line.high)]),
                kind=happened.kind,
                told=time.told,
                past=time.past,
                fronts=located(places),
                old=time.told is not None and published is not None and time.told[0] < published - _OLD,
            )
        )
    return result


class _Happened(NamedTuple):
    """What makes a sentence tell a happening, as in :class:`Facts`."""

    claims: tuple[int, ...]
    dyads: tuple[int, ...]
    equipment: tuple[int, ...]
    kind: str


def _telling(
    lines: Sequence[Line], times: Sequence[Time], content: Content, armed: Sequence[int]
) -> list[tuple[Line, Time, _Happened]]:
    """The sentences that tell a happening."""
    struck = [i for i, dyad in enumerate(content.dyads) if dyad.action != "statement"]
    lost = [i for i, piece in enumerate(content.equipment) if piece.outcome]
    sure = bool(content.claims or struck or lost)
    if not (sure or armed):
        return []
    claimed = Placed(range(len(content.claims)), lambda i: content.claims[i].span[0])
    attacks = Placed(struck, lambda i: content.dyads[i].span[0])
    losses = Placed(lost, lambda i: content.equipment[i].span[0])
    found = []
    for line, time in zip(lines, times, strict=True):
        forces = bisect_left(armed, line.low) < bisect_left(armed, line.high)
        if not (sure or forces):
            continue
        ahead = line.low + foreground(line.keys)
        low, high = _points(line)
        claims = tuple(claimed.within(low, high))
        dyads = tuple(attacks.within(low, line.words.ends[ahead - 1]))
        equipment = tuple(losses.within(low, high))
        told = bool(claims or dyads or equipment)
        if not (told or forces):
            continue
        kind = kind_of(line.words.keys[line.low : ahead])
        if told or kind not in _CASES:
            found.append((line, time, _Happened(claims, dyads, equipment, kind)))
    return found


def _points(line: Line) -> tuple[int, int]:
    """The code points that its words cover."""
    return line.words.starts[line.low], line.words.ends[line.high - 1]


def _begin(thing: Person | PlaceMention) -> int:
    return thing.span[0]


def group(facts: Sequence[Facts], content: Content) -> list[Draft]:
    """The events of a text, the main one first.

    A sentence is compared with the event told last and with those that are kept: of any other it could only be a part
    that nobody sees.
    """
    kept: list[Draft] = []
    last: Draft | None = None
    for each in facts:
        known = [] if last is None else [last, *(draft for draft in kept if draft is not last)]
        home = next((draft for draft in known if _same(draft, each, content)), None)
        if home is None:
            home = last = Draft(near=last)
            if len(kept) < _MOST:
                kept.append(home)
        home.add(each, content)
    return kept


def build(draft: Draft, content: Content, fronts: Fronts) -> Event:
    """The event that a draft has become."""
    claims = _flat(f.claims for f in draft.facts)
    dyads = _flat(f.dyads for f in draft.facts)
    own = draft.places
    places = own or (draft.near.places if draft.near and _leans(draft) else [])
    involved = [content.dyads[i] for i in dyads]
    named = [name for f in draft.facts for name in f.actors]
    doing = [name for d in involved for name in (d.attacker, d.target) if name]
    actors = tuple(dict.fromkeys((*named, *doing)))
    told = draft.told
    struck = () if places else _struck(involved)
    found = fronts(places, actors, involved)
    near = draft.near
    while not found and near is not None and not own:
        found = fronts(near.places, actors, involved)
        near = near.near
    chosen = [content.claims[i] for i in claims]
    return Event(
        kind=most_telling(f.kind for f in draft.facts[:_TELLING]),
        place=_chief(draft) or narrowest(places),
        places=tuple(dict.fromkeys(i for p in places for i in (p.place.id, *p.place.parents))) or struck,
        fronts=found,
        when=told[0] if told else None,
        when_hours=told[1] if told else 24.0,
        actors=actors,
        claims=claims,
        dyads=dyads,
        equipment=_flat(f.equipment for f in draft.facts),
        persons=_flat(f.persons for f in draft.facts),
        sentences=tuple(f.line.sentence for f in draft.facts),
        conflict=not chosen or any(c.conflict for c in chosen),
        scope=Scope.BACKGROUND if draft.past else Scope.INCIDENT,
    )


def _same(draft: Draft, each: Facts, content: Content) -> bool:
    """Nothing in the sentence contradicts the event: place, machine, day, scope."""
    if draft.past != each.past or (each.old and not draft.old):
        return False
    if each.fronts and any(known - each.fronts and each.fronts - known for known in draft.fronts()):
        return False
    if not (_places_agree(draft.scene(), each.places) or _closer(draft, each)) or not _days_agree(draft, each):
        return False
    return _machines_agree(draft, each, content)


def _places_agree(known: Draft, fresh: Sequence[PlaceMention]) -> bool:
    """One of the places is, holds or lies in one of those known."""
    narrow = [p.place for p in fresh if p.place.kind not in ("country", "river")] or [p.place for p in fresh]
    if not known.places or not narrow:
        return True
    return any(place.id in known.within or not known.ids.isdisjoint(place.parents) for place in narrow)


def _closer(draft: Draft, each: Facts) -> bool:
    """The headline said near what city, and the next sentence says where: "near Damascus", "in Kisweh"."""
    if len(draft.facts) > 1 or not any(word in draft.facts[0].line.keys for word in _BESIDE):
        return False
    cities = {p.place.country for p in draft.places if p.place.kind == "city"}
    return any(p.place.country in cities and p.place.kind in ("site", "village", "town") for p in each.places)


def _days_agree(draft: Draft, each: Facts) -> bool:
    if draft.told is None or each.told is None:
        return True
    (start, hours), (other, width) = draft.told, each.told
    return start <= other + dt.timedelta(hours=width) and other <= start + dt.timedelta(hours=hours)


def _machines_agree(draft: Draft, each: Facts, content: Content) -> bool:
    if not each.equipment:
        return True
    lost, types = draft.categories, draft.types
    fresh = {content.equipment[i].category for i in each.equipment}
    named = {content.equipment[i].type for i in each.equipment}
    if lost:
        return bool(types & named) or (bool(fresh & lost) and not _both_named(types, named))
    return _about_loss(draft) or (each.kind in draft.kinds and not _flying(fresh))


def _both_named(types: set[str], named: set[str]) -> bool:
    """Two designations that differ ("Ka-52", "Su-30"): with digits, so that they are no kind words."""
    return any(any(map(str.isdigit, t)) for t in types) and any(any(map(str.isdigit, t)) for t in named)


def _about_loss(draft: Draft) -> bool:
    return not draft.kinds.isdisjoint(("crash", "shoot_down"))


def _flying(categories: set[str]) -> bool:
    return bool(categories & {"aircraft", "helicopter", "drone", "ship"})


def _struck(dyads: Sequence[Dyad]) -> tuple[str, ...]:
    """The country of what was struck, by its adjective, where no place is named: "a Ukrainian shopping mall"."""
    adjectives = by_adjective()
    told = (adjectives.get(word) for dyad in dyads for word in key(dyad.target_text or "").split())
    return tuple(dict.fromkeys(code for code in told if code))


def _leans(draft: Draft) -> bool:
    return any(word in draft.facts[0].line.keys for word in _NEAR)


def _chief(draft: Draft) -> PlaceMention | None:
    """The narrowest place of the first sentence that has one narrower than a country."""
    for facts in draft.facts:
        best = narrowest(facts.places)
        if best is not None and best.place.kind not in ("country", "sea"):
            return best
    return None


def _flat(lists: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(i for part in lists for i in part))
