"""What single sentences of a text tell of happenings: the pieces of which events are made.

Invariant: a pure function of the sentence and of the lists of the reading so far; a sentence that tells no happening
has no facts.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

import msgspec

from tui.extraction.kinds import kind_of
from tui.extraction.phrases import Line
from tui.extraction.placed import Placed
from tui.extraction.when import Time, When, foreground
from tui.model import UNTOLD_KINDS, Claim, Dyad, Equipment, Person, PlaceMention

_OLD = dt.timedelta(hours=60)
"""A day this long before the publish time, told of in a later sentence, is another happening's."""


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


class Content(msgspec.Struct, frozen=True, gc=False):
    """The lists that a reading is made of so far."""

    claims: Sequence[Claim]
    dyads: Sequence[Dyad]
    equipment: Sequence[Equipment]
    persons: Sequence[Person]
    places: Sequence[PlaceMention]


class Parties(NamedTuple):
    """Who is named in a text, by the word of the text that does."""

    actors: Sequence[tuple[int, str]]
    """Canonical names with their words, ascending."""
    armed: Sequence[int]
    """Words that name forces or armed groups, ascending."""


Located = Callable[[Sequence[PlaceMention]], frozenset[str]]


def facts_of(
    lines: Sequence[tuple[Line, Time]],
    content: Content,
    parties: Parties,
    published: dt.datetime | None,
    located: Located,
) -> list[Facts]:
    """What each sentence says that tells a happening; ``located`` gives the fronts of places."""
    told = _telling(lines, content, parties)
    if not told:
        return []  # as in most texts
    names, scenes = Placed(parties.actors, itemgetter(0)), Placed(content.places, _begin)
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
    lines: Sequence[tuple[Line, Time]], content: Content, parties: Parties
) -> list[tuple[Line, Time, _Happened]]:
    """The sentences that tell a happening."""
    struck = [i for i, dyad in enumerate(content.dyads) if dyad.action != "statement"]
    lost = [i for i, piece in enumerate(content.equipment) if piece.outcome]
    sure = bool(content.claims or struck or lost)
    if not (sure or parties.armed):
        return []
    claimed = Placed(range(len(content.claims)), lambda i: content.claims[i].span[0])
    attacks = Placed(struck, lambda i: content.dyads[i].span[0])
    losses = Placed(lost, lambda i: content.equipment[i].span[0])
    found = []
    for line, time in lines:
        forces = bisect_left(parties.armed, line.low) < bisect_left(parties.armed, line.high)
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
        if told or kind not in UNTOLD_KINDS:
            found.append((line, time, _Happened(claims, dyads, equipment, kind)))
    return found


def _points(line: Line) -> tuple[int, int]:
    """The code points that its words cover."""
    return line.words.starts[line.low], line.words.ends[line.high - 1]


def _begin(thing: Person | PlaceMention) -> int:
    return thing.span[0]
