"""Figures that one text says more than once, and figures that spell another one out.

Invariants: of several wordings of one figure exactly one stays open; a draft is only compared with earlier open
drafts of its outcome, so no chain of references can form; two phrases under one verb are never the same people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.reasons import CUMULATIVE, DIED_LATER, JOINT, OTHER_FIGURE, RESTATES, SUPERSEDED, WEAK
from tui.extraction.words import Phrases
from tui.model import Class, Kind, Outcome, Realis, Scope

_WINDOW = 9
"""Tokens before a figure in which a word may tell it apart from earlier ones."""
_LOOKBACK = 60
"""How many figures back a figure is compared: a bound on work, more than any report holds."""
_ROUNDING = 1.2
"""How much larger the figure may be that "over 30" stands for."""
_BELOW = 2
"""Sentences behind a headline that tell it in other words."""
_CAMPAIGN = 20
"""How many times the dead just told of a toll beside them is that of a campaign: "kills 3, death toll rises to 205"."""
_RARE = 5
"""From this number on two equal figures of one kind are one figure said twice."""


def restate(drafts: Sequence[Draft]) -> None:
    """Mark restatements and parts, in the order of the text."""
    _weak(drafts)
    _joint(drafts)
    _listed(drafts)
    _spelled_out(drafts)
    _said_otherwise(drafts)
    for number, found in enumerate(drafts):
        if found.open and found.count.n != 0:
            near = drafts[max(0, number - _LOOKBACK) : number]
            earlier = [o for o in near if o.open and o.outcome is found.outcome and o.count.n != 0]
            _judge(drafts, earlier, found)
    _spelled_out(drafts)
    _died_later(drafts)


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


def _listed(drafts: Sequence[Draft]) -> None:
    """Victims of one verb that sum up to an earlier figure are its parts: "64 dead ... killed four officers and 60
    others"."""
    for number, first in enumerate(drafts):
        if number and drafts[number - 1].bound is first.bound:
            continue
        same = [found for found in drafts[number : number + _LOOKBACK] if found.bound is first.bound and found.open]
        if len(same) < 2:
            continue
        total = sum(found.count.n or 0 for found in same)
        for whole in drafts[max(0, number - _LOOKBACK) : number]:
            if whole.open and whole.outcome is first.outcome and whole.count.n == total and total > 1:
                for found in same:
                    found.within = whole
                break


def _spelled_out(drafts: Sequence[Draft]) -> None:
    """Later figures that sum up to an earlier one spell it out: they are its parts."""
    for number, whole in enumerate(drafts):
        if not whole.open or (whole.count.n or 0) < 2:
            continue
        behind = drafts[number + 1 : number + 1 + _LOOKBACK]
        rest = [found for found in behind if found.open and found.bound is not whole.bound]
        later = [found for found in rest if found.outcome is whole.outcome and found.count.n]
        if len(later) > 1 and sum(found.count.n or 0 for found in later) == whole.count.n:
            for found in later:
                found.within = whole


def _weak(drafts: Sequence[Draft]) -> None:
    """ "shot" and "stabbed" are wounds only where the text says nothing plainer."""
    plain = any(not found.bound.trigger.weak and found.outcome in (Outcome.KILLED, Outcome.WOUNDED) for found in drafts)
    for found in drafts:
        if found.bound.trigger.weak and plain:
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
        if found.sentence or found.reason or n is None or n < _RARE:
            continue
        same = below.get((found.outcome, n))
        if same is not None:
            found.scope, found.realis, found.reason = same.scope, same.realis, same.reason


def _otherwise(found: Draft) -> bool:
    return found.scope is not Scope.INCIDENT or found.realis in (Realis.HYPOTHETICAL, Realis.PLANNED)


def _inherit(drafts: Sequence[Draft], found: Draft) -> None:
    """A figure that repeats one refused for its scope is refused for the same reason."""
    for other in drafts[max(0, found.number - _LOOKBACK) : found.number]:
        if other.scope is Scope.INCIDENT or other.outcome is not found.outcome or other.bound is found.bound:
            continue
        n = found.count.n
        if n is not None and other.count.n == n and (n >= _RARE or found.count.name):
            found.scope, found.reason = other.scope, other.reason
            return


