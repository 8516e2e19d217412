"""The phrases that name victims, and the words around them.

Invariant: pure functions of one parse; whose victims they are is decided elsewhere.
"""

from __future__ import annotations

import msgspec

from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victims import Count, count, is_name, is_people

OPENERS = frozenset(("(", "\u2013", "-", "\u2014", ":", "["))
QUOTES = frozenset(("\u2018", "'", '"', "\u201c", "\u201d", "\u2019"))


class Victim(msgspec.Struct, frozen=True, gc=False):
    """A phrase (index in the parse) with its count; ``part``: inside another figure ("including")."""

    phrase: int
    count: Count
    part: bool = False
    who: int = -1
    """The phrase that says who they were, where the number stands elsewhere; -1: the same phrase."""


def victim(parse: Parse, index: int, part: bool = False) -> Victim | None:
    """Whom the phrase at ``index`` counts; None: nobody, or there is no phrase (-1)."""
    if index < 0:
        return None
    found = count(parse, parse.phrases[index])
    return None if found is None else Victim(index, found, part)


def phrase_at(parse: Parse, at: int) -> int:
    """Index of the phrase that begins at token ``at``, else -1."""
    if not 0 <= at < len(parse.owner):
        return -1
    index = parse.owner[at]
    return index if index >= 0 and parse.phrases[index].start == at else -1


def skip(parse: Parse, at: int) -> int:
    """Over adverbs and quotation marks."""
    while parse.tag(at) is Tag.ADV or parse.lower(at) in QUOTES:
        at += 1
    return at


def has_predicate(parse: Parse, end: int) -> bool:
    """The phrase that ends here is the subject of what follows ("and three civilians were hurt", "two wounded")."""
    while parse.tag(end) is Tag.ADV:
        end += 1
    if parse.tag(end) is Tag.AUX or parse.lower(end) in grammar().words.say_verbs:
        return True
    trigger = parse.at.get(end)
    if trigger is None or trigger.attributive:
        return False
    if trigger.form in (Form.DIE, Form.ADJ):
        return True
    return trigger.form is Form.PAST and phrase_at(parse, skip(parse, trigger.end)) < 0


def after_modifiers(parse: Parse, end: int) -> int:
    """The token after prepositional phrases that follow ``end``."""
    for _ in range(4):
        at = end
        while parse.tag(at) is Tag.ADV:
            at += 1
        if (
            parse.tag(at) is Tag.VERB
            and parse.lower(at).endswith(grammar().words.gerund_endings)
            and parse.tag(at + 1) is Tag.PREP
        ):
            at += 1  # "a candidate running for a seat"
        if (named := _name_told(parse, at)) >= 0:
            end = parse.phrases[named].end
            continue
        if parse.tag(at) is not Tag.PREP or match(grammar().words.including, parse.tokens, at):
            return end
        if match(grammar().words.joins, parse.tokens, at):
            return end
        index = phrase_at(parse, at + 1)
        if index < 0:
            return end
        end = parse.phrases[index].end
    return end


def _name_told(parse: Parse, at: int) -> int:
    """The name in "a man | named Ivo Sand and a boy", "a man |, identified as Ivo Sand, and a boy"; -1 for none."""
    at += parse.tag(at) is Tag.COMMA
    size = match(grammar().words.naming, parse.tokens, at) if at < len(parse.tokens) else 0
    named = phrase_at(parse, at + size) if size else -1
    return named if named >= 0 and is_name(parse, parse.phrases[named]) else -1


def predicated(parse: Parse, index: int) -> int:
    """ "two of them children": the phrase behind says who they were; -1 where none stands there."""
    behind = phrase_at(parse, parse.phrases[index].end)
    return behind if behind >= 0 and is_people(parse, parse.phrases[behind]) else -1


def of_those(parse: Parse, phrase: Phrase) -> bool:
    """ "two of them", "three of the dead": some of the people told of before."""
    table = grammar().words.of_those
    return any(match(table, parse.tokens, at) for at in range(phrase.start, min(phrase.end + 1, len(parse.tokens))))


def among_them(parse: Parse, at: int) -> int:
    """Tokens of "among them" at ``at``; 0 for none."""
    words = grammar().words
    return 2 * (parse.lower(at) in words.among_words and parse.lower(at + 1) in words.pronouns_many)
