"""What a headline sets its happening against, and whether it sums up several.

Invariant: pure functions of the headline and of ``data/evidence.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from tui.ledger.happenings import WIDE
from tui.ledger.marks import victims
from tui.ledger.weights import evidence
from tui.ledger.words import COUNTRY, Vector, stems, weight
from tui.model import Place

SCENIC = 0.4
"""Weight from which a word of a headline says what happened there, more than that it did."""


def foreground(title: str) -> str:
    """The headline without the earlier happening that it is set against."""
    found = _background().search(title)
    return title[: found.start()] if found is not None and found.start() else title


def set_against(behind: str, heads: Vector) -> frozenset[str]:
    """Words of what stands ``behind`` the foreground that say what the earlier happening was."""
    words = frozenset(stems(behind)) - heads.keys()
    return frozenset(word for word in words if weight(word) >= SCENIC and not word.startswith(COUNTRY))


@cache
def _background() -> re.Pattern[str]:
    raw = evidence().words["background"]
    after = "|".join(map(re.escape, raw["after"]))
    known = "|".join(map(re.escape, raw["known"]))
    return re.compile(
        rf",? \b(?:(?:an?|one|\w{{1,12}}) )?(?:{after})\b|,? \bafter\b(?=[^,;]{{0,40}}\b(?:{known})\b)", re.I
    )


def sums_up(title: str, place: Place | None, heads: Vector, known: frozenset[str]) -> bool:
    """Does the headline tell of several strikes at once: by its words ("across", "in past day"), or as a plural that
    no word of its own ties to a scene ("attacks on Ukraine kill 2")?"""
    cues, plurals, _ = _round_ups()
    if cues.search(title) or (in_a_row(title) and plurals.search(title)):
        return True
    if (place is not None and place.kind not in WIDE) or not plurals.search(title) or victims(heads):
        return False
    return not any(
        value >= SCENIC and word not in known and word[0].isalpha() and not word.startswith(COUNTRY)
        for word, value in heads.items()
    )


def tells_of_several(title: str) -> bool:
    """Does it speak of strikes, not of one?"""
    return _round_ups()[1].search(title) is not None


def sums_end(title: str) -> int | None:
    """Where the words end that say that there were several strikes; None: no words say so."""
    cues, plurals, _ = _round_ups()
    found = cues.search(title) or plurals.search(title)
    return found.end() if found is not None else None


def both_sides(title: str, heads: Vector) -> frozenset[str]:
    """ "Russian and Ukrainian strikes kill 5", "Russia, Ukraine trade strikes": two countries, and no third one that
    both might have struck."""
    found = _round_ups()[2].search(title)
    sides = frozenset(word for word in stems(" ".join(found.groups())) if word.startswith(COUNTRY)) if found else ()
    return frozenset(sides if len(sides) == 2 and all(w in sides for w in heads if w.startswith(COUNTRY)) else ())


def in_a_row(title: str) -> frozenset[int]:
    """The how-manieth nights or days without a break: 11 of "attacks for an 11th straight night"."""
    pattern, ordinals = _series()
    return frozenset(ordinals.get(word.lower()) or int(word[:-2]) for word in pattern.findall(title))


def another(title: str) -> bool:
    """Does it tell of one more strike ("second strike in two days", "hit again")?"""
    return _another().search(title) is not None


def day_parts(title: str) -> frozenset[str]:
    """The quarters of the day in which it may have happened; empty: unsaid."""
    said = {word.lower() for word in _day_parts().findall(title)}
    return frozenset(part for part, words in evidence().words["day_parts"].items() if not said.isdisjoint(words))


def threatens(title: str) -> int | None:
    """Where the headline begins to speak of what is to come; None: it speaks of no such thing, or only of what led to
    that which it tells ("strikes after a leader vows revenge")."""
    found = _threats().search(title)
    return found.start("cue") if found is not None and found["cue"] is not None else None


@cache
def _series() -> tuple[re.Pattern[str], dict[str, int]]:
    raw = evidence().words["series"]
    ordinals = {word: number for number, word in enumerate(raw["ordinals"], start=1)}
    words, row, units = ("|".join(map(re.escape, raw[name])) for name in ("ordinals", "in_a_row", "of"))
    nth = rf"({words}|\d{{1,3}}(?:st|nd|rd|th))"
    return re.compile(rf"\b{nth} (?:{row})\b(?= (?:{units})\b)", re.I), ordinals


@cache
def _another() -> re.Pattern[str]:
    raw = evidence().words["another"]
    later = (*evidence().words["series"]["ordinals"][1:], *raw["words"])
    words, strikes, alone = ("|".join(map(re.escape, one)) for one in (later, raw["strikes"], raw["alone"]))
    return re.compile(rf"\b(?:(?:{words}) (?:[\w-]{{2,20}} ){{0,2}}(?:{strikes})|{alone})\b", re.I)


@cache
def _day_parts() -> re.Pattern[str]:
    words = {word for words in evidence().words["day_parts"].values() for word in words}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b", re.I)


@cache
def _threats() -> re.Pattern[str]:
    raw = evidence().words["threats"]
    verbs, coming, beside = ("|".join(map(re.escape, raw[name])) for name in ("verbs", "coming", "beside"))
    return re.compile(rf"\b(?:(?P<cue>(?:{verbs}|to (?:{coming}))\b(?! have\b))|(?:{beside})\b)", re.I)


@cache
def _round_ups() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What says that there were several, what may say so, and whose they were if two sides'."""
    raw = evidence().words["round_up"]
    cues, plurals, exchange, apart = (
        "|".join(map(re.escape, raw[name])) for name in ("cues", "plurals", "exchange", "apart")
    )
    both = rf"\b(\w{{2,20}})(?:,| and) (\w{{2,20}}) (?:(?:{exchange}) )?(?:\w{{2,20}} )?(?:{plurals})\b"
    return (
        re.compile(rf"\b(?:{cues}|(?:{apart}) (?:[\w-]{{2,20}} ){{0,2}}(?:{plurals}))\b", re.I),
        re.compile(rf"\b(?:{plurals})\b", re.I),
        re.compile(both, re.I),
    )
