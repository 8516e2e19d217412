"""The dead and captured of a machine's crew belong to who operates it, and count where that is at war.

Invariants: a claim that was refused as no armed conflict counts after all when it is of the crew of a machine that
a belligerent lost on a front: whatever the cause is claimed to be, that is a loss of war; for every other change,
only a claim without a side, about crew words, in the sentence that names exactly one operator of a machine is
changed; a civilian's side is never set."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from tui.extraction.armoury import types
from tui.extraction.equipment import Machine
from tui.extraction.fold import Words
from tui.extraction.keys import key
from tui.extraction.phrases import Line
from tui.extraction.placed import Placed, line_around
from tui.extraction.reasons import NOT_CONFLICT
from tui.extraction.vocabulary import listed
from tui.model import Claim, Class, Equipment, Scope, State

_LOSSES = frozenset(("crashed", "shot_down", "destroyed", "lost"))


def with_crews(
    claims: Sequence[Claim],
    words: Words,
    lines: Sequence[Line],
    found: Sequence[Machine],
    equipment: Sequence[Equipment],
) -> tuple[Claim, ...]:
    """``claims`` with the sides of crews filled in; ``equipment`` says of each machine what became of it: whoever
    operates one to which nothing happened may be who killed them."""
    if not claims:
        return ()
    lost = [machine for machine, piece in zip(found, equipment, strict=True) if piece.outcome is not None]
    flown = Placed([m for m in lost if m.operator and not m.type.weapon], lambda machine: machine.first)
    return tuple(_with_side(claim, words, lines, flown) for claim in claims)


def with_losses(
    claims: Sequence[Claim], words: Words, lines: Sequence[Line], equipment: Sequence[Equipment], at_war: Sequence[bool]
) -> tuple[Claim, ...]:
    """``claims`` with those of a crew lost on a front put back; ``at_war`` says of each machine whether it was
    lost where a front is, away from home."""
    lost = [e for e, war in zip(equipment, at_war, strict=True) if war and _military(e)]
    if not lost:
        return tuple(claims)
    near = {line_around(words, lines, e.span[0]) for e in lost} - {None}
    return tuple(_counted(claim) if _of_crew(claim, words, lines, near) else claim for claim in claims)


def _military(piece: Equipment) -> bool:
    """Lost in this incident, and either of a military type or flown by a named actor."""
    kind = types().get(key(piece.type))
    named = piece.operator is not None or (kind is not None and not kind.generic)
    return named and piece.outcome in _LOSSES and piece.scope is Scope.INCIDENT


def _of_crew(claim: Claim, words: Words, lines: Sequence[Line], near: Collection[int | None]) -> bool:
    if claim.state is not State.REFUSED or not claim.reason.startswith(NOT_CONFLICT) or claim.class_ is Class.CIVILIAN:
        return False
    said = {*key(claim.figure).split(), *key(claim.sub or "").split()}
    crew = bool(said & listed("equipment", "crew", "words"))
    return crew or line_around(words, lines, claim.span[0]) in near


def _counted(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, state=State.ACTIVE, reason="", conflict=True)


def _with_side(claim: Claim, words: Words, lines: Sequence[Line], flown: Placed[Machine]) -> Claim:
    if claim.class_ is Class.CIVILIAN:
        return claim
    said = {*key(claim.figure).split(), *key(claim.sub or "").split()}
    if not said & listed("equipment", "crew", "words"):
        return claim
    if claim.side is not None:
        return msgspec.structs.replace(claim, class_=Class.COMBATANT)
    number = line_around(words, lines, claim.span[0])
    if number is None:
        return claim
    operators = {machine.operator for machine in flown.within(lines[number].low, lines[number].high)}
    if len(operators) != 1:
        return claim
    return msgspec.structs.replace(claim, side=operators.pop(), class_=Class.COMBATANT)
