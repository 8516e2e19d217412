"""What a text is about, as weighted word stems.

Invariant: a pure function of the text and of two data files (``data/words.tsv``: how common a stem is in news;
``data/concepts.toml``: words that say the same thing). Weights never depend on what the ledger has seen before, so
grouping cannot depend on the order in which texts arrive.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import zip_longest

from tui.extraction.countries import by_adjective, by_name

Vector = dict[str, float]
"""Stem -> weight in (0, 1]; 1 is a word that news hardly ever uses."""

COUNTRY = "country:"
"""Before the code of a country: "Syrian", "Syria" and "Syrians" are one stem."""
TEXT_LIMIT = 3_000
"""Code points of a text that are looked at."""
_WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*", re.UNICODE)
_AGAIN = 0.3
"""How much a word gains by being said again: times the logarithm of how often."""
_POSSESSIVE = re.compile(r"['’`´]s\b")
_ARABIC = re.compile(r"^[\u0600-\u06ff]+$")
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال")
_ARABIC_SUFFIXES = ("ات", "ين", "ون", "ية", "ها", "ة", "ه", "ي")
_ALEF = str.maketrans("أإآىؤئ", "ااايوي")
_SUFFIXES = ("ations", "ation", "ingly", "ings", "ing", "edly", "ers", "ies", "ied", "ed", "er", "es", "s", "e", "y")


def stems(text: str) -> list[str]:
    """The stems of ``text`` in order, concepts in place of their words."""
    words = _WORD.findall(_POSSESSIVE.sub("", text[:TEXT_LIMIT].lower()))
    concepts, phrases = _concepts(), _phrases()
    found: list[str] = []
    after = False
    for word, follower in zip_longest(words, words[1:], fillvalue=""):
        if after:
            # The second word of a phrase is in what the phrase says.
            after = False
            continue
        known = phrases.get(word)
        concept = known.get(follower) if known is not None else None
        after = concept is not None
        concept = concept or concepts.get(word)
        found.append(concept if concept is not None else stem(word))
    return found


def countries(text: str) -> Iterator[str]:
    """The codes of the countries that ``text`` names."""
    return (word.removeprefix(COUNTRY) for word in stems(text) if word.startswith(COUNTRY))


@lru_cache(maxsize=1 << 16)
def _cached_stem(word: str) -> str:
    return _stem(word)


def stem(word: str) -> str:
    """A crude stem of one lower-case word: enough to join "strike" with "strikes", not a linguist's."""
    return _cached_stem(word) if len(word) < 24 else word[:24]


def _stem(word: str) -> str:
    if _ARABIC.match(word):
        return _arabic(word)
    if len(word) < 4 or not word.isalpha():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            return word[: -len(suffix)]
    return word


def _arabic(word: str) -> str:
    word = _ARABIC_MARKS.sub("", word).translate(_ALEF)
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def vector(text: str, keep: int) -> Vector:
    """The ``keep`` weightiest stems of ``text``; ties go to the alphabet, so that the result is one of content."""
    counts = Counter(stems(text))
    # The weight of a word said once is the one of the table itself: a million of them are a few hundred floats.
    weights = {
        found: weight(found) if n == 1 else weight(found) * (1 + _AGAIN * math.log(n)) for found, n in counts.items()
    }
    if len(weights) <= keep:
        return {found: value for found, value in weights.items() if value > 0}
    best = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:keep]
    return {found: value for found, value in best if value > 0}


def weight(found: str) -> float:
    """0 for a word that says nothing, 1 for one that news hardly uses. Numbers weigh little: figures are compared
    as figures, not as words."""
    if found[:1].isdigit():
        return _number(found)
    if len(found) < 2:
        return 0.0
    return _weights().get(found, 1.0)


def _number(found: str) -> float:
    """House numbers and times of day tell scenes apart; small counts and years hardly do."""
    if not found.isdigit():
        return 0.6
    if len(found) == 4 and found[:2] in ("19", "20"):
        return 0.3
    return 0.25 if len(found) < 3 else 0.7


def cosine(a: Vector, b: Vector, norms: float | None = None) -> float:
    """Cosine of two vectors, 0 to 1; ``norms`` is the product of their norms where it is known."""
    if len(a) > len(b):
        a, b = b, a
    dot = sum([value * b[found] for found, value in a.items() if found in b])
    return dot / (norms if norms is not None else norm(a) * norm(b)) if dot else 0.0


def contained(a: Vector, b: Vector, length: float) -> float:
    """Share of the weight of ``a``, whose norm is ``length``, that is found in ``b``, 0 to 1."""
    found = [value for word, value in a.items() if word in b]
    return sum([value * value for value in found]) / (length * length) if found else 0.0


def norm(a: Vector) -> float:
    return math.sqrt(sum(value * value for value in a.values()))


@cache
def _weights() -> dict[str, float]:
    raw = files(__package__).joinpath("data/words.tsv").read_text(encoding="utf-8")
    table = {}
    for row in raw.splitlines():
        if row and not row.startswith("#"):
            found, value = row.split("\t")
            table[found] = int(value) / 100
    return table


@cache
def _concepts() -> dict[str, str]:
    raw = files(__package__).joinpath("data/concepts.toml").read_text(encoding="utf-8")
    found = {word: COUNTRY + code for word, code in (*by_name().items(), *by_adjective().items()) if " " not in word}
    concepts = tomllib.loads(raw)["concepts"]
    found.update({word: concept for concept, members in concepts.items() for word in members})
    return found


@cache
def _phrases() -> dict[str, dict[str, str]]:
    """First word -> second word -> what the two say together."""
    raw = files(__package__).joinpath("data/concepts.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for concept, members in tomllib.loads(raw)["phrases"].items():
        for first, second in map(str.split, members):
            found.setdefault(first, {})[second] = concept
    return found
