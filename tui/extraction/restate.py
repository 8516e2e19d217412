"""Figures that one text says more than once, and figures that spell another one out.

Invariants: of several wordings of one figure exactly one stays open; a draft is only compared with earlier open
drafts of its outcome, so no chain of references can form; two phrases under one verb are never the same people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tui.extraction.alike import (
    RARE,
    added,
    cue,
    detail,
    elsewhere,
    includes,
    is_aside,
    narrows,
    one_person,
    other_voice,
    rest,
    rises,
    same,
    some_of_those,
    sums_up,
)
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, grammar
from tui.extraction.reasons import CUMULATIVE, DIED_LATER, JOINT, OTHER_FIGURE, RESTATES, SUPERSEDED, WEAK
from tui.extraction.wholes import LOOKBACK, added_to, is_toll, listed, of_more, spelled_out, with_their_mates
from tui.model import Class, Outcome, Realis, Scope

_CAMPAIGN = 20
"""How many times the dead just told of a toll beside them is that of a campaign: "kills 3, death toll rises to 205"."""


def restate(drafts: Sequence[Draft]) -> None:
    """Mark restatements and parts, in the order of the text."""
    _weak(drafts)
    _joint(drafts)
    _former(drafts)
    listed(drafts)
    spelled_out(drafts)
    _said_otherwise(drafts)
    added_to(drafts)
    for number, found in enumerate(drafts):
        if found.open and found.count.n != 0:
            near = drafts[max(0, number - LOOKBACK) : number]
            earlier = [o for o in near if o.open and o.outcome is found.outcome and o.count.n != 0]
            _judge(drafts, earlier, found)
    spelled_out(drafts)
    with_their_mates(drafts)
    _parts_again(drafts)
    _died_later(drafts)
    _found_dead(drafts)


def _also(found: Draft) -> bool:
    """ "also stabbed his friend": the adverb stands right before the verb."""
    return found.parse.lower(found.bound.trigger.start - 1) in grammar().words.also


def _joint(drafts: Sequence[Draft]) -> None:
    """ "12 killed or wounded", "144 dead or missing": one number for two outcomes counts for neither."""
    for first, second in pairwise(drafts):
        if first.sentence != second.sentence or first.phrase != second.phrase or first.outcome is second.outcome:
            continue
        a, b = first.bound.trigger, second.bound.trigger
        between = [first.parse.lower(at) for at in range(min(a.end, b.end), max(a.start, b.start))]
        hurt = (
            {first.outcome, second.outcome} == {Outcome.KILLED, Outcome.WOUNDED}
            and any(word in grammar().words.number_ands for word in between)
            and len(between) == 1
        )
        if any(word in grammar().words.alternations for word in between) or (hurt and not first.bound.trigger.weak):
            for found in (first, second):
                found.reason = found.reason or JOINT


def _former(drafts: Sequence[Draft]) -> None:
    """ "its earlier toll of 12: nine were killed": a toll of before, where the text gives another."""
    words = grammar().words
    for found in drafts:
        trigger, parse = found.bound.trigger, found.parse
        if found.bound.agent >= 0:
            continue  # "The first killed three": a bomb
        before = (parse.lower(at) for at in range(max(0, trigger.start - 2), trigger.end))
        if parse.lower(trigger.end - 1) not in words.toll_nouns or not any(word in words.formers for word in before):
            continue
        same = [one for one in drafts if one.outcome is found.outcome and one is not found and not one.reason]
        newer = [one for one in same if one.count.n is not None and one.within in (None, found)]
        if found.open and newer:
            found.reason = SUPERSEDED
            for one in newer:
                one.within = None


def _weak(drafts: Sequence[Draft]) -> None:
    """ "shot" and "stabbed" are wounds only where the text says nothing plainer, save of "two other people wounded"
    and of one whom the attackers "also shot"; who "blew himself up" is one of the dead of a toll, if any is told."""
    plain = [found for found in drafts if not found.bound.trigger.weak]
    deaths = [found for found in plain if found.outcome is Outcome.KILLED]
    wounds = any(found.outcome is Outcome.WOUNDED and not of_more(found) for found in plain)
    toll = any(found.count.n != 0 and not found.reason for found in deaths)
    for found in drafts:
        more = found.outcome is Outcome.WOUNDED and _also(found)
        if found.bound.trigger.weak and not more and (toll if found.outcome is Outcome.KILLED else deaths or wounds):
            found.reason = WEAK


def _said_otherwise(drafts: Sequence[Draft]) -> None:
    """A headline's figure that the text below refuses for its scope or as not asserted, and gives nowhere else, is
    refused as there: a headline leaves out "over the past week" and "if attacked"."""
    below: dict[tuple[Outcome, int | None], Draft | None] = {}
    for found in drafts:
        if found.sentence:
            said = (found.outcome, found.count.n)
            below[said] = below.get(said, found) if found.reason and _otherwise(found) else None
    for found in drafts:
        n = found.count.n
        if found.sentence or found.reason or n is None or n < RARE:
            continue
        same = below.get((found.outcome, n))
        if same is not None:
            found.scope, found.realis, found.reason = same.scope, same.realis, same.reason


def _otherwise(found: Draft) -> bool:
    return found.scope is not Scope.INCIDENT or found.realis in (Realis.HYPOTHETICAL, Realis.PLANNED)


def _inherit(drafts: Sequence[Draft], found: Draft) -> None:
    """A figure that repeats one refused for its scope is refused for the same reason."""
    for other in drafts[max(0, found.number - LOOKBACK) : found.number]:
        if other.scope is Scope.INCIDENT or other.outcome is not found.outcome or other.bound is found.bound:
            continue
        n = found.count.n
        if n is not None and other.count.n == n and (n >= RARE or found.count.name):
            found.scope, found.reason = other.scope, other.reason
            return


def _judge(drafts: Sequence[Draft], earlier: Sequence[Draft], found: Draft) -> None:
    if not earlier:
        _inherit(drafts, found)
        return
    if is_aside(earlier[-1], found):
        made, why = (earlier[-1], SUPERSEDED) if earlier[-1].count.n is None else (found, OTHER_FIGURE)
        made.reason = why
        return
    if cue(found, grammar().words.alternatives) or other_voice(earlier[-1], found):
        _refuse(found, earlier[-1], OTHER_FIGURE)
        return
    if some_of_those(found):
        found.within = _whole(earlier, found)
        return
    if (left := rest(earlier, drafts[: found.number], found)) is not None:
        found.within = left
        return
    if _raised_by(earlier[-1], found):
        found.within = earlier[-1]
        return
    adds = added(found)
    if _sum_so_far(earlier[-1], found):
        found.scope, found.reason = Scope.CUMULATIVE, CUMULATIVE
        return
    if not adds and sums_up(earlier, found):
        _refuse(found, earlier[-1], RESTATES)
        return
    for other in reversed(earlier):
        if other.bound is found.bound:
            continue
        if _taken(drafts, other, found) or elsewhere(other, found):
            continue
        if same(other, found, adds):
            _refuse(found, other, RESTATES)
            return
        if not adds and includes(other, found):
            other.within = found
            continue
        if not adds and (rises(other, found) or narrows(other, found)):
            other.reason = SUPERSEDED
            continue
        if not adds and not _own_losses(drafts, other, found) and detail(other, found):
            found.within = other
            return


def _taken(drafts: Sequence[Draft], other: Draft, found: Draft) -> bool:
    """Another victim of the same verb says ``other`` again: "a commander and his driver" are two people."""
    one = other.count.n == 1 and found.count.n == 1 and not found.pronoun
    near = drafts[max(0, found.number - 4) : found.number]
    return one and any(mate.bound is found.bound and mate.again is other for mate in near)


def _raised_by(toll: Draft, found: Draft) -> bool:
    """ "Toll rises to six as a wounded man dies": who dies in the sentence of a rising toll is what it rose by."""
    if not (is_toll(toll) and toll.update and toll.sentence == found.sentence and _dies(found)):
        return False
    if elsewhere(toll, found) or ";" in found.parse.lowers[toll.phrase.end : found.phrase.start]:
        return False
    return toll.count.n is not None and found.count.n is not None and found.count.n < toll.count.n


def _own_losses(drafts: Sequence[Draft], other: Draft, found: Draft) -> bool:
    """ "The army killed 45. A captain and two of its soldiers died": whoever attacked is none of those attacked, nor
    are those told of with them."""
    near = drafts[max(0, found.number - 4) : found.number + 5]
    mates = [mate.side for mate in near if mate.bound is found.bound]
    return other.attacker is not None and other.attacker in mates


def _sum_so_far(other: Draft, found: Draft) -> bool:
    """A toll in a later sentence than one death ("with his death the toll rose to nine"), or one that is far larger."""
    n, before = found.count.n or 0, other.count.n or 0
    if not is_toll(found) or not before:
        return False
    return (before == 1 and other.sentence != found.sentence and n > 1) or n >= _CAMPAIGN * before


def _refuse(found: Draft, other: Draft, why: str) -> None:
    found.reason = why
    if why is RESTATES:
        found.again = other


def _whole(earlier: Sequence[Draft], found: Draft) -> Draft:
    """The newest earlier figure that is large enough to hold this one."""
    for other in reversed(earlier):
        if other.count.n is None or (found.count.n or 0) <= other.count.n:
            return other
    return earlier[-1]


def _parts_again(drafts: Sequence[Draft]) -> None:
    """Parts of a figure said again are parts of what it says again; those told of that already are said again too."""
    for moved in drafts:
        if moved.within is None or moved.within.again is None:
            continue
        moved.within = whole = _first_told(moved.within)
        mates = (one for one in drafts if one.within is whole and one.bound is not moved.bound and not one.reason)
        twin = next((one for one in mates if one.outcome is moved.outcome and _alike(one, moved)), None)
        if twin is not None:
            first, second = sorted((twin, moved), key=lambda one: one.number)
            _refuse(second, first, RESTATES)


def _first_told(found: Draft) -> Draft:
    while (earlier := found.again) is not None:
        found = earlier
    return found


def _alike(one: Draft, other: Draft) -> bool:
    """Two parts of one whole are told in the same words."""
    return one.count.n == other.count.n and one.class_ is other.class_ and one.sub == other.sub


def _found_dead(drafts: Sequence[Draft]) -> None:
    """ "The bodies of two men who had been abducted were found", "miners abducted from a field were found dead": what
    was done to the dead before is no news."""
    for found in drafts:
        trigger, words = found.bound.trigger, grammar().words
        discovered = trigger.form is Form.ADJ and found.parse.lower(trigger.start - 1) in words.discovered
        if found.outcome is not Outcome.KILLED or found.reason or not (trigger.form is Form.NOUN or discovered):
            continue
        for other in drafts[max(0, found.number - 2) : found.number + 3]:
            same = other.parse is found.parse and other.phrase == found.phrase
            if same and other.outcome is Outcome.CAPTURED and other.open and _behind(other):
                other.reason = DIED_LATER


def _behind(found: Draft) -> bool:
    """ "men abducted last week", "who had been abducted"."""
    start = found.bound.trigger.start
    before = found.parse.lowers[found.phrase.end : start]
    return not before or not grammar().words.pluperfect.isdisjoint(before)


def _dies(found: Draft) -> bool:
    """ "He died", "the death of a child of wounds he sustained"."""
    parse, words, end = found.parse, grammar().words, found.phrase.end
    wounds = parse.lower(end) in words.of_words | words.result_preps and parse.lower(end + 1) in words.wounds
    return found.bound.trigger.form is Form.DIE or wounds


def _died_later(drafts: Sequence[Draft]) -> None:
    """Wounded who then die are counted among the dead only."""
    for number, found in enumerate(drafts):
        if found.outcome is not Outcome.KILLED or found.count.n is None or not _dies(found):
            continue
        for other in drafts[max(0, number - LOOKBACK) : number + LOOKBACK]:
            if other.outcome is Outcome.WOUNDED and other.open and other is not found and one_person(other, found):
                other.reason = DIED_LATER
                if found.class_ is Class.UNKNOWN:
                    found.class_, found.side, found.implied = other.class_, other.side, other.implied
                break
