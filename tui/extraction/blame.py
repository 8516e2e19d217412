"""Deeds told by idioms: "opened fire on", "under attack from", "claimed responsibility", "blamed X for", "exchanged
fire with".

Invariant: a sentence without the words of an idiom is not searched for it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from msgspec.structs import replace

from tui.extraction.deed import NOBODY, Deed, idiom, nouns, start_of
from tui.extraction.grammar import grammar
from tui.extraction.marks import ATTACK, HARM, KILLING, PRONOUN
from tui.extraction.phrases import Line, left, opening, right
from tui.extraction.spots import spots
from tui.extraction.stages import idioms
from tui.extraction.verbs import verbs
from tui.extraction.wordings import Wordings


def by_wording(line: Line, patient: range) -> Iterable[Deed]:
    """All deeds told by idioms; ``patient`` is whom a passive before them told of."""
    if idioms().isdisjoint(line.plain):
        return ()
    return chain(by_idiom(line), by_blame(line), by_exchange(line, patient))


_HARMS = frozenset(("kill", "bomb", "shell", "shoot", "wound", "injure", "target", "hit", "abduct", "kidnap"))
_CLAIMED = 6
"""Words behind "responsibility" in which the deed is named."""
_RESPONSIBILITY = frozenset(("responsibility",))
_FIRE_WITH = Wordings(("fire with", "gunfire with"))


def _where(line: Line, keys: Sequence[str], wanted: Container[str]) -> list[int]:
    """Where in the line those of its ``keys`` stand that are wanted."""
    return spots(keys, wanted, line.low)


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
    """ "X claimed full responsibility", "blamed X for the attack", "accuses X of killing two", "attributed the attack
    to X"."""
    for index in _where(line, line.keys, _RESPONSIBILITY):
        for step in range(index - 1, max(line.low, index - 4), -1):
            if line.key(step) in idiom("claiming"):
                yield Deed(index, left(line, start_of(line, step)) or opening(line), _taken_on(line, index), "attack")
                break
    for index in _where(line, line.keys, idiom("blaming")):
        told = right(line, index + 1)
        if told and line.key(told.stop) in ("on", "to"):
            yield Deed(index, right(line, told.stop + 1), NOBODY, "attack")
    for index, blamed in accusations(line):
        after = blamed.stop + 1
        if line.mark(after) & HARM and "ing" in (verb := verbs()[line.key(after)]).forms:
            struck = right(line, after + 1)
            if verb.base in _violent() and _hurt(line, struck):
                yield Deed(index, blamed, struck, line.key(after))
        elif line.key(blamed.stop) == "for" or any(line.mark(at) & ATTACK for at in right(line, after)):
            yield Deed(index, blamed, NOBODY, "attack")


def _taken_on(line: Line, index: int) -> range:
    """Whom the deed struck that somebody claims: "responsibility for the death of | 45 soldiers"."""
    for step in range(index + 1, min(index + _CLAIMED, line.high)):
        if line.mark(step) & KILLING and line.key(step + 1) == "of":
            return right(line, step + 2)
    return NOBODY


def accusations(line: Line) -> Iterator[tuple[int, range]]:
    """Where somebody is said to be at fault, each with who: "blames | X | for", "accuses | X | of"."""
    for index in _where(line, line.keys, idiom("blaming")):
        told = right(line, index + 1)
        inner = [at for at in told if line.key(at) == "of"]  # "of" parts no phrase
        deed = (at for at in inner if line.mark(at + 1) & (HARM | ATTACK))
        stop = next(deed, inner[-1] if inner else told.stop)
        pronoun = stop - told.start == 1 and line.mark(told.start) & PRONOUN
        if told.start < stop and not pronoun and line.key(stop) in ("for", "of", "over"):
            yield index, range(told.start, stop)


@lru_cache(maxsize=1)
def _violent() -> frozenset[str]:
    """Verbs of violence, of which the "-ing" behind "of" is a deed; "violating" and "arming" are none."""
    return nouns("attack") | _HARMS


def _hurt(line: Line, struck: range) -> bool:
    """People, places or a number of them: "killing worker", not "killing the deal"."""
    words = line.of(struck)
    names = any(line.words.capital(at) for at in struck) and not line.words.titled
    numbers = not grammar().words.number_words.keys().isdisjoint(words)
    return names or numbers or not nouns("hurt").isdisjoint(words)


def accused(line: Line, deeds: Sequence[Deed]) -> list[Deed]:
    """The deeds, with the accused as the doer of what is told behind: "Redland blames rebels for the raid that killed
    five" is no deed of Redland's."""
    told = list(deeds)
    for _, blamed in accusations(line):
        told = [replace(deed, attacker=blamed) if _charged(line, deed, blamed) else deed for deed in told]
    return told


def _charged(line: Line, deed: Deed, blamed: range) -> bool:
    """It is told behind the accused, with nobody as its doer, with words that reach back to the accuser, or as what
    the accused brought about: "accuses rebels of shelling a clinic, killing two"."""
    if deed.at <= blamed.stop:
        return False
    verb = verbs().get(line.key(deed.at))
    bringing = verb is not None and "ing" in verb.forms and verb.base in _violent()
    brought = bringing and deed.attacker.stop <= blamed.start
    return not deed.attacker or brought or deed.attacker.start < blamed.stop < deed.attacker.stop
