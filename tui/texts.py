"""Texts from a file or a pipe, for ``extract`` and ``ledger``: JSON lines in, values out.

A line that is no JSON object or has no text is a :class:`BadLine`, never an exception: the run goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tui import text as gate
from tui.feeds.items import item_of
from tui.feeds.stamps import MISSING, UNDATED, is_date, stamp_of
from tui.feeds.urls import host_of
from tui.model import Entry, Item, Source, Value
from tui.units import UnreadableError, instant_of


class Text(Value, frozen=True, kw_only=True):
    """One text to read. ``text`` is as long as it was given, so that spans hold: unsafe characters are spaces."""

    id: str
    text: str
    published: dt.datetime | None = None
    host: str = ""
    url: str = ""


class BadLine(Value, frozen=True, kw_only=True):
    id: object
    error: str


def read_jsonl(lines: Iterable[bytes]) -> Iterator[Text | BadLine]:
    """One value a line that is not blank. A line without an id is called by its number, from 1."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read(line, str(number))


def _read(line: bytes, number: str) -> Text | BadLine:
    try:
        row: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return BadLine(id=number, error=f"line {number} is not JSON: {gate.line(str(error))}")
    if not isinstance(row, dict):
        return BadLine(id=number, error=f"line {number}: expected an object, found {type(row).__name__}")
    name = row.get("id", number)
    words = row.get("text", row.get("title"))
    if not isinstance(words, str) or not words.strip():
        return BadLine(id=name, error=f'line {number}: expected a string under "text"')
    under = row.get("meta")
    meta: dict[str, Any] = under if isinstance(under, dict) else {}
    published = _instant(row.get("published") or meta.get("published"))
    if isinstance(published, str):
        return BadLine(id=name, error=f"line {number}: {published}")
    url = _string(row.get("url") or meta.get("url"))
    host = _string(row.get("host") or row.get("source") or meta.get("host") or meta.get("source")) or host_of(url)
    return Text(id=str(name), text=gate.aligned(words), published=published, host=host, url=url)


_LABEL = 2
"""Words that a line of a page has at most when it is a button or a section, and no sentence."""
_PROSE = 8
"""Words from which a line tells something."""


def blanked(text: str) -> str:
    """The text, as long as it was, with spaces for the labels that stand around the words of a page ("Share", "Link
    copied", "7 March 2022"); what is all labels stays as it is."""
    lines = text.split("\n")
    if not any(len(line.split()) >= _PROSE for line in lines[1:]):
        return text
    kept = [line if not _is_label(line) else " " * len(line) for line in lines]
    first = next(at for at, line in enumerate(kept) if line.strip())
    return " ".join((*kept[:first], "\n".join(kept[first:])))


def _is_label(line: str) -> bool:
    return is_date(line) or (len(line.split()) <= _LABEL and not line.rstrip().endswith((".", "!", "?", '"', "”", ":")))


def _string(value: object) -> str:
    return gate.line(value) if isinstance(value, str) else ""


def _instant(value: object) -> dt.datetime | str | None:
    """An instant in UTC, None where there is none, or what is wrong with it."""
    if value is None or value == "":
        return None
    wrong = f'expected an RFC 3339 time under "published", found {gate.line(repr(value), 60)}'
    if not isinstance(value, str):
        return wrong
    try:
        return instant_of(value)
    except UnreadableError:
        return wrong


class Outlets:
    """Which configured source a host belongs to; an unknown host is an outlet of its own name."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._by_host: Mapping[str, Source] = {_site(host_of(source.url)): source for source in reversed(sources)}

    def of(self, host: str) -> Source | None:
        if not host:
            return None
        return self._by_host.get(_site(host)) or Source(id=host, name=host, url="")


_SERVICE = ("www.", "feeds.", "rss.", "feed.", "en.", "english.")


def _site(host: str) -> str:
    host = host.casefold()
    for prefix in _SERVICE:
        host = host.removeprefix(prefix)
    return host


def as_item(text: Text, source: Source | None, now: dt.datetime) -> Item:
    """The text as an item of the ledger; ``now`` stands in for a publish time that neither the line nor the page
    gives, and says nothing of it: unlike the time at which a feed brought an item."""
    title, _, rest = blanked(text.text).partition("\n")
    entry = Entry(guid=text.id, title=title.strip(), summary=rest.strip(), url=text.url, published=text.published)
    outlet = source or Source(id=text.id, name="unknown", url="")
    item = item_of(entry, outlet, text.published or now, stamp=stamp_of(text.url, text.text, now))
    flag = UNDATED if item.date_flag == MISSING else item.date_flag
    return msgspec.structs.replace(item, id=text.id, date_flag=flag)
