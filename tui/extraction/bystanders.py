"""What people without a class of their own were, where the text says whom the attack was aimed at.

Invariants: only a bare number, a pronoun or a word such as "people" or "men" takes a class; it is that of the people
whom the text names as the target, or whom "of them" or "11 other students" points to, and only where these have one
class; a place ("in a mosque") says nothing of those who were there; a named side is never set or changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from tui.extraction.aims import another_strikes, targets, tells_a_fight, told_behind
from tui.extraction.descriptions import described
from tui.extraction.drafts import Draft
from tui.extraction.grammar import grammar
from tui.extraction.known import known_before, named_phrases
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.parties import Fight, Named, exchanged_fire, fight, fought, own_explosive
from tui.extraction.sentences import Sentence
from tui.extraction.victims import class_of, is_people
from tui.model import Class, Outcome

_SUFFERED = (Outcome.KILLED, Outcome.WOUNDED, Outcome.MISSING)
_SENTENCES = 2
"""How many sentences back the target of an attack is looked for."""
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
            self._targets[index] = targets(self.parsed(index)) if aimed else frozenset()
        return self._targets[index]

    def fought(self, index: int) -> bool:
        """The sentence tells of a shoot-out, or of gunmen."""
        if index not in self._fights:
            words = grammar().words
            armed = self.holds(index, words.gunfights, words.attackers)
            self._fights[index] = armed and tells_a_fight(self.parsed(index))
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
            self._behind[index] = told_behind(self.parsed(index + 1)) if told else Class.UNKNOWN
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
    return _referred(found, before, after, scenes) if found.outcome in _SUFFERED else Class.UNKNOWN


def _named_before(found: Draft, scenes: Scenes) -> Class:
    """ "Mayor Anton Berg was attacked. Berg was killed"."""
    for index in range(found.sentence, max(-1, found.sentence - 1 - _SENTENCES), -1):
        said = known_before(found.parse, found.phrase, scenes.parsed(index), scenes.namings(index))
        if said is not Class.UNKNOWN:
            return said
    return Class.UNKNOWN


def _referred(found: Draft, before: Draft | None, after: Draft | None, scenes: Scenes) -> Class:
    """What the people are whom the phrase itself points to."""
    if found.head in grammar().words.attackers:
        return Class.UNKNOWN
    if _of_those(found):
        said = _antecedent(found, before)
        lost = said is Class.UNKNOWN and (before is None or found.sentence - before.sentence > 1)
        return _target(found, scenes) if lost and found.sentence else said
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
    if found.alone or exchanged_fire(found) or scenes.of_party(found):
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


def _target(found: Draft, scenes: Scenes) -> Class:
    """The class of the nearest target: that of its own sentence, else of one before, else of the one behind.

    From another sentence only civilians are taken: who else was there is not said.
    """
    if kinds := scenes.targets(found.sentence):
        return next(iter(kinds)) if len(kinds) == 1 else Class.UNKNOWN
    if another_strikes(found.parse):
        return Class.UNKNOWN
    for index in range(found.sentence - 1, max(-1, found.sentence - 1 - _SENTENCES), -1):
        if kinds := scenes.targets(index):
            return Class.CIVILIAN if kinds == {Class.CIVILIAN} else Class.UNKNOWN
    return scenes.behind(found.sentence)
