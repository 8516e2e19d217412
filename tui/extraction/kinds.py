"""The kind of an event by its words, from ``data/events.toml``.

Invariants: words that tell none give "unknown". What a sentence says first counts before the setting or the cause that
it names behind ("seized the port after weeks of shelling"); of phrases that stand alike the most telling one wins,
whatever order they come in; "attack" says that there was one and not how.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tui.extraction.spots import spots
from tui.extraction.vocabulary import listed, tables
from tui.extraction.wordings import Wordings

_TABLES = ("kinds", "broad", "vague")
"""From what tells a kind by itself to what hardly does."""
_APART = 12
"""Words between the verb and the thing of a pair, at most."""
_BESIDE = frozenset(("protest", "seizure"))
"""Kinds that many a text tells of beside what it is about."""
_GENERAL = frozenset(
    ("attack", "attacks", "strike", "strikes", "hit", "raid", "raids", "bomb", "operation", "assault", "fire")
)
"""Verbs and nouns of an attack that say little of its kind where they are the deed."""


@lru_cache(maxsize=16)
def kind_of(words: tuple[str, ...]) -> str:
    """The kind that the folded words of a sentence, alone and in runs, tell of. The deeds of a sentence and what makes
    it a happening ask for the same words one after another.
    """
    telling = [*_wordings().placed(words)]
    pairs = _paired(words)
    if not (telling or pairs):
        return "unknown"
    idle = {index for at, phrase in _idle().placed(words) for index in _span(at, phrase)}
    longer = {index for at, phrase in telling if " " in phrase for index in _span(at, phrase)}
    ahead = next((at for at, _ in _setting().placed(words) if at), len(words))
    told = [
        _standing(_phrases()[phrase], at >= ahead)
        for at, phrase in telling
        if idle.isdisjoint(_span(at, phrase)) and (" " in phrase or at not in longer)
    ]
    told += [_standing((0, _order().index(kind)), at >= ahead) for at, kind in pairs]
    return _order()[min(told)[1]] if told else "unknown"


def _span(at: int, phrase: str) -> range:
    return range(at, at + 1 + phrase.count(" "))


def _standing(phrase: tuple[int, int], behind: bool) -> tuple[int, int]:
    """How a phrase of this table and rank stands among others, the lowest first: what tells by itself, then what tells
    broadly, ahead of the setting; the same behind; then what says little wherever it stands.
    """
    table, rank = phrase
    return (4 if table == len(_TABLES) - 1 else table + 2 * behind), rank


def _paired(words: Sequence[str]) -> list[tuple[int, str]]:
    """Kinds that a verb and a thing beside it tell of ("seized", "rifles"), each behind the number of the verb."""
    found = []
    for kind, verbs, things, unless in _pairs():
        if verbs.isdisjoint(words) or things.isdisjoint(words) or not unless.isdisjoint(words):
            continue
        of = spots(words, things)
        verb = (at for at in spots(words, verbs) if any(abs(at - thing) <= _APART for thing in of))
        found += [(at, kind) for at in verb]
    return found


def most_telling(kinds: Iterable[str]) -> str:
    """The most telling of the kinds that the sentences of an event tell; "unknown" when there is no other.

    A protest or a find of arms only where no sentence tells another: crowds gather and arms are found after a fight.
    """
    order = _order()
    found = [kind for kind in kinds if kind in order]
    return min(found, key=lambda kind: (kind in _BESIDE, order.index(kind)), default="unknown")


def kind_of_word(word: str) -> str | None:
    """The kind that one verb or noun tells of by itself; None for the general ones ("attack", "kill")."""
    found = None if word in _GENERAL else _phrases().get(word)
    return None if found is None or found[0] else _order()[found[1]]


@lru_cache(maxsize=1)
def _order() -> tuple[str, ...]:
    return tuple(tables("events")["order"]["kinds"])


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[int, int]]:
    """Each phrase with the table that it stands in and the rank of its kind."""
    found: dict[str, tuple[int, int]] = {}
    for breadth, table in enumerate(_TABLES):
        for kind in tables("events")[table]:
            for phrase in listed("events", table, kind):
                found.setdefault(phrase, (breadth, _order().index(kind)))
    return found


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[str, frozenset[str], frozenset[str], frozenset[str]], ...]:
    """Each kind with its verbs, its things, and the words beside which they tell nothing."""
    lists = ("verbs", "things", "unless")
    of = {kind: [frozenset(words[name]) for name in lists] for kind, words in tables("events")["pairs"].items()}
    return tuple((kind, verbs, things, unless) for kind, (verbs, things, unless) in of.items())


@lru_cache(maxsize=1)
def _wordings() -> Wordings:
    return Wordings(_phrases())


@lru_cache(maxsize=1)
def _idle() -> Wordings:
    return Wordings(listed("events", "idle", "phrases"))


@lru_cache(maxsize=1)
def _setting() -> Wordings:
    return Wordings(listed("events", "setting", "phrases"))
