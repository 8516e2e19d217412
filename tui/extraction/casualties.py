"""Claims of casualties in a text: every figure found, counted or refused with a reason.

Invariants: no figure is dropped silently; a figure said twice in one text counts once; the order of claims is the order of the
text; ``within`` points at an earlier or later claim of the same reading, never at itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tui.extraction.binding import bind
from tui.extraction.drafts import Draft, draft
from tui.extraction.grammar import grammar
from tui.extraction.chunks import parse
from tui.extraction.restate import restate
from tui.extraction.sentences import Sentence
from tui.model import Actor, ActorMention, Claim, Source, State


def read_claims(
    text: str,
    sentences: Sequence[Sentence],
    mentions: tuple[ActorMention, ...],
    actors: Mapping[str, Actor],
    *,
    published: dt.datetime | None,
    source: Source | None,
) -> tuple[Claim, ...]:
    """All claims of ``text`` in order; ``sentences`` are those of the text, ``mentions`` its actors."""
    drafts = _drafts(sentences)
    drafts.sort(key=lambda found: (found.sentence, found.bound.trigger.start, found.phrase.start))
    restate(drafts)
    return tuple(_claim(found) for found in drafts)


def _drafts(sentences: Sequence[Sentence]) -> list[Draft]:
    signs = grammar().signs
    found: list[Draft] = []
    for number, sentence in enumerate(sentences):
        if not any(token.lower in signs for token in sentence.tokens):
            continue
        parsed = parse(sentence)
        taken: set[tuple[int, int]] = set()
        for bound in sorted(bind(parsed), key=lambda bound: bound.trigger.weak):
            whole: int | None = None
            for victim in bound.victims:
                key = (victim.phrase, bound.trigger.outcome)
                if key in taken:
                    continue
                taken.add(key)
                made = draft(parsed, bound, parsed.phrases[victim.phrase], victim.count, number)
                if victim.part and whole is not None:
                    made.within = whole
                elif not victim.part:
                    whole = len(found)
                found.append(made)
    return found


def _claim(found: Draft) -> Claim:
    parsed, phrase, count = found.parse, found.phrase, found.count
    start, end = parsed.tokens[phrase.start].start, parsed.tokens[phrase.end - 1].end
    return Claim(
        outcome=found.outcome,
        n=count.n,
        low=count.low,
        high=count.high,
        kind=count.kind,
        class_=found.class_,
        sub=found.sub,
        scope=found.scope,
        realis=found.realis,
        update=found.update,
        correction=found.correction,
        conflict=found.conflict,
        state=State.REFUSED if found.reason else State.ACTIVE,
        reason=found.reason,
        within=found.within,
        sentence=parsed.sentence.text,
        span=(start, end),
        figure=parsed.words(phrase.start, phrase.end),
    )
