"""Which belligerents a text names.

Invariants: every mention carries a canonical name (a configured actor's, or a country's for a state that nobody
configured); of names
that overlap the listed alias wins over an adjective with a force noun, and that over "the army"; an alias that is
also a common word or
belongs to several actors counts only with support from its wording, from the countries spoken of, or from another
name of the same
actor in the same text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from tui.extraction.countries import by_adjective, by_name, by_seat
from tui.extraction.fold import Words, key
from tui.extraction.spelling import articleless
from tui.extraction.states import States, named_states
from tui.extraction.vocabulary import listed
from tui.model import Actor, ActorMention, PlaceMention

ALIAS, STATE, GENERIC = 3, 2, 1
"""How sure a name is: of two in one phrase the surer one acts."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor named by the words ``first`` up to ``after``."""

    first: int
    after: int
    actor: str
    weight: int

    @property
    def span(self) -> range:
        return range(self.first, self.after)


@dataclass(frozen=True, slots=True)
class Alias:
    """How one spelling was written in the configuration."""

    actors: tuple[str, ...]
    upper: bool
    """Written in capitals: an abbreviation."""
    capital: bool
    letters: int
    exact: str = ""
    """An abbreviation of mixed case ("LeT"), which must be written just so."""


@dataclass(frozen=True, slots=True)
class Found:
    """A spelling in the text, its actor not yet settled."""

    first: int
    after: int
    alias: Alias
    lower: bool = False
    """Written without the capital that it has in the configuration."""


class ActorMatcher:
    """All aliases of all actors as one automaton; build once, match many texts."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors: Mapping[str, Actor] = {actor.name: actor for actor in actors}
        self.states = States(self.actors.values())
        spellings = _spellings(self.actors.values())
        self._aliases = list(spellings.values())
        self._automaton = AhoCorasick([_framed(s) for s in spellings], matchkind=MatchKind.LeftmostLongest)

    def find(self, words: Words) -> tuple[Found, ...]:
        """Every alias that is written as it should be, longest first where they overlap."""
        frame, at = _frame(words)
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(frame):
            first, after, alias = at[start], at[end], self._aliases[number]
            if _written(words, first, after, alias):
                found.append(Found(first, after, alias))
            elif after - first > 1 and not alias.upper:
                found.append(Found(first, after, alias, lower=True))
        return tuple(found)

    def settle(
        self,
        words: Words,
        found: Sequence[Found],
        places: Sequence[PlaceMention],
        context: Counter[str],
        party: str | None = None,
    ) -> tuple[Named, ...]:
        """Actors in order of mention: aliases by their support, then states and their forces around them.

        ``party`` is the actor whose own outlet speaks.
        """
        sure = Counter(
            f.alias.actors[0] for f in found if len(f.alias.actors) == 1 and f.alias.letters > 2 and not f.lower
        )
        named = []
        for each in found:
            actor = self._choose(words, each, sure, context)
            if actor is not None:
                named.append(Named(each.first, each.after, actor, ALIAS))
        taken = {index for each in named for index in each.span}
        more = named_states(words, taken, places, context, self.states, party)
        named.extend(Named(first, after, actor, weight) for first, after, actor, weight in more)
        return tuple(sorted(named, key=lambda n: n.first))

    def _choose(self, words: Words, each: Found, sure: Counter[str], context: Counter[str]) -> str | None:
        def homes(name: str) -> int:
            actor = self.actors[name]
            return sum(context.get(code, 0) for code in {actor.country, *actor.context} if code)

        names = each.alias.actors
        if len(names) > 1:
            best = max(names, key=lambda n: (sure[n] > 0, homes(n)))
            return best if sure[best] or homes(best) else None
        name = names[0]
        if each.lower and not (sure[name] or homes(name)):
            return None
        if (
            each.alias.letters == 3
            and each.alias.upper
            and self.actors[name].context
            and not (sure[name] or homes(name))
        ):
            return None
        if each.alias.letters > 2:
            return name if _alone(words, each) else None
        after = words.keys[each.after] if each.after < len(words) and words.joined[each.after] else ""
        before = words.keys[each.first - 1] if each.first else ""
        held = after in listed("forces", "generic", "holder")
        led = before in listed("forces", "generic", "leading") or each.first == 0
        actor = self.actors[name]
        homeless = actor.country is None and not actor.context and not words.shouting
        supported = sure[name] > 0 or homes(name) > 0 or homeless
        return (
            name
            if (held and (supported or not words.shouting)) or (supported and (led or not words.shouting))
            else None
        )


def mentions(words: Words, named: Sequence[Named], roles: Mapping[int, str] | None = None) -> tuple[ActorMention, ...]:
    """The model's values; ``roles`` maps an index of ``named`` to what it does in the text."""
    return tuple(
        ActorMention(
            actor=each.actor,
            text=words.raw(each.first, each.after),
            span=(words.starts[each.first], words.ends[each.after - 1]),
            role=(roles or {}).get(index, "mention"),
        )
        for index, each in enumerate(named)
    )


