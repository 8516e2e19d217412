"""Whom the attack that a sentence tells of was aimed at.

Invariant: pure functions of one parse; a sentence that names no attack has no target.
"""

from __future__ import annotations

from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victims import class_of
from tui.model import Class

_HEAD = 4
"""Tokens at the head of a sentence that tell its event apart: "a second explosion"."""


_ATTACK = 16
"""Tokens between "attack" and "on": "an attack claimed by the Blue Front on"."""


def another_strikes(parse: Parse) -> bool:
    """The sentence begins with an event of its own: what was said of the one before says nothing here."""
    table = grammar().words.additive
    return any(match(table, parse.tokens, at) for at in range(min(_HEAD, len(parse.tokens))))


def another_attack(parse: Parse) -> bool:
    """ "A second explosion near the post killed two": an attack of its own, not "another died later"."""
    table = grammar().words.additive
    return any(
        match(table, parse.tokens, at) and parse.owner[at] >= 0 and _names_attack(parse, parse.phrases[parse.owner[at]])
        for at in range(min(_HEAD, len(parse.tokens)))
    )


def targets(parse: Parse) -> frozenset[Class]:
    """What those were at whom it was aimed, where it says so."""
    aimed = {class_of(parse, phrase) for phrase in parse.phrases if _aimed_at(parse, phrase)}
    return frozenset(aimed - {Class.UNKNOWN})


def tells_a_fight(parse: Parse) -> bool:
    """It tells of an exchange of fire, in which whoever falls may be of either side."""
    words = grammar().words
    return any(token.lower in words.gunfights for token in parse.tokens) or any(
        class_of(parse, phrase) is Class.COMBATANT
        for phrase in parse.phrases
        if parse.lower(phrase.head) in words.attackers and parse.lower(phrase.start - 1) not in words.by_words
    )


def told_behind(parse: Parse) -> Class:
    """The sentence behind says more: "the two groups of villagers", "the clash broke out between farmers"."""
    words = grammar().words
    for phrase in parse.phrases:
        inside = {parse.lower(at) for at in range(phrase.start, phrase.end)}
        if inside & words.parties and parse.lower(phrase.start) in words.definites:
            return _civilian(class_of(parse, phrase))  # "the militant group" behind it is who attacked
    first = parse.phrases[0] if parse.phrases else None
    if first is not None and not first.start and parse.lower(0) in words.definites and _names_attack(parse, first):
        kinds = targets(parse)
        return _civilian(next(iter(kinds))) if len(kinds) == 1 else Class.UNKNOWN
    return Class.UNKNOWN


def _civilian(said: Class) -> Class:
    return Class.CIVILIAN if said is Class.CIVILIAN else Class.UNKNOWN


def _names_attack(parse: Parse, phrase: Phrase) -> bool:
    return parse.lower(phrase.head) in grammar().words.attack_nouns


def _aimed_at(parse: Parse, phrase: Phrase) -> bool:
    """The people stand behind a verb of attack, or behind "attack on", "fire on" and "clash between"."""
    words = grammar().words
    tables = (words.people_many, words.people_any, words.people_one, words.partitives)
    if not any(parse.lower(phrase.head) in table for table in tables):
        return False
    start = phrase.start
    if parse.tag(start - 1) is Tag.CONJ and start > 1 and parse.owner[start - 2] >= 0:
        start = parse.phrases[parse.owner[start - 2]].start  # "fire on soldiers and shoppers"
    if start > 1 and parse.owner[start - 2] >= 0:
        holder = parse.phrases[parse.owner[start - 2]]  # "attacked a convoy of labourers", "a bus carrying soldiers"
        crowd = parse.lower(start - 1) in words.of_words and parse.lower(holder.head) in words.gatherings
        start = holder.start if crowd or parse.lower(start - 1) in words.carrying else start
    lead = parse.lower(start - 1)
    if lead not in words.target_leads:
        return lead in words.target_verbs
    return parse.lower(start - 2) in words.fire_verbs or _attack_before(parse, start - 2)


def _attack_before(parse: Parse, at: int) -> bool:
    """A noun of attack right before, over who carried it out: "an attack by gunmen on"."""
    words = grammar().words
    for place in range(at, max(-1, at - _ATTACK), -1):
        if parse.lower(place) in words.attack_nouns and (
            place == at or parse.lower(place + 1) in words.by_words or parse.tag(place + 1) is Tag.VERB
        ):
            return True
        if parse.tags[place] in (Tag.OUT, Tag.AUX, Tag.SUB, Tag.COMMA):
            return False
    return False
