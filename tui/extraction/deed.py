"""What one attack is, as worded, and the questions that every way of wording it asks.

Invariants: a deed is ranges of word indices inside one sentence, empty where nothing is said; who acts behind a
passive is looked for
within sixteen words.
"""

from __future__ import annotations

import msgspec

from tui.extraction.marks import ATTACK, AUX, BE, CLASH, HARM, MEANS, PREPOSITION, PRESENT, STAGE
from tui.extraction.memo import Memo
from tui.extraction.phrases import Line, right
from tui.extraction.verbs import verbs
from tui.extraction.vocabulary import listed

NOBODY = range(0)


class Deed(msgspec.Struct, frozen=True, gc=False):
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


nouns = Memo(lambda entry: listed("roles", "nouns", entry)).__getitem__
"""A list of nouns by its name."""
idiom = Memo(lambda entry: listed("roles", "idioms", entry)).__getitem__
"""A list of idioms by its name."""


def start_of(line: Line, index: int) -> int:
    """Where the verb group begins: auxiliaries and adverbs before the verb belong to it."""
    start = index
    while start > line.low and not line.parted(start):
        if not line.mark(start - 1) & (AUX | BE):
            break
        start -= 1
    return start


def plural(line: Line, index: int) -> bool:
    """A subject that takes a base form: "the allies resume", "forces launch"."""
    return line.key(index) == "=" or (line.key(index).endswith("s") and len(line.key(index)) > 3)


def hyphened(line: Line, span: range) -> tuple[range, range] | None:
    """The two names that a hyphen joins, the last such pair of the words: "Redland-rebel clashes"."""
    words = line.words
    for at in reversed(span[1:]):
        joint = words.source[words.ends[at - 1] : words.starts[at]]
        if joint == "-" and words.capital(at - 1) and words.capital(at):
            return range(at - 1, at), range(at, at + 1)
    return None


def agent_after(line: Line, start: int, leads: tuple[str, ...]) -> tuple[range, tuple[range, ...]]:
    """The doer after a passive: behind "by", else in a noun of attack behind "in", "after" or "when"."""
    if "by" in line.of(range(start, start + 14)):
        for index in range(start, min(start + 14, line.high)):
            after = line.key(index + 1)
            if line.key(index) == "by" and after not in idiom("no_agent") and not after.isdigit():
                agent = right(line, index + 1)
                deeper = _deeper(line, agent.stop)
                return (deeper, (agent,)) if deeper else (agent, ())
    for index, word in enumerate(line.of(range(start, start + 16)), start=start):
        if word not in leads:
            continue
        phrase = _doing(line, right(line, index + 1))
        doers = nouns("doer") if line.key(index) != "in" else ()
        hits = [i for i in phrase if line.mark(i) & (ATTACK | CLASH | MEANS) or line.key(i) in doers]
        if hits and line.key(phrase.start) not in ("their", "his", "its", "her"):
            other = _opponent(line, hits[0])
            return other or phrase, ()
    return NOBODY, ()


def _doing(line: Line, phrase: range) -> range:
    """Up to a verb with an object in it: "a device | targets a bus carrying soldiers"."""
    for index in phrase[1:]:
        verb = verbs().get(line.key(index)) if line.mark(index) & PRESENT else None
        object_ = index + 1 < phrase.stop and not line.mark(index + 1) & PREPOSITION
        if verb and "present" in verb.forms and object_:
            return range(phrase.start, index)
    return phrase


def _opponent(line: Line, noun: int) -> range:
    """Behind a noun of fighting the other side: "a gunfight with police"."""
    if not line.mark(noun) & CLASH:
        return NOBODY
    for index in range(noun + 1, min(noun + 6, line.high)):
        if line.key(index) in ("with", "against") and not line.parted(index):
            return right(line, index + 1)
    return NOBODY


def _deeper(line: Line, index: int) -> range:
    """Behind a means the one who used it: "a missile, launched by radicals"."""
    for at in range(index, min(index + 4, line.high)):
        if line.key(at) == "by" and line.mark(at - 1) & (STAGE | HARM):
            return right(line, at + 1)
    return NOBODY
