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

import msgspec

from tui.extraction.actors import ALIAS, Named
from tui.extraction.countries import by_name
from tui.extraction.equipment import Machine, referred
from tui.extraction.kinds import kind_of, kind_of_word
from tui.extraction.marks import PRONOUN
from tui.extraction.phrases import Line, who
from tui.extraction.roles import NOBODY, Deed, agent_of_fragment
from tui.extraction.verbs import statement_verbs, verbs
from tui.extraction.vocabulary import listed
from tui.model import Actor, Claim, Dyad, Outcome, State

_MOST = 200
"""Dyads of one text."""
_WORDS = 12
"""Most words of a wording that a dyad carries."""
_DONE = (Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED)
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
            _name_doer(found, memory, _actor_in(line, fragment, here, machines, actors))
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


def strikers(machines: Sequence[Machine], lines: Sequence[Line], found: Sequence[Found]) -> tuple[str | None, ...]:
    """For each machine the actor that a deed upon it names."""
    by: dict[int, str] = {}
    for each in found if machines else ():
        if each.deed.target and each.dyad.attacker:
            struck = referred(lines[each.line], each.deed.target, machines)
            if struck is not None:
                by.setdefault(struck.first, each.dyad.attacker)
    return tuple([by.get(machine.first) for machine in machines])


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

    return tuple(map(blamed, claims)) if struck else tuple(claims)


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
    doers = (_actor_in(line, span, here, machines, actors) for span in (deed.attacker, *deed.more))
    attacker = next(filter(None, doers), None)
    target = _actor_in(line, deed.target, here, machines, actors)
    attacker_text, target_text = _wording(line, deed.attacker), _wording(line, deed.target)
    if attacker is None and _leans(line, deed.attacker):
        before = next((n.actor for n in here if n.after <= deed.attacker.start and n.actor != target), None)
        attacker = before or (memory.attacker if memory.attacker != target else None)
    if target is None and _leans(line, deed.target) and memory.target != attacker:
        target = memory.target
    if attacker is not None and attacker == target:
        if not deed.attacker or not deed.target:
            return None
        attacker, target = _told_apart(line, deed, here, attacker)
    if attacker_text is None and target_text is None and attacker is None:
        return None
    if deed.word in listed("roles", "nouns", "weak") and not _armed(line, deed.target, here):
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


def _actor_in(
    line: Line, span: range, here: Sequence[Named], machines: Sequence[Machine], actors: Mapping[str, Actor]
) -> str | None:
    """The actor of a phrase: the surest name in the part that says who; behind "of" the more particular one; else
    whose machine it is.
    """
    if not span:
        return None
    part = who(line, span)
    inside = [n for n in here if n.first < part.stop and n.after > part.start and not _label(line, n, part)]
    if len(inside) > 1 and _of(line, inside[0], inside[1]) and _particular(inside[1], actors):
        return inside[1].actor
    if inside:
        best = max(inside, key=lambda n: (n.weight, -n.first))
        first = inside[0]
        return first.actor if first.weight == best.weight or best.weight < ALIAS else best.actor
    machine = referred(line, part, machines)
    return machine.operator if machine and any(line.key(i) for i in part) else None


def _label(line: Line, named: Named, part: range) -> bool:
    """A country's name that only tells which thing is meant: "Colombia quake", "Iran school"."""
    words = line.words
    if " ".join(words.keys[named.first : named.after]) not in by_name() or named.after >= part.stop:
        return False
    if not words.joined[named.after] or words.keys[named.after] == "s":
        return False
    follows = words.keys[named.after]
    if follows in listed("roles", "nouns", "scene"):
        return True
    verb = statement_verbs().get(follows) or verbs().get(follows)
    if verb is not None and verb.forms & {"past", "present"} and "base" not in verb.forms:
        return False
    return (
        follows not in listed("forces", "adjective", "force")
        and follows not in listed("roles", "words", "zone")
        and follows not in ("and", "or", "of", "to", "with", "from")
    )


def _of(line: Line, first: Named, second: Named) -> bool:
    between = [line.key(i) for i in range(first.after, second.first)]
    return bool(between) and between[0] in ("of", "from") and len(between) <= 3


def _particular(named: Named, actors: Mapping[str, Actor]) -> bool:
    actor = actors.get(named.actor)
    return named.weight == ALIAS and (actor is None or actor.kind not in ("state", "army"))


def _armed(line: Line, span: range, here: Sequence[Named]) -> bool:
    """A phrase with a listed actor, a force or a doer's noun in it, or one that leans on what was said before."""
    if _leans(line, span):
        return True
    named = any(n.first in span and n.weight == ALIAS for n in here)
    return named or any(line.key(i) in _forces() for i in span)


@lru_cache(maxsize=1)
def _forces() -> frozenset[str]:
    return listed("roles", "nouns", "doer") | listed("forces", "adjective", "force")


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


def _leans(line: Line, span: range) -> bool:
    """A pronoun or "the soldiers": it means somebody named before."""
    if not span or not line.words.source:
        return False
    words = line.of(span)
    if len(words) == 1 and line.mark(span.start) & PRONOUN:
        return not line.words.upper(span.start)
    generic = listed("roles", "words", "generic")
    return " ".join(words[:2]) in generic or (line.key(span.start - 1) == "the" and f"the {words[0]}" in generic)


def _wording(line: Line, span: range) -> str | None:
    if not span:
        return None
    if len(span) == 1 and line.mark(span.start) & PRONOUN:
        return line.text(span) if line.words.upper(span.start) else None
    return line.text(range(span.start, min(span.stop, span.start + _WORDS)))


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
