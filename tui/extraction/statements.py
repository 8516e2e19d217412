"""Talk and diplomacy: who spoke to or dealt with whom, as worded.

Invariant: these dyads carry no canonical actors and the action "statement", so that no tally, pressure or incident
ever takes a meeting for an attack; they are read only from texts that tell of no attack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.extraction.deed import NOBODY
from tui.extraction.doers import of_nobody
from tui.extraction.marks import ADJECTIVAL, AUX, BE, DAY, HARM, TALK
from tui.extraction.phrases import Line, left, opening, right
from tui.extraction.spots import spots
from tui.extraction.verbs import statement_verbs, verbs
from tui.extraction.vocabulary import listed
from tui.model import Dyad

_MOST = 8
_EACH = 3
_LISTED = 5
"""Names of a list of doers behind the first."""
_GROUP = 3
"""Words before a participle in which "was" or "been" makes it a passive."""
_SENTENCES = 3
_ADDRESSED = 14
"""Words from the verb on among which the preposition stands before who is addressed."""
_NOUN_LEADS = frozenset(("the", "a", "an", "of", "s"))
_SAID = frozenset(("said", "says", "added", "reported", "announced"))


def statements(lines: Sequence[Line]) -> list[Dyad]:
    """At most eight dyads of the first sentences."""
    found: list[Dyad] = []
    for line in lines[:_SENTENCES]:
        found += _of_line(line)
    return found[:_MOST]


def _of_line(line: Line) -> list[Dyad]:
    """The opening phrase as the doer, and what the first verbs are about."""
    doer = _before_verb(line, opening(line))
    if not doer or of_nobody(line, doer):
        return []
    found: list[Dyad] = []
    for index in _verbs(line, doer.stop) if line.any_mark & (TALK | HARM) else ():
        if agent := _agent(line, index):
            found.append(_dyad(line, agent, doer))
        else:
            found += [_dyad(line, doer, whom) for whom in _whom(line, index + 1)]
        if not found:
            found.append(_dyad(line, doer, NOBODY))
        if len(found) >= _EACH:
            break
    if found and (others := _beside(line, doer)):
        found += [_dyad(line, other, NOBODY) for other in others]
    if trailing := _speaker(line):
        found.append(_dyad(line, trailing, NOBODY))
    return found or ([_dyad(line, doer, NOBODY)] if doer.stop < line.high else [])


def _before_verb(line: Line, doer: range) -> range:
    """The subject up to a headline's verb of talk behind a name: "Redland | urges Blueland"."""
    if not line.any_mark & TALK:
        return doer
    low = line.low
    for index, mark in enumerate(line.marks[doer.start + 1 - low : doer.stop - low], start=doer.start + 1):
        if not mark & TALK or mark & ADJECTIVAL or not line.words.capital(index - 1):
            continue
        verb = statement_verbs().get(line.key(index))
        if verb is not None and "present" in verb.forms and "base" not in verb.forms:
            return range(doer.start, index)
    return doer


def _agent(line: Line, index: int) -> range:
    """Behind a passive who did it: "were released | by the rebels"."""
    if line.key(index + 1) != "by" or line.mark(index + 2) & DAY:
        return NOBODY
    group = range(max(line.low, index - _GROUP), index)
    return right(line, index + 2) if any(line.mark(at) & BE for at in group) else NOBODY


def _beside(line: Line, first: range) -> list[range]:
    """The names listed behind the first: "Redland, | Blueland and Greenland have agreed", "with Redland, | Blueland and
    Greenland"."""
    found: list[range] = []
    start = first.stop
    while len(found) < _LISTED and start < line.high and line.gap(start) == ",":
        thing = right(line, start, particles=False)
        if not thing or not _capital(line, thing):
            return []  # an aside, not a list
        found.append(thing)
        if "and" in line.of(thing):
            return found
        start = thing.stop
    return []


def _verbs(line: Line, start: int) -> Iterator[int]:
    """Where verbs of talk and of action stand from ``start`` on."""
    start = max(line.low + 1, start)
    for index, mark in enumerate(line.marks[start - line.low :], start=start):
        if not mark & (TALK | HARM) or mark & ADJECTIVAL or line.key(index - 1) in _NOUN_LEADS:
            continue
        verb = statement_verbs().get(line.key(index)) or verbs()[line.key(index)]
        if "base" not in verb.forms or line.mark(index - 1) & AUX or _headline(line, index):
            yield index


def _whom(line: Line, start: int) -> list[range]:
    """The object, and who is addressed: the first capitalised phrase behind a preposition ("condolences to
    Bangladesh").
    """
    found, leads = [], listed("roles", "statement", "after")
    thing = right(line, start, particles=False)
    if thing:
        found.append(thing)
    for index in spots(line.of(range(max(start, thing.stop), start + _ADDRESSED)), leads, max(start, thing.stop)):
        following = right(line, index + 1, particles=False)
        if following and not line.mark(following.start) & DAY and _capital(line, following):
            found += [following, *_beside(line, following)]
            break
    return found


def _capital(line: Line, span: range) -> bool:
    capitals = line.words.capitals
    return any(capitals[index] and not line.key(index).isdigit() for index in span)


def _speaker(line: Line) -> range:
    """Who is named as speaking behind a comma: "..., a police officer said"."""
    if _SAID.isdisjoint(line.keys[-7:]):
        return NOBODY
    for index in range(line.high - 1, max(line.low, line.high - 8), -1):
        if line.key(index) in _SAID:
            return left(line, index)
    return NOBODY


def _headline(line: Line, index: int) -> bool:
    """A present form right after a plural, or a third person: "Protesters demand", "Israel calls"."""
    return (line.key(index - 1).endswith("s") or line.key(index).endswith("s")) and not line.parted(index)


def _dyad(line: Line, doer: range, whom: range) -> Dyad:
    words = line.words
    first = min(doer.start, whom.start) if whom else doer.start
    after = max(doer.stop, whom.stop)
    return Dyad(
        attacker=None,
        target=None,
        attacker_text=words.raw(doer.start, doer.stop),
        target_text=line.text(whom) or None,
        action="statement",
        sentence=line.sentence,
        span=(words.starts[first], words.ends[after - 1]),
    )
