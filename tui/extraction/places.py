"""Which places a text names, which of several of that name is meant, and whether something happened there.

Invariants: a span covers the name alone; a country's adjective never makes a mention, it only says which country is
spoken of;
a name is taken only where its wording supports it (a capital, and for small or doubtful names a preposition of place,
a kind word
or the right country), because a wrong place puts an incident on a wrong front, while a missed one leaves it where its
text puts it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set

import msgspec

from tui.extraction.countries import adjective_firsts, by_adjective, by_name, by_seat, countries, name_sizes
from tui.extraction.fold import Words
from tui.extraction.gazetteer import LONGEST, gazetteer
from tui.extraction.memo import Memo
from tui.extraction.placing import beside_kind, leads_inside, placed, role_of
from tui.extraction.vocabulary import listed
from tui.model import Place, PlaceMention, Value

_LARGE = 100_000
"""Inhabitants from which a capitalised name is taken for the city without other support."""
_SMALL = 20_000
NARROW = ("site", "village", "town", "city", "district", "region", "river", "country", "sea")
"""Kinds of places from narrow to wide."""


class Candidate(Value, frozen=True):
    """A spelling that some place has, at words ``first`` up to ``after``."""

    first: int
    after: int
    numbers: tuple[int, ...]
    country: str | None = None
    similar: bool = False
    spelling: str = ""
    """Folded."""


def read_places(words: Words, taken: Sequence[range] = (), country: str | None = None) -> tuple[PlaceMention, ...]:
    """Mentions in order, see :func:`survey`."""
    return survey(words, taken, country)[0]


def survey(
    words: Words, taken: Sequence[range] = (), country: str | None = None
) -> tuple[tuple[PlaceMention, ...], Counter[str]]:
    """Mentions in order, and how strongly each country is spoken of.

    ``taken`` are words that an actor's name covers ("Islamic State of Iraq"); ``country`` is the source's.
    """
    found = candidates(words, {index for span in taken for index in span})
    context = countries_of(words, found, country)
    if not found:
        return (), context
    titled = words.titled
    kept: list[tuple[Candidate, Place]] = []
    for position, candidate in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        place = resolve(candidate, context)
        if place is not None and believable(words, candidate, place, context, following, titled):
            kept.append((candidate, place))
    return _with_their_countries(words, [_mention(words, candidate, place) for candidate, place in kept]), context


def candidates(words: Words, taken: set[int]) -> list[Candidate]:
    """The longest spelling from each capitalised word on; no two overlap."""
    found: list[Candidate] = []
    after = 0
    near = leads_inside(words)
    for index, word in enumerate(words.keys):
        if index < after or not words.capitals[index] or index in taken:
            continue
        most = _REACH[word]
        match = _longest(words, index, most, taken) if most else None
        if match is None and near:
            match = _similar(words, index)
        if match is not None:
            found.append(match)
            after = match.after
    return found


def countries_of(words: Words, found: Sequence[Candidate], source: str | None) -> Counter[str]:
    """How strongly each country is spoken of: by name, by adjective, by a place that only it has, by the outlet's
    home.
    """
    weights: Counter[str] = Counter()
    if source:
        weights[source] += 2
    adjectives, store, firsts = by_adjective(), gazetteer(), adjective_firsts()
    for index, word in enumerate(words.keys) if not firsts.isdisjoint(words.said) else ():
        if word not in firsts or not words.capitals[index]:
            continue
        for size in (2, 1):
            code = adjectives.get(" ".join(words.keys[index : index + size]))
            if code and (len(word) > 2 or words.upper(index)):
                weights[code] += 2
                break
    for candidate in found:
        if candidate.country:
            weights[candidate.country] += 4
            continue
        homes = {
            store.place(n).country for n in candidate.numbers if store.ours(n) or store.place(n).population >= _LARGE
        }
        if len(homes) == 1 and not candidate.similar:
            weights[homes.pop()] += 3
    return weights


def resolve(candidate: Candidate, context: Counter[str]) -> Place | None:
    """The most plausible place of that spelling: our conflict areas, the countries spoken of, then size."""
    store = gazetteer()
    if candidate.country:
        return country_place(candidate.country)

    def worth(number: int) -> tuple[float, str]:
        place = store.place(number)
        ours = 3.0 if store.ours(number) else 0.0
        wide = {"region": 1.5, "sea": 9.0}.get(place.kind, 0.0) if ours else 0.0
        chief = 3.0 if store.chief(number) == candidate.spelling else 0.0
        near = 2.5 * min(4, context.get(place.country, 0))
        return ours + wide + chief + near + math.log10(place.population + 10), place.id

    numbers = candidate.numbers
    return store.place(numbers[0] if len(numbers) == 1 else max(numbers, key=worth)) if numbers else None


def believable(
    words: Words, candidate: Candidate, place: Place, context: Counter[str], following: Candidate | None, titled: bool
) -> bool:
    """Whether the wording supports that a place is meant; see the invariant of the module."""
    spelling = " ".join(words.keys[candidate.first : candidate.after])
    store = gazetteer()
    weak = store.weak(spelling)
    support = placed(words, candidate.first) or (2 if beside_kind(words, candidate.after) else 0)
    if support < 2 and _chained(words, candidate, place, following):
        support = 2
    home = context.get(place.country, 0) > 0
    if candidate.similar:
        return support >= 2 and home
    if place.kind == "country":
        return support > 0 or not (weak and _personal(words, candidate))
    ours = any(store.ours(number) for number in candidate.numbers if store.place(number) == place)
    if weak:
        return support >= 2 or (support == 1 and home)
    if ours:
        return support > 0 or home or not _personal(words, candidate) or titled
    if place.population >= _LARGE:
        return support > 0 or (not _personal(words, candidate) and (home or not titled))
    if place.population >= _SMALL:
        return support >= 2 or (support == 1 and home)
    return (support >= 2 and (home or (len(spelling) >= 6 and not titled))) or (
        support == 1 and home and len(spelling) >= 5
    )


def country_place(code: str) -> Place | None:
    """The country itself as a place."""
    numbers = _country_lines()
    return gazetteer().place(numbers[code]) if code in numbers else None


def narrowest(mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """The mention with the narrowest place; the first of equals; sites and villages before towns, countries last."""
    return min(mentions, key=lambda m: NARROW.index(m.place.kind) if m.place.kind in NARROW else 3, default=None)


_lines: dict[str, int] = {}


def _country_lines() -> dict[str, int]:
    if not _lines:
        store = gazetteer()
        _lines.update({code: number for code in countries() for number in store.by_id(code)})
    return _lines


def _most(word: str) -> int:
    """Words of the longest spelling of a place that may begin with the word; 0: none does."""
    reach = gazetteer().starts(word)
    return max(LONGEST if reach > 1 else reach, name_sizes().get(word, 0))


_REACH: Memo[int] = Memo(_most)


def _free(words: Words, index: int, most: int, taken: set[int]) -> int:
    """How many words from ``index`` on stand together, no actor's name among them; at most ``most``."""
    limit = words.run(index, most)
    return next((step for step in range(1, limit) if index + step in taken), limit) if taken else limit


