"""The parser's process: ``python -I -m tui.feeds.parse``, the only place where feedparser runs.

Invariant: it reads requests from standard input and answers each on standard output, and does nothing else: it opens
no file, no connection and no process, and its memory, its core and its files are limited by the kernel. It ends when
its input ends, and also when a parse takes far longer than its owner waits, for an owner that was killed cannot kill
it. feedparser only ever gets a ``BytesIO``: it would take a body such as "/etc/passwd" for the name of a file to open.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import html
import io
import pathlib
import re
import resource
import signal
import sys
from calendar import timegm
from collections.abc import Mapping
from typing import Any

import feedparser
import msgspec

from tui import frames, text
from tui.feeds.dates import credible, is_wordy
from tui.feeds.entries import Raw, entry_of, identified
from tui.feeds.jsonfeed import read_json
from tui.feeds.preflight import Document, JsonText, items_of, outside_cdata, prepare
from tui.feeds.urls import absolute
from tui.feeds.values import Parsed, ParseFailed, Reply, Request

MEMORY = 768 * 1024 * 1024
"""Bytes of address space."""
RECYCLE = 1_000
"""Parses after which a fresh process takes over, and so it does at a resident size of :data:`RESIDENT` KiB."""
RESIDENT = 256 * 1024
REQUEST_LIMIT = 16 * 1024 * 1024
ALARM = 20.0
"""Seconds of one parse after which the kernel ends the process; the owner gives up long before."""
_DAYS = {name: index for index, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_HEAD = 65_536
_NUMBER = re.compile(r"<hour>\s{0,8}([0-9]{1,2})\s{0,8}</hour>", re.ASCII)
_DAY = re.compile(r"<day>\s{0,8}([A-Za-z]{3})[a-z]{0,6}\s{0,8}</day>", re.ASCII)
# feedparser lets the caption of a picture take the place of the headline; under another name it is kept apart.
_MEDIA = re.compile(r"<(/?)media:(title|description)(?=[\s>/])")

# feedparser takes any guid for a link and resolves it, so that a feed which moves would send all its items again.
_GUID = re.compile(r"<(guid|id)(?:\s[^<>]{0,400})?>")
# feedparser looks for an address in it with an expression that is cubic in its length.
_AUTHOR = re.compile(
    r"(<(?:dc:creator|(?:itunes:|atom:)?(?:author|name|email)|managingEditor|webMaster|contributor)(?:\s[^<>]{0,200})?>"
    r"(?:<!\[CDATA\[)?[^<\]]{300})[^<\]]+"
)
# The parser calls feedparser once for every reference in a text: escaped HTML as CDATA is read three times as fast.
_ESCAPED = re.compile(r">([^<>]{200,})(?=<)")
_MANY = 16

Fields = Mapping[str, Any]


def parse(body: bytes, content_type: str, url: str) -> Parsed | ParseFailed:
    """One body to entries, or to one line that says why not. Raises MemoryError only."""
    prepared = prepare(body, content_type)
    match prepared:
        case ParseFailed():
            return prepared
        case JsonText(raw):
            return _json(raw, url)
    xml = _eased(prepared.xml)
    document = msgspec.structs.replace(prepared, xml=xml)
    found, bad = _read(document, url)
    if found is None:
        return ParseFailed(error="broken XML: the parser gave up")
    feed: Fields = found.feed
    if not found.entries and not found.get("version"):
        return ParseFailed(error="not a feed: no entry and no known format")
    listed = [entry_of(_raw(fields, found.get("version") or "")) for fields in found.entries]
    entries = identified(entry for entry in listed if entry is not None)
    spans = items_of(xml[:_HEAD])
    head = xml[: spans[0][0]] if spans else xml[:_HEAD]
    return Parsed(
        entries=entries,
        title=text.line(_text(feed, "title"), 120),
        ttl=_ttl(_text(feed, "ttl")),
        skip_hours=tuple(sorted({int(hour) % 24 for hour in _NUMBER.findall(head)})),
        skip_days=tuple(sorted({_DAYS[day.lower()] for day in _DAY.findall(head) if day.lower() in _DAYS})),
        bad=bad + sum(entry is None for entry in listed),
        left_out=prepared.left_out,
        truncated=prepared.truncated,
        encoding_note=prepared.note,
    )


def _eased(xml: str) -> str:
    """Without what feedparser would get wrong, or take minutes over."""
    xml = _MEDIA.sub(r"<\1media:fw-\2", xml)
    xml = _GUID.sub(r'<\1 isPermaLink="false">', xml)
    xml = _AUTHOR.sub(r"\1", xml)
    return outside_cdata(xml, lambda part: _ESCAPED.sub(_as_cdata, part))


def _as_cdata(found: re.Match[str]) -> str:
    escaped = found[1]
    if escaped.count("&") < _MANY:
        return found[0]
    # Already only references that XML knows, so that HTML's rules decode nothing more.
    return f"><![CDATA[{html.unescape(escaped).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _json(raw: str, url: str) -> Parsed | ParseFailed:
    read = read_json(raw)
    if isinstance(read, ParseFailed):
        return read
    title, raws, bad, left_out = read
    listed = [entry_of(msgspec.structs.replace(one, link=absolute(url, one.link) if one.link else "")) for one in raws]
    return Parsed(
        entries=identified(entry for entry in listed if entry is not None),
        title=text.line(title, 120),
        bad=bad + sum(entry is None for entry in listed),
        left_out=left_out,
    )


def _read(document: Document, url: str) -> tuple[Any, int]:
    """The feed and how many entries had to be dropped to get it read. One bad entry costs one entry."""
    with contextlib.suppress(Exception):
        return _feedparser(document.encoded, url), 0
    spans = items_of(document.xml)
    if not spans:
        return None, 0
    head, tail = document.xml[: spans[0][0]], document.xml[spans[-1][1] :]
    good: Any = None
    bad = 0
    waiting = [spans]
    while waiting:
        part = waiting.pop()
        xml = head + "".join(document.xml[start:end] for start, end in part) + tail
        try:
            found = _feedparser(Document(xml=xml).encoded, url)
        except MemoryError:
            raise
        except Exception:  # feedparser raises what it likes; halves are tried until the bad entry stands alone
            if len(part) == 1:
                bad += 1
            else:
                middle = len(part) // 2
                waiting += [part[middle:], part[:middle]]
            continue
        if good is None:
            good = found
        else:
            good.entries.extend(found.entries)
    return good, bad


def _feedparser(body: bytes, url: str) -> Any:
    return feedparser.parse(
        io.BytesIO(body),
        sanitize_html=False,
        resolve_relative_uris=False,
        # Gives relative links their base; the body says its own encoding.
        response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
    )


def _raw(fields: Fields, version: str) -> Raw:
    published = _text(fields, "published") or _text(fields, "created")
    updated = _text(fields, "updated")
    contents = [_text(content, "value") for content in _dicts(fields, "content")]
    summary = _text(fields, "summary") or _text(fields, "media_fw-description")
    detail = dict.get(fields, "title_detail") if isinstance(fields, dict) else None
    # Only Atom can say that a title is plain; of RSS feedparser guesses it.
    plain = version.startswith("atom") and isinstance(detail, dict) and detail.get("type") == "text/plain"
    source = dict.get(fields, "source") if isinstance(fields, dict) else None
    return Raw(
        guid=_text(fields, "id"),
        title=_text(fields, "title") or _text(fields, "media_fw-title"),
        title_is_plain=plain and "&" not in _text(fields, "title"),
        summary=summary,
        body=max(contents, key=len, default=""),
        link=_text(fields, "link") or (_text(fields, "id") if _text(fields, "id").startswith("http") else ""),
        published=published or updated,
        updated=updated,
        published_guess=_guess(fields, published or updated),
        origin=_text(source, "title") if isinstance(source, dict) else "",
        author=_text(fields, "author"),
        categories=tuple(_text(tag, "label") or _text(tag, "term") for tag in _dicts(fields, "tags")),
    )


def _guess(fields: Fields, raw: str) -> dt.datetime | None:
    """feedparser's reading, but only of dates in words, where it knows languages that we do not."""
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        parts = dict.get(fields, key) if isinstance(fields, dict) else None
        if parts is not None and is_wordy(raw):
            with contextlib.suppress(ValueError, OverflowError, TypeError):
                return credible(dt.datetime.fromtimestamp(timegm(parts), dt.UTC))
    return None


