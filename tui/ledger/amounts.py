"""What one text says of one incident, in people: the amounts that are then set beside one another.

Invariant: a pure function of one text. Two figures of it for one group of victims add unless one is said twice, and a
figure in words stands apart from one in numbers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tui.ledger.camps import Camps
from tui.ledger.told import Told, Voiced
from tui.model import ClaimantRole, Class, Kind, Outcome

Group = tuple[str | None, Class]
"""Side and class of victims."""


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

    @property
    def open(self) -> bool:
        return self.high is None


def compatible(a: Group, b: Group, camps: Camps) -> bool:
    """Can the two name one group of victims? Unknown is compatible with anything."""
    sides = a[0] is None or b[0] is None or camps.akin(a[0], b[0])
    return sides and (a[1] is b[1] or Class.UNKNOWN in (a[1], b[1]))


def coarser(a: Group, b: Group) -> bool:
    """``a`` says less about the victims than ``b``."""
    loose = (a[0] is None and b[0] is not None) + (a[1] is Class.UNKNOWN and b[1] is not Class.UNKNOWN)
    tight = (b[0] is None and a[0] is not None) + (b[1] is Class.UNKNOWN and a[1] is not Class.UNKNOWN)
    return loose > 0 and tight == 0


def amounts_of(text: Told) -> list[Amount]:
    """What one text says, a voice, outcome and group at a time. Within one text figures of one group add, unless
    one is said twice."""
    found: dict[tuple[str, Outcome, Group, bool], list[Voiced]] = {}
    for voiced in text.claims:
        if voiced.counts:
            claim = voiced.claim
            vague = claim.n is None or claim.kind is Kind.VAGUE
            key = (voiced.row.origin, claim.outcome, (claim.side, claim.class_), vague)
            found.setdefault(key, []).append(voiced)
    return [_amount(text, voice, outcome, group, vague, said) for (voice, outcome, group, vague), said in found.items()]


def _amount(text: Told, voice: str, outcome: Outcome, group: Group, vague: bool, said: list[Voiced]) -> Amount:
    # "12 killed" above and "at least 12" below is one figure, and the two agree: the closed one is kept.
    open_first = sorted(said, key=lambda one: _bounds(one)[1] is not None)
    # What is said twice in one sentence was seen when it was read: what is left there are other people.
    once = list({(one.claim.n, one.claim.span if _one_sentence(said) else None): one for one in open_first}.values())
    highs = [_bounds(one)[1] for one in once]
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
    )


def _one_sentence(said: list[Voiced]) -> bool:
    return len({one.claim.sentence for one in said}) == 1


def _bounds(voiced: Voiced) -> tuple[int, int | None]:
    claim = voiced.claim
    low = claim.low if claim.low is not None else claim.n or 0
    if claim.kind in (Kind.AT_LEAST, Kind.MORE_THAN):
        return low, None
    return low, claim.high if claim.high is not None else (claim.n if claim.n is not None else None)
