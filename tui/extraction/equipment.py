"""Machines and weapons: type, operator, what became of it.

Invariants: a type is one of the table's, so that a misspelt designation makes no aircraft of its own; "the aircraft"
after a named one is that one; a kind word beside a designation ("helicopter Ka-52") is one machine; what fires or is
fired is a means and never a loss.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

import msgspec

from tui.extraction.actors import Named
from tui.extraction.armoury import Type, firsts, longest, types
from tui.extraction.fold import Words
from tui.extraction.phrases import Line
from tui.extraction.placed import line_with
from tui.extraction.stages import has_machine
from tui.extraction.vocabulary import listed, tables
from tui.model import Equipment, Scope

_LONGEST = 5
_EARLIER = 50
"""How many machines back "the aircraft" may point: a bound on work, more than any report names."""


class Machine(msgspec.Struct, frozen=True, gc=False):
    """One machine named in a text, at words ``first`` up to ``after``."""

    first: int
    after: int
    type: Type
    operator: str | None
    n: int | None
    many: bool
    """Named in the plural or with a number above one."""


def machines(words: Words, named: Sequence[Named]) -> tuple[Machine, ...]:
    """Every machine once a mention, in the order of the text; kind words beside a named type are part of it."""
    if not has_machine(words.stages):
        return ()
    found: list[Machine] = []
    end = 0
    for index in words.spots(firsts()):
        match = _match(words, index) if index >= end else None
        if match is None:
            continue
        end, type_ = match
        n = _count(words, index)
        many = (n or 1) > 1 or (type_.generic and words.keys[end - 1].endswith("s"))
        found.append(Machine(index, end, type_, _operator(words, index, end, named), n, many))
    return tuple(_merged(words, found))


def read_equipment(
    words: Words, lines: Sequence[Line], found: Sequence[Machine], by: Sequence[str | None], scopes: Sequence[Scope]
) -> tuple[Equipment, ...]:
    """The model's values; ``by`` says for each machine who struck it, ``scopes`` the scope of each line."""
    result: list[Equipment] = []
    told: dict[int, Told] = {}
    for machine, striker in zip(found, by, strict=True):
        number = line_with(lines, machine.first)
        outcome = None if machine.type.weapon or number is None else _outcome(lines[number], machine)
        outcome = _later(lines, number, machine, outcome, told) if number is not None else outcome
        result.append(
            Equipment(
                type=machine.type.name,
                category=machine.type.category,
                text=words.raw(machine.first, machine.after),
                span=(words.starts[machine.first], words.ends[machine.after - 1]),
                n=machine.n,
                operator=machine.operator,
                by=striker if outcome else None,
                outcome=outcome,
                scope=scopes[number] if number is not None else Scope.INCIDENT,
            )
        )
    return tuple(result)


def referred(line: Line, span: range, found: Sequence[Machine]) -> Machine | None:
    """The machine that a phrase is or refers to: one inside it, else for "the aircraft" the last one before it."""
    if not found:
        return None
    place = bisect_left(found, span.start, key=lambda machine: machine.first)
    inside = found[place] if place < len(found) and found[place].first in span else None
    if inside and not (inside.type.generic and _definite(line, span)):
        return inside
    for index in span:
        word = line.key(index)
        if word in listed("equipment", "means", "machine") and _definite(line, span):
            near = (m for m in reversed(found[max(place - _EARLIER, 0) : place]) if m.after <= span.start)
            return next((m for m in near if not m.type.weapon and _same_group(word, m)), None)
    return inside


def _match(words: Words, index: int) -> tuple[int, Type] | None:
    """The type that the words from ``index`` on name, where one of its spellings begins so, and the word after it."""
    if index and words.keys[index - 1] == "anti" and words.joined[index]:
        return None
    for size in range(words.run(index, min(longest()[words.keys[index]], _LONGEST)), 0, -1):
        spelling = " ".join(words.keys[index : index + size])
        type_ = types().get(spelling)
        if type_ and (type_.generic or type_.name.islower() or words.capital(index) or any(map(str.isdigit, spelling))):
            return index + size, type_
    return None


def _operator(words: Words, first: int, after: int, named: Sequence[Named]) -> str | None:
    """Whose it is: an adjective or possessor right before, a name around it, or "operated by"."""
    place = bisect_left(named, first - 2, key=lambda name: name.after)
    near = named[place : bisect_left(named, after + 5, lo=place, key=lambda name: name.first)]
    for each in near:
        if each.first <= first < each.after or (
            each.after <= first and first - each.after <= 2 and _unparted(words, each.after, first)
        ):
            return each.actor
    for each in near:
        lead = words.keys[after : each.first]
        if (
            after < each.first <= after + 4
            and any(w in ("operated", "belonging", "of") for w in lead)
            and _unparted(words, after, each.first)
        ):
            return each.actor
    return None


def _unparted(words: Words, low: int, high: int) -> bool:
    """No comma, preposition or verb between: only adjectives and kind words."""
    between = words.keys[low:high]
    return all(words.joined[index] for index in range(low, high + 1)) and listed(
        "equipment", "words", "stop"
    ).isdisjoint(between)


