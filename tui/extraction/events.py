"""Sentences of one text grouped into the happenings that they tell of.

Invariants: the main event comes first; a sentence opens an event of its own only when it carries a happening (a
figure, an attack, a lost
machine) and its place, its machine, its day or its scope cannot be the one told before; two happenings are never
joined because they
stand in one article. Sentences that tell no happening belong to no event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from tui.extraction.countries import by_adjective
from tui.extraction.fold import key
from tui.extraction.kinds import kind_of, most_telling
from tui.extraction.phrases import Line
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
    """An event in the making."""

    facts: list[Facts] = field(default_factory=list)
    near: Draft | None = None
    """The event told before, when this one has no place of its own."""

    @property
    def places(self) -> list[PlaceMention]:
        return [place for facts in self.facts for place in facts.places]

    @property
    def scene(self) -> list[PlaceMention]:
        """Its places, or those of the event before while it has none of its own."""
        return self.places or (self.near.scene if self.near else [])

    @property
    def located(self) -> list[frozenset[str]]:
        """The fronts of each of its sentences, or of the event before."""
        own = [f.fronts for f in self.facts if f.fronts]
        return own or (self.near.located if self.near else [])


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
    armed: Collection[int],
) -> list[Facts]:
    """What each sentence says that tells a happening.

    ``times`` belong to the lines; ``actors`` are canonical names with the word that names them, ``located`` gives the
    fronts of places, ``armed`` are the words that name forces or armed groups.
    """
    result = []
    for line, time in zip(lines, times, strict=True):
        words = line.words
        low, high = words.starts[line.low], words.ends[line.high - 1]
        claims = tuple([i for i, c in enumerate(content.claims) if low <= c.span[0] < high])
        equipment = tuple([i for i, e in enumerate(content.equipment) if low <= e.span[0] < high and e.outcome])
        ahead = line.low + foreground(line.keys)
        dyads = _attacks(content.dyads, low, words.ends[ahead - 1])
        named = any(line.low <= at < line.high for at in armed)
        if not (claims or equipment or dyads or named):
            continue
        kind = kind_of(words.keys[line.low : ahead])
        if not (claims or equipment or dyads) and kind in _CASES:
            continue
        places = tuple([p for p in content.places if low <= p.span[0] < high and p.role == "event"])
        result.append(
            Facts(
                line=line,
                places=places,
                claims=claims,
                dyads=dyads,
                equipment=equipment,
                persons=tuple([i for i, p in enumerate(content.persons) if low <= p.span[0] < high and p.outcome]),
                actors=tuple([name for at, name in actors if line.low <= at < line.high]),
                kind=kind,
                told=time.told,
                past=time.past,
                fronts=located(places),
                old=time.told is not None and published is not None and time.told[0] < published - _OLD,
            )
        )
    return result


def _attacks(dyads: Sequence[Dyad], low: int, high: int) -> tuple[int, ...]:
    return tuple([i for i, d in enumerate(dyads) if low <= d.span[0] < high and d.action != "statement"])


def group(facts: Sequence[Facts], content: Content) -> list[Draft]:
    """The events of a text, the main one first."""
    drafts: list[Draft] = []
    for each in facts:
        home = next((d for d in [*reversed(drafts[-1:]), *drafts[:-1]] if _same(d, each, content)), None)
        if home is None:
            home = Draft(near=drafts[-1] if drafts else None)
            drafts.append(home)
        home.facts.append(each)
    return drafts[:_MOST]


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
    told = next((f.told for f in draft.facts if f.told), None)
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
        scope=Scope.BACKGROUND if all(f.past for f in draft.facts) else Scope.INCIDENT,
    )


def _same(draft: Draft, each: Facts, content: Content) -> bool:
    """Nothing in the sentence contradicts the event: place, machine, day, scope."""
    if all(f.past for f in draft.facts) != each.past or (each.old and not any(f.old for f in draft.facts)):
        return False
    if any(known - each.fronts and each.fronts - known for known in draft.located):
        return False
    if not _places_agree(draft.scene, each.places) or not _days_agree(draft, each):
        return False
    return _machines_agree(draft, each, content)


def _places_agree(known: Sequence[PlaceMention], fresh: Sequence[PlaceMention]) -> bool:
    narrow = [p.place for p in fresh if p.place.kind not in ("country", "river")] or [p.place for p in fresh]
    if not known or not narrow:
        return True
    return any(a.id == b.place.id or a.id in b.place.parents or b.place.id in a.parents for a in narrow for b in known)


def _days_agree(draft: Draft, each: Facts) -> bool:
    told = next((f.told for f in draft.facts if f.told), None)
    if told is None or each.told is None:
        return True
    (start, hours), (other, width) = told, each.told
    return start <= other + dt.timedelta(hours=width) and other <= start + dt.timedelta(hours=hours)


def _machines_agree(draft: Draft, each: Facts, content: Content) -> bool:
    lost = {content.equipment[i].category for f in draft.facts for i in f.equipment}
    fresh = {content.equipment[i].category for i in each.equipment}
    types = {content.equipment[i].type for f in draft.facts for i in f.equipment}
    named = {content.equipment[i].type for i in each.equipment}
    if fresh and lost:
        return bool(types & named) or (bool(fresh & lost) and not _both_named(types, named))
    if fresh and not lost and draft.facts:
        return _about_loss(draft) or (each.kind in {f.kind for f in draft.facts} and not _flying(fresh))
    return True


def _both_named(types: set[str], named: set[str]) -> bool:
    """Two designations that differ ("Ka-52", "Su-30"): with digits, so that they are no kind words."""
    return any(any(map(str.isdigit, t)) for t in types) and any(any(map(str.isdigit, t)) for t in named)


def _about_loss(draft: Draft) -> bool:
    return any(f.kind in ("crash", "shoot_down") for f in draft.facts)


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
