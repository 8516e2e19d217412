"""Figures that one text says more than once, and figures that spell another one out.

Invariants: of several wordings of one figure exactly one stays open; a draft is only compared with earlier open drafts of its
outcome, so no chain of references can form.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.drafts import Draft
from tui.extraction.grammar import grammar
from tui.extraction.reasons import DIED_LATER, RESTATES, SUPERSEDED
from tui.model import Class, Outcome


def restate(drafts: Sequence[Draft]) -> None:
    """Mark restatements and parts, in the order of the text."""
    _weak(drafts)
    for number, found in enumerate(drafts):
        if found.open:
            earlier = [i for i in range(number) if drafts[i].open and drafts[i].outcome is found.outcome]
            _judge(drafts, earlier, number, found)


def _weak(drafts: Sequence[Draft]) -> None:
    """"shot" and "stabbed" are wounds only where the text says nothing plainer."""
    plain = any(not found.bound.trigger.weak and found.outcome in (Outcome.KILLED, Outcome.WOUNDED) for found in drafts)
    for found in drafts:
        if found.bound.trigger.weak and plain:
            found.reason = f"{RESTATES}: the text says what became of them"


def _judge(drafts: Sequence[Draft], earlier: Sequence[int], number: int, found: Draft) -> None:
    for index in reversed(earlier):
        other = drafts[index]
        if _same(other, found):
            found.reason = f"{RESTATES} {index}"
            return
        if other.sentence != found.sentence and _detail(other, found):
            found.within = index
            return


def _same(other: Draft, found: Draft) -> bool:
    if found.count.definite and (found.count.n is None or found.count.n == other.count.n or found.count.n == 1):
        return True
    if found.count.n != other.count.n or found.count.n is None:
        return False
    if other.sentence == found.sentence and other.bound.trigger is found.bound.trigger:
        return False
    return _compatible(other, found)


def _compatible(other: Draft, found: Draft) -> bool:
    """Nothing in the words says that these are other people."""
    if Class.UNKNOWN in (other.class_, found.class_):
        return True
    return other.class_ is found.class_ and (other.head == found.head or other.sub == found.sub)


def _detail(other: Draft, found: Draft) -> bool:
    """A smaller figure in a later sentence, about people of the same kind: it tells of some of them."""
    if other.count.n is None or found.count.n is None or found.count.n >= other.count.n:
        return False
    if found.phrase.quantity is None and found.count.name:
        return True
    return _compatible(other, found)


__all__ = ["DIED_LATER", "SUPERSEDED", "grammar", "restate"]
