"""States and their forces as actors: "Israeli soldiers", "Russia's navy", "the army", "Moscow said".

Invariants: a state's canonical name is the configured actor's (its army where armed force is meant, its state where a
government is), else the country's own name; "Russian-backed rebels" and "Palestinian gunmen" name no state; a country
in which something merely happens is a place, not an actor.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tui.extraction.armoury import firsts, types
from tui.extraction.countries import adjective_firsts, by_adjective, by_name, by_seat, countries
from tui.extraction.fold import Words
from tui.extraction.gazetteer import gazetteer
from tui.extraction.stages import FORCE_FIRST, FORCE_SECOND, OWNED, PEOPLE, SEAT, SOLDIER
from tui.extraction.state_words import generic_firsts, seat_firsts, soldier_words
from tui.extraction.vocabulary import listed
from tui.model import Actor, PlaceMention

_GAP = 3
"""Most words between an adjective and its force noun."""
_SCENE = 400
"""Code points from a force to the place where it is."""


class States:
    """Which configured actor is which country's army, state or police."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._by_kind: dict[tuple[str, str], str] = {}
        for actor in actors:
            if actor.country:
                self._by_kind.setdefault((actor.country, actor.kind), actor.name)

    def army(self, code: str) -> str | None:
        """The configured armed forces of a country."""
        return self._by_kind.get((code, "army")) or self._by_kind.get((code, "state"))

    def state(self, code: str) -> str | None:
        """The configured state."""
        return self._by_kind.get((code, "state")) or self._by_kind.get((code, "army"))

    def police(self, code: str) -> str | None:
        return self._by_kind.get((code, "police"))


State = tuple[int, int, str, int]
"""First word, the word after, canonical name, weight."""
GENERIC = 1
"""Weight of "the army" and "soldiers": whose they are only the place says."""


def named_states(
    words: Words,
    taken: set[int],
    places: Sequence[PlaceMention],
    context: Mapping[str, int],
    states: States,
    party: str | None = None,
) -> list[State]:
    """States and state forces outside the words that aliases have ``taken``, in order of weight.

    ``party`` is the actor whose own outlet speaks: "our forces" are its.
    """
    found: list[State] = []
    if party is None and not places and not words.stages & _ANY:
        return found  # as in many texts
    if party is not None:
        found.extend(state for state in _our_own(words, party) if taken.isdisjoint(range(state[0], state[1])))
        taken.update(index for state in found for index in range(state[0], state[1]))
    for finder, needed in _FINDERS if places or words.stages & _ANY else ():
        if words.stages & needed != needed or not (needed or places):
            continue
        for state in finder(words, places, context, states):
            span = range(state[0], state[1])
            if taken.isdisjoint(span) and not _of_named(words, state, taken):
                found.append(state)
                taken.update(span)
    return found


def _of_named(words: Words, state: State, taken: set[int]) -> bool:
    """ "Blue Front soldiers" are those of the actor named right before, not of the country spoken of."""
    first, _, _, weight = state
    return weight == GENERIC and first - 1 in taken and words.joined[first]


def _by_adjective(
    words: Words, places: Sequence[PlaceMention], context: Mapping[str, int], states: States
) -> Iterator[State]:
    adjectives = by_adjective()
    for index in words.spots(adjective_firsts()):
        if words.keys[index] == "us" and not words.upper(index):
            continue
        for size in (2, 1):
            code = adjectives.get(" ".join(words.keys[index : index + size]))
            if code is None or (size == 2 and (index + 1 >= len(words.keys) or not words.joined[index + 1])):
                continue
            end, kind = _noun(words, index + size)
            if kind:
                name = (states.army(code) if kind == "force" else states.state(code)) or countries()[code].name
                yield index, end, name, 2
            break


def _noun(words: Words, index: int) -> tuple[int, str]:
    """Where the force or government noun that the adjective belongs to ends, and its kind ("" for neither)."""
    force, government, between, forbid = (
        listed("forces", "adjective", entry) for entry in ("force", "government", "between", "forbid")
    )
    best, kind = index, ""
    for step in range(index, min(index + _GAP + 1, len(words.keys))):
        word = words.keys[step]
        if not words.joined[step] or (word in forbid and word not in between):
            break
        if machine := _designation(words, step):
            best, kind = machine, "force"
            continue
        if step < best:
            continue
        if word in force:
            best, kind = step + 1, "force"
        elif word in government and kind != "force":
            best, kind = step + 1, "government"
        if word not in between:
            break
    if best < len(words.keys) and words.joined[best] and words.keys[best] in forbid - between:
        return index, ""
    return best, kind


def _designation(words: Words, index: int) -> int:
    """Where the designation of a machine ends that begins there ("Ka-52", "Shahed"); 0 for none."""
    if words.keys[index] not in firsts() or not words.capital(index):
        return 0
    for size in range(words.run(index, 4), 0, -1):
        if " ".join(words.keys[index : index + size]) in types():
            return index + size
    return 0


def _by_country(
    words: Words, places: Sequence[PlaceMention], context: Mapping[str, int], states: States
) -> Iterator[State]:
    label = listed("forces", "country", "label")
    names = by_name()
    for place in places:
        if place.place.kind != "country" and place.role not in ("claimant", "context"):
            continue
        span = words.within(*place.span)
        if place.place.kind != "country" and " ".join(words.keys[span.start : span.stop]) not in by_seat():
            continue
        if not span or not _acts(words, place, span):
            continue
        after = span.stop
        follows = words.keys[after] if after < len(words.keys) and words.joined[after] else ""
        if follows in label or follows in listed("forces", "adjective", "forbid"):
            continue
        spelling = " ".join(words.keys[span.start : after])
        code = names.get(spelling) or by_seat().get(spelling) or place.place.country
        yield span.start, after, states.state(code) or countries()[code].name, 2


