"""What a figure covers and whether it is said to have happened.

Invariants: only an asserted, reported or alleged figure of one incident stays open; a refused figure says why;
wording decides, never the size of the story, save that a figure no single incident has had is a running total."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tui.extraction.chunks import Parse, Trigger
from tui.extraction.dating import other_day, other_year, whole_month
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.reasons import (
    BACKGROUND,
    CUMULATIVE,
    DENIED,
    HYPOTHETICAL,
    NONE_HURT,
    NOT_CONFLICT,
    PERIOD,
    PLANNED,
    REJECTED,
    WITHDRAWN,
)
from tui.extraction.words import Phrases
from tui.model import Outcome, Realis, Scope

_LARGE = {Outcome.KILLED: 1000, Outcome.WOUNDED: 2000}
"""Dead or wounded above which a figure is a running total."""
_OLD = 60
"""Age from which "Anna Vale, 91, dies" is an obituary."""
_CLAUSE = 50
"""Tokens around a figure that can hold who says it."""
_REACH = 14
"""Tokens around a figure in which a word of scope is looked for."""


def judge(drafts: Sequence[Draft], published: dt.datetime | None, headline: Parse, rejected: bool = False) -> None:
    """Set realis, scope and reason of every draft; ``rejected``: the text calls some report wrong."""
    words = grammar().words
    listing = bool(headline.tokens and match(words.listings, headline.tokens, 0))
    withdrawn = _any(headline, words.withdrawals, 0, len(headline.tokens))
    for found in drafts:
        if withdrawn or _any(found.parse, words.withdrawals, *_around(found, _CLAUSE, 0)):
            found.realis, found.reason, found.correction = Realis.DENIED, WITHDRAWN, True
            continue
        _realis(found, rejected)
        if not found.reason and listing:
            found.scope, found.reason = Scope.BACKGROUND, BACKGROUND
        elif not found.reason:
            _scope(found, published)
        _updates(found)
        if found.within is not None and found.within.reason and not found.reason:
            found.scope, found.reason = found.within.scope, found.within.reason


# --- realis -------------------------------------------------------------------------------------------------


def _realis(found: Draft, rejected: bool) -> None:
    words = grammar().words
    if found.count.n == 0:
        found.realis, found.reason = Realis.DENIED, NONE_HURT
        return
    parse, trigger = found.parse, found.bound.trigger
    group = _verb_group(parse, trigger.start)
    first = min(found.phrase.start, trigger.start) - 1
    if trigger.form is Form.NOUN and (parse.tag(first) is Tag.VERB or parse.tag(first - 1) is Tag.AUX):
        group += _verb_group(parse, first)  # "could cost 200 lives"
    if rejected and _any(parse, words.reported_claims, *_around(found, before=8)):
        found.realis, found.reason = Realis.DENIED, REJECTED
    elif _denied(found) or any(word in words.negations for word in group):
        found.realis, found.reason = Realis.DENIED, DENIED
    elif (any(word in words.modals for word in group) and not _came_about(parse, group, trigger.end)) or _any(
        parse, words.conditions, *_around(found, before=10)
    ):
        found.realis, found.reason = Realis.HYPOTHETICAL, HYPOTHETICAL
    elif trigger.form is Form.ING and _any_of(parse, words.accusations, trigger.start):
        found.realis = Realis.ALLEGED
    elif _infinitive(parse, trigger.start, trigger.form) or _plotted(parse, trigger):
        found.realis, found.reason = Realis.PLANNED, PLANNED
    elif any(word in words.allegations for word in group) or _any(
        parse, words.allegation_phrases, *_around(found, before=8)
    ):
        found.realis = Realis.ALLEGED
    elif _any(parse, words.reportings, *_around(found, _CLAUSE, _CLAUSE)):
        found.realis = Realis.REPORTED


def _denied(found: Draft) -> bool:
    parse, table = found.parse, grammar().words.denials
    start, end = _around(found, before=6)
    for at in range(start, end):
        size = match(table, parse.tokens, at)
        if size and not any(
            parse.tags[i] is Tag.COMMA for i in range(at + size, min(found.phrase.start, found.bound.trigger.start))
        ):
            return True
    return False


def _came_about(parse: Parse, group: list[str], end: int) -> bool:
    """ "who would die several days later": told from before it happened."""
    words = grammar().words
    foretold = any(word in words.foretelling for word in group)
    return foretold and any(parse.lower(at) in words.laters for at in range(end, end + 6))


def _verb_group(parse: Parse, start: int) -> list[str]:
    """Auxiliaries and adverbs right before the verb, over a verb that it is coordinated with."""
    found: list[str] = []
    at = start - 1
    while at >= 0 and start - at < 2 * _REACH:
        if parse.tags[at] in (Tag.AUX, Tag.ADV):
            found.append(parse.lower(at))
        elif (
            not (parse.tags[at] is Tag.CONJ and parse.tag(at - 1) in (Tag.OUT, Tag.VERB))
            and parse.tags[at] is not Tag.OUT
        ):
            break
        at -= 1
    return found


def _infinitive(parse: Parse, start: int, form: Form) -> bool:
    """ "to kill", "of killing": no one is said to be dead, unless the verb before says that it came about."""
    words = grammar().words
    at = start - 1
    while parse.tag(at) is Tag.ADV:
        at -= 1
    if form is Form.ING:
        return parse.lower(at) in words.intents
    if parse.tag(at) is not Tag.TO:
        return False
    return parse.lower(at - 1) not in words.achievements


def _plotted(parse: Parse, trigger: Trigger) -> bool:
    """ "planning the assassination of", "an attempted murder of"."""
    if trigger.form not in (Form.NOUN, Form.ING):
        return False
    return any(parse.lower(at) in grammar().words.plots for at in range(max(0, trigger.start - 3), trigger.start))


# --- scope --------------------------------------------------------------------------------------------------


def _scope(found: Draft, published: dt.datetime | None) -> None:
    parse = found.parse
    near = _around(found, before=_REACH, after=_REACH)
    leads = (0, min(2, near[0]))  # what a sentence begins with holds for all of it
    if _background(found, published):
        found.scope, found.reason = Scope.BACKGROUND, BACKGROUND
    elif _obituary(found):
        found.conflict, found.reason = False, f"{NOT_CONFLICT}: an obituary"
    elif (
        _large(found)
        or _brought_to(found)
        or _totals(found, *near)
        or _totals(found, *leads)
        or _open_since(found)
        or _whole_year(found, published)
    ):
        found.scope, found.reason = Scope.CUMULATIVE, CUMULATIVE
    elif _period(parse, *near) or _period(parse, *leads) or _days(found) or whole_month(parse, published, *near):
        found.scope, found.reason = Scope.PERIOD, PERIOD


def _background(found: Draft, published: dt.datetime | None) -> bool:
    words, parse = grammar().words, found.parse
    trigger = found.bound.trigger
    start, end = _around(found, before=8, after=_REACH)
    if _any_beside(found, words.bygone, start, end):
        return True
    if found.outcome is Outcome.CAPTURED and any(
        parse.lower(at) in words.freed and not _parted(parse, trigger.end, at) for at in range(*_around(found, 20, 20))
    ):
        return True
    if found.outcome is not Outcome.CAPTURED and _any_beside(found, words.legal, start, end):
        return True
    first = min(found.phrase.start, trigger.start)
    if _avenged(found, first):
        return True
    if _led_by(parse, words.past_leads, trigger.start):
        return True
    group = _verb_group(parse, trigger.start)
    relative = first and parse.lower(trigger.start - 1 - len(group)) in words.person_relatives
    commented = _any_of(parse, words.comment_verbs, trigger.start)
    if commented and (relative or trigger.form in (Form.NOUN, Form.ING)):
        return True
    told_later = not group or any(word in words.laters for word in group)
    if relative and told_later and trigger.form is not Form.DIE:
        return True
    if _own(found) or _carried(found):
        return True
    if published is None:
        return False
    return other_year(parse, published.year, start, end) or other_day(parse, published, *_around(found, 20, 20))


def _own(found: Draft) -> bool:
    """ "My son, killed by soldiers, ...": somebody looks back."""
    return found.phrase.quantity is None and found.parse.lower(found.phrase.start) in grammar().words.first_person


def _carried(found: Draft) -> bool:
    """Bodies that are handed over, exchanged or buried are those of people who died before."""
    parse, words, trigger = found.parse, grammar().words, found.bound.trigger
    if not any(parse.lower(at) in words.body_nouns | words.body_verbs for at in range(trigger.start, trigger.end)):
        return False
    return any(parse.lower(at) in words.body_moves for at in range(*_around(found, before=8, after=6)))


def _avenged(found: Draft, first: int) -> bool:
    """ "in retaliation for a raid which killed four": a relative clause tells of it."""
    parse, words = found.parse, grammar().words
    for at in range(max(0, first - _REACH), first):
        if match(words.avenged, parse.tokens, at):
            commas = [i for i in range(at, first) if parse.tags[i] is Tag.COMMA]
            told = any(parse.lower(i) in words.relatives | words.that_words for i in range(at, first))
            return told and all(parse.lower(i + 1) in words.relatives for i in commas)
    return False


def _any_beside(found: Draft, table: Phrases, start: int, end: int) -> bool:
    """A wording of ``table`` that is not inside the victim's own description ("who left it months ago was shot")."""
    parse = found.parse
    inside = range(found.phrase.end, found.bound.trigger.start)
    behind = max(found.phrase.end, found.bound.trigger.end)
    for at in range(start, min(end, len(parse.tokens))):
        if at in inside or not match(table, parse.tokens, at):
            continue
        if at < behind or not any(parse.tags[i] is Tag.COMMA for i in range(behind, at)):
            return True
    return False


