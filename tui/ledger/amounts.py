"""What one text says of one incident, in people: the amounts that are then set beside one another.

Invariants: a pure function of one text. Two figures of it for one group of victims add unless one is said twice; two
groups of one text are different people unless one is said to be part of the other; a figure in words stands apart from
one in numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tui.extraction.reasons import IMPLIED
from tui.ledger.people import Group, holds
from tui.ledger.told import Told
from tui.ledger.victims import group_of, implied_of
from tui.ledger.voiced import Voiced
from tui.model import ClaimantRole, Class, Kind, Outcome

_Key = tuple[str, Outcome, Group, bool, bool]
"""Voice, outcome, group, in words only, part of another figure."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What one voice says of one group of victims, in people."""

    voice: str
    name: str
    outlet: str
    role: ClaimantRole
    group: Group
    outcome: Outcome
    n: int | None
    """None: in words only."""
    low: int
    high: int | None
    more: bool
    """Every figure in it is "more than"."""
    about: bool
    word: str
    """As worded, for figures in words."""
    time: dt.datetime
    rows: tuple[str, ...]
    update: bool
    correction: bool
    actor: str | None
    """The belligerent that says it."""
    item: str = ""
    """The text in which it stands."""
    sentences: frozenset[str] = frozenset()
    sub: str | None = None
    """What all of them are called, where it is a word for few: "soldier"."""
    implied: Class | None = None
    """The class that nobody words, where the surroundings give one to all of them."""
    share: bool = False
    """Part of another figure of the text: it says what some of those people were."""
    apart: frozenset[Group] = frozenset()
    """Groups of which the text says more, and which it counts beside this one: "4 rebels" beside "4 soldiers" of the
    army. Whoever else gives one figure for such rebels means those soldiers as well."""

    @property
    def open(self) -> bool:
        return self.high is None


def amounts_of(text: Told) -> list[Amount]:
    """What one text says, a voice, outcome and group at a time. Within one text figures of one group add, unless
    one is said twice."""
    found: dict[_Key, list[Voiced]] = {}
    for voiced in text.claims:
        if voiced.counts:
            claim = voiced.claim
            vague = claim.n is None or claim.kind is Kind.VAGUE
            key = (voiced.row.origin, claim.outcome, group_of(claim), vague, claim.within is not None)
            found.setdefault(key, []).append(voiced)
    return [_amount(text, key, said, _apart(key, found)) for key, said in found.items()]


def _apart(key: _Key, others: Iterable[_Key]) -> frozenset[Group]:
    """The groups of the text that say more than that of ``key``, and are no part of it."""
    voice, outcome, group, vague, share = key
    if vague or share:
        return frozenset()
    return frozenset(
        other for who, what, other, words, part in others if (who, what) == (voice, outcome) and not (words or part)
        and holds(group, other)
    )  # fmt: skip


def _amount(text: Told, key: _Key, said: list[Voiced], apart: frozenset[Group]) -> Amount:
    voice, outcome, group, vague, share = key
    # "12 killed" above and "at least 12" below is one figure, and the two agree: the closed one is kept.
    open_first = sorted(said, key=lambda one: _bounds(one)[1] is not None)
    # What is said twice in one sentence was seen when it was read: what is left there are other people.
    once = list({(one.claim.n, one.claim.span if _one_sentence(said) else None): one for one in open_first}.values())
    highs = [_bounds(one)[1] for one in once]
    implied = {implied_of(one.claim) for one in said}
    subs = {one.claim.sub for one in said}
    return Amount(
        voice=voice,
        name=said[0].name,
        outlet=text.outlet,
        role=said[0].role,
        group=group,
        outcome=outcome,
        n=None if vague else sum(one.claim.n or 0 for one in once),
        low=sum(_bounds(one)[0] for one in once),
        high=None if vague or None in highs else sum(high or 0 for high in highs),
        more=all(one.claim.kind is Kind.MORE_THAN for one in once),
        about=all(one.claim.kind is Kind.ABOUT for one in once),
        word=said[0].claim.figure,
        time=text.item.time,
        rows=tuple(one.row.id for one in said),
        actor=said[0].actor,
        update=any(one.claim.update for one in said),
        correction=text.reading.correction or any(one.claim.correction for one in said),
        item=text.item.id,
        sentences=frozenset(one.claim.sentence for one in said),
        sub=subs.pop() if len(subs) == 1 and subs != {IMPLIED} else None,
        implied=implied.pop() if len(implied) == 1 else None,
        share=share,
        apart=apart,
    )


def _one_sentence(said: list[Voiced]) -> bool:
    return len({one.claim.sentence for one in said}) == 1


def _bounds(voiced: Voiced) -> tuple[int, int | None]:
    claim = voiced.claim
    low = claim.low if claim.low is not None else claim.n or 0
    if claim.kind in (Kind.AT_LEAST, Kind.MORE_THAN):
        return low, None
    return low, claim.high if claim.high is not None else (claim.n if claim.n is not None else None)
