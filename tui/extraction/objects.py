"""What stands after a verb: its object, the phrases coordinated with it and the parts listed behind "including".

Invariants: a phrase that is the subject of its own verb is never an object; an apposition ("Ahmed, a driver,") is
the same person; a walk goes to the right only and ends after ``REACH`` tokens."""

from __future__ import annotations

import msgspec

from tui.extraction.apart import stands_apart
from tui.extraction.chunks import Parse, Phrase, Trigger
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.namelist import after_age, names_behind
from tui.extraction.numbers import match
from tui.extraction.victims import Count, count, is_name, is_people, may_be_people
from tui.model import Outcome

REACH = 60
"""Tokens on either side of a trigger that are looked at."""
_ASIDE = 16
"""Tokens between people and the parts of them over which places, days and claimants may stand."""
OPENERS = frozenset(("(", "\u2013", "-", "\u2014", ":", "["))
_BEFORE_CLAIMANTS = OPENERS - {"(", "["}
QUOTES = frozenset(("\u2018", "'", '"', "\u201c", "\u201d", "\u2019"))


class Victim(msgspec.Struct, frozen=True, gc=False):
    """A phrase (index in the parse) with its count; ``part``: inside another figure ("including")."""

    phrase: int
    count: Count
    part: bool = False
    who: int = -1
    """The phrase that says who they were, where the number stands elsewhere; -1: the same phrase."""


def victim(parse: Parse, index: int, part: bool = False) -> Victim | None:
    if index < 0:
        return None
    found = count(parse, parse.phrases[index])
    return None if found is None else Victim(index, found, part)


def phrase_at(parse: Parse, at: int) -> int:
    """Index of the phrase that begins at token ``at``, else -1."""
    if not 0 <= at < len(parse.owner):
        return -1
    index = parse.owner[at]
    return index if index >= 0 and parse.phrases[index].start == at else -1


def skip(parse: Parse, at: int) -> int:
    """Over adverbs and quotation marks."""
    while parse.tag(at) is Tag.ADV or parse.lower(at) in QUOTES:
        at += 1
    return at


def objects(parse: Parse, at: int, free: bool = False) -> tuple[Victim, ...]:
    """The noun phrases from ``at`` on that a verb takes as its object, coordinated ones included.

    ``free``: the phrase may have a predicate of its own ("the bodies of two women were found").
    """
    index = _possessed(parse, phrase_at(parse, skip(parse, at)))
    if index < 0 or (not free and has_predicate(parse, parse.phrases[index].end)):
        return ()
    first = victim(parse, index)
    if first is None:
        return ()
    more = members(parse, index, free)
    if not more and (first.count.n or 0) > 1:
        more = parts_at(parse, _over_asides(parse, after_modifiers(parse, parse.phrases[index].end)))
    return (first, *more)


def _possessed(parse: Parse, index: int) -> int:
    """ "the vehicle's two occupants": the number begins a phrase of its own behind the owner."""
    end = parse.phrases[index].end if index >= 0 else 0
    other = phrase_at(parse, end) if parse.tag(end - 1) is Tag.POSS else -1
    return other if other >= 0 else index


def members(parse: Parse, index: int, free: bool = False) -> tuple[Victim, ...]:
    """Phrases coordinated with phrase ``index`` to its right, and parts listed behind it."""
    named = names_behind(parse, index)
    found = [other for other in (victim(parse, at) for at in named) if other is not None]
    base = whole = office = parse.phrases[named[-1] if named else index]
    end, part = after_age(parse, base), False
    while end < base.end + REACH:
        following = _next_member(parse, base, end, part, free)
        if following is None:
            break
        inside = part and _closed(parse, parse.phrases[following[1]].start - 1)
        if inside:
            end = inside
            continue  # "including two officers (one a colonel)": a part of a part
        part, index = following
        end = parse.phrases[index].end
        if (
            _both(parse, index)
            or _same_person(parse, _owner(parse, base, found), index)
            or (office is not base and _second_office(parse, office, index))
        ):
            office = parse.phrases[index] if parse.phrases[index].det >= 0 else office
            continue
        other = victim(parse, index, part)
        if other is None:
            break
        if part and of_those(parse, parse.phrases[index]):
            other = msgspec.structs.replace(other, who=_predicated(parse, index))
        if part and stands_apart(parse, whole, parse.phrases[index]):
            part, other = False, Victim(index, other.count)
        if not part:
            whole = parse.phrases[index]
        found.append(other)
    return tuple(found)


def _owner(parse: Parse, base: Phrase, found: list[Victim]) -> Phrase:
    """Beside whom the next of a list stands: "a baker and his wife, son and daughter" goes on from the wife."""
    told = (parse.phrases[member.phrase] for member in reversed(found))
    last = next((phrase for phrase in told if phrase.det >= 0), base)
    return last if parse.lower(last.det) in grammar().words.possessives else base