def _line_start(words: Words, span: range) -> bool:
    """A dateline: the town that a report was filed from."""
    start = words.starts[span.start]
    return not start or words.source[start - 1] == "\n"


def _by_seat(
    words: Words, places: Sequence[PlaceMention], context: Mapping[str, int], states: States
) -> Iterator[State]:
    """Seats of power that are no towns: the Kremlin, the White House, the Pentagon."""
    for index in words.spots(seat_firsts()):
        if not words.capitals[index]:
            continue
        for size in (2, 1):
            spelling = " ".join(words.keys[index : index + size])
            code = by_seat().get(spelling)
            if code and not gazetteer().numbers(spelling):
                yield index, min(index + size, len(words.keys)), states.state(code) or countries()[code].name, 2
                break


def _acts(words: Words, place: PlaceMention, span: range) -> bool:
    """A country as an actor: not where something happens, save as the target ("attack on Iran"), nor before a place
    of its own.
    """
    if place.place.kind != "country":
        return not (
            words.upper(span.start) and not words.shouting and place.role == "claimant" and _line_start(words, span)
        )
    if place.role in ("base", "origin", "claimant"):
        return False
    before = words.keys[span.start - 1] if span.start and words.joined[span.start] else ""
    struck = before in listed("places", "role", "struck")
    if place.role == "event" and not struck:
        return False
    after = span.stop
    if after + 1 < len(words.keys) and words.keys[after] == "s" and words.joined[after]:
        follows = range(after + 1, min(after + 2, len(words.keys)))
        return not any(words.capital(index) for index in follows) or words.shouting
    return True


def _by_generic(
    words: Words, places: Sequence[PlaceMention], context: Mapping[str, int], states: States
) -> Iterator[State]:
    army, police = listed("forces", "generic", "army"), listed("forces", "generic", "police")
    for index in words.spots(generic_firsts()):
        for size in (3, 2):
            phrase = " ".join(words.keys[index : index + size])
            if index + size > len(words.keys) or (phrase not in army and phrase not in police):
                continue
            if not all(words.joined[index + 1 : index + size]):
                continue
            code = nearest_country(words.starts[index], places, context)
            name = None if code is None else (states.army(code) if phrase in army else states.police(code))
            if name:
                yield index, index + size, name, GENERIC
            break


def _by_soldier(
    words: Words, places: Sequence[PlaceMention], context: Mapping[str, int], states: States
) -> Iterator[State]:
    """ "Three soldiers were killed": those of the one country that the text speaks of, when it speaks of one only."""
    known = [code for code, weight in context.items() if weight > 1]
    if len(known) != 1:
        return
    soldiers = listed("forces", "generic", "soldiers")
    for index in words.spots(soldier_words()):
        name = states.army(known[0]) if words.keys[index] in soldiers else states.police(known[0])
        if name and not _whose(words, index):
            yield index, index + 1, name, GENERIC


def _whose(words: Words, index: int) -> bool:
    """Something before or behind the soldiers says that they may be another's."""
    before = words.keys[index - 1] if index and words.joined[index] else ""
    after = words.keys[index + 1] if index + 1 < len(words.keys) and words.joined[index + 1] else ""
    owned = listed("forces", "generic", "owned")
    return before in owned or after in owned or before in listed("forces", "adjective", "forbid")


def _our_own(words: Words, party: str) -> Iterator[State]:
    force = listed("forces", "adjective", "force")
    for index, word in enumerate(words.keys[:-1]):
        if word != "our":
            continue
        for after in range(index + 1, min(index + 4, len(words.keys))):
            if not words.joined[after]:
                break
            if words.keys[after] in force:
                yield index, after + 1, party, 2
                break


Finder = Callable[[Words, Sequence[PlaceMention], Mapping[str, int], States], Iterator[State]]


_FINDERS: tuple[tuple[Finder, int], ...] = (
    (_by_adjective, PEOPLE | OWNED),
    (_by_country, 0),
    (_by_seat, SEAT),
    (_by_generic, FORCE_FIRST | FORCE_SECOND),
    (_by_soldier, SOLDIER),
)
"""In order of weight, each with the bits that it needs all of; the one without any goes by the places instead."""
_ANY = PEOPLE | SEAT | FORCE_FIRST | SOLDIER
"""Bits without one of which only a place can name a state."""


def _begin(place: PlaceMention) -> int:
    return place.span[0]


def nearest_country(at: int, places: Sequence[PlaceMention], context: Mapping[str, int]) -> str | None:
    """The country that the scene is in: of the nearest place where something happens, else the one most spoken of;
    ``places`` in the order of the text.
    """
    low = bisect_left(places, at - _SCENE + 1, key=_begin)
    near = places[low : bisect_left(places, at + _SCENE, lo=low, key=_begin)]
    scenes = [p for p in near if p.role == "event" and p.place.country]
    if scenes:
        return min(scenes, key=lambda p: abs(p.span[0] - at)).place.country
    return max(context, key=lambda code: context[code]) if context else None
