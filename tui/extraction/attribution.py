"""Who says so and whose people the victims were.

Invariants: a claimant is the one whom the sentence itself names as saying it, else None (the outlet in its own
voice); a side is given only where the victim phrase names it, never for civilians; nothing is inferred from the
story."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from tui.extraction.attackers import attacker_of, mentioned
from tui.extraction.carried import carry, of_parts
from tui.extraction.chunks import Parse, Phrase
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.objects import phrase_at
from tui.extraction.own import own_soldiers
from tui.extraction.parties import Named
from tui.extraction.victims import class_of
from tui.extraction.words import Phrases
from tui.model import Actor, ActorMention, ClaimantRole, Class, Outcome

_BACK = 20
"""How many figures back the people of a bare number are looked for."""
_TAIL = 7
"""Tokens that a claimant behind a dash or colon may take."""
_FIGHTERS = frozenset(("army", "group", "militia", "coalition", "police", "gang", "mission"))
"""Kinds of actor whose unnamed members are combatants as claimed."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A claimant: its words, canonical actor and the chain that it is quoted through, outermost first."""

    text: str
    actor: str | None
    chain: tuple[str, ...]


def sides(drafts: Sequence[Draft], mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> None:
    """Set side, and class by side, of every draft whose own words name them."""
    mentions = sorted(mentions, key=lambda mention: mention.span)
    for found in drafts:
        _side(found, mentions, actors)


def attackers(drafts: Sequence[Draft], mentions: Sequence[ActorMention]) -> None:
    """Set who is held to have caused each draft; a side that was only guessed is not the one that killed them."""
    mentions = sorted(mentions, key=lambda mention: mention.span)
    for found in drafts:
        found.attacker = attacker_of(found, mentions)
        if found.side is not None and found.side == found.attacker and _named_by_noun(found):
            found.side = None


def named_class(mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> Named:
    """What people are by the words of their phrase, else as members of a fighting actor that it names."""
    mentions = sorted(mentions, key=lambda mention: mention.span)

    def of(parse: Parse, phrase: Phrase) -> Class:
        worded = class_of(parse, phrase)
        if worded is not Class.UNKNOWN or not _fight_for(mentioned(parse, phrase.start, phrase.end, mentions), actors):
            return worded
        return Class.UNKNOWN if parse.lower(phrase.head) in grammar().words.not_fighters else Class.COMBATANT

    return of


def attribute(drafts: Sequence[Draft], mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> None:
    """Set the claimant of every draft, and the side and class of those that stand for others."""
    mentions = sorted(mentions, key=lambda mention: mention.span)
    voices: dict[int, list[tuple[int, Voice]]] = {}
    for number, found in enumerate(drafts):
        carry(drafts[max(0, number - _BACK) : number], found)
        if found.sentence not in voices:
            voices[found.sentence] = _voices(found.parse, mentions)
        voice = _nearest(voices[found.sentence], found)
        if voice is not None:
            found.claimant, found.claimant_actor, found.chain = voice.text, voice.actor, voice.chain
            if found.attacker is None and voice.actor is not None and _own_deed(found, voice):
                found.attacker = voice.actor
            found.side = _whose(found, voice, actors)
            found.claimant_role = _role(found, voice, actors)
    of_parts(drafts)
    _one_name(drafts)


def _one_name(drafts: Sequence[Draft]) -> None:
    """Pronouns and "a monitor" are the claimant that the text names."""
    words = grammar().words
    named = next((found for found in drafts if found.claimant in words.voices), None)
    before: Draft | None = None
    last: Draft | None = None
    for found in drafts:
        if last is not None and last.sentence < found.sentence:
            before = last  # of the sentences before, the last that says who says so
        spoken = (found.claimant or "").lower()
        if not spoken:
            continue
        last = found
        source = before if spoken in words.claimant_pronouns else None
        if spoken not in words.claimant_pronouns and phrase_is(words.monitor_words, spoken):
            source = named
        if source is not None and (source.claimant or "").lower() not in words.claimant_pronouns:
            found.claimant, found.claimant_actor, found.chain = source.claimant, source.claimant_actor, source.chain
            found.claimant_role = source.claimant_role


# --- victims ------------------------------------------------------------------------------------------------


def _side(found: Draft, mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> None:
    if found.class_ is Class.CIVILIAN:
        return
    who = found.who or found.phrase
    named = mentioned(found.parse, who.start, who.end, mentions)
    if named is None:
        return
    words = grammar().words
    if found.class_ is Class.UNKNOWN and _fight_for(named, actors) and found.head not in words.not_fighters:
        found.class_ = Class.COMBATANT
    if found.class_ is Class.COMBATANT:
        found.side = named


def _own_deed(found: Draft, voice: Voice) -> bool:
    """ "Redland says it killed five": who speaks is who did it; not "Redland's officials say it killed five"."""
    parse, agent, words = found.parse, found.bound.agent, grammar().words
    last = voice.text.casefold().split()[-1]
    persons = last in words.people_many or last in words.people_one or last in words.people_any
    itself = last in words.services or not persons
    return agent >= 0 and itself and parse.lower(parse.phrases[agent].head) in words.claimant_pronouns


def _whose(found: Draft, voice: Voice, actors: Mapping[str, Actor]) -> str | None:
    """The side of the victims, now that it is known who speaks of them."""
    if (found.side is not None and not _named_by_noun(found)) or (
        found.attacker is not None and voice.actor is not None and _allied(voice.actor, found.attacker, actors)
    ):
        return found.side
    return own_soldiers(found.sub, voice.actor, voice.text, actors) or found.side


def _fight_for(named: str | None, actors: Mapping[str, Actor]) -> bool:
    """Unnamed members of the actor are fighters as claimed."""
    return named is not None and named in actors and actors[named].kind in _FIGHTERS


def _named_by_noun(found: Draft) -> bool:
    """ "2 soldiers", without a word that says whose: the side was only guessed from what else the text names."""
    who = found.who or found.phrase
    first = who.quantity.end if who.quantity is not None else who.start + (who.det >= 0)
    return first == who.head


def by_state(drafts: Sequence[Draft], mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> bool:
    """A configured state is the subject of a killing or an attack: "Redland kills 16", "as Redland hits a train",
    not "Redland wildfire kills 16" and not an execution."""
    ends = {
        mention.span[1] for mention in mentions if mention.actor in actors and actors[mention.actor].kind == "state"
    }
    if not ends:
        return False
    parses = {found.sentence: found.parse for found in drafts}
    return any(_killed_by(found, ends) for found in drafts) or any(_attacked_by(p, ends) for p in parses.values())


def _killed_by(found: Draft, ends: Set[int]) -> bool:
    """Its agent ends where a state's name does."""
    if found.bound.agent < 0 or found.outcome not in (Outcome.KILLED, Outcome.WOUNDED):
        return False
    parse, agent = found.parse, found.parse.phrases[found.bound.agent]
    if parse.tag(agent.start - 1) in (Tag.PREP, Tag.COMMA):
        return False  # "a fire in Goa, Redland, kills 25"
    named = parse.tokens[agent.end - 1].end in ends
    return named and parse.lower(found.bound.trigger.start) not in grammar().words.executions


def _attacked_by(parse: Parse, ends: Set[int]) -> bool:
    """A state's name and a verb of attack with its object: "Redland hits a passenger train"."""
    words = grammar().words
    return any(
        parse.tokens[at].lower in words.state_attacks
        and parse.tokens[at - 1].end in ends
        and phrase_at(parse, at + 1) >= 0
        for at in range(1, len(parse.tokens))
    )


# --- claimants ----------------------------------------------------------------------------------------------


def _voices(parse: Parse, mentions: Sequence[ActorMention]) -> list[tuple[int, Voice]]:
    """Everyone who says something in the sentence, with the token where they say it."""
    spans = _according(parse) + _said(parse) or _tail(parse) or _lead(parse)
    cited = _citing(parse) if spans else []
    return [(at, _voice(parse, start, end, mentions, cited)) for at, start, end in sorted(spans)]


def _nearest(voices: Sequence[tuple[int, Voice]], found: Draft) -> Voice | None:
    """The last voice before the figure, else the first one behind it; in a headline none beyond a semicolon, behind
    which another story begins."""
    if not voices:
        return None
    parse, figure = found.parse, found.phrase.start
    place = bisect_left(voices, figure, key=lambda voice: voice[0])
    at, voice = voices[max(place - 1, 0)]
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
        return Voice(inner, mentioned(parse, *chain, mentions), (text, inner))
    return Voice(text, mentioned(parse, start, end, mentions), (text,))


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
    for at, token in enumerate(parse.tokens):
        if token.lower not in words.statement_verbs:
            continue
        if (index := parse.owner[at]) >= 0:
            if _names_speaker(parse, index, at):
                found.append((at, parse.phrases[index].start, at))
            continue
        before = at - 1
        while parse.tag(before) in (Tag.ADV, Tag.AUX) and before >= 0:
            before -= 1
        index = parse.owner[before] if before >= 0 else -1
        aside = index >= 0 and _aside(parse, parse.phrases[index]) and not _tells_figure(parse, at)
        if index >= 0 and _speaks(parse, parse.phrases[index]) and not aside:
            found.append((at, *_whole(parse, index)))
        elif parse.tag(before) in (Tag.COMMA, Tag.STOP) and (after := _speaker_behind(parse, at + 1)):
            found.append((at, *after))
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


def _speaker_behind(parse: Parse, at: int) -> tuple[int, int] | None:
    span = _phrase_from(parse, at)
    return None if span is None or parse.lower(span[1] - 1) in grammar().words.not_speakers else span


def _whole(parse: Parse, index: int) -> tuple[int, int]:
    """The phrase with what it hangs on: "the head of the hospital in Tyre" keeps its head only."""
    phrase = parse.phrases[index]
    for _ in range(3):
        start = phrase.start
        if parse.tag(start - 1) is not Tag.PREP or start < 2 or parse.owner[start - 2] < 0:
            break
        phrase = parse.phrases[parse.owner[start - 2]]
    return phrase.start, phrase.end


def _aside(parse: Parse, phrase: Phrase) -> bool:
    """ "..., after the minister announces a truce": what is said there is something else."""
    return parse.lower(phrase.start - 1) in grammar().words.aside_words


def _speaks(parse: Parse, phrase: Phrase) -> bool:
    words, head = grammar().words, parse.lower(phrase.head)
    return head not in words.no_voices and (phrase.quantity is None or head in words.speakers)


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
    if index < 0:
        return None
    return parse.phrases[index].start, parse.phrases[index].end


def _role(found: Draft, voice: Voice, actors: Mapping[str, Actor]) -> ClaimantRole:
    """Where the claimant stands towards the victims."""
    words = grammar().words
    if voice.actor is not None:
        if found.side is not None and _allied(voice.actor, found.side, actors):
            return ClaimantRole.SAME_SIDE
        if found.side is not None or (found.attacker is not None and _allied(voice.actor, found.attacker, actors)):
            return ClaimantRole.OTHER_SIDE
        return ClaimantRole.THIRD_PARTY
    spoken = {word.strip("'\u2019s") for word in voice.text.lower().split()} | set(voice.text.lower().split())
    return ClaimantRole.NEUTRAL if spoken & words.neutral_speakers else ClaimantRole.UNKNOWN


def _allied(first: str, second: str, actors: Mapping[str, Actor]) -> bool:
    if first == second:
        return True
    a, b = actors.get(first), actors.get(second)
    if a is None or b is None:
        return False
    return a.parent == second or b.parent == first or (a.side is not None and a.side == b.side)
