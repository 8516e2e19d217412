"""What the words around a place name say: is it a place, and did something happen there?

Invariants: only words of the same clause are looked at, at most eight to each side; a base, a birthplace, a
destination, a dateline and a government's seat are never where it happened.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tui.extraction.countries import by_adjective, by_name, by_seat
from tui.extraction.fold import Words
from tui.extraction.memo import Memo
from tui.extraction.vocabulary import listed

_REACH = 5
_AIM = 8
"""Words behind an attack in which its target stands."""
_NAME = 40
"""Code points before a place's name in a dateline."""
_TAILS = (("base", "base"), ("origin", "origin"), ("context", "talk"))
"""Roles, and the lists of phrases before a name that give them."""
_DATELINE = re.compile(
    r"[A-Z][A-Z'’ -]{2,40}(?:, ?[A-Z][A-Za-z. ]{1,30})? ?(?:\([A-Za-z /.]{2,30}\) ?)?[\u2013\u2014-]{1,2} "
)


def placed(words: Words, index: int) -> int:
    """2: right after a preposition of place ("in the town of ..."); 1: after a weaker one ("of", "from", "hit"); 0:
    neither.
    """
    best = 0
    keys, joined = words.keys, words.joined
    for before in range(index - 1, max(-1, index - _REACH - 1), -1):
        if not joined[before + 1]:
            break
        lead = _LEADS[keys[before]]
        if not lead:
            break
        if lead & _INSIDE:
            return 2
        if lead & _POSSESSIVE or (lead & _COUNTRY and keys[before + 1] == "s"):
            continue
        if lead & _WEAKER:
            best = 1
        if not lead & _SKIP:
            break
    return best


def may_be_placed(words: Words, index: int) -> bool:
    """Something before the word may lead to it, without which :func:`placed` is 0."""
    return index > 0 and words.joined[index] and _LEADS[words.keys[index - 1]] > 0


def _lead(word: str) -> int:
    """What a word says of the name behind it."""
    return (
        (_INSIDE if word in listed("places", "name", "inside") else 0)
        | (_WEAKER if word in listed("places", "name", "weaker") else 0)
        | (_SKIP if word in listed("places", "name", "skip") or word in by_adjective() else 0)
        | (_COUNTRY if word in by_name() else 0)
        | (_POSSESSIVE if word == "s" else 0)
        | (_FILLER if word in listed("places", "name", "skip") else 0)
        | (_STRUCK if word in listed("places", "role", "struck") else 0)
        | (_TAIL if word == "from" or word in _lasts() else 0)
    )


_INSIDE, _WEAKER, _SKIP, _COUNTRY, _POSSESSIVE, _FILLER, _STRUCK, _TAIL = (1 << n for n in range(8))
_LEADS: Memo[int] = Memo(_lead)


def beside_kind(words: Words, after: int) -> bool:
    """A kind word follows: "Hajin village", "Chikun LGA"."""
    return after < len(words.keys) and words.joined[after] and words.keys[after] in listed("places", "name", "kinds")


def role_of(words: Words, first: int, after: int, *, country: bool, seat: bool) -> str:
    """event, base, origin, claimant or context for the name at words ``first`` up to ``after``."""
    if _dateline(words, first):
        return "claimant"
    if after < len(words.keys) and words.keys[after] == "based" and words.joined[after]:
        return "base"
    follows = words.keys[after] if after < len(words.keys) and words.joined[after] else ""
    killing = follows.endswith("ing") and _struck(words, first)  # "strikes Redland killing dozens"
    if follows in listed("roles", "nouns", "attack") and not killing:
        return "context" if country or (seat and _aimed(words, after)) else "event"
    support = 0
    if first > 0 and words.joined[first]:
        if role := _phrase(words, first):
            return role
        support = placed(words, first)
    if country and _owner(words, after):
        return "context"
    if support == 2 or _struck(words, first):
        return "event"
    if seat and _says(words, after):
        return "claimant"
    if country:
        return "event" if _topic(words, first, after) else "context"
    return "context" if seat and support == 0 else "event"