def _both(parse: Parse, index: int) -> bool:
    """ "Anton Berg and Ivo Sand, both activists,": the same two."""
    first = parse.phrases[index].start
    return parse.lower(first) in grammar().words.correlatives and parse.tag(first - 1) is Tag.COMMA


def _closed(parse: Parse, at: int) -> int:
    """The token behind the bracket that opens at ``at``; 0 where none does."""
    if parse.lower(at) not in ("(", "["):
        return 0
    ends = (end for end in range(at + 1, min(at + REACH, len(parse.tokens))) if parse.lower(end) in (")", "]"))
    return next(ends, -1) + 1


def has_predicate(parse: Parse, end: int) -> bool:
    """The phrase that ends here is the subject of what follows ("and three civilians were hurt", "two wounded")."""
    while parse.tag(end) is Tag.ADV:
        end += 1
    if parse.tag(end) is Tag.AUX or parse.lower(end) in grammar().words.say_verbs:
        return True
    trigger = parse.at.get(end)
    if trigger is None or trigger.attributive:
        return False
    if trigger.form in (Form.DIE, Form.ADJ):
        return True
    return trigger.form is Form.PAST and phrase_at(parse, skip(parse, trigger.end)) < 0


def _next_member(parse: Parse, base: Phrase, end: int, part: bool, free: bool) -> tuple[bool, int] | None:
    """The next coordinated or included phrase after ``end`` as (is a part, index)."""
    words = grammar().words
    at = start = after_modifiers(parse, end)
    joined = False
    while parse.tag(at) in (Tag.COMMA, Tag.CONJ) or parse.lower(at) in OPENERS:
        part = part or parse.lower(at) in OPENERS
        joined = joined or parse.tag(at) is Tag.CONJ
        at += 1
        if at - start > 3:
            return None
    if at < len(parse.tokens) and (size := match(words.including, parse.tokens, at)):
        at, part = at + size, True
    elif at < len(parse.tokens) and (size := match(words.joins, parse.tokens, at)):
        at, joined = at + size, True
    elif at == start:
        return None
    index = phrase_at(parse, at)
    if (
        index < 0
        or not _is_member(parse, base, index, joined)
        or (not (part or free) and has_predicate(parse, parse.phrases[index].end))
    ):
        return None
    phrase = parse.phrases[index]
    part = part or (not joined and among_them(parse, phrase.end) > 0)
    if not part and not joined and phrase.quantity is None and phrase.det < 0 and not _goes_on(parse, phrase.end):
        return None  # "after killing hundreds, the army ..."
    if phrase.quantity is None and _says(parse, phrase):
        return None  # "..., including a girl, medics say"
    if parse.lower(at - 1) in _BEFORE_CLAIMANTS and phrase.quantity is None and phrase.det < 0:
        return None  # "...: police" is who says so
    return part or (phrase.bare and not joined and not base.bare and _described(parse, phrase.end)), index


def _says(parse: Parse, phrase: Phrase) -> bool:
    """Whoever says so is no member: "..., medics in the city say", "..., health and police officials said"."""
    end = after_modifiers(parse, phrase.end)
    other = phrase_at(parse, end + 1) if phrase.det < 0 and parse.tag(end) is Tag.CONJ else -1
    if other >= 0 and parse.phrases[other].quantity is None:
        end = after_modifiers(parse, parse.phrases[other].end)
    return parse.lower(end) in grammar().words.say_verbs


def _goes_on(parse: Parse, end: int) -> bool:
    """A list goes on behind this member."""
    return parse.tag(after_modifiers(parse, end)) in (Tag.COMMA, Tag.CONJ)


def _described(parse: Parse, end: int) -> bool:
    """A bare number behind a comma that is described tells of some of them ("three men, two with ties to ...")."""
    return parse.lower(end) in ("with", "of", "from", "who", "in")


def _is_member(parse: Parse, base: Phrase, index: int, joined: bool) -> bool:
    """A coordinated phrase counts as another victim only when it is clearly people."""
    phrase = parse.phrases[index]
    if not may_be_people(parse, phrase):
        return False
    if phrase.quantity is not None:
        like = parse.lower(phrase.head).endswith(tuple(grammar().words.people_suffixes))
        return like or is_people(parse, phrase) or phrase.head == phrase.quantity.end - 1
    if is_people(parse, phrase) or (joined and parse.lower(phrase.head) in grammar().words.reflexives):
        return True  # "his wife, son and himself"
    return joined and is_name(parse, phrase) and is_name(parse, base)


