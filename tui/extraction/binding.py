"""Which noun phrases are the victims of an outcome trigger, and who is said to have caused it.

Invariants: a phrase that is the subject of its own verb is never taken as another verb's object; of two phrases the one that
grammar gives wins over the nearer one; every walk over the sentence moves in one direction, so the work is linear for each trigger
and a trigger looks at no more than ``REACH`` tokens either way.
"""

from __future__ import annotations

import msgspec

from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match, quantity_at
from tui.extraction.chunks import Parse, Phrase, Trigger
from tui.extraction.victims import Count, count, is_people, may_be_people
from tui.model import Kind

REACH = 60
"""Tokens on either side of a trigger that are looked at."""


class Victim(msgspec.Struct, frozen=True, gc=False):
    """A phrase (index in the parse) with its count; ``part``: inside another figure ("including")."""

    phrase: int
    count: Count
    part: bool = False


class Bound(msgspec.Struct, frozen=True, gc=False):
    trigger: Trigger
    victims: tuple[Victim, ...]
    agent: int = -1
    """Index of the phrase held to have caused it, -1 for none."""
    passive: bool = False


def bind(parse: Parse) -> list[Bound]:
    """Every trigger of the sentence with its victims, in order."""
    found: list[Bound] = []
    for number, trigger in enumerate(parse.triggers):
        found.append(_bind(parse, number, trigger, found))
    return [bound for bound in found if bound.victims]


def _bind(parse: Parse, number: int, trigger: Trigger, earlier: list[Bound]) -> Bound:
    if trigger.attributive:
        return Bound(trigger, _whole(parse, parse.owner[trigger.start]))
    if trigger.form is Form.NOUN:
        return _nominal(parse, trigger)
    if trigger.form in (Form.FINITE, Form.ING):
        return _active(parse, trigger)
    if trigger.form is Form.PAST:
        return _past(parse, trigger, earlier)
    return Bound(trigger, _subjects(parse, trigger.start), passive=True)


def _whole(parse: Parse, index: int) -> tuple[Victim, ...]:
    victim = _victim(parse, index)
    if victim is None or (victim.count.n is None or parse.phrases[index].quantity is None):
        return ()
    return (victim,)


def _victim(parse: Parse, index: int, part: bool = False) -> Victim | None:
    if index < 0:
        return None
    found = count(parse, parse.phrases[index])
    return None if found is None else Victim(index, found, part)


# --- active ------------------------------------------------------------------------------------------------


def _active(parse: Parse, trigger: Trigger) -> Bound:
    victims = _objects(parse, trigger.end)
    if not victims and trigger.form is Form.ING and parse.lower(trigger.end) == "of":
        victims = _objects(parse, trigger.end + 1)
    if not victims:
        victims = _shared_object(parse, trigger)
    return Bound(trigger, victims, agent=_subject(parse, trigger.start))


