"""Who belongs with whom: the actors' parents and camps, as configured.

Invariant: an actor that is not configured is a camp of its own; nobody is made an enemy by guess.
"""

from __future__ import annotations

from collections.abc import Iterable

from tui.model import Actor

_DEPTH = 8
"""How far up a chain of parents is followed: a circle in the configuration must not hang the ledger."""


class Camps:
    """Answers "same side?" for canonical actor names."""

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self._actors = {actor.name: actor for actor in actors}

    def line(self, name: str) -> tuple[str, ...]:
        """The actor and what it is part of, nearest first."""
        found = [name]
        for _ in range(_DEPTH):
            actor = self._actors.get(found[-1])
            if actor is None or actor.parent is None or actor.parent in found:
                break
            found.append(actor.parent)
        return tuple(found)

    def camp(self, name: str) -> str | None:
        """The camp that the actor or what it is part of stands in; None: none is configured."""
        for one in self.line(name):
            actor = self._actors.get(one)
            if actor is not None and actor.side is not None:
                return actor.side
        return None

    def fights(self, name: str) -> bool:
        """Is it an armed group?"""
        actor = self._actors.get(name)
        return actor is not None and actor.kind in ("group", "militia")

    def akin(self, a: str | None, b: str | None) -> bool:
        """One is the other or a part of it."""
        if a is None or b is None:
            return False
        return a in self.line(b) or b in self.line(a)

    def together(self, a: str | None, b: str | None) -> bool:
        """Akin, or of one camp."""
        if a is None or b is None:
            return False
        return self.akin(a, b) or ((camp := self.camp(a)) is not None and camp == self.camp(b))
