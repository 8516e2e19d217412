"""Figures of an earlier attack that a sentence sets its own news against: "days after gunmen killed five".

Invariant: a rule looks only at wordings before the figure, in its own sentence, so that the news before "after" and the
news behind the comma that closes an opening clause stay news.
"""

from __future__ import annotations

from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase, Trigger
from tui.extraction.windows import REACH, verb_group
from tui.model import Outcome

_NEAR = 3
"""Tokens between a word and what it goes with."""


def of_earlier(found: Draft) -> bool:
    """The figure is of an attack that the sentence only refers to."""
    first = min(found.phrase.start, found.bound.trigger.start)
    known = _mourned(found) or _of_outfit(found) or _by_previous(found) or _referred(found, first)
    return known or _avenged(found, first) or _after_another(found, first) or _follows(found, first)


def _mourned(found: Draft) -> bool:
    """ "The families of 11 athletes killed in the war": no news of the dead."""
    parse, words, trigger = found.parse, grammar().words, found.bound.trigger
    if trigger.form is not Form.PAST or parse.tag(trigger.start - 1) is Tag.AUX:
        return False
    lead = range(found.phrase.start - 2, trigger.start - 1)
    return any(parse.lower(at) in words.kin and parse.lower(at + 1) in words.of_words for at in lead)


def _by_previous(found: Draft) -> bool:
    """ "A previous strike in Kesh killed five"; an earlier or first one may be of the same day."""
    parse, words, agent = found.parse, grammar().words, found.bound.agent
    doer = parse.phrases[agent] if agent >= 0 else None
    if doer is None or parse.lower(doer.head) not in words.attack_nouns:
        return False
    return any(parse.lower(at) in words.bygone_ones for at in range(doer.start, doer.head))


def _referred(found: Draft, first: int) -> bool:
    """ "The March 2016 bombings that killed 32", "a man suspected of a bombing that killed nine": an attack that goes
    by its month and year, or for which somebody is sought, is one of before."""
    parse, words = found.parse, grammar().words
    for at in parse.spots(words.relatives | words.that_words, first - REACH, first):
        before = [phrase for phrase in parse.phrases if at - REACH <= phrase.end <= at]
        attacks = [phrase for phrase in before if parse.lower(phrase.head) in words.attack_nouns]
        if any(_dated(parse, phrase) or _sought(parse, phrase) for phrase in attacks):
            shared = parse.tag(found.bound.trigger.start - 1) is Tag.CONJ  # "that killed two and wounded nine"
            return shared or not any(parse.tags[i] is Tag.OUT for i in range(at, first))
    return False


def _sought(parse: Parse, phrase: Phrase) -> bool:
    """ "suspected of the bombing", "convicted of carrying out an attack"."""
    words = grammar().words
    spots = parse.spots(words.suspected, phrase.start - REACH, phrase.start)
    return any(parse.lower(at + 1) in words.of_words | words.for_words for at in spots)


def _dated(parse: Parse, phrase: Phrase) -> bool:
    """ "the March 2016 bombings", "the 2019 attack"; a day with it may be that of the news."""
    words = grammar().words
    inside = [at for at in range(phrase.start + 1, phrase.head) if _year(parse.lower(at))]
    return phrase.det >= 0 and any(
        at == phrase.det + 1 or (at == phrase.det + 2 and parse.lower(at - 1) in words.month_numbers) for at in inside
    )


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal()


def _avenged(found: Draft, first: int) -> bool:
    """ "in retaliation for a raid which killed four": a relative clause tells of it."""
    parse, words = found.parse, grammar().words
    for at in parse.spots(words.avenged.keys(), first - REACH, first):
        if match(words.avenged, parse.tokens, at):
            commas = [i for i in range(at, first) if parse.tags[i] is Tag.COMMA]
            told = any(parse.lower(i) in words.relatives | words.that_words for i in range(at, first))
            return told and all(parse.lower(i + 1) in words.relatives for i in commas)
    return False


