"""When two figures of one text are of the same people: what the words of each say of the other.

Invariants: each rule is a pure function of two drafts, the earlier one first; two figures whose words name different
sides are never the same people.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.drafts import Draft
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.words import Phrases
from tui.model import Class, Kind, Outcome

_WINDOW = 9
"""Tokens before a figure in which a word may tell it apart from earlier ones."""
_ROUNDING = 1.2
"""How much larger the figure may be that "over 30" stands for."""
_BELOW = 2
"""Sentences behind a headline that tell it in other words."""
_VOICE = 8
"""Tokens of "a witness told the station that" before the number."""
_RANKED = 5
"""Tokens from "third" to the attack that it ranks."""
RARE = 5
"""From this number on two equal figures of one kind are one figure said twice."""


def cue(found: Draft, table: Phrases) -> bool:
    """Whether a wording of ``table`` stands shortly before the figure, inside it or beside its verb."""
    tokens = found.parse.tokens
    trigger = found.bound.trigger
    start = max(0, min(found.phrase.start, trigger.start) - _WINDOW)
    end = min(len(tokens), max(found.phrase.end, trigger.end) + 1)
    return any(match(table, tokens, at) for at in range(start, end))


def added(found: Draft) -> bool:
    """Words that tell the figure apart stand in it, right before it, beside its verb or at the head of the sentence."""
    if found.pronoun:
        return False
    tokens, table = found.parse.tokens, grammar().words.additive
    phrase, trigger = found.phrase, found.bound.trigger
    told = found.count.definite and found.head in grammar().words.references  # "the two victims were also suspects"
    behind = range(trigger.end, trigger.end + (0 if told or found.parse.tag(trigger.end) is Tag.CONJ else 2))
    places = {
        *range(4),
        *range(max(0, phrase.start - 2), phrase.end),
        *range(max(0, trigger.start - 2), trigger.end),
        *behind,
    }
    return any(at < len(tokens) and match(table, tokens, at) and not _ranked(found, at) for at in places)


def _ranked(found: Draft, at: int) -> bool:
    """ "In the third strike this week": which of several it was, not one more of them."""
    parse, words = found.parse, grammar().words
    if parse.lower(at) not in words.ordinals:
        return False
    nouns = (i for i in range(at + 1, at + _RANKED) if parse.lower(i) in words.attack_nouns)
    return any(parse.lower(noun + 1) in words.this_words for noun in nouns)


def some_of_those(found: Draft) -> bool:
    """ "one of those killed", "two of the dead", "19 of them", "two boys were among the dead"."""
    words = grammar().words
    tokens, start = found.parse.tokens, found.bound.trigger.start
    if found.parse.lower(start - 1) in words.the_words and found.parse.lower(start - 2) in words.among_words:
        return True
    end = min(found.phrase.end + 1, len(tokens))
    return any(match(words.of_those, tokens, at) for at in range(found.phrase.start, end))


def same(other: Draft, found: Draft, added: bool) -> bool:
    if found.pronoun:
        return not _the_doer(other, found) and (
            found.count.n is None or other.count.n in (found.count.n, None) or found.count.n == 1
        )
    named = found.count.definite or (found.count.name and other.count.name)
    if named and found.head == other.head and found.count.n == other.count.n:
        return True
    if found.count.definite and not added and _refers(other, found):
        return found.count.n is None or other.count.n is None or found.count.n <= other.count.n
    if found.count.n is None or found.count.n != other.count.n:
        return False
    if added and not (found.count.n >= RARE and _more_of_a_campaign(other, found)):
        return False
    return _own_end(other, found) or _compatible(other, found) or _told_below(other, found)


def _the_doer(other: Draft, found: Draft) -> bool:
    """ "A man killed one and wounded another, before he was shot dead", "killed three, then himself": the one who did
    it, not his victim."""
    parse, words = found.parse, grammar().words
    doer = parse.lower(found.phrase.start - 1) in words.befores or found.head in words.reflexives
    active = other.bound.agent >= 0 and not other.bound.passive and not other.bound.trigger.weak
    return doer and active and other.sentence == found.sentence and found.count.n == 1


def _own_end(other: Draft, found: Draft) -> bool:
    """ "A bomber blew himself up ... one of the two blew himself up": one end, however the man is called."""
    return found.outcome is Outcome.KILLED and found.bound.trigger.weak and other.bound.trigger.weak


def _more_of_a_campaign(other: Draft, found: Draft) -> bool:
    """ "five more", below a headline or before "bringing the toll to 100", are more than those of earlier days."""
    if found.sentence - other.sentence > _BELOW:
        return False
    parse = found.parse
    brings = parse.spots(grammar().words.bringing, found.phrase.end, len(parse.tokens))
    return (other.sentence == 0 and other.parse.tokens[-1].text != ".") or any(True for _ in brings)


def _told_below(other: Draft, found: Draft) -> bool:
    """The one of a side whom the headline names, in other words below it: "top commander", "the chief of staff"; or as
    many of its kind, "four medics", "four health workers"."""
    if other.sentence or not 0 < found.sentence <= _BELOW:
        return False
    alike = found.side is not None and found.side == other.side and found.attacker == other.attacker
    plainer = None in (found.sub, other.sub) and found.class_ is other.class_ and other.parse.tokens[-1].text != "."
    return (alike and found.count.n == 1) or (plainer and found.count.n != 1)


def _refers(other: Draft, found: Draft) -> bool:
    """A definite phrase points back: its noun is the same, a general one, or says no other class."""
    words = grammar().words
    if found.head in words.attackers and other.head not in words.attackers and not other.pronoun:
        return False
    if found.head == other.head or found.head in words.references:
        return True
    both = found.parse.lower(found.phrase.start) in words.correlatives  # "Both policemen died": those just told of
    if both and found.count.n == other.count.n:
        return found.class_ is other.class_ or Class.UNKNOWN in (found.class_, other.class_)
    return found.count.n == 1 and other.count.n == 1 and Class.UNKNOWN in (other.class_, found.class_)


def _compatible(other: Draft, found: Draft) -> bool:
    """Nothing in the words says that these are other people."""
    words = grammar().words
    if _enemies(other, found):
        return False
    if (found.head in words.attackers) != (other.head in words.attackers):
        return (found.count.n or 0) >= RARE and (found.class_ is other.class_ or Class.UNKNOWN is other.class_)
    if found.count.name and other.count.name:
        return found.head == other.head
    if found.head == other.head:
        return True
    if found.count.name or other.count.name:
        return Class.UNKNOWN in (other.class_, found.class_) or found.class_ is other.class_
    if (
        other.sentence == found.sentence
        and found.count.n == 1
        and not found.count.definite
        and found.head not in words.references
    ):
        return False
    if found.class_ is other.class_ and (found.count.n or 0) >= RARE:
        return True
    return Class.UNKNOWN in (other.class_, found.class_) or (found.class_ is other.class_ and found.sub == other.sub)


def _enemies(other: Draft, found: Draft) -> bool:
    """Both say whose people they are, and not the same."""
    return other.side is not None and found.side is not None and other.side != found.side


def detail(other: Draft, found: Draft) -> bool:
    """A smaller figure about people of the same kind, in a later sentence or behind a total: it tells of some of
    them."""
    if other.count.n is None or found.count.n is None or found.count.n >= other.count.n:
        return False
    if _is_total(other):
        return True
    if other.sentence == found.sentence or _enemies(other, found):
        return False
    words = grammar().words
    if found.head in words.attackers and other.head not in words.attackers:
        return False
    if found.count.name and found.phrase.quantity is None:
        return True
    if found.class_ is other.class_ and _summed(other):
        return True
    return found.head == other.head or other.class_ is Class.UNKNOWN or found.class_ is Class.UNKNOWN


def _summed(found: Draft) -> bool:
    """ "Two civilians were killed in separate attacks": what follows tells of each."""
    parse, words = found.parse, grammar().words
    behind = range(found.bound.trigger.end, min(found.bound.trigger.end + _WINDOW, len(parse.tokens) - 1))
    close = (range(at + 1, at + 4) for at in behind if parse.lower(at) in words.separate)
    return any(parse.lower(at) in words.happenings for near in close for at in near)


def rises(other: Draft, found: Draft) -> bool:
    """A larger figure with a word that says that it takes the place of the earlier one, or one that a headline gives
    as "over 30" and the text below as 31."""
    if other.count.n is None or found.count.n is None or found.count.n <= other.count.n:
        return False
    rounded = other.count.kind is Kind.MORE_THAN and found.count.n <= other.count.n * _ROUNDING
    if not found.update and not (rounded and found.sentence > other.sentence):
        return False
    return _compatible(other, found)


def narrows(other: Draft, found: Draft) -> bool:
    """A headline's "up to 12", and below it "between five and 12"."""
    bound = other.count.kind is Kind.AT_MOST and found.count.kind is Kind.RANGE
    return bound and found.count.high == other.count.n and _compatible(other, found)


