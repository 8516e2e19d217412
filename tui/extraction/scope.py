"""What a figure covers: one incident, a time, a running total, or an event told of before.

Invariants: only an asserted, reported or alleged figure of one incident stays open; a refused figure says why;
wording decides, never the size of the story, save that a figure no single incident has had is a running total."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tui.extraction.dating import whole_month
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse
from tui.extraction.realis import realis_of
from tui.extraction.reasons import BACKGROUND, CUMULATIVE, NOT_CONFLICT, PERIOD, WITHDRAWN
from tui.extraction.told import told_of
from tui.extraction.windows import CLAUSE, REACH, around, parted, wording
from tui.model import Outcome, Realis, Scope

_LARGE = {Outcome.KILLED: 1000, Outcome.WOUNDED: 2000}
"""Dead or wounded from which a figure is a running total, or an event of the past."""
_RANK = 8
"""Tokens between "the fourth" and "this week"."""
_NAMED = 3
"""Tokens between "deadliest" and "in two years", which name what is ranked."""
_MANY = 5
"""Attacks that are a campaign and no single event."""
_ROW = 14
"""Tokens between "strikes" and "that have killed"."""
_AGE = 4
"""Tokens between "dies" and "at 86"."""
_YEARS = 3
"""Digits of an age."""
_OLD = 60
"""Age from which "Anna Vale, 91, dies" is an obituary."""


def judge(drafts: Sequence[Draft], published: dt.datetime | None, headline: Parse, rejected: bool = False) -> None:
    """Set realis, scope and reason of every draft; ``rejected``: the text calls some report wrong."""
    words = grammar().words
    listing = _remark(headline) or bool(headline.tokens and match(words.listings, headline.tokens, 0))
    withdrawn = wording(headline, words.withdrawals, 0, len(headline.tokens))
    for found in drafts:
        if withdrawn or wording(found.parse, words.withdrawals, *around(found, CLAUSE, 0)):
            found.realis, found.reason, found.correction = Realis.DENIED, WITHDRAWN, True
            continue
        realis_of(found, rejected)
        if not found.reason and listing:
            found.scope, found.reason = Scope.BACKGROUND, BACKGROUND
        elif not found.reason:
            _scope(found, published)
        _updates(found)
        if found.within is not None and found.within.reason and not found.reason:
            found.scope, found.reason = found.within.scope, found.within.reason


def _remark(headline: Parse) -> bool:
    """ "... - analysis": a dash and what kind of piece it is end the headline."""
    last = len(headline.tokens) - 1
    return headline.lower(last) in grammar().words.remarks and headline.tag(last - 1) is Tag.STOP


def _scope(found: Draft, published: dt.datetime | None) -> None:
    parse = found.parse
    near = around(found, before=REACH, after=REACH)
    leads = (0, min(2, near[0]))  # what a sentence begins with holds for all of it
    if told_of(found, published):
        found.scope, found.reason = Scope.BACKGROUND, BACKGROUND
    elif _obituary(found):
        found.conflict, found.reason = False, f"{NOT_CONFLICT}: an obituary"
    elif (
        _large(found)
        or _brought_to(found)
        or _row_of_attacks(found)
        or _many_attacks(found)
        or _totals(found, *near)
        or _totals(found, *leads)
        or _open_since(found)
        or _whole_year(found, published)
    ):
        found.scope, found.reason = Scope.CUMULATIVE, CUMULATIVE
    elif _period(parse, *near) or _period(parse, *leads) or _days(found) or whole_month(parse, published, *near):
        found.scope, found.reason = Scope.PERIOD, PERIOD


def _totals(found: Draft, start: int, end: int) -> bool:
    """A wording of a running total, unless it ranks the event ("the third such attack this year")."""
    parse, words = found.parse, grammar().words
    for at in sorted({*parse.spots(words.cumulative.keys(), start, end), *parse.spots(words.wars, start, end)}):
        size = match(words.cumulative, parse.tokens, at)
        if size and (_one_operation(parse, at + size - 1) or _of_another(found, at, at + size)):
            continue
        if _told_elsewhere(found, at):
            continue
        if _arrested(found) and parse.lower(at + size - 1) in words.until_now:
            continue  # "an inquiry is under way, with four arrested so far"
        if size and parse.lower(at) in words.bringing and _later_dead(found):
            continue
        if not (size and parse.lower(at + size) not in words.rate_blocks) and not _whole_war(parse, at):
            continue
        behind = any(parse.lower(i) in words.bringing for i in range(found.phrase.end, at + 1))
        if not behind and not _ranked(parse, at):
            return True
    return False


def _told_elsewhere(found: Draft, at: int) -> bool:
    """ "Two were killed in Dorna, where attacks killed dozens last year": the wording is of the last clause."""
    parse, end = found.parse, max(found.bound.trigger.end, found.phrase.end)
    clause = next((i for i in range(end, at) if parse.lower(i) in grammar().words.places_relative), at)
    return any(parse.tags[i] is Tag.OUT for i in range(clause, at))


def _arrested(found: Draft) -> bool:
    """Taken, not "surrendered"."""
    return found.outcome is Outcome.CAPTURED and found.bound.trigger.form is not Form.DIE


def _of_another(found: Draft, start: int, end: int) -> bool:
    """The wording holds the outcome word of another figure: "kills two as the war's death toll nears 200", "army death
    toll rises to 30 after soldier dies"."""
    own, parse = found.bound.trigger, found.parse
    apart = any(parse.lower(at) in grammar().words.aside_words for at in range(end, own.start))
    spots = range(start, end) if apart else range(max(start, own.end), end)
    return any(other is not None and other.start != own.start for other in map(parse.at.get, spots))


