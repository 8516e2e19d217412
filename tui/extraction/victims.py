"""How many people a noun phrase names, and what they are said to be.

Invariants: a phrase without a number is 1 only when its wording is singular; a plural without a number is vague;
things and animals are no victims; the class is what the text says (civilian, combatant), else unknown, whatever
term of praise or abuse stands beside it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from tui.extraction.grammar import Tag, grammar
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.words import Lexicon
from tui.model import Class, Kind


class Count(msgspec.Struct, frozen=True, gc=False):
    """A number of people as worded; ``definite``: the wording points back ("the soldier", "he")."""

    n: int | None
    low: int | None
    high: int | None
    kind: Kind
    definite: bool = False
    name: bool = False


ONE = Count(1, 1, 1, Kind.EXACT)
PLURAL = Count(None, 1, None, Kind.VAGUE)


def count(parse: Parse, phrase: Phrase) -> Count | None:
    """What the phrase counts; None when it names no people."""
    if not may_be_people(parse, phrase):
        return None
    if phrase.quantity is None:
        return _uncounted(parse, phrase)
    if _age(parse, phrase):
        return None
    q = phrase.quantity
    return Count(q.n, q.low, q.high, q.kind, definite=_definite(parse, phrase))


def _uncounted(parse: Parse, phrase: Phrase) -> Count | None:
    """What a phrase of people without a figure counts: "a soldier", "fishermen", "nobody"."""
    words = grammar().words
    head = parse.lower(phrase.head)
    if head in words.negatives:
        return Count(0, 0, 0, Kind.EXACT)
    det = parse.lower(phrase.det) if phrase.det >= 0 else ""
    if (
        det in words.articles
        and parse.lower(phrase.start - 1) in words.nots
        and parse.lower(phrase.det + 1) in words.singles
    ):
        return Count(0, 0, 0, Kind.EXACT)  # "not a single person"
    if _article_alone(parse, phrase, det):
        return None
    if not det and head.islower() and not _personal(parse, phrase, head):
        return None  # "toll of war", "the hill"
    if det in words.negatives:
        return Count(0, 0, 0, Kind.EXACT)
    if head in words.more_words:
        return PLURAL  # "wounds more"
    if _two(phrase, head, det):
        return Count(2, 2, 2, Kind.EXACT, definite=det in words.the_words)
    if det in words.articles:
        return _after_article(parse, words, phrase, head)
    definite = bool(det)
    if (aside := _number_aside(parse, phrase)) is not None:
        return aside
    if det in words.correlatives and parse.tag(phrase.end) is not Tag.CONJ:
        return Count(2, 2, 2, Kind.EXACT, definite=True)  # "both attackers", not "both soldiers and civilians"
    if det in words.plural_dets:
        return Count(None, 1, None, Kind.VAGUE, definite=True)
    if _plural(words, head, parse.tokens[phrase.head].text):
        return Count(None, 1, None, Kind.VAGUE, definite=definite)
    many = _agrees(parse, words, phrase) or _holds_many(parse, words, phrase) or _describes_many(parse, phrase)
    if not definite and many:
        return PLURAL
    name = not definite and parse.tokens[phrase.head].text[0].isupper() and head not in words.people_one
    return Count(1, 1, 1, Kind.EXACT, definite=definite, name=name)


def _article_alone(parse: Parse, phrase: Phrase, det: str) -> bool:
    """ "the", "a" before a word that is no noun of its phrase; "a" stands alone before "body"."""
    words = grammar().words
    before_noun = det in words.one_words and parse.tag(phrase.end) is not Tag.OUT
    return phrase.end == phrase.det + 1 and (det in words.definites or before_noun)


def _two(phrase: Phrase, head: str, det: str) -> bool:
    """ "a couple", "his parents"."""
    words = grammar().words
    whose = det in words.definites | words.possessives and phrase.end == phrase.head + 1
    return head in words.pairs or (head in words.both_of and whose)


def _number_aside(parse: Parse, phrase: Phrase) -> Count | None:
    """ "the other rebels, 8, were killed": how many they were stands between commas behind them."""
    behind = parse.phrase_holding(phrase.end + 1) if parse.tag(phrase.end) is Tag.COMMA else None
    if behind is None or behind.quantity is None or not behind.bare or parse.tag(behind.end) is not Tag.COMMA:
        return None
    head = parse.tokens[phrase.head]
    many = _plural(grammar().words, head.lower, head.text)
    q = behind.quantity
    return Count(q.n, q.low, q.high, q.kind, definite=_definite(parse, phrase)) if many else None


def _age(parse: Parse, phrase: Phrase) -> bool:
    """ "the prisoner, 74, was": a bare number between commas behind one person."""
    start, end, quantity = phrase.start, phrase.end, phrase.quantity
    if quantity is None or quantity.end != end or end != start + 1 or quantity.kind is not Kind.EXACT:
        return False
    if (
        start < 2
        or parse.tag(start - 1) is not Tag.COMMA
        or parse.tag(end) is not Tag.COMMA
        or parse.owner[start - 2] < 0
    ):
        return False
    before = parse.phrases[parse.owner[start - 2]]
    head = parse.tokens[before.head]
    one = before.quantity is None and not _plural(
        grammar().words, head.lower, head.text
    )  # not "the militants, 8, were"
    return one and parse.lower(start)[0].isdecimal()


def _personal(parse: Parse, phrase: Phrase, head: str) -> bool:
    """A name, a pronoun or a word for people."""
    words = grammar().words
    if not parse.tokens[phrase.head].text.islower() or head in words.pronouns_one or head in words.pronouns_many:
        return True
    if head.endswith(words.aged_endings):
        return True  # "a strike kills 5-year-old"
    return head in words.references or head in words.others or is_people(parse, phrase)


def _definite(parse: Parse, phrase: Phrase) -> bool:
    first = parse.lower(phrase.start)
    return first in grammar().words.definites


def _after_article(parse: Parse, words: Lexicon, phrase: Phrase, head: str) -> Count | None:
    if head in words.groups:
        return PLURAL
    if parse.lower(phrase.det + 1) in words.groups and parse.lower(phrase.det + 2) in words.of_words:
        return PLURAL
    return ONE


def _plural(words: Lexicon, head: str, text: str) -> bool:
    if head in words.people_many or head in words.people_any or head in words.pronouns_many:
        return True
    if head in words.people_one or head.endswith(words.not_plural_endings):
        return False
    return head.endswith(words.plural_endings) and len(head) > 3 and text.islower()  # "Flores", "Williams"


def _agrees(parse: Parse, words: Lexicon, phrase: Phrase) -> bool:
    """The verb behind is a plural one: "Shipyards are dying"."""
    joined = parse.tag(phrase.start - 1) is Tag.CONJ
    return parse.lower(phrase.end) in words.plural_verbs and not joined


def _holds_many(parse: Parse, words: Lexicon, phrase: Phrase) -> bool:
    """A verb read as a noun behind its plural subject: "Palestinians bid farewell"."""
    if parse.lower(phrase.head) in words.people_one:
        return False  # "Guards commander"
    return any(parse.lower(at) in words.people_many for at in range(phrase.start, phrase.head))


def _describes_many(parse: Parse, phrase: Phrase) -> bool:
    """ "local and foreign fighters": what stands before the conjunction describes those behind it."""
    words = grammar().words
    bare = phrase.end == phrase.start + 1 and parse.tokens[phrase.start].text.islower() and not parse.titled
    joined = bare and parse.tag(phrase.end) is Tag.CONJ
    other = parse.phrase_holding(phrase.end + 1) if joined else None
    if other is None or other.det >= 0 or other.quantity is not None or other.head == other.start:
        return False
    return parse.lower(other.head) in words.people_many or parse.lower(other.head) in words.people_any


def may_be_people(parse: Parse, phrase: Phrase) -> bool:
    """False for things, animals, times and bare places of a count."""
    words = grammar().words
    head = parse.lower(phrase.head)
    digits = head[:1].isdecimal() or head[-1:].isdecimal()
    if phrase.quantity is None and digits and phrase.det < 0 and not head.endswith(words.aged_endings):
        return False  # "1970", "Ka-52"
    if head in words.attack_nouns and words.people_any.get(head) is None and head not in words.people_many:
        return False
    return not (head in words.not_people or head in words.times or head in words.units or head in words.months)


def is_name(parse: Parse, phrase: Phrase) -> bool:
    """A proper name without determiner or number."""
    if phrase.quantity is not None or phrase.det >= 0 or parse.shouting:
        return False
    words = grammar().words
    head = parse.lower(phrase.head)
    plural = head in words.people_many or head in words.people_any or head in words.people_one
    text = parse.tokens[phrase.head].text
    return (text[0].isupper() or (text[:3] in ("al-", "el-") and text[3:4].isupper())) and not plural


def is_people(parse: Parse, phrase: Phrase) -> bool:
    """True when the phrase surely names people by its words."""
    return not _people().isdisjoint(parse.lowers[phrase.start : phrase.end])


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """All words for people."""
    words = grammar().words
    return frozenset((*words.people_many, *words.people_one, *words.people_any))


def counts_people(parse: Parse, phrase: Phrase) -> bool:
    """The phrase's number is of people: a bare number or a plural of people, not "six Russian regions"."""
    words = grammar().words
    if phrase.bare:
        return True
    inside = [parse.lower(at) for at in range(phrase.start, phrase.end)]
    return parse.lower(phrase.head) in words.people_one or any(
        word in words.people_many or word in words.people_any for word in inside
    )


