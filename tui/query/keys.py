"""The keys of the filter language: the one table that the parser, the help screen and completion read.

Invariant: a key's kind decides which operators it takes, how its value is read and how it is compared; nothing else
in the package asks for a key by name except where the kind says that it is a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui.model import Class, Grade, Role


class KeyKind(StrEnum):
    TEXT = "text"
    NAME = "name"
    CHOICE = "choice"
    YES_NO = "yes or no"
    NUMBER = "number"
    GRADE = "grade"
    AGE = "age"
    TIME = "time"


_COMPARISONS = (":", "=", "!=", ">=", "<=", ">", "<")
OPERATORS: dict[KeyKind, tuple[str, ...]] = {
    KeyKind.TEXT: (":",),
    KeyKind.NAME: (":", "=", "!="),
    KeyKind.CHOICE: (":", "=", "!="),
    KeyKind.YES_NO: (":", "="),
    KeyKind.NUMBER: _COMPARISONS,
    KeyKind.GRADE: _COMPARISONS,
    KeyKind.AGE: _COMPARISONS,
    KeyKind.TIME: (":", "="),
}
"""Operators by kind, the usual one first."""

GRADES: tuple[Grade, ...] = (
    Grade.CONFIRMED,
    Grade.FAIR,
    Grade.CONTESTED,
    Grade.WEAK,
    Grade.UNATTRIBUTED,
    Grade.DISCOUNTED,
)
"""Best first, as ``grade>=fair`` understands it: how much stands behind an incident. A contested one has more than
one voice and so stands above a single claim; a discounted one stands below a claim that nobody signs."""

RANK: dict[Grade, int] = {grade: len(GRADES) - place for place, grade in enumerate(GRADES)}
"""Higher is better known."""

UNASSIGNED = "unassigned"
"""The name, for a query, of being on no front."""

HAS = ("equipment", "persons", "place", "casualties", "url", "contradictions", "history", "actors")
_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    kind: KeyKind
    help: str
    example: str
    field: str = ""
    """Attribute of the subject that is looked at; the name itself when empty."""
    choices: tuple[str, ...] = ()
    """The closed list of a choice."""
    names: str = ""
    """Which list of known names completes it: fronts, actors, places, sources."""
    also: tuple[str, ...] = ()
    """Other spellings of the key."""

    @property
    def operators(self) -> tuple[str, ...]:
        return OPERATORS[self.kind]

    @property
    def attribute(self) -> str:
        return self.field or self.name


def _key(name: str, kind: KeyKind, help: str, example: str, **more: str | tuple[str, ...]) -> Key:  # noqa: A002
    return Key(name, kind, help, example, **more)  # type: ignore[arg-type]


_T, _N, _C, _Y, _I = KeyKind.TEXT, KeyKind.NAME, KeyKind.CHOICE, KeyKind.YES_NO, KeyKind.NUMBER

_TABLE = (
    _key("text", _T, "headlines, sentences, place and actors; the same as a bare word", "text:convoy"),
    _key("title", _T, "headlines only", 'title:"shot down"'),
    _key("front", _N, "id or name of a front, or unassigned", "front:hajin", field="fronts", names="fronts"),
    _key("actor", _N, "a belligerent by any alias (= without parts)", "actor:daesh", field="actors", names="actors"),
    _key("attacker", _N, "who is said to have attacked", "attacker:coalition", field="attackers", names="actors"),
    _key("target", _N, "who is said to have been attacked", "target:isis", field="targets", names="actors"),
    _key("side", _N, "whose losses are counted", "side:sdf", field="sides", names="actors"),
    _key("place", _N, "where it happened, in any spelling known", 'place:"Abu Kamal"', field="places", names="places"),
    _key("country", _N, "country where it happened, by two-letter code", "country:sy", field="countries"),
    _key("source", _N, "id or name of a feed that reports it", "-source:sana", field="sources", names="sources"),
    _key("outlet", _N, "name of an outlet that reports it", "outlet:reuters", field="outlets", names="sources"),
    _key("role", _C, "kind of publisher", "role:wire", field="roles", choices=tuple(role.value for role in Role)),
    _key("lang", _N, "language code of a feed that reports it", "lang:ar", field="langs"),
    _key("claimant", _N, "who is quoted for a figure", "claimant:sohr", field="claimants"),
    _key("kind", _N, "type of event", "kind:air_strike", field="kinds", also=("type", "event")),
    _key("equipment", _N, "type or category of equipment", "equipment:helicopter"),
    _key("person", _N, "a person named", "person:gushchin", field="persons"),
    _key("class", _C, "what the victims are said to be", "class:civilian", field="classes",
         choices=tuple(class_.value for class_ in Class)),
    _key("grade", KeyKind.GRADE, "how well known: confirmed > fair > contested > weak > unattributed > discounted",
         "grade>=fair"),
    _key("origins", _I, "independent origins", "origins>=2"),
    _key("outlets", _I, "outlets that report it", "outlets>=3", field="outlet_count"),
    _key("killed", _I, "lowest figure of all sides together; unknown is never 0", "killed>=5"),
    _key("wounded", _I, "the same for wounded", "wounded:10..50"),
    _key("captured", _I, "the same for captured", "captured>0"),
    _key("missing", _I, "the same for missing", "missing>=1"),
    _key("displaced", _I, "the same for displaced", "displaced>=1000"),
    _key("age", KeyKind.AGE, "time since the newest report (s, m, h, d, w)", "age<6h"),
    _key("since", KeyKind.TIME, "reported at or after this time (UTC)", "since:2018-05-06"),
    _key("until", KeyKind.TIME, "first reported before the end of this time (UTC)", "until:2018-05-08"),
    _key("new", _Y, "not looked at since it last changed", "new:yes", choices=_YES_NO),
    _key("marked", _Y, "marked by you", "marked:yes", choices=_YES_NO),
    _key("conflict", _Y, "about armed conflict", "conflict:yes", choices=_YES_NO),
    _key("has", _C, "something is known: " + ", ".join(HAS), "has:equipment", choices=HAS),
)  # fmt: skip

KEYS: dict[str, Key] = {key.name: key for key in _TABLE}
"""Every key by its canonical name, in the order of the help screen."""

SPELLINGS: dict[str, Key] = KEYS | {also: key for key in _TABLE for also in key.also}
"""Every spelling that the parser takes."""
