"""Where a list of parts ends and the list of their whole goes on: "51 civilians, including 19 children, and 61 rebels".

Invariant: a part is of no other kind, side or name than its whole, and no larger."""

from __future__ import annotations

from collections.abc import Set

from tui.extraction.grammar import grammar
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victims import class_of, sub_of
from tui.model import Class


def stands_apart(parse: Parse, whole: Phrase, phrase: Phrase) -> bool:
    """Behind a list of parts the main list goes on: "51 civilians, including 19 children, and 61 rebels"."""
    one = phrase.det >= 0 and parse.lower(phrase.det) in grammar().words.articles
    if whole.quantity is None or not (phrase.quantity is not None or one):
        return False
    kinds = {class_of(parse, whole), class_of(parse, phrase)}
    more = phrase.quantity is not None and (phrase.quantity.n or 0) > (whole.quantity.n or 0) > 0
    other = _foes(parse, whole, phrase) or _of_another(parse, whole, phrase)
    return more or kinds == {Class.CIVILIAN, Class.COMBATANT} or other


def _of_another(parse: Parse, whole: Phrase, phrase: Phrase) -> bool:
    """ "five Front fighters, including a commander, and a League fighter": the same noun under another name."""
    noun, other = parse.lower(whole.head), parse.lower(phrase.head)
    ours, theirs = _names(parse, whole), _names(parse, phrase)
    return noun in (other, other + "s") and bool(ours and theirs) and ours.isdisjoint(theirs)


def _names(parse: Parse, phrase: Phrase) -> frozenset[str]:
    """The words with a capital before the head."""
    inside = (parse.tokens[at].text for at in range(phrase.start, phrase.head))
    return frozenset(text for text in inside if not text.islower() and not text[0].isdecimal())


def _foes(parse: Parse, whole: Phrase, phrase: Phrase) -> bool:
    """ "21 militants, including two commanders, and four soldiers": those of a state are none of those who fight it."""
    former = any(parse.lower(at) in grammar().words.formers for at in range(phrase.start, phrase.head))
    return not former and are_foes({sub_of(parse, whole), sub_of(parse, phrase)})


def are_foes(kinds: Set[str | None]) -> bool:
    """Militants stand beside soldiers or police."""
    return "militant" in kinds and not kinds.isdisjoint(("soldier", "police"))