def class_of(parse: Parse, phrase: Phrase) -> Class:
    """Civilian or combatant as worded; the last word that says so decides."""
    words = grammar().words
    head = parse.lower(phrase.head)
    found = words.people_many.get(head) or words.people_one.get(head) or words.people_any.get(head, "")
    if head in words.offices:
        return _office(parse, phrase)
    if head in words.volunteers and parse.lower(phrase.head - 1) in words.defending:
        return Class.CIVILIAN if parse.lower(phrase.head - 2) in words.civil else Class.COMBATANT
    if found == "combatant" and phrase.head > phrase.start and parse.lower(phrase.head - 1) in words.called_civilian:
        return Class.CIVILIAN  # "a civilian captain"
    if found in ("civilian", "combatant"):
        return Class(found)
    if head in words.followers and parse.lower(phrase.head - 1) in words.commanders:
        return Class.COMBATANT  # "three of his men"
    for index in range(_themselves(parse, phrase) - 1, phrase.start - 1, -1):
        lower = parse.lower(index)
        label = words.modifiers.get(lower) or words.people_many.get(lower) or words.people_any.get(lower)
        if label is None and not (index + 1 == phrase.head and (head in words.people_one or head in words.people_many)):
            label = words.people_one.get(lower)  # "soldier Ali", but not "local leader"
        if label in ("civilian", "combatant"):
            return Class(label)
    return Class.UNKNOWN


