"""Where a table or a key stands in a TOML text; looked up only once something is wrong there.

tomllib keeps no positions, so the text is scanned for headers and keys outside multi-line strings. A table written
inline has no header: its line is that of its key.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([A-Za-z_][\w.\-]*)[ \t]*\]\]?[ \t]*(?:#.*)?$")
_KEY = re.compile(r"[ \t]*(?:\"([^\"\n]{0,200})\"|'([^'\n]{0,200})'|([\w\-]{1,200}))[ \t]*[=.]")
_FENCES = ('"""', "'''")

Where = tuple[str, int, str | None]
"""Table name, its number from 0, key or None for the table itself."""


def index(source: str) -> dict[Where, int]:
    """Line, from 1, of every table and key; the first mention stands."""
    found: dict[Where, int] = {}
    counts: dict[str, int] = {}
    table = ""
    fence: str | None = None
    for number, line in enumerate(source.split("\n"), start=1):
        if fence is not None:
            fence = None if line.count(fence) % 2 else fence
            continue
        header = _HEADER.match(line)
        if header is not None:
            table = _enter(found, counts, header, number)
            continue
        key = _KEY.match(line)
        if key is not None:
            name = key[1] or key[2] or key[3] or ""
            found.setdefault((table, max(counts.get(table, 0) - 1, 0), name), number)
        fence = next((mark for mark in _FENCES if line.count(mark) % 2), None)
    return found


def _enter(found: dict[Where, int], counts: dict[str, int], header: re.Match[str], number: int) -> str:
    """Note a header and return the name of the table that the next keys belong to."""
    table, _, sub = header[2].partition(".")
    if header[1] == "[[" and not sub:
        counts[table] = counts.get(table, 0) + 1
    at = max(counts.get(table, 0) - 1, 0)
    found.setdefault((table, at, sub or None), number)
    return header[2]
