"""Victims told by name one after the other: "Anton Berg, 51, Ivan Moor and Piotr Lund".

Invariants: only full names make a list, and only one that "and" or semicolons close: a name behind a comma alone may be
an office or a place; ages between names are skipped and never counted; whoever has a predicate or says something of
his own is no member.
"""

from __future__ import annotations

from tui.extraction.grammar import Tag, grammar
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victims import is_name, is_people

_NAMES = 60
"""Names of one list that are read."""
_DIGITS = 3
_OLDEST = 120


def names_behind(parse: Parse, index: int) -> tuple[int, ...]:
    """Indices of the names that go on the list which the phrase ``index`` begins; empty where it begins none."""
    found: list[int] = []
    closed, at = 0, parse.phrases[index].end
    if not _is_full_name(parse, parse.phrases[index]):
        return ()
    while len(found) < _NAMES:
        first = _over_age(parse, at)
        at = first
        while parse.tag(at) in (Tag.COMMA, Tag.CONJ) or parse.lower(at) == ";":
            at += 1
        joined = any(parse.tag(i) is Tag.CONJ or parse.lower(i) == ";" for i in range(first, at))
        phrase = _begins(parse, at)
        if at == first or phrase is None or _acts(parse, phrase):
            break
        if not _is_full_name(parse, phrase):
            closed = len(found) if joined and is_people(parse, phrase) else closed
            break
        found.append(parse.owner[at])
        closed, at = len(found) if joined else closed, phrase.end
    return tuple(found[:closed])


def after_age(parse: Parse, phrase: Phrase) -> int:
    """The token behind a name and its age, or people and theirs: "Anton Berg, 51, and two guards", "two men aged 20 and
    31, and a guard"; behind any other phrase its end."""
    return _over_age(parse, phrase.end) if _is_full_name(parse, phrase) else _over_ages(parse, phrase)


def _over_ages(parse: Parse, phrase: Phrase) -> int:
    aged = grammar().words.aged
    behind = phrase.end + (parse.tag(phrase.end) is Tag.COMMA)
    inside = next((at for at in range(phrase.start + 1, phrase.end) if parse.lower(at) in aged), -1)
    if inside < 0 and parse.lower(behind) not in aged:
        return phrase.end
    at = (inside if inside >= 0 else behind) + 1
    while parse.lower(at).isdecimal() or (parse.tag(at) in (Tag.COMMA, Tag.CONJ) and parse.lower(at + 1).isdecimal()):
        at += 1
    return at


def _is_age(parse: Parse, at: int) -> bool:
    age = parse.lower(at)
    return age.isdecimal() and len(age) <= _DIGITS and int(age) <= _OLDEST


def _over_age(parse: Parse, at: int) -> int:
    """Behind ", 51" or "(51)" at token ``at``."""
    opened = parse.tag(at) is Tag.COMMA or parse.lower(at) == "("
    if not opened or not _is_age(parse, at + 1):
        return at
    behind = at + 2
    if parse.lower(at) == "(":
        return behind + 1 if parse.lower(behind) == ")" else at
    ends = behind >= len(parse.tokens) or parse.tag(behind) in (Tag.COMMA, Tag.CONJ, Tag.STOP)
    return behind if ends or parse.lower(behind) in (";", ".") else at


def _begins(parse: Parse, at: int) -> Phrase | None:
    held = parse.phrase_holding(at)
    return held if held is not None and held.start == at else None


def _is_full_name(parse: Parse, phrase: Phrase) -> bool:
    """Two words or more with capitals: one alone may be a place."""
    capitals = sum(parse.tokens[at].text[:1].isupper() for at in range(phrase.start, phrase.end))
    return capitals > 1 and is_name(parse, phrase) and not is_people(parse, phrase)


def _acts(parse: Parse, phrase: Phrase) -> bool:
    """ "and Ivan Moor was hurt", "and Ivan Moor said"."""
    behind = parse.lower(phrase.end)
    return parse.tag(phrase.end) in (Tag.AUX, Tag.OUT) or behind in grammar().words.say_verbs