def _led_by(parse: Parse, table: Phrases, start: int) -> bool:
    """A wording of ``table`` right before ``start``, over at most two describing words."""
    for lead in range(max(0, start - 6), start):
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


def _totals(found: Draft, start: int, end: int) -> bool:
    """A wording of a running total, unless it ranks the event ("the third such attack this year")."""
    parse, words = found.parse, grammar().words
    for at in range(start, min(end, len(parse.tokens))):
        size = match(words.cumulative, parse.tokens, at)
        if not (size and parse.lower(at + size) not in words.rate_blocks) and not _whole_war(parse, at):
            continue
        behind = any(parse.lower(i) in words.bringing for i in range(found.phrase.end, at + 1))
        if not behind and not any(parse.lower(i) in words.not_totals for i in range(max(0, at - 5), at)):
            return True
    return False


def _period(parse: Parse, start: int, end: int) -> bool:
    """A wording of a longer time, unless it ranks the event ("the second such raid this week")."""
    words = grammar().words
    for at in range(start, min(end, len(parse.tokens))):
        if parse.tokens[at].lower in words.periods and match(words.periods, parse.tokens, at):
            return not any(parse.lower(i) in words.not_totals for i in range(max(0, at - 5), at))
    return False


def _whole_war(parse: Parse, at: int) -> bool:
    """ "in Iran war", "in the 10-day-old war": the noun that ends such a phrase."""
    words = grammar().words
    index = parse.owner[at]
    if parse.lower(at) not in words.wars or index < 0 or parse.phrases[index].head != at:
        return False
    return parse.lower(parse.phrases[index].start - 1) in words.war_leads


