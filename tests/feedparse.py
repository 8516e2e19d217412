"""What the tests of parsing share."""

from __future__ import annotations

from tui import text
from tui.feeds.parse import parse
from tui.feeds.values import Parsed, ParseFailed
from tui.model import Entry

URL = "https://news.example/feeds/world.xml"


def read(body: bytes | str, content_type: str = "") -> Parsed:
    result = parse(body.encode() if isinstance(body, str) else body, content_type, URL)
    assert isinstance(result, Parsed), result
    for entry in result.entries:
        for value in (entry.title, entry.summary, entry.guid, entry.url, entry.origin or "", *entry.categories):
            assert text.is_safe(value)
    return result


def channel(items: str, head: str = "") -> str:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
    return f'<rss version="2.0" {spaces}><channel><title>T</title>{head}{items}</channel></rss>'


def one(item: str) -> Entry:
    (entry,) = read(channel(f"<item>{item}</item>")).entries
    return entry


def refused(body: bytes | str, content_type: str = "") -> str:
    result = parse(body.encode() if isinstance(body, str) else body, content_type, URL)
    assert isinstance(result, ParseFailed), result
    assert result.error == text.line(result.error)
    return result.error
