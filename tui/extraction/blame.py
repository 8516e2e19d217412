"""Deeds told by idioms: "opened fire on", "under attack from", "claimed responsibility", "blamed X for", "exchanged
fire with".

Invariant: a sentence without the words of an idiom is not searched for it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from tui.extraction.deed import NOBODY, Deed, idiom, start_of
from tui.extraction.phrases import Line, left, opening, right
from tui.extraction.wordings import Wordings


def by_wording(line: Line, patient: range) -> Iterable[Deed]:
    """All deeds told by idioms; ``patient`` is whom a passive before them told of."""
    if _cues().isdisjoint(line.plain):
        return ()
    return chain(by_idiom(line), by_blame(line), by_exchange(line, patient))


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    """Words without one of which no idiom here can stand."""
    firsts = {phrase.split()[0] for phrase in idiom("fire") | idiom("under") | idiom("blaming")}
    return frozenset({*firsts, "fire", "gunfire", "responsibility"})


_RESPONSIBILITY = frozenset(("responsibility",))
_FIRE_WITH = Wordings(("fire with", "gunfire with"))


def _where(line: Line, keys: Sequence[str], wanted: Container[str]) -> list[int]:
    """Where in the line those of its ``keys`` stand that are wanted."""
    return [index for index, word in enumerate(keys, start=line.low) if word in wanted]


@lru_cache(maxsize=1)
def _fire() -> Wordings:
    return Wordings(idiom("fire") | idiom("under"))


def by_idiom(line: Line) -> Iterator[Deed]:
    if not _fire().of(line.plain):
        return
    for index in _where(line, line.plain, _fire().firsts):
        for size in (3, 2):
            phrase = " ".join(line.words.keys[index : min(index + size, line.high)])
            if phrase in idiom("fire"):
                target = right(line, index + size) if phrase.endswith((" on", " at", " upon")) else NOBODY
                yield Deed(index, left(line, start_of(line, index)) or opening(line), target, "shoot")
                break
            if phrase in idiom("under"):
                yield Deed(index, right(line, index + size), NOBODY, "attack")
                break


def by_exchange(line: Line, patient: range) -> Iterator[Deed]:
    """ "killed after exchanging fire with police": both sides shoot."""
    if not _FIRE_WITH.of(line.plain):
        return
    for index in range(line.low, line.high - 2):
        if (
            line.key(index).startswith("exchang")
            and line.key(index + 1) in ("fire", "gunfire", "shots")
            and line.key(index + 2) == "with"
        ):
            yield Deed(
                index, patient or left(line, index) or opening(line), right(line, index + 3), "clash", mutual=True
            )


def by_blame(line: Line) -> Iterator[Deed]:
    """ "X claimed full responsibility", "blamed X for the attack", "attributed the attack to X"."""
    for index in _where(line, line.keys, idiom("blaming") | _RESPONSIBILITY):
        word = line.key(index)
        if word == "responsibility":
            for step in range(index - 1, max(line.low, index - 4), -1):
                if line.key(step) in idiom("claiming"):
                    yield Deed(index, left(line, start_of(line, step)) or opening(line), NOBODY, "attack")
                    break
        elif word in idiom("blaming"):
            blamed = right(line, index + 1)
            after = line.key(blamed.stop)
            if blamed and after in ("on", "to"):
                yield Deed(index, right(line, blamed.stop + 1), NOBODY, "attack")
            elif blamed and after == "for":
                yield Deed(index, blamed, NOBODY, "attack")