def _longest(words: Words, index: int, most: int, taken: set[int]) -> Candidate | None:
    store, keys = gazetteer(), words.keys
    reach, widest = store.starts(keys[index]), name_sizes().get(keys[index], 0)
    for size in range(_free(words, index, most, taken), 0, -1):
        spelled = reach > 0 and (size == 1 or (reach > 1 and _closes(words, index, index + size - 1)))
        if size > widest and not spelled:
            continue  # no spelling is made of words that begin none
        spelling = " ".join(keys[index : index + size])
        code = by_name().get(spelling) if size <= widest else None
        if code and _cased(words, index, index + size, spelling):
            return Candidate(index, index + size, (), code)
        if spelled and (numbers := store.numbers(spelling)) and _cased(words, index, index + size, spelling):
            return Candidate(index, index + size, numbers, spelling=spelling)
    return None


def _closes(words: Words, first: int, last: int) -> bool:
    """The last word of a spelling has a capital or is a kind word ("Kyiv region")."""
    return words.capitals[last] or words.keys[last] in listed("places", "name", "kinds") or words.keys[first] == "al"


def _similar(words: Words, index: int) -> Candidate | None:
    """A transliteration that is not listed: only after a preposition of place."""
    if not index or not words.joined[index] or placed(words, index) < 2:
        return None
    if words.shouting or len(words.keys[index]) < 2:
        return None
    store = gazetteer()
    for size in range(words.run(index, 3), 0, -1):
        if not words.capital(index + size - 1):
            continue
        spelling = " ".join(words.keys[index : index + size])
        if len(spelling) >= 5 and (numbers := store.similar(spelling)):
            return Candidate(index, index + size, numbers, similar=True)
    return None


