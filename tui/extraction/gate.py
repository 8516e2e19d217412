"""Whether a text tells of armed conflict at all.

Invariants: a text counts only when something in it names arms, fighters or a belligerent, and nothing stronger
names an accident, a disease, a disaster, crime, court, sport or culture; the verdict names the words that decided
it; the victims' side, country or wording of praise and abuse never decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tui.extraction.countries import by_adjective, by_name, by_seat
from tui.extraction.grammar import grammar
from tui.extraction.keys import key
from tui.extraction.law import FIGHTERS
from tui.extraction.reasons import NOT_CONFLICT, SHOTS, UNARMED
from tui.extraction.register import is_entry
from tui.extraction.sentences import Sentence
from tui.extraction.words import Phrases
from tui.model import Actor, ActorMention

_CERTAIN = 4
"""Weight of a wording that names something else than war; in the first sentence it says what the text is about."""
_TYPE = 6
"""Weight of a combat aircraft or vehicle named by its type: its crash is a loss of war, as claimed."""
_PLAIN = 2
"""Weight of a word that names arms or fighters beyond doubt: it wins a tie."""
_FAR = 2
"""Weight of shots of nobody known to fight, in a country without a front, as a sign of crime."""
_LEAD = 3
"""Sentences from the beginning that say what a text is about."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` is empty for armed conflict; ``plain``: a word names arms or fighters beyond doubt."""

    conflict: bool
    reason: str = ""
    plain: bool = False


def verdict(
    sentences: Sequence[Sentence],
    mentions: Iterable[ActorMention],
    actors: Mapping[str, Actor],
    about: Sequence[int],
    deed: bool = False,
    far: bool = False,
) -> Verdict:
    """Judge the text by its first sentences and those at ``about``, the ones that hold figures.

    An entry of a register of violence tells of some: crime and quarrels are no argument against it.

    ``deed``: who did it or to whom says so: a state itself is said to have killed or wounded ("Redland kills 16"),
    somebody of politics was put to death; ``far``: all happened in countries
    without a front, where a gunman is no sign of war.
    """
    chosen = sorted({*range(min(_LEAD, len(sentences))), *about})
    entry = is_entry(sentences)
    war, doubt, other, slight = int(deed) + _PLAIN * entry, 0, 0, 0
    settled = grammar().words.entry_settles
    said: dict[str, str] = {}
    for index in chosen:
        for label, weight, wording in _hits(sentences[index]):
            if label == SHOTS:
                label, weight = (SHOTS, _FAR) if far and not index else ("war", weight)
            if label == "war":
                war += weight
            elif label == "doubt":
                doubt += weight
            elif not (entry and label in settled):
                headline = weight >= _CERTAIN and not index
                other += 0 if weight == 1 else weight + headline * _PLAIN
                slight += weight == 1
                said.setdefault(label, wording)
    named = {actors[m.actor].kind for m in mentions if m.actor in actors and not _country(m)}
    war += 2 if not named.isdisjoint(FIGHTERS - {"coalition"}) else int("coalition" in named)
    plain = war >= _PLAIN
    if (other and other > war + min(doubt, 1) - (not plain)) or (slight and not war):
        label = next(iter(said))
        return Verdict(False, f'{NOT_CONFLICT}: {label} ("{said[label]}")')
    if war or doubt:
        return Verdict(True, plain=plain)
    return Verdict(False, UNARMED)


def _country(mention: ActorMention) -> bool:
    """Only a country, its people or its seat is named: who acts for it there may be its army, but the word is not one
    of war ("Redland reports nine deaths")."""
    spoken = key(mention.text)
    return spoken in by_name() or spoken in by_seat() or spoken in by_adjective()


def _hits(sentence: Sentence) -> list[tuple[str, int, str]]:
    """(label, weight, wording) of every sign of war or of something else, longest wording first."""
    index = _index()
    tokens = sentence.tokens
    found: list[tuple[str, int, str]] = []
    types = grammar().words.combat_types
    covered = 0
    for at in [at for at, token in enumerate(tokens) if token.lower in index or "-" in token.lower]:
        if at < covered:
            continue
        letters, dash, number = tokens[at].lower.partition("-")
        if dash and letters in types and number[:1].isdecimal():
            found.append(("war", _TYPE, tokens[at].text))
        for phrase, label, weight in index.get(tokens[at].lower, ()):
            size = len(phrase)
            if at + size <= len(tokens) and all(tokens[at + i].lower == phrase[i] for i in range(1, size)):
                found.append((label, weight, " ".join(phrase)))
                covered = at + size
                break
    return found


@lru_cache(maxsize=2)
def _index(language: str = "en") -> dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]:
    words = grammar(language).words
    found: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}

    def put(table: Phrases, label: str, weight: int) -> None:
        for first, phrases in table.items():
            found.setdefault(first, []).extend((phrase, label, weight) for phrase in phrases)

    put(words.war_strong, "war", 2)
    put(words.war_weak, "war", 1)
    put(words.war_doubtful, "doubt", 1)
    put(words.shots_strong, SHOTS, 2)
    put(words.shots_weak, SHOTS, 1)
    for label, table in words.not_war_strong.items():
        put(table, label, 4)
    for label, table in words.not_war.items():
        put(table, label, 2)
    for label, table in words.not_war_weak.items():
        put(table, label, 1)
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in found.items()}
