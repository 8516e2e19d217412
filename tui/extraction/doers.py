"""Which party a part of a sentence names, and how it is worded.

Invariant: pure functions of one line and of the actors found in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tui.extraction.actors import ALIAS, Named
from tui.extraction.countries import by_name, by_seat
from tui.extraction.equipment import Machine, referred
from tui.extraction.gazetteer import gazetteer
from tui.extraction.grammar import grammar
from tui.extraction.marks import ATTACK, PREPOSITION, PRONOUN
from tui.extraction.phrases import Line, who, word_list
from tui.extraction.stages import KIND
from tui.extraction.verbs import statement_verbs, verbs
from tui.extraction.vocabulary import listed
from tui.model import Actor

_WORDS = 12
"""Most words of a wording that a dyad carries."""


def actor_in(
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
    """A country's name that only tells which thing is meant ("Colombia quake", "Iran school"), or its seat's that tells
    where an attack was ("Damascus market bombing")."""
    words = line.words
    if named.after >= part.stop or not words.joined[named.after] or words.keys[named.after] == "s":
        return False
    name, follows = " ".join(words.keys[named.first : named.after]), words.keys[named.after]
    if name in by_seat() and name not in by_name():
        struck = listed("roles", "nouns", "hurt") - listed("forces", "adjective", "force")
        return follows in struck and line.key(part.stop - 1) in listed("roles", "nouns", "attack")
    if name not in by_name():
        return False
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


def armed(line: Line, span: range, here: Sequence[Named]) -> bool:
    """A phrase with a listed actor, a force or a doer's noun in it, or one that leans on what was said before."""
    if leans(line, span):
        return True
    named = any(n.first in span and n.weight == ALIAS for n in here)
    return named or any(line.key(i) in _forces() for i in span)


@lru_cache(maxsize=1)
def _forces() -> frozenset[str]:
    return listed("roles", "nouns", "doer") | listed("forces", "adjective", "force")


def leans(line: Line, span: range) -> bool:
    """A pronoun or "the soldiers": it means somebody named before."""
    if not span or not line.words.source:
        return False
    words = line.of(span)
    if len(words) == 1 and line.mark(span.start) & PRONOUN:
        return not line.words.upper(span.start)
    generic = listed("roles", "words", "generic")
    return " ".join(words[:2]) in generic or (line.key(span.start - 1) == "the" and f"the {words[0]}" in generic)


def wording(line: Line, span: range) -> str | None:
    """The words of a part, without a pronoun that stands for it alone; None: it has none."""
    if not span:
        return None
    if len(span) == 1 and line.mark(span.start) & PRONOUN:
        return line.text(span) if line.words.upper(span.start) else None
    return line.text(range(span.start, min(span.stop, span.start + _WORDS)))


def is_number(line: Line, span: range) -> bool:
    """ "five", "at least 24", "dozens more": how many, not who."""
    words, beside = grammar().words, word_list("number_beside")
    keys = [word for word in line.of(span) if word not in beside]
    return bool(keys) and all(
        word[:1].isdigit() or word in words.number_words or word in words.number_parts or word in words.vague
        for word in keys
    )


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """Words of an attack that are nobody's name."""
    nouns = (listed("roles", "nouns", entry) for entry in ("attack", "kind_of_attack", "hurt"))
    return listed("roles", "words", "whereabouts").union(*nouns)


def of_nobody(line: Line, span: range) -> bool:
    """The words tell of an attack, its kind and its place, and of nobody behind it: "attack", "overnight drone strike",
    "Redport market bombing". Any other word may be somebody's name or say what did it: "Vory raid",
    "minefield blast"."""
    if not (line.any_mark & ATTACK or line.words.stages & KIND):
        return False
    attacks, kinds = listed("roles", "nouns", "attack"), listed("roles", "nouns", "kind_of_attack")
    part = range(span.start, next((at for at in span[1:] if line.mark(at) & PREPOSITION), span.stop))
    words = line.of(part)
    if not words or not listed("roles", "nouns", "doer").isdisjoint(words):
        return False
    if words[-1] not in attacks and (line.key(part.stop) not in attacks or part.stop < span.stop):
        return all(word in kinds for word in words) and words[-1] not in listed("roles", "nouns", "means")
    named = [at for at in part if line.key(at) not in _plain()]
    if not named:
        return True
    name = " ".join(line.words.keys[named[0] : named[-1] + 1])
    return name in by_name() or bool(gazetteer().find(name))
