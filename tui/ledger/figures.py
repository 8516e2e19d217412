"""The figures of one incident, for every side, class and outcome.

Invariants: figures of different voices make a range, never a sum (the min-max practice of Airwars and Iraq Body
Count); a figure with no class or side is the same people as a classified one, and only what it has beyond them is
left over, as unknown (Every Casualty, Standards 2016, p. 26); what only the other side claims stays out of the range.
The figures of one outcome are therefore people who can be added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import msgspec

from tui.ledger.amounts import Amount
from tui.ledger.beside import listed_apart
from tui.ledger.camps import Camps
from tui.ledger.people import Group, coarser, compatible
from tui.ledger.ranges import Range, around, beyond, combine, in_figures
from tui.ledger.tallies import only_enemy
from tui.model import ClaimantRole, Class, Figure, Outcome

LOSSES = frozenset((Outcome.KILLED, Outcome.WOUNDED, Outcome.MISSING, Outcome.CAPTURED))
NOBODY: Group = (None, Class.UNKNOWN)
RANK = {
    ClaimantRole.SAME_SIDE: 0,
    ClaimantRole.NEUTRAL: 1,
    ClaimantRole.THIRD_PARTY: 2,
    ClaimantRole.OTHER_SIDE: 3,
    ClaimantRole.UNKNOWN: 4,
}
"""Whose figure is shown first: a loss that its own side admits is the surest, one that the enemy claims the least
sure of those with a name."""


def figures(
    amounts: Sequence[Amount], camps: Camps, attackers: Collection[str] = ()
) -> tuple[tuple[Figure, ...], tuple[str, ...], tuple[str, ...]]:
    """The figures, most telling outcome first; the contradictions between voices, in words; and who acknowledges
    losses of its own. ``attackers`` are the actors that the reports name as such."""
    found: list[Figure] = []
    disputes: list[str] = []
    own: set[str] = set()
    for outcome in Outcome:
        same = [_of_foes(amount, attackers, camps) for amount in amounts if amount.outcome is outcome]
        if same:
            resolved, disputed = _resolve_classes(_with_implied(same))
            disputes.extend(disputed)
            groups = _gather(resolved, camps)
            found.extend(_figures(outcome, groups, camps))
            disputes.extend(_far_apart(outcome, resolved))
            if outcome in LOSSES:
                own.update(one.name for same in groups.values() for one in same if _owns(one))
    return tuple(found), tuple(disputes), tuple(sorted(own))


def _owns(amount: Amount) -> bool:
    return amount.role is ClaimantRole.SAME_SIDE and amount.n != 0


def headline(amounts: Sequence[Amount]) -> Amount | None:
    """The newest figure of the best-ranked claimants. Tolls roll upwards and old copies go on arriving: among peers a
    lower figure takes the place of a higher one only when it says that it corrects it."""
    numbered = [amount for amount in amounts if amount.n is not None]
    if not numbered:
        return None
    best = min(RANK[amount.role] for amount in numbered)
    peers = sorted(
        (amount for amount in numbered if RANK[amount.role] == best), key=lambda one: (one.time, one.n or 0, one.voice)
    )
    latest = {amount.voice: amount for amount in peers}
    shown = None
    for amount in sorted(latest.values(), key=lambda one: (one.time, one.n or 0, one.voice)):
        if shown is None or (amount.n or 0) >= (shown.n or 0) or amount.correction:
            shown = amount
    return shown


def _figures(outcome: Outcome, groups: dict[Group, list[Amount]], camps: Camps) -> list[Figure]:
    """One figure a group, the finest groups first, so that a total can be set beside its parts."""
    found: list[tuple[Group, Figure]] = []
    fine_first = sorted(groups, key=lambda group: (-_detail(group), group[0] or "", group[1].value))
    for group in fine_first:
        inside = [figure for other, figure in found if coarser(group, other) and compatible(group, other, camps)]
        numbered = [figure for figure in inside if figure.headline is not None and not only_enemy(figure)]
        figure = _figure(outcome, group, groups[group]) if not numbered else _rest(outcome, group, groups, numbered)
        if figure is not None:
            found.append((group, figure))
    order = {group: at for at, group in enumerate(groups)}
    return [figure for group, figure in sorted(found, key=lambda pair: order[pair[0]])]


def _detail(group: Group) -> int:
    return (group[0] is not None) + (group[1] is not Class.UNKNOWN)


def _gather(amounts: list[Amount], camps: Camps) -> dict[Group, list[Amount]]:
    """Amounts by group. A group that says less joins the one finer group that it can be, where that is the only one
    and its figures do not go beyond that one's."""
    groups: dict[Group, list[Amount]] = {}
    for amount in sorted(amounts, key=lambda one: (one.group[0] or "", one.group[1].value, one.voice, one.time)):
        groups.setdefault(_named(amount.group, groups, camps), []).append(amount)
    for group in sorted(groups, key=_detail):
        finer = [other for other in groups if coarser(group, other) and compatible(group, other, camps)]
        apart = _told_beside(groups[group])
        # Only the finest ones are ends: (SDF, ?) and (?, combatant) are both inside (SDF, combatant).
        ends = [one for one in finer if not any(coarser(one, other) for other in finer) and one not in apart]
        if len(ends) == 1:
            _join(groups, group, ends[0])
    return {group: [_placed(one, group, camps) for one in same] for group, same in groups.items() if same}