def _cased(words: Words, first: int, after: int, spelling: str) -> bool:
    """Short names that are words in lower case ("us", "car") must be in capitals in a text that has both cases."""
    if len(spelling) > 3 or not spelling.isascii():
        return True
    if words.shouting:
        return "." in words.raw(first, after)
    return words.upper(first) or (len(spelling) == 3 and spelling not in by_name())


def _personal(words: Words, candidate: Candidate) -> bool:
    """A capitalised word beside the name, in the same run, that is no place: "Michael Jordan", "Paris Hilton"."""
    before, after = candidate.first - 1, candidate.after
    names = by_adjective()
    if before >= 0 and words.joined[candidate.first] and words.capital(before) and words.keys[before] not in names:
        return before > 0 or len(words.keys[before]) > 3
    return (
        after < len(words)
        and words.joined[after]
        and words.capital(after)
        and not words.upper(after)
        and "'" not in words.source[words.ends[after - 1] : words.starts[after]]
    )


def _chained(words: Words, candidate: Candidate, place: Place, following: Candidate | None) -> bool:
    """ "Hajin, Syria" and "Beni (Nord-Kivu)": the next name contains this one."""
    if following is None or following.first != candidate.after or words.joined[following.first]:
        return False
    gap = words.source[words.ends[candidate.after - 1] : words.starts[following.first]]
    if gap.strip() not in (",", "(", ", ("):
        return False
    store = gazetteer()
    wider = {following.country} if following.country else {store.place(number).id for number in following.numbers}
    return bool(wider & set(place.parents))


def _with_their_countries(words: Words, mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """ "Hajin, Syria": the country plays the part that the town before it plays."""
    result: list[PlaceMention] = []
    for mention in mentions:
        last = result[-1] if result else None
        if (
            last is not None
            and last.place.country == mention.place.country
            and mention.place.kind in ("country", "region")
        ):
            gap = words.source[last.span[1] : mention.span[0]]
            if gap.strip() in (",", "("):
                mention = msgspec.structs.replace(mention, role=last.role)
        result.append(mention)
    scenes = {mention.place.country for mention in result if mention.role == "event"}
    return tuple([_demoted(words, mention, scenes) for mention in result])


def _demoted(words: Words, mention: PlaceMention, scenes: Set[str]) -> PlaceMention:
    """ "US facilities in Kuwait": a country that only says whose thing was struck gives way to where that stands."""
    if mention.place.kind != "country" or mention.role != "event":
        return mention
    after = words.within(*mention.span).stop
    thing = (
        after < len(words) and words.joined[after] and words.keys[after] not in listed("roles", "words", "preposition")
    )
    if thing and scenes - {mention.place.country} and words.keys[after] not in ("s", "and", "or"):
        return msgspec.structs.replace(mention, role="context")
    return mention


def _mention(words: Words, candidate: Candidate, place: Place) -> PlaceMention:
    start, end = words.starts[candidate.first], words.ends[candidate.after - 1]
    seat = " ".join(words.keys[candidate.first : candidate.after]) in by_seat()
    role = role_of(words, candidate.first, candidate.after, country=place.kind == "country", seat=seat)
    return PlaceMention(place=place, text=words.source[start:end], span=(start, end), role=role)
