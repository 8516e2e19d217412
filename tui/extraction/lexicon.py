"""The words of a language as data.

Invariants: every word table lives in a TOML file, none in Python; a file that lacks a table, has an unknown one or one
of the wrong shape is refused with its path and line; a loaded lexicon is never changed. Another language is another
file with the same tables."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

from tui.extraction.words import Lexicon, Phrases

HERE = Path(__file__).parent / "lexicon"


@dataclass(frozen=True, slots=True)
class LexiconError(Exception):
    """A lexicon file that cannot be used: where, and what was expected."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class _EntryError(ValueError):
    """What is wrong in a table; ``word`` is the entry that is at fault, empty for the table as a whole."""

    def __init__(self, message: str, word: str = "") -> None:
        super().__init__(message)
        self.word = word


@lru_cache(maxsize=4)
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon that comes with the program. Raises :class:`LexiconError`."""
    return load(HERE / f"{language}.toml")


def load(path: Path) -> Lexicon:
    """Read a lexicon file; errors name the file and the line."""
    try:
        source = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(path, 1, f"cannot be read: {error}") from error
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(path, _syntax_line(str(error)), f"is no TOML: {error}") from error
    return _build(path, source, _flat(path, source, data))


def phrases(entries: Iterable[str]) -> Phrases:
    """Phrases by their first word, longest first, each a tuple of lower-case words; a possessive is a word of its own,
    with either mark, as it is in a sentence."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        words = tuple(entry.replace("'s", " 's").split())
        found.setdefault(words[0], []).append(words)
        if "'s" in words:
            found[words[0]].append(tuple("\u2019s" if word == "'s" else word for word in words))
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}


def _flat(path: Path, source: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Sections are only headings: every table name is unique in the file."""
    tables: dict[str, Any] = {}
    for section, content in data.items():
        if not isinstance(content, dict):
            raise LexiconError(path, _line_of(source, section), f"{section}: expected a [section] of tables")
        for name, value in content.items():
            if name in tables:
                raise LexiconError(path, _line_of(source, name), f"{name}: named in two sections")
            tables[name] = value
    return tables


def _build(path: Path, source: str, tables: Mapping[str, Any]) -> Lexicon:
    hints = get_type_hints(Lexicon)
    fields = [field.name for field in dataclasses.fields(Lexicon)]
    for name in tables:
        if name not in fields:
            raise LexiconError(path, _line_of(source, name), f"{name}: no such table; known are {', '.join(fields)}")
    values: dict[str, Any] = {}
    for name in fields:
        if name not in tables:
            raise LexiconError(path, 1, f"table {name} is missing")
        try:
            values[name] = _value(str(hints[name]), tables[name])
        except _EntryError as error:
            raise LexiconError(path, _line_of(source, name, error.word), f"{name}: {error}") from error
    return Lexicon(**values)


def _value(hint: str, raw: object) -> object:
    if "dict[str, dict" in hint:
        if not isinstance(raw, dict):
            raise _EntryError("expected a table of label = phrases")
        return {label: phrases(_words(entries)) for label, entries in raw.items()}
    if "frozenset" in hint:
        return frozenset(_words(raw))
    if hint == "tuple[str, ...]":
        return tuple(_words(raw))
    if "tuple[tuple" in hint:
        return phrases(_words(raw))
    if not isinstance(raw, dict):
        raise _EntryError("expected a table of word = value")
    kind = int if "int]" in hint else str
    for word, value in raw.items():
        if not isinstance(value, kind) or (kind is str and not value):
            raise _EntryError(f'"{word}": expected {"a whole number" if kind is int else "words"}', word)
    return dict(raw) if kind is int else _inverted(raw)


def _inverted(raw: Mapping[str, str]) -> dict[str, str]:
    """``label = "word word"`` as word -> label; one word has one label."""
    found: dict[str, str] = {}
    for label, words in raw.items():
        for word in words.split():
            if found.setdefault(word, label) != label:
                raise _EntryError(f'"{word}" stands under {found[word]} and {label}: expected one label a word', word)
    return found


def _words(raw: object) -> Sequence[str]:
    """A string is words parted by spaces; a list holds phrases."""
    found = raw.split() if isinstance(raw, str) else raw
    if not isinstance(found, list) or not all(isinstance(word, str) and word.strip() for word in found):
        raise _EntryError("expected words or a list of phrases")
    for word in found:
        if word != word.lower():
            raise _EntryError(f'"{word}" is not in lower case: expected "{word.lower()}"', word)
    return found


def _line_of(source: str, name: str, word: str = "") -> int:
    """The line on which table ``name`` begins, or that on which ``word`` stands in it."""
    lines = source.splitlines()
    first = next((number for number, line in enumerate(lines, 1) if _key(line) == name), 1)
    for number in range(first, len(lines) + 1) if word else ():
        if word in _apart(lines[number - 1]):
            return number
    return first


def _key(line: str) -> str:
    """What a line of TOML names: ``x`` of ``x = ...`` and of ``[section.x]``, else nothing."""
    line = line.strip()
    if line.startswith("["):
        return line.strip("[]").rsplit(".", 1)[-1]
    key, equals, _ = line.partition("=")
    return key.strip().strip('"') if equals else ""


def _apart(line: str) -> list[str]:
    """The quoted phrases and single words of a line."""
    return [part.strip() for part in line.split('"')] + line.replace('"', " ").replace("=", " ").split()


def _syntax_line(message: str) -> int:
    """The line that a TOML error names in words ("at line 3, column 1")."""
    words = message.replace(",", " ").split()
    numbers = [after for word, after in pairwise(words) if word == "line" and after.isdecimal()]
    return int(numbers[0]) if numbers else 1
