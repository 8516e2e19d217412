"""What is done to a feed before the tolerant parser sees it.

Invariant: every step is linear in the size of the body and none raises. What the parser gets is UTF-8 that begins with
the root element: no DOCTYPE, no entities of the document's own, no processing instruction and no blank run before the
root, for each of these costs feedparser quadratic or cubic time; no character or character reference that XML does
not know, for one of these costs it the whole feed; and at most the newest :data:`MOST_ITEMS` entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5

from tui import text
from tui.feeds.dates import parse_date
from tui.feeds.encodings import decode
from tui.feeds.values import ParseFailed
from tui.model import Value

MOST_ITEMS = 2_000
_PROLOG = 1_048_576
"""Characters in which the root element must begin: blank runs and a long DOCTYPE are harmless, for they are dropped."""
_PAGE = 65_536
_ROOTS = frozenset({"rss", "feed", "rdf", "channel", "entry"})

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"&(?:#([xX]?)([0-9A-Fa-f]{1,7000});?|([A-Za-z][A-Za-z0-9]{0,31});)?")
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,60})(?=[\s/>])", re.ASCII)
_ITEM = re.compile(r"<(?:[A-Za-z][\w.-]{0,20}:)?(item|entry)(?=[\s>])", re.ASCII)
_ITEM_END = re.compile(r"</(?:[A-Za-z][\w.-]{0,20}:)?(?:item|entry)\s{0,8}>", re.ASCII)
_DATE = re.compile(r"<(?:pubDate|published|updated|dc:date)(?:\s[^<>]{0,80})?>\s{0,8}([^<]{1,64})<", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:[A-Za-z][\w.-]{0,20}:)?(?:rss|feed|rdf|channel)\s{0,8}>", re.ASCII | re.IGNORECASE)
_HTML_TITLE = re.compile(r"<title[^<>]{0,100}>([^<]{1,300})", re.IGNORECASE)
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


class Document(Value, frozen=True, kw_only=True):
    """A feed made safe to parse."""

    xml: str
    """From the root element on."""
    left_out: int = 0
    truncated: bool = False
    note: str = ""

    @property
    def encoded(self) -> bytes:
        return b'<?xml version="1.0" encoding="utf-8"?>\n' + self.xml.encode("utf-8", "replace")


class JsonText(Value, frozen=True):
    """A body that is JSON; whether it is a feed is seen by who reads it."""

    text: str


def prepare(body: bytes, content_type: str, most: int = MOST_ITEMS) -> Document | JsonText | ParseFailed:
    """The document to parse, or one line that says why this is no feed."""
    if not body.strip():
        return ParseFailed(error=f"empty answer ({len(body)} bytes)")
    decoded = decode(body, content_type)
    raw = decoded.text.lstrip("\ufeff \t\r\n")
    if raw.startswith(("{", "[")):
        return JsonText(raw)
    start = _root_start(raw)
    root = _ROOT.match(raw, start) if start is not None else None
    if root is None:
        return ParseFailed(error=_no_feed(raw, content_type))
    name = root[2].lower()
    if name not in _ROOTS:
        page = _is_page(raw)
        kind = f"an HTML page{_page_title(raw)}" if page else f"XML root <{text.line(root[0][1:], 60)}>"
        return ParseFailed(error=f"not a feed: {kind}")
    xml = clean(raw[root.start() :])
    xml, left_out = _newest(xml, most)
    xml, truncated = _whole(xml, root[0][1:]) if name != "entry" else (xml, False)
    return Document(xml=xml, left_out=left_out, truncated=truncated, note=decoded.note)


def clean(xml: str) -> str:
    """Without anything that an XML parser chokes on; bare ampersands and HTML's entities repaired outside CDATA."""
    xml = _NOT_XML.sub(" ", xml)
    if "&" not in xml:
        return xml
    return outside_cdata(
        xml, lambda part: _AMPERSAND.sub(_reference, part), lambda part: _AMPERSAND.sub(_in_cdata, part)
    )


def outside_cdata(xml: str, change: Callable[[str], str], inside: Callable[[str], str] = str) -> str:
    """``change`` what is not in a CDATA section, and ``inside`` what is."""
    parts: list[str] = []
    position = 0
    while True:
        start = xml.find(_CDATA, position)
        end = xml.find(_CDATA_END, start) if start >= 0 else -1
        if end < 0:  # no CDATA left, or one without an end, which a parser would refuse anyway
            parts.append(change(xml[position:]))
            return "".join(parts)
        parts.append(change(xml[position:start]))
        parts.append(inside(xml[start:end]))
        position = end


