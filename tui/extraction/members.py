"""Phrases coordinated with the first victim: "a driver, two guards and their colonel".

Invariants: a phrase with a predicate of its own is no member; one person named twice is one.
"""

from __future__ import annotations

import msgspec

from tui.extraction.apart import stands_apart
from tui.extraction.grammar import Tag, grammar
from tui.extraction.namelist import after_age, names_behind
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victim_phrases import (
    OPENERS,
    Victim,
    after_modifiers,
    among_them,
    has_predicate,
    of_those,
    phrase_at,
    predicated,
    victim,
)
from tui.extraction.victims import is_name, is_people, may_be_people

REACH = 60
"""Tokens on either side of a trigger that are looked at."""
_BEFORE_CLAIMANTS = OPENERS - {"(", "["}


def members(parse: Parse, index: int, free: bool = False) -> tuple[Victim, ...]:
    """Phrases coordinated with phrase ``index`` to its right, and parts listed behind it."""
    named = names_behind(parse, index)
    found = [other for other in (victim(parse, at) for at in named) if other is not None]
    base = whole = office = parse.phrases[named[-1] if named else index]
    end, part, mixed = after_age(parse, base), False, False
    while end < base.end + REACH:
        end = _over_name(parse, whole, end)
        following = _next_member(parse, base, end, part, free)
        if following is None:
            break
        first = not part
        inside = part and _closed(parse, parse.phrases[following[1]].start - 1)
        if inside:
            end = inside
            continue  # "including two officers (one a colonel)": a part of a part
        part, index = following
        end = parse.phrases[index].end
        if (
            _both(parse, index)
            or _same_person(parse, _owner(parse, base, found), index)
            or (office is not base and _second_office(parse, office, index))
        ):
            office = parse.phrases[index] if parse.phrases[index].det >= 0 else office
            continue
        other = victim(parse, index, part)
        if other is None:
            break
        if part and of_those(parse, parse.phrases[index]):
            other = msgspec.structs.replace(other, who=predicated(parse, index))
        if part and stands_apart(parse, whole, parse.phrases[index]):
            mixed = mixed or first  # "six rebels, including two women and a child"
            part, other = (True, other) if mixed else (False, Victim(index, other.count))
        if not part:
            whole = parse.phrases[index]
        found.append(other)
    return tuple(found)


def _owner(parse: Parse, base: Phrase, found: list[Victim]) -> Phrase:
    """Beside whom the next of a list stands: "a baker and his wife, son and daughter" goes on from the wife."""
    told = (parse.phrases[member.phrase] for member in reversed(found))
    last = next((phrase for phrase in told if phrase.det >= 0), base)
    return last if parse.lower(last.det) in grammar().words.possessives else base


def _over_name(parse: Parse, phrase: Phrase, end: int) -> int:
    """Behind the name of one told of by office: "a commander, Anton Berg, and two guards"; else ``end``."""
    name = phrase_at(parse, end + 1) if parse.tag(end) is Tag.COMMA and end == phrase.end else -1
    one = phrase.quantity is None and phrase.det >= 0 and parse.lower(phrase.head) in grammar().words.people_one
    if name < 0 or not one or not is_name(parse, parse.phrases[name]):
        return end
    behind = after_age(parse, parse.phrases[name])
    return behind if parse.tag(behind) in (Tag.COMMA, Tag.CONJ) else end


def _both(parse: Parse, index: int) -> bool:
    """ "Anton Berg and Ivo Sand, both activists,": the same two."""
    first = parse.phrases[index].start
    return parse.lower(first) in grammar().words.correlatives and parse.tag(first - 1) is Tag.COMMA


def _closed(parse: Parse, at: int) -> int:
    """The token behind the bracket that opens at ``at``; 0 where none does."""
    if parse.lower(at) not in ("(", "["):
        return 0
    ends = (end for end in range(at + 1, min(at + REACH, len(parse.tokens))) if parse.lower(end) in (")", "]"))
    return next(ends, -1) + 1


def _next_member(parse: Parse, base: Phrase, end: int, part: bool, free: bool) -> tuple[bool, int] | None:
    """The next coordinated or included phrase after ``end`` as (is a part, index)."""
    words = grammar().words
    at = start = after_modifiers(parse, end)
    joined = False
    while parse.tag(at) in (Tag.COMMA, Tag.CONJ) or parse.lower(at) in OPENERS:
        part = part or parse.lower(at) in OPENERS
        joined = joined or parse.tag(at) is Tag.CONJ
        at += 1
        if at - start > 3:
            return None
    if at < len(parse.tokens) and (size := match(words.including, parse.tokens, at)):
        at, part = at + size, True
    elif at < len(parse.tokens) and (size := match(words.joins, parse.tokens, at)):
        at, joined = at + size, True
    elif at == start:
        return None
    index = phrase_at(parse, at)
    if (
        index < 0
        or not _is_member(parse, base, index, joined)
        or (not (part or free) and has_predicate(parse, parse.phrases[index].end))
    ):
        return None
    phrase = parse.phrases[index]
    if joined and parse.tag(start) is Tag.COMMA and not part and _two_with_predicate(parse, phrase.end):
        return None  # "killed 14 people, and 10 rebels and four civilians were wounded"
    part = part or (not joined and among_them(parse, phrase.end) > 0)
    if not part and not joined and phrase.quantity is None and phrase.det < 0 and not _goes_on(parse, phrase.end):
        return None  # "after killing hundreds, the army ..."
    if phrase.quantity is None and _says(parse, phrase):
        return None  # "..., including a girl, medics say"
    if parse.lower(at - 1) in _BEFORE_CLAIMANTS and phrase.quantity is None and phrase.det < 0:
        return None  # "...: police" is who says so
    each = parse.lower(phrase.end) == parse.lower(base.end)  # "two people in the first, one in the second"
    some = phrase.bare and not joined and not base.bare and not each and _described(parse, phrase.end)
    return part or some, index