def includes(other: Draft, found: Draft) -> bool:
    """A later figure for people in general holds an earlier named or single victim, or those said to be among them."""
    if _some_among(other, found) or _the_one_of(other, found) or _of_the_attack(other, found):
        return True
    if (
        other.sentence == found.sentence
        or other.count.n != 1
        or found.count.n is None
        or found.count.n < 2
        or other.phrase.quantity is not None
    ):
        return False
    if _is_among(found):
        return not _enemies(other, found) and (
            found.class_ is other.class_ or Class.UNKNOWN in (found.class_, other.class_)
        )
    general = found.class_ is Class.UNKNOWN and (
        found.head in grammar().words.references or found.head in grammar().words.general_people or found.phrase.bare
    )
    return general and (other.count.name or found.bound.trigger.form is Form.ADJ or other.sentence == 0)


def _is_among(found: Draft) -> bool:
    """ "She was among three fighters killed": one of them is told of before."""
    words, start = grammar().words, found.phrase.start
    return found.parse.lower(start - 1) in words.among_words and found.parse.lower(start - 2) in words.be


def _of_the_attack(other: Draft, found: Draft) -> bool:
    """ "Two children died in a strike on the town. The strike killed four people": all that the same attack killed."""
    parse, words, agent = found.parse, grammar().words, found.bound.agent
    fewer = 0 < (other.count.n or 0) < (found.count.n or 0) and found.sentence - other.sentence == 1
    if not fewer or agent < 0 or found.class_ is not Class.UNKNOWN or _enemies(other, found):
        return False
    head = parse.lower(parse.phrases[agent].head)
    the = parse.lower(parse.phrases[agent].det) in words.the_words and head in words.attack_nouns
    return the and head in other.parse.lowers