def _one_operation(parse: Parse, at: int) -> bool:
    """ "during operation, police say": no campaign, which would have a name or an enemy."""
    words = grammar().words
    if parse.lower(at) not in words.operation_words or parse.lower(at + 1) in words.target_leads:
        return False
    return parse.tag(at + 1) is not Tag.WORD or not parse.tokens[at + 1].text[0].isupper()


def _period(parse: Parse, start: int, end: int) -> bool:
    """A wording of a longer time, unless it ranks the event ("the second such raid this week")."""
    words = grammar().words
    for at in parse.spots(words.periods.keys(), start, end):
        if match(words.periods, parse.tokens, at) and not _day_of_week(parse, at):
            return not _ranked(parse, at)
    return False


def _day_of_week(parse: Parse, at: int) -> bool:
    """ "earlier this week"."""
    words = grammar().words
    return parse.lower(at - 1) in words.day_parts_of and parse.lower(at + 1) in words.weeks


def _ranked(parse: Parse, at: int) -> bool:
    """The event is ranked among others, not summed with them: "the fourth strike on a boat in a week"."""
    return any(parse.lower(i) in grammar().words.not_totals for i in range(max(0, at - _RANK), at))


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
    start, end = around(found, before=6, after=REACH)
    spots = parse.spots({str(published.year)}, start, end)
    return any(parse.lower(at - 1) in grammar().words.year_in for at in spots)


def _obituary(found: Draft) -> bool:
    """Such as "dies at 77", "died aged 91" or "Anna Vale, 91, dies"."""
    parse, trigger = found.parse, found.bound.trigger
    if trigger.form is not Form.DIE and not (trigger.form is Form.ADJ and found.count.n == 1):
        return False
    if any(_age_at(parse, at) for at in range(trigger.end, trigger.end + _AGE)):
        return True
    age = parse.lower(trigger.start - 2)
    between = parse.tag(trigger.start - 1) is Tag.COMMA and parse.tag(trigger.start - 3) is Tag.COMMA
    return between and age.isdecimal() and len(age) <= _YEARS and int(age) >= _OLD


def _age_at(parse: Parse, at: int) -> bool:
    """ "at 86", "at age 86" or "aged 86", with nothing behind that the number could count."""
    behind = at + 1 + (parse.lower(at + 1) == "age")
    age = parse.lower(behind)
    return parse.lower(at) in grammar().words.age_leads and age.isdecimal() and parse.tag(behind + 1) is not Tag.WORD


def _brought_to(found: Draft) -> bool:
    """ "bringing the campaign's death toll to over 100"."""
    parse, words, trigger = found.parse, grammar().words, found.bound.trigger
    if parse.lower(trigger.end - 1) not in words.toll_nouns or _later_dead(found):
        return False
    between = (parse.lower(at) for at in range(trigger.end, found.phrase.start))
    if any(word in words.attack_nouns and not word.endswith(words.plural_endings) for word in between):
        return False  # "raises the death toll from the strike on the mall to 34"
    return any(parse.lower(at) in words.bringing for at in range(max(0, trigger.start - 6), trigger.start))


def _later_dead(found: Draft) -> bool:
    """ "two more die in hospital, bringing the toll to 16": the toll of the strike that they were hurt in."""
    end = found.bound.trigger.start
    return wording(found.parse, grammar().words.later_deaths, max(0, end - CLAUSE), end)


