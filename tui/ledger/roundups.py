"""Round-ups and the incidents that they sum up.

"Strikes across the country kill 9" stands beside "4 killed in Kharkiv" and "5 killed in Kyiv": nobody is to be counted
twice. As Iraq Body Count takes out of a sum those whose deaths it has on record, what a round-up has beyond its parts
is all that it adds; the round-up itself stays as it was reported.

Invariants: what a round-up holds is a pure function of the incidents, whatever the order in which they came. A round-up
may be a part of a larger one, never of a smaller. Work is done for a round-up only where an incident with figures has
changed in its area and on its days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from heapq import heapify, heappop, heappush

from tui.ledger.camps import Camps
from tui.ledger.itemise import Itemised, itemise
from tui.ledger.outlines import Cell, Outline, may_hold

Cells = dict[Cell, set[str]]


class RoundUps:
    """Follows the incidents, and says of each round-up what it holds."""

    def __init__(self, camps: Camps) -> None:
        self._camps = camps
        self._outlines: dict[str, Outline] = {}
        self._held: Cells = {}
        """Incidents where a round-up finds them."""
        self._looking: Cells = {}
        """Round-ups where they look for their parts."""
        self._itemised: dict[str, Itemised] = {}

    def of(self, id_: str) -> Itemised | None:
        """None: it is no round-up, or none of its parts is known."""
        return self._itemised.get(id_)

    def update(self, outlines: Mapping[str, Outline | None]) -> set[str]:
        """Take in how incidents stand now, None for one that is no more or gives no figures; ids of the round-ups of
        which something else is known now."""
        stale: set[str] = set()
        for id_, now in outlines.items():
            before = self._outlines.get(id_)
            if before != now:
                stale |= self._drop(before) | self._put(now) | {id_}
        return self._refresh(stale)

    def _drop(self, one: Outline | None) -> set[str]:
        """Forget an outline; the round-ups that may have held it."""
        if one is None:
            return set()
        del self._outlines[one.id]
        _discard(self._held, one.at(), one.id)
        if one.sums:
            _discard(self._looking, one.over(), one.id)
        return self._holding(one)

    def _put(self, one: Outline | None) -> set[str]:
        """Hold an outline; the round-ups that may hold it."""
        if one is None:
            return set()
        self._outlines[one.id] = one
        for cell in one.at():
            self._held.setdefault(cell, set()).add(one.id)
        for cell in one.over() if one.sums else ():
            self._looking.setdefault(cell, set()).add(one.id)
        return self._holding(one)

    def _holding(self, one: Outline) -> set[str]:
        found = set().union(*(self._looking.get(cell, ()) for cell in one.at()))
        return {id_ for id_ in found if may_hold(self._outlines[id_], one, self._camps)}

    def _refresh(self, stale: set[str]) -> set[str]:
        """Itemise these anew, the smaller ones first, and the larger ones that hold any that came out otherwise."""
        changed: set[str] = set()
        queue = []
        for id_ in stale:
            one = self._outlines.get(id_)
            if one is not None and one.sums:
                queue.append(one.order)
            elif self._itemised.pop(id_, None) is not None:
                changed.add(id_)
        heapify(queue)
        last = None
        while queue:
            order = heappop(queue)
            if order != last and self._renewed(order[1]):
                changed.add(order[1])
                for larger in self._holding(self._outlines[order[1]]):
                    heappush(queue, self._outlines[larger].order)
            last = order
        return changed

    def _renewed(self, id_: str) -> bool:
        """Itemise it anew: did that change anything?"""
        one = self._outlines[id_]
        near = set().union(*(self._held.get(cell, ()) for cell in one.over()))
        inside = (other for other in map(self._outlines.__getitem__, near) if may_hold(one, other, self._camps))
        found = itemise(one, map(self._as_counted, inside), self._camps)
        before = self._itemised.pop(id_, None)
        if found is not None:
            self._itemised[id_] = found
        return found != before

    def _as_counted(self, one: Outline) -> Outline:
        known = self._itemised.get(one.id)
        return one if known is None else replace(one, figures=known.rest)


def _discard(cells: Cells, places: Iterable[Cell], id_: str) -> None:
    for cell in places:
        cells[cell].discard(id_)
        if not cells[cell]:
            del cells[cell]