def _told_beside(amounts: Iterable[Amount]) -> frozenset[Group]:
    """Groups that every text counts beside these people: "4 soldiers and 12 militants" has no soldier among the 12."""
    told = [one.apart for one in amounts if one.n is not None]
    return frozenset.intersection(*told) if told else frozenset()


def _placed(amount: Amount, group: Group, camps: Camps) -> Amount:
    """Now that it is known whose people they are: does a belligerent speak of its own, or of the other side's?"""
    if amount.actor is None or group[0] is None:
        return amount
    own = camps.together(amount.actor, group[0])
    return replace(amount, role=ClaimantRole.SAME_SIDE if own else ClaimantRole.OTHER_SIDE)


def _of_foes(amount: Amount, attackers: Collection[str], camps: Camps) -> Amount:
    """Fighters of no named side of whom their attacker speaks are not its own."""
    if amount.actor is None or amount.group != (None, Class.COMBATANT):
        return amount
    attacked = any(camps.together(amount.actor, attacker) for attacker in attackers)
    return replace(amount, role=ClaimantRole.OTHER_SIDE) if attacked else amount


def _with_implied(amounts: list[Amount]) -> list[Amount]:
    """Where nobody words another class, people are what the surroundings of all figures imply."""
    implied = {amount.implied for amount in amounts if amount.implied is not None}
    worded = {amount.group[1] for amount in amounts} - {Class.UNKNOWN}
    if len(implied) != 1 or not worded <= implied:
        return amounts
    return [replace(one, group=(one.group[0], one.implied)) if one.implied is not None else one for one in amounts]


def _named(group: Group, groups: dict[Group, list[Amount]], camps: Camps) -> Group:
    """The Russian navy's dead are Russia's where both are named."""
    for other in groups:
        if other[1] is group[1] and camps.akin(other[0], group[0]):
            return other
    return group


def _join(groups: dict[Group, list[Amount]], coarse: Group, fine: Group) -> None:
    """All of a group that says less joins a finer one, or only its words do: a total beyond the finer figure, or one
    that the same voice gives beside it, has people in it who are not in the finer one; "six soldiers" are those of whom
    another says that five soldiers of the army fell. What only the enemy calls fighters makes none of the dead whom
    others count."""
    said = [amount for amount in groups[fine] if amount.n is not None and amount.role is not ClaimantRole.OTHER_SIDE]
    moving = groups[coarse]
    numbered = [amount for amount in moving if amount.n is not None]
    if said and numbered:
        most, voices = combine(said).most, {amount.voice for amount in said}
        called = {amount.sub for amount in said} - {None}
        if any((one.low > most and one.sub not in called) or one.voice in voices for one in numbered):
            moving = [amount for amount in moving if amount.n is None]
    elif coarse[1] is not fine[1] and any(amount.n is not None for amount in groups[fine]):
        moving = [amount for amount in moving if amount.n is None]
    groups[fine] = groups[fine] + moving
    groups[coarse] = [amount for amount in groups[coarse] if amount not in moving]


def _figure(outcome: Outcome, group: Group, amounts: list[Amount]) -> Figure:
    enemy = [amount for amount in amounts if amount.role is ClaimantRole.OTHER_SIDE and amount.n is not None]
    others = [amount for amount in amounts if amount.role is not ClaimantRole.OTHER_SIDE and amount.n is not None]
    vague = {amount.voice: amount for amount in amounts if amount.n is None}
    rows = tuple(row for amount in amounts for row in amount.rows)
    counted = _sure(others) or _sure(enemy)
    if not counted:
        words = _in_words(list(vague.values()))
        return Figure(
            side=group[0], class_=group[1], outcome=outcome, low=0, high=None, headline=None, claimant=None,
            vague=len(vague), claims=rows, text=words,
        )  # fmt: skip
    span = combine(counted)
    first = headline(counted)
    boast = max(enemy, key=lambda amount: (amount.n or 0, amount.time), default=None)
    beyond = boast if boast is not None and (not others or (boast.n or 0) > span.most) else None
    figure = Figure(
        side=group[0],
        class_=group[1],
        outcome=outcome,
        low=span.low,
        high=span.high,
        most=span.most,
        headline=first.n if first is not None else None,
        claimant=first.name if first is not None else None,
        claimed_by_enemy=beyond.n if beyond is not None else None,
        enemy=beyond.name if beyond is not None else None,
        vague=len(vague),
        claims=rows,
    )
    return _worded(figure, span, counted, alone=not others)