def _after_another(found: Draft, first: int) -> bool:
    """ "It was the second attack this week, after a bombing left four dead", "the strike came after a missile killed
    five on Tuesday", "days after gunmen killed five", "the deadliest attack since 40 people died"."""
    parse, words = found.parse, grammar().words
    spots = [*parse.spots(words.afters, first - REACH, first), *parse.spots(words.sinces, first - REACH, first)]
    if found.pronoun or found.phrase.end == found.phrase.det + 1:
        return False  # "a week after they were kidnapped": those told of here
    return any(_sets_behind(found, at) and not _closed(found, at, first) for at in spots)


def _follows(found: Draft, first: int) -> bool:
    """ "The loss follows that of a jet, in which two died", "the raid follows an attack on Sunday that killed nine"."""
    parse, words = found.parse, grammar().words
    for at in parse.spots(words.follows, first - REACH, first):
        near = range(at + 1, at + 2 + _NEAR)
        if parse.lower(at + 1) in words.that_words and parse.lower(at + 2) in words.of_words:
            return True
        if parse.lower(at + 1) in words.articles and any(parse.lower(i) in words.attack_nouns for i in near):
            return True
    return False


def _sets_behind(found: Draft, at: int) -> bool:
    """What follows the "after" or "since" at ``at`` is another attack than that of the words before it."""
    words, parse = grammar().words, found.parse
    if parse.lower(at) in words.sinces:
        if _date(parse, at + 1):
            return False  # "the deadliest raid since 2019 killed 14": the news itself
        return any(parse.lower(i) in words.not_totals for i in range(max(0, at - _NEAR), at))
    if parse.lower(at - 1) in words.time_spans and parse.lower(at - 2) not in words.by_words:
        return any(_news(found, at, trigger) for trigger in parse.triggers if _alike(trigger.outcome, found.outcome))
    comes = any(parse.lower(i) in words.comings for i in range(max(0, at - _NEAR), at))
    dated = any(parse.lower(i) in words.weekdays for i in range(at, len(parse.tokens)))
    return (comes and dated) or any(_ranks(parse, i) for i in range(max(0, at - REACH), at))


def _date(parse: Parse, at: int) -> bool:
    """A year, a month or a day of the week."""
    word, words = parse.lower(at), grammar().words
    return _year(word) or word in words.month_numbers or word in words.weekdays


def _news(found: Draft, at: int, trigger: Trigger) -> bool:
    """The outcome stands outside the clause that begins at ``at``: before it, or behind its comma where it opens the
    sentence."""
    end = max(found.bound.trigger.end, found.phrase.end)
    behind = at <= _NEAR and Tag.COMMA in found.parse.tags[end : trigger.start]
    return trigger.start < at or behind


def _alike(one: Outcome, other: Outcome) -> bool:
    """Both tell of an attack: "two were killed, days after five were", not "was arrested hours after the killing"."""
    return one is other or {one, other} == {Outcome.KILLED, Outcome.WOUNDED}


def _ranks(parse: Parse, at: int) -> bool:
    """ "the second attack", "the third such bombing"."""
    words = grammar().words
    ranked = range(at + 1, at + 1 + _NEAR)
    return parse.lower(at) in words.not_totals and any(parse.lower(i) in words.attack_nouns for i in ranked)


def _closed(found: Draft, at: int, first: int) -> bool:
    """The clause that begins at ``at`` ends before the figure: another outcome stands between, save one that shares its
    subject, a colon and the like, or a comma behind a clause that opens the sentence."""
    parse = found.parse
    joined = parse.tag(found.bound.trigger.start - 1) is Tag.CONJ
    if not joined and any(parse.tags[i] is Tag.OUT for i in range(at, first)):
        return True
    ends = (Tag.STOP, Tag.COMMA) if at <= _NEAR else (Tag.STOP,)
    return any(parse.tags[i] in ends for i in range(at, first))


def _of_outfit(found: Draft) -> bool:
    """ "The group, which killed 30 people in a mall, threatened more attacks"."""
    parse, words, trigger = found.parse, grammar().words, found.bound.trigger
    before = trigger.start - 1 - len(verb_group(parse, trigger.start))
    if parse.lower(before) not in words.things_relative or trigger.form not in (Form.PAST, Form.FINITE):
        return False
    whose = parse.phrase_holding(before - 1 - (parse.tag(before - 1) is Tag.COMMA))
    return whose is not None and parse.lower(whose.head) in words.outfits