def _whole_year(found: Draft, published: dt.datetime | None) -> bool:
    """ "in 2026" in a text of 2026: all of the year so far."""
    parse = found.parse
    if published is None:
        return False
    start, end = _around(found, before=6, after=8)
    return any(
        parse.lower(at) == str(published.year) and parse.lower(at - 1) in grammar().words.year_in
        for at in range(start, end)
    )


def _obituary(found: Draft) -> bool:
    """Such as "dies at 77", "died aged 91" or "Anna Vale, 91, dies"."""
    parse, trigger = found.parse, found.bound.trigger
    if trigger.form is not Form.DIE:
        return False
    if parse.lower(trigger.end) in grammar().words.age_leads and parse.lower(trigger.end + 1)[:1].isdecimal():
        return True
    age = parse.lower(trigger.start - 2)
    between = parse.tag(trigger.start - 1) is Tag.COMMA and parse.tag(trigger.start - 3) is Tag.COMMA
    return between and age.isdecimal() and int(age) >= _OLD


def _brought_to(found: Draft) -> bool:
    """ "bringing the campaign's death toll to over 100"."""
    parse, words, trigger = found.parse, grammar().words, found.bound.trigger
    if parse.lower(trigger.end - 1) not in words.toll_nouns:
        return False
    return any(parse.lower(at) in words.bringing for at in range(max(0, trigger.start - 6), trigger.start))


