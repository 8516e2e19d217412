"""What one attack is, as worded, and the questions that every way of wording it asks.

Invariants: a deed is ranges of word indices inside one sentence, empty where nothing is said; who acts behind a
passive is looked for
within sixteen words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tui.extraction.phrases import Line, right, word_list
from tui.extraction.verbs import stage_verbs, verbs
from tui.extraction.vocabulary import listed

NOBODY = range(0)


@dataclass(frozen=True, slots=True)
class Deed:
    """One attack as worded: ranges of words, empty where nothing is said."""

    at: int
    attacker: range = NOBODY
    target: range = NOBODY
    word: str = ""
    """The verb's base or the noun: what kind of event it is may hang on it."""
    mutual: bool = False
    unreal: bool = False
    passive: bool = False
    more: tuple[range, ...] = ()
    """Further doers: "hit by a missile, launched by radicals" gives both."""


def nouns(entry: str) -> frozenset[str]:
    return listed("roles", "nouns", entry)


@lru_cache(maxsize=1)
def attack_nouns() -> frozenset[str]:
    return nouns("attack") | nouns("clash")


def idiom(entry: str) -> frozenset[str]:
    return listed("roles", "idioms", entry)


def start_of(line: Line, index: int) -> int:
    """Where the verb group begins: auxiliaries and adverbs before the verb belong to it."""
    start = index
    while start > line.low and not line.parted(start):
        word = line.key(start - 1)
        if word not in word_list("aux") and word not in word_list("be"):
            break
        start -= 1
    return start


def plural(line: Line, index: int) -> bool:
    """A subject that takes a base form: "the allies resume", "forces launch"."""
    return line.key(index) == "=" or (line.key(index).endswith("s") and len(line.key(index)) > 3)


def agent_after(line: Line, start: int, leads: tuple[str, ...]) -> tuple[range, tuple[range, ...]]:
    """The doer after a passive: behind "by", else in a noun of attack behind "in", "after" or "when"."""
    for index in range(start, min(start + 14, line.high)):
        if (
            line.key(index) == "by"
            and line.key(index + 1) not in idiom("no_agent")
            and not line.key(index + 1).isdigit()
        ):
            agent = right(line, index + 1)
            deeper = _deeper(line, agent.stop)
            return (deeper, (agent,)) if deeper else (agent, ())
    for index in range(start, min(start + 16, line.high)):
        if line.key(index) not in leads:
            continue
        phrase = _doing(line, right(line, index + 1))
        kinds = attack_nouns() | nouns("means")
        hits = [i for i in phrase if line.key(i) in (kinds if line.key(index) == "in" else kinds | nouns("doer"))]
        if hits and line.key(phrase.start) not in ("their", "his", "its", "her"):
            other = _opponent(line, hits[0])
            return other or phrase, ()
    return NOBODY, ()


def _doing(line: Line, phrase: range) -> range:
    """Up to a verb with an object in it: "a device | targets a bus carrying soldiers"."""
    for index in phrase[1:]:
        verb = verbs().get(line.key(index))
        after = line.key(index + 1)
        if verb and "present" in verb.forms and index + 1 < phrase.stop and after not in word_list("preposition"):
            return range(phrase.start, index)
    return phrase


def _opponent(line: Line, noun: int) -> range:
    """Behind a noun of fighting the other side: "a gunfight with police"."""
    if line.key(noun) not in nouns("clash"):
        return NOBODY
    for index in range(noun + 1, min(noun + 6, line.high)):
        if line.key(index) in ("with", "against") and not line.parted(index):
            return right(line, index + 1)
    return NOBODY


def _deeper(line: Line, index: int) -> range:
    """Behind a means the one who used it: "a missile, launched by radicals"."""
    for at in range(index, min(index + 4, line.high)):
        if line.key(at) == "by" and line.key(at - 1) in stage_verbs() | verbs():
            return right(line, at + 1)
    return NOBODY
