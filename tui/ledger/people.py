"""Groups of victims by side and class: which of them can be the same people, and which says less of them.

Invariant: pure functions of two groups; what is not said is compatible with anything.
"""

from __future__ import annotations

from tui.ledger.camps import Camps
from tui.model import Class

Group = tuple[str | None, Class]
"""Side and class of victims."""


def compatible(a: Group, b: Group, camps: Camps) -> bool:
    """Can the two name one group of victims? Unknown is compatible with anything."""
    sides = a[0] is None or b[0] is None or camps.akin(a[0], b[0])
    return sides and (a[1] is b[1] or Class.UNKNOWN in (a[1], b[1]))


def holds(a: Group, b: Group) -> bool:
    """Whoever is in ``b`` is in ``a`` by its words, and ``b`` says more."""
    return a != b and a[0] in (None, b[0]) and a[1] in (Class.UNKNOWN, b[1])


def coarser(a: Group, b: Group) -> bool:
    """``a`` says less about the victims than ``b``."""
    loose = (a[0] is None and b[0] is not None) + (a[1] is Class.UNKNOWN and b[1] is not Class.UNKNOWN)
    tight = (b[0] is None and a[0] is not None) + (b[1] is Class.UNKNOWN and a[1] is not Class.UNKNOWN)
    return loose > 0 and tight == 0
