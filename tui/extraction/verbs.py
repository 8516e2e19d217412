"""Verbs of the role lexicon in all their forms.

Invariant: every form maps to its base, its class and the ways it can be read (past, participle, present, ing), worked
out from the base by the spelling rules of English; irregular forms are given in the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tui.extraction.vocabulary import tables

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Verb:
    base: str
    kind: str
    """harm, suffer, fend, clash, stage, advance, statement"""
    forms: frozenset[str]
    """base, present, past, participle, ing"""


@lru_cache(maxsize=1)
def verbs() -> dict[str, Verb]:
    """Every form of every verb of action."""
    found: dict[str, Verb] = {}
    for kind in ("harm", "suffer", "fend", "clash", "advance"):
        for entry in tables("roles")["verbs"][kind]:
            _add(found, entry, kind)
    return found


@lru_cache(maxsize=1)
def stage_verbs() -> dict[str, Verb]:
    """Verbs that take a noun of attack ("launched an offensive")."""
    found: dict[str, Verb] = {}
    for entry in tables("roles")["verbs"]["stage"]:
        _add(found, entry, "stage")
    return found


@lru_cache(maxsize=1)
def statement_verbs() -> dict[str, Verb]:
    """Verbs of talk and diplomacy."""
    found: dict[str, Verb] = {}
    for entry in tables("roles")["statement"]["verbs"]:
        _add(found, entry, "statement")
    return found


def inflect(base: str) -> tuple[str, str, str]:
    """Present, past and ing form of a regular verb."""
    stop = len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    doubled = base + base[-1] if stop and (len(base) <= 4 or base.endswith(("pel", "nap", "jack"))) else base
    if base.endswith("ie"):
        return base + "s", base + "d", base[:-2] + "ying"
    if base.endswith("e"):
        return base + "s", base + "d", (base if base.endswith("ee") else base[:-1]) + "ing"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    present = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return present, doubled + "ed", doubled + "ing"


def _add(found: dict[str, Verb], entry: str, kind: str) -> None:
    base, *irregular = entry.split("/")
    present, past, ing = inflect(base)
    participle = past
    if irregular:
        past, participle = irregular
    forms: dict[str, set[str]] = {}
    for form, name in ((base, "base"), (present, "present"), (past, "past"), (participle, "participle"), (ing, "ing")):
        forms.setdefault(form, set()).add(name)
    for form, names in forms.items():
        found.setdefault(form, Verb(base, kind, frozenset(names)))
