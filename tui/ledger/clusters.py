"""Groups that turn out to be one incident.

A report joins a group by what came before it. Two groups can grow towards each other ("six killed", hours later
"sixteen killed", each with followers): here they are compared as wholes and joined. Invariant: which groups are joined
is a pure function of the groups, so it does not depend on the order of arrival either; no part moves, only names do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.ledger.copies import Change, Copies
from tui.ledger.drift import against, drifts, spread
from tui.ledger.groups import Groups
from tui.ledger.links import Links
from tui.ledger.match import Verdict, compare
from tui.ledger.part import Key, Part
from tui.ledger.weights import evidence

SAMPLE = 4
"""Parts of each group that are compared with those of the other."""
_TOP = 4
ASKED = 6
"""Groups of an incident that must not speak against another one that joins it."""


class Likeness(NamedTuple):
    """How two groups stand to each other."""

    one: bool
    """Most pairs of parts speak for one incident."""
    possible: bool
    """They do not speak against it."""


def _other_days(pairs: list[tuple[Part, Part]], verdicts: list[Verdict]) -> bool:
    """Most pairs that both name a day name two: groups may grow towards each other through undated reports."""
    dated = sum(a.happened is not None and b.happened is not None for a, b in pairs)
    return sum(verdict.apart == "different days" for verdict in verdicts) * 2 > dated


class Clusters:
    """Incidents as groups of parts; an incident is named by its earliest part."""

    def __init__(self) -> None:
        self._groups = Groups()
        self._copies = Copies()
        self._links: dict[str, set[str]] = {}
        self._pairs: dict[str, dict[str, Likeness]] = {}
        self._name: dict[str, str] = {}
        self._inside: dict[str, tuple[str, ...]] = {}
        self._possible = Links()
        self._parted: set[str] = set()
        """Incidents that a group has left since :meth:`relate` was asked."""

    def __contains__(self, part: str) -> bool:
        return part in self._copies

    def __iter__(self) -> Iterator[str]:
        return iter(self._inside)

    def __len__(self) -> int:
        return len(self._inside)

    def part(self, id_: str) -> Part:
        return self._copies.part(id_)

    def members(self, name: str) -> tuple[str, ...]:
        """Ids of the parts in order; empty when there is no such incident."""
        firsts = (first for group in self._inside.get(name, ()) for _, first in self._groups.keys(group))
        keys = sorted(key for first in firsts for key in self._copies.of(first))
        return tuple(part for _, part in keys)

    def exists(self, name: str) -> bool:
        return name in self._inside

    def latest(self, name: str, count: int) -> tuple[str, ...]:
        """Ids of the last ``count`` parts in order, copies of earlier ones left out: they are no news. What this costs
        does not grow with the incident."""
        keys = sorted(key for group in self._inside.get(name, ()) for key in self._groups.keys(group)[-count:])
        return tuple(part for _, part in keys[-count:])

    def add(self, part: Part) -> set[str]:
        """Place a new part; names of the incidents that changed, the vanished ones too."""
        return self._placed(self._copies.add(part))

    def remove(self, id_: str) -> set[str]:
        """Take a part out; names of the incidents that changed."""
        return self._placed(self._copies.remove(id_))

    def _placed(self, change: Change) -> set[str]:
        changed: set[str] = set()
        for id_ in change.gone:
            changed |= self._groups.remove(id_)
        for id_ in change.new:
            changed |= self._groups.add(self._copies.part(id_))
        names = self._relink(changed) if changed else set()
        return names | {self._name[self._groups.group_of(id_)] for id_ in change.touched}

    def drop(self, name: str) -> None:
        """Forget an incident."""
        parts = self.members(name)
        for group in self._inside.pop(name):
            self._unlink(group)
            self._name.pop(group, None)
            self._groups.drop(group)
        for part in parts:
            self._copies.remove(part)

    def related(self, name: str) -> tuple[str, ...]:
        """Names of the likeliest incidents that are possibly the same, as of when :meth:`relate` was asked last."""
        return self._possible.of(name)

    def relate(self, changed: Iterable[str]) -> set[str]:
        """Find anew who is possibly the same as one of these incidents, the vanished ones among them; names of all
        whose answer is another one now."""
        asked = {*changed, *(self._name[group] for group in self._groups.stirred())}
        # Who lists an incident need not ask again where it has only grown: a pair with what is new was stirred.
        parted = self._parted | {self._name[group] for group in self._groups.left()}
        self._parted = set()
        asked |= self._possible.listing(name for name in asked if name in parted or name not in self._inside)
        return {name for name in asked if self._possible.put(name, self._like(name))}

    def _like(self, name: str) -> tuple[str, ...]:
        """Names of the incidents that are near enough to ask, not to join, likeliest first."""
        found: dict[str, float] = {}
        for group in self._inside.get(name, ())[:SAMPLE]:
            for other, score in self._groups.related(group).items():
                incident = self._name[other]
                if incident != name:
                    found[incident] = max(found.get(incident, score), score)
        return tuple(sorted(found, key=lambda other: (-found[other], other)))

    def _relink(self, changed: set[str]) -> set[str]:
        """Compare the changed groups with those near them, then name the incidents anew."""
        dirty = set(changed)
        for group in changed:
            dirty |= self._unlink(group)
        for group in sorted(changed):
            if not self._groups.exists(group):
                continue
            for other in sorted(self._groups.near(group)):
                if other not in self._links.get(group, ()) and self._likeness(group, other).one:
                    self._links.setdefault(group, set()).add(other)
                    self._links.setdefault(other, set()).add(group)
                    dirty.add(other)
        return self._rename(dirty)

    def _unlink(self, group: str) -> set[str]:
        """Forget what is known of how the group stands to others; the names of those it was linked to."""
        for other in self._pairs.pop(group, {}):
            self._pairs.get(other, {}).pop(group, None)
        linked = self._links.pop(group, set())
        for other in linked:
            self._links.get(other, set()).discard(group)
        return linked

    def _likeness(self, group: str, other: str) -> Likeness:
        known = self._pairs.get(group, {}).get(other)
        if known is None:
            known = self._compare(group, other)
            self._pairs.setdefault(group, {})[other] = known
            self._pairs.setdefault(other, {})[group] = known
        return known

    def _compare(self, group: str, other: str) -> Likeness:
        """Symmetric, and a pure function of the two groups."""
        if self._groups.share_text(group, other):
            return Likeness(one=False, possible=False)
        mine, theirs = self._groups.keys(group), self._groups.keys(other)
        pairs = [
            (self._groups.part(a), self._groups.part(b))
            for _, a in spread(mine, len(mine), SAMPLE)
            for _, b in spread(theirs, len(theirs), SAMPLE)
        ]
        verdicts = [compare(a, b) for a, b in pairs]
        scores = sorted((verdict.score for verdict in verdicts if verdict.apart is None), reverse=True)
        if not scores or sum(map(against, verdicts)) * 3 > len(verdicts) or _other_days(pairs, verdicts):
            return Likeness(one=False, possible=False)
        top = scores[: max(_TOP, len(scores) // 2)]
        limits = evidence().limits
        return Likeness(
            one=sum(top) / len(top) >= limits["join"] and not drifts(verdicts),
            possible=sum(scores) / len(scores) >= limits["related"],
        )

    def _rename(self, dirty: set[str]) -> set[str]:
        """Incidents out of linked groups: the earliest group, with those linked to it that no other one in it speaks
        against. Each incident is named by its earliest part."""
        pool = self._connected(dirty)
        names = {self._name.pop(group) for group in pool if group in self._name}
        before = {name: self._inside.pop(name) for name in names if name in self._inside}
        for group in sorted((one for one in pool if self._groups.exists(one)), key=self._first):
            if group not in self._name:
                self._settle(group, self._around(group))
                names.add(group)
        self._parted |= {name for name, groups in before.items() if set(groups) - set(self._inside.get(name, ()))}
        return names

    def _connected(self, dirty: set[str]) -> set[str]:
        """The groups and all that are linked to them, directly or not, now or by their names so far."""
        found = set(dirty)
        queue = list(dirty)
        for group in queue:
            near = self._links.get(group, set()) | set(self._inside.get(self._name.get(group, ""), ()))
            queue.extend(near - found)
            found |= near
        return found

    def _around(self, hub: str) -> list[str]:
        found = [hub]
        for other in sorted(self._links.get(hub, ()), key=self._first):
            if other not in self._name and all(self._likeness(one, other).possible for one in found[1:ASKED]):
                found.append(other)
        return found

    def _settle(self, name: str, groups: Iterable[str]) -> None:
        self._inside[name] = tuple(groups)
        for group in self._inside[name]:
            self._name[group] = name

    def _first(self, group: str) -> Key:
        return self._groups.keys(group)[0]
