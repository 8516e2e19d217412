"""A total told apart behind it: "14 people were killed: four soldiers and 10 rebels", "of whom four were soldiers".

Invariant: only a list of people that adds up to the total, to the last one, tells it apart; its members are parts."""

from __future__ import annotations

import msgspec

from tui.extraction.grammar import Tag, grammar
from tui.extraction.parsed import Parse, Trigger
from tui.extraction.victim_phrases import OPENERS, Victim, phrase_at, predicated, victim
from tui.extraction.victims import is_people
from tui.model import Kind, Outcome

_NEAR = 14
"""Tokens behind the total in which the list begins."""
_MEMBERS = 8
"""Members of a list that are looked at."""


def told_apart(parse: Parse, trigger: Trigger, found: tuple[Victim, ...]) -> tuple[Victim, ...]:
    """The victims ``found`` with the parts of their one total that a list tells; as they are where there is no such
    list, it does not add up, or is told to have suffered something else."""
    total = found[0].count if found and not found[0].part else None
    if total is None or total.kind is not Kind.EXACT or (total.n or 0) < 2:
        return found
    rest = found[1:]
    if all(one.part for one in rest):
        return (found[0], *(_behind(parse, trigger, found[0]) or rest))
    general = parse.lower(parse.phrases[found[0].phrase].head) in grammar().words.general_people
    if general and len(rest) > 1 and not any(one.part for one in rest) and _sum(rest) == total.n:
        return (found[0], *(msgspec.structs.replace(one, part=True) for one in rest))  # "two people, a man and a boy"
    return found


def _behind(parse: Parse, trigger: Trigger, whole: Victim) -> tuple[Victim, ...]:
    """The list behind both the verb and the total."""
    end = max(trigger.end, parse.phrases[whole.phrase].end)
    for at in range(end + 1, min(end + 1 + _NEAR, len(parse.tokens))):
        if _leads(parse, at - 1) and phrase_at(parse, at) >= 0:
            members, after = _list(parse, at)
            if len(members) > 1 and _sum(members) == whole.count.n:
                return members if _same_fate(parse, after, trigger.outcome) else ()
    return ()


def _sum(members: tuple[Victim, ...]) -> int:
    return sum(one.count.n or 0 for one in members)


def _leads(parse: Parse, at: int) -> bool:
    """A list begins behind a comma, a colon or dash, "with" and "of whom"."""
    words = grammar().words
    return (
        parse.tag(at) is Tag.COMMA
        or parse.lower(at) in OPENERS
        or parse.lower(at) in words.result_preps | words.relatives
    )


def _same_fate(parse: Parse, at: int, outcome: Outcome) -> bool:
    """What is told of the list, if anything, is the outcome of the total: not "10 rebels and four soldiers wounded"."""
    while parse.tag(at) in (Tag.AUX, Tag.ADV):
        at += 1
    trigger = parse.at.get(at)
    return trigger is None or trigger.outcome is outcome


def _list(parse: Parse, at: int) -> tuple[tuple[Victim, ...], int]:
    """The counted people joined from token ``at`` on, and the token behind them."""
    found: list[Victim] = []
    end = at
    while len(found) < _MEMBERS:
        member, after = _member(parse, at)
        if member is None:
            break
        found.append(member)
        at = end = after
        while parse.tag(at) in (Tag.COMMA, Tag.CONJ):
            at += 1
        if at == end:
            break
    return tuple(found), end


def _member(parse: Parse, at: int) -> tuple[Victim | None, int]:
    """ "four soldiers", "four were soldiers", "four of them soldiers", and the token behind; None for anything else."""
    words, index = grammar().words, phrase_at(parse, at)
    one = victim(parse, index, part=True)
    if one is None or one.count.kind is not Kind.EXACT:
        return None, at
    phrase = parse.phrases[index]
    if not phrase.bare and is_people(parse, phrase):
        return one, phrase.end
    who = phrase_at(parse, phrase.end + 1) if parse.lower(phrase.end) in words.be else predicated(parse, index)
    if who < 0 or not is_people(parse, parse.phrases[who]):
        return None, at
    return msgspec.structs.replace(one, who=who), max(phrase.end, parse.phrases[who].end)
