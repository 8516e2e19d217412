"""Shown entries to the bytes of a feed: RSS 2.0, Atom 1.0, RSS 1.0 (RDF) or JSON Feed 1.1.

Invariant: XML output is well-formed whatever the entries hold, and equal input gives equal bytes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from email.utils import format_datetime
from html import escape as escape_html
from xml.sax.saxutils import escape, quoteattr

from tui.recording.values import Feed, Format, Shown
from tui.wording import stamp

CONTENT_TYPES = {
    Format.RSS: "application/rss+xml",
    Format.ATOM: "application/atom+xml",
    Format.RDF: "application/rdf+xml",
    Format.JSON: "application/feed+json",
}


def render(feed: Feed, entries: tuple[Shown, ...]) -> bytes:
    """The feed's document in its own format and encoding."""
    text = _RENDERERS[feed.format](feed, entries)
    if feed.format is Format.JSON:
        return text.encode()
    head = f'<?xml version="1.0" encoding="{feed.encoding}"?>\n'
    return (head + text).encode(feed.encoding, errors="xmlcharrefreplace")


def content_type(feed: Feed) -> str:
    return f"{CONTENT_TYPES[feed.format]}; charset={feed.encoding}"


def link(feed: Feed, entry: Shown) -> str:
    """An address that never resolves: the entries are ours and must not pose as pages of the outlets."""
    return f"https://recording.invalid/{feed.id}/{entry.guid}"


def _rss(feed: Feed, entries: tuple[Shown, ...]) -> str:
    items = "\n".join(_rss_item(feed, entry) for entry in entries)
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n'
        f"{_tag('title', feed.title)}{_tag('link', feed.home)}{_tag('description', f'Recorded: {feed.title}')}\n"
        f"{items}\n</channel></rss>\n"
    )


def _rss_item(feed: Feed, entry: Shown) -> str:
    item = entry.item
    parts = [
        _tag("title", item.title),
        _tag("link", link(feed, entry)),
        f'<guid isPermaLink="false">{escape(entry.guid)}</guid>',
        _tag("pubDate", _rfc822(item.published)),
        _tag("dc:creator", item.author),
        *(_tag("category", category) for category in item.categories),
        _body_tag("description", entry),
    ]
    if item.wire:
        parts.append(f'<source url="https://recording.invalid/wire">{escape(item.wire)}</source>')
    return f"<item>{''.join(parts)}</item>"


def _atom(feed: Feed, entries: tuple[Shown, ...]) -> str:
    newest = max((entry.updated or entry.since for entry in entries), default=None)
    items = "\n".join(_atom_entry(feed, entry) for entry in entries)
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"{_tag('id', feed.home)}{_tag('title', feed.title)}<link href={quoteattr(feed.home)}/>"
        f"{_tag('updated', stamp(newest))}\n{items}\n</feed>\n"
    )


def _atom_entry(feed: Feed, entry: Shown) -> str:
    item = entry.item
    author = f"<author>{_tag('name', item.author)}</author>" if item.author else ""
    source = f"<source>{_tag('title', item.wire)}</source>" if item.wire else ""
    return (
        f"<entry>{_tag('id', f'urn:recording:{feed.id}:{entry.guid}')}{_tag('title', item.title)}"
        f"<link rel='alternate' href={quoteattr(link(feed, entry))}/>{_tag('published', stamp(item.published))}"
        f"{_tag('updated', stamp(entry.updated or item.published))}{author}"
        f"{''.join(f'<category term={quoteattr(category)}/>' for category in item.categories)}"
        f'<summary type="html">{_body(entry)}</summary>{source}</entry>'
    )


def _rdf(feed: Feed, entries: tuple[Shown, ...]) -> str:
    order = "".join(f"<rdf:li rdf:resource={quoteattr(link(feed, entry))}/>" for entry in entries)
    items = "\n".join(
        f"<item rdf:about={quoteattr(link(feed, entry))}>{_tag('title', entry.item.title)}"
        f"{_tag('link', link(feed, entry))}{_body_tag('description', entry)}"
        f"{_tag('dc:date', stamp(entry.item.published))}{_tag('dc:creator', entry.item.author)}"
        f"{_tag('dc:language', entry.item.lang)}</item>"
        for entry in entries
    )
    return (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<channel rdf:about={quoteattr(feed.home)}>{_tag('title', feed.title)}{_tag('link', feed.home)}"
        f"{_tag('description', f'Recorded: {feed.title}')}<items><rdf:Seq>{order}</rdf:Seq></items></channel>\n"
        f"{items}\n</rdf:RDF>\n"
    )


def _json(feed: Feed, entries: tuple[Shown, ...]) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "items": [_json_item(feed, entry) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _json_item(feed: Feed, entry: Shown) -> dict[str, object]:
    item = entry.item
    author = item.author or item.wire
    fields: dict[str, object | None] = {
        "id": entry.guid,
        "url": link(feed, entry),
        "title": item.title,
        "content_html" if item.html else "content_text": item.body,
        "date_published": stamp(item.published),
        "date_modified": stamp(entry.updated),
        "language": item.lang,
        "authors": [{"name": author}] if author else None,
        "tags": list(item.categories) or None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _body_tag(name: str, entry: Shown) -> str:
    return f"<{name}>{_body(entry)}</{name}>" if entry.item.body else ""


def _body(entry: Shown) -> str:
    """The body as element content. RSS readers take a description for HTML, so plain paragraphs become <p>."""
    item = entry.item
    markup = item.body if item.html else "".join(_paragraphs(item.body))
    if item.cdata:
        return f"<![CDATA[{markup.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return escape(markup)


def _paragraphs(body: str) -> Iterable[str]:
    paragraphs = [paragraph.strip() for paragraph in body.split("\n\n") if paragraph.strip()]
    if len(paragraphs) == 1:
        return [escape_html(paragraphs[0], quote=False)]
    return (f"<p>{escape_html(paragraph, quote=False)}</p>" for paragraph in paragraphs)


def _tag(name: str, value: str | None) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _rfc822(instant: dt.datetime | None) -> str | None:
    return None if instant is None else format_datetime(instant.astimezone(dt.UTC), usegmt=True)


_RENDERERS: dict[Format, Callable[[Feed, tuple[Shown, ...]], str]] = {
    Format.RSS: _rss,
    Format.ATOM: _atom,
    Format.RDF: _rdf,
    Format.JSON: _json,
}
