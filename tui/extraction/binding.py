"""Which noun phrases are the victims of an outcome trigger, and who is said to have caused it.

Invariants: every trigger is bound by its form: an object follows a finite verb, a subject goes before an
intransitive one, a passive turns the two round; where the form is open ("killed"), an object decides. A trigger
without victims makes no claim."""

from __future__ import annotations

import msgspec

from tui.extraction.aside import with_aside
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.members import REACH
from tui.extraction.nominals import nominal
from tui.extraction.numbers import match
from tui.extraction.objects import gapped, objects, parts_at, takes, trailing_parts
from tui.extraction.orders import inverted, labelled
from tui.extraction.parsed import Parse, Trigger
from tui.extraction.shares import with_shares
from tui.extraction.spelled import told_apart
from tui.extraction.subjects import subject, subjects
from tui.extraction.titled import with_names
from tui.extraction.tolls import brought, now_at, running, toll
from tui.extraction.victim_phrases import Victim, after_modifiers, phrase_at, skip, victim
from tui.extraction.victims import is_people
from tui.model import Outcome

_PLACE = 12
"""Tokens before "which detains" in which the prison is named."""


class Bound(msgspec.Struct, frozen=True, gc=False):
    """A trigger with its victims; ``agent``: index of the phrase held to have caused it, -1 for none."""

    trigger: Trigger
    victims: tuple[Victim, ...]
    agent: int = -1
    passive: bool = False


def bind(parse: Parse) -> list[Bound]:
    """Every trigger of the sentence with its victims, in order."""
    found: list[Bound] = []
    for trigger in parse.triggers:
        if _kept(parse, trigger):
            continue
        bound = _bind(parse, trigger, found)
        verb = parse.lower(trigger.start)
        bound = msgspec.structs.replace(bound, victims=with_names(parse, bound.victims))
        told = told_apart(parse, trigger, bound.victims)
        bound = msgspec.structs.replace(bound, victims=with_aside(parse, trigger, told))
        if bound.victims and takes(parse, bound.victims[0].phrase, trigger.outcome, verb):
            found.append(bound)
    return found


def _bind(parse: Parse, trigger: Trigger, earlier: list[Bound]) -> Bound:
    if trigger.attributive:
        index = parse.owner[trigger.start]
        phrase = parse.phrases[index]
        described = trigger.form is Form.ADJ and phrase.quantity is None and parse.tag(phrase.end) is not Tag.AUX
        if (phrase.quantity is None or phrase.quantity.n is None) and running(parse, index):
            return Bound(trigger, toll(parse, trigger, who=index))
        return Bound(trigger, () if described else _whole(parse, index))  # "a dead king" is no news
    if trigger.form is Form.NOUN:
        return _with_members(parse, Bound(trigger, labelled(parse, trigger) or nominal(parse, trigger)))
    if trigger.form in (Form.ING, Form.FINITE) and _no_victim(parse, trigger.end):
        return Bound(trigger, ())  # "a kidnapping survivor", "massacre memorials"
    if trigger.form is Form.ING and parse.lower(trigger.end) in grammar().words.of_words:
        return Bound(trigger, objects(parse, trigger.end + 1, free=True))
    if parse.lower(trigger.start - 1) in grammar().words.noun_makers:
        if parse.lower(trigger.start - 2) in grammar().words.put_verbs:
            return Bound(trigger, toll(parse, trigger))  # "put the dead at eight"
        # "four children are among the dead"; who is named so was counted before
        among = parse.lower(trigger.start - 2) in grammar().words.among_words
        if among and parse.lower(trigger.start - 3) in grammar().words.be:
            found = subjects(parse, trigger.start - 3)
            return Bound(trigger, tuple(v for v in found if parse.phrases[v.phrase].quantity is not None))
        if among and (behind := inverted(parse, trigger)):
            return Bound(trigger, behind, passive=True)  # "among the dead were two guards and a driver"
        opens = trigger.start < 2 or parse.tag(trigger.start - 2) is Tag.STOP
        if opens and parse.lower(trigger.end) in grammar().words.be and trigger.outcome is Outcome.KILLED:
            return Bound(trigger, objects(parse, trigger.end + 1, free=True))  # "the dead were two guards and a driver"
        return Bound(trigger, ())  # "the wounded", "a shot"
    if trigger.form in (Form.FINITE, Form.ING):
        return _active(parse, trigger)
    if trigger.form is Form.PAST:
        return _past(parse, trigger, earlier)
    if trigger.form is Form.ADJ and trigger.outcome is Outcome.CAPTURED and _compound(parse, trigger.end):
        return Bound(trigger, ())  # "the hostage crisis", "hostage remains"
    if trigger.form is Form.ADJ and (found := _made(parse, trigger)):
        return _with_parts(parse, Bound(trigger, found))
    found = with_shares(parse, trigger, subjects(parse, trigger.start))
    return _with_parts(parse, Bound(trigger, found, passive=True))


