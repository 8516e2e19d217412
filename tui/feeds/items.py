"""An entry of a feed -> an item of ours: its identity, its revision and the time that orders it.

Invariant: the id depends on source and guid alone, so it is the same on every poll and every machine; the revision
depends on the words alone, so a re-sent item is known and an edited one is seen.
"""

from __future__ import annotations

import datetime as dt
from hashlib import blake2b

from tui.feeds.stamps import FUTURE, MISSING, Stamp, stamp_of
from tui.model import Entry, Item, Source

OLD = dt.timedelta(days=30)
"""A published date further back than this is flagged "old": shown where it belongs, no news."""
EARLY = dt.timedelta(minutes=10)
"""How far a published date may lie ahead of our clock."""


def item_of(
    entry: Entry,
    source: Source,
    seen: dt.datetime,
    *,
    old: dt.timedelta = OLD,
    early: dt.timedelta = EARLY,
    stamp: Stamp | None = None,
) -> Item:
    """``time`` is the published date, flagged "old" when further back than ``old``. A date ahead of ``seen`` by more
    than ``early`` would pin the item to the top, so ``seen`` stands in for it ("future"). Where the feed gives none,
    the address or the dateline of the page may say the day ("by address" and so on); else it is "missing".
    """
    published = entry.published or entry.updated
    if published is None and stamp is None:
        stamp = stamp_of(entry.url, f"{entry.title}\n{entry.summary}", seen)
    if published is None and stamp is not None:
        time, flag = stamp.at, stamp.flag
    else:
        time, flag = _time(published, seen, old, early)
    return Item(
        id=_digest(source.id, entry.guid),
        source=source.id,
        title=entry.title,
        summary=entry.summary,
        url=entry.url,
        published=published,
        seen=seen,
        time=time,
        date_flag=flag,
        revision=_digest(entry.title, entry.summary),
        origin=entry.origin,
        author=entry.author,
    )


def _time(
    published: dt.datetime | None, seen: dt.datetime, old: dt.timedelta, early: dt.timedelta
) -> tuple[dt.datetime, str]:
    if published is None:
        return seen, MISSING
    if published > seen + early:
        return seen, FUTURE
    return published, "old" if published < seen - old else ""


def _digest(*parts: str) -> str:
    """blake2b-128, hex. Each part carries its length, so that no two lists of parts read the same."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "replace")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
