"""Word orders of their own: a label before its number, a subject behind its verb.

Invariants: a label opens its sentence or stands behind a mark; an inverted verb has nothing but adverbs before it; what
is not worded in one of these orders is left to the rules of binding."""

from __future__ import annotations

from tui.extraction.grammar import Tag, grammar
from tui.extraction.objects import objects
from tui.extraction.parsed import Parse, Trigger
from tui.extraction.victim_phrases import Victim, after_modifiers
from tui.extraction.victims import is_people


def labelled(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """ "Killed: 3", "Fatalities: 12 soldiers": a label that opens the sentence or a part of it, and its number."""
    if parse.lower(trigger.end) != ":" or (trigger.start and parse.tag(trigger.start - 1) not in (Tag.STOP, Tag.COMMA)):
        return ()
    found = objects(parse, trigger.end + 1, free=True)
    counted = found and parse.phrases[found[0].phrase].quantity is not None
    people = found and (parse.phrases[found[0].phrase].bare or is_people(parse, parse.phrases[found[0].phrase]))
    return found if counted and people else ()


def inverted(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """ "Killed in the attack were four guards", "also hurt was a driver", "among those killed was a judge": the subject
    stands behind."""
    first = _among(parse, trigger.start)
    while first and parse.tags[first - 1] is Tag.ADV:
        first -= 1
    at = after_modifiers(parse, trigger.end)
    if first or parse.lower(at) not in grammar().words.be:
        return ()
    return objects(parse, at + 1, free=True)


def _among(parse: Parse, start: int) -> int:
    """Where "among those" before the verb begins; ``start`` where it does not stand there."""
    words = grammar().words
    those = start > 1 and parse.lower(start - 1) in words.plural_dets | words.the_words
    return start - 2 if those and parse.lower(start - 2) in words.among_words else start
