"""Some of a counted whole, where one phrase tells both: "three of four people killed were paramedics".

Invariants: the outcome is that of the whole; the share is a part of it and never adds; what the share was is taken from
its predicate ("were paramedics"), from its subject ("she was one of three killed"), or from its own noun ("two children
among five dead"), and a share of which nobody says what it was makes no part.
"""

from __future__ import annotations

import msgspec

from tui.extraction.coordination import coordinated_left
from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import quantity_at
from tui.extraction.parsed import Parse, Phrase, Trigger
from tui.extraction.subjects import subject
from tui.extraction.victim_phrases import Victim, after_modifiers, phrase_at, victim
from tui.extraction.victims import Count, is_name, is_people


def with_shares(parse: Parse, trigger: Trigger, found: tuple[Victim, ...]) -> tuple[Victim, ...]:
    """``found`` before a reduced outcome ("people killed in the raid"), with the whole and its shares told apart."""
    if not found or parse.phrases[found[0].phrase].quantity is None:
        return found
    phrase = parse.phrases[found[0].phrase]
    if phrase.end != trigger.start:
        return found
    behind = after_modifiers(parse, trigger.end)
    if parse.lower(phrase.start - 1) in grammar().words.among_words:
        return found + _of_subject(parse, phrase, found[0].count, phrase.start - 2)
    if parse.lower(phrase.start - 1) in grammar().words.of_words:
        return found + _of_bare(parse, found[0].count, behind)
    whole = _whole(parse, phrase)
    if whole is None:
        return found
    if parse.lower(phrase.start - 1) in grammar().words.be:
        who = _named_before(parse, phrase.start - 1)
    elif _died_of_it(parse, behind) or parse.tag(behind) not in (Tag.AUX, Tag.VERB, Tag.OUT):
        return found  # "one of the five injured died", "two of three suspects killed"
    else:
        who = _predicate(parse, behind)
    share = (msgspec.structs.replace(found[0], part=True, who=who),) if who >= 0 else ()
    return (msgspec.structs.replace(found[0], count=whole), *share, *found[1:])


def _whole(parse: Parse, phrase: Phrase) -> Count | None:
    """The number of all in "two of the five", "three of four people"; None where the phrase holds none or no larger
    one."""
    words = grammar().words
    for at in range(phrase.start + 1, phrase.end):
        if parse.lower(at) not in words.of_words:
            continue
        at += 1 + (parse.lower(at + 1) in words.the_words)
        found = quantity_at(parse.tokens, at) if at < phrase.end else None
        less = phrase.quantity.n if phrase.quantity is not None else None
        if found is None or found.n is None or (less is not None and found.n <= less):
            return None
        return Count(found.n, found.low, found.high, found.kind)
    return None


def _named_before(parse: Parse, at: int) -> int:
    """Who "was one of three killed"; -1 for a mere pronoun."""
    index = subject(parse, at)
    head = parse.lower(parse.phrases[index].head) if index >= 0 else ""
    return -1 if head in grammar().words.pronouns_one else index


def _died_of_it(parse: Parse, at: int) -> bool:
    """Another outcome is the predicate: "one of the 11 injured died"."""
    return parse.at.get(at) is not None and parse.lower(at) not in grammar().words.body_verbs


def _predicate(parse: Parse, at: int) -> int:
    """The people that a form of be at ``at`` says the share was; -1 for none."""
    if parse.lower(at) not in grammar().words.be:
        return -1
    index = phrase_at(parse, at + 1)
    return index if index >= 0 and is_people(parse, parse.phrases[index]) else -1


def _of_subject(parse: Parse, whole: Phrase, total: Count, at: int) -> tuple[Victim, ...]:
    """ "two children among five dead", "Girl, 12, among three dead", "Berg was among the five killed"."""
    at -= parse.lower(at) in grammar().words.be
    if parse.tag(at) is Tag.COMMA:  # an age
        at -= 3 if parse.tag(at - 2) is Tag.COMMA and parse.lower(at - 1).isdecimal() else 1
    index = parse.owner[at] if at >= 0 else -1
    if index < 0 or parse.phrases[index] == whole or parse.tag(parse.phrases[index].start - 1) in (Tag.VERB, Tag.OUT):
        return ()
    phrase = parse.phrases[index]
    one = victim(parse, index) if is_people(parse, phrase) or is_name(parse, phrase) else None
    listed = coordinated_left(parse, one) if one is not None else []
    told = sum(member.count.n or 0 for member in listed if not member.part)
    smaller = 0 < told <= (total.n or 0) and all(member.count.n is not None for member in listed)
    smaller = smaller and (told < (total.n or 0) or len(listed) > 1)
    return tuple(msgspec.structs.replace(member, part=True) for member in listed) if smaller else ()


def _of_bare(parse: Parse, total: Count, at: int) -> tuple[Victim, ...]:
    """ "Of the 12 killed, five were children"."""
    index = phrase_at(parse, at + (parse.tag(at) is Tag.COMMA))
    if index < 0 or not parse.phrases[index].bare:
        return ()
    who = _predicate(parse, parse.phrases[index].end)
    share = victim(parse, index) if who >= 0 else None
    if share is None or share.count.n is None or share.count.n > (total.n or 0):
        return ()
    return (msgspec.structs.replace(share, part=True, who=who),)
