"""Whether a figure belongs to an earlier event that the text only tells of.

Invariant: wording and dates decide; what has no sign of the past is news."""

from __future__ import annotations

import datetime as dt

from tui.extraction.dating import other_day, other_year
from tui.extraction.drafts import Draft
from tui.extraction.earlier import of_earlier
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse
from tui.extraction.windows import CLAUSE, REACH, around, parted, verb_group, word_before, wording
from tui.extraction.words import Phrases
from tui.model import Outcome

_MOVED = 10
"""Tokens behind a figure in which its dead may be carried home."""


def told_of(found: Draft, published: dt.datetime | None) -> bool:
    words, parse = grammar().words, found.parse
    trigger = found.bound.trigger
    start, end = around(found, before=8, after=REACH)
    if _any_beside(found, words.bygone, start, end):
        return True
    if found.outcome is Outcome.CAPTURED and any(
        _frees(parse, at) and not parted(parse, trigger.end, at) for at in range(*around(found, 20, 20))
    ):
        return True
    if _known_before(found) or _freed_after(found):
        return True
    if found.outcome is not Outcome.CAPTURED and _any_beside(found, words.legal, max(0, start - REACH), end):
        return True
    if of_earlier(found):
        return True
    if any(_led_by(parse, words.past_leads, at) for at in _openings(parse, trigger.start)):
        return True
    group = verb_group(parse, trigger.start)
    relative = (
        min(found.phrase.start, trigger.start) and parse.lower(trigger.start - 1 - len(group)) in words.person_relatives
    )
    subject = parse.phrases[found.bound.victims[0].phrase]
    if parse.spots(words.comment_verbs, subject.start - 1, subject.head):
        return True  # "crowds mourn a sailor killed in a raid"
    spots = parse.spots(words.comment_verbs, trigger.start - CLAUSE, trigger.start)
    commented = any(not (parse.lower(at) in words.ramming and parse.lower(at + 1) in words.into_words) for at in spots)
    if commented and (relative or trigger.form in (Form.NOUN, Form.ING)):
        return True
    told_later = not group or any(word in words.laters for word in group)
    if relative and told_later and trigger.form is not Form.DIE:
        return True
    if _own(found) or _carried(found):
        return True
    if published is None:
        return False
    return other_year(parse, published.year, start, end) or other_day(parse, published, *around(found, 20, 20))


def _frees(parse: Parse, at: int) -> bool:
    """A word of setting free, not "an exchange of fire"."""
    words = grammar().words
    shots = parse.lower(at + 1) in words.of_words and parse.lower(at + 2) in words.attack_nouns
    return parse.lower(at) in words.freed and not shots


def _freed_after(found: Draft) -> bool:
    """ "Two sailors were rescued after being held hostage"."""
    parse, words, start = found.parse, grammar().words, found.bound.trigger.start
    if found.outcome is not Outcome.CAPTURED or parse.lower(start - 1) not in words.being:
        return False
    after = parse.lower(start - 2) in words.elisions
    return after and any(_frees(parse, at) for at in range(found.phrase.end, start))


def _known_before(found: Draft) -> bool:
    """What somebody is called by is no news of him: "the detained doctor", "the king's death", unless that is
    announced."""
    parse, trigger, words = found.parse, found.bound.trigger, grammar().words
    if trigger.form is Form.NOUN and found.phrase.quantity is None and parse.tag(trigger.start - 1) is Tag.POSS:
        body = parse.lower(trigger.start) in words.body_nouns
        return not (body or word_before(parse, words.statement_verbs, trigger.start))
    if not trigger.attributive or trigger.form is not Form.PAST:
        return False
    return found.outcome is Outcome.CAPTURED or (found.outcome is Outcome.KILLED and found.phrase.quantity is None)


def _own(found: Draft) -> bool:
    """ "My son, killed by soldiers, ...": somebody looks back."""
    return found.phrase.quantity is None and found.parse.lower(found.phrase.start) in grammar().words.first_person


def _carried(found: Draft) -> bool:
    """Bodies that are handed over, exchanged or buried are those of people who died before."""
    parse, words, trigger = found.parse, grammar().words, found.bound.trigger
    first = found.phrase.start
    named = (*parse.lowers[trigger.start : trigger.end], *parse.lowers[max(0, first - 2) : first])
    if words.body_nouns.isdisjoint(named) and words.body_verbs.isdisjoint(named):
        return False
    return wording(parse, words.body_moves, *around(found, before=8, after=_MOVED))


def _any_beside(found: Draft, table: Phrases, start: int, end: int) -> bool:
    """A wording of ``table`` that is not inside the victim's own description ("who left it months ago was shot")."""
    parse = found.parse
    inside = range(found.phrase.end, found.bound.trigger.start)
    behind = max(found.phrase.end, found.bound.trigger.end)
    for at in parse.spots(table.keys(), start, end):
        if at in inside or not match(table, parse.tokens, at) or _of_the_man(found, at):
            continue
        if at < behind or not any(parse.tags[i] is Tag.COMMA for i in range(behind, at)):
            return True
    return False


def _of_the_man(found: Draft, at: int) -> bool:
    """ "The attacker, a convicted murderer, was shot dead": what he was before."""
    words = grammar().words
    return at == found.phrase.start - 1 and found.parse.lower(at).endswith(words.verb_endings)


def _openings(parse: Parse, start: int) -> tuple[int, ...]:
    """Where the outcome begins, or its owner: "in the wake of the Brigade's murder of 21 workers"."""
    owner = parse.phrase_holding(start - 1) if parse.tag(start - 1) is Tag.POSS else None
    if owner is None or parse.lower(start) in grammar().words.body_nouns:
        return (start,)
    return (owner.start, owner.start + 1) if owner.det == owner.start else (owner.start,)


def _led_by(parse: Parse, table: Phrases, start: int) -> bool:
    """A wording of ``table`` right before ``start``, over at most two describing words."""
    for lead in parse.spots(table.keys(), start - 6, start):
        size = match(table, parse.tokens, lead)
        if (
            size
            and lead + size <= start
            and all(_describes(parse, at) and start - at <= 2 for at in range(lead + size, start))
        ):
            return True
    return False


def _describes(parse: Parse, at: int) -> bool:
    words = grammar().words
    return (
        parse.tags[at] is Tag.WORD
        and parse.lower(at) not in words.people_many
        and parse.lower(at) not in words.people_one
    )
