"""Persons named with a rank or an office, and what became of them.

Invariants: a person needs a title or a list that opens with one ("the two pilots: A and B"); one who only speaks has
no outcome; names are as worded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.extraction.actors import Named
from tui.extraction.equipment import Machine
from tui.extraction.fold import Words
from tui.extraction.keys import key
from tui.extraction.phrases import Line
from tui.extraction.placed import Placed
from tui.extraction.roles import Deed
from tui.extraction.stages import TITLE, titles
from tui.extraction.verbs import verbs
from tui.extraction.vocabulary import listed
from tui.model import Outcome, Person, Scope

_PART = r"[^\W\d_a-z][\w'’\-]{1,24}"
_NAME = re.compile(rf"(?:{_PART}|[A-Z]\.)(?: (?:al-|el-|bin |ibn |abu |de |van |von |ul-|[A-Z]\. ?)?{_PART}){{0,3}}")
_LONGEST = 3


def read_persons(
    words: Words,
    lines: Sequence[Line],
    named: Sequence[Named],
    deeds: Sequence[tuple[Deed, ...]],
    scopes: Sequence[Scope],
    found_machines: Sequence[Machine] = (),
) -> tuple[Person, ...]:
    """Persons in order; ``deeds`` are those of each line; the crew of a machine belongs to who flies it."""
    if not words.stages & TITLE:
        return ()
    found: dict[str, Person] = {}
    names = Placed(named, lambda name: name.first)
    flown = Placed([m for m in found_machines if m.operator], lambda machine: machine.first)
    for line, done, scope in zip(lines, deeds, scopes, strict=True):
        if titles().isdisjoint(line.keys):
            continue
        actors = names.within(line.low, line.high)
        after = line.low
        for index, word in enumerate(line.keys, start=line.low):
            if index < after or word not in titles() or (hit := _titled(words, line, index)) is None:
                continue
            title, kind, start, name = hit
            after = words.within(0, start + len(name)).stop
            outcome = _outcome(line, index, after, done)
            person = Person(
                name=name,
                text=words.source[words.starts[index] : start + len(name)],
                span=(words.starts[index], start + len(name)),
                rank=title if kind == "rank" else None,
                role=_role(line, index) if kind == "rank" else title,
                actor=_actor(line, index, after, actors) or _crew(line, index, flown),
                outcome=outcome,
                scope=scope,
            )
            found.setdefault(name, person)
    return tuple(found.values())


def _titled(words: Words, line: Line, index: int) -> tuple[str, str, int, str] | None:
    """The title as worded, whether rank or role, and where the name begins; None when no name follows."""
    for size in range(min(_LONGEST, line.high - index), 0, -1):
        phrase = " ".join(words.keys[index : index + size])
        kind = next((k for k in ("rank", "role") if phrase in listed("persons", "titles", k)), None)
        if kind is None:
            continue
        after = index + size
        if after >= line.high:
            return None
        start = words.starts[after]
        gap = words.source[words.ends[after - 1] : start]
        if gap not in (" ", ". "):
            return None
        match = _NAME.match(words.source, start, words.ends[line.high - 1])
        if match is None or (kind == "role" and " " not in match.group()):
            return None
        name = match.group().removesuffix("'s").removesuffix("’s")
        if key(name).split()[0] in titles() | listed("roles", "words", "day") or "said" in key(name):
            return None
        return words.raw(index, after), kind, start, name
    return None


def _outcome(line: Line, first: int, after: int, done: Sequence[Deed]) -> Outcome | None:
    """By a deed whose target the person is, by a list behind the victims, or by a word of death right beside the
    name.
    """
    for deed in done:
        if deed.target and any(i in deed.target for i in range(first, after)):
            outcome = _of_word(deed.word)
            if outcome:
                return outcome
    if _listed_victim(line, first):
        return _of_words(line.words.keys[line.low : first])
    group = line.words.keys[after : min(after + 4, line.high)]
    if group[:1] and group[0] in ("was", "were", "who", "has", "had", "is", "died", "killed"):
        return _of_words(group) or _killed_before(line, first)
    return _killed_before(line, first)


def _killed_before(line: Line, first: int) -> Outcome | None:
    before = line.words.keys[max(line.low, first - 4) : first]
    if {"killed", "killing", "kills", "death", "assassination", "eliminated", "killings"} & set(before[-4:]):
        return Outcome.KILLED
    return None


def _listed_victim(line: Line, first: int) -> bool:
    """Names behind "the two pilots:" or "the pilots, ..." in the same sentence."""
    for index in range(first, max(line.low, first - 14), -1):
        if line.parted(index):
            if line.key(index - 1) in listed("persons", "titles", "list_after"):
                return True
            if ":" in line.gap(index):
                return False
    return False


def _of_word(word: str) -> Outcome | None:
    verb = verbs().get(word)
    return _of_words([word, *([form for form in (verb.base + "ed", verb.base + "d") if verb])] if verb else [word])


def _of_words(said: Sequence[str]) -> Outcome | None:
    for outcome in (Outcome.KILLED, Outcome.CAPTURED, Outcome.MISSING, Outcome.WOUNDED):
        if listed("persons", "outcome", outcome.value) & set(said):
            return outcome
    return None


def _crew(line: Line, index: int, flown: Placed[Machine]) -> str | None:
    """The operator of the machine told of before the name, for a pilot or one of a list of crew."""
    if _role(line, index) not in ("pilot", "crew", "soldier", "officer", "serviceman"):
        return None
    return next((machine.operator for machine in flown.within(line.low, index)), None)


def _role(line: Line, index: int) -> str | None:
    """The victims' noun that the list of names hangs on ("pilots")."""
    for at in range(index, max(line.low, index - 14), -1):
        if line.parted(at) and line.key(at - 1) in listed("persons", "titles", "list_after"):
            return line.key(at - 1).removesuffix("s")
    return None


def _actor(line: Line, first: int, after: int, actors: Sequence[Named]) -> str | None:
    """The actor named right before the title or behind "of" after the name."""
    for each in reversed(actors):
        if 0 <= first - each.after <= 2 or each.first <= first < each.after:
            return each.actor
        if 0 < each.first - after <= 3 and any(line.key(i) in ("of", "from") for i in range(after, each.first)):
            return each.actor
    return None
