"""What the machines of two reports say of whether they tell of one incident.

Invariant: symmetric, and a pure function of the two parts.
"""

from __future__ import annotations

from tui.ledger.part import Part
from tui.ledger.scenes import places_apart


def other_equipment(a: Part, b: Part) -> bool:
    """Both name aircraft or ships, and none of the same type: a Su-30 is neither a MiG-29 nor a Ka-52."""
    if not a.equipment or not b.equipment:
        return False
    if a.machine is not None and b.machine is not None and a.machine[0] != b.machine[0]:
        return a.machine[0] != a.machine[1] and b.machine[0] != b.machine[1]
    for category in ("helicopter", "aircraft", "ship"):
        mine = {type_ for kind, type_ in a.equipment if kind == category}
        theirs = {type_ for kind, type_ in b.equipment if kind == category}
        if mine and theirs and not mine & theirs and not any(category in (x, y) for x in mine for y in theirs):
            return True
    return False


def machine_same(a: Part, b: Part) -> float:
    """1 when both tell of the loss of one type of machine, less where one names no type; 0 where their scenes cannot
    be one. Machines of a type are seldom lost twice in a country within two days."""
    if a.machine is None or b.machine is None or a.machine[0] != b.machine[0] or places_apart(a, b):
        return 0.0
    if a.scenes and b.scenes and not a.scenes & b.scenes:
        return 0.0
    if a.machine == b.machine:
        return 1.0 if a.machine[0] != a.machine[1] else 0.6
    return 0.6 if a.machine[0] in (a.machine[1], b.machine[1]) else 0.0
