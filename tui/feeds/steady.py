"""Feeds that give their entries a new guid on every answer.

Invariant: an entry that was there before under another guid is never taken for a new one twice. Some generators put a
time or a session into the guid; from the poll that shows it, such a feed's entries go by link and title. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tui.model import Entry, Value

_FEW = 3
"""Entries that must have changed their guid, and half of those seen again at that: one is an editor's doing."""


class Seen(Value, frozen=True, kw_only=True):
    """The guids of the answer before, by link and title, as hashes: a thousand feeds of them stay small."""

    guids: dict[int, int] = msgspec.field(default_factory=dict)
    fickle: bool = False


def steadied(before: Seen, entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], Seen]:
    """The entries with guids that will hold, and what to remember."""
    guids = {_key(entry): hash(entry.guid) for entry in entries}
    fickle = before.fickle or _is_fickle(before.guids, guids)
    return _by_link(entries) if fickle else entries, Seen(guids=guids, fickle=fickle)


def _is_fickle(before: dict[int, int], now: dict[int, int]) -> bool:
    again = now.keys() & before.keys()
    changed = sum(now[key] != before[key] for key in again)
    return changed >= _FEW and changed * 2 >= len(again)


def _by_link(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(msgspec.structs.replace(entry, guid=f"{entry.url}\n{entry.title}") for entry in entries)


def _key(entry: Entry) -> int:
    return hash((entry.url, entry.title))
