"""Dates beside a figure: whether they are those of the news or of an earlier event.

Invariants: without a time of publication nothing is decided; a day without a year is the last one before
publication; "since 3 May" is no date of the event."""

from __future__ import annotations

import datetime as dt

from tui.extraction.grammar import Tag, grammar
from tui.extraction.parsed import Parse

_FIRST = 1500
"""The first year that a report may look back to."""
_FRESH = 7
"""Days before publication from which a dated event is no news."""


def other_year(parse: Parse, year: int, start: int, end: int) -> bool:
    """A year other than that of publication stands beside the figure; "since 2019" is no date of the event."""
    words = grammar().words
    for at in range(start, min(end, len(parse.tokens))):
        text = parse.tokens[at].text
        if (
            len(text) == 4
            and text.isdecimal()
            and _FIRST <= int(text) < year
            and (
                parse.lower(at - 1) in words.year_leads
                or parse.lower(at - 1) in words.month_numbers
                or _names(parse, at)
            )
            and parse.lower(at - 1) not in words.sinces
        ):
            return True
    return False


def _names(parse: Parse, at: int) -> bool:
    """The year is part of a name or noun, not a count: "linked to the 2019 Easter attacks", "the 2019 bombing"."""
    if parse.owner[at] < 0:
        return False
    words, phrase = grammar().words, parse.phrases[parse.owner[at]]
    head = parse.lower(phrase.head)
    one = head in words.attack_nouns and not head.endswith(words.plural_endings)
    return phrase.end > at + 1 and (phrase.quantity is None or (one and phrase.quantity.end == at + 1))


def whole_month(parse: Parse, published: dt.datetime | None, start: int, end: int) -> bool:
    """ "in July" without a day: a sum over the month, or an event that is no news."""
    words = grammar().words
    if published is None:
        return False
    for at in range(max(1, start), min(end, len(parse.tokens))):
        if parse.lower(at) not in words.month_numbers or not parse.tokens[at].text[0].isupper():
            continue
        day = at + 2 if parse.lower(at + 1) == "." else at + 1  # "Oct. 7"
        alone = parse.tag(at + 1) is not Tag.WORD and _number(parse, (at - 2, day), range(1, 5)) is None
        if alone and parse.lower(at - 1) in words.year_in:
            return True
    return False


def other_day(parse: Parse, published: dt.datetime, start: int, end: int) -> bool:
    """The only dates beside the figure are days well before that of publication."""
    days = [found for at in range(start, end) if (found := _date_at(parse, at, published)) is not None]
    return bool(days) and all((published.date() - day).days > _FRESH for day in days)


def _date_at(parse: Parse, at: int, published: dt.datetime) -> dt.date | None:
    """The day that "3 May", "May 3" or "3 May 2018" names; None where there is none."""
    words = grammar().words
    month = words.month_numbers.get(parse.lower(at))
    if month is None or not parse.tokens[at].text[0].isupper() or parse.lower(at - 2) in words.sinces:
        return None
    number = _number(parse, (at - 1, at + 1), range(1, 3))
    year = _number(parse, (at + 1, at + 2, at + 3), range(4, 5))
    try:
        day = dt.date(year or published.year, month, number or 0)
        late = not year and day > published.date() + dt.timedelta(days=1)
        return day.replace(year=day.year - 1) if late else day
    except ValueError:
        return None


def _number(parse: Parse, places: tuple[int, ...], lengths: range) -> int | None:
    """The first number at ``places`` with one of ``lengths`` digits."""
    for at in places:
        text = parse.lower(at)
        if text.isdecimal() and len(text) in lengths:
            return int(text)
    return None
