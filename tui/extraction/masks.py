"""Words that a text masks against filters ("kil*led", "de*ath toll"), read as the words that they mask.

Invariants: a text keeps its length, so that every span holds; a word is unmasked only where it then says what became
of people; sentences are quoted as they were written, mask and all. Monitors in Syria have written so since 2022,
because platforms hid their posts.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from tui.extraction.grammar import outcome_words
from tui.extraction.keys import key
from tui.extraction.sentences import split
from tui.model import Reading

_MASKED = re.compile(r"(?<!\w)[^\W\d_]{1,12}(?:\*[^\W\d_]{1,12}){1,3}(?!\w)")
_VERSION = re.compile(r"\A((?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED) \d{1,2})-(?=[A-Z\d])(?!(?:Year|Month|Week|Day)\b)")
"""With which a wire opens the versions of a story."""


def unmasked(text: str) -> str:
    """``text`` with its masked words in plain letters, each as far to the right as it was long, and a wire's version
    parted from the headline: "UPDATE 5-12 dead" tells of twelve."""
    text = _MASKED.sub(_plain, text) if "*" in text else text
    return _VERSION.sub(r"\1:", text)


def as_written(reading: Reading, plain: str, text: str) -> Reading:
    """The reading of ``plain``, which is ``text`` unmasked, with the sentences of ``text``."""
    written = {sentence.text: text[sentence.start : sentence.end] for sentence in split(plain)}

    def quoted(sentence: str) -> str:
        return written.get(sentence, sentence)

    return replace(
        reading,
        claims=tuple(replace(claim, sentence=quoted(claim.sentence)) for claim in reading.claims),
        dyads=tuple(replace(dyad, sentence=quoted(dyad.sentence)) for dyad in reading.dyads),
        events=tuple(replace(event, sentences=tuple(map(quoted, event.sentences))) for event in reading.events),
    )


def _plain(found: re.Match[str]) -> str:
    bare = found[0].replace("*", "")
    return bare.rjust(len(found[0])) if key(bare) in outcome_words() else found[0]