def _judge(drafts: Sequence[Draft], earlier: Sequence[Draft], found: Draft) -> None:
    if not earlier:
        _inherit(drafts, found)
        return
    if _cue(found, grammar().words.alternatives):
        _refuse(found, earlier[-1], OTHER_FIGURE)
        return
    if _some_of_those(found):
        found.within = _whole(earlier, found)
        return
    added = _added(found)
    if _sum_so_far(earlier[-1], found):
        found.scope, found.reason = Scope.CUMULATIVE, CUMULATIVE
        return
    if not added and _sums_up(earlier, found):
        _refuse(found, earlier[-1], RESTATES)
        return
    for other in reversed(earlier):
        if other.bound is found.bound:
            continue
        if _taken(drafts, other, found):
            continue
        if _same(other, found, added):
            _refuse(found, other, RESTATES)
            return
        if not added and _includes(other, found):
            other.within = found
            continue
        if not added and _rises(other, found):
            other.reason = SUPERSEDED
            continue
        if not added and not _own_losses(drafts, other, found) and _detail(other, found):
            found.within = other
            return


def _taken(drafts: Sequence[Draft], other: Draft, found: Draft) -> bool:
    """Another victim of the same verb says ``other`` again: "a commander and his driver" are two people."""
    one = other.count.n == 1 and found.count.n == 1 and not found.pronoun
    near = drafts[max(0, found.number - 4) : found.number]
    return one and any(mate.bound is found.bound and mate.again is other for mate in near)


def _own_losses(drafts: Sequence[Draft], other: Draft, found: Draft) -> bool:
    """ "The army killed 45. A captain and two of its soldiers died": whoever attacked is none of those attacked, nor
    are those told of with them."""
    near = drafts[max(0, found.number - 4) : found.number + 5]
    mates = [mate.side for mate in near if mate.bound is found.bound]
    return other.attacker is not None and other.attacker in mates


def _sum_so_far(other: Draft, found: Draft) -> bool:
    """A toll in a later sentence than one death ("with his death the toll rose to nine"), or one that is far larger."""
    words = grammar().words
    toll = (
        found.parse.lower(found.bound.trigger.end - 1) in words.toll_nouns
        and found.phrase.start > found.bound.trigger.end
    )
    n, before = found.count.n or 0, other.count.n or 0
    if not toll or not before:
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


def _cue(found: Draft, table: Phrases) -> bool:
    """Whether a wording of ``table`` stands shortly before the figure, inside it or beside its verb."""
    tokens = found.parse.tokens
    trigger = found.bound.trigger
    start = max(0, min(found.phrase.start, trigger.start) - _WINDOW)
    end = min(len(tokens), max(found.phrase.end, trigger.end) + 1)
    return any(match(table, tokens, at) for at in range(start, end))


def _added(found: Draft) -> bool:
    """Words that tell the figure apart stand in it, right before it, beside its verb or at the head of the sentence."""
    if found.pronoun:
        return False
    tokens, table = found.parse.tokens, grammar().words.additive
    phrase, trigger = found.phrase, found.bound.trigger
    behind = range(trigger.end, trigger.end + (0 if found.parse.tag(trigger.end) is Tag.CONJ else 2))
    places = {
        *range(4),
        *range(max(0, phrase.start - 2), phrase.end),
        *range(max(0, trigger.start - 2), trigger.end),
        *behind,
    }
    return any(at < len(tokens) and match(table, tokens, at) for at in places)


def _some_of_those(found: Draft) -> bool:
    """ "one of those killed", "two of the dead", "19 of them"."""
    words = grammar().words
    tokens = found.parse.tokens
    end = min(found.phrase.end + 1, len(tokens))
    return any(match(words.of_those, tokens, at) for at in range(found.phrase.start, end))


def _same(other: Draft, found: Draft, added: bool) -> bool:
    if found.pronoun:
        return found.count.n is None or other.count.n in (found.count.n, None) or found.count.n == 1
    if found.count.definite and found.head == other.head and found.count.n == other.count.n:
        return True
    if found.count.definite and not added and _refers(other, found):
        return found.count.n is None or other.count.n is None or found.count.n <= other.count.n
    if added or found.count.n is None or found.count.n != other.count.n:
        return False
    return _compatible(other, found) or _told_below(other, found)


def _told_below(other: Draft, found: Draft) -> bool:
    """The one of a side whom the headline names, in other words below it: "top commander", "the chief of staff"."""
    alike = found.side is not None and found.side == other.side and found.attacker == other.attacker
    return alike and found.count.n == 1 and other.sentence == 0 < found.sentence <= _BELOW


def _refers(other: Draft, found: Draft) -> bool:
    """A definite phrase points back: its noun is the same, a general one, or says no other class."""
    words = grammar().words
    if found.head in words.attackers and other.head not in words.attackers:
        return False
    if found.head == other.head or found.head in words.references:
        return True
    return found.count.n == 1 and other.count.n == 1 and Class.UNKNOWN in (other.class_, found.class_)


