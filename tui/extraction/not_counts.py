"""Numbers that count nobody: ages, years, measures, and numbers of a label.

Invariant: pure functions of the tokens around a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.sentences import Token
from tui.extraction.words import Lexicon

MONEY = frozenset("$\u20ac\u00a3\u20b9#")


def not_a_count(words: Lexicon, tokens: Sequence[Token], start: int, at: int, end: int) -> bool:
    """Ages, dates, years, money, shares, calibres, distances and numbers of things with a name."""
    before = tokens[start - 1] if start else None
    if unit_follows(words, tokens, end):
        return True
    figure = tokens[at].text
    if before is not None:
        lower = before.lower
        if before.text in MONEY or (lower in words.number_labels and figure[0].isdecimal()):
            return True
        if lower in words.number_ands and _label_goes_on(words, tokens, start, end):
            return True
        if lower in words.months and figure.isdecimal() and len(figure) <= 2:
            return True
        if before.text == "(" and end < len(tokens) and tokens[end].text == ")":
            return True
        if before.text == "," and start >= 2 and figure.isdecimal() and _ends_age(words, tokens, end):
            return tokens[start - 2].text[0].isupper() and tokens[start - 2].lower not in words.months
        if before.text == "." and start >= 2:
            label = tokens[start - 2].lower  # "No. 4", "Oct. 7"
            if label in words.number_labels or (label in words.months and figure.isdecimal() and len(figure) <= 2):
                return True
    return _is_year(words, tokens, start, at, end)


def _ends_age(words: Lexicon, tokens: Sequence[Token], end: int) -> bool:
    """What stands behind the age of somebody named: "Anton Berg, 51, a mayor", "Anton Berg, 51 and Ivan Moor, 20"."""
    if end >= len(tokens):
        return False
    if tokens[end].text in (",", ".", ";"):
        return True
    named = end + 1 < len(tokens) and tokens[end + 1].text.istitle()
    return named and tokens[end].lower in words.number_ands


def _label_goes_on(words: Lexicon, tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "children aged 5 and 14 were killed", not "men aged 20 and 5 soldiers"."""
    if start < 3 or not all(_is_age(words, tokens[at]) for at in (start, start - 2)):
        return False
    followed = end < len(tokens) and tokens[end].text[0].isalpha() and tokens[end].lower not in words.auxiliaries
    return tokens[start - 3].lower in words.number_labels and not followed


def of_age(words: Lexicon, tokens: Sequence[Token], start: int) -> bool:
    """ "aged nine", "aged between six and ten", "aged 2 to 11"."""
    lead = start - 1
    span = lead >= 2 and tokens[lead - 2].lower in words.between
    if lead >= 2 and tokens[lead].lower in (words.range_joins if span else words.range_links):
        lead -= 2
    lead -= tokens[lead].lower in words.between
    return lead >= 0 and tokens[lead].lower in words.aged


def _is_age(words: Lexicon, token: Token) -> bool:
    return token.text.isdecimal() or token.lower in words.number_words


def unit_follows(words: Lexicon, tokens: Sequence[Token], end: int) -> bool:
    """A measure or a share stands behind the number."""
    if end >= len(tokens):
        return False
    follower = tokens[end].lower
    if follower in words.units or follower in words.months or follower == "%":
        return True
    if follower in ("-", "\u2013", "/", ":") and end + 1 < len(tokens):
        apart = "-".join(token.lower for token in tokens[end + 1 : end + 4 : 2])  # "24 - year - old"
        if tokens[end + 1].text[0].isdecimal() or apart in words.units:
            return True
    return follower in words.unit_modifiers and end + 1 < len(tokens) and tokens[end + 1].lower in words.units


def _is_year(words: Lexicon, tokens: Sequence[Token], start: int, at: int, end: int) -> bool:
    text = tokens[at].text
    if not (len(text) == 4 and text.isdecimal() and 1800 <= int(text) < 2100 and start == at):
        return False
    if start and (tokens[start - 1].lower in words.year_leads or tokens[start - 1].lower in words.months):
        return True
    if (
        start >= 2
        and tokens[start - 1].text in (",", "/")
        and any(t.lower in words.months for t in tokens[max(0, start - 4) : start])
    ):
        return True
    if start and tokens[start - 1].text.isdecimal():
        return True
    return end >= len(tokens) or not tokens[end].text[0].islower() or tokens[end].lower in words.year_tails
