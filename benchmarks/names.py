"""How well names are read: other names of armed groups, and the armed actors and places of sentences.

``aliases``: a pair (name, canonical name) is ours to answer when one of our actors bears the canonical name as its
name, title or alias, and is of a country that the pair names, if it names any (namesakes of elsewhere are others; UCDP
counts Palestinian groups under Israel); it is right when the text names that actor. The government of a country is that
country's state, and a faction ("RRA - MH") that is not listed itself is answered by its group. Each name is read alone,
in a sentence of ours, and in that sentence with the first country of the pair, which tells namesakes apart. The share
of all pairs, answered or not, stands beside it, and that of the pairs of the UCDP actor list apart: the rest are mostly
parties and unions, which no board of armed conflict should know.

``entities``: an organisation counts as an armed actor when it is written with a name (a word with a capital that is no
pronoun or article), names no civil body, and is a country, or holds a word of armed force or government, or an
abbreviation; peoples ("the Iraqis") do not count. A location counts when it is written with a name. Each is found when
one of its named words is in a mention of ours: of an actor; of an actor or place.
"""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tui.config.values import Config
from tui.extraction.countries import by_name, countries
from tui.extraction.extractor import Extractor
from tui.extraction.keys import key
from tui.extraction.states import States
from tui.model import Actor, Reading

CARRIER = "Fighters of {} attacked a village"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FORCE = _words(
    "army forces force troops military militia militias militants fighters rebels regime units unit soldiers terrorists"
    " coalition police navy guard brigade brigades government"
)
_CIVIL = _words(
    "un eu hrw ngo ngos unicef unhcr icrc fco dfid bbc afp opcw msf council ministry office committee agency university"
    " court people society commission media coi unsc"
)
_NO_NAME = _words(
    "we they it i he she the a an this these those our us you all some many no here there their his her its several "
    "most both who other more"
)
_GOVERNMENT = "government of "

Row = tuple[str, str]


def share(right: int, total: int) -> str:
    return f"{right}/{total} = {right / max(total, 1):.3f}"


def rows_of(path: pathlib.Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def aliases(path: pathlib.Path, config: Config) -> Iterator[Row]:
    """Rows of the table for pairs of a name and a canonical name."""
    extractor = Extractor(config.actors, config.fronts)
    ours = _by_spelling(config)
    states = States(config.actors)
    pairs = [(row, _wanted(row, ours, states)) for row in rows_of(path)]
    known = [pair for pair in pairs if pair[1]]

    def right(texts: Iterable[tuple[str, frozenset[str]]]) -> int:
        return sum(not want.isdisjoint(m.actor for m in extractor.read(text).actors) for text, want in texts)

    yield "aliases whose canonical name is ours", share(len(known), len(pairs))
    yield "aliases of ours, alone", share(right((row["text"], want) for row, want in known), len(known))
    carried = right((CARRIER.format(row["text"]), want) for row, want in known)
    yield "aliases of ours, in a sentence", share(carried, len(known))
    placed = right((CARRIER.format(row["text"]) + _where(row), want) for row, want in known)
    yield "aliases of ours, in a sentence with a country", share(placed, len(known))
    groups = [(row, want) for row, want in pairs if row["id"].startswith("ucdp")]
    found = right((CARRIER.format(row["text"]), want) for row, want in groups)
    yield "aliases of the whole UCDP list, in a sentence", share(found, len(groups))


def entities(path: pathlib.Path, config: Config) -> Iterator[Row]:
    """Rows of the table for sentences with their organisations and locations."""
    extractor = Extractor(config.actors, config.fronts)
    found: dict[str, list[bool]] = {"armed actors": [], "places": []}
    for row in rows_of(path):
        reading = extractor.read(row["text"])
        for entity in row["gold"]["entities"]:
            named = _named(entity["text"])
            if entity["type"] == "Organisation" and armed(entity["text"]):
                found["armed actors"].append(not named.isdisjoint(_actor_words(reading)))
            elif entity["type"] == "Location" and named:
                found["places"].append(not named.isdisjoint(_actor_words(reading) | _place_words(reading)))
    for label, each in found.items():
        yield f"re3d_entities: {label} found", share(sum(each), len(each))


def armed(text: str) -> bool:
    """An organisation of the kind that this project calls an actor; see the module's docstring."""
    folded = key(text).removeprefix("the ").split()
    if not _named(text) or not _CIVIL.isdisjoint(folded):
        return False
    short = any(2 <= len(word) <= 5 and word.isalpha() and word.isupper() for word in text.split())
    return short or " ".join(folded) in by_name() or not _FORCE.isdisjoint(folded)


def _where(row: Mapping[str, Any]) -> str:
    first = str(row["gold"].get("location", "")).split(",")[0].partition("(")[0].strip()
    return f" in {first}" if first else ""


def _by_spelling(config: Config) -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for actor in config.actors:
        for spelling in {key(written) for written in (actor.name, actor.title, *actor.aliases)}:
            found.setdefault(spelling, []).append(actor)
    return found


def _wanted(row: Mapping[str, Any], ours: Mapping[str, list[Actor]], states: States) -> frozenset[str]:
    """The names of ours that answer the pair: of the actor, of the state of a government, of the group of a faction."""
    canonical = str(row["gold"]["canonical"])
    if key(canonical).startswith(_GOVERNMENT):
        return _state(key(canonical.partition("(")[0]).removeprefix(_GOVERNMENT), states)
    listed = _answers(row, ours.get(key(canonical), ()))
    group, dash, _ = canonical.partition(" - ")
    return listed or (_answers(row, ours.get(key(group), ())) if dash else listed)


def _state(country: str, states: States) -> frozenset[str]:
    code = by_name().get(country)
    return frozenset({states.state(code) or countries()[code].name} if code else ())


def _answers(row: Mapping[str, Any], actors: Iterable[Actor]) -> frozenset[str]:
    """The names of those who are of a country that the pair names."""
    names = str(row["gold"].get("location", "")).replace("(", ",").replace(")", ",").split(",")
    codes = {code for name in names if (code := by_name().get(key(name)))}
    codes |= {"PS"} if "IL" in codes else set()
    return frozenset(a.name for a in actors if not codes or not a.country or {a.country, *a.context} & codes)


def _named(text: str) -> frozenset[str]:
    """Its words with a capital, folded."""
    words = [word for word in text.replace("-", " ").split() if word[0].isupper()]
    return frozenset(part for word in words for part in key(word).split()) - _NO_NAME


def _actor_words(reading: Reading) -> frozenset[str]:
    return frozenset(word for mention in reading.actors for word in key(mention.text).split())


def _place_words(reading: Reading) -> frozenset[str]:
    return frozenset(word for mention in reading.places for word in key(mention.text).split())