def _count(words: Words, first: int) -> int | None:
    numbers: list[str] = tables("equipment")["words"]["numbers"]
    for index in range(first - 1, max(-1, first - 4), -1):
        if not words.joined[index + 1]:
            return None
        word = words.keys[index]
        if word.isdigit() and len(word) < 4:
            return int(word) if _alone(words, index) else None
        if word in numbers:
            return numbers.index(word) + 1
        if word in ("a", "an"):
            return 1
        if word in listed("equipment", "words", "stop") or word.endswith("ed"):
            return None
    return None


def _alone(words: Words, index: int) -> bool:
    """A number of its own, not the end of a designation ("Ka-52 helicopter") nor the start of a compound."""
    before = words.source[words.starts[index] - 1 : words.starts[index]]
    return words.source[words.ends[index] : words.starts[index + 1]] == " " and before in ("", " ", "\n", "(", "\u201c")


def _merged(words: Words, found: Sequence[Machine]) -> list[Machine]:
    kept: list[Machine] = []
    told: set[Type] = set()
    for machine in found:
        last = kept[-1] if kept else None
        if last and machine.first - last.after <= 1 and _beside(words, last, machine):
            named, kind = (last, machine) if machine.type.generic else (machine, last)
            if kind.type.generic and not named.type.generic and _compatible(kind.type, named.type):
                operator, n = last.operator or machine.operator, last.n
                kept[-1] = Machine(named.first, named.after, named.type, operator, n, named.many or last.many)
                continue
        if machine.type.generic and last and _refers(words, machine, {last.type, *told}):
            continue
        if last:
            told.add(last.type)
        kept.append(machine)
    return kept


def _beside(words: Words, last: Machine, machine: Machine) -> bool:
    """Only spaces, or a bracket that opens, between two names of one machine."""
    gap = words.source[words.ends[last.after - 1] : words.starts[machine.first]]
    return not set(gap) & set(",.;:)\n") and gap.count(" ") <= 2


def _compatible(kind: Type, named: Type) -> bool:
    """A kind word can stand for a named type: of its category, or "aircraft" for anything that flies."""
    groups = [set(group.split()) for group in tables("equipment")["means"]["groups"]]
    same = kind.category == named.category
    return same or (kind.name == "aircraft" and any({kind.category, named.category} <= group for group in groups))


def _refers(words: Words, machine: Machine, earlier: Iterable[Type]) -> bool:
    """ "The aircraft", "the helicopter's": one machine told of before, of one of the types ``earlier``."""
    if machine.first == 0 or words.keys[machine.first - 1] not in ("the", "its", "their") or machine.n is not None:
        return False
    return any(_compatible(machine.type, other) or other == machine.type for other in earlier)


def _outcome(line: Line, machine: Machine) -> str | None:
    """What the sentence says became of it, by the words within reach; None when it is only a means or is only named."""
    before = line.key(machine.first - 1)
    article = machine.first - (2 if before in ("a", "an", "the") else 1)
    if line.key(article) in listed("equipment", "means", "before"):
        return None
    follows = line.key(machine.after)
    if follows in listed("equipment", "means", "after") and not line.parted(machine.after):
        return None
    near = line.words.keys[max(line.low, machine.first - 6) : min(line.high, machine.after + 9)]
    return _said(near)


def _said(near: Sequence[str]) -> str | None:
    said = set(near) | {f"{a} {b}" for a, b in itertools.pairwise(near)}
    for outcome in tables("equipment")["order"]["outcome"]:
        if said & listed("equipment", "outcome", outcome):
            return str(outcome)
    return None


class Told(msgspec.Struct, frozen=True, gc=False):
    """What a whole sentence says of machines told of before: worked out once, however many there were."""

    machines: Collection[str]
    """The kind words behind "the"."""
    outcome: str | None


def _told(line: Line) -> Told:
    keys = line.keys
    kinds = {word for before, word in itertools.pairwise(keys) if before == "the"} if "the" in keys else set()
    kinds &= listed("equipment", "means", "machine")
    return Told(kinds, _said(line.plain) if kinds else None)


def _later(
    lines: Sequence[Line], number: int, machine: Machine, outcome: str | None, told: dict[int, Told]
) -> str | None:
    """A later sentence about "the aircraft" adds to it; a crash that is then said to be a hit is a loss whose cause
    is open. ``told`` keeps what each sentence says.
    """
    if machine.type.weapon or machine.many:
        return outcome
    for later in range(number + 1, min(number + 4, len(lines))):
        if later not in told:
            told[later] = _told(lines[later])
        if any(_same_group(word, machine) for word in told[later].machines):
            more = told[later].outcome
            if more and outcome and more != outcome:
                return "lost" if {more, outcome} & {"crashed"} else outcome
            return outcome or more
    return outcome


def _definite(line: Line, span: range) -> bool:
    return line.key(span.start) in ("the", "this", "that") or line.key(span.start - 1) in ("the", "this", "that")


def _same_group(word: str, machine: Machine) -> bool:
    kinds = {
        "chopper": "helicopter",
        "gunship": "helicopter",
        "plane": "aircraft",
        "jet": "aircraft",
        "warplane": "aircraft",
        "vessel": "ship",
        "warship": "ship",
        "boat": "ship",
        "submarine": "ship",
        "tanker": "ship",
    }
    category = kinds.get(word, word)
    groups = [set(group.split()) for group in tables("equipment")["means"]["groups"]]
    if category == machine.type.category:
        return True
    return word == "aircraft" and any({category, machine.type.category} <= group for group in groups)
