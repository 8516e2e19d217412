"""Who said it first.

Invariant: copies add outlets, never origins. An item's origin is, in this order: the publisher that the feed names,
the agency that its text names, the group that owns its source, the source itself. A claim that a named party or
body makes has that claimant for its origin, whoever carries it.
"""

from __future__ import annotations

import re
import tomllib
from array import array
from functools import cache
from importlib.resources import files
from typing import Final
from zlib import crc32

from tui.ledger.words import stems
from tui.model import Claim, ClaimantRole, Item, Source

_HEAD = 700
"""Code points in which an agency's mark is looked for: the headline and the first paragraphs."""
SHINGLE = 3
"""Words in a shingle."""
COPY = 0.8
"""Jaccard similarity of shingles from which a text is a copy of another."""
SHORT = 12
"""Shingles below which a text must be the same, words moved at most: short headlines are alike by chance."""
Shingles = bytes
"""A set of 32-bit hashes, packed in ascending order: equal sets are equal bytes, at a fifteenth of what a set takes."""
_HASH: Final = "I"
_WIDTH = array(_HASH).itemsize
_SPACE = re.compile(r"[\W_]+")


def item_origin(item: Item, source: Source | None) -> str:
    """Id of who published this item's text first."""
    if item.origin:
        return _named(item.origin)
    wire = _marked(f"{item.author or ''}\n{item.text[:_HEAD]}")
    if wire is not None:
        return wire
    if source is None:
        return f"source:{item.source}"
    if source.group:
        return f"group:{_fold(source.group)}"
    own = _wire_names().get(_fold(source.name))
    return own if own is not None else f"source:{source.id}"


def claim_origin(claim: Claim, item: str, party: str | None) -> str:
    """Id of who said this figure first; ``item`` is the item's own origin, ``party`` the belligerent whose outlet it
    is. A claimant that anyone could be ("officials", "witnesses") is no origin of its own."""
    if claim.claimant_actor is not None:
        return f"party:{claim.claimant_actor}"
    if claim.claimant and claim.claimant_role is not ClaimantRole.UNKNOWN and is_name(claim.claimant):
        return _wire_names().get(_fold(claim.claimant)) or f"body:{_fold(claim.claimant)}"
    return f"party:{party}" if party is not None and not item.startswith("wire:") else item


def shingles(text: str) -> Shingles:
    """Hashes of the word triples of ``text``, numbers left out: a changed figure does not make a new voice."""
    words = [word for word in stems(text) if not word.isdigit()]
    spans = range(max(1, len(words) - SHINGLE + 1)) if words else range(0)
    return array(_HASH, sorted({crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in spans})).tobytes()


def is_copy(a: Shingles, b: Shingles) -> bool:
    """Do two texts stem from one? Symmetric."""
    if not a or not b:
        return False
    few, many = sorted((len(a) // _WIDTH, len(b) // _WIDTH))
    if few < SHORT or a == b:
        return a == b
    # Were all of the smaller one's in the larger one, they would still be too few: most pairs end here.
    if few / many < COPY:
        return False
    shared = len(_hashes(a) & _hashes(b))
    return shared / (few + many - shared) >= COPY


def _hashes(shingles: Shingles) -> set[int]:
    return set(memoryview(shingles).cast(_HASH))


def is_name(claimant: str) -> bool:
    """Not anyone's word, as "officials" and "monitor" are."""
    return any(char.isupper() for char in claimant) and _fold(claimant) not in _anyone()


def is_pronoun(claimant: str) -> bool:
    return _fold(claimant) in _table("anyone")["pronouns"]


def _named(name: str) -> str:
    return _wire_names().get(_fold(name)) or f"named:{_fold(name)}"


def _fold(name: str) -> str:
    return _SPACE.sub(" ", name).strip().lower()


def _marked(text: str) -> str | None:
    found = _marks().search(text)
    if found is None:
        return None
    name = next(group for group in found.groups() if group is not None)
    return _wire_names().get(_fold(name))


@cache
def _table(name: str) -> dict[str, list[str]]:
    raw = files(__package__).joinpath("data/wires.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(raw)[name]
    return table


@cache
def _anyone() -> frozenset[str]:
    return frozenset((*_table("anyone")["words"], *_table("anyone")["pronouns"]))


@cache
def _wire_names() -> dict[str, str]:
    """Folded name -> origin, of agencies and of monitors that others quote."""
    found = {_fold(name): f"body:{body}" for body, names in _table("bodies").items() for name in names}
    found.update({_fold(name): f"wire:{wire}" for wire, names in _table("wires").items() for name in names})
    return found


@cache
def _marks() -> re.Pattern[str]:
    """An agency as newsrooms mark it: in brackets, as a by-line, cited by name, or the last words of a headline."""
    names = sorted((name for names in _table("wires").values() for name in names), key=lambda name: (-len(name), name))
    name = "(" + "|".join(re.escape(name) for name in names) + ")"
    return re.compile(
        rf"[(\[/]{name}[)\]/]"
        rf"|(?m:^{name}$)"
        rf"|[-–—|] {name}(?m:$)"
        rf"|\b(?:according to|told|citing|quoted by|reported by|cited by|by) {name}\b"
        rf"|\b{name} (?:reported|reports|quoted|cited|news agency)\b"
    )
