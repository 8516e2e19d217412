"""Groups that turn out to be one incident.

A report joins a group by what came before it. Two groups can grow towards each other ("six killed", hours later
"sixteen killed", each with followers): here they are compared as wholes and joined. Invariant: which groups are joined
is a pure function of the groups, so it does not depend on the order of arrival either; no part moves, only names do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.ledger.groups import Groups, ends
from tui.ledger.match import compare, evidence
from tui.ledger.part import Key, Part

SAMPLE = 4
"""Parts of each group that are compared with those of the other."""
_TOP = 4
MOST = 60
"""Groups in one incident beyond which no further one is joined: a chain of likeness is no incident."""


class Clusters:
    """Incidents as groups of parts; an incident is named by its earliest part."""

    def __init__(self) -> None:
        self._groups = Groups()
        self._links: dict[str, set[str]] = {}
        self._name: dict[str, str] = {}
        self._inside: dict[str, tuple[str, ...]] = {}

    def __contains__(self, part: str) -> bool:
        return part in self._groups

    def __iter__(self) -> Iterator[str]:
        return iter(self._inside)

    def __len__(self) -> int:
        return len(self._inside)

    def part(self, id_: str) -> Part:
        return self._groups.part(id_)

    def members(self, name: str) -> tuple[str, ...]:
        """Ids of the parts in order; empty when there is no such incident."""
        keys = sorted(key for group in self._inside.get(name, ()) for key in self._groups.keys(group))
        return tuple(part for _, part in keys)

    def add(self, part: Part) -> set[str]:
        """Place a new part; names of the incidents that changed, the vanished ones too."""
        return self._relink(self._groups.add(part))

    def remove(self, id_: str) -> set[str]:
        """Take a part out; names of the incidents that changed."""
        return self._relink(self._groups.remove(id_))

    def drop(self, name: str) -> None:
        """Forget an incident."""
        for group in self._inside.pop(name):
            for other in self._links.pop(group, ()):
                self._links.get(other, set()).discard(group)
            self._name.pop(group, None)
            self._groups.drop(group)

    def related(self, name: str) -> tuple[str, ...]:
        """Names of incidents that are possibly the same: near enough to ask, not to join."""
        found: dict[str, float] = {}
        for group in self._inside[name][:SAMPLE]:
            for other, score in self._groups.related(group).items():
                incident = self._name[other]
                if incident != name:
                    found[incident] = max(found.get(incident, score), score)
        return tuple(sorted(found, key=lambda other: (-found[other], other))[:5])

    def _relink(self, changed: set[str]) -> set[str]:
        """Compare the changed groups with those near them, then name the incidents anew."""
        dirty = set(changed)
        for group in changed:
            old = self._links.pop(group, set())
            dirty |= old
            for other in old:
                self._links.get(other, set()).discard(group)
        for group in sorted(changed):
            if not self._groups.exists(group):
                continue
            for other in sorted(self._groups.near(group)):
                if other not in self._links.get(group, ()) and self._one(group, other):
                    self._links.setdefault(group, set()).add(other)
                    self._links.setdefault(other, set()).add(group)
                    dirty.add(other)
        return self._rename(dirty)

    def _one(self, group: str, other: str) -> bool:
        """Are two groups one incident? Most pairs must speak for it and few against; symmetric."""
        mine, theirs = self._groups.keys(group), self._groups.keys(other)
        items = {self._groups.part(id_).item for _, id_ in mine}
        if any(self._groups.part(id_).item in items for _, id_ in theirs):
            return False
        verdicts = [
            compare(self._groups.part(a), self._groups.part(b))
            for _, a in ends(mine, SAMPLE)
            for _, b in ends(theirs, SAMPLE)
        ]
        scores = sorted((verdict.score for verdict in verdicts if verdict.apart is None), reverse=True)
        if not scores or (len(verdicts) - len(scores)) * 3 > len(verdicts):
            return False
        top = scores[: max(_TOP, len(scores) // 2)]
        return sum(top) / len(top) >= evidence().limits["join"]

    def _rename(self, dirty: set[str]) -> set[str]:
        """Incidents are what is linked; each is named by its earliest part."""
        names = {self._name[group] for group in dirty if group in self._name}
        pool = dirty.union(*(self._inside.get(name, ()) for name in names))
        for name in names:
            self._inside.pop(name, None)
        for group in pool:
            self._name.pop(group, None)
        waiting = sorted((group for group in pool if self._groups.exists(group)), key=self._first)
        for group in waiting:
            if group not in self._name:
                self._settle(group, self._reached(group))
                names.add(group)
        return names

    def _reached(self, start: str) -> list[str]:
        found = [start]
        seen = {start}
        for group in found:
            for other in sorted(self._links.get(group, ()), key=self._first):
                if other not in seen and other not in self._name and len(found) < MOST:
                    seen.add(other)
                    found.append(other)
        return found

    def _settle(self, name: str, groups: Iterable[str]) -> None:
        self._inside[name] = tuple(groups)
        for group in self._inside[name]:
            self._name[group] = name

    def _first(self, group: str) -> Key:
        return self._groups.keys(group)[0]