def _two_with_predicate(parse: Parse, end: int) -> bool:
    """The phrase that ends here and one joined to it are the subject of what follows."""
    index = phrase_at(parse, end + 1) if parse.tag(end) is Tag.CONJ else -1
    return index >= 0 and has_predicate(parse, parse.phrases[index].end)


def _says(parse: Parse, phrase: Phrase) -> bool:
    """Whoever says so is no member: "..., medics in the city say", "..., health and police officials said"."""
    end = after_modifiers(parse, phrase.end)
    other = phrase_at(parse, end + 1) if phrase.det < 0 and parse.tag(end) is Tag.CONJ else -1
    if other >= 0 and parse.phrases[other].quantity is None:
        end = after_modifiers(parse, parse.phrases[other].end)
    return parse.lower(end) in grammar().words.say_verbs


def _goes_on(parse: Parse, end: int) -> bool:
    """A list goes on behind this member."""
    return parse.tag(after_modifiers(parse, end)) in (Tag.COMMA, Tag.CONJ)


def _described(parse: Parse, end: int) -> bool:
    """A bare number behind a comma that is described tells of some of them ("three men, two with ties to ...")."""
    return parse.lower(end) in ("with", "of", "from", "who", "in")


def _is_member(parse: Parse, base: Phrase, index: int, joined: bool) -> bool:
    """A coordinated phrase counts as another victim only when it is clearly people."""
    phrase = parse.phrases[index]
    if not may_be_people(parse, phrase):
        return False
    if phrase.quantity is not None:
        like = parse.lower(phrase.head).endswith(tuple(grammar().words.people_suffixes))
        like = like or (joined and _so_many(parse, base) and _so_many(parse, phrase))
        return like or is_people(parse, phrase) or phrase.head == phrase.quantity.end - 1
    if is_people(parse, phrase) or (joined and parse.lower(phrase.head) in grammar().words.reflexives):
        return True  # "his wife, son and himself"
    return joined and is_name(parse, phrase) and is_name(parse, base)


def _so_many(parse: Parse, phrase: Phrase) -> bool:
    """ "30 Fulani": so many of a people, by its name alone."""
    name = parse.tokens[phrase.head].text
    return phrase.quantity is not None and phrase.head == phrase.quantity.end and name.istitle() and name.isalpha()


def _same_person(parse: Parse, base: Phrase, index: int) -> bool:
    """An apposition or a second office of the same person: "Ahmed, a driver", "an official and activist"."""
    phrase = parse.phrases[index]
    if phrase.quantity is not None:
        return False
    joined = parse.tag(phrase.start - 1) is Tag.CONJ
    words = grammar().words
    if not joined:
        if base.quantity is not None and base.quantity.n == 1 and base.bare and phrase.det >= 0:
            return parse.tag(phrase.start - 1) is Tag.COMMA  # "wounded one, an agent of the police"
        bare = phrase.det < 0 and parse.lower(phrase.head) in words.people_one and base.det >= 0 and not parse.titled
        bare = bare and not _kin_list(parse, base, phrase)
        owned = parse.lower(base.det) in words.possessives and base.quantity is None
        aside = owned and phrase.start == base.end + 1 and parse.lower(phrase.det) in words.articles
        bare = bare or (aside and not _goes_on(parse, phrase.end))  # "his brother, a teacher"
        return parse.tag(phrase.start - 1) is Tag.COMMA and (bare or is_name(parse, base) != is_name(parse, phrase))
    if parse.lower(base.det) in words.possessives:
        return False
    if base.quantity is not None or base.det < 0 or phrase.det >= 0:
        return False
    return parse.lower(phrase.head) not in words.subs and parse.lower(phrase.head) not in words.people_many


def _kin_list(parse: Parse, base: Phrase, phrase: Phrase) -> bool:
    """ "his wife, son and daughter": one possessive for a list, not "his driver, soldier Berg"."""
    if parse.lower(base.det) not in grammar().words.possessives or parse.tag(phrase.end) is not Tag.CONJ:
        return False
    last = phrase_at(parse, phrase.end + 1)
    if last < 0 or parse.phrases[last].det >= 0:
        return False
    return is_people(parse, parse.phrases[last]) or parse.lower(parse.phrases[last].head) in grammar().words.reflexives


def _second_office(parse: Parse, office: Phrase, index: int) -> bool:
    """ "Anton Berg, a mayor and party leader": what stands behind the apposition describes the same person."""
    head = parse.lower(parse.phrases[index].head)
    return head in grammar().words.people_one and _same_person(parse, office, index)
