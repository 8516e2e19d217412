"""What the dead of a fight were, where the text says that they were one of its parties.

Invariants: a party is whoever stands before "clashed" or behind "clashed with" and "clash between"; only people of no
class of their own are given one, and only "combatant": a crowd that clashes with police stays what it is; whoever was
killed while handling explosives of his own fought, as worded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from tui.extraction.drafts import Draft
from tui.extraction.grammar import Tag, grammar
from tui.extraction.parsed import Parse, Phrase
from tui.model import Class

Named = Callable[[Parse, Phrase], Class]
"""The class of the people in a phrase, as worded or as members of a fighting actor that it names."""

_JOINED = 4
"""Parties on one side of the verb: "soldiers, police and guards"."""
_PARTIES = 12
"""Parties of one sentence that are looked at."""
_ADVERBS = 3
"""Words between a party and its verb: "later exchanged"."""
_OWN = 8
"""Tokens between "when" and the handling, and between that and the explosive: "as they were trying to plant a bomb"."""


Fight = tuple[tuple[Phrase, Class], ...]
"""The parties of a clash, each with what it is."""


def fight(parse: Parse, named: Named) -> Fight:
    """The parties of the clash that the sentence tells of; empty where fewer than two or none that is armed."""
    found = tuple((phrase, named(parse, phrase)) for phrase in islice(_parties(parse), _PARTIES))
    return found if len(found) > 1 and any(kind is Class.COMBATANT for _, kind in found) else ()


def fought(found: Draft, parse: Parse, parties: Fight) -> bool:
    """``found`` was of one of the ``parties`` of the clash that ``parse`` tells of."""
    if not parties:
        return False
    if found.phrase.bare:
        return parse is found.parse and all(
            kind is Class.COMBATANT or (kind is Class.UNKNOWN and _organisation(parse, phrase))
            for phrase, kind in parties
        )
    if found.head in grammar().words.men:
        return any(kind is Class.COMBATANT and _of_men(parse, phrase) for phrase, kind in parties)
    return not _known(found.head) and any(_same_noun(found.head, parse.lower(phrase.head)) for phrase, _ in parties)


def own_explosive(found: Draft) -> bool:
    """ "was killed when he tried to hurl a bomb", "died as they were planting a mine", "the bomber was killed"."""
    parse, words = found.parse, grammar().words
    if found.head in words.bombers:
        return True
    for at in parse.spots(words.during, found.bound.trigger.end, found.bound.trigger.end + _OWN):
        first = at + 1
        while parse.tag(first) in (Tag.AUX, Tag.ADV) or parse.lower(first) in words.pronouns_one | words.pronouns_many:
            first += 1
        if parse.owner[first : first + 1] not in ([], [-1]):
            continue  # "when gunmen hurled a bomb"
        for handled in parse.spots(words.handling, first, at + _OWN):
            if parse.spots(words.explosives, handled, handled + _OWN):
                return True
    return False


def exchanged_fire(found: Draft) -> bool:
    """ "was killed after exchanging fire with soldiers", "fell in an exchange of fire with": they shot as well."""
    parse, words, after = found.parse, grammar().words, found.bound.trigger.end
    for at in parse.spots(words.exchanges, after, after + _OWN):
        if parse.lower(at + 1) in words.of_words:
            if parse.lower(at + 2) in words.gunfire and parse.lower(at + 3) in words.party_leads:
                return True
        elif parse.lower(at + 1) in words.gunfire and _its_own(found, at):
            return True
    return False


def _its_own(found: Draft, at: int) -> bool:
    """Whose verb stands at ``at`` is the victim, left out or a pronoun: "after exchanging", "when he exchanged"."""
    parse, words = found.parse, grammar().words
    pronoun = parse.lower(at - 1) in words.pronouns_one | words.pronouns_many
    return parse.lower(at - 1 - pronoun) in words.during | words.elisions


def _known(head: str) -> bool:
    words = grammar().words
    return any(head in table for table in (words.people_one, words.people_many, words.people_any, words.others)) or (
        head in words.pronouns_one or head in words.pronouns_many
    )


def _same_noun(head: str, party: str) -> bool:
    return len(head) > 2 and (head == party or head + "s" == party or head == party + "s")


def _of_men(parse: Parse, phrase: Phrase) -> bool:
    """ "two armed men", "members of the cartel": a report goes on to call them men."""
    return parse.lower(phrase.head) in grammar().words.men


def _organisation(parse: Parse, phrase: Phrase) -> bool:
    """A party with a name and no word for people: "a coalition of BRF-UPM"."""
    named = any(parse.tokens[at].text[0].isupper() for at in range(phrase.start + 1, phrase.end))
    return named and not any(_known(parse.lower(at)) for at in range(phrase.start, phrase.end))


def _parties(parse: Parse) -> Iterator[Phrase]:
    """Whoever fights in the sentence."""
    words = grammar().words
    for at in parse.spots(words.clashes, 0, len(parse.tokens)):
        before = at - 1
        while at - before <= _ADVERBS and parse.tag(before) in (Tag.AUX, Tag.ADV):
            before -= 1
        yield from _joined(parse, before, -1)
        behind = next(iter(parse.spots(words.party_leads, at + 1, at + 1 + _ADVERBS)), -1)
        if behind >= 0:
            yield from _joined(parse, behind + 1, 1)


def _joined(parse: Parse, at: int, step: int) -> Iterator[Phrase]:
    """The phrase at token ``at`` and those joined to it in the direction of ``step``."""
    for _ in range(_JOINED):
        phrase = parse.phrase_holding(at)
        if phrase is None:
            return
        yield phrase
        at = phrase.end if step > 0 else phrase.start - 1
        if parse.tag(at) not in (Tag.CONJ, Tag.COMMA) or not 0 <= at < len(parse.owner):
            return
        at += step
