"""What the words around a figure say its people were: "belonging to the militia", "on the rebel side".

Invariants: only people of no class of their own are described; what is said must be said of them: right behind the
phrase, by a possessive of a fighting actor of the sentence, or by a later sentence whose subject is all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.parties import Named
from tui.extraction.sentences import Sentence
from tui.extraction.victims import class_of
from tui.model import Class

_SIDE = 12
"""Tokens behind a figure in which its side may be told: "10 wounded, mostly on the rebel side"."""
_PHRASES = 12
"""Phrases before a figure in which the actor it belongs to is looked for: a bound on work."""
_LATER = 2
"""How many sentences on "the victims were all farmers" may stand."""
_LINK = 4
"""Tokens between "the victims were" and what they were."""


def described(found: Draft, parsed: Callable[[int], Parse], sentences: Sequence[Sentence], named: Named) -> Class:
    """The class that words beside the figure, or a sentence behind it, give its people."""
    for beside in (_belonging, _of_a_community, _at_a_pursuit, _on_a_side, _of_its_members, _members_struck, _struck):
        said = beside(found, named)
        if said is not Class.UNKNOWN:
            return said
    words = grammar().words
    subjects = words.casualties | words.same_victims | words.nominatives | {found.head}
    for index in range(found.sentence + 1, min(len(sentences), found.sentence + 1 + _LATER)):
        if subjects.isdisjoint(sentences[index].said):
            continue
        said = _all_were(parsed(index), named)
        said = _he_was(found, parsed(index), named) if said is Class.UNKNOWN else said
        if said is not Class.UNKNOWN:
            return said
    return Class.UNKNOWN


def _before(parse: Parse, at: int) -> list[Phrase]:
    """The nearest phrases that end before token ``at``."""
    last = next((parse.owner[i] for i in range(at - 1, -1, -1) if parse.owner[i] >= 0), -1)
    near = parse.phrases[max(0, last + 1 - _PHRASES) : last + 1]
    return [phrase for phrase in near if phrase.end <= at]


def _belonging(found: Draft, named: Named) -> Class:
    """ "two others belonging to a vigilante group"."""
    parse, end = found.parse, found.phrase.end
    size = match(grammar().words.belonging, parse.tokens, end) if end < len(parse.tokens) else 0
    phrase = parse.phrase_holding(end + size) if size else None
    return named(parse, phrase) if phrase is not None else Class.UNKNOWN


def _of_a_community(found: Draft, named: Named) -> Class:
    """ "two men from the Hill community", "a member of the same family": people who are told apart by no side."""
    parse, words, end = found.parse, grammar().words, found.phrase.end
    led = _nondescript(found.head) and parse.lower(end) in words.side_leads | words.of_words
    phrase = parse.phrase_holding(end + 1) if led else None
    return Class.CIVILIAN if phrase is not None and parse.lower(phrase.head) in words.communities else Class.UNKNOWN


def _at_a_pursuit(found: Draft, named: Named) -> Class:
    """ "two men fishing off the coast", "a party member who was campaigning": what they did then no fighter does."""
    parse, words, at = found.parse, grammar().words, found.phrase.end
    if found.head in words.pursuits and _nondescript(parse.lower(found.phrase.head - 1)):
        return Class.CIVILIAN  # "two men fishing" reads as one phrase
    if parse.lower(at) in words.person_relatives | words.that_words and parse.lower(at + 1) in words.be:
        at += 2
    return Class.CIVILIAN if _nondescript(found.head) and parse.lower(at) in words.pursuits else Class.UNKNOWN


def _nondescript(head: str) -> bool:
    """Men, members, people, victims: what they were must be told beside them."""
    words = grammar().words
    if head in words.men or head in words.member_words:
        return True
    return head in words.general_people or head in words.references


def _on_a_side(found: Draft, named: Named) -> Class:
    """ "five injuries on the military side", "mostly on the side of the rebels"."""
    parse, words = found.parse, grammar().words
    for at in parse.spots(words.sides, found.phrase.end, found.phrase.end + _SIDE):
        phrase = parse.phrase_holding(at)
        if phrase is None or parse.lower(phrase.start - 1) not in words.side_leads:
            continue
        behind = parse.phrase_holding(at + 2) if parse.lower(at + 1) in words.of_words else None
        said = named(parse, behind or phrase)
        return _fielding(parse, behind) if said is Class.UNKNOWN and behind is not None else said
    return Class.UNKNOWN


def _fielding(parse: Parse, side: Phrase) -> Class:
    """ "on the side of the KLF", of whom the sentence says "KLF fighters"."""
    name = parse.tokens[side.head].text
    fighters = name[0].isupper() and any(
        any(parse.tokens[at].text == name for at in range(phrase.start, phrase.head))
        and class_of(parse, phrase) is Class.COMBATANT
        for phrase in parse.phrases
    )
    return Class.COMBATANT if fighters else Class.UNKNOWN


def _of_its_members(found: Draft, named: Named) -> Class:
    """ "the Front said that four of its members were killed": of who says so, else of a fighting actor before."""
    parse, phrase, words = found.parse, found.phrase, grammar().words
    if found.head not in words.men or not any(
        parse.lower(at) in words.possessives for at in range(phrase.start, phrase.head)
    ):
        return Class.UNKNOWN
    before = _before(parse, phrase.start)
    speakers = [other for other in before if parse.lower(other.end) in words.statement_verbs]
    owners = {named(parse, other) for other in speakers[-1:] or before}
    return Class.COMBATANT if Class.COMBATANT in owners else Class.UNKNOWN


def _members_struck(found: Draft, named: Named) -> Class:
    """ "targeted a vehicle of the Front, killing two members": of the fighting actor that was struck."""
    parse, words = found.parse, grammar().words
    if found.head not in words.member_words:
        return Class.UNKNOWN
    aimed = (
        other for other in _before(parse, found.phrase.start) if parse.lower(other.start - 1) in words.target_verbs
    )
    return Class.COMBATANT if any(named(parse, other) is Class.COMBATANT for other in aimed) else Class.UNKNOWN


def _struck(found: Draft, named: Named) -> Class:
    """ "targeting a leader of the Front, killing him": the last person named before."""
    parse, words = found.parse, grammar().words
    if found.bound.trigger.form is not Form.ING or found.head not in words.pronouns_one:
        return Class.UNKNOWN
    for other in reversed(_before(parse, found.bound.trigger.start)):
        if any(parse.lower(at) in words.people_one for at in range(other.start, other.end)):
            return named(parse, other)
    return Class.UNKNOWN


def _all_were(parse: Parse, named: Named) -> Class:
    """ "The casualties were all civilians": the sentence's subject is all who were hit."""
    words = grammar().words
    if (
        parse.lower(0) not in words.definites
        or parse.lower(1) not in words.casualties
        or parse.lower(2) not in words.be
    ):
        return Class.UNKNOWN
    at = 3
    while at < 3 + _LINK and parse.tag(at) is Tag.ADV and parse.lower(at) not in words.negations:
        at += 1
    phrase = parse.phrase_holding(at)
    if phrase is None or parse.tag(phrase.end) is Tag.CONJ:
        return Class.UNKNOWN
    if phrase.quantity is not None and parse.lower(phrase.start) not in words.floating:
        return Class.UNKNOWN  # "the victims were two soldiers": told in its own right
    return named(parse, phrase)


def _he_was(found: Draft, parse: Parse, named: Named) -> Class:
    """ "A man was killed. The man was a pharmacist", "He was a teacher": of the only one hit."""
    words, first = grammar().words, parse.lower(0)
    again = first in words.the_words and parse.lower(1) in words.same_victims | {found.head}
    at = 1 + again
    if found.count.n != 1 or not (again or first in words.nominatives) or parse.lower(at) not in words.be:
        return Class.UNKNOWN
    phrase = parse.phrase_holding(at + 1)
    one = phrase is not None and phrase.start == at + 1 and parse.lower(phrase.start) in words.articles
    return named(parse, phrase) if phrase is not None and one else Class.UNKNOWN
