"""A claim while it is being judged: what binding found, before scope, restatement, gate and attribution decide.

Invariant: a draft is only ever narrowed: once it has a reason it is never counted again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from tui.extraction.binding import Bound
from tui.extraction.grammar import Tag, grammar
from tui.extraction.known import office_of
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victim_phrases import Victim
from tui.extraction.victims import Count, class_of, is_people, sub_of
from tui.model import ClaimantRole, Class, Kind, Outcome, Realis, Scope


@dataclass(slots=True, eq=False)
class Draft:
    """One victim phrase under one trigger."""

    parse: Parse
    bound: Bound
    phrase: Phrase
    count: Count
    sentence: int
    """Index of the sentence in the text."""
    number: int = 0
    """Its place among the text's drafts, in the order of the text."""
    who: Phrase | None = None
    """The phrase that says who they were: the figure's own, save in "the number of soldiers killed rose to 12"."""
    within: Draft | None = None
    again: Draft | None = None
    """The earlier draft that this one says again."""
    outcome: Outcome = Outcome.KILLED
    class_: Class = Class.UNKNOWN
    sub: str | None = None
    implied: bool = False
    """The class is not worded: it is that of the people whom the text names beside them."""
    alone: bool = False
    """Killed by explosives of their own: others beside them are not of their kind."""
    people: bool = False
    scope: Scope = Scope.INCIDENT
    realis: Realis = Realis.ASSERTED
    reason: str = ""
    conflict: bool = True
    side: str | None = None
    attacker: str | None = None
    claimant: str | None = None
    claimant_actor: str | None = None
    claimant_role: ClaimantRole = ClaimantRole.UNKNOWN
    chain: tuple[str, ...] = ()
    update: bool = False
    correction: bool = False

    head: str = field(init=False)
    """The head word of its phrase, as the rules ask it time and again: a phrase may grow, its head stays."""

    def __post_init__(self) -> None:
        self.head = self.parse.lower(self.phrase.head)

    @property
    def open(self) -> bool:
        """Still a figure that adds."""
        return not self.reason and self.within is None

    @property
    def pronoun(self) -> bool:
        words = grammar().words
        return self.head in words.pronouns_one or self.head in words.pronouns_many


def draft(parse: Parse, bound: Bound, victim: Victim, sentence: int) -> Draft:
    found = Draft(parse, bound, parse.phrases[victim.phrase], victim.count, sentence, outcome=bound.trigger.outcome)
    found.who = _described(parse, found.phrase) if victim.who < 0 else parse.phrases[victim.who]
    found.class_ = class_of(parse, found.who)
    if found.class_ is Class.UNKNOWN and victim.count.name:
        found.class_ = office_of(parse, found.who)
    found.sub = sub_of(parse, found.who)
    found.people = is_people(parse, found.who)
    return found


def join_family(first: Draft, second: Draft) -> bool:
    """Make one figure of people who share a possessive, "his wife and daughter"; False where ``second`` stands for
    itself."""
    parse, one, other = first.parse, first.phrase, second.phrase
    words = grammar().words
    shared = parse.lower(one.start) in words.possessives and other.det < 0 and other.quantity is None
    beside = first.bound is second.bound and other.start == one.end + 1
    kin = first.class_ is second.class_ is Class.CIVILIAN and first.within is second.within is None
    exact = first.count.kind is second.count.kind is Kind.EXACT and not second.count.name
    if not (shared and beside and kin and exact) or parse.tag(one.end) not in (Tag.CONJ, Tag.COMMA):
        return False
    total = (first.count.n or 0) + (second.count.n or 0)
    first.count = msgspec.structs.replace(first.count, n=total, low=total, high=total)
    first.phrase = msgspec.structs.replace(one, end=other.end)
    first.sub = first.sub if first.sub == second.sub else None
    return True


def _described(parse: Parse, phrase: Phrase) -> Phrase:
    """ "the bomber himself": the words before say who he was."""
    before = parse.owner[phrase.start - 1] if phrase.start else -1
    return parse.phrases[before] if before >= 0 and parse.lower(phrase.head) in grammar().words.reflexives else phrase
