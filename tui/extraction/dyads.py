"""Deeds as worded become dyads of canonical actors.

Invariants: the canonical actor of a phrase is one named in the part of it that says who; "the aircraft" stands for
whoever flies it, "they" and "the soldiers" for the actor that the text spoke of before; nobody attacks himself; what
did not happen, and diplomacy, keep their wording but carry no canonical actors, so that they never count as an
attack.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import msgspec

from tui.extraction.actors import ALIAS, Named
from tui.extraction.doers import actor_in, armed, is_number, leans, of_nobody, wording
from tui.extraction.equipment import Machine, referred
from tui.extraction.kinds import kind_of, kind_of_word
from tui.extraction.phrases import Line, who
from tui.extraction.roles import NOBODY, Deed, agent_of_fragment
from tui.extraction.vocabulary import listed
from tui.model import Actor, Claim, Dyad, Outcome, State

_MOST = 200
"""Dyads of one text."""
_DONE = frozenset((Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED))
"""What an attacker does to people; that some are missing is nobody's deed yet."""


@dataclass(slots=True)
class Memory:
    """Who was spoken of so far: what pronouns and definite phrases lean on."""

    attacker: str | None = None
    target: str | None = None
    loose: list[int] = field(default_factory=list)
    """Dyads of the last sentence with an attacker in words only, which a fragment may name."""


class Found(msgspec.Struct, frozen=True, gc=False):
    """A dyad with the line it stands in and the deed it comes from."""

    dyad: Dyad
    line: int
    deed: Deed


def resolve(
    lines: Sequence[Line],
    deeds: Sequence[tuple[Deed, ...]],
    named: Sequence[Named],
    machines: Sequence[Machine],
    actors: Mapping[str, Actor],
) -> list[Found]:
    """Dyads in the order of the text."""
    memory = Memory()
    found: list[Found] = []
    firsts = [name.first for name in named]
    for number, (line, done) in enumerate(zip(lines, deeds, strict=True)):
        here = named[bisect_left(firsts, line.low) : bisect_left(firsts, line.high)]
        fragment = agent_of_fragment(line) if memory.loose else NOBODY
        if fragment:
            _name_doer(found, memory, actor_in(line, fragment, here, machines, actors))
            continue
        memory.loose = []
        for deed in done if len(found) < _MOST else ():
            dyad = _dyad(line, deed, here, machines, actors, memory)
            if dyad is None or not _telling(line, deed, dyad):
                continue
            found.append(Found(dyad, number, deed))
            if dyad.attacker is None and dyad.attacker_text and dyad.target:
                memory.loose.append(len(found) - 1)
            memory.attacker = dyad.attacker or memory.attacker
            memory.target = dyad.target or memory.target
        if not done and here and here[0].first - line.low < 4:
            memory.attacker = here[0].actor
    return _distinct(found)


def as_told(lines: Sequence[Line], found: Sequence[Found]) -> list[Dyad]:
    """The dyads without wordings that name nobody: an attack alone made no attack, and five are not whom it struck. One
    that is left with neither a name nor a wording tells nothing, and goes."""
    told = []
    for each in found:
        dyad, line = each.dyad, lines[each.line]
        if dyad.attacker is None and of_nobody(line, each.deed.attacker):
            dyad = msgspec.structs.replace(dyad, attacker_text=None)
        if is_number(line, each.deed.target):
            dyad = msgspec.structs.replace(dyad, target_text=None)
        if dyad.attacker or dyad.target or dyad.attacker_text or dyad.target_text:
            told.append(dyad)
    return told


def strikers(machines: Sequence[Machine], lines: Sequence[Line], found: Sequence[Found]) -> tuple[str | None, ...]:
    """For each machine the actor that a deed upon it names."""
    by: dict[int, str] = {}
    for each in found if machines else ():
        if each.deed.target and each.dyad.attacker:
            struck = referred(lines[each.line], each.deed.target, machines)
            if struck is not None:
                by.setdefault(struck.first, each.dyad.attacker)
    return tuple([by.get(machine.first) for machine in machines])


_BREATH = 2
"""Words between two figures of one clause: "dead, |", "were killed and |"."""


def with_attackers(claims: Sequence[Claim], lines: Sequence[Line], found: Sequence[Found]) -> tuple[Claim, ...]:
    """Figures whose own verb names nobody, with the attacker of the deed whose target holds their words: "Redland fired
    rockets at the village, killing three"."""
    struck: list[tuple[int, int, str]] = []
    for each in found:
        if each.dyad.attacker and each.deed.target and not each.dyad.mutual and each.dyad.action != "statement":
            words, target = lines[each.line].words, each.deed.target
            struck.append((words.starts[target.start], words.ends[target.stop - 1], each.dyad.attacker))

    def blamed(claim: Claim) -> Claim:
        if claim.attacker is not None or claim.state is not State.ACTIVE or claim.outcome not in _DONE:
            return claim
        by = (who for low, high, who in struck if low <= claim.span[0] < high and who != claim.side)
        return msgspec.structs.replace(claim, attacker=next(by, None))

    told = list(map(blamed, claims)) if struck else list(claims)
    for at, (claim, other) in enumerate(pairwise(told)):
        if claim.attacker is None and other.attacker not in (None, claim.side) and _one_breath(claim, other, lines):
            told[at] = msgspec.structs.replace(claim, attacker=other.attacker)
    return tuple(told)


