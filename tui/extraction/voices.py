"""Who is quoted in a sentence: "according to", "said", a name behind a dash or before a colon.

Invariant: a voice is one that the sentence itself names as saying something; nothing is inferred from the story.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tui.extraction.attackers import mentioned
from tui.extraction.countries import by_adjective, by_name
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.keys import key
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.speakers import named, speaker_before, speaker_behind, speaker_of_all, sure
from tui.extraction.victim_phrases import phrase_at
from tui.extraction.words import Phrases
from tui.model import ActorMention

_TAIL = 7
"""Tokens that a claimant behind a dash or colon may take."""

_LIVES = 5
"""Tokens from "claims" on that name the lives it took."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A claimant: its words, canonical actor and the chain that it is quoted through, outermost first."""

    text: str
    actor: str | None
    chain: tuple[str, ...]


def voices(parse: Parse, mentions: Sequence[ActorMention]) -> list[tuple[int, Voice]]:
    """Everyone who says something in the sentence, with the token where they say it."""
    spans = _according(parse) + _said(parse) or _tail(parse) or _lead(parse)
    cited = _citing(parse) if spans else []
    return [(at, _voice(parse, start, end, mentions, cited)) for at, start, end in sorted(spans)]


def nearest(said: Sequence[tuple[int, Voice]], found: Draft) -> Voice | None:
    """The last voice before the figure, else the first one behind it; in a headline none beyond a semicolon, behind
    which another story begins."""
    if not said:
        return None
    parse, figure = found.parse, found.phrase.start
    place = bisect_left(said, figure, key=lambda voice: voice[0])
    at, voice = said[max(place - 1, 0)]
    headline = found.sentence == 0 and parse.tokens[-1].text != "."
    if headline and any(parse.tokens[i].text == ";" for i in range(min(at, figure), max(at, figure))):
        return None
    return voice


def _voice(
    parse: Parse, start: int, end: int, mentions: Sequence[ActorMention], cited: Sequence[tuple[int, int]]
) -> Voice:
    """The speaker in tokens ``start`` to ``end``, and whom it cites: the first wording of ``cited`` behind it."""
    place = bisect_left(cited, (end, 0))
    chain = _phrase_from(parse, cited[place][1]) if place < len(cited) else None
    text = _canonical(parse.words(start, end))
    if chain is not None:
        inner = _canonical(parse.words(*chain))
        return Voice(inner, _party(parse, *chain, mentions), (text, inner))
    return Voice(text, _party(parse, start, end, mentions), (text,))


def _party(parse: Parse, start: int, end: int, mentions: Sequence[ActorMention]) -> str | None:
    """The actor that speaks; a country's press is not the country, save that of the state."""
    words, inside = grammar().words, parse.lowers[start:end]
    press = inside[-1] in words.press and words.state_run.isdisjoint(inside)
    country = press and any(key(word) in names for word in inside for names in (by_adjective(), by_name()))
    return None if country else mentioned(parse, start, end, mentions)


def _canonical(text: str) -> str:
    """The short name of a claimant that has several, without a bracket behind it: "governor (VIDEO)"."""
    text = text.partition(" (")[0]
    for name, table in grammar().words.voices.items():
        if phrase_is(table, text.lower()):
            return name
    return text


def phrase_is(table: Phrases, text: str) -> bool:
    """``text``, in lower case, is a phrase of ``table``."""
    words = tuple(text.split())
    return bool(words) and words in table.get(words[0], ())


def _according(parse: Parse) -> list[tuple[int, int, int]]:
    table = grammar().words.according
    found = []
    for at in parse.spots(table.keys(), 0, len(parse.tokens)):
        size = match(table, parse.tokens, at)
        span = _phrase_from(parse, at + size) if size else None
        if span is not None:
            found.append((at, *span))
    return found