def _office(parse: Parse, phrase: Phrase) -> Class:
    """What the words beside say of officers, agents and guards: an "election officer" bears no arms, a "security
    guard" may be anybody's; without such words they are combatants."""
    words = grammar().words
    inside = [parse.lower(at) for at in range(phrase.start, phrase.end) if at != phrase.head]
    hired = parse.lower(phrase.head - 1) in words.hired
    said = {words.modifiers.get(word) for word in inside if word not in words.hired}
    if "combatant" in said:
        return Class.COMBATANT
    if "civilian" in said:
        return Class.CIVILIAN
    return Class.UNKNOWN if hired and parse.lower(phrase.head) in words.guards else Class.COMBATANT


def _themselves(parse: Parse, phrase: Phrase) -> int:
    """Where the words end that say what the victims are: behind "of" stands whose kin "members of families | of
    fighters" and "the wife | of a commander" are."""
    words, end = grammar().words, _unbracketed(parse, phrase)
    for at in range(phrase.start + 1, end):
        if parse.lower(at) in words.of_words:
            before = [parse.lower(index) for index in range(phrase.start, at)]
            if any(word in words.kinsfolk for word in before):
                return at
    return end


def _unbracketed(parse: Parse, phrase: Phrase) -> int:
    """Where the phrase ends without the bracket that names its parts: "two others (including a soldier)"."""
    for at in range(phrase.start + 1, phrase.end - 1):
        inside = parse.lower(at + 1)
        if parse.lower(at) == "(" and (inside in grammar().words.including_words or inside[:1].isdecimal()):
            return at
    return phrase.end


def sub_of(parse: Parse, phrase: Phrase) -> str | None:
    """A narrower word for the victims: child, woman, journalist, medic, pilot, officer."""
    words = grammar().words
    found = None
    for index in range(phrase.start, _themselves(parse, phrase)):
        found = words.subs.get(parse.lower(index), found)
    return found