def _kept(parse: Parse, trigger: Trigger) -> bool:
    """ "the prison, which detains 300 fighters", "600 boys detained in the complex": a state, not a capture."""
    places = grammar().words.detention_places
    if trigger.outcome is Outcome.DISPLACED:
        return _names_camp(parse, trigger.end)
    if trigger.outcome is not Outcome.CAPTURED:
        return False
    if trigger.form is Form.FINITE:
        near = parse.lowers[max(0, trigger.start - _PLACE) : trigger.start]
        return parse.lower(trigger.start - 1) in grammar().words.relatives | grammar().words.that_words and any(
            word in places for word in near
        )
    reduced = trigger.form is Form.PAST and parse.owner[trigger.start - 1] >= 0 if trigger.start else False
    where = parse.phrase_holding(trigger.end + 1)
    return reduced and parse.tag(trigger.end) is Tag.PREP and where is not None and parse.lower(where.head) in places


def _names_camp(parse: Parse, at: int) -> bool:
    """ "inside the Kesh Internally Displaced Person (IDP) Camp": who lives there, not who was driven out now."""
    who = parse.phrase_holding(at)
    return who is not None and any(parse.lower(inside) in grammar().words.camps for inside in range(at, who.end))


def _no_victim(parse: Parse, at: int) -> bool:
    """A noun that makes one thing with the outcome word before it, and is no people who could suffer it."""
    words = grammar().words
    lower = parse.lower(at)
    return lower in words.compound_nouns and lower not in words.attackers


def _compound(parse: Parse, at: int) -> bool:
    words = grammar().words
    noun = parse.tag(at) is Tag.WORD and not match(words.according, parse.tokens, at)
    return noun or parse.lower(at) in words.body_verbs


