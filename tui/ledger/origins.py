"""Who said it first.

Invariant: copies add outlets, never origins. An item's origin is, in this order: the publisher that the feed names,
the agency that its text names, the group that owns its source, the source itself. A claim that a named party or
body makes has that claimant for its origin, whoever carries it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
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
_SPACE = re.compile(r"[\W_]+")


def item_origin(item: Item, source: Source | None) -> str:
    """Id of who published this item's text first."""
    if item.origin:
        return _named(item.origin)
    wire = _marked(f"{item.author or ''}\n{item.text[:_HEAD]}")
    if wire is not None:
        return f"wire:{wire}"
    if source is None:
        return f"source:{item.source}"
    if source.group:
        return f"group:{_fold(source.group)}"
    own = _wire_names().get(_fold(source.name))
    return f"wire:{own}" if own is not None else f"source:{source.id}"


def claim_origin(claim: Claim, item: str, party: str | None) -> str:
    """Id of who said this figure first; ``item`` is the item's own origin, ``party`` the belligerent whose outlet it
    is. A claimant that anyone could be ("officials", "witnesses") is no origin of its own."""
    if claim.claimant_actor is not None:
        return f"party:{claim.claimant_actor}"
    if claim.claimant and claim.claimant_role is not ClaimantRole.UNKNOWN and _is_name(claim.claimant):
        wire = _wire_names().get(_fold(claim.claimant))
        return f"wire:{wire}" if wire is not None else f"body:{_fold(claim.claimant)}"
    return f"party:{party}" if party is not None and not item.startswith("wire:") else item


def shingles(text: str) -> frozenset[int]:
    """Hashes of the word triples of ``text``, numbers left out: a changed figure does not make a new voice."""
    words = [word for word in stems(text) if not word.isdigit()]
    if len(words) < SHINGLE:
        return frozenset((crc32(" ".join(words).encode()),)) if words else frozenset()
    spans = range(len(words) - SHINGLE + 1)
    return frozenset(crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in spans)


def is_copy(a: frozenset[int], b: frozenset[int]) -> bool:
    """Do two texts stem from one? Symmetric."""
    if not a or not b:
        return False
    shared = len(a & b)
    needed = 1.0 if min(len(a), len(b)) < SHORT else COPY
    return shared / (len(a) + len(b) - shared) >= needed


def _is_name(claimant: str) -> bool:
    return any(char.isupper() for char in claimant)


def _named(name: str) -> str:
    wire = _wire_names().get(_fold(name))
    return f"wire:{wire}" if wire is not None else f"named:{_fold(name)}"


def _fold(name: str) -> str:
    return _SPACE.sub(" ", name).strip().lower()


def _marked(text: str) -> str | None:
    found = _marks().search(text)
    if found is None:
        return None
    name = next(group for group in found.groups() if group is not None)
    return _wire_names().get(_fold(name))


@cache
def _wires() -> dict[str, list[str]]:
    raw = files(__package__).joinpath("data/wires.toml").read_text(encoding="utf-8")
    wires: dict[str, list[str]] = tomllib.loads(raw)["wires"]
    return wires


@cache
def _wire_names() -> dict[str, str]:
    return {_fold(name): wire for wire, names in _wires().items() for name in names}


@cache
def _marks() -> re.Pattern[str]:
    """An agency as newsrooms mark it: in brackets, as a by-line, cited by name, or the last words of a headline."""
    names = sorted((name for names in _wires().values() for name in names), key=lambda name: (-len(name), name))
    name = "(" + "|".join(re.escape(name) for name in names) + ")"
    return re.compile(
        rf"[(\[/]{name}[)\]/]"
        rf"|(?m:^{name}$)"
        rf"|[-–—|] {name}(?m:$)"
        rf"|\b(?:according to|told|citing|quoted by|reported by|cited by|by) {name}\b"
        rf"|\b{name} (?:reported|reports|quoted|cited|news agency)\b"
    )