def _one_breath(claim: Claim, other: Claim, lines: Sequence[Line]) -> bool:
    """ "Two dead, five wounded after a Redland attack": what is told of the last holds for both."""
    if (
        claim.sentence != other.sentence
        or claim.state is not State.ACTIVE
        or not _DONE.issuperset((claim.outcome, other.outcome))
    ):
        return False
    between = lines[0].words.source[claim.span[1] : other.span[0]].split()
    return len(between) <= _BREATH and claim.within is None


def _dyad(
    line: Line,
    deed: Deed,
    here: Sequence[Named],
    machines: Sequence[Machine],
    actors: Mapping[str, Actor],
    memory: Memory,
) -> Dyad | None:
    if deed.attacker and deed.attacker == deed.target:
        return None
    doers = (actor_in(line, span, here, machines, actors) for span in (deed.attacker, *deed.more))
    attacker = next(filter(None, doers), None)
    target = actor_in(line, deed.target, here, machines, actors)
    attacker_text, target_text = wording(line, deed.attacker), wording(line, deed.target)
    if attacker is None and leans(line, deed.attacker):
        before = next((n.actor for n in here if n.after <= deed.attacker.start and n.actor != target), None)
        attacker = before or (memory.attacker if memory.attacker != target else None)
    if target is None and leans(line, deed.target) and memory.target != attacker:
        target = memory.target
    if attacker is not None and attacker == target:
        if not deed.attacker or not deed.target:
            return None
        attacker, target = _told_apart(line, deed, here, attacker)
    if attacker_text is None and target_text is None and attacker is None:
        return None
    if deed.word in listed("roles", "nouns", "weak") and not armed(line, deed.target, here):
        return None
    real = not deed.unreal
    return Dyad(
        attacker=attacker if real else None,
        target=target if real else None,
        attacker_text=attacker_text,
        target_text=target_text,
        action=(kind_of_word(deed.word) or kind_of(line.plain)) if real else "statement",
        mutual=deed.mutual,
        alleged=not listed("roles", "words", "alleged").isdisjoint(line.keys),
        sentence=line.sentence,
        span=_span(line, deed),
    )


def _span(line: Line, deed: Deed) -> tuple[int, int]:
    """The code points from the first to the last word of a deed."""
    sides = [span for span in (deed.attacker, deed.target) if span]
    start = min([deed.at, *(span.start for span in sides)])
    stop = max([deed.at + 1, *(span.stop for span in sides)])
    return line.words.starts[start], line.words.ends[stop - 1]


@lru_cache(maxsize=1)
def _harmful() -> frozenset[str]:
    """Who or what does harm."""
    return listed("roles", "nouns", "doer") | listed("roles", "nouns", "means") | listed("roles", "nouns", "attack")


@lru_cache(maxsize=1)
def _harmed() -> frozenset[str]:
    """Who or what can be hurt, and how many."""
    return listed("roles", "nouns", "hurt") | listed("equipment", "words", "numbers") | _harmful()


def _told_apart(line: Line, deed: Deed, here: Sequence[Named], actor: str) -> tuple[str | None, str | None]:
    """Both phrases led to one actor: it stays where its own name stands, and where it was only worked out it goes."""

    def own(span: range) -> bool:
        return any(n.weight == ALIAS and n.first in who(line, span) for n in here)

    first, second = own(deed.attacker), own(deed.target)
    return actor if first and not second else None, actor if second and not first else None


def _telling(line: Line, deed: Deed, dyad: Dyad) -> bool:
    """It names an actor, or its wording has a doer, a weapon, a number or somebody who can be hurt."""
    if dyad.attacker or dyad.target:
        return True
    if not all(_harmful().isdisjoint(line.of(span)) for span in (deed.attacker, *deed.more)):
        return True
    target = line.of(deed.target)
    if not _harmed().isdisjoint(target) or any(word[:1].isdigit() for word in target):
        return True
    return any(_proper(line, i) for span in (deed.attacker, deed.target) for i in span)


def _proper(line: Line, index: int) -> bool:
    """A name: an abbreviation, or a capital where capitals say something."""
    words = line.words
    if words.shouting or not line.key(index).isalpha():
        return False
    if words.upper(index) and len(line.key(index)) > 1:
        return True
    return words.capital(index) and index > line.low and not words.titled


def _victim(text: str | None) -> bool:
    """The wording tells of somebody or something struck, not just of the attack."""
    return text is not None and len(text) > 3 and text.casefold() not in ("operation", "area")


def _name_doer(found: list[Found], memory: Memory, actor: str | None) -> None:
    if actor is None:
        return
    for index in memory.loose:
        each = found[index]
        if each.dyad.target != actor:
            dyad = msgspec.structs.replace(each.dyad, attacker=actor)
            found[index] = Found(dyad, each.line, each.deed)
    memory.attacker = actor
    memory.loose = []


def _distinct(found: Sequence[Found]) -> list[Found]:
    """One dyad a pair and sentence; a half without a name gives way to the whole in the same sentence."""
    whole = {f.dyad.attacker for f in found if f.dyad.attacker and f.dyad.target}
    kept: list[Found] = []
    for each in found:
        if each.dyad.attacker in whole and each.dyad.target is None and not _victim(each.dyad.target_text):
            continue
        same = [k for k in kept if k.line == each.line]
        pair = (each.dyad.attacker, each.dyad.target)
        if any((k.dyad.attacker, k.dyad.target) == pair and None not in pair for k in same):
            continue
        kept.append(each)
    return kept
