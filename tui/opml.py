"""OPML from another reader -> [[source]] tables for sources.toml.

Invariant: what comes out is TOML that the loader accepts, holds only http and https addresses without a login, and
every outline that was left out is listed with the reason. The file is foreign: entities are refused, size, depth and
number are bounded, and every string passes the text gate.
"""

from __future__ import annotations

import dataclasses
import re
import urllib.parse
from xml.parsers import expat

from tui import text
from tui.config import checks
from tui.config.tables import STRING_LIMIT
from tui.query.fold import fold

SIZE_LIMIT = 8 << 20
"""Bytes of an OPML file."""
COUNT_LIMIT = 5_000
"""Feeds taken from one file."""
DEPTH_LIMIT = 64
"""Outlines within outlines."""
REFUSAL_LIMIT = 200
"""Refusals that are listed one by one; the rest are counted."""
_ID_LENGTH = 48
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LANG = re.compile(r"([a-z]{2,3})(?:[-_].{0,20})?", re.DOTALL)


class OpmlError(Exception):
    """A file that is no usable OPML: one line that says why, with line and column where it is known."""


@dataclasses.dataclass(frozen=True, slots=True)
class Converted:
    """What :func:`convert` gives."""

    toml: str
    """``[[source]]`` tables; empty when nothing was taken."""
    refusals: tuple[str, ...]
    """A line for each outline that was left out."""
    count: int
    """Sources in ``toml``."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Outline:
    name: str
    url: str
    lang: str
    folders: tuple[str, ...]


def convert(raw: bytes) -> Converted:
    """Convert an OPML file. Raises OpmlError when it is too large, not XML, or not OPML."""
    if len(raw) > SIZE_LIMIT:
        raise OpmlError(f"larger than {SIZE_LIMIT >> 20} MiB")
    outlines, refusals = _Reader().read(raw)
    tables: list[str] = []
    ids: dict[str, int] = {}
    urls: dict[str, str] = {}
    for outline in outlines:
        reason = _unusable(outline, urls, len(tables))
        if reason:
            refusals.append(f"{outline.name or outline.url or 'an outline'}: {reason}")
            continue
        key = _unique(_slug(outline.name), ids)
        urls[outline.url] = outline.name
        tables.append(_table(key, outline))
    if len(refusals) > REFUSAL_LIMIT:
        refusals[REFUSAL_LIMIT:] = [f"and {len(refusals) - REFUSAL_LIMIT} more"]
    return Converted(toml="\n".join(tables), refusals=tuple(refusals), count=len(tables))


class _Reader:
    """Walks the outlines with expat, which fetches nothing by itself."""

    def __init__(self) -> None:
        self._folders: list[str | None] = []
        self._root = ""
        self._outlines: list[_Outline] = []
        self._refusals: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse_entity

    def read(self, raw: bytes) -> tuple[list[_Outline], list[str]]:
        """The outlines that name an address, and the others that were meant to."""
        try:
            self._parser.Parse(raw, True)
        except expat.ExpatError as error:
            where = f"line {error.lineno}, column {error.offset + 1}"
            raise OpmlError(f"{where}: {expat.ErrorString(error.code)}: expected OPML, which is XML") from None
        except (ValueError, LookupError) as error:
            # An encoding that expat leaves to Python and Python does not know or cannot use.
            raise OpmlError(f"{text.line(str(error), 120)}: expected OPML in UTF-8") from None
        return self._outlines, self._refusals

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._root:
            self._root = tag.lower()
            if self._root != "opml":
                raise OpmlError(f"found <{text.line(tag, 40)}>: expected <opml>")
        if tag.lower() != "outline":
            return
        if len(self._folders) >= DEPTH_LIMIT:
            raise OpmlError(f"line {self._parser.CurrentLineNumber}: more than {DEPTH_LIMIT} outlines in one another")
        found = {key.lower(): value for key, value in attributes.items()}
        name = text.line(found.get("text") or found.get("title") or "", 120)
        address = found.get("xmlurl", "").strip()
        if address:
            folders = tuple(folder for folder in self._folders if folder)
            self._outlines.append(_Outline(name, address, found.get("language", "").strip().lower(), folders))
        elif found.get("type", "").lower() in ("rss", "atom", "feed"):
            self._refusals.append(f"{name or 'an outline'}: it has no xmlUrl")
        self._folders.append(None if address else name)

    def _end(self, tag: str) -> None:
        if tag.lower() == "outline":
            self._folders.pop()

    def _refuse_entity(self, *_: object) -> None:
        raise OpmlError(f"line {self._parser.CurrentLineNumber}: an entity declaration: expected OPML without a DTD")


def _unusable(outline: _Outline, urls: dict[str, str], taken: int) -> str:
    """Why an outline cannot be a source; empty when it can."""
    fault = next(checks.url(outline.url), None)
    if fault is not None:
        return f"{fault[1]}: expected {fault[2]}"
    if not text.is_safe(outline.url) or len(outline.url) > STRING_LIMIT:
        return "its address holds control characters or is too long"
    if outline.url in urls:
        return f"the same address as {urls[outline.url] or 'another one'}"
    return f"over the limit of {COUNT_LIMIT} sources" if taken >= COUNT_LIMIT else ""


def _table(key: str, outline: _Outline) -> str:
    lines = [
        "[[source]]",
        f"id = {quoted(key)}",
        f"name = {quoted(outline.name or urllib.parse.urlsplit(outline.url).hostname or key)}",
        f"url = {quoted(outline.url)}",
    ]
    lang = _LANG.fullmatch(outline.lang)
    if lang:
        lines.append(f"lang = {quoted(lang[1])}")
    if outline.folders:
        lines.append(f"region = {quoted(text.line(' / '.join(outline.folders), 120))}")
    return "\n".join(lines) + "\n"


def quoted(words: str) -> str:
    """A TOML basic string of text that has passed the gate."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _slug(name: str) -> str:
    """An id out of a name: "Ukraïna, Київ!" -> "ukraina"; names of another script become "feed"."""
    return _NO_SLUG.sub("-", fold(name))[:_ID_LENGTH].strip("-") or "feed"


def _unique(slug: str, taken: dict[str, int]) -> str:
    """``slug``, numbered when it is taken; ``taken`` remembers the last number so that a search never starts anew."""
    key, number = slug, taken.get(slug, 0)
    while key in taken:
        number += 1
        key = f"{slug}-{number + 1}"
    taken[slug] = number
    taken.setdefault(key, 0)
    return key
