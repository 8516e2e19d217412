"""Victims of a noun: "the death of 12", "12 deaths", "the bodies of two women".

Invariant: pure functions of one parse and one outcome noun.
"""

from __future__ import annotations

import msgspec

from tui.extraction.grammar import Tag, grammar
from tui.extraction.objects import objects
from tui.extraction.parsed import Parse, Phrase, Trigger
from tui.extraction.tolls import toll
from tui.extraction.victim_phrases import QUOTES, Victim, phrase_at, victim
from tui.extraction.victims import ONE, PLURAL, is_people


def nominal(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """ "the death of 12", "12 deaths", "toll rises to 34", "the bodies of two women", "his body"."""
    words = grammar().words
    if parse.lower(trigger.end) in words.compound_nouns:
        return ()  # "six death certificates"
    if parse.lower(trigger.start - 1) in words.first_person:
        return ()  # "my body"
    if parse.lower(trigger.start - 1) in words.possessives and parse.lower(trigger.start - 2) in words.of_words:
        return ()  # "three quarters of his body"
    before = _before_noun(parse, trigger)
    if (
        parse.lower(trigger.start) in words.body_verbs
        and parse.lower(trigger.end) not in words.of_words
        and not (before and before[0].count.definite and parse.phrases[before[0].phrase].quantity is None)
    ):
        return ()  # the verb: "one remains missing"
    if before and before[0].count.n not in (None, 1):
        return _of_whom(parse, before, trigger.end)
    if parse.lower(trigger.end) in words.of_to_words and parse.lower(trigger.start - 1) not in words.negatives:
        found = objects(parse, trigger.end + 1, free=True)
        struggle = parse.lower(trigger.end - 1) in words.toll_nouns and found and _of_a_thing(parse, found[0])
        if found and not struggle and (parse.lower(trigger.end) in words.of_words or found[0].count.n is not None):
            return found
    last = parse.lower(trigger.end - 1)
    if last in words.toll_nouns and not before:
        return toll(parse, trigger)
    if parse.tag(trigger.end) is Tag.WORD and parse.lower(trigger.end) not in words.times:
        return ()  # "murder suspects", "death row"
    return before


def _of_whom(parse: Parse, counted: tuple[Victim, ...], end: int) -> tuple[Victim, ...]:
    """ "five corpses of militants": the number stands before the noun, who they were behind it."""
    who = phrase_at(parse, end + 1) if parse.lower(end) in grammar().words.of_words else -1
    if who < 0 or parse.phrases[who].quantity is not None or not is_people(parse, parse.phrases[who]):
        return counted
    return (msgspec.structs.replace(counted[0], who=who), *counted[1:])


def _before_noun(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    words = grammar().words
    at = trigger.start - 1
    possessive = False
    while parse.tag(at) is Tag.POSS or parse.lower(at) in QUOTES:
        at, possessive = at - 1, True
    index = parse.owner[at] if at >= 0 else -1
    if index < 0:
        return ()
    phrase = parse.phrases[index]
    last = parse.lower(trigger.end - 1)
    if phrase.det >= 0 and parse.lower(phrase.det) in words.possessives and last in words.person_nouns:
        return (
            Victim(
                index,
                msgspec.structs.replace(
                    PLURAL if parse.lower(phrase.det) in words.plural_possessives else ONE, definite=True
                ),
            ),
        )
    described = is_people(parse, phrase) or all(  # "a body", "a female body", "a charred body", not "a water body"
        parse.lower(i).endswith(words.past_endings) for i in range(phrase.det + 1, phrase.end)
    )
    body = last in words.body_nouns and parse.lower(phrase.det) in words.articles and described
    counted = phrase.quantity is not None or body
    if not counted and not (possessive or parse.tag(phrase.end - 1) is Tag.POSS):
        return ()
    tolled = parse.lower(trigger.start + 1) in words.toll_nouns and not counted  # "Redland's death toll"
    if tolled or _counts_others(parse, phrase):
        return ()
    found = victim(parse, index)
    return (found,) if found else ()


def _of_a_thing(parse: Parse, found: Victim) -> bool:
    """ "the toll of a deadly struggle": neither a number nor people."""
    phrase = parse.phrases[found.phrase]
    return phrase.quantity is None and not is_people(parse, phrase) and not found.count.name


def _counts_others(parse: Parse, phrase: Phrase) -> bool:
    """ "26 countries condemn Redland's executions": the number is of those who speak."""
    words = grammar().words
    if phrase.quantity is None:
        return False
    behind = [parse.lower(at) for at in range(phrase.quantity.end, phrase.end)]
    return any(word in words.not_people for word in behind[:1]) or any(word in words.comment_verbs for word in behind)
