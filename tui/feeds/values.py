"""What the rooms of polling hand to each other.

Invariant: a failure of a feed is a value here and never an exception that crosses a task. Values that cross the pipe
to the parser's process (:class:`Parsed`, :class:`ParseFailed`) are tagged, so that the reader checks what came.
"""

from __future__ import annotations

import msgspec

from tui.model import Entry, FeedHealth, Validators, Value


class Hints(Value, frozen=True, kw_only=True):
    """What an answer says about when to come again, in seconds; None: nothing usable."""

    max_age: float | None = None
    retry_after: float | None = None


class Fetched(Value, frozen=True, kw_only=True):
    """A whole, decoded 200 answer."""

    url: str
    """The final one, after redirects."""
    body: bytes
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    hints: Hints = Hints()
    redirects: tuple[str, ...] = ()
    """Every URL on the way, redacted; empty when there was no redirect."""
    seconds: float = 0.0
    """Spent on requests, waiting for a turn not counted."""
    moved: str | None = None
    """Where the feed says it lives now: the target when every redirect was permanent (301, 308)."""


class NotModified(Value, frozen=True, kw_only=True):
    url: str
    etag: str | None = None
    last_modified: str | None = None
    hints: Hints = Hints()
    moved: str | None = None
    seconds: float = 0.0


class FetchFailed(Value, frozen=True, kw_only=True):
    stage: str
    """dns, address, connect, tls, http, body, decode, internal."""
    error: str
    """One clean line that a user can act on, secrets removed."""
    status: int | None = None
    hints: Hints = Hints()
    resting: bool = False
    """Nothing was asked: the host wants to be left alone for ``hints.retry_after``."""
    seconds: float = 0.0


class Parsed(Value, frozen=True, kw_only=True, tag="parsed"):
    entries: tuple[Entry, ...]
    """As listed by the feed."""
    title: str = ""
    ttl: float | None = None
    """Seconds, from <ttl>."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, UTC."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, Monday is 0."""
    bad: int = 0
    """Entries that could not be read."""
    left_out: int = 0
    """Entries over the limit: the oldest ones."""
    truncated: bool = False
    """The document ends in the middle: what was whole has been read."""
    encoding_note: str = ""
    """How the text was decoded, when not as declared."""


class ParseFailed(Value, frozen=True, kw_only=True, tag="failed"):
    error: str
    killed: bool = False
    """The parser had to be killed, or died: three in a row put the feed in quarantine."""


class Reply(Value, frozen=True, kw_only=True):
    """What the parser's process answers."""

    result: Parsed | ParseFailed
    last: bool = False
    """The process ends after this answer; a fresh one takes over."""


class Request(Value, frozen=True, kw_only=True):
    """What the parser's process is asked."""

    body: bytes
    content_type: str
    url: str


class Polled(Value, frozen=True, kw_only=True):
    """One poll of one source."""

    health: FeedHealth
    entries: tuple[Entry, ...] = ()
    validators: Validators | None = None
    """What the next request may send back, once the entries are stored; None: nothing new to keep."""


class Known(Value, frozen=True, kw_only=True):
    """What an earlier run knew of the feeds, by source id."""

    validators: dict[str, Validators] = msgspec.field(default_factory=dict)
    """What the next request to each may say."""
    health: dict[str, FeedHealth] = msgspec.field(default_factory=dict)
    """How each last did."""
