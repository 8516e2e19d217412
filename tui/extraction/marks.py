"""What the word lists of this room say of a word, as bits of one number: one look-up a word, not one a question.

Invariants: a bit depends on the folded word alone and is worked out from the list or the verbs that the rules name,
never from a list of its own; a word that no list holds has none.
"""

from __future__ import annotations

from functools import lru_cache

from tui.extraction.verbs import Verb, stage_verbs, statement_verbs, verbs
from tui.extraction.vocabulary import listed

CLAUSE, BE, PREPOSITION, AUX, ADJECTIVAL, DAY, PRONOUN, ZONE = (1 << n for n in range(8))
"""As in the lists of those names."""
HARM, TALK, STAGE, KILLING, ATTACK, CLASH, MEANS = (1 << n for n in range(8, 15))
"""A form of a verb of action, of talk, or of one that takes a noun of attack; nouns of killing, attack, fight, arms."""
FINITE = 1 << 15
"""A verb that can end a phrase: a past form that is no adjective, or a present one of talk."""
PRESENT = 1 << 16
"""A base or present form of a verb of action."""
VERBAL = 1 << 17
"""Any other form of one: past, participle, present, ing."""
DOING = 1 << 18
"""A present participle of action: "a drone | breaching Romania's airspace"."""
PREDICATE = 1 << 19
"""What a subject ends at, besides verbs of the lists."""
PARTICIPLE = 1 << 20
"""In "-ed" and no adjective of ours: a verb that no list holds, when it is written small."""
YEAR = 1 << 21
"""Four digits."""
CONNECTING, DAY_LEAD, LOOSE = (1 << n for n in range(22, 25))
"""As in the lists of those names."""
TIMELY = 1 << 25
"""A day of :data:`DAY`, or a number."""
DEED = HARM | STAGE | KILLING | ATTACK | CLASH | MEANS
"""Words from which a deed may be read."""

_WORDS = {
    "clause": CLAUSE,
    "be": BE,
    "preposition": PREPOSITION,
    "aux": AUX,
    "adjectival": ADJECTIVAL,
    "day": DAY,
    "pronoun": PRONOUN,
    "zone": ZONE,
    "connecting": CONNECTING,
    "day_lead": DAY_LEAD,
    "loose": LOOSE,
}
_NOUNS = {"killing": KILLING, "attack": ATTACK, "clash": CLASH, "means": MEANS}
_PREDICATES = frozenset(("has", "have", "had", "will", "would", "wants", "accuses", "says"))
_TELLING = frozenset(("says", "say", "kills", "kill"))


def marks_of(word: str) -> int:
    """The bits of a folded word."""
    found = _listed().get(word, 0)
    if word.endswith("ed") and len(word) > 4 and not found & ADJECTIVAL:
        found |= PARTICIPLE
    if word.isdigit():
        found |= TIMELY
    if len(word) == 4 and word.isdecimal():
        found |= YEAR
    return found


@lru_cache(maxsize=1)
def _listed() -> dict[str, int]:
    """What the lists and the verbs say of each word that they hold."""
    found = dict.fromkeys(_PREDICATES, PREDICATE)
    for table, bits in (("words", _WORDS), ("nouns", _NOUNS)):
        for entry, bit in bits.items():
            for word in listed("roles", table, entry):
                found[word] = found.get(word, 0) | bit | (TIMELY if bit == DAY else 0)
    for word in {*verbs(), *statement_verbs(), *stage_verbs()}:
        mark = found.get(word, 0)
        found[word] = mark | _of_verb(word, adjectival=bool(mark & ADJECTIVAL), attack=bool(mark & ATTACK))
    return found


def _of_verb(word: str, *, adjectival: bool, attack: bool) -> int:
    action, talk = verbs().get(word), statement_verbs().get(word)
    found = (HARM if action else 0) | (TALK if talk else 0) | (STAGE if word in stage_verbs() else 0)
    if action and action.forms & {"base", "present"}:
        found |= PRESENT
    if action and action.forms & {"past", "participle", "ing", "present"}:
        found |= VERBAL
    verb = action or talk
    if verb is None:
        return found
    if "ing" in verb.forms and word.endswith("ing") and not attack:
        found |= DOING
    return found | FINITE if not adjectival and _ends(word, verb) else found


def _ends(word: str, verb: Verb) -> bool:
    return ("past" in verb.forms or word in _TELLING) and "base" not in verb.forms