def _compatible(other: Draft, found: Draft) -> bool:
    """Nothing in the words says that these are other people."""
    words = grammar().words
    if _enemies(other, found):
        return False
    if (found.head in words.attackers) != (other.head in words.attackers):
        return (found.count.n or 0) >= _RARE and (found.class_ is other.class_ or Class.UNKNOWN is other.class_)
    if found.count.name and other.count.name:
        return found.head == other.head
    if found.head == other.head:
        return True
    if found.count.name or other.count.name:
        return Class.UNKNOWN in (other.class_, found.class_) or found.class_ is other.class_
    if (
        other.sentence == found.sentence
        and found.count.n == 1
        and not found.count.definite
        and found.head not in words.references
    ):
        return False
    if found.class_ is other.class_ and (found.count.n or 0) >= _RARE:
        return True
    return Class.UNKNOWN in (other.class_, found.class_) or (found.class_ is other.class_ and found.sub == other.sub)


def _enemies(other: Draft, found: Draft) -> bool:
    """Both say whose people they are, and not the same."""
    return other.side is not None and found.side is not None and other.side != found.side


def _detail(other: Draft, found: Draft) -> bool:
    """A smaller figure about people of the same kind, in a later sentence or behind a total: it tells of some of
    them."""
    if other.count.n is None or found.count.n is None or found.count.n >= other.count.n:
        return False
    if _is_total(other):
        return True
    if other.sentence == found.sentence or _enemies(other, found):
        return False
    words = grammar().words
    if found.head in words.attackers and other.head not in words.attackers:
        return False
    if found.count.name and found.phrase.quantity is None:
        return True
    return found.head == other.head or other.class_ is Class.UNKNOWN or found.class_ is Class.UNKNOWN


def _rises(other: Draft, found: Draft) -> bool:
    """A larger figure with a word that says that it takes the place of the earlier one, or one that a headline gives
    as "over 30" and the text below as 31."""
    if other.count.n is None or found.count.n is None or found.count.n <= other.count.n:
        return False
    rounded = other.count.kind is Kind.MORE_THAN and found.count.n <= other.count.n * _ROUNDING
    if not found.update and not (rounded and found.sentence > other.sentence):
        return False
    return _compatible(other, found)


def _includes(other: Draft, found: Draft) -> bool:
    """A later figure for people in general holds an earlier named or single victim."""
    if (
        other.sentence == found.sentence
        or other.count.n != 1
        or found.count.n is None
        or found.count.n < 2
        or other.phrase.quantity is not None
    ):
        return False
    general = found.class_ is Class.UNKNOWN and (
        found.head in grammar().words.references or found.head in grammar().words.general_people or found.phrase.bare
    )
    return general and (other.count.name or found.bound.trigger.form is Form.ADJ or other.sentence == 0)


def _is_total(found: Draft) -> bool:
    tokens = found.parse.tokens
    start = max(0, found.phrase.start - 3)
    return any(match(grammar().words.totals, tokens, at) for at in range(start, found.phrase.end))


def _sums_up(earlier: Sequence[Draft], found: Draft) -> bool:
    """The figure is the sum of those before it ("2 killed." after "a man and his son were shot dead")."""
    if found.count.n is None or len(earlier) < 2:
        return False
    total = sum(other.count.n or 0 for other in earlier if other.bound is not found.bound)
    return total == found.count.n and (
        found.class_ is Class.UNKNOWN or found.count.definite or found.phrase.bare or _is_total(found)
    )


def _died_later(drafts: Sequence[Draft]) -> None:
    """Wounded who then die are counted among the dead only."""
    for number, found in enumerate(drafts):
        if found.outcome is not Outcome.KILLED or found.bound.trigger.form is not Form.DIE or found.count.n is None:
            continue
        for other in drafts[max(0, number - _LOOKBACK) : number + _LOOKBACK]:
            if other.outcome is Outcome.WOUNDED and other.open and other is not found and _one_person(other, found):
                other.reason = DIED_LATER
                if found.class_ is Class.UNKNOWN:
                    found.class_, found.side, found.implied = other.class_, other.side, other.implied
                break


def _one_person(wounded: Draft, dead: Draft) -> bool:
    if wounded.sentence == dead.sentence and wounded.phrase == dead.phrase:
        return True
    if wounded.count.n != dead.count.n or wounded.count.kind is Kind.VAGUE:
        return False
    if wounded.sentence == dead.sentence and wounded.pronoun:
        return True
    if dead.count.definite and not dead.pronoun:
        return (
            dead.head == wounded.head
            or dead.head in grammar().words.same_victims
            or dead.head not in grammar().words.people_one
        )
    return dead.pronoun or dead.count.name or wounded.count.name