def items_of(xml: str) -> list[tuple[int, int]]:
    """Start and end of every entry, in order; the last ends where its closing tag does."""
    starts = [found.start() for found in _ITEM.finditer(xml)]
    if not starts:
        return []
    ends = starts[1:]
    last = None
    for found in _ITEM_END.finditer(xml, starts[-1]):
        last = found.end()
    return list(zip(starts, [*ends, last or len(xml)], strict=True))


def _reference(found: re.Match[str]) -> str:
    hexadecimal, number, name = found.groups()
    if number is not None:
        return found[0].rstrip(";") + ";" if _is_char(number, hexadecimal) else ""
    if name is None:
        return "&amp;"
    if name in _XML_ENTITIES:
        return found[0]
    character = html5.get(name + ";")
    return f"&amp;{name};" if character is None else character.replace("&", "&amp;").replace("<", "&lt;")


def _in_cdata(found: re.Match[str]) -> str:
    hexadecimal, number, _ = found.groups()
    return "" if number is not None and not _is_char(number, hexadecimal) else found[0]


def _is_char(number: str, hexadecimal: str) -> bool:
    digits = number.lstrip("0") or "0"
    if len(digits) > 7 or (not hexadecimal and not digits.isdecimal()):
        return False
    point = int(digits, 16 if hexadecimal else 10)
    return point <= 0x10FFFF and _NOT_XML.match(chr(point)) is None


def _root_start(raw: str) -> int | None:
    """Where the first element begins: past declaration, comments, processing instructions and DOCTYPE."""
    position = 0
    while True:
        position = raw.find("<", position, _PROLOG)
        if position < 0:
            return None
        skip = _SKIP.get(raw[position + 1 : position + 3])
        if skip is None:
            if _ROOT.match(raw, position):
                return position
            position += 1
            continue
        end = skip(raw, position)
        if end < 0:
            return None
        position = end


def _past(mark: str) -> Callable[[str, int], int]:
    def skip(raw: str, position: int) -> int:
        found = raw.find(mark, position, _PROLOG)
        return found + len(mark) if found >= 0 else -1

    return skip


def _past_declaration(raw: str, position: int) -> int:
    """Past ``<!DOCTYPE ...>`` with its subset in brackets, if it has one."""
    close = raw.find(">", position)
    opening = raw.find("[", position, close) if close >= 0 else -1
    if opening < 0:
        return close + 1 if close >= 0 else -1
    end = raw.find("]", opening)
    while end >= 0 and raw[end + 1 : end + 64].lstrip()[:1] != ">":
        end = raw.find("]", end + 1)
    return raw.find(">", end) + 1 if end >= 0 else -1


_SKIP: dict[str, Callable[[str, int], int]] = {
    "!-": _past("-->"),
    "!D": _past_declaration,
    "!d": _past_declaration,
    **{f"?{letter}": _past("?>") for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"},
}


def _newest(xml: str, most: int) -> tuple[str, int]:
    """Cut down to the newest entries by their dates; undated ones count as older than any, in the feed's order."""
    spans = items_of(xml)
    if len(spans) <= most:
        return xml, 0
    ages = []
    for index, (start, end) in enumerate(spans):
        found = _DATE.search(xml, start, min(end, start + 20_000))
        when = parse_date(found[1]) if found else None
        ages.append((-when.timestamp() if when else 0.0, index))
    keep = sorted(index for _, index in sorted(ages)[:most])
    head, tail = xml[: spans[0][0]], xml[spans[-1][1] :]
    return head + "".join(xml[slice(*spans[index])] for index in keep) + tail, len(spans) - most


def _whole(xml: str, root: str) -> tuple[str, bool]:
    """A document that stops in the middle loses its last, half entry: half a sentence can be a wrong number."""
    end = 0
    for found in _ITEM_END.finditer(xml):
        end = found.end()
    if _CLOSING.search(xml, end) is not None:
        return xml, False
    if not end:
        return xml, _ITEM.search(xml) is not None
    # Closed again, so that the strict parser can read it; the tolerant one is the slow one.
    channel = "</channel>" if root.lower() == "rss" else ""
    return f"{xml[:end]}{channel}</{root}>", True


def _no_feed(raw: str, content_type: str) -> str:
    shown = text.line(content_type.partition(";")[0], 60) or "no content type"
    if "\x00" in raw[:2_000] or raw[:2_000].count("\ufffd") > 20:
        return f"not a feed: binary data ({shown})"
    if _is_page(raw):
        return f"not a feed: an HTML page{_page_title(raw)}"
    return f"not a feed: no XML root element ({shown})"


def _is_page(raw: str) -> bool:
    head = raw[:2_000].lower()
    return "<!doctype html" in head or "<html" in head


def _page_title(raw: str) -> str:
    found = _HTML_TITLE.search(raw, 0, _PAGE)
    title = text.line(found[1], 80) if found else ""
    return f" (title {title!r})" if title else ""