def _aimed(words: Words, noun: int) -> bool:
    """What the attack was made on stands behind it, so that a seat before it is who made it: "Moscow strikes on Odesa",
    "Kyiv strikes kill five in Belgorod", "Tel Aviv attacks the port"; with "Beirut strikes kill 12" it is where."""
    for index in range(noun + 1, min(noun + _AIM, len(words.keys))):
        if not words.joined[index]:
            return False
        word = words.keys[index]
        if word in ("on", "against"):
            return True
        if index == noun + 1 and (word in ("the", "a") or word in by_name() or word in by_seat()):
            return True
        after = index + 1
        if word in listed("places", "name", "inside") and after < len(words.keys) and words.capitals[after]:
            return not words.titled
    return False


def _owner(words: Words, after: int) -> bool:
    """ "in Russia's 'double-tap' drone strike": a possessor of an attack is who, not where."""
    if after >= len(words.keys) or words.keys[after] != "s":
        return False
    for index in range(after + 1, min(after + 6, len(words.keys))):
        if words.keys[index] in listed("roles", "nouns", "attack"):
            return True
        if words.keys[index] in listed("roles", "words", "preposition"):
            return False
    return False


def _struck(words: Words, first: int) -> bool:
    """A word of striking stands before, words such as "northern" skipped."""
    index = first
    while index > 0 and words.joined[index] and first - index < 3:
        index -= 1
        lead = _LEADS[words.keys[index]]
        if lead & _STRUCK:
            return True
        if not lead & _FILLER:
            return False
    return False


def _phrase(words: Words, first: int) -> str | None:
    """The role that the words right before the name give, articles and kind words skipped; one does stand there."""
    if not _LEADS[words.keys[first - 1]] & (_FILLER | _TAIL):
        return None
    skip = listed("places", "name", "skip")
    low = first
    while low > 0 and first - low < 5 and words.joined[low]:
        low -= 1
    before = list(words.keys[low:first])
    trimmed = list(before)
    while len(trimmed) > 1 and trimmed[-1] in skip and trimmed[-1] not in ("of",):
        trimmed.pop()
    if not _lasts().isdisjoint((before[-1], trimmed[-1])):
        tails = {" ".join(tail[-size:]) for tail in (before, trimmed) for size in (1, 2, 3, 4)}
        for role, name in _TAILS:
            if not tails.isdisjoint(listed("places", "role", name)):
                return role
    if trimmed[-1] == "from":
        leaving = listed("places", "role", "leaving")
        return None if any(word in leaving for word in trimmed[-4:-1]) else "origin"
    return None


@lru_cache(maxsize=1)
def _lasts() -> frozenset[str]:
    """Last words of the phrases that give a role."""
    return frozenset(phrase.split()[-1] for _, name in _TAILS for phrase in listed("places", "role", name))


def _says(words: Words, after: int) -> bool:
    return after < len(words.keys) and words.joined[after] and words.keys[after] in listed("places", "role", "says")


def _topic(words: Words, first: int, after: int) -> bool:
    """A country that opens the text and is parted by a colon or comma from the rest names the scene: "Syria: ..."."""
    if first != 0 or after >= len(words.keys):
        return False
    gap = words.source[words.ends[after - 1] : words.starts[after]]
    return gap.strip() in (":", ",", "|") or gap in (" - ", " \u2013 ", " \u2014 ")


def _dateline(words: Words, first: int) -> bool:
    start = words.starts[first]
    line = words.source.rfind("\n", max(start - _NAME - 1, 0), start) + 1
    if start - line > _NAME or not words.source[line : line + 3].isupper():
        return False
    match = _DATELINE.match(words.source, line, line + 120)
    return match is not None and match.end() > start
