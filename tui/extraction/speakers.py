"""Whose the words of a verb of saying are: the head of its subject, over all that describes it.

Invariants: of "sources in the capital", "a council representing the hill people" and "an official who spoke by phone"
the sources, the council and the official speak; of a spokesman those he speaks for are named with him.
"""

from __future__ import annotations

from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victim_phrases import has_predicate, phrase_at

_HOPS = 4
"""Phrases between a verb of saying and its subject."""
_INSERTED = 16
"""Tokens of a description between commas: "the group, which tracks the war, said"."""

Span = tuple[int, int]


def speaker_before(parse: Parse, at: int) -> Span | None:
    """The subject before the verb at token ``at``: "the mayor said", "Anton Berg, the mayor, said"."""
    before = at - 1
    while parse.tag(before) in (Tag.ADV, Tag.AUX) and before >= 0:
        before -= 1
    if parse.tag(before) is Tag.COMMA:
        before = _over_insertion(parse, before)
    index = parse.owner[before] if before >= 0 else -1
    return None if index < 0 or not _speaks(parse, parse.phrases[index]) else _head(parse, index)


def speaker_behind(parse: Parse, at: int) -> Span | None:
    """The subject behind the verb, from token ``at``: ", said the mayor"; not the beginning of what is said."""
    words, index = grammar().words, phrase_at(parse, at)
    head = parse.lower(parse.phrases[index].head) if index >= 0 else ""
    if not head or head in words.times or head in words.weekdays:
        return None
    if parse.phrases[index].quantity is not None or has_predicate(parse, parse.phrases[index].end):
        return None
    return None if parse.lower(parse.phrases[index].end - 1) in words.not_speakers else named(parse, index)


def speaker_of_all(parse: Parse, at: int) -> Span | None:
    """The subject of the whole sentence, whose second verb stands behind a comma: "Redland starts a crackdown, claims
    75 rebels killed"."""
    index = phrase_at(parse, 0)
    goes_on = parse.tag(at - 1) is Tag.COMMA and index >= 0 and parse.tag(parse.phrases[index].end) is Tag.VERB
    return named(parse, index) if goes_on and _speaks(parse, parse.phrases[index]) else None


def named(parse: Parse, index: int) -> Span:
    """The phrase, with those for whom a spokesman speaks: "a spokesman | for the army"."""
    words, phrase = grammar().words, parse.phrases[index]
    start, end = phrase.start, _untied(parse, phrase)
    whose = phrase_at(parse, end + 1)
    speaks = parse.lower(end - 1) in words.spokesmen and parse.lower(end) in words.for_words | words.of_words
    return (start, parse.phrases[whose].end) if speaks and whose >= 0 else (start, end)


def _speaks(parse: Parse, phrase: Phrase) -> bool:
    words, head = grammar().words, parse.lower(phrase.head)
    return head not in words.no_voices and (phrase.quantity is None or head in words.speakers)


def _over_insertion(parse: Parse, comma: int) -> int:
    """The last token of the subject before a description that ends at ``comma``; -1 where none does."""
    words = grammar().words
    for at in range(comma - 1, max(0, comma - _INSERTED), -1):
        if parse.tags[at] is Tag.STOP:
            break
        if parse.tags[at] is Tag.COMMA:
            cites = parse.lower(at + 1) in words.relatives or match(words.citing, parse.tokens, at + 1)
            told = cites or _apposed(parse, at + 1, comma)
            return at - 1 if told and parse.owner[at - 1] >= 0 else -1
    return -1


def _apposed(parse: Parse, start: int, end: int) -> bool:
    """No clause of its own stands in the tokens: "the mayor of Redtown", "a monitor based in Redland"."""
    verbs = (Tag.AUX, Tag.OUT)
    plain = all(
        parse.tags[at] not in verbs and (parse.tags[at] is not Tag.VERB or _participle(parse, at))
        for at in range(start, end)
    )
    return plain and phrase_at(parse, start) >= 0


def sure(parse: Parse, start: int, at: int) -> bool:
    """The subject that begins at ``start`` is that of the verb at ``at``, whatever stands behind it: no comma parts
    them, or nothing is told before it ("Anton Berg, the mayor, said a raid killed two")."""
    return parse.tag(at - 1) is not Tag.COMMA or not any(
        tag in (Tag.AUX, Tag.VERB, Tag.OUT) for tag in parse.tags[:start]
    )


def _head(parse: Parse, index: int) -> Span:
    for hop in range(_HOPS):
        before = _described(parse, parse.phrases[index].start - 1, inside=hop > 0)
        if before < 0:
            break
        index = before
    return named(parse, index)


def _described(parse: Parse, at: int, *, inside: bool) -> int:
    """The phrase that what begins behind token ``at`` describes; -1 where it stands for itself. ``inside``: words of a
    description stand behind it, so that a relative clause ("who spoke by phone") may be one."""
    words = grammar().words
    if at < 1:
        return -1
    if parse.lower(at) in words.relatives:
        if not inside:
            return -1  # "strikes which the monitor reported"
        at -= parse.tags[at - 1] is Tag.COMMA
    elif _participle(parse, at):
        at -= parse.tags[at - 1] is Tag.PREP  # "in neighbouring Redland"
    elif parse.tags[at] is Tag.PREP:
        at -= _participle(parse, at - 1) or parse.tags[at - 1] is Tag.COMMA  # "a monitor based in Redland"
    elif parse.tags[at] is not Tag.TO or parse.lower(at - 1) not in words.tied_to:
        return -1
    return parse.owner[at - 1] if at > 0 else -1


def _participle(parse: Parse, at: int) -> bool:
    words, text = grammar().words, parse.lower(at)
    return parse.tag(at) is Tag.VERB and (text.endswith(words.gerund_endings) or text in words.seated)


def _untied(parse: Parse, phrase: Phrase) -> int:
    """Where the phrase ends without the "close" of "a source close to the court"."""
    return phrase.end - (parse.lower(phrase.end - 1) in grammar().words.tied_to and phrase.end - phrase.start > 1)
