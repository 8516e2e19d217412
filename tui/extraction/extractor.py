"""Text in, everything found in it out: sentences, names, claims, deeds, machines, persons, events, fronts.

Invariants: deterministic and offline; one reading depends on one text, its publish time and its source only; no text,
however hostile, makes it raise. Each step is a function of the steps before it. A step that would find nothing, because
none of the words it looks for is there, is left out: that never changes a reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from tui.extraction.actors import ALIAS, ActorMatcher, Named, mentions
from tui.extraction.casualties import read_claims
from tui.extraction.countries import countries
from tui.extraction.crews import with_crews, with_losses
from tui.extraction.dyads import Found, as_told, resolve, strikers, with_attackers
from tui.extraction.equipment import Machine, machines, read_equipment
from tui.extraction.events import build, group
from tui.extraction.facts import Content, Facts, Parties, facts_of
from tui.extraction.fold import Words, words
from tui.extraction.fronts import FrontMatcher
from tui.extraction.masks import as_written, unmasked
from tui.extraction.persons import read_persons
from tui.extraction.phrases import Line, line_of
from tui.extraction.places import survey
from tui.extraction.roles import deeds
from tui.extraction.sentences import Sentence, split
from tui.extraction.signs import may_word_outcome
from tui.extraction.stages import DEED, TITLE, has_machine
from tui.extraction.statements import statements
from tui.extraction.vocabulary import listed
from tui.extraction.when import time_of
from tui.model import (
    UNTOLD_KINDS,
    Actor,
    ActorMention,
    Claim,
    Dyad,
    Equipment,
    Event,
    Front,
    PlaceMention,
    Reading,
    Scope,
    Source,
)

VERSION = 10
"""Raised whenever a reading of the same text may change: stored readings of another version are read again."""
LIMIT = 20_000
"""Code points of a text that are read."""
_COUNTRIES = frozenset(s for c in countries().values() for s in (*c.spellings, *c.seats))
_NOTHING: frozenset[int] = frozenset()
_AT_PEACE = UNTOLD_KINDS | {"protest", "crash", "arrest", "seizure"}
"""Kinds of event that by themselves tell of no armed conflict."""
_CORRECTIONS = ("correction", "corrected", "corrects", "corrections", "retraction", "retracted", "retracts")


class Extractor:
    """Reads texts for one configuration."""

    def __init__(self, actors: Sequence[Actor], fronts: Sequence[Front]) -> None:
        self._actors = ActorMatcher(actors)
        self._fronts = FrontMatcher(fronts, actors)

    def read(self, text: str, *, published: dt.datetime | None = None, source: Source | None = None) -> Reading:
        """Everything found in ``text`` (headline, newline, lead). Spans are code points of ``text``."""
        text = text[:LIMIT]
        plain = unmasked(text)
        reading = self._read(plain, published, source)
        return reading if plain == text else as_written(reading, plain, text)

    def _read(self, text: str, published: dt.datetime | None, source: Source | None) -> Reading:
        """Most texts tell of no attack, no figure and no machine: what needs one is asked only where there is one."""
        folded = words(text)
        stages = folded.stages
        sentences = split(text)
        places, named = self._names(folded, source)
        lines = _lines(folded, sentences, named)
        done = [deeds(line) for line in lines] if stages & DEED else ()
        found = machines(folded, named) if has_machine(stages) else ()
        dyads = resolve(lines, done, named, found, self._actors.actors) if any(done) else []
        told = _roles(dyads, named, lines) if dyads else {}
        actors = mentions(folded, named, told) if named else ()
        claims: tuple[Claim, ...] = ()
        if may_word_outcome(folded):
            far = self._far(places)
            claims = read_claims(
                text, sentences, actors, self._actors.actors, published=published, source=source, far=far
            )
        armed = [n.first for n in named if folded.raw(n.first, n.after) not in _COUNTRIES] if named else []
        if not (armed or found or dyads or claims or stages & TITLE):
            return self._reading(text, folded, _spoken(lines, places), actors, (), source)
        times = [time_of(line, published) for line in lines]
        scopes = [Scope.BACKGROUND if time.past else Scope.INCIDENT for time in times]
        equipment = read_equipment(folded, lines, found, strikers(found, lines, dyads), scopes) if found else ()
        content = Content(
            claims=self._settled(claims, folded, lines, dyads, found, equipment, places) if claims else (),
            dyads=_dyads(dyads, lines),
            equipment=equipment,
            persons=read_persons(folded, lines, named, done or [()] * len(lines), scopes, found),
            places=places,
        )
        if speakers := _claimants(content.claims, named) if claims else None:
            actors = mentions(folded, named, told | speakers)
        who = Parties([(n.first, n.actor) for n in named], armed)
        facts = facts_of(tuple(zip(lines, times, strict=True)), content, who, published, self._located)
        return self._reading(text, folded, content, actors, facts, source)

    def _settled(
        self,
        claims: Sequence[Claim],
        folded: Words,
        lines: Sequence[Line],
        dyads: Sequence[Found],
        found: Sequence[Machine],
        equipment: Sequence[Equipment],
        places: Sequence[PlaceMention],
    ) -> tuple[Claim, ...]:
        """The claims with what attacks and lost machines say of them."""
        blamed = with_attackers(claims, lines, dyads)
        crews = with_crews(blamed, folded, lines, found, equipment)
        return with_losses(crews, folded, lines, equipment, self._at_war(equipment, places))

    def _at_war(self, equipment: Sequence[Equipment], places: Sequence[PlaceMention]) -> list[bool]:
        """Of each machine whether it was lost where a front is, and not in the country of who operates it."""
        scenes = {p.place.country for p in places if p.role == "event"} & self._fronts.countries
        operators = (self._actors.actors.get(piece.operator or "") for piece in equipment)
        homes = (operator.country if operator else None for operator in operators)
        return [any(code != home for code in scenes) for home in homes]

    def _far(self, places: Sequence[PlaceMention]) -> bool:
        """Places are named, and none of them is in a country that a front lies in."""
        countries = {p.place.country for p in places} - {""}
        return bool(countries) and self._fronts.countries.isdisjoint(countries)

    def _located(self, places: Sequence[PlaceMention]) -> frozenset[str]:
        return frozenset(self._fronts.match(places, ())) if places else frozenset()

    def _names(self, folded: Words, source: Source | None) -> tuple[tuple[PlaceMention, ...], tuple[Named, ...]]:
        home = source.country if source else None
        aliases = self._actors.find(folded)
        taken = [range(a.first, a.after) for a in aliases]
        places, context = survey(folded, taken, home)
        return places, self._actors.settle(folded, aliases, places, context, source.party if source else None)

    def _reading(
        self,
        text: str,
        folded: Words,
        content: Content,
        actors: tuple[ActorMention, ...],
        facts: Sequence[Facts],
        source: Source | None,
    ) -> Reading:
        places, dyads = content.places, content.dyads
        names = tuple(dict.fromkeys([a.actor for a in actors])) if actors else ()
        whole = self._fronts.match(_scenes(places, dyads), names, text, dyads, folded, source)

        def fronts(places: Sequence[PlaceMention], who: Sequence[str], what: Sequence[Dyad]) -> tuple[str, ...]:
            if not places and not any(p.role == "event" for p in content.places):
                return whole
            return self._fronts.match(places, who or names, text, what, None, source)

        events = tuple(build(draft, content, fronts) for draft in group(facts, content)) if facts else ()
        return Reading(
            claims=tuple(content.claims),
            dyads=tuple(dyads),
            actors=actors,
            places=tuple(places),
            equipment=tuple(content.equipment),
            persons=tuple(content.persons),
            events=events,
            fronts=tuple(dict.fromkeys((*(f for e in events for f in e.fronts), *whole))) if events else whole,
            conflict=_conflict(content, events, folded),
            correction=_corrects(folded),
        )


def _spoken(lines: Sequence[Line], places: tuple[PlaceMention, ...]) -> Content:
    """What a text holds in which nothing happens: countries, people and places are spoken of and speak."""
    return Content((), statements(lines), (), (), places)


def _corrects(folded: Words) -> bool:
    keys = folded.keys
    return keys != () and keys[0] in _CORRECTIONS


def _lines(folded: Words, sentences: Iterable[Sentence], named: Sequence[Named]) -> list[Line]:
    names = frozenset([index for name in named if name.weight == ALIAS for index in name.span]) if named else _NOTHING
    found = []
    for sentence in sentences:
        inside = folded.within(sentence.start, sentence.end)
        if inside:
            found.append(line_of(folded, inside.start, inside.stop, names, sentence.text))
    return found


def _scenes(places: Sequence[PlaceMention], dyads: Sequence[Dyad]) -> Sequence[PlaceMention]:
    """The places where something happened; in a text that names none, the countries spoken of that attack nobody."""
    if not places or "event" in [p.role for p in places]:
        return places
    doers = {d.attacker_text for d in dyads if d.attacker_text}
    bystanders = [p for p in places if p.role == "context" and not any(p.text in text for text in doers)]
    return [msgspec.structs.replace(p, role="event") for p in bystanders]


def _dyads(found: Sequence[Found], lines: Sequence[Line]) -> list[Dyad]:
    """The attacks; where none of them says who and whom, what is said and dealt as well."""
    attack = any(
        (d.attacker or d.attacker_text) and (d.target or d.target_text) and d.action != "statement"
        for d in (f.dyad for f in found)
    )
    told = as_told(lines, found)
    return told if attack else told + statements(lines)


def _roles(dyads: Sequence[Found], named: Sequence[Named], lines: Sequence[Line]) -> dict[int, str]:
    """What each actor mention does, by its index: the first deed whose phrase holds it."""
    roles: dict[int, str] = {}
    for each in dyads:
        if each.dyad.action == "statement":
            continue
        sides = ((each.deed.attacker, "attacker", each.dyad.attacker), (each.deed.target, "target", each.dyad.target))
        for span, role, actor in sides:
            for index, name in enumerate(named):
                if span and actor == name.actor and span.start < name.after and name.first < span.stop:
                    roles.setdefault(index, role)
    return roles


def _claimants(claims: Sequence[Claim], named: Sequence[Named]) -> dict[int, str]:
    said = {c.claimant_actor for c in claims if c.claimant_actor}
    return {i: "claimant" for i, n in enumerate(named) if n.actor in said and n.weight < 3}


def _of_arms(dyads: Sequence[Dyad], folded: Words) -> Sequence[Dyad]:
    """The attacks; without deeds of no certain kind in a text of sanctions or diplomats that names no attack: "US
    targets the group with sanctions"."""
    struck = [dyad for dyad in dyads if dyad.action != "statement"]
    if not struck:
        return struck
    measures, attacks = listed("roles", "words", "measures"), listed("roles", "nouns", "attack")
    if measures.isdisjoint(folded.keys) or not attacks.isdisjoint(folded.keys):
        return struck
    return [dyad for dyad in struck if dyad.action != "unknown"]


def _conflict(content: Content, events: Sequence[Event], folded: Words) -> bool:
    """The text is about armed conflict: a claim that may count, an attack by or on a known actor, or an event of that
    kind.
    """
    if content.claims:
        return any(claim.conflict for claim in content.claims)
    if (struck := _of_arms(content.dyads, folded)) and any(d.attacker or d.target for d in struck):
        return True
    return events != () and any(e.kind not in _AT_PEACE and e.actors for e in events)
