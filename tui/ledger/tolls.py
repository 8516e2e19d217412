"""What the figures of two reports say of whether they tell of one incident.

Invariant: symmetric, and a pure function of the two parts; which figure is the later one, their keys tell.
"""

from __future__ import annotations

import math

from tui.ledger.part import Part, Toll
from tui.model import Outcome

RISEN = 1.75
"""Doublings of a figure beyond which a later one that is higher still says no more against it."""
CLOSE = 1.34
"""Times a figure that another one may be to be the same, counted a little later."""


def compared(a: Part, b: Part) -> dict[str, float]:
    """Equal figures speak for one incident, the more so the larger they are; figures far apart speak against it."""
    first, second = (a, b) if a.key <= b.key else (b, a)
    found = {"toll_same": 0.0, "toll_close": 0.0, "toll_rise": 0.0, "toll_fall": 0.0}
    found["total_one"] = float((a.total and bool(b.hurt)) or (b.total and bool(a.hurt)))
    found["dead_one"] = float(_only_wounded(a, b) or _only_wounded(b, a))
    for outcome in (Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED):
        one, two = first.tolls.get(outcome), second.tolls.get(outcome)
        if one is None or two is None:
            continue
        name, value = _toll(one, two)
        found[name] = max(found[name], value) if outcome is Outcome.KILLED else found[name] + value / 2
    return found


def _only_wounded(a: Part, b: Part) -> bool:
    """``a`` tells of wounded and of no dead, ``b`` of dead and of no wounded."""
    if Outcome.WOUNDED not in a.hurt or Outcome.KILLED not in b.hurt:
        return False
    return Outcome.KILLED not in a.hurt and Outcome.WOUNDED not in b.hurt


def _toll(first: Toll, second: Toll) -> tuple[str, float]:
    """What two figures say, ``first`` the one published before."""
    low, high = sorted((first.n, second.n))
    rarity = min(1.5, 0.2 + math.log2(max(1, low)) / 3)
    if low == high:
        return "toll_same", rarity
    if first.n in second.all or second.n in first.all or high <= low * CLOSE:
        return "toll_close", rarity
    # What a party claims is no measure of what others count.
    far = min(3.0, math.log2((high + 1) / (low + 1))) * (0.3 if first.party or second.party else 1.0)
    if second.n < first.n:
        return "toll_fall", far
    # The first count of a night is often a fraction of the last.
    return ("toll_close", rarity / 2) if second.update else ("toll_rise", min(RISEN, far))


def same_toll(a: Part, b: Part) -> bool:
    """One figure at least is told by both."""
    return any(outcome in b.tolls and b.tolls[outcome].n == toll.n for outcome, toll in a.tolls.items())


def other_toll(a: Part, b: Part) -> bool:
    """Both give figures of one thing, and none is told by both."""
    return not a.tolls.keys().isdisjoint(b.tolls) and not same_toll(a, b)
