"""Word orders of their own: a label before its number, a subject behind its verb, the whole behind its part.

Invariants: a label opens its sentence or stands behind a mark; an inverted verb has nothing but adverbs before it; what
is not worded in one of these orders is left to the rules of binding."""

from __future__ import annotations

import msgspec

from tui.extraction.chunks import Parse, Trigger
from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import quantity_at
from tui.extraction.objects import Victim, after_modifiers, objects
from tui.extraction.victims import Count, is_people


def labelled(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """ "Killed: 3", "Fatalities: 12 soldiers": a label that opens the sentence or a part of it, and its number."""
    if parse.lower(trigger.end) != ":" or (trigger.start and parse.tag(trigger.start - 1) not in (Tag.STOP, Tag.COMMA)):
        return ()
    found = objects(parse, trigger.end + 1, free=True)
    counted = found and parse.phrases[found[0].phrase].quantity is not None
    people = found and (parse.phrases[found[0].phrase].bare or is_people(parse, parse.phrases[found[0].phrase]))
    return found if counted and people else ()


def out_of(parse: Parse, trigger: Trigger, found: tuple[Victim, ...]) -> tuple[Victim, ...]:
    """ "one of the 11 people injured remains in hospital": the outcome is that of the 11."""
    phrase = parse.phrases[found[0].phrase] if found else None
    if phrase is None or phrase.quantity is None or phrase.end != trigger.start:
        return found
    after = after_modifiers(parse, trigger.end)
    again = parse.at.get(after)
    died = again is not None and parse.lower(after) not in grammar().words.body_verbs
    if died or parse.tag(after) not in (Tag.AUX, Tag.VERB, Tag.OUT):
        return found
    for at in range(phrase.start + 2, phrase.end):
        if parse.lower(at - 1) in grammar().words.the_words and parse.lower(at - 2) in grammar().words.of_words:
            whole = quantity_at(parse.tokens, at)
            if whole is not None:
                count = Count(whole.n, whole.low, whole.high, whole.kind)
                return (msgspec.structs.replace(found[0], count=count), *found[1:])
    return found


def inverted(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """ "Killed in the attack were four guards", "also hurt was a driver": the subject stands behind."""
    first = trigger.start
    while first and parse.tags[first - 1] is Tag.ADV:
        first -= 1
    at = after_modifiers(parse, trigger.end)
    if first or parse.lower(at) not in grammar().words.be:
        return ()
    return objects(parse, at + 1, free=True)
