"""Which belligerents a text names.

Invariants: every mention carries a canonical name (a listed actor's, or a country's for a state that nobody listed); of
names that overlap the listed alias wins over an adjective with a force noun, and that over "the army"; an alias that is
also a common word or belongs to several actors counts only with support: from the words beside it, from the countries
spoken of, or from another name of the same actor in the same text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

import msgspec

from tui.extraction.aliases import Alias, Aliases, Found
from tui.extraction.countries import by_adjective, by_name, by_seat
from tui.extraction.fold import Words
from tui.extraction.forms import sounded
from tui.extraction.states import States, named_states
from tui.extraction.vocabulary import listed
from tui.model import Actor, ActorMention, PlaceMention

ALIAS, STATE, GENERIC = 3, 2, 1
"""How sure a name is: of two in one phrase the surer one acts."""
_FIRST = attrgetter("first")
_ABBREVIATION = 3
"""Letters from which an abbreviation is one in a text of capitals too."""


class Named(msgspec.Struct, frozen=True, gc=False):
    """An actor named by the words ``first`` up to ``after``."""

    first: int
    after: int
    actor: str
    weight: int

    @property
    def span(self) -> range:
        return range(self.first, self.after)


class ActorMatcher:
    """All aliases of all actors as one automaton; build once, match many texts."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors: Mapping[str, Actor] = {actor.name: actor for actor in actors}
        self.states = States(self.actors.values())
        self._peoples = frozenset(actor.name for actor in self.actors.values() if actor.kind == "people")
        self._aliases = Aliases(self.actors.values(), _of_country)

    def find(self, words: Words) -> tuple[Found, ...]:
        """Every alias that is written as it should be, longest first where they overlap; the name of a people without
        arms is left to be a place's ("Ayn Issa").
        """
        peoples, found = self._peoples, self._aliases.find(words)
        return tuple([each for each in found if not peoples.issuperset(each.alias.actors) or _in_arms(words, each)])

    def settle(
        self,
        words: Words,
        found: Sequence[Found],
        places: Sequence[PlaceMention],
        context: Mapping[str, int],
        party: str | None = None,
    ) -> tuple[Named, ...]:
        """Actors in order of mention: aliases by their support, then states and their forces around them.

        ``party`` is the actor whose own outlet speaks.
        """
        named = self._sure(words, found, context) if found else []
        taken = {index for each in named for index in each.span} if named else set()
        more = named_states(words, taken, places, context, self.states, party)
        if more:
            named += [Named(first, after, actor, weight) for first, after, actor, weight in more]
        return tuple(sorted(named, key=_FIRST) if len(named) > 1 else named)

    def _sure(self, words: Words, found: Sequence[Found], context: Mapping[str, int]) -> list[Named]:
        """The actors that the spellings found mean, where their support suffices."""
        known = [f.alias for f in found if not f.lower]
        sure = frozenset(alias.actors[0] for alias in known if len(alias.actors) == 1 and not alias.weak)
        likely = {
            chiefs[0] for alias in known if len(chiefs := self._chiefs(alias)) == 1 and chiefs[0] not in alias.weak
        }
        spoken = dict(context)
        for code in filter(None, (self.actors[name].country for name in sure)):
            spoken[code] = spoken.get(code, 0) + 1
        named = []
        for each in found:
            actor = self._choose(words, each, sure, likely, spoken)
            if actor is not None:
                named.append(Named(each.first, each.after, actor, ALIAS))
        return named

    def _choose(
        self, words: Words, each: Found, sure: Collection[str], likely: Collection[str], context: Mapping[str, int]
    ) -> str | None:
        """Whom the spelling means: of several who bear it the one with most support; nobody where support is needed
        and missing. ``sure`` are those whom another spelling names beyond doubt, ``likely`` those whom one names.
        """
        alias = each.alias

        def support(name: str) -> tuple[bool, int]:
            actor = self.actors[name]
            return name in sure, sum(context.get(code, 0) for code in {actor.country, *actor.context} if code)

        name = max(alias.actors, key=support)
        if not any(support(name)):
            name, *others = self._chiefs(alias)
            word = bool(likely) and not alias.upper
            weak = name in alias.weak and not (word or self._homeless(name, words) or _armed(words, each, _holders()))
            abroad = alias.upper and self._abroad(name, context) and not _in_arms(words, each)
            if weak or each.lower or others or abroad:
                return None
        if name in self._peoples and not _in_arms(words, each):
            return None
        if each.lower and name in alias.weak and name not in sure:
            return None
        if (
            words.shouting
            and alias.letters < _ABBREVIATION
            and not (_held(words, each, _holders()) or _led(words, each))
        ):
            return None
        return name if _alone(words, each) else None

    def _chiefs(self, alias: Alias) -> Sequence[str]:
        """Whom a spelling may mean where no country is spoken of: minor actors only where no other bears it."""
        return [name for name in alias.actors if not self.actors[name].minor] or alias.actors

    def _abroad(self, name: str, context: Mapping[str, int]) -> bool:
        """A minor actor in a text that speaks of other countries only: its abbreviation is somebody else's there, a
        party or a union that is not listed.
        """
        return self.actors[name].minor and any(context.values())

    def _homeless(self, name: str, words: Words) -> bool:
        """An actor of the whole world, for whom no country could speak ("IS"), in a text whose capitals mean
        something.
        """
        actor = self.actors[name]
        return actor.country is None and not actor.context and not actor.minor and not words.shouting


