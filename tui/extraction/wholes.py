"""Figures that are made up of other figures of the text: a toll of those added to it, a number of those listed.

Invariant: a part is no larger than its whole, of the same outcome, and adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.alike import (
    added,
)
from tui.extraction.drafts import Draft
from tui.extraction.grammar import grammar
from tui.model import Class

NEAR = 4
"""Figures of a sentence from a toll to those who were added to it."""
LOOKBACK = 60
"""How many figures back a figure is compared: a bound on work, more than any report holds."""


def added_to(drafts: Sequence[Draft]) -> None:
    """ "two more die, toll now 16": the sixteen hold the two."""
    tolls = [number for number, one in enumerate(drafts) if one.open and is_toll(one)]
    more = {one for one in drafts if one.open and (of_more(one) or added(one))} if tolls else set()
    for number in tolls if more else ():
        toll = drafts[number]
        for found in drafts[max(0, number - NEAR) : number + NEAR]:
            beside = found in more and found.sentence == toll.sentence and found.outcome is toll.outcome
            if beside and found.open and found is not toll and 0 < (found.count.n or 0) < (toll.count.n or 0):
                found.within = toll


def is_toll(found: Draft) -> bool:
    """ "toll rises to 34": the number stands behind the word for the dead."""
    trigger = found.bound.trigger
    return found.parse.lower(trigger.end - 1) in grammar().words.toll_nouns and found.phrase.start > trigger.end


def listed(drafts: Sequence[Draft]) -> None:
    """Victims of one verb that sum up to an earlier figure are its parts: "64 dead ... killed four officers and 60
    others"."""
    for number, first in enumerate(drafts):
        if number and drafts[number - 1].bound is first.bound:
            continue
        same = [found for found in drafts[number : number + LOOKBACK] if found.bound is first.bound and found.open]
        if len(same) < 2:
            continue
        total = sum(found.count.n or 0 for found in same)
        for whole in drafts[max(0, number - LOOKBACK) : number]:
            if whole.open and whole.outcome is first.outcome and whole.count.n == total and total > 1:
                for found in same:
                    found.within = whole
                break


def spelled_out(drafts: Sequence[Draft]) -> None:
    """Later figures that sum up to an earlier one spell it out: they are its parts."""
    for number, whole in enumerate(drafts):
        if not whole.open or (whole.count.n or 0) < 2:
            continue
        behind = drafts[number + 1 : number + 1 + LOOKBACK]
        rest = [found for found in behind if found.open and found.bound is not whole.bound]
        later = [found for found in rest if found.outcome is whole.outcome and found.count.n]
        if len(later) > 1 and sum(found.count.n or 0 for found in later) == whole.count.n:
            for found in later:
                found.within = whole


def of_more(found: Draft) -> bool:
    """ "two other persons", "three more": people beside those told of."""
    words = grammar().words.more_of_them
    return any(found.parse.lower(at) in words for at in range(max(0, found.phrase.start - 1), found.phrase.end))


def with_their_mates(drafts: Sequence[Draft]) -> None:
    """ "two were killed and four wounded in separate attacks. In one, a man was killed and three wounded": where the
    killed of a sentence are some of those told of before, so are its wounded."""
    for part in drafts:
        whole = part.within
        if whole is None or whole.bound is part.bound:
            continue
        told = [one for one in drafts if one.sentence == whole.sentence and one.open and one.number < part.number]
        for mate in drafts:
            beside = mate.sentence == part.sentence and (whole.sentence != part.sentence or mate.number > part.number)
            if beside and mate.open and mate.outcome is not part.outcome:
                mate.within = next((one for one in told if one is not mate and _may_hold(one, mate)), None)


def _may_hold(whole: Draft, part: Draft) -> bool:
    """Those of ``part`` can be some of those of ``whole``: the same outcome, as many or more, and of no other kind."""
    enough = whole.outcome is part.outcome and (whole.count.n or 0) >= (part.count.n or 0) > 0
    classes, kinds = {whole.class_, part.class_}, {whole.sub, part.sub}
    return enough and (len(classes) == 1 or Class.UNKNOWN in classes) and (len(kinds) == 1 or None in kinds)
