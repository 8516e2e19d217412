"""What people without a class of their own were, where the text says whom the attack was aimed at.

Invariants: only a bare number, a pronoun or a word such as "people" or "men" takes a class; it is that of the people
whom the text names as the target, or whom "of them" or "11 other students" points to, and only where these have one
class; a place ("in a mosque") says nothing of those who were there; a named side is never set or changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from tui.extraction.chunks import Parse, Phrase
from tui.extraction.descriptions import described
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.parties import Fight, Named, fight, fought, own_explosive
from tui.extraction.sentences import Sentence
from tui.extraction.victims import class_of, is_people, known_before, named_phrases
from tui.model import Class, Outcome

_SUFFERED = (Outcome.KILLED, Outcome.WOUNDED, Outcome.MISSING)
_HEAD = 4
"""Tokens at the head of a sentence that tell its event apart: "a second explosion"."""
_SENTENCES = 2
"""How many sentences back the target of an attack is looked for."""
_ATTACK = 16
"""Tokens between "attack" and "on": "an attack claimed by the Blue Front on"."""
_CLAUSE = 40
"""Tokens before "one of them" in which "them" are named."""


class Scenes:
    """What each sentence says of the attack, worked out once a sentence however many figures it holds; a sentence
    without any of the words that could say it is not parsed.
    """

    def __init__(self, parsed: Callable[[int], Parse], sentences: Sequence[Sentence], named: Named) -> None:
        self.parsed, self.sentences, self.named = parsed, sentences, named
        self._targets: dict[int, frozenset[Class]] = {}
        self._fights: dict[int, bool] = {}
        self._parties: dict[int, Fight] = {}
        self._namings: dict[int, dict[str, list[Phrase]]] = {}
        self._behind: dict[int, Class] = {}

    def holds(self, index: int, *tables: Set[str]) -> bool:
        """A word of one of ``tables`` stands in the sentence."""
        said = self.sentences[index].said
        return not all(map(said.isdisjoint, tables))

    def namings(self, index: int) -> dict[str, list[Phrase]]:
        """Where the sentence names somebody."""
        if index not in self._namings:
            self._namings[index] = named_phrases(self.parsed(index))
        return self._namings[index]

    def targets(self, index: int) -> frozenset[Class]:
        """Classes of the people whom the sentence names as a target."""
        if index not in self._targets:
            words = grammar().words
            aimed = self.holds(index, words.target_verbs, words.fire_verbs, words.attack_nouns)
            self._targets[index] = _targets(self.parsed(index)) if aimed else frozenset()
        return self._targets[index]

    def fought(self, index: int) -> bool:
        """The sentence tells of a shoot-out, or of gunmen."""
        if index not in self._fights:
            words = grammar().words
            armed = self.holds(index, words.gunfights, words.attackers)
            self._fights[index] = armed and _fight(self.parsed(index))
        return self._fights[index]

    def of_party(self, found: Draft) -> bool:
        """The victims were of a party of the clash that their own sentence tells of, or one before it."""
        return any(
            (parties := self.parties(index)) and fought(found, self.parsed(index), parties)
            for index in range(found.sentence, max(-1, found.sentence - 1 - _SENTENCES), -1)
        )

    def parties(self, index: int) -> Fight:
        """Who clashed, as the sentence tells it."""
        if index not in self._parties:
            clash = self.holds(index, grammar().words.clashes)
            self._parties[index] = fight(self.parsed(index), self.named) if clash else ()
        return self._parties[index]

    def behind(self, index: int) -> Class:
        """What the sentence after ``index`` says of the parties of a clash."""
        if index + 1 >= len(self.sentences):
            return Class.UNKNOWN
        if index not in self._behind:
            told = self.holds(index + 1, grammar().words.parties, grammar().words.attack_nouns)
            self._behind[index] = _told_behind(self.parsed(index + 1)) if told else Class.UNKNOWN
        return self._behind[index]


def classify(
    drafts: Sequence[Draft], parsed: Callable[[int], Parse], sentences: Sequence[Sentence], named: Named
) -> None:
    """Give a class to victims of none; ``parsed`` gives each of the ``sentences`` by index, ``named`` what people are.

    What a reference says ("one of them") is said of the victims; what the target of the attack says is only implied.
    """
    scenes = Scenes(parsed, sentences, named)
    for number, found in enumerate(drafts):
        found.alone = found.outcome is Outcome.KILLED and own_explosive(found)
        if found.class_ is not Class.UNKNOWN:
            continue
        before = drafts[number - 1] if number else None
        after = drafts[number + 1] if number + 1 < len(drafts) else None
        found.class_ = _said(found, before, after, scenes)
        if found.class_ is Class.UNKNOWN and not _of_those(found):
            found.class_ = _implied(found, scenes)
            found.implied = found.class_ is not Class.UNKNOWN


def _said(found: Draft, before: Draft | None, after: Draft | None, scenes: Scenes) -> Class:
    """What the text says elsewhere of the people whom the phrase names or points to."""
    if found.count.name and (named := _named_before(found, scenes)) is not Class.UNKNOWN:
        return named
    if (said := described(found, scenes.parsed, scenes.sentences, scenes.named)) is not Class.UNKNOWN:
        return said
    return _referred(found, before, after) if found.outcome in _SUFFERED else Class.UNKNOWN


def _named_before(found: Draft, scenes: Scenes) -> Class:
    """ "Mayor Anton Berg was attacked. Berg was killed"."""
    for index in range(found.sentence, max(-1, found.sentence - 1 - _SENTENCES), -1):
        said = known_before(found.parse, found.phrase, scenes.parsed(index), scenes.namings(index))
        if said is not Class.UNKNOWN:
            return said
    return Class.UNKNOWN


def _referred(found: Draft, before: Draft | None, after: Draft | None) -> Class:
    """What the people are whom the phrase itself points to."""
    if found.head in grammar().words.attackers:
        return Class.UNKNOWN
    if _of_those(found):
        return _antecedent(found, before)
    if before is not None and _same_people(found, before):
        return before.class_
    return _other(found, after) if _general(found) else Class.UNKNOWN


def _same_people(found: Draft, before: Draft) -> bool:
    """ "three clerks were kidnapped. The victims were killed later"."""
    words = grammar().words
    points_back = found.count.definite and (found.head in words.casualties or found.head in words.same_victims)
    near = found.sentence - before.sentence <= _SENTENCES and before.outcome is not found.outcome
    return points_back and near and before.count.n == found.count.n


def _implied(found: Draft, scenes: Scenes) -> Class:
    """What the people were at whom the attack was aimed; suspects who died in a shoot-out fought in it."""
    if found.head in grammar().words.attackers and found.outcome in _SUFFERED:
        near = range(found.sentence, max(-1, found.sentence - 1 - _SENTENCES), -1)
        return Class.COMBATANT if any(scenes.fought(index) for index in near) else Class.UNKNOWN
    if found.alone or scenes.of_party(found):
        return Class.COMBATANT
    if found.outcome not in _SUFFERED:
        return Class.UNKNOWN
    if found.head in grammar().words.nominatives:
        return Class.UNKNOWN  # "he attacked a boy, and he was killed": as often who did it
    return _target(found, scenes) if _general(found) else Class.UNKNOWN


def _general(found: Draft) -> bool:
    words = grammar().words
    if found.pronoun or found.phrase.bare or found.head in words.others:
        return True
    return found.head in words.general_people or found.head in words.references


# --- people named before or beside ----------------------------------------------------------------------------


def _of_those(found: Draft) -> bool:
    """ "killed one of them", "one of the victims died"; not "four people, among them two boys"."""
    parse, table = found.parse, grammar().words.of_those
    if found.phrase.quantity is None:
        return False
    for at in range(found.phrase.start + 1, min(found.phrase.end + 2, len(parse.tokens))):
        size = match(table, parse.tokens, at) if at <= found.phrase.end else 0
        if size and not parse.numeric[min(at + size, len(parse.numeric) - 1)]:
            return True
        if _of_them(parse, at):
            return True
    return False


def _of_them(parse: Parse, at: int) -> bool:
    """ "of them", not "as they"."""
    words, before = grammar().words, parse.lower(at - 1)
    return parse.lower(at) in words.pronouns_many and (before in words.of_words or before in words.among_words)


def _antecedent(found: Draft, before: Draft | None) -> Class:
    parse = found.parse
    for at in range(found.phrase.start - 1, max(-1, found.phrase.start - _CLAUSE), -1):
        phrase = parse.phrase_holding(at)
        if phrase is not None and is_people(parse, phrase):
            return class_of(parse, phrase)
    return before.class_ if before is not None and found.sentence - before.sentence <= 1 else Class.UNKNOWN


def _other(found: Draft, after: Draft | None) -> Class:
    """ "killed two men and wounded 11 other students": "other" makes the men students."""
    if after is None or after.sentence != found.sentence or after.phrase.quantity is None:
        return Class.UNKNOWN
    phrase, more = after.phrase, grammar().words.more_of_them
    named = any(found.parse.lower(at) in more for at in range(phrase.start, phrase.head))
    return after.class_ if named else Class.UNKNOWN


# --- the target of the attack -----------------------------------------------------------------------------------


def _target(found: Draft, scenes: Scenes) -> Class:
    """The class of the nearest target: that of its own sentence, else of one before, else of the one behind.

    From another sentence only civilians are taken: who else was there is not said.
    """
    if kinds := scenes.targets(found.sentence):
        return next(iter(kinds)) if len(kinds) == 1 else Class.UNKNOWN
    if _another(found.parse):
        return Class.UNKNOWN
    for index in range(found.sentence - 1, max(-1, found.sentence - 1 - _SENTENCES), -1):
        if kinds := scenes.targets(index):
            return Class.CIVILIAN if kinds == {Class.CIVILIAN} else Class.UNKNOWN
    return scenes.behind(found.sentence)


def _another(parse: Parse) -> bool:
    """The sentence begins with an event of its own: what was said of the one before says nothing here."""
    table = grammar().words.additive
    return any(match(table, parse.tokens, at) for at in range(min(_HEAD, len(parse.tokens))))


def another_attack(parse: Parse) -> bool:
    """ "A second explosion near the post killed two": an attack of its own, not "another died later"."""
    table = grammar().words.additive
    return any(
        match(table, parse.tokens, at) and parse.owner[at] >= 0 and _names_attack(parse, parse.phrases[parse.owner[at]])
        for at in range(min(_HEAD, len(parse.tokens)))
    )


def _targets(parse: Parse) -> frozenset[Class]:
    aimed = {class_of(parse, phrase) for phrase in parse.phrases if _aimed_at(parse, phrase)}
    return frozenset(aimed - {Class.UNKNOWN})


def _fight(parse: Parse) -> bool:
    words = grammar().words
    return any(token.lower in words.gunfights for token in parse.tokens) or any(
        class_of(parse, phrase) is Class.COMBATANT
        for phrase in parse.phrases
        if parse.lower(phrase.head) in words.attackers and parse.lower(phrase.start - 1) not in words.by_words
    )


def _told_behind(parse: Parse) -> Class:
    """The sentence behind says more: "the two groups of villagers", "the clash broke out between farmers"."""
    words = grammar().words
    for phrase in parse.phrases:
        inside = {parse.lower(at) for at in range(phrase.start, phrase.end)}
        if inside & words.parties and parse.lower(phrase.start) in words.definites:
            return _civilian(class_of(parse, phrase))  # "the militant group" behind it is who attacked
    first = parse.phrases[0] if parse.phrases else None
    if first is not None and not first.start and parse.lower(0) in words.definites and _names_attack(parse, first):
        kinds = _targets(parse)
        return _civilian(next(iter(kinds))) if len(kinds) == 1 else Class.UNKNOWN
    return Class.UNKNOWN


def _civilian(said: Class) -> Class:
    return Class.CIVILIAN if said is Class.CIVILIAN else Class.UNKNOWN


def _names_attack(parse: Parse, phrase: Phrase) -> bool:
    return parse.lower(phrase.head) in grammar().words.attack_nouns


def _aimed_at(parse: Parse, phrase: Phrase) -> bool:
    """The people stand behind a verb of attack, or behind "attack on", "fire on" and "clash between"."""
    words = grammar().words
    tables = (words.people_many, words.people_any, words.people_one, words.partitives)
    if not any(parse.lower(phrase.head) in table for table in tables):
        return False
    start = phrase.start
    if parse.tag(start - 1) is Tag.CONJ and start > 1 and parse.owner[start - 2] >= 0:
        start = parse.phrases[parse.owner[start - 2]].start  # "fire on soldiers and shoppers"
    if start > 1 and parse.owner[start - 2] >= 0:
        holder = parse.phrases[parse.owner[start - 2]]  # "attacked a convoy of labourers", "a bus carrying soldiers"
        crowd = parse.lower(start - 1) in words.of_words and parse.lower(holder.head) in words.gatherings
        start = holder.start if crowd or parse.lower(start - 1) in words.carrying else start
    lead = parse.lower(start - 1)
    if lead not in words.target_leads:
        return lead in words.target_verbs
    return parse.lower(start - 2) in words.fire_verbs or _attack_before(parse, start - 2)


def _attack_before(parse: Parse, at: int) -> bool:
    """A noun of attack right before, over who carried it out: "an attack by gunmen on"."""
    words = grammar().words
    for place in range(at, max(-1, at - _ATTACK), -1):
        if parse.lower(place) in words.attack_nouns and (
            place == at or parse.lower(place + 1) in words.by_words or parse.tag(place + 1) is Tag.VERB
        ):
            return True
        if parse.tags[place] in (Tag.OUT, Tag.AUX, Tag.SUB, Tag.COMMA):
            return False
    return False
