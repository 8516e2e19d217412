"""What a feed gave, and how it is doing."""

from __future__ import annotations

import datetime as dt

from tui.model.base import Value
from tui.model.terms import FeedStatus

LATE = "late"
"""``date_flag`` of what is far behind its own feed."""


class Entry(Value, frozen=True, kw_only=True):
    """One feed entry as the parser's child process hands it over: clean text, nothing decided yet."""

    guid: str
    """guid, else link, else title and date: what identifies the entry within its feed."""
    title: str
    summary: str = ""
    """The lead or body as plain text, paragraphs parted by newlines."""
    url: str = ""
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    origin: str | None = None
    """Name in RSS <source> or Atom <source><title>: who published it first, when the feed says so."""
    author: str | None = None
    categories: tuple[str, ...] = ()


class Item(Value, frozen=True, kw_only=True):
    """One entry of a feed as published: one revision of it."""

    id: str
    """blake2b-128 of source id and guid, hex: the same for all revisions."""
    source: str
    title: str
    summary: str = ""
    url: str = ""
    published: dt.datetime | None = None
    """As the feed says; None when it says nothing usable."""
    seen: dt.datetime
    """When we first had this revision."""
    time: dt.datetime
    """``published`` when it is credible beside ``seen``, else ``seen``: what orders and ages the item."""
    date_flag: str = ""
    """"", future, missing: why ``time`` is not ``published``; by number, by address, by dateline: the page itself says
    when, the feed does not; old, late: far behind our clock, or its own feed; undated: nothing bounds its time."""
    revision: str = ""
    """Hash of title and summary: another hash under the same id is a silent edit."""
    origin: str | None = None
    author: str | None = None
    held: str = ""
    """flood, probation: why it is kept and counts for nothing; "" for what counts."""

    @property
    def text(self) -> str:
        """Headline, newline, lead: what extraction reads and what spans refer to."""
        return f"{self.title}\n{self.summary}" if self.summary else self.title


class FeedHealth(Value, frozen=True, kw_only=True):
    """How one feed is doing; a value, so that a failed feed is never an exception that crosses a task."""

    source: str
    status: FeedStatus = FeedStatus.WAITING
    error: str | None = None
    """One line that a user can act on; secrets removed."""
    stage: str | None = None
    """dns, connect, tls, http, body, decode, parse: where it failed."""
    items: int = 0
    """Entries in the last good answer."""
    new: int = 0
    """Of these, unseen before."""
    last_try: dt.datetime | None = None
    last_success: dt.datetime | None = None
    next_fetch: dt.datetime | None = None
    seconds: float | None = None
    """Time that the last fetch took, parsing included."""
    bytes: int | None = None
    """Size of the last answer's decoded body."""
    failures: int = 0
    """In a row."""
    http_status: int | None = None
    note: str | None = None
    """Something worth knowing though the fetch was fine: "48,000 entries over the limit left out"."""
    host: str | None = None
    """The host that last answered with a feed."""
    moved: dt.datetime | None = None
    """When the host of another site than before began to answer; None: it never did, or went back."""


class Validators(Value, frozen=True, kw_only=True):
    """Opaque ETag and Last-Modified, sent back verbatim, bound to the URL that gave them (RFC 9110, 8.8)."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    fetched: dt.datetime | None = None
    """Last unconditional success: validators older than 24 h are not sent."""
    body_hash: str | None = None