def _same_person(parse: Parse, base: Phrase, index: int) -> bool:
    """An apposition or a second office of the same person: "Ahmed, a driver", "an official and activist"."""
    phrase = parse.phrases[index]
    if phrase.quantity is not None:
        return False
    joined = parse.tag(phrase.start - 1) is Tag.CONJ
    words = grammar().words
    if not joined:
        if base.quantity is not None and base.quantity.n == 1 and base.bare and phrase.det >= 0:
            return parse.tag(phrase.start - 1) is Tag.COMMA  # "wounded one, an agent of the police"
        bare = phrase.det < 0 and parse.lower(phrase.head) in words.people_one and base.det >= 0 and not parse.titled
        bare = bare and not _kin_list(parse, base, phrase)
        owned = parse.lower(base.det) in words.possessives and base.quantity is None
        aside = owned and phrase.start == base.end + 1 and parse.lower(phrase.det) in words.articles
        bare = bare or (aside and not _goes_on(parse, phrase.end))  # "his brother, a teacher"
        return parse.tag(phrase.start - 1) is Tag.COMMA and (bare or is_name(parse, base) != is_name(parse, phrase))
    if parse.lower(base.det) in words.possessives:
        return False
    if base.quantity is not None or base.det < 0 or phrase.det >= 0:
        return False
    return parse.lower(phrase.head) not in words.subs and parse.lower(phrase.head) not in words.people_many


def _kin_list(parse: Parse, base: Phrase, phrase: Phrase) -> bool:
    """ "his wife, son and daughter": one possessive for a list, not "his driver, soldier Berg"."""
    if parse.lower(base.det) not in grammar().words.possessives or parse.tag(phrase.end) is not Tag.CONJ:
        return False
    last = phrase_at(parse, phrase.end + 1)
    if last < 0 or parse.phrases[last].det >= 0:
        return False
    return is_people(parse, parse.phrases[last]) or parse.lower(parse.phrases[last].head) in grammar().words.reflexives


def _second_office(parse: Parse, office: Phrase, index: int) -> bool:
    """ "Anton Berg, a mayor and party leader": what stands behind the apposition describes the same person."""
    head = parse.lower(parse.phrases[index].head)
    return head in grammar().words.people_one and _same_person(parse, office, index)


def after_modifiers(parse: Parse, end: int) -> int:
    """The token after prepositional phrases that follow ``end``."""
    for _ in range(4):
        at = end
        while parse.tag(at) is Tag.ADV:
            at += 1
        if (
            parse.tag(at) is Tag.VERB
            and parse.lower(at).endswith(grammar().words.gerund_endings)
            and parse.tag(at + 1) is Tag.PREP
        ):
            at += 1  # "a candidate running for a seat"
        if at < len(parse.tokens) and (size := match(grammar().words.naming, parse.tokens, at)):
            named = phrase_at(parse, at + size)
            if named >= 0 and is_name(parse, parse.phrases[named]):
                end = parse.phrases[named].end
                continue  # "a man named Ivo Sand and a boy"
        if parse.tag(at) is not Tag.PREP or match(grammar().words.including, parse.tokens, at):
            return end
        if match(grammar().words.joins, parse.tokens, at):
            return end
        index = phrase_at(parse, at + 1)
        if index < 0:
            return end
        end = parse.phrases[index].end
    return end


