"""The recording as frozen values, and what each feed shows at a given instant of recorded time.

Invariant: what a feed shows is a pure function of the recording and the instant, so two runs that ask at the same
recorded instants get the same bytes. Nothing here knows a server, a port or a real clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self, TypeVar

import msgspec

from tui.model import Outcome, Value

Instant = Annotated[dt.datetime, msgspec.Meta(tz=True)]

T = TypeVar("T")

HERE = Path(__file__).parent
CONFIG_PATH = HERE / "recording.toml"
_TIMELINE_PATH = HERE / "timeline.toml"
_FEEDS_PATH = HERE / "feeds"


class RecordingError(Exception):
    """The recording's own files are unsound; the message names the file and what was expected."""


class Format(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"


class Edit(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From ``at`` on the entry reads otherwise, under the same guid; None leaves a part as it was."""

    at: Instant
    title: str | None = None
    body: str | None = None
    updated: bool = False
    """True: the feed owns up to it with a new update date. False: a silent edit."""


class RecordedItem(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a recorded feed."""

    title: str
    body: str = ""
    """Plain text, paragraphs parted by blank lines; HTML when ``html`` is set."""
    html: bool = False
    cdata: bool = False
    """Wrap the body in CDATA where the format has it; else it is escaped."""
    published: Instant | None = None
    """What the feed says; None: the entry has no date."""
    at: Instant | None = None
    """When the feed begins to show it; None: when it was published, or from the first when that is earlier."""
    guid: str | None = None
    wire: str | None = None
    """Name in RSS <source>, Atom <source><title> or the JSON author: who published it first."""
    author: str | None = None
    categories: tuple[str, ...] = ()
    lang: str | None = None
    case: tuple[str, ...] = ()
    """Names of the accounting and parsing cases that this entry is there for; see ``timeline.toml``."""
    counts: dict[Outcome, int] = msgspec.field(default_factory=dict)
    """What the text adds to a tally by the rules of casualty recording, per outcome; none: it adds nobody."""
    judged: bool = True
    """False: what it adds is a matter of reading (a range, another language), so ``counts`` says nothing."""
    edit: tuple[Edit, ...] = ()


class Feed(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one source is served, and its entries."""

    id: str = ""
    """The source's id in ``recording.toml``: the file's stem."""
    title: str = ""
    home: str = ""
    format: Format = Format.RSS
    encoding: str = "utf-8"
    moved: bool = False
    """The configured address answers 301 to the real one."""
    missing: bool = False
    """The address answers 404, always: a feed that was given up."""
    back_at: Instant | None = None
    """Before this instant the server answers 503 with Retry-After."""
    slow: float = 0.0
    """Seconds of real time that the server takes before it answers."""
    item: tuple[RecordedItem, ...] = ()


class Case(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that the recording is there to show."""

    id: str
    means: str


class Timeline(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the recording begins, opens and ends."""

    title: str
    note: str
    starts: Instant
    opens: Instant
    """What is served at the first poll of a running replay: everything up to here."""
    ends: Instant
    case: tuple[Case, ...] = ()


class Shown(Value, frozen=True, kw_only=True):
    """One entry as a feed shows it at some instant, edits applied."""

    item: RecordedItem
    guid: str
    since: dt.datetime
    """When the feed began to show this wording: what Last-Modified comes from."""
    updated: dt.datetime | None = None


class Recording(Value, frozen=True, kw_only=True):
    """The timeline and every feed, in the order of their file names."""

    timeline: Timeline
    feeds: tuple[Feed, ...]

    @classmethod
    def load(cls) -> Self:
        """Read the built-in recording. Raises RecordingError when a file of it is unsound."""
        timeline = _read(_TIMELINE_PATH, Timeline)
        feeds = tuple(
            msgspec.structs.replace(_read(path, Feed), id=path.stem) for path in sorted(_FEEDS_PATH.glob("*.toml"))
        )
        for feed in feeds:
            _check(feed)
        return cls(timeline=timeline, feeds=feeds)


def shown(feed: Feed, timeline: Timeline, now: dt.datetime) -> tuple[Shown, ...]:
    """What ``feed`` shows at ``now``, newest first; an entry without a date stands where it appeared."""
    visible = [
        (appears(item, timeline), number, item)
        for number, item in enumerate(feed.item)
        if appears(item, timeline) <= now
    ]
    visible.sort(key=lambda row: (row[2].published or row[0], row[1]), reverse=True)
    return tuple(_with_edits(feed, item, number, since, now) for since, number, item in visible)


def feeds_changed(recording: Recording, after: dt.datetime, until: dt.datetime) -> tuple[str, ...]:
    """Ids of the feeds that show something at ``until`` that they did not show ``after``."""
    return tuple(
        feed.id
        for feed in recording.feeds
        if not feed.missing and any(after < instant <= until for instant in _turns(feed, recording.timeline))
    )


def _turns(feed: Feed, timeline: Timeline) -> Iterator[dt.datetime]:
    """When what it answers becomes another."""
    if feed.back_at is not None:
        yield feed.back_at
    for item in feed.item:
        yield appears(item, timeline)
        yield from (edit.at for edit in item.edit)


def appears(item: RecordedItem, timeline: Timeline) -> dt.datetime:
    """The instant from which a feed shows ``item``."""
    return max(timeline.starts, item.at or item.published or timeline.starts)


def _with_edits(feed: Feed, item: RecordedItem, number: int, since: dt.datetime, now: dt.datetime) -> Shown:
    # The guid comes from the entry as it was first published: an edit must not change it.
    guid = item.guid or f"{feed.id}-{number + 1:03d}"
    updated = None
    for edit in item.edit:
        if edit.at > now:
            continue
        title = item.title if edit.title is None else edit.title
        body = item.body if edit.body is None else edit.body
        item = msgspec.structs.replace(item, title=title, body=body)
        since = max(since, edit.at)
        updated = edit.at if edit.updated else updated
    return Shown(item=item, guid=guid, since=since, updated=updated)


def _check(feed: Feed) -> None:
    for number, item in enumerate(feed.item, start=1):
        if item.published is None and item.at is None:
            raise RecordingError(
                f"{feed.id}.toml: item {number} has neither `published` nor `at`: expected one of them"
            )


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise RecordingError(f"{path.name}: {error}") from error
