"""What a text says elsewhere of a person whom it names: an apposition, or the phrase that named them first.

Invariant: a name is looked up in its own sentence and in those before it, never behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victims import class_of
from tui.model import Class

_NAMINGS = 4
"""Phrases of a sentence in which one name is looked up."""


_SPELT = 4
"""Letters from which two spellings of a name are compared."""


def named_phrases(parse: Parse) -> dict[str, list[Phrase]]:
    """The first phrases that hold each word with a capital: where somebody is named."""
    found: dict[str, list[Phrase]] = {}
    for phrase in parse.phrases:
        for at in range(phrase.start, phrase.end):
            word = parse.tokens[at].text
            if word[0].isupper() and len(word) > 2:
                held = found.setdefault(word, [])
                if len(held) < _NAMINGS and held[-1:] != [phrase]:
                    held.append(phrase)
    return found


def known_before(parse: Parse, name: Phrase, person: Parse, namings: Mapping[str, Sequence[Phrase]]) -> Class:
    """What an earlier phrase of ``person`` says of one who is named there in the same words: "Mayor Anton Berg" of
    "Berg"; ``namings`` are its :func:`named_phrases`."""
    words = [parse.tokens[at].text for at in range(name.start, name.end)]
    for phrase in namings.get(words[-1], ()):
        if person is parse and phrase.start >= name.start:
            break
        inside = {person.tokens[at].text for at in range(phrase.start, phrase.end)}
        if all(word in inside or _spelt_otherwise(word, inside) for word in words):
            said = class_of(person, phrase)
            said = office_of(person, phrase) if said is Class.UNKNOWN else said
            if said is not Class.UNKNOWN:
                return said
    return Class.UNKNOWN


def _spelt_otherwise(word: str, inside: Set[str]) -> bool:
    """ "Abdu" where "Abdul" stood: one begins with the other."""
    return len(word) >= _SPELT and any(
        other.startswith(word) or word.startswith(other) for other in inside if len(other) >= _SPELT
    )


def office_of(parse: Parse, name: Phrase) -> Class:
    """What an apposition says of a named person: "Anton Berg (60), a baker" or "the judge, Anton Berg,"."""
    at = name.end
    while parse.tag(at) is Tag.COMMA or (at > name.end and parse.lower(at).isdecimal()):
        at += 1
    behind = parse.owner[at] if name.end < at < len(parse.owner) else -1
    for index in (behind, parse.owner[_over_naming(parse, name.start)]):
        if index >= 0 and parse.phrases[index] != name and _describes(parse, parse.phrases[index]):
            return class_of(parse, parse.phrases[index])
    return Class.UNKNOWN


def _over_naming(parse: Parse, start: int) -> int:
    """The token before the comma or the "identified as" in front of a name; that of the name where neither stands."""
    if start > 1 and parse.tag(start - 1) is Tag.COMMA:
        return start - 2
    for at in range(max(1, start - 3), start):
        if match(grammar().words.naming, parse.tokens, at) == start - at:
            return at - 1 - (parse.tag(at - 1) is Tag.COMMA)
    return start


def _describes(parse: Parse, phrase: Phrase) -> bool:
    """ "a baker", "police officer": one person, so no other member of a list."""
    return phrase.quantity is None and (phrase.det >= 0 or parse.lower(phrase.head) in grammar().words.people_one)