def trailing_parts(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """Parts behind the trigger: "4 people were killed, among them two children"."""
    at = _over_marks(parse, after_modifiers(parse, trigger.end))
    if at < len(parse.tokens) and (size := match(grammar().words.joins, parse.tokens, at)):
        return _people(parse, objects(parse, at + size))  # "were killed, along with 9 of their relatives"
    return parts_at(parse, at) or parts_at(parse, _over_asides(parse, at)) or _echoed(parse, at)


def _over_asides(parse: Parse, at: int) -> int:
    """Behind the second place, the day and who says so: "killed in Marabo, Ituri, on Monday, including two women",
    "were killed, officials said on Monday, including two women"; behind the sentence where anything else stands there.
    """
    words, said = grammar().words, False
    for end in range(at, min(at + _ASIDE, len(parse.tokens))):
        if parse.tag(end - 1) is Tag.COMMA and match(words.including, parse.tokens, end):
            return end
        says = parse.lower(end) in words.say_verbs and not said
        said = said or says
        if parse.tag(end) not in (Tag.COMMA, Tag.PREP, Tag.DET, Tag.WORD, Tag.POSS) and not says:
            break
    return len(parse.tokens)


def _people(parse: Parse, found: tuple[Victim, ...]) -> tuple[Victim, ...]:
    """Those of ``found`` that are people by their words: "arrested along with two pistols" names none."""
    phrases = parse.phrases
    return tuple(v for v in found if phrases[v.phrase].bare or is_people(parse, phrases[v.phrase]) or v.count.name)


def _echoed(parse: Parse, at: int) -> tuple[Victim, ...]:
    """ "and so was one of the attackers", "as were four civilians": they share the verb told before."""
    words = grammar().words
    at += parse.tag(at) is Tag.CONJ
    if parse.lower(at) not in words.echoes or parse.lower(at + 1) not in words.be | words.have:
        return ()
    index = phrase_at(parse, at + 2)
    if index < 0 or has_predicate(parse, parse.phrases[index].end):
        return ()
    return _people(parse, (found,)) if (found := victim(parse, index)) else ()


def _predicated(parse: Parse, index: int) -> int:
    """ "two of them children": the phrase behind says who they were; -1 where none stands there."""
    behind = phrase_at(parse, parse.phrases[index].end)
    return behind if behind >= 0 and is_people(parse, parse.phrases[behind]) else -1


def _over_marks(parse: Parse, at: int) -> int:
    while parse.tag(at) is Tag.COMMA or parse.lower(at) in OPENERS:
        at += 1
    return at


def parts_at(parse: Parse, at: int) -> tuple[Victim, ...]:
    """Parts at token ``at``: ", including two children"."""
    at = _over_marks(parse, at)
    if at >= len(parse.tokens):
        return ()
    size = match(grammar().words.including, parse.tokens, at)
    index = phrase_at(parse, at)
    if index >= 0 and of_those(parse, parse.phrases[index]):
        found = victim(parse, index)
        return (msgspec.structs.replace(found, part=True, who=_predicated(parse, index)),) if found else ()
    if index >= 0 and among_them(parse, parse.phrases[index].end):
        found = victim(parse, index, part=True)
        return (found,) if found else ()
    if not size:
        return ()
    return tuple(Victim(v.phrase, v.count, True) for v in objects(parse, at + size) if not v.part)


def of_those(parse: Parse, phrase: Phrase) -> bool:
    """ "two of them", "three of the dead": some of the people told of before."""
    table = grammar().words.of_those
    return any(match(table, parse.tokens, at) for at in range(phrase.start, min(phrase.end + 1, len(parse.tokens))))


def among_them(parse: Parse, at: int) -> int:
    """Tokens of "among them" at ``at``; 0 for none."""
    words = grammar().words
    return 2 * (parse.lower(at) in words.among_words and parse.lower(at + 1) in words.pronouns_many)


def gapped(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """Numbers that share the verb: "two were killed in the city and three in the villages", "two died in the city, and
    in the villages three"."""
    found: list[Victim] = []
    end = after_modifiers(parse, trigger.end)
    while end >= trigger.end:
        at = end
        while parse.tag(at) in (Tag.COMMA, Tag.CONJ):
            at += 1
        fronted = _fronted(parse, at)
        index = phrase_at(parse, fronted or at)
        beside = end > trigger.end and index >= 0 and parse.tag(parse.phrases[index].end) is Tag.PREP
        if at == end or not (fronted or beside):
            break
        phrase = parse.phrases[index]
        other = victim(parse, index)
        if other is None or phrase.quantity is None or phrase.end != phrase.quantity.end:
            break
        found.append(other)
        end = after_modifiers(parse, phrase.end)
        if end == phrase.end:
            break
    return tuple(found)


def _fronted(parse: Parse, at: int) -> int:
    """Where the number stands that ends the clause "and in Sahl six"; 0 for none."""
    place = phrase_at(parse, at + 1) if parse.tag(at) is Tag.PREP else -1
    end = parse.phrases[place].end if place >= 0 else 0
    index = phrase_at(parse, end)
    if index < 0 or not parse.phrases[index].bare:
        return 0
    return end if parse.tag(parse.phrases[index].end) in (Tag.STOP, Tag.COMMA, Tag.CONJ) else 0


def _headed(parse: Parse, phrase: Phrase) -> bool:
    """Its words name people and its head is no thing of theirs: not "part of a rebel stronghold"."""
    thing = parse.lower(phrase.end - 1) if phrase.quantity is None and not parse.shouting else ""
    lower = parse.tokens[phrase.end - 1].text.islower() and phrase.end - 1 >= phrase.head
    return is_people(parse, phrase) and not (lower and thing in grammar().words.strongholds)


def takes(parse: Parse, index: int, outcome: Outcome, verb: str) -> bool:
    """Whether the phrase can suffer the outcome: towns and weapons are captured too, people only are claims."""
    words = grammar().words
    if index >= 0 and parse.lower(parse.phrases[index].head) in words.others:
        return True
    if index < 0 or (verb not in words.takes_things and outcome in (Outcome.KILLED, Outcome.WOUNDED)):
        return True
    phrase = parse.phrases[index]
    if _headed(parse, phrase) or parse.lower(phrase.head) in words.pronouns_one | words.pronouns_many:
        return True
    if phrase.quantity is not None and (phrase.head == phrase.quantity.end - 1 or verb not in words.takes_things):
        return True
    return verb not in words.takes_things and is_name(parse, phrase)
