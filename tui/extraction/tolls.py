"""The number that a toll is said to have: "rises to 34", "up from 8 to 11", "stands at 12".

Invariant: of several numbers behind a toll the one that it has now is taken, never what it was or how far it moved.
"""

from __future__ import annotations

import msgspec

from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.objects import parts_at
from tui.extraction.parsed import Parse, Trigger
from tui.extraction.victim_phrases import Victim, after_modifiers, phrase_at, victim
from tui.extraction.victims import Count
from tui.model import Kind

_VERB = 3
"""Tokens from the verb that moves a toll to the toll."""


def _risen(parse: Parse, index: int) -> Victim | None:
    """ "death toll up to eight": the number itself, no bound above it."""
    found = victim(parse, index)
    if found is None or found.count.n is None:
        return None
    n = found.count.n
    return msgspec.structs.replace(found, count=Count(n, n, n, Kind.EXACT))


def _is_step(parse: Parse, at: int, toll_at: int) -> bool:
    """ "rises by two to 20", "up from 8 to 11", "police cut the toll from 31 to 28": how far it moved, and what it was,
    stand before what it is now."""
    words = grammar().words
    lead = at if parse.lower(at) in words.steps else at - 1
    moved = range(max(0, toll_at - _VERB), lead)
    return parse.lower(lead) in words.steps and any(parse.lower(i) in words.movers for i in moved)


def _reached(parse: Parse, index: int) -> Victim | None:
    """The upper end of what reads as a range, which is none: "from 8 to 11"; None: it reads as one number."""
    found, quantity = victim(parse, index), parse.phrases[index].quantity
    if found is None or quantity is None or quantity.kind is not Kind.RANGE or quantity.high is None:
        return None
    n = quantity.high
    return msgspec.structs.replace(found, count=Count(n, n, n, Kind.EXACT))


def toll(parse: Parse, trigger: Trigger, who: int = -1) -> tuple[Victim, ...]:
    """The number that a toll is said to have, and its parts: "rises to 34, among them two children", "reached 517";
    ``who``: the phrase that says whose toll it is."""
    index, found = _number(parse, trigger)
    if found is None:
        return ()
    behind = after_modifiers(parse, parse.phrases[index].end)
    return (msgspec.structs.replace(found, who=who) if who >= 0 else found, *parts_at(parse, behind))


def _number(parse: Parse, trigger: Trigger) -> tuple[int, Victim | None]:
    """The phrase of a toll's number, and what it counts; None where there is no such phrase."""
    words = grammar().words
    for at in range(trigger.end, min(trigger.end + 24, len(parse.tokens))):
        if parse.lower(at) in (";", ":", "."):
            break
        index = phrase_at(parse, at)
        if index < 0 or parse.phrases[index].quantity is None:
            continue
        before = parse.lower(at - 1)
        if _is_step(parse, at, trigger.start):
            reached = _reached(parse, index)
            if reached is not None:
                return index, reached
            continue
        if before not in words.toll_leads and match(words.rising, parse.tokens, at):
            return index, _risen(parse, index)
        if before in words.toll_leads or before in words.toll_verbs or parse.lower(at) in words.between:
            return index, victim(parse, index)
    return -1, None


def now_at(parse: Parse, trigger: Trigger, found: tuple[Victim, ...]) -> tuple[Victim, ...]:
    """The number behind, where ``found`` names none: "the number of people who were killed has risen to four"."""
    if found and found[0].count.n is None and running(parse, found[0].phrase):
        return toll(parse, trigger, who=found[0].phrase) or found
    return found


def running(parse: Parse, index: int) -> bool:
    """ "the number of soldiers killed ... has risen to 19": the phrase names no number, the verb behind it does."""
    phrase, words = parse.phrases[index], grammar().words
    return any(
        parse.lower(at) in words.total_nouns and parse.lower(at + 1) in words.of_words
        for at in range(phrase.start, phrase.start + 2)
    )


def brought(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """ "bringing the total number of soldiers killed since May to 517": the number behind "to"."""
    words = grammar().words
    first = max(0, trigger.start - 10)
    before = [parse.lower(at) for at in range(first, trigger.start)]
    if not (any(word in words.bringing for word in before) and any(word in words.total_nouns for word in before)):
        return ()
    early = first + next(at for at, word in enumerate(before) if word in words.bringing)
    for at in (*range(early, trigger.start), *range(trigger.end, min(trigger.end + 12, len(parse.tokens)))):
        index = phrase_at(parse, at)
        if index >= 0 and parse.phrases[index].quantity is not None and parse.tag(at - 1) is Tag.TO:
            found = victim(parse, index)
            return (found,) if found else ()
    return ()