def _shared_object(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """"killing and wounding 12": the object stands after the second verb."""
    if parse.tag(trigger.end) is Tag.CONJ or parse.tag(trigger.end) is Tag.COMMA:
        at = trigger.end + 1
        while parse.tag(at) in (Tag.ADV, Tag.CONJ):
            at += 1
        for other in parse.triggers:
            if other.start == at and other.form is trigger.form:
                return _objects(parse, other.end)
    return ()


def _objects(parse: Parse, at: int) -> tuple[Victim, ...]:
    """The noun phrases from ``at`` on that a verb takes as its object, coordinated ones included."""
    at = _skip(parse, at)
    index = _phrase_at(parse, at)
    if index < 0 or not may_be_people(parse, parse.phrases[index]) or _has_predicate(parse, parse.phrases[index].end):
        return ()
    first = _victim(parse, index)
    if first is None:
        return ()
    victims = [first]
    end = parse.phrases[index].end
    limit = at + REACH
    while end < limit:
        following = _next_member(parse, end)
        if following is None:
            break
        part, index = following
        victim = _victim(parse, index, part)
        if victim is None:
            break
        victims.append(victim)
        end = parse.phrases[index].end
    return tuple(victims)


def _skip(parse: Parse, at: int) -> int:
    while parse.tag(at) is Tag.ADV or parse.lower(at) in ("\u2018", "'", '"', "\u201c"):
        at += 1
    return at


def _phrase_at(parse: Parse, at: int) -> int:
    """Index of the phrase that begins at token ``at``, else -1."""
    if not 0 <= at < len(parse.owner):
        return -1
    index = parse.owner[at]
    return index if index >= 0 and parse.phrases[index].start == at else -1


def _has_predicate(parse: Parse, end: int) -> bool:
    """The phrase that ends here is the subject of what follows ("and three civilians were hurt", "two wounded")."""
    while parse.tag(end) is Tag.ADV:
        end += 1
    if parse.tag(end) is Tag.AUX:
        return True
    trigger = parse.at.get(end)
    if trigger is None or trigger.attributive:
        return False
    return trigger.form in (Form.PAST, Form.DIE, Form.ADJ) and _phrase_at(parse, _skip(parse, trigger.end)) < 0


def _next_member(parse: Parse, end: int) -> tuple[bool, int] | None:
    """The next coordinated or included phrase after ``end`` as (is a part, index)."""
    words = grammar().words
    at = _after_modifiers(parse, end)
    start = at
    part = False
    while parse.tag(at) in (Tag.COMMA, Tag.CONJ) or parse.lower(at) in ("(", "\u2013", "-", "\u2014", ":", "plus"):
        part = part or parse.lower(at) in (":", "(")
        at += 1
        if at - start > 3:
            return None
    if at < len(parse.tokens) and (size := match(words.including, parse.tokens, at)):
        at, part = at + size, True
    elif parse.lower(at) == "as" and parse.lower(at + 1) == "well":
        at += 3
    elif at == start:
        return None
    index = _phrase_at(parse, at)
    if index < 0 or not _is_member(parse, index) or (not part and _has_predicate(parse, parse.phrases[index].end)):
        return None
    return part, index


def _is_member(parse: Parse, index: int) -> bool:
    """A coordinated phrase counts as another victim only when it is clearly people."""
    phrase = parse.phrases[index]
    if not may_be_people(parse, phrase):
        return False
    if phrase.quantity is not None:
        return is_people(parse, phrase) or phrase.head == phrase.quantity.end - 1
    return is_people(parse, phrase)


def _after_modifiers(parse: Parse, end: int) -> int:
    """The token after prepositional phrases that follow ``end``."""
    for _ in range(4):
        at = end
        while parse.tag(at) is Tag.ADV:
            at += 1
        if parse.tag(at) is not Tag.PREP or match(grammar().words.including, parse.tokens, at):
            return end
        index = _phrase_at(parse, at + 1)
        if index < 0:
            return end
        end = parse.phrases[index].end
    return end


# --- passive and intransitive ------------------------------------------------------------------------------


def _past(parse: Parse, trigger: Trigger, earlier: list[Bound]) -> Bound:
    """"killed" after a form of be, or before "by" and the like, is passive; before an object it is active."""
    words = grammar().words
    at = trigger.start - 1
    while parse.tag(at) is Tag.ADV or parse.tag(at) is Tag.CONJ and parse.tag(at - 1) is Tag.OUT or parse.tag(at) is Tag.OUT:
        at -= 1
    if parse.lower(at) in words.be:
        return Bound(trigger, _subjects(parse, trigger.start), agent=_by(parse, trigger.end), passive=True)
    objects = _objects(parse, trigger.end) or (_shared_object(parse, trigger) if parse.lower(at) in words.have else ())
    if objects:
        return Bound(trigger, objects, agent=_subject(parse, trigger.start))
    return Bound(trigger, _subjects(parse, trigger.start), agent=_by(parse, trigger.end), passive=True)


def _by(parse: Parse, end: int) -> int:
    at = _after_modifiers(parse, end) if parse.lower(end) != "by" else end
    return _phrase_at(parse, at + 1) if parse.lower(at) == "by" else -1


def _subject(parse: Parse, start: int) -> int:
    """The subject of a verb that begins at ``start``, -1 for none."""
    found = _subjects(parse, start, any_phrase=True)
    return found[-1].phrase if found else -1


def _subjects(parse: Parse, start: int, any_phrase: bool = False) -> tuple[Victim, ...]:
    """The phrases before ``start`` that are its subject, coordinated ones included, in order."""
    at = _before_verb(parse, start - 1)
    at, parts = _over_parenthesis(parse, at)
    index = _subject_phrase(parse, at, start)
    if index < 0:
        return ()
    victim = Victim(index, count(parse, parse.phrases[index]) or Count(None, 0, None, Kind.VAGUE)) if any_phrase else _victim(parse, index)
    if victim is None:
        return ()
    found = [victim]
    if not any_phrase:
        found = _coordinated_left(parse, index, found)
        found += [Victim(v.phrase, v.count, True) for v in parts]
    return tuple(found)


def _before_verb(parse: Parse, at: int) -> int:
    """Step left over auxiliaries, adverbs and verbs that share the subject ("was attacked and killed")."""
    while at >= 0:
        tag = parse.tags[at]
        if tag in (Tag.AUX, Tag.ADV, Tag.TO):
            at -= 1
        elif tag is Tag.CONJ and parse.tag(at - 1) in (Tag.OUT, Tag.VERB, Tag.ADV):
            at -= 1
        elif tag in (Tag.OUT, Tag.VERB) and at + 1 < len(parse.tags) and parse.tags[at + 1] in (Tag.CONJ, Tag.ADV, Tag.OUT, Tag.COMMA):
            at -= 1
        elif tag is Tag.VERB:
            at -= 1
        else:
            return at
    return at


def _over_parenthesis(parse: Parse, at: int) -> tuple[int, tuple[Victim, ...]]:
    """Step over ", including two women," and ", who was driving home," to what stands before."""
    words = grammar().words
    if parse.tag(at) is not Tag.COMMA and parse.lower(at) not in (")", "\u2013", "-", "\u2014"):
        return at, ()
    for opening in range(at - 1, max(-1, at - REACH), -1):
        if parse.tag(opening) is not Tag.COMMA and parse.lower(opening) not in ("(", "\u2013", "-", "\u2014"):
            continue
        inside = opening + 1
        size = match(words.including, parse.tokens, inside)
        if size:
            return opening - 1, _objects(parse, inside + size)
        if parse.lower(inside) in words.relatives or parse.tag(inside) is Tag.VERB or parse.lower(opening) == "(":
            return opening - 1, ()
    return at, ()


def _subject_phrase(parse: Parse, at: int, start: int) -> int:
    """The head of the subject that ends at ``at``: over prepositional phrases and reduced clauses to their head."""
    fallback = -1
    if parse.tag(at) is Tag.COMMA:
        at -= 1
    while at >= 0 and start - at < REACH:
        index = parse.owner[at]
        if index < 0:
            if parse.tags[at] in (Tag.VERB, Tag.PREP, Tag.ADV, Tag.TO) and fallback >= 0:
                at -= 1
                continue
            return fallback
        phrase = parse.phrases[index]
        before = parse.tag(phrase.start - 1)
        if before is Tag.PREP and parse.lower(phrase.start - 1) in ("among", "amongst"):
            return index
        if before in (Tag.PREP, Tag.VERB, Tag.TO):
            if fallback < 0 or (not _counted(parse, fallback) and _counted(parse, index)):
                fallback = index
            at = phrase.start - 2
            continue
        if fallback >= 0 and _counted(parse, fallback) and not _counted(parse, index):
            return fallback
        return index
    return fallback


def _counted(parse: Parse, index: int) -> bool:
    phrase = parse.phrases[index]
    counted = phrase.quantity is not None or parse.lower(phrase.det) in grammar().words.articles
    return counted and may_be_people(parse, phrase)


def _coordinated_left(parse: Parse, index: int, found: list[Victim]) -> list[Victim]:
    """"12 soldiers, a medic and three policemen": at least one conjunction must join the list."""
    joined = False
    while True:
        at = parse.phrases[index].start - 1
        if parse.tag(at) is Tag.CONJ:
            joined = True
            at -= 1
            if parse.tag(at) is Tag.COMMA:
                at -= 1
        elif parse.tag(at) is Tag.COMMA and joined:
            at -= 1
        else:
            return found
        other = _listed(parse, at)
        if other < 0:
            return found
        victim = _victim(parse, other)
        if victim is None or not (_counted(parse, other) or is_people(parse, parse.phrases[other])):
            return found
        found = [victim, *found]
        index = other


def _listed(parse: Parse, at: int) -> int:
    """The phrase that ends at ``at``, over one prepositional phrase; -1 when it is not free to be a list member."""
    for _ in range(3):
        if at < 0 or parse.owner[at] < 0:
            return -1
        index = parse.owner[at]
        start = parse.phrases[index].start
        if parse.tag(start - 1) is Tag.VERB or (parse.tag(start - 1) is Tag.OUT):
            return -1
        if parse.tag(start - 1) is not Tag.PREP:
            return index
        at = start - 2
    return -1


# --- nominal -----------------------------------------------------------------------------------------------


def _nominal(parse: Parse, trigger: Trigger) -> Bound:
    """"the death of 12", "12 deaths", "toll rises to 34", "bodies of two women"."""
    at = trigger.end
    if parse.lower(at) in ("of", "to"):
        victims = _objects(parse, at + 1)
        if victims:
            return Bound(trigger, victims)
    before = _before_noun(parse, trigger)
    if before:
        return Bound(trigger, before)
    if "toll" in parse.lower(trigger.end - 1):
        return Bound(trigger, _toll(parse, trigger))
    return Bound(trigger, ())


def _before_noun(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    index = parse.owner[trigger.start - 1] if trigger.start else -1
    if index < 0:
        return ()
    phrase = parse.phrases[index]
    if phrase.quantity is not None and phrase.end == trigger.start:
        victim = _victim(parse, index)
        return (victim,) if victim else ()
    return ()


def _toll(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """The first number after "toll" within its clause."""
    for at in range(trigger.end, min(trigger.end + 14, len(parse.tokens))):
        if parse.tags[at] in (Tag.STOP,) and parse.lower(at) in (";", ".", ":"):
            break
        index = _phrase_at(parse, at)
        if index >= 0 and parse.phrases[index].quantity is not None:
            victim = _victim(parse, index)
            if victim is not None and parse.lower(at - 1) in ("to", "at", "of", "hits", "reaches", "passes", "tops", "reached", "exceeds", "past", "above", "near"):
                return (victim,)
    return ()


def phrase_of(parse: Parse, victim: Victim) -> Phrase:
    return parse.phrases[victim.phrase]


__all__ = ["Bound", "Victim", "bind", "phrase_of", "quantity_at"]
