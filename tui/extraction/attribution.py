"""Who says so and whose people the victims were.

Invariants: a claimant is the one whom the sentence itself names as saying it, else None (the outlet in its own
voice); a side is given only where the victim phrase names it, never for civilians; nothing is inferred from the
story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from tui.extraction.attackers import attacker_of, mentioned
from tui.extraction.carried import carry, of_parts
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Tag, grammar
from tui.extraction.own import own_soldiers
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.parties import Named
from tui.extraction.victim_phrases import phrase_at
from tui.extraction.victims import class_of
from tui.extraction.voices import Voice, nearest, phrase_is, voices
from tui.model import Actor, ActorMention, ClaimantRole, Class, Outcome

_BACK = 20
"""How many figures back the people of a bare number are looked for."""
_FIGHTERS = frozenset(("army", "group", "militia", "coalition", "police", "gang", "mission"))
"""Kinds of actor whose unnamed members are combatants as claimed."""


def sides(drafts: Sequence[Draft], mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> None:
    """Set side, and class by side, of every draft whose own words name them."""
    mentions = sorted(mentions, key=lambda mention: mention.span)
    for found in drafts:
        _side(found, mentions, actors)


def attackers(drafts: Sequence[Draft], mentions: Sequence[ActorMention]) -> None:
    """Set who is held to have caused each draft; a side that was only guessed is not the one that killed them."""
    mentions = sorted(mentions, key=lambda mention: mention.span)
    for found in drafts:
        found.attacker = attacker_of(found, mentions)
        if found.side is not None and found.side == found.attacker and _named_by_noun(found):
            found.side = None


def named_class(mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> Named:
    """What people are by the words of their phrase, else as members of a fighting actor that it names."""
    mentions = sorted(mentions, key=lambda mention: mention.span)

    def of(parse: Parse, phrase: Phrase) -> Class:
        worded = class_of(parse, phrase)
        if worded is not Class.UNKNOWN or not _fight_for(mentioned(parse, phrase.start, phrase.end, mentions), actors):
            return worded
        return Class.UNKNOWN if parse.lower(phrase.head) in grammar().words.not_fighters else Class.COMBATANT

    return of


def attribute(drafts: Sequence[Draft], mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> None:
    """Set the claimant of every draft, and the side and class of those that stand for others."""
    mentions = sorted(mentions, key=lambda mention: mention.span)
    said: dict[int, list[tuple[int, Voice]]] = {}
    for number, found in enumerate(drafts):
        carry(drafts[max(0, number - _BACK) : number], found)
        if found.sentence not in said:
            said[found.sentence] = voices(found.parse, mentions)
        voice = nearest(said[found.sentence], found)
        if voice is not None:
            found.claimant, found.claimant_actor, found.chain = voice.text, voice.actor, voice.chain
            if found.attacker is None and voice.actor is not None and _own_deed(found, voice):
                found.attacker = voice.actor
            found.side = _whose(found, voice, actors)
            found.claimant_role = _role(found, voice, actors)
    of_parts(drafts)
    _one_name(drafts)


def _one_name(drafts: Sequence[Draft]) -> None:
    """Pronouns and "a monitor" are the claimant that the text names."""
    words = grammar().words
    named = next((found for found in drafts if found.claimant in words.voices), None)
    before: Draft | None = None
    last: Draft | None = None
    for found in drafts:
        if last is not None and last.sentence < found.sentence:
            before = last  # of the sentences before, the last that says who says so
        spoken = (found.claimant or "").lower()
        if not spoken:
            continue
        last = found
        source = before if spoken in words.claimant_pronouns else None
        if spoken not in words.claimant_pronouns and phrase_is(words.monitor_words, spoken):
            source = named
        if source is not None and (source.claimant or "").lower() not in words.claimant_pronouns:
            found.claimant, found.claimant_actor, found.chain = source.claimant, source.claimant_actor, source.chain
            found.claimant_role = source.claimant_role


# --- victims ------------------------------------------------------------------------------------------------


def _side(found: Draft, mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> None:
    if found.class_ is Class.CIVILIAN:
        return
    who = found.who or found.phrase
    named = mentioned(found.parse, who.start, who.end, mentions)
    if named is None:
        return
    words = grammar().words
    if found.class_ is Class.UNKNOWN and _fight_for(named, actors) and found.head not in words.not_fighters:
        found.class_ = Class.COMBATANT
    if found.class_ is Class.COMBATANT and not _of_two(found.parse, who):
        found.side = named


def _of_two(parse: Parse, phrase: Phrase) -> bool:
    """ "12 Redlandish and foreign officers": how many of each side is not said."""
    return any(parse.tag(at) is Tag.CONJ for at in range(phrase.start, phrase.head))


def _own_deed(found: Draft, voice: Voice) -> bool:
    """ "Redland says it killed five": who speaks is who did it; not "Redland's officials say it killed five"."""
    parse, agent, words = found.parse, found.bound.agent, grammar().words
    last = voice.text.casefold().split()[-1]
    persons = last in words.people_many or last in words.people_one or last in words.people_any
    itself = last in words.services or not persons
    return agent >= 0 and itself and parse.lower(parse.phrases[agent].head) in words.claimant_pronouns


def _whose(found: Draft, voice: Voice, actors: Mapping[str, Actor]) -> str | None:
    """The side of the victims, now that it is known who speaks of them."""
    if (found.side is not None and not _named_by_noun(found)) or (
        found.attacker is not None and voice.actor is not None and _allied(voice.actor, found.attacker, actors)
    ):
        return found.side
    return own_soldiers(found.sub, voice.actor, voice.text, actors) or found.side


def _fight_for(named: str | None, actors: Mapping[str, Actor]) -> bool:
    """Unnamed members of the actor are fighters as claimed."""
    return named is not None and named in actors and actors[named].kind in _FIGHTERS


def _named_by_noun(found: Draft) -> bool:
    """ "2 soldiers", without a word that says whose: the side was only guessed from what else the text names."""
    who = found.who or found.phrase
    first = who.quantity.end if who.quantity is not None else who.start + (who.det >= 0)
    return first == who.head


def by_state(drafts: Sequence[Draft], mentions: Sequence[ActorMention], actors: Mapping[str, Actor]) -> bool:
    """A configured state is the subject of a killing or an attack: "Redland kills 16", "as Redland hits a train",
    not "Redland wildfire kills 16" and not an execution."""
    ends = {
        mention.span[1] for mention in mentions if mention.actor in actors and actors[mention.actor].kind == "state"
    }
    if not ends:
        return False
    parses = {found.sentence: found.parse for found in drafts}
    return any(_killed_by(found, ends) for found in drafts) or any(_attacked_by(p, ends) for p in parses.values())


def political(drafts: Sequence[Draft]) -> bool:
    """Somebody of politics was put to death by hand, whoever did it: "an activist was hacked to death", "gunmen shot a
    mayor dead"; it is violence of the conflict, as event recorders count it (ACLED codebook: violence against
    civilians)."""
    return any(found.outcome is Outcome.KILLED and _assassinated(found) for found in drafts)


def _assassinated(found: Draft) -> bool:
    parse, words, trigger = found.parse, grammar().words, found.bound.trigger
    phrase = found.who or found.phrase
    whom = range(phrase.start, phrase.end)
    return any(parse.lower(at) in words.of_politics for at in whom) and any(
        parse.lower(at) in words.by_hand for at in range(trigger.start, trigger.end)
    )


def _killed_by(found: Draft, ends: Set[int]) -> bool:
    """Its agent ends where a state's name does."""
    if found.bound.agent < 0 or found.outcome not in (Outcome.KILLED, Outcome.WOUNDED):
        return False
    parse, agent = found.parse, found.parse.phrases[found.bound.agent]
    if parse.tag(agent.start - 1) in (Tag.PREP, Tag.COMMA):
        return False  # "a fire in Goa, Redland, kills 25"
    named = parse.tokens[agent.end - 1].end in ends
    return named and parse.lower(found.bound.trigger.start) not in grammar().words.executions