def _said(parse: Parse) -> list[tuple[int, int, int]]:
    """The subject of each verb of saying, before it or (", said the mayor") after it."""
    words = grammar().words
    found = []
    end = len(parse.tokens)
    quoted = [at for at in parse.spots(words.quoted_as.keys(), 0, end) if match(words.quoted_as, parse.tokens, at)]
    for at in sorted({*parse.spots(words.statement_verbs, 0, end), *quoted}):
        if not words.taken_lives.isdisjoint(parse.lowers[at + 1 : at + _LIVES]):
            continue  # "a strike claims three lives"
        if (index := parse.owner[at]) >= 0:
            if _names_speaker(parse, index, at):
                found.append((at, parse.phrases[index].start, at))
            continue
        before = speaker_before(parse, at)
        inverted = parse.tag(at - 1) in (Tag.COMMA, Tag.STOP) and not (before and sure(parse, before[0], at))
        if inverted and (after := speaker_behind(parse, at + 1)):
            found.append((at, *after))
        elif before is not None and (not _aside(parse, before[0]) or _tells_figure(parse, at)):
            found.append((at, *before))
        elif before is None and (first := speaker_of_all(parse, at)):
            found.append((at, *first))
    return found


def _names_speaker(parse: Parse, index: int, at: int) -> bool:
    """ "Reuters reports, citing the army", "Redland reports deaths": read as a noun, yet a name and what follows make
    it a verb."""
    phrase = parse.phrases[index]
    if not phrase.start < at == phrase.end - 1 or phrase.det >= 0 or not parse.tokens[at - 1].text[0].isupper():
        return False
    return _tells_figure(parse, at) or (parse.tag(at + 1) is Tag.COMMA and not parse.titled)


def _tells_figure(parse: Parse, at: int) -> bool:
    """What is said is the figure itself: "as Redland reports two dead", "claims the killing of", not "five confirmed
    dead"."""
    told = parse.at.get(at + 1)
    return parse.tag(at + 1) is Tag.NUM or (told is not None and told.form in (Form.NOUN, Form.ING))


def _aside(parse: Parse, start: int) -> bool:
    """ "..., after the minister announces a truce": what is said there is something else."""
    return parse.lower(start - 1) in grammar().words.aside_words


def _tail(parse: Parse) -> list[tuple[int, int, int]]:
    """A headline's end: "... kills five - governor", "...: medics"."""
    size = len(parse.tokens)
    for at in range(max(1, size - _TAIL), size - 1):
        mark = parse.tokens[at].text
        if mark in ("-", "\u2013", "\u2014", ":") and not any(parse.tags[i] is Tag.OUT for i in range(at, size)):
            found = _phrase_from(parse, at + 1)
            if (
                found is not None
                and found[1] >= size - 1
                and parse.lower(found[1] - 1) not in grammar().words.no_voices
            ):
                return [(at, *found)]
    return []


def _lead(parse: Parse) -> list[tuple[int, int, int]]:
    """A headline's beginning: "Kyiv mayor: two killed"."""
    for at in range(1, min(_TAIL, len(parse.tokens))):
        if parse.tokens[at].text == ":":
            index = phrase_at(parse, 0)
            if index >= 0 and parse.phrases[index].end == at and _may_speak(parse, parse.phrases[index]):
                return [(0, 0, at)]
            return []
    return []


def _may_speak(parse: Parse, phrase: Phrase) -> bool:
    words = grammar().words
    named = any(parse.lower(at) in words.speakers for at in range(phrase.start, phrase.end))
    return named and parse.lower(phrase.head) not in words.no_voices


def _citing(parse: Parse) -> list[tuple[int, int]]:
    """Where each wording such as "citing" begins and ends: behind it is named who stands behind the claimant."""
    table = grammar().words.citing
    sizes = ((at, match(table, parse.tokens, at)) for at in parse.spots(table.keys(), 0, len(parse.tokens)))
    return [(at, at + size) for at, size in sizes if size]


def _phrase_from(parse: Parse, at: int) -> tuple[int, int] | None:
    index = phrase_at(parse, at)
    return None if index < 0 else named(parse, index)