def _large(found: Draft) -> bool:
    bound = _LARGE.get(found.outcome)
    return bound is not None and (found.count.n or 0) >= bound


def _open_since(found: Draft) -> bool:
    """ "since" with a date, a month or an event behind it, in the figure's own clause."""
    parse = found.parse
    start, end = _around(found, before=_REACH, after=20)
    for at in (*range(min(1, start)), *range(start, min(end, len(parse.tokens)))):
        if parse.lower(at) not in grammar().words.sinces or any(
            parse.lower(i) in grammar().words.not_totals for i in range(max(0, at - 5), at)
        ):
            continue
        if any(parse.lower(i) in grammar().words.bringing for i in range(found.phrase.end, at)):
            continue
        if at == 0 or not _parted(parse, found.bound.trigger.end, at):
            return True
    return False


def _parted(parse: Parse, first: int, last: int) -> bool:
    """A comma or another verb between two places."""
    if last < first:
        first, last = last, first
    return any(parse.tags[at] in (Tag.COMMA, Tag.STOP, Tag.SUB) for at in range(first, last))


def _days(found: Draft) -> bool:
    """ "in three days", "over the past two weeks": longer than a day."""
    parse, words = found.parse, grammar().words
    start, end = _around(found, before=_REACH, after=_REACH)
    for at in range(max(1, start), min(end, len(parse.tokens))):
        if parse.lower(at) not in words.long_times:
            continue
        lead = at - 1
        while lead >= 0 and (parse.lower(lead) in words.span_words or parse.lower(lead) in words.span_fillers):
            lead -= 1
        if lead < at - 1 and parse.lower(lead) in words.span_leads and parse.lower(lead - 1) not in words.span_blocks:
            return True
    return False


def _updates(found: Draft) -> None:
    words, parse = grammar().words, found.parse
    near = _around(found, before=8, after=8)
    found.update = _any(parse, words.updates, *near)
    found.correction = _any(parse, words.corrections, *_around(found, _CLAUSE, _CLAUSE))


# --- windows ------------------------------------------------------------------------------------------------


def _around(found: Draft, before: int = 0, after: int = 0) -> tuple[int, int]:
    """Token window around figure and verb."""
    trigger, phrase = found.bound.trigger, found.phrase
    start = min(trigger.start, phrase.start) - before
    return max(0, start), min(len(found.parse.tokens), max(trigger.end, phrase.end) + after)


def _any_of(parse: Parse, words: frozenset[str], end: int) -> bool:
    """A word of ``words`` stands in the clause before ``end``."""
    return any(parse.lower(at) in words for at in range(max(0, end - _CLAUSE), end))


def _any(parse: Parse, table: Phrases, start: int, end: int) -> bool:
    tokens = parse.tokens
    return any(tokens[at].lower in table and match(table, tokens, at) for at in range(start, min(end, len(tokens))))