def mentions(words: Words, named: Sequence[Named], roles: Mapping[int, str] | None = None) -> tuple[ActorMention, ...]:
    """The model's values; ``roles`` maps an index of ``named`` to what it does in the text."""
    roles = roles or {}
    return tuple(
        [
            ActorMention(
                actor=each.actor,
                text=words.raw(each.first, each.after),
                span=(words.starts[each.first], words.ends[each.after - 1]),
                role=roles.get(index, "mention"),
            )
            for index, each in enumerate(named)
        ]
    )


def _of_country(spelling: str, actor: Actor) -> bool:
    """A country's own name, adjective or seat of power: :mod:`tui.extraction.states` reads those, by what stands
    around them.
    """
    return actor.country is not None and actor.country in (
        by_name().get(spelling),
        by_adjective().get(spelling),
        by_seat().get(spelling),
    )


def _held(words: Words, each: Found, holders: frozenset[str]) -> bool:
    """Behind it stands who belongs to it, or what it did: "IS militants", "KIA attacked"."""
    after = each.after
    if after < len(words) and words.keys[after] == "s" and words.joined[after]:
        after += 1
    return after < len(words) and words.joined[after] and words.keys[after] in holders


def _led(words: Words, each: Found) -> bool:
    return each.first == 0 or words.keys[each.first - 1] in _listed("leading")


def _armed(words: Words, each: Found, holders: frozenset[str]) -> bool:
    """A word of arms beside the name says that it is one: "ETA gunmen", "fighters of the KIA", "the rebel group MLC";
    so does a text that is nothing but the name.
    """
    if _held(words, each, holders) or not sounded(
        (*words.keys[max(each.first - 9, 0) : each.first], *words.keys[each.after : each.after + 9])
    ):
        return True
    before = [word for word in words.keys[max(each.first - 3, 0) : each.first] if word != "the"]
    if not before:
        return False
    return before[-1] in _listed("kin") or (
        before[-1] in _listed("leading") and before[-2:-1] != [] and before[-2] in holders
    )


def _in_arms(words: Words, each: Found) -> bool:
    return _armed(words, each, _listed("arms"))


@lru_cache(maxsize=1)
def _holders() -> frozenset[str]:
    """Who bears a group's arms, who and what else belongs to it, and what it does."""
    return _listed("holder") | _listed("arms")


def _listed(entry: str) -> frozenset[str]:
    return listed("forces", "generic", entry)


def _alone(words: Words, each: Found) -> bool:
    """Not a part of another thing's name: "coalition government", "Taliban University"."""
    if each.after - each.first == 1 and each.after < len(words) and words.joined[each.after]:
        return words.keys[each.after] not in _listed("not_after")
    return True
