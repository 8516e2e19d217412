"""Another figure for the same people, told in an aside: "dozens were killed (a radio reports 22)".

Invariants: the aside stands behind the verb, names its own source and one bare number, and says nothing of an outcome;
the number is of the people of the verb and never adds to theirs.
"""

from __future__ import annotations

import msgspec

from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Trigger
from tui.extraction.victim_phrases import Victim, after_modifiers, victim

_WITHIN = 12
"""Tokens that an aside holds at most."""


def with_aside(parse: Parse, trigger: Trigger, found: tuple[Victim, ...]) -> tuple[Victim, ...]:
    """``found``, the victims of a verb, and what an aside behind it says that they were."""
    if len(found) != 1 or found[0].part or parse.phrases[found[0].phrase].quantity is None:
        return found
    end = max(trigger.end, parse.phrases[found[0].phrase].end)
    if parse.lower(end) not in ("(", "["):
        end = after_modifiers(parse, end)
    told = _number(parse, range(end + 1, _closed(parse, end)))
    return found if told is None else (found[0], msgspec.structs.replace(told, who=found[0].phrase))


def _closed(parse: Parse, at: int) -> int:
    """The token that closes the bracket at ``at``; ``at`` itself where none opens there or it holds too much."""
    if parse.lower(at) not in ("(", "["):
        return at
    ends = (end for end in range(at + 1, min(at + _WITHIN, len(parse.tokens))) if parse.lower(end) in (")", "]"))
    return next(ends, at)


def _number(parse: Parse, inside: range) -> Victim | None:
    """The one bare number among tokens that say whose it is."""
    words = grammar().words
    said = any(parse.lower(at) in words.say_verbs or match(words.according, parse.tokens, at) for at in inside)
    if not said or any(parse.tags[at] is Tag.OUT for at in inside):
        return None
    spots = dict.fromkeys(parse.owner[at] for at in inside if parse.owner[at] >= 0)
    counted = [index for index in spots if parse.phrases[index].quantity is not None]
    only = counted[0] if len(counted) == 1 and parse.phrases[counted[0]].bare else -1
    return victim(parse, only)
