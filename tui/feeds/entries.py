"""A feed's raw fields, by whatever format, -> an entry of ours.

Invariant: every text went through :mod:`tui.text`, every link is http or https, and an entry that says nothing at all
is None. What identifies an entry comes from the feed alone, never from the time it was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from hashlib import blake2b

import msgspec

from tui import text
from tui.feeds import markup
from tui.feeds.dates import parse_date
from tui.feeds.urls import web_link
from tui.model import Entry, Value

_NAME_LIMIT = 120
_GUID_LIMIT = 512
_MOST_CATEGORIES = 32
_LEAD = 120
"""Characters from which a summary is a lead; a shorter one gives way to the body."""
_CUT_OFF = ("…", "...", "[…]", "[...]")


class Raw(Value, frozen=True, kw_only=True):
    """One entry as its format says it, markup and all."""

    guid: str = ""
    title: str = ""
    title_is_plain: bool = False
    """The feed says outright that the title holds no markup (Atom's type "text", JSON Feed)."""
    summary: str = ""
    body: str = ""
    link: str = ""
    published: str = ""
    updated: str = ""
    published_guess: dt.datetime | None = None
    """What a more tolerant reader made of ``published``."""
    origin: str = ""
    author: str = ""
    categories: tuple[str, ...] = ()


def entry_of(raw: Raw) -> Entry | None:
    """None for an entry with neither title nor text."""
    origin = markup.line(raw.origin, _NAME_LIMIT) or None
    lead = _lead(raw)
    title = _without_origin(_title(raw), origin) or _first_sentence(lead)
    if not title:
        return None
    published = parse_date(raw.published) or raw.published_guess
    url = web_link(raw.link)
    return Entry(
        guid=_guid(raw, url, title, published),
        title=title,
        summary="" if lead == title else lead,
        url=url,
        published=published,
        updated=parse_date(raw.updated),
        origin=origin,
        author=markup.line(raw.author, _NAME_LIMIT) or None,
        categories=tuple(
            dict.fromkeys(filter(None, (markup.line(name, _NAME_LIMIT) for name in raw.categories[:_MOST_CATEGORIES])))
        ),
    )


def identified(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries whose guids differ. A guid that different links share names none of them, so the link does; a link that
    different titles share (a front page, say) does not either, so the title does. What is still the same entry twice is
    kept once, the first."""
    listed = _told_apart(tuple(entries), lambda entry: entry.url, lambda entry: entry.url)
    listed = _told_apart(listed, lambda entry: entry.title, lambda entry: f"{entry.url}\n{entry.title}", of_links=True)
    kept: dict[str, Entry] = {}
    for entry in listed:
        kept.setdefault(entry.guid, entry)
    return tuple(kept.values())


def _told_apart(
    listed: tuple[Entry, ...], by: Callable[[Entry], str], name: Callable[[Entry], str], *, of_links: bool = False
) -> tuple[Entry, ...]:
    """Give entries that share a guid but differ in ``by`` a guid of their own."""
    seen: dict[str, set[str]] = {}
    for entry in listed:
        if not of_links or entry.guid == entry.url:
            seen.setdefault(entry.guid, set()).add(by(entry))
    shared = {guid for guid, values in seen.items() if len(values) > 1}
    return tuple(
        msgspec.structs.replace(entry, guid=_short(name(entry))) if entry.guid in shared and by(entry) else entry
        for entry in listed
    )


def _title(raw: Raw) -> str:
    return text.line(raw.title) if raw.title_is_plain else markup.line(raw.title)


def _lead(raw: Raw) -> str:
    """The summary when it is one, else the body: many feeds cut the summary off and give the text in full beside it."""
    summary = markup.block(raw.summary)
    if not raw.body or (len(summary) >= _LEAD and not summary.endswith(_CUT_OFF)):
        return summary
    body = markup.block(raw.body)
    return body if len(body) > len(summary) else summary


def _without_origin(title: str, origin: str | None) -> str:
    """Aggregators write "Headline - Outlet" and name the outlet beside it."""
    if origin is None:
        return title
    return title.removesuffix(f" - {origin}").rstrip() or title


def _first_sentence(lead: str) -> str:
    first = lead.partition("\n")[0]
    for mark in (". ", "! ", "? ", "。"):
        end = first.find(mark)
        if end >= 0:
            first = first[: end + 1]
    return text.line(first)


def _guid(raw: Raw, url: str, title: str, published: dt.datetime | None) -> str:
    """The feed's own, else the link, else title and date."""
    own = raw.guid.strip() or url or "\n".join((title, published.isoformat() if published else ""))
    return _short(own)


def _short(guid: str) -> str:
    """A long one is hashed: cut off, it could be another's."""
    if len(guid) > _GUID_LIMIT:
        return blake2b(guid.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return text.line(guid, _GUID_LIMIT)
