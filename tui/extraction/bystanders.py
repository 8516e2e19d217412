"""What people without a class of their own were, where the sentence says whom the attack was aimed at.

Invariants: only a bare number, a pronoun or a word such as "people" takes a class; it is that of the people whom the
same sentence names as the target, or whom "of them" points to, and only where these have one class; a named side is
never set or changed."""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.chunks import Parse, Phrase
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Tag, grammar
from tui.extraction.victims import class_of, is_people
from tui.model import Class, Outcome


def classify(drafts: Sequence[Draft]) -> None:
    """Give the class of the target to victims of no class."""
    for found in drafts:
        if found.class_ is not Class.UNKNOWN or found.outcome not in (Outcome.KILLED, Outcome.WOUNDED):
            continue
        if _of_them(found):
            found.class_ = _antecedent(found)
        elif _general(found):
            found.class_ = _target(found)


def _general(found: Draft) -> bool:
    words = grammar().words
    bare = found.phrase.quantity is not None and found.phrase.end == found.phrase.quantity.end
    return bare or found.head in words.general_people or found.head in words.others


def _of_them(found: Draft) -> bool:
    """ "killed one of them"."""
    parse, many = found.parse, grammar().words.pronouns_many
    return found.phrase.quantity is not None and any(
        parse.lower(at) in many for at in range(found.phrase.start + 1, found.phrase.end + 2)
    )


def _antecedent(found: Draft) -> Class:
    for phrase in reversed(found.parse.phrases):
        if phrase.end <= found.phrase.start and is_people(found.parse, phrase):
            return class_of(found.parse, phrase)
    return Class.UNKNOWN


def _target(found: Draft) -> Class:
    parse = found.parse
    kinds = {
        class_of(parse, phrase) for phrase in parse.phrases if phrase is not found.phrase and _aimed_at(parse, phrase)
    } - {Class.UNKNOWN}
    return kinds.pop() if len(kinds) == 1 else Class.UNKNOWN


def _aimed_at(parse: Parse, phrase: Phrase) -> bool:
    """The people stand behind a verb of attack, or behind "attack on" and "fire on"."""
    words = grammar().words
    head = parse.lower(phrase.head)
    if head not in words.people_many and head not in words.people_any and head not in words.people_one:
        return False
    start = phrase.start
    if parse.tag(start - 1) is Tag.CONJ and start > 1 and parse.owner[start - 2] >= 0:
        start = parse.phrases[parse.owner[start - 2]].start  # "fire on soldiers and shoppers"
    lead, before = parse.lower(start - 1), parse.lower(start - 2)
    aimed = before in words.attack_nouns or before in words.fire_verbs
    return lead in words.target_verbs or (lead in words.target_leads and aimed)
