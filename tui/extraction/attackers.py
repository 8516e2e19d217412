"""Who is held to have caused a figure, and which actor a stretch of words names.

Invariants: an attacker is given only where the clause itself names one; whom an attack was aimed at is never the one
who made it; where a bomb went off is no attacker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tui.extraction.countries import by_name, by_seat
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Tag, grammar
from tui.extraction.keys import key
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.subjects import subject
from tui.extraction.victim_phrases import phrase_at
from tui.model import ActorMention

_BEHIND = 14
"""Tokens behind an outcome in which the attack stands: "killed in the town's market by a strike"."""
_HOPS = 3
"""Phrases between the subject's last words and the attack that it begins with."""


def attacker_of(found: Draft, mentions: Sequence[ActorMention]) -> str | None:
    """The actor named by the figure's subject or agent, else by a noun of attack behind it."""
    parse, bound = found.parse, found.bound
    if bound.agent >= 0:
        named = _of_subject(parse, parse.phrases[bound.agent], mentions)
        if named is not None or not bound.passive:
            return named
    elif left := _leaving(parse, found.phrase):
        return _of_subject(parse, left, mentions)
    for at in range(bound.trigger.end, min(bound.trigger.end + _BEHIND, len(parse.tokens))):
        index = phrase_at(parse, at)
        if index >= 0 and parse.tag(at - 1) is Tag.PREP and _attack(parse, parse.phrases[index]):
            phrase = parse.phrases[index]
            return None if _site(parse, phrase) else mentioned(parse, phrase.start, phrase.end, mentions)
    return None


def mentioned(parse: Parse, start: int, end: int, mentions: Sequence[ActorMention]) -> str | None:
    """The actor named within tokens ``start`` to ``end``; of several the longest, then the last."""
    if start >= end:
        return None
    first, last = parse.tokens[start].start, parse.tokens[end - 1].end
    place = bisect_left(mentions, first, key=lambda mention: mention.span[0])
    near = mentions[place : place + end - start]
    inside = [m for m in near if m.span[1] <= last or first < m.span[0] < last]  # "members of the Front | and Party"
    return max(inside, key=lambda m: (m.span[1] - m.span[0], m.span[0])).actor if inside else None


def _of_subject(parse: Parse, phrase: Phrase, mentions: Sequence[ActorMention]) -> str | None:
    """The subject's own name, or that of the attack whose aim or means it is: "Redland raid on | the camp", "Redland
    missile and | drone attack"."""
    phrase = _aimed_list(parse, phrase)
    end = phrase.end
    for _ in range(_HOPS):
        before = parse.owner[phrase.start - 2] if phrase.start >= 2 else -1
        if before < 0:
            break
        listed = parse.tag(phrase.start - 1) is Tag.CONJ and mentioned(parse, phrase.start, end, mentions) is None
        aimed = parse.lower(phrase.start - 1) in grammar().words.target_leads
        attack = _attack(parse, parse.phrases[before])
        if not (aimed and attack) and not (listed and (attack or _attack(parse, phrase))):
            break
        phrase = parse.phrases[before]
        end = end if listed else phrase.end  # "Redland missile and drone attack" may be one mention
    return None if _site(parse, phrase) else mentioned(parse, phrase.start, end, mentions)


def _aimed_list(parse: Parse, phrase: Phrase) -> Phrase:
    """The first of a list of aims whose last is the phrase: "Redland raids on | the camp, the mill and | the port"; the
    phrase itself where it ends no such list."""
    first = phrase
    for _ in range(_HOPS):
        before = parse.owner[first.start - 2] if first.start >= 2 else -1
        if before < 0 or parse.tag(first.start - 1) not in (Tag.COMMA, Tag.CONJ):
            return phrase
        first = parse.phrases[before]
        attack = parse.owner[first.start - 2] if first.start >= 2 else -1
        aimed = parse.lower(first.start - 1) in grammar().words.target_leads
        if aimed and attack >= 0 and _attack(parse, parse.phrases[attack]):
            opens = parse.tag(parse.phrases[attack].start - 1) not in (Tag.PREP, Tag.SUB)
            return first if opens else phrase  # not "After Redland raids on the port, rebels kill five"
    return phrase


def _leaving(parse: Parse, victims: Phrase) -> Phrase | None:
    """The subject of "leaves four dead", of "hit a market, leaving four dead"."""
    verb = victims.start - 1
    if verb < 1 or parse.lower(verb) not in grammar().words.leave:
        return None
    index = subject(parse, verb) if parse.tag(verb - 1) is Tag.COMMA else parse.owner[verb - 1]
    return parse.phrases[index] if index >= 0 else None


def _attack(parse: Parse, phrase: Phrase) -> bool:
    return any(parse.lower(at) in grammar().words.attack_nouns for at in range(phrase.start, phrase.end))


def _site(parse: Parse, phrase: Phrase) -> bool:
    """A country or its seat stands before a noun that tells where: "Redport bombing", not "Redland strike"."""
    if (
        parse.lower(phrase.end - 1) not in grammar().words.sited
        and parse.lower(phrase.end - 2) not in grammar().words.sited
    ):
        return False
    names = [key(parse.tokens[at].text) for at in range(phrase.start, phrase.end)]
    return any(name in by_name() or name in by_seat() for name in names)
