"""What could stand where the cursor is: keys, operators and values.

Invariant: every proposal, put in place of the token before the cursor, keeps the query readable or brings it closer
to being so; the table of keys is the only source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tui.query.fold import fold
from tui.query.keys import GRADES, KEYS, SPELLINGS, Key, KeyKind
from tui.units import NAMED

_TOKEN = re.compile(r'-?(?:[A-Za-z_]{1,30}(?:>=|<=|!=|[:<>=]))?(?:"[^"]*|[^\s()"]*)$')
_CLAUSE = re.compile(r"(-?)([A-Za-z_]{1,30})(>=|<=|!=|[:<>=])(.*)$", re.DOTALL)
_PLAIN = re.compile(r'[^\s()",/]+')
_AGES = ("1h", "6h", "24h", "7d")
_TIMES = (*NAMED, "24h", "7d")
LIMIT = 50
"""Proposals at most."""

Names = Mapping[str, Iterable[str]]
"""Known names by list: fronts, actors, places, sources (see ``Key.names``)."""


def token_start(text: str, cursor: int) -> int:
    """Where the token that ends at ``cursor`` begins: a proposal replaces ``text[token_start:cursor]``."""
    match = _TOKEN.search(text, max(0, cursor - 400), cursor)
    return match.start() if match else cursor


def complete(text: str, cursor: int, names: Names) -> list[str]:
    """Proposals for the token before ``cursor``, likeliest first; empty when there is nothing to say."""
    token = text[token_start(text, cursor) : cursor]
    clause = _CLAUSE.match(token)
    if clause:
        key = SPELLINGS.get(clause[2].lower())
        return _values(key, clause[1] + clause[2] + clause[3], clause[4], names) if key else []
    minus, word = ("-", token[1:]) if token.startswith("-") else ("", token)
    if not word or not word.isascii():
        return []
    found = [key for spelling, key in SPELLINGS.items() if spelling.startswith(word.lower())]
    keys = list(dict.fromkeys(found))
    if len(keys) == 1 and keys[0].name == word.lower():
        return [minus + word + op for op in keys[0].operators]
    return [minus + key.name + key.operators[0] for key in keys][:LIMIT]


def _values(key: Key, head: str, typed: str, names: Names) -> list[str]:
    start = fold(typed.lstrip('"'))
    folded = [(fold(value), value) for value in _known(key, names)]
    ranked = sorted((not text.startswith(start), text, value) for text, value in folded if start in text)
    return [head + _quoted(value) for _, _, value in ranked[:LIMIT]]


def _known(key: Key, names: Names) -> Iterable[str]:
    match key.kind:
        case KeyKind.CHOICE | KeyKind.YES_NO:
            return key.choices
        case KeyKind.GRADE:
            return [grade.word for grade in GRADES]
        case KeyKind.AGE:
            return _AGES
        case KeyKind.TIME:
            return _TIMES
        case KeyKind.NAME if key.names:
            return names.get(key.names, ())
        case _:
            return ()


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return value if _PLAIN.fullmatch(value) else f'"{escaped}"'


def help_rows() -> list[tuple[str, str, str]]:
    """Key with its operators, what it means, an example: the rows of the help screen."""
    return [(f"{key.name} {' '.join(key.operators)}", key.help, key.example) for key in KEYS.values()]
