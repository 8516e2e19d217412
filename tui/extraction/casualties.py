"""Claims of casualties in a text: every figure found, counted or refused with a reason.

Invariants: no figure is dropped silently; a figure said twice in one text counts once; the order of claims is the
order of the text; ``within`` points at an earlier or later claim of the same reading, never at itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from tui.extraction.antecedents import resolve
from tui.extraction.attribution import attackers, attribute, by_state, named_class, political, sides
from tui.extraction.binding import bind
from tui.extraction.bystanders import classify
from tui.extraction.chunks import parse
from tui.extraction.drafts import Draft, draft, join_family
from tui.extraction.gate import Verdict, verdict
from tui.extraction.grammar import Sign, grammar
from tui.extraction.law import by_law
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse
from tui.extraction.reasons import IMPLIED
from tui.extraction.restate import restate
from tui.extraction.scope import judge
from tui.extraction.sentences import Sentence
from tui.extraction.signs import outcome_signs
from tui.model import Actor, ActorMention, Claim, Kind, Outcome, Source, State


def read_claims(
    text: str,
    sentences: Sequence[Sentence],
    mentions: tuple[ActorMention, ...],
    actors: Mapping[str, Actor],
    *,
    published: dt.datetime | None,
    source: Source | None,
    far: bool = False,
) -> tuple[Claim, ...]:
    """All claims of ``text`` in order; ``sentences`` are those of the text, ``mentions`` its actors. ``far``: it tells
    of countries without a front only."""
    signs = [outcome_signs(sentence) for sentence in sentences]
    parses: dict[int, Parse] = {}

    def parsed(index: int) -> Parse:
        if index not in parses:
            parses[index] = parse(sentences[index], signs[index])
        return parses[index]

    drafts = _drafts(signs, parsed)
    if not drafts:
        return ()
    judge(drafts, published, parsed(0), _rejected(sentences))
    resolve(drafts, parsed)
    sides(drafts, mentions, actors)
    attackers(drafts, mentions)
    classify(drafts, parsed, sentences, named_class(mentions, actors))
    restate(drafts)
    attribute(drafts, mentions, actors)
    about = [found.sentence for found in drafts]
    war = by_state(drafts, mentions, actors) or political(drafts)
    _gate(drafts, verdict(sentences, mentions, actors, about, war, far), actors)
    return tuple(_claim(found) for found in drafts)


def _rejected(sentences: Sequence[Sentence]) -> bool:
    """Some sentence calls a report or claim wrong ("is assessed as not credible")."""
    table = grammar().words.rejections
    near = [sentence.tokens for sentence in sentences if not table.keys().isdisjoint(sentence.said)]
    return any(match(table, tokens, at) for tokens in near for at in range(len(tokens)))


def _gate(drafts: Sequence[Draft], found: Verdict, actors: Mapping[str, Actor]) -> None:
    """Refuse what is no armed conflict or an act of the law; figures refused before keep their own reason."""
    for made in drafts:
        reason = found.reason or by_law(made, actors, found.plain)
        made.conflict = not reason and made.conflict
        made.reason = made.reason or reason


def _drafts(signs: Sequence[Mapping[int, Sign]], parsed: Callable[[int], Parse]) -> list[Draft]:
    """``signs`` are the wordings of outcomes of each sentence."""
    found: list[Draft] = []
    for number in [number for number, here in enumerate(signs) if here]:
        sentence_parse = parsed(number)
        taken: set[tuple[int, Outcome, bool]] = set()
        for bound in sorted(bind(sentence_parse), key=lambda bound: bound.trigger.weak or bound.trigger.attributive):
            whole: Draft | None = None
            for victim in bound.victims:
                if bound.trigger.attributive and any(phrase == victim.phrase for phrase, _, _ in taken):
                    continue  # "executed nine captured soldiers"
                key = (victim.phrase, bound.trigger.outcome, victim.part and victim.who >= 0)
                if key in taken:
                    continue
                taken.add(key)
                made = draft(sentence_parse, bound, victim, number)
                if found and join_family(found[-1], made):
                    continue
                if victim.part and whole is not None:
                    made.within = whole
                elif not victim.part:
                    whole = made
                found.append(made)
    found.sort(key=lambda made: (made.sentence, made.bound.trigger.start, made.phrase.start))
    for number, made in enumerate(found):
        made.number = number
    return found


def _claim(found: Draft) -> Claim:
    parsed, phrase, count = found.parse, found.phrase, found.count
    first, after = phrase.start, phrase.end
    if count.kind is Kind.VAGUE and phrase.quantity is not None:
        first, after = phrase.quantity.start, phrase.quantity.end  # "several", without what they were
    if found.within is not None and found.within.phrase == phrase and phrase.quantity is not None:
        after = phrase.quantity.end  # "three", of "three of four people"
    start, end = parsed.tokens[first].start, parsed.tokens[after - 1].end
    return Claim(
        outcome=found.outcome,
        n=count.n,
        low=count.low,
        high=count.high,
        kind=count.kind,
        class_=found.class_,
        sub=found.sub or (IMPLIED if found.implied else None),
        side=found.side,
        claimant=found.claimant,
        claimant_actor=found.claimant_actor,
        claimant_role=found.claimant_role,
        chain=found.chain,
        attacker=found.attacker,
        scope=found.scope,
        realis=found.realis,
        update=found.update,
        correction=found.correction,
        conflict=found.conflict,
        state=State.REFUSED if found.reason else State.ACTIVE,
        reason=found.reason,
        within=None if found.within is None else found.within.number,
        again=None if found.again is None else found.again.number,
        sentence=parsed.sentence.text,
        span=(start, end),
        figure=parsed.words(first, after),
    )