def _spellings(actors: Iterable[Actor]) -> dict[str, Alias]:
    owners: dict[str, list[str]] = defaultdict(list)
    style: dict[str, str] = {}
    for actor in actors:
        for raw in (actor.name, actor.title, *actor.aliases):
            full = key(raw)
            for spelling in {full, articleless(full) if " " in full else full, full.removeprefix("the ")}:
                if len(spelling) < 2 or _of_country(spelling, actor):
                    continue
                if actor.name not in owners[spelling]:
                    owners[spelling].append(actor.name)
                style.setdefault(spelling, raw)
    return {
        spelling: Alias(
            tuple(names),
            upper=style[spelling].isupper() and " " not in spelling,
            capital=style[spelling][:1].isupper(),
            letters=len(spelling),
            exact=style[spelling] if _mixed(style[spelling]) else "",
        )
        for spelling, names in owners.items()
    }


def _mixed(raw: str) -> bool:
    return len(raw) <= 5 and raw.isalpha() and sum(map(str.isupper, raw)) > 1 and not raw.isupper()


def _of_country(spelling: str, actor: Actor) -> bool:
    """A country's own name, adjective or seat of power: :mod:`tui.extraction.states` reads those, by what stands
    around them.
    """
    return actor.country is not None and actor.country in (
        by_name().get(spelling),
        by_adjective().get(spelling),
        by_seat().get(spelling),
    )


def _framed(spelling: str) -> str:
    return "".join(f"<{word}>" for word in spelling.split())


def _frame(words: Words) -> tuple[str, dict[int, int]]:
    """The keys as one string in which only whole words match, and where in it each word begins."""
    parts: list[str] = []
    at: dict[int, int] = {}
    length = 0
    for index, word in enumerate(words.keys):
        if not words.joined[index]:
            parts.append("|")
            at[length] = index
            length += 1
        at[length] = index
        parts.append(f"<{word}>")
        length += len(word) + 2
    at[length] = len(words)
    return "".join(parts), at


def _written(words: Words, first: int, after: int, alias: Alias) -> bool:
    """Case as it must be: abbreviations of up to three letters in capitals, names with a capital; all is well in a
    shouted text.
    """
    if alias.exact:
        return words.raw(first, after) == alias.exact
    if words.shouting or words.plain:
        return alias.letters > 3 or words.shouting
    if alias.upper and alias.letters <= 3:
        return words.upper(first)
    if alias.upper or alias.capital:
        return any(words.capital(index) for index in range(first, after)) if after - first > 1 else words.capital(first)
    return True


def _alone(words: Words, each: Found) -> bool:
    """Not a part of another thing's name: "coalition government", "Taliban University"."""
    if each.after < len(words) and words.joined[each.after]:
        return words.keys[each.after] not in listed("forces", "generic", "not_after")
    return True