def _sure(amounts: list[Amount]) -> list[Amount]:
    """Without parts of a total that others give more for: "9 dead, 6 of them children" says of nobody else what they
    were, so that 9 civilians do not contradict it."""
    most = max((amount.n or 0 for amount in amounts if not amount.share), default=0)
    return [amount for amount in amounts if not amount.share or (amount.n or 0) > most]


def _rest(outcome: Outcome, group: Group, groups: dict[Group, list[Amount]], inside: list[Figure]) -> Figure | None:
    """What a group has beyond those of whom more is said; None when it has nothing beyond them."""
    amounts = [amount for amount in groups[group] if amount.n is not None]
    if not amounts:
        return _figure(outcome, group, groups[group])
    apart = listed_apart(amounts, groups)
    totals = [amount for amount in amounts if amount not in apart]
    spans = [combine(apart)] if apart else []
    if totals:
        spans.append(beyond(combine(totals), inside))
    span = around([one for one in spans if one.high != 0])
    first = headline(amounts)
    if span is None or first is None:
        return None
    said = 0 if first in apart else sum(figure.headline or 0 for figure in inside)
    figure = Figure(
        side=group[0],
        class_=group[1],
        outcome=outcome,
        low=span.low,
        high=span.high,
        most=span.most,
        headline=max(0, (first.n or 0) - said),
        claimant=first.name,
        claims=tuple(row for amount in amounts for row in amount.rows),
    )
    return _worded(figure, span, amounts, alone=False)


def _worded(figure: Figure, span: Range, amounts: list[Amount], *, alone: bool) -> Figure:
    """With its wording: "12", "5-12", "12+", ">12", "~12", "12-19+", "9 (21 claimed by ISIS)"."""
    if alone:
        text = f"{in_figures(span, amounts)} claimed by {figure.enemy}"
    elif figure.claimed_by_enemy is not None:
        text = f"{in_figures(span, amounts)} ({figure.claimed_by_enemy} claimed by {figure.enemy})"
    else:
        text = in_figures(span, amounts)
    return msgspec.structs.replace(figure, text=text)


def _in_words(amounts: list[Amount]) -> str:
    """Figures in words, as worded, with "~": "~dozens"."""
    newest = max(amounts, key=lambda amount: (amount.time, amount.voice))
    return f"~{newest.word}" if newest.word else "~"


def _resolve_classes(amounts: list[Amount]) -> tuple[list[Amount], list[str]]:
    """Two voices that give one number and nothing else, one as civilians and one as combatants, speak of the same
    people: the class is left open, and said to be contested."""
    said = Counter(amount.voice for amount in amounts if amount.n is not None)
    by_number: dict[int, list[Amount]] = {}
    for amount in amounts:
        if amount.n and said[amount.voice] == 1 and amount.group[1] is not Class.UNKNOWN:
            by_number.setdefault(amount.n, []).append(amount)
    open_: set[str] = set()
    disputes: list[str] = []
    for number, same in sorted(by_number.items()):
        classes = {amount.group[1]: amount for amount in reversed(same)}
        if len(classes) == 2:
            civilian, combatant = classes[Class.CIVILIAN], classes[Class.COMBATANT]
            open_.update(amount.voice for amount in same)
            disputes.append(
                f"{civilian.outcome.value}: {number} civilian ({civilian.name}) "
                f"against {number} combatant ({combatant.name})"
            )
    resolved = [
        replace(amount, group=NOBODY) if amount.voice in open_ and amount.n is not None else amount
        for amount in amounts
    ]
    return resolved, disputes


def _far_apart(outcome: Outcome, amounts: list[Amount]) -> list[str]:
    """Figures of two voices for one group that no rolling toll explains: the later is at most half the other."""
    found: list[str] = []
    groups = {amount.group for amount in amounts}
    for group in sorted(groups, key=lambda one: (one[0] or "", one[1].value)):
        said = [a for a in amounts if a.group == group and a.n is not None and a.role is not ClaimantRole.OTHER_SIDE]
        if len(said) < 2:
            continue
        most = max(said, key=lambda amount: (amount.low, amount.time, amount.voice))
        later = [amount for amount in said if amount.high is not None and amount.time >= most.time]
        least = min(later, key=lambda amount: (amount.high or 0, amount.voice), default=most)
        if least.high is not None and most.low >= 2 * max(1, least.high) and most.low - least.high >= 3:
            found.append(f"{outcome.value}: {least.n} ({least.name}) against {most.n} ({most.name})")
    return found
