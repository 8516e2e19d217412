"""Sources: how every feed is doing, and below it what the selected one last said."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual.binding import BindingType

from tui.model import FeedHealth, Source
from tui.views import source_rows
from tui.views.feed_counts import feed_counts
from tui.views.keys import key
from tui.views.messages import CopyText, RefreshFeed
from tui.views.rows import Row
from tui.views.screens.listing import ListingScreen


class SourcesScreen(ListingScreen):
    NAME = "sources"
    OF_NOW = "feed health is that of now"
    EMPTY_TEXT = "no sources are configured"
    # The notices of the collector stand there, too.
    DEFAULT_CSS = """
    SourcesScreen #more { max-height: 30%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("r", "refresh_one", "refresh_one", "Ask the selected feed again now"),
        key("y", "copy", "copy_source", "Copy the feed's address and error"),
    ]

    _listed: dict[str, Source]
    """By id, as they were drawn: a picture that is held still outlives a source that was taken out."""

    @property
    def heading(self) -> str:
        board = self.board
        feeds = feed_counts(board.config.sources, board.feeds)
        waiting = f", {feeds.waiting} waiting" if feeds.waiting else ""
        return f"{feeds.up} up, {feeds.down} down{waiting}"

    def keys(self) -> list[str]:
        self._listed = self.board.sources
        return source_rows.order(self.board.config.sources, self.board.feeds)

    def head(self, width: int) -> Row:
        return source_rows.head(width)

    def row(self, key: str, width: int) -> Row:
        board = self.board
        return source_rows.source_row(self._listed[key], self._health(key), width, board.clock.now(), board.signs)

    def _health(self, key: str) -> FeedHealth:
        state = source_rows.health(key, self.board.feeds)
        # The clock of a recording runs so fast that every next try would be overdue at once.
        return msgspec.structs.replace(state, next_fetch=None) if self.board.banner else state

    def more(self, key: str | None, width: int) -> list[Row]:
        if key is None:
            return []
        board = self.board
        rows = source_rows.source_detail(self._listed[key], self._health(key), width, board.clock.now())
        return rows + source_rows.notice_rows(list(board.arrivals.notices), width, board.now)

    def action_refresh_one(self) -> None:
        if self.rows.key:
            self.post_message(RefreshFeed(self.rows.key))

    def action_copy(self) -> None:
        if self.rows.key:
            source = self._listed[self.rows.key]
            error = self._health(source.id).error
            self.post_message(CopyText("\n".join(filter(None, (source.name, source.url, error))), "the feed's address"))
