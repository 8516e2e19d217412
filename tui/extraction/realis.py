"""Whether a figure is said to have happened: asserted, reported, alleged, or not at all.

Invariant: a figure that is denied, supposed or planned carries the reason for which it is not counted."""

from __future__ import annotations

from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Trigger
from tui.extraction.reasons import DENIED, HYPOTHETICAL, NONE_HURT, PLANNED, REJECTED
from tui.extraction.victim_phrases import QUOTES
from tui.extraction.windows import CLAUSE, around, verb_group, word_before, wording
from tui.model import Outcome, Realis

_BEING = 6
"""Tokens between "before being" and the verb."""


def realis_of(found: Draft, rejected: bool) -> None:
    words = grammar().words
    if found.count.n == 0:
        found.realis, found.reason = Realis.DENIED, NONE_HURT
        return
    parse, trigger = found.parse, found.bound.trigger
    group = verb_group(parse, trigger.start)
    first = min(found.phrase.start, trigger.start) - 1
    if trigger.form is Form.NOUN and (parse.tag(first) is Tag.VERB or parse.tag(first - 1) is Tag.AUX):
        group += verb_group(parse, first)  # "could cost 200 lives"
    if rejected and wording(parse, words.reported_claims, *around(found, before=8)):
        found.realis, found.reason = Realis.DENIED, REJECTED
    elif _denied(found) or any(word in words.negations for word in group):
        found.realis, found.reason = Realis.DENIED, DENIED
    elif _supposed(parse, group, trigger.end) or _conditional(found) or _unfinished(found, group):
        found.realis, found.reason = Realis.HYPOTHETICAL, HYPOTHETICAL
    elif trigger.form is Form.ING and word_before(parse, words.accusations, trigger.start):
        found.realis = Realis.ALLEGED
    elif _infinitive(parse, trigger.start, trigger.form) or _plotted(parse, trigger) or _ordered(found):
        found.realis, found.reason = Realis.PLANNED, PLANNED
    elif any(word in words.allegations for word in group) or wording(
        parse, words.allegation_phrases, *around(found, before=8)
    ):
        found.realis = Realis.ALLEGED
    elif wording(parse, words.reportings, *around(found, CLAUSE, CLAUSE)):
        found.realis = Realis.REPORTED


def _unfinished(found: Draft, group: list[str]) -> bool:
    """No number, and a form of the verb that tells of nothing done: "are dying", "are being killed", "to yield or
    surrender", "held hostage to prices"."""
    parse, words, trigger = found.parse, grammar().words, found.bound.trigger
    if any(word in words.nearlies for word in group):
        return True  # "five people were nearly killed"
    if found.phrase.quantity is not None:
        return False
    verb = parse.lower(trigger.start)
    one = (
        found.count.n == 1 and len(group) == 1 and parse.owner[trigger.start - 2] >= 0
    )  # "led to a guard being killed"
    going_on = any(word in words.being for word in group) and not one and not _over(parse, trigger.start)
    if verb in words.progressives or going_on:
        return True
    if verb in words.bare_forms and found.count.n == 1:
        return True
    return found.outcome is Outcome.CAPTURED and trigger.form is Form.ADJ and not found.people


def _ordered(found: Draft) -> bool:
    """ "Eliminate their leaders, minister tells army": a call without a subject, and nobody counted."""
    parse, trigger = found.parse, found.bound.trigger
    plain = trigger.form is Form.FINITE and not parse.lower(trigger.start).endswith(grammar().words.plural_endings)
    before = trigger.start - 1 - (parse.lower(trigger.start - 1) in QUOTES)
    opens = before < 0 or parse.tag(before) is Tag.STOP
    return plain and opens and found.phrase.quantity is None


def _over(parse: Parse, start: int) -> bool:
    """ "before being shot", "after being overpowered and arrested": what came before or after has happened too."""
    words = grammar().words
    beings = parse.spots(words.being, start - _BEING, start)
    return any(parse.lower(at - 1) in words.elisions for at in beings)


def _conditional(found: Draft) -> bool:
    """A wording of condition or fear holds for the figure, unless the figure is told behind it as what came before:
    "warns of a shortage after strikes kill eight"."""
    parse, words = found.parse, grammar().words
    start, end = around(found, before=10)
    first = min(found.phrase.start, found.bound.trigger.start)
    for at in parse.spots(words.conditions.keys(), start, end):
        if size := match(words.conditions, parse.tokens, at):
            return not any(parse.lower(i) in words.aside_words for i in range(at + size, first))
    return False


def _denied(found: Draft) -> bool:
    parse, table = found.parse, grammar().words.denials
    start, end = around(found, before=6)
    for at in parse.spots(table.keys(), start, end):
        size = match(table, parse.tokens, at)
        if size and not any(
            parse.tags[i] is Tag.COMMA for i in range(at + size, min(found.phrase.start, found.bound.trigger.start))
        ):
            return True
    return False


def _supposed(parse: Parse, group: list[str], end: int) -> bool:
    return any(word in grammar().words.modals for word in group) and not _came_about(parse, group, end)


def _came_about(parse: Parse, group: list[str], end: int) -> bool:
    """ "who would die several days later": told from before it happened."""
    words = grammar().words
    foretold = any(word in words.foretelling for word in group)
    return foretold and any(parse.lower(at) in words.laters for at in range(end, end + 6))


def _infinitive(parse: Parse, start: int, form: Form) -> bool:
    """ "to kill", "of killing": no one is said to be dead, unless the verb before says that it came about."""
    words = grammar().words
    at = start - 1
    while parse.tag(at) is Tag.ADV or parse.lower(at) in QUOTES:
        at -= 1
    if form is Form.ING:
        known = match(words.past_leads, parse.tokens, at - 1) == 2  # "accused of killing": it is said to have happened
        return parse.lower(at) in words.intents and parse.lower(at - 1) not in words.claimed_nouns and not known
    if parse.tag(at) is not Tag.TO:
        return False
    return parse.lower(at - 1) not in words.achievements


def _plotted(parse: Parse, trigger: Trigger) -> bool:
    """ "planning the assassination of", "an attempted murder of"."""
    if trigger.form not in (Form.NOUN, Form.ING):
        return False
    return any(parse.lower(at) in grammar().words.plots for at in range(max(0, trigger.start - 3), trigger.start))
