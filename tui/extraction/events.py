"""Sentences of one text grouped into the happenings that they tell of.

Invariants: the main event comes first; a sentence opens an event of its own only when it carries a happening (a
figure, an attack, a lost machine) and its place, its machine, its day or its scope cannot be the one told before; two
happenings are never joined because they stand in one article. Sentences that tell no happening belong to no event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tui.extraction.countries import by_adjective
from tui.extraction.facts import Content, Facts
from tui.extraction.keys import key
from tui.extraction.kinds import most_telling
from tui.extraction.places import narrowest
from tui.extraction.when import When
from tui.model import Dyad, Event, PlaceMention, Scope

_MOST = 12
"""Events of one text that are kept."""
_TELLING = 3
"""Sentences of an event that say of what kind it is: its headline and how it goes on."""
_BESIDE = ("near", "outside", "around")
"""A headline names a city that readers know; the lead names the village where it was."""
_NEAR = ("area", "there", "nearby", "same", "zone", "region", "vicinity")


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
        if not self.facts[1:] or each.old <= self.old:  # an older day of a figure said again dates nothing
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


Fronts = Callable[[Sequence[PlaceMention], Sequence[str], Sequence[Dyad]], tuple[str, ...]]


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
    """Nothing in the sentence contradicts the event: place, machine, day, scope; the day of a figure said again does
    not."""
    if draft.past != each.past:
        return False
    if each.fronts and any(known - each.fronts and each.fronts - known for known in draft.fronts()):
        return False
    if not (_places_agree(draft.scene(), each.places) or _closer(draft, each)):
        return False
    if ((each.old and not draft.old) or not _days_agree(draft, each)) and not _says_again(draft, each, content):
        return False
    return _machines_agree(draft, each, content)


def _says_again(draft: Draft, each: Facts, content: Content) -> bool:
    """A figure of the sentence is one that the event tells already, or a part of one."""
    told = {i for facts in draft.facts for i in facts.claims}
    linked = (content.claims[i] for i in each.claims if told)
    return any(claim.again in told or claim.within in told for claim in linked)


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