def _the_one_of(other: Draft, found: Draft) -> bool:
    """ "The army has killed the rebel behind the raid. Three rebels were killed": he is one of the three."""
    one = other.count.definite and other.count.n == 1 and other.phrase.quantity is None
    many = (found.count.n or 0) > 1 and other.sentence < found.sentence and not _enemies(other, found)
    return one and many and found.head == f"{other.head}s"


def _some_among(other: Draft, found: Draft) -> bool:
    """ "3 children hurt ... The children were among 11 people hurt"."""
    fewer = 0 < (other.count.n or 0) < (found.count.n or 0) and other.sentence != found.sentence
    return fewer and _is_among(found) and other.head in found.parse.lowers[: found.phrase.start]


def rest(earlier: Sequence[Draft], told: Sequence[Draft], found: Draft) -> Draft | None:
    """ "Four died, two of them civilians; the other two ...": the figure of ``earlier`` of which ``found`` is what
    another of those ``told`` leaves over; None where there is none."""
    words, start = grammar().words, found.phrase.start
    if found.parse.lower(start) not in words.the_words or found.parse.lower(start + 1) not in words.rest_words:
        return None
    some = {one.count.n for one in told if one.outcome is found.outcome}
    sums = (whole for whole in reversed(earlier) if (whole.count.n or 0) > (found.count.n or 0) > 0)
    return next((whole for whole in sums if (whole.count.n or 0) - (found.count.n or 0) in some), None)


