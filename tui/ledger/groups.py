"""Which parts are one incident.

Invariant: the grouping is the one that placing all parts in their order (time, then id) would give, each by the parts
before it, whatever order they arrive in. A part that comes late is placed among the earlier ones, and the later ones
that it touches are placed anew. The work for one part is bounded by :data:`REPLAY`: when a late part touches more (a
flood of variants of one line, out of order), the rest stay where they are until something touches them again, so the
flooded incident alone may then be split otherwise than in order. No part is lost, and no other incident is concerned.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Iterator
from itertools import chain

from tui.ledger.drift import against, drifts, ends, spread
from tui.ledger.edges import Edges
from tui.ledger.index import Index
from tui.ledger.match import Verdict, compare
from tui.ledger.part import Key, Part
from tui.ledger.weights import evidence

REPLAY = 200
"""Parts placed anew at most for one that came late."""
LOOKED_AT = 5
"""Members of a group that a part is compared with beside the likeliest: its first and its last ones."""
NEAR = 20
"""Members of a group whose likely or possible partners in other groups are looked at."""
_TOP = 3


class Groups:
    """Parts in groups; a group is named by its earliest part."""

    def __init__(self) -> None:
        self._index = Index(evidence().limits["late_hours"])
        self._parts: dict[str, Part] = {}
        self._told: dict[str, tuple[str, ...]] = {}
        """Item -> its parts: two events of one text are two incidents."""
        self._group: dict[str, str] = {}
        self._members: dict[str, list[Key]] = {}
        self._likely = Edges()
        """Likely of one incident: the place of the later part hangs on where the earlier one stands."""
        self._possible = Edges()
        """Near enough to ask, not to join."""
        self._stirred: set[str] = set()
        """Parts of which a pair was made or cut since :meth:`stirred` was asked."""
        self._left: set[str] = set()
        """Groups that a part has left since :meth:`left` was asked."""
        self._last: Key | None = None

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def group_of(self, part: str) -> str:
        """Name of the group that the part is in."""
        return self._group[part]

    def members(self, group: str) -> tuple[str, ...]:
        """Ids of the parts in order; empty when there is no such group."""
        return tuple(part for _, part in self._members.get(group, ()))

    def keys(self, group: str) -> list[Key]:
        """Keys of the parts in order; not to be changed."""
        return self._members[group]

    def share_text(self, group: str, other: str) -> bool:
        """Do they hold two events of one text? Costs as much as the smaller one is large."""
        small, large = sorted((group, other), key=lambda name: len(self._members[name]))
        return any(
            self._group[told] == large for _, id_ in self._members[small] for told in self._told[self._parts[id_].item]
        )

    def exists(self, group: str) -> bool:
        return group in self._members

    def part(self, id_: str) -> Part:
        return self._parts[id_]

    def names(self) -> Iterator[str]:
        return iter(self._members)

    def add(self, part: Part) -> set[str]:
        """Place a new part; names of the groups that it or its coming changed, the vanished ones too."""
        self._parts[part.id] = part
        self._told[part.item] = (*self._told.get(part.item, ()), part.id)
        self._index.add(part)
        for other in map(self._parts.__getitem__, self._index.earlier(part)):
            self._meet(other, part)
        if self._last is None or part.key > self._last:
            self._last = part.key
            return self._replay([part.key])
        for other in map(self._parts.__getitem__, self._index.later(part)):
            self._meet(part, other)
        lost = [edge for edge in self._index.edges(part) if self._lost(*edge)]
        changed = self._replay([part.key, *{self._parts[later].key for _, later in lost}])
        return changed | self._groups_of(lost)

    def remove(self, id_: str) -> set[str]:
        """Take a part out, as when its text was revised; names of the groups changed."""
        part = self._parts[id_]
        touched = set(self._touched(part, {self._group[id_]}))
        edges = set(self._index.edges(part))
        name = self._leave(part)
        self._forget(part)
        met = [
            (earlier, later)
            for earlier, later in edges
            if earlier in self._index.earlier(self._parts[later])
            and self._meet(self._parts[earlier], self._parts[later])
        ]
        touched.update(self._parts[later].key for _, later in met)
        return self._replay(sorted(touched)) | {name} | self._groups_of(met)

    def _groups_of(self, edges: list[tuple[str, str]]) -> set[str]:
        """Names of the groups at both ends: what is near them has changed, even where nothing moved."""
        return {self._group[id_] for edge in edges for id_ in edge}

    def _meet(self, earlier: Part, later: Part) -> bool:
        """Keep in mind how alike the two are; is it likely that they are of one incident?"""
        verdict, limits = compare(earlier, later), evidence().limits
        if verdict.score < limits["related"]:
            return False
        likely = verdict.score >= limits["merge"]
        (self._likely if likely else self._possible).put(earlier, later, verdict)
        self._stirred |= {earlier.id, later.id}
        return likely

    def _lost(self, earlier: str, later: str) -> bool:
        """Does the later part no longer see one on which its place hung?"""
        edges = self._likely if (earlier, later) in self._likely else self._possible
        if (earlier, later) not in edges or earlier in self._index.earlier(self._parts[later]):
            return False
        edges.cut(earlier, self._parts[later].key)
        self._stirred |= {earlier, later}
        return edges is self._likely

    def drop(self, group: str) -> None:
        """Forget a whole group; what is left keeps its place, as its own earlier parts would only have grown."""
        for _, id_ in self._members.pop(group):
            del self._group[id_]
            self._forget(self._parts[id_])

    def _forget(self, part: Part) -> None:
        self._index.remove(part)
        del self._parts[part.id]
        rest = tuple(id_ for id_ in self._told.pop(part.item) if id_ != part.id)
        if rest:
            self._told[part.item] = rest
        for edges in (self._likely, self._possible):
            self._stirred.update(other for other, _ in edges.ends(part.id))
            edges.forget(part)

    def near(self, group: str) -> set[str]:
        """Names of other groups with a part that is likely of one incident with a part of this one."""
        found: set[str] = set()
        for _, id_ in ends(self._members[group], NEAR):
            found.update(self._group[other] for other, _ in self._likely.ends(id_))
        return found - {group}

    def related(self, group: str) -> dict[str, float]:
        """Names of groups that are possibly the same incident, with the score of the likeliest pair."""
        found: dict[str, float] = {}
        for _, id_ in ends(self._members[group], NEAR):
            for other, verdict in chain(self._likely.ends(id_), self._possible.ends(id_)):
                name = self._group[other]
                if name != group and self._parts[other].item != self._parts[id_].item:
                    found[name] = max(found.get(name, verdict.score), verdict.score)
        return found

    def stirred(self) -> set[str]:
        """Names of the groups of which a part has gained or lost a partner since this was asked."""
        parts, self._stirred = self._stirred, set()
        return {self._group[id_] for id_ in parts if id_ in self._group}

    def left(self) -> set[str]:
        """Names of the groups that a part has left since this was asked, and that are still there."""
        names, self._left = self._left, set()
        return {name for name in names if name in self._members}

    def _replay(self, start: list[Key]) -> set[str]:
        """Place parts in order, then the later ones that this touches."""
        queue = list(start)
        heapq.heapify(queue)
        queued = set(queue)
        changed: set[str] = set()
        for _ in range(REPLAY + len(start)):
            if not queue:
                break
            key = heapq.heappop(queue)
            part = self._parts.get(key[1])
            if part is None:
                continue
            old = self._group.get(part.id)
            new = self._choose(part)
            if new == old:
                continue
            # The later ones of the group left behind lose what they were placed by; those of the new one may gain.
            groups = {new} | ({old} if old is not None else set())
            if old is not None:
                self._leave(part)
            self._join(part, new)
            changed |= groups
            for later in self._touched(part, groups):
                if later not in queued:
                    queued.add(later)
                    heapq.heappush(queue, later)
        self._mend(changed)
        return changed

    def _touched(self, part: Part, groups: set[str]) -> list[Key]:
        """Later parts whose place may hang on this one: those in the groups, and those likely to be."""
        if part.key == self._last:
            return []
        found = set(self._likely.later(part.id))
        for group in groups:
            members = self._members.get(group, [])
            found.update(members[bisect_left(members, part.key) :][:REPLAY])
            for _, member in members:
                found.update(self._likely.later(member))
        return sorted(key for key in found if key > part.key)

    def _choose(self, part: Part) -> str:
        """The group of earlier parts that fits best, else one of its own."""
        best: tuple[float, str] | None = None
        verdicts = dict(self._likely.earlier(part.id))
        for group in {self._group[other] for other in verdicts}:
            score = self._fit(part, group, verdicts)
            # Of two equally good groups the one with the smaller name: content decides, not arrival.
            if score is not None and score >= evidence().limits["merge"]:
                best = min(best, (-score, group)) if best is not None else (-score, group)
        return best[1] if best is not None else part.id

    def _fit(self, part: Part, group: str, verdicts: dict[str, Verdict]) -> float | None:
        """How well the part fits the group as a whole; None when a member looked at contradicts it. One likely pair
        is not enough in a large group: chains of near-likeness would join a whole war."""
        if any(self._parts[other].key < part.key and self._group[other] == group for other in self._told[part.item]):
            return None
        members = self._members[group]
        sample = [id_ for _, id_ in spread(members, bisect_left(members, part.key), LOOKED_AT)]
        for other in sample:
            if other not in verdicts:
                verdicts[other] = compare(part, self._parts[other])
        known = [verdict for other, verdict in verdicts.items() if self._group[other] == group]
        if sum(map(against, known)) * 3 > len(known):
            return None
        updated = [verdict.score for verdict in known if verdict.update and verdict.apart is None]
        if updated:
            # It speaks of an earlier report, whatever the words of the others are.
            return max(updated)
        if drifts([verdicts[other] for other in sample]):
            return None
        top = sorted((verdict.score for verdict in known if verdict.apart is None), reverse=True)[:_TOP]
        return sum(top) / len(top)

    def _join(self, part: Part, group: str) -> None:
        self._group[part.id] = group
        insort(self._members.setdefault(group, []), part.key)

    def _leave(self, part: Part) -> str:
        group = self._group.pop(part.id)
        self._left.add(group)
        members = self._members[group]
        del members[bisect_left(members, part.key)]
        if not members:
            del self._members[group]
        return group

    def _mend(self, changed: set[str]) -> None:
        """A group whose earliest part has left takes the name of the one that is earliest now."""
        for group in list(changed):
            members = self._members.get(group)
            if members and members[0][1] != group:
                name = members[0][1]
                rest = self._members.pop(group)
                for _, id_ in rest:
                    self._group[id_] = name
                self._members[name] = sorted({*rest, *self._members.get(name, ())})
                changed.add(name)
