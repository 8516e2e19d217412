"""Small sets that many parts hold, kept once.

Invariant: what comes back equals what was given; only its identity is shared. What is kept is bounded.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import TypeVar, cast

T = TypeVar("T", bound=Hashable)

FEW = 2
"""Members of a set up to which equal ones are one object: most are empty or hold what the day's news is full of, and
each set of its own takes 216 bytes."""


def shared(values: Iterable[T]) -> frozenset[T]:
    found = frozenset(values)
    return cast("frozenset[T]", _kept(found)) if len(found) <= FEW else found


@lru_cache(maxsize=8192)
def _kept(values: frozenset[Hashable]) -> frozenset[Hashable]:
    return values
