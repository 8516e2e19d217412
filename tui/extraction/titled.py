"""Several people named behind one plural title: "journalists Omar Haddad and Lina Khoury".

Invariants: as many people as names, all of them what the title says; a plural with one name or none is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tui.extraction.grammar import Tag, grammar
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victim_phrases import Victim, phrase_at
from tui.extraction.victims import Count, is_name
from tui.model import Kind

_NAMED = Count(1, 1, 1, Kind.EXACT, name=True)


def with_names(parse: Parse, found: tuple[Victim, ...]) -> tuple[Victim, ...]:
    """The victims of one outcome, each of those named behind a plural title counted."""
    if not found or found[0].count.n is not None or not _is_titled(parse, parse.phrases[found[0].phrase]):
        return found
    title = found[0].phrase
    named = list(_names_behind(parse, title))
    if not named:
        return found
    rest = (one for one in found[1:] if one.phrase not in named)
    first = msgspec.structs.replace(found[0], count=_NAMED)
    return (first, *(Victim(index, _NAMED, who=title) for index in named), *rest)


def _is_titled(parse: Parse, phrase: Phrase) -> bool:
    """A plural for people, and nothing but a name behind it."""
    words = grammar().words
    plurals = [at for at in range(phrase.start, phrase.end) if parse.lower(at) in words.people_many]
    if not plurals or parse.shouting:
        return False
    behind = range(plurals[-1] + 1, phrase.end)
    return bool(behind) and all(parse.tokens[at].text[0].isupper() and not _is_time(parse, at) for at in behind)


def _names_behind(parse: Parse, title: int) -> Iterator[int]:
    """Phrases of names joined to the titled one by commas and "and"."""
    at = parse.phrases[title].end
    while parse.tag(at) in (Tag.COMMA, Tag.CONJ):
        at += 1 + (parse.tag(at + 1) is Tag.CONJ)
        index = phrase_at(parse, at)
        if index < 0 or not is_name(parse, parse.phrases[index]) or _is_time(parse, at):
            return
        yield index
        at = parse.phrases[index].end


def _is_time(parse: Parse, at: int) -> bool:
    words = grammar().words
    return parse.lower(at) in words.times or parse.lower(at) in words.months
