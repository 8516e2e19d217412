"""JSON Feed 1.0 and 1.1 (jsonfeed.org) -> raw entries.

Invariant: a body that is JSON but no feed, or no JSON, gives one line that says so, whatever its shape or depth.
"""

from __future__ import annotations

from typing import Any

import msgspec

from tui import text
from tui.feeds.entries import Raw
from tui.feeds.preflight import MOST_ITEMS
from tui.feeds.values import ParseFailed


def read_json(body: str, most: int = MOST_ITEMS) -> tuple[str, list[Raw], int, int] | ParseFailed:
    """Title, entries, how many were bad and how many over the limit. The spec lists entries newest first."""
    try:
        feed = msgspec.json.decode(body.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        return ParseFailed(error=text.line(f"not a feed: broken JSON ({error})", 160))
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return ParseFailed(error="not a feed: JSON without a list of items")
    if "jsonfeed.org" not in str(feed.get("version", "")):
        return ParseFailed(error="not a feed: JSON that is no JSON Feed (no version)")
    items: list[object] = feed["items"]
    raws = [_raw(item) for item in items[:most] if isinstance(item, dict)]
    bad = sum(not isinstance(item, dict) for item in items[:most])
    return _text(feed, "title"), raws, bad, max(0, len(items) - most)


def _raw(item: dict[str, Any]) -> Raw:
    # An id may be a number in feeds of version 1.0.
    guid = item.get("id")
    return Raw(
        guid=str(guid) if isinstance(guid, str | int) else "",
        title=_text(item, "title"),
        title_is_plain=True,
        summary=_text(item, "summary"),
        body=_text(item, "content_html") or _text(item, "content_text"),
        link=_text(item, "url") or _text(item, "external_url"),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        author=_author(item),
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
    )


def _author(item: dict[str, Any]) -> str:
    people = [*_list(item, "authors"), item.get("author")]
    names = [_text(person, "name") for person in people if isinstance(person, dict)]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _list(value: dict[str, Any], key: str) -> list[object]:
    found = value.get(key)
    return found if isinstance(found, list) else []