def other_voice(other: Draft, found: Draft) -> bool:
    """ "Nine died, the army said. A witness said twelve had been killed": a sentence that holds nothing but somebody's
    own, higher number gives another toll of the same people."""
    parse, words = found.parse, grammar().words
    higher = (found.count.n or 0) > (other.count.n or 0) > 0 and found.sentence != other.sentence
    if not higher or not found.phrase.bare or found.phrase.start > _VOICE:
        return False
    said = any(parse.lower(at) in words.statement_verbs for at in range(1, found.phrase.start))
    return said and len(parse.tokens) - found.bound.trigger.end <= 1


def is_aside(other: Draft, found: Draft) -> bool:
    """``found`` is what an aside says of the people of ``other``: "dozens were killed (a radio reports 22)"."""
    return found.bound is other.bound and found.phrase.bare and found.who == other.phrase and found.within is None


def elsewhere(other: Draft, found: Draft) -> bool:
    """ "A car bomb killed five in Dorna. In Sahl, a mine killed five": each has an attack and a place of its own."""
    one, two = _attack(other), _attack(found)
    if not one or not two or one == two or other.parse.tokens[-1].text != ".":
        return False
    return other.sentence != found.sentence and not _places(found) <= set(other.parse.lowers)


def _attack(found: Draft) -> frozenset[str]:
    """The words of the attack or weapon that the figure's verb brings in as new: "a car bomb"; empty for none."""
    parse, words = found.parse, grammar().words
    if found.bound.agent < 0:
        return frozenset()
    phrase = parse.phrases[found.bound.agent]
    new = phrase.det >= 0 and parse.lower(phrase.det) in words.articles
    armed = parse.lower(phrase.head) in words.attack_nouns | words.explosives
    return frozenset(parse.lowers[phrase.det + 1 : phrase.end]) if new and armed else frozenset()


def _places(found: Draft) -> set[str]:
    """Words with a capital behind a preposition in the figure's sentence."""
    parse = found.parse
    spots = range(1, len(parse.tokens))
    return {parse.lower(at) for at in spots if parse.tag(at - 1) is Tag.PREP and parse.tokens[at].text[0].isupper()}


def _is_total(found: Draft) -> bool:
    tokens = found.parse.tokens
    start = max(0, found.phrase.start - 3)
    return any(match(grammar().words.totals, tokens, at) for at in range(start, found.phrase.end))


def sums_up(earlier: Sequence[Draft], found: Draft) -> bool:
    """The figure is the sum of those before it ("2 killed." after "a man and his son were shot dead")."""
    if found.count.n is None or len(earlier) < 2:
        return False
    total = sum(other.count.n or 0 for other in earlier if other.bound is not found.bound)
    return total == found.count.n and (
        found.class_ is Class.UNKNOWN or found.count.definite or found.phrase.bare or _is_total(found)
    )


def one_person(wounded: Draft, dead: Draft) -> bool:
    if wounded.sentence == dead.sentence and wounded.phrase == dead.phrase:
        return True
    if wounded.count.n != dead.count.n or wounded.count.kind is Kind.VAGUE:
        return False
    if wounded.sentence == dead.sentence and wounded.pronoun:
        return True
    if dead.count.definite and not dead.pronoun:
        return (
            dead.head == wounded.head
            or dead.head in grammar().words.same_victims
            or dead.head not in grammar().words.people_one
        )
    return dead.pronoun or dead.count.name or wounded.count.name
