"""Talk and diplomacy: who spoke to or dealt with whom, as worded.

Invariant: these dyads carry no canonical actors and the action "statement", so that no tally, pressure or incident ever takes a meeting
for an attack; they are read only from texts that tell of no attack.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.phrases import Line, left, opening, right, word_list
from tui.extraction.verbs import statement_verbs
from tui.extraction.vocabulary import listed
from tui.model import Dyad

_MOST = 4
_SENTENCES = 3


def statements(lines: Sequence[Line]) -> list[Dyad]:
    """At most four dyads of the first sentences."""
    found: list[Dyad] = []
    for line in lines[:_SENTENCES]:
        found.extend(_of_line(line))
    return found[:_MOST]


def _of_line(line: Line) -> list[Dyad]:
    found: list[Dyad] = []
    subject = range(0)
    for index in range(line.low + 1, line.high):
        verb = statement_verbs().get(line.key(index))
        if verb is None or ("base" in verb.forms and line.key(index - 1) not in word_list("aux") and not _headline(line, index)):
            continue
        if line.key(index - 1) in ("the", "a", "an", "of", "s") or line.key(index) in word_list("adjectival"):
            continue
        start = index
        while start > line.low and (line.key(start - 1) in word_list("aux") or line.key(start - 1) in word_list("be")):
            start -= 1
        doer = left(line, start) if not subject or line.key(start - 1) not in ("and", "to") else subject
        doer = doer or subject or opening(line)
        subject = doer
        whom = _whom(line, index + 1)
        if not doer and not whom:
            continue
        found.append(_dyad(line, doer, whom))
    return found


def _whom(line: Line, start: int) -> range:
    """The object, else what follows the next preposition of address."""
    whom = right(line, start, particles=False)
    if whom:
        return whom
    for index in range(start, min(start + 8, line.high)):
        if line.key(index) in listed("roles", "statement", "after"):
            following = right(line, index + 1, particles=False)
            if following and line.key(following.start) not in word_list("day"):
                return following
    return range(0)


def _headline(line: Line, index: int) -> bool:
    """A base form right after a capitalised plural or a modal: "Protesters demand", "will send"."""
    return line.key(index - 1).endswith("s") and not line.parted(index)


def _dyad(line: Line, doer: range, whom: range) -> Dyad:
    words = line.words
    spans = [s for s in (doer, whom) if s]
    return Dyad(
        attacker=None,
        target=None,
        attacker_text=line.text(doer) or None,
        target_text=line.text(whom) or None,
        action="statement",
        sentence=words.source[words.starts[line.low] : words.ends[line.high - 1]],
        span=(words.starts[min(s.start for s in spans)], words.ends[max(s.stop for s in spans) - 1]),
    )