def _attacked_by(parse: Parse, ends: Set[int]) -> bool:
    """A state's name and a verb of attack with its object: "Redland hits a passenger train"."""
    words = grammar().words
    return any(
        parse.tokens[at].lower in words.state_attacks
        and parse.tokens[at - 1].end in ends
        and phrase_at(parse, at + 1) >= 0
        for at in range(1, len(parse.tokens))
    )


def _role(found: Draft, voice: Voice, actors: Mapping[str, Actor]) -> ClaimantRole:
    """Where the claimant stands towards the victims."""
    words = grammar().words
    if voice.actor is not None:
        if found.side is not None and _allied(voice.actor, found.side, actors):
            return ClaimantRole.SAME_SIDE
        if found.side is not None or (found.attacker is not None and _allied(voice.actor, found.attacker, actors)):
            return ClaimantRole.OTHER_SIDE
        return ClaimantRole.THIRD_PARTY
    spoken = {word.strip("'\u2019s") for word in voice.text.lower().split()} | set(voice.text.lower().split())
    return ClaimantRole.NEUTRAL if spoken & words.neutral_speakers else ClaimantRole.UNKNOWN


def _allied(first: str, second: str, actors: Mapping[str, Actor]) -> bool:
    if first == second:
        return True
    a, b = actors.get(first), actors.get(second)
    if a is None or b is None:
        return False
    return a.parent == second or b.parent == first or (a.side is not None and a.side == b.side)
