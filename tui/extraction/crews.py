"""The dead and captured of a machine's crew belong to who operates it.

Invariant: only a claim without a side, about crew words, in the sentence that names exactly one operator of a machine
is changed; a
civilian's side is never set.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tui.extraction.equipment import Machine
from tui.extraction.fold import Words, key
from tui.extraction.phrases import Line
from tui.extraction.vocabulary import listed
from tui.model import Claim, Class


def with_crews(
    claims: Sequence[Claim], words: Words, lines: Sequence[Line], found: Sequence[Machine]
) -> tuple[Claim, ...]:
    """``claims`` with the sides of crews filled in."""
    return tuple(_with_side(claim, words, lines, found) for claim in claims)


def _with_side(claim: Claim, words: Words, lines: Sequence[Line], found: Sequence[Machine]) -> Claim:
    if claim.side is not None or claim.class_ is Class.CIVILIAN:
        return claim
    said = {*key(claim.figure).split(), *key(claim.sub or "").split()}
    if not said & listed("equipment", "crew", "words"):
        return claim
    line = next((li for li in lines if words.starts[li.low] <= claim.span[0] < words.ends[li.high - 1]), None)
    if line is None:
        return claim
    operators = {m.operator for m in found if line.low <= m.first < line.high and m.operator and not m.type.weapon}
    return msgspec.structs.replace(claim, side=operators.pop()) if len(operators) == 1 else claim