def _row_of_attacks(found: Draft) -> bool:
    """ "strikes on boats that have killed 43": what a row of attacks has done so far; not "a strike that has"."""
    parse, words = found.parse, grammar().words
    at = found.bound.trigger.start - 1
    while parse.tag(at) is Tag.ADV:
        at -= 1
    if parse.lower(at) != "have" or parse.lower(at - 1) not in words.relatives | words.that_words:
        return False
    nouns = (parse.lower(i) for i in range(max(0, at - _ROW), at - 1))
    return any(word in words.attack_nouns and word.endswith(words.plural_endings) for word in nouns)


def _many_attacks(found: Draft) -> bool:
    """ "has carried out at least 21 strikes on boats, killing 83": what many attacks so far have done."""
    parse, words = found.parse, grammar().words
    if found.bound.trigger.form is not Form.ING:
        return False
    for phrase in parse.phrases[: found.bound.victims[0].phrase]:
        many = phrase.quantity is not None and (phrase.quantity.n or 0) >= _MANY
        if many and parse.lower(phrase.head) in words.happenings:
            return any(parse.lower(at) in words.have for at in range(phrase.start - _NAMED - 1, phrase.start))
    return False


def _large(found: Draft) -> bool:
    bound = _LARGE.get(found.outcome)
    return bound is not None and (found.count.n or 0) >= bound


def _open_since(found: Draft) -> bool:
    """ "since" with a date, a month or an event behind it, in the figure's own clause."""
    parse = found.parse
    start, end = around(found, before=REACH, after=20)
    sinces = grammar().words.sinces
    for at in (*parse.spots(sinces, 0, min(start, 1)), *parse.spots(sinces, start, end)):
        if _ranked(parse, at) or parse.tag(at) is Tag.ADV:  # "one has since died"
            continue
        if parse.lower(at + 1) in grammar().words.dayparts:
            continue
        if any(parse.lower(i) in grammar().words.bringing for i in range(found.phrase.end, at)):
            continue
        if _year(parse, at + 1) and not _told_apart(parse, found.bound.trigger.end, at):
            return True  # "in the east, the south and the west since 2014"
        if at == 0 or not parted(parse, _list_end(parse, found.bound.trigger.end), at):
            return True
    return False


def _told_apart(parse: Parse, start: int, end: int) -> bool:
    """Another verb stands between: what follows it is said of something else."""
    return any(parse.tags[at] in (Tag.VERB, Tag.OUT, Tag.SUB) for at in range(start, end))


def _year(parse: Parse, at: int) -> bool:
    text = parse.lower(at)
    return len(text) == 4 and text.isdecimal()


def _list_end(parse: Parse, end: int) -> int:
    """Behind the figures that go on after a comma: "15 killed, 51 injured in raids since May"."""
    index = parse.owner[end + 1] if parse.tag(end) is Tag.COMMA and end + 1 < len(parse.owner) else -1
    return parse.phrases[index].end if index >= 0 and parse.phrases[index].quantity is not None else end


def _days(found: Draft) -> bool:
    """ "in three days", "over the past two weeks": longer than a day."""
    parse, words = found.parse, grammar().words
    start, end = around(found, before=REACH, after=REACH)
    for at in parse.spots(words.long_times, max(1, start), end):
        lead = at - 1
        while lead >= 0 and (parse.lower(lead) in words.span_words or parse.lower(lead) in words.span_fillers):
            lead -= 1
        spanned = lead < at - 1 and parse.lower(lead) in words.span_leads
        if spanned and parse.lower(lead - 1) not in words.span_blocks and not _superlative(parse, lead):
            return True
    return any(_span(parse, at) for at in parse.spots(words.spans, start, end))


def _superlative(parse: Parse, at: int) -> bool:
    """ "the deadliest attack in two years", "the first strike in weeks": one event, ranked."""
    return any(parse.lower(i) in grammar().words.not_totals for i in range(max(0, at - _NAMED), at))


def _span(parse: Parse, at: int) -> bool:
    """ "in 10-day offensive", "during a week-long siege"; a two-day battle is one event."""
    words = grammar().words
    if parse.lower(at + 1) in words.gunfights:
        return False
    lead = at - 1 if parse.tag(at - 1) is not Tag.DET else at - 2
    return parse.lower(lead) in words.span_leads


def _updates(found: Draft) -> None:
    words, parse = grammar().words, found.parse
    near = around(found, before=8, after=8)
    found.update = wording(parse, words.updates, *near)
    found.correction = wording(parse, words.corrections, *around(found, CLAUSE, CLAUSE))
