"""What stands after a verb: its object, the phrases coordinated with it and the parts listed behind "including".

Invariants: a phrase that is the subject of its own verb is never an object; an apposition ("Ahmed, a driver,") is
the same person; a walk goes to the right only and ends after ``REACH`` tokens."""

from __future__ import annotations

import msgspec

from tui.extraction.grammar import Tag, grammar
from tui.extraction.members import members
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase, Trigger
from tui.extraction.victim_phrases import (
    OPENERS,
    Victim,
    after_modifiers,
    among_them,
    has_predicate,
    of_those,
    phrase_at,
    predicated,
    skip,
    victim,
)
from tui.extraction.victims import is_name, is_people
from tui.model import Outcome

_ASIDE = 16
"""Tokens between people and the parts of them over which places, days and claimants may stand."""


def objects(parse: Parse, at: int, free: bool = False) -> tuple[Victim, ...]:
    """The noun phrases from ``at`` on that a verb takes as its object, coordinated ones included.

    ``free``: the phrase may have a predicate of its own ("the bodies of two women were found").
    """
    index = _possessed(parse, phrase_at(parse, skip(parse, at)))
    if index < 0 or (not free and has_predicate(parse, parse.phrases[index].end)):
        return ()
    first = victim(parse, index)
    if first is None:
        return ()
    more = members(parse, index, free)
    if not more and (first.count.n or 0) > 1:
        more = parts_at(parse, _over_asides(parse, after_modifiers(parse, parse.phrases[index].end)))
    return (first, *more)


def _possessed(parse: Parse, index: int) -> int:
    """ "the vehicle's two occupants": the number begins a phrase of its own behind the owner."""
    end = parse.phrases[index].end if index >= 0 else 0
    other = phrase_at(parse, end) if parse.tag(end - 1) is Tag.POSS else -1
    return other if other >= 0 else index


def trailing_parts(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """Parts behind the trigger: "4 people were killed, among them two children"."""
    at = _over_marks(parse, after_modifiers(parse, trigger.end))
    if at < len(parse.tokens) and (size := match(grammar().words.joins, parse.tokens, at)):
        return _people(parse, objects(parse, at + size))  # "were killed, along with 9 of their relatives"
    return parts_at(parse, at) or parts_at(parse, _over_asides(parse, at)) or _echoed(parse, at)


def _over_asides(parse: Parse, at: int) -> int:
    """Behind the second place, the day and who says so: "killed in Marabo, Ituri, on Monday, including two women",
    "were killed, officials said on Monday, including two women"; behind the sentence where anything else stands there.
    """
    words, said = grammar().words, False
    for end in range(at, min(at + _ASIDE, len(parse.tokens))):
        if parse.tag(end - 1) is Tag.COMMA and match(words.including, parse.tokens, end):
            return end
        says = parse.lower(end) in words.say_verbs and not said
        said = said or says
        if parse.tag(end) not in (Tag.COMMA, Tag.PREP, Tag.DET, Tag.WORD, Tag.POSS) and not says:
            break
    return len(parse.tokens)


def _people(parse: Parse, found: tuple[Victim, ...]) -> tuple[Victim, ...]:
    """Those of ``found`` that are people by their words: "arrested along with two pistols" names none."""
    phrases = parse.phrases
    return tuple(v for v in found if phrases[v.phrase].bare or is_people(parse, phrases[v.phrase]) or v.count.name)


def _echoed(parse: Parse, at: int) -> tuple[Victim, ...]:
    """ "and so was one of the attackers", "as were four civilians": they share the verb told before."""
    words = grammar().words
    at += parse.tag(at) is Tag.CONJ
    if parse.lower(at) not in words.echoes or parse.lower(at + 1) not in words.be | words.have:
        return ()
    index = phrase_at(parse, at + 2)
    if index < 0 or has_predicate(parse, parse.phrases[index].end):
        return ()
    return _people(parse, (found,)) if (found := victim(parse, index)) else ()


def _over_marks(parse: Parse, at: int) -> int:
    while parse.tag(at) is Tag.COMMA or parse.lower(at) in OPENERS:
        at += 1
    return at


def parts_at(parse: Parse, at: int) -> tuple[Victim, ...]:
    """Parts at token ``at``: ", including two children"."""
    at = _over_marks(parse, at)
    if at >= len(parse.tokens):
        return ()
    size = match(grammar().words.including, parse.tokens, at)
    index = phrase_at(parse, at)
    if index >= 0 and of_those(parse, parse.phrases[index]):
        found = victim(parse, index)
        return (msgspec.structs.replace(found, part=True, who=predicated(parse, index)),) if found else ()
    if index >= 0 and among_them(parse, parse.phrases[index].end):
        found = victim(parse, index, part=True)
        return (found,) if found else ()
    if not size:
        return ()
    return tuple(Victim(v.phrase, v.count, True) for v in objects(parse, at + size) if not v.part)


def gapped(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """Numbers that share the verb: "two were killed in the city and three in the villages", "two died in the city, and
    in the villages three"."""
    found: list[Victim] = []
    end = after_modifiers(parse, trigger.end)
    while end >= trigger.end:
        at = end
        while parse.tag(at) in (Tag.COMMA, Tag.CONJ):
            at += 1
        fronted = _fronted(parse, at)
        index = phrase_at(parse, fronted or at)
        beside = end > trigger.end and index >= 0 and parse.tag(parse.phrases[index].end) is Tag.PREP
        if at == end or not (fronted or beside):
            break
        phrase = parse.phrases[index]
        other = victim(parse, index)
        if other is None or phrase.quantity is None or phrase.end != phrase.quantity.end:
            break
        found.append(other)
        end = after_modifiers(parse, phrase.end)
        if end == phrase.end:
            break
    return tuple(found)


def _fronted(parse: Parse, at: int) -> int:
    """Where the number stands that ends the clause "and in Sahl six"; 0 for none."""
    place = phrase_at(parse, at + 1) if parse.tag(at) is Tag.PREP else -1
    end = parse.phrases[place].end if place >= 0 else 0
    index = phrase_at(parse, end)
    if index < 0 or not parse.phrases[index].bare:
        return 0
    return end if parse.tag(parse.phrases[index].end) in (Tag.STOP, Tag.COMMA, Tag.CONJ) else 0


def _headed(parse: Parse, phrase: Phrase) -> bool:
    """Its words name people and its head is no thing of theirs: not "part of a rebel stronghold"."""
    thing = parse.lower(phrase.end - 1) if phrase.quantity is None and not parse.shouting else ""
    lower = parse.tokens[phrase.end - 1].text.islower() and phrase.end - 1 >= phrase.head
    return is_people(parse, phrase) and not (lower and thing in grammar().words.strongholds)


def takes(parse: Parse, index: int, outcome: Outcome, verb: str) -> bool:
    """Whether the phrase can suffer the outcome: towns and weapons are captured too, people only are claims."""
    words = grammar().words
    head = parse.lower(parse.phrases[index].head) if index >= 0 else ""
    if head in words.others or head in words.ordinals:
        return True
    if index < 0 or (verb not in words.takes_things and outcome in (Outcome.KILLED, Outcome.WOUNDED)):
        return True
    phrase = parse.phrases[index]
    if _headed(parse, phrase) or parse.lower(phrase.head) in words.pronouns_one | words.pronouns_many:
        return True
    if phrase.quantity is not None and (phrase.head == phrase.quantity.end - 1 or verb not in words.takes_things):
        return True
    return verb not in words.takes_things and is_name(parse, phrase)