def _text(fields: Fields, key: str) -> str:
    """The field as stored: feedparser's own look-up gives the date of publication for a missing update."""
    found = dict.get(fields, key) if isinstance(fields, dict) else None
    return found if isinstance(found, str) else ""


def _dicts(fields: Fields, key: str) -> list[Fields]:
    found = dict.get(fields, key) if isinstance(fields, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _ttl(raw: str) -> float | None:
    """Minutes to seconds."""
    digits = raw.strip()
    return float(digits) * 60 if digits.isascii() and digits.isdecimal() and len(digits) < 20 else None


def _limit() -> None:
    for kind, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        # A system that knows no such limit still has the owner's time limit and the limit of a body.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def resident() -> int:
    """The most kilobytes that this program has held. ``getrusage`` would say what the process that started it once
    held, which survives the start of another program; it stands in only where there is no /proc."""
    try:
        status = pathlib.Path("/proc/self/status").read_text("ascii")
        return int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def serve() -> int:
    """Answer requests until the input ends."""
    _limit()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    decoder = msgspec.msgpack.Decoder(Request)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    for count in range(1, RECYCLE + 1):
        request = frames.read(source, decoder, limit=REQUEST_LIMIT)
        if request is None:
            return 0
        signal.setitimer(signal.ITIMER_REAL, ALARM)
        result: Parsed | ParseFailed
        try:
            result = parse(request.body, request.content_type, request.url)
            full = resident() > RESIDENT
        except (MemoryError, RecursionError):
            result, full = ParseFailed(error="the feed needs more memory than it may have", killed=True), True
        except Exception as error:  # the owner gets a line, not a dead pipe
            result, full = (
                ParseFailed(error=text.line(f"the parser failed: {type(error).__name__}: {error}", 160)),
                False,
            )
        last = full or count == RECYCLE
        frames.write(sink, Reply(result=result, last=last))
        signal.setitimer(signal.ITIMER_REAL, 0)
        if last:
            return 0
    return 0


if __name__ == "__main__":
    try:
        sys.exit(serve())
    except (BrokenPipeError, frames.FrameError):
        sys.exit(1)