def _made(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """ "beat a man to death", "took a guard and two cooks hostage", "leaving two dead": what is between verb and
    outcome."""
    index = parse.owner[trigger.start - 1] if trigger.start else -1
    found: list[Victim] = []
    while index >= 0 and (one := victim(parse, index)) is not None:
        if found and (one.count.n is None or one.count.name):
            break
        found.insert(0, one)
        before = parse.phrases[index].start - 1
        if parse.tag(before) is Tag.VERB or (parse.tag(before) is Tag.OUT and len(found) == 1):
            return tuple(found)  # not "kills 8, 34 missing"
        index = parse.owner[before - 1] if before and parse.tag(before) in (Tag.CONJ, Tag.COMMA) else -1
    return ()


def _with_parts(parse: Parse, bound: Bound) -> Bound:
    if not bound.victims:
        return bound
    more = trailing_parts(parse, bound.trigger) or gapped(parse, bound.trigger)
    return msgspec.structs.replace(bound, victims=bound.victims + more)


def _with_members(parse: Parse, bound: Bound) -> Bound:
    """ "10 fatalities, including four rebels": who they were stands behind the noun."""
    if len(bound.victims) != 1 or bound.victims[0].count.n is None:
        return bound
    return msgspec.structs.replace(bound, victims=bound.victims + parts_at(parse, bound.trigger.end))


def _whole(parse: Parse, index: int) -> tuple[Victim, ...]:
    """ "8 seriously wounded rebels": only a counted phrase makes a claim."""
    found = victim(parse, index)
    at = parse.phrases[index].start
    if any(parse.lower(i) in grammar().words.the_words for i in range(at + 1, parse.phrases[index].end)):
        return ()  # "three of the wounded soldiers": told before
    phrase = parse.phrases[index]
    words = grammar().words
    if phrase.quantity is None and parse.lower(phrase.det) not in words.articles:
        return ()
    head = parse.lower(phrase.head)
    if phrase.quantity is None and head in words.general_people:
        return ()  # "a displaced people"
    if head not in words.people_one and head not in words.people_many and head not in words.people_any:
        return ()  # "a kidnapped woman's home"
    if found is None or found.count.n is None or (parse.phrases[index].quantity is None and found.count.definite):
        return ()
    return (found,)


def _active(parse: Parse, trigger: Trigger) -> Bound:
    victims = objects(parse, trigger.end, free=_of_noun(parse, trigger))
    if not victims:
        victims = _shared_object(parse, trigger)
    accused = _accused(parse, trigger)
    return Bound(trigger, victims, agent=subject(parse, trigger.start) if accused < 0 else accused)


def _of_noun(parse: Parse, trigger: Trigger) -> bool:
    """The clause is about the noun before: "a strike killing two was condemned"."""
    return trigger.form is Form.ING and trigger.start > 0 and parse.owner[trigger.start - 1] >= 0


def _accused(parse: Parse, trigger: Trigger) -> int:
    """ "The army accuses rebels of killing 12": the phrase of whom that is said; -1 for none."""
    words, before = grammar().words, trigger.start - 1
    if trigger.form is not Form.ING or parse.lower(before) not in words.accused_of:
        return -1
    index = parse.owner[before - 1] if before else -1
    return index if index >= 0 and parse.lower(parse.phrases[index].start - 1) in words.accusers else -1


def _over_day(parse: Parse, trigger: Trigger) -> int:
    """ "Gunmen killed on Monday two guards": the token behind the day, where the object may stand; none where no
    subject stands before the verb."""
    words, at = grammar().words, trigger.end
    if parse.tag(at) is not Tag.PREP or parse.phrase_holding(trigger.start - 1) is None:
        return len(parse.tokens)
    end = at + 1
    while parse.lower(end) in words.times or parse.lower(end) in words.months or _day_number(parse, end):
        end += 1
    return end if end > at + 1 else len(parse.tokens)


def _day_number(parse: Parse, at: int) -> bool:
    """ "5" of "5 May" or of "May 5"."""
    near = (parse.lower(at - 1), parse.lower(at + 1))
    return parse.lower(at).isdecimal() and any(word in grammar().words.months for word in near)


def _shared_object(parse: Parse, trigger: Trigger) -> tuple[Victim, ...]:
    """ "killing and wounding 12": the object stands after the second verb."""
    at = trigger.end
    if parse.tag(at) not in (Tag.CONJ, Tag.COMMA):
        return ()
    while parse.tag(at) in (Tag.ADV, Tag.CONJ, Tag.COMMA):
        at += 1
    other = parse.at.get(at)
    if other is None and parse.tag(at) is Tag.VERB and parse.tag(trigger.end) is Tag.CONJ:
        return objects(parse, at + 1)  # "severely injured and robbed two girls"
    return objects(parse, other.end) if other is not None and other.form is trigger.form else ()


def _past(parse: Parse, trigger: Trigger, earlier: list[Bound]) -> Bound:
    """ "killed" after a form of be, or before "by" and the like, is passive; before an object it is active."""
    words = grammar().words
    if told := labelled(parse, trigger) or brought(parse, trigger):
        return Bound(trigger, told)
    if behind := inverted(parse, trigger):
        return Bound(trigger, behind, passive=True)
    at = trigger.start - 1
    first = max(0, at - REACH)
    while at >= first and (
        parse.tags[at] in (Tag.ADV, Tag.OUT) or (parse.tags[at] is Tag.CONJ and parse.tag(at - 1) is Tag.OUT)
    ):
        at -= 1
    if parse.lower(at) in words.be:
        found = now_at(parse, trigger, subjects(parse, trigger.start))
        return _with_parts(parse, Bound(trigger, found, agent=_by(parse, trigger.end), passive=True))
    if _relative(parse, at - (parse.lower(at) in words.have)) and phrase_at(parse, skip(parse, trigger.end)) >= 0:
        return Bound(trigger, objects(parse, trigger.end, free=True), agent=subject(parse, trigger.start))
    found = objects(parse, trigger.end) or objects(parse, _over_day(parse, trigger)) or _shared_object(parse, trigger)
    if found and not _time_follows(parse, trigger.end):
        return Bound(trigger, found, agent=subject(parse, trigger.start))
    index = phrase_at(parse, skip(parse, trigger.end))
    if index >= 0 and (_thing(parse, index) or _result(parse, parse.phrases[index].end)):
        return Bound(trigger, ())  # "killed 40 goats", "shot two guards dead": the guards are told of by "dead"
    if parse.lower(at) in words.have:
        return Bound(trigger, ())  # "the front has taken hostages"
    if parse.tag(at) is Tag.CONJ and earlier and earlier[-1].passive and not _own_subject(parse, at):
        return Bound(trigger, earlier[-1].victims, agent=earlier[-1].agent, passive=True)
    found = now_at(parse, trigger, with_shares(parse, trigger, subjects(parse, trigger.start)))
    return _with_parts(parse, Bound(trigger, found, agent=_by(parse, trigger.end), passive=True))


def _relative(parse: Parse, at: int) -> bool:
    """A clause about the noun before begins here: what follows its object is told of that noun ("the raid that killed
    two soldiers was claimed")."""
    words = grammar().words
    return parse.lower(at) in words.relatives or (parse.lower(at) in words.that_words and parse.owner[at - 1] >= 0)


def _thing(parse: Parse, index: int) -> bool:
    words = grammar().words
    head = parse.lower(parse.phrases[index].head)
    return head in words.not_people or (head in words.attack_nouns and parse.phrases[index].det >= 0)


def _result(parse: Parse, at: int) -> bool:
    """A word for what became of the object stands behind it."""
    behind = parse.at.get(at)
    return behind is not None and behind.form is Form.ADJ and not behind.attributive


def _own_subject(parse: Parse, at: int) -> bool:
    """The conjunction joins clauses, not verbs: a counted phrase stands right before it as a subject would."""
    index = parse.owner[at - 1] if at > 0 else -1
    return (
        index >= 0
        and parse.tag(parse.phrases[index].start - 1) not in (Tag.PREP, Tag.VERB)
        and is_people(parse, parse.phrases[index])
    )


def _time_follows(parse: Parse, end: int) -> bool:
    return parse.lower(skip(parse, end)) in grammar().words.times


def _by(parse: Parse, end: int) -> int:
    words = grammar().words
    at = end if parse.lower(end) in words.by_words else after_modifiers(parse, end)
    return phrase_at(parse, at + 1) if parse.lower(at) in words.by_words else -1
