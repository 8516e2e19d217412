"""Each recorded feed through the real feed parser: what was written down is what an item will say."""

from __future__ import annotations

import re

import pytest

from tui import text
from tui.feeds.parse import parse
from tui.feeds.values import Parsed
from tui.model import Entry
from tui.recording.render import content_type, render
from tui.recording.values import Feed, Format, Recording, Shown, shown

RECORDING = Recording.load()
SERVED = [feed for feed in RECORDING.feeds if not feed.missing]


def at_the_end(feed: Feed) -> tuple[Shown, ...]:
    return shown(feed, RECORDING.timeline, RECORDING.timeline.ends)


def entries_of(feed: Feed) -> tuple[Entry, ...]:
    parsed = parse(render(feed, at_the_end(feed)), content_type(feed), f"http://127.0.0.1/feeds/{feed.id}")
    assert isinstance(parsed, Parsed)
    return parsed.entries


@pytest.mark.parametrize("feed", SERVED, ids=[feed.id for feed in SERVED])
def test_titles_dates_and_texts_come_through(feed: Feed) -> None:
    wanted = at_the_end(feed)
    by_title = {entry.title: entry for entry in entries_of(feed)}
    assert len(by_title) == len(wanted)
    for one in wanted:
        entry = by_title[one.item.title]
        assert entry.published == one.item.published
        assert entry.summary == (_stripped(one.item.body) if one.item.html else text.block(one.item.body))


@pytest.mark.parametrize("feed", SERVED, ids=[feed.id for feed in SERVED])
def test_wire_credits_come_through(feed: Feed) -> None:
    by_title = {entry.title: entry for entry in entries_of(feed)}
    for one in at_the_end(feed):
        entry = by_title[one.item.title]
        if feed.format is not Format.JSON:
            assert entry.origin == one.item.wire
        assert entry.author == (one.item.author or (one.item.wire if feed.format is Format.JSON else None))


def test_guids_tell_all_entries_of_a_feed_apart() -> None:
    for feed in SERVED:
        guids = {entry.guid for entry in entries_of(feed)}
        assert len(guids) == len(feed.item)


def _stripped(markup: str) -> str:
    """The little HTML that the recording uses, as text: paragraphs are lines, entities are letters."""
    plain = re.sub(r"<[^<>]{1,20}>", "", markup.replace("</p><p>", "\n\n"))
    return text.block(plain.replace("&ldquo;", "“").replace("&rdquo;", "”").replace("&amp;", "&"))
