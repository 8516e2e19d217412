"""The flow from a parsed feed to changed incidents, in one screenful:

    entries | item_of | grep -v known | extract | ledger | tee rows-for-the-journal | changes-for-the-store

Only polling runs concurrently; this runs one batch at a time and knows no event loop, so that ``once``, the
collector, ``report``, ``extract`` and the tests all drive the same code.
"""

from __future__ import annotations

import datetime as dt
import itertools
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tui.config import Config
from tui.extraction.extractor import VERSION, Extractor
from tui.feeds.items import item_of
from tui.ledger.book import Ledger, Touched, left_out
from tui.ledger.floods import FLOOD, Floods
from tui.model import Changes, Entry, Incident, Item, Reading, Source, Value
from tui.wording import plural

Row = tuple[Item, Reading]

UNREAD = Reading()
_REVISIONS = 64
"""Of one item that are known again; a headline with a clock in it makes one with every answer."""
MOST_HELD = 20_000
"""Items of one feed beyond its usual number that are kept: what else it floods with costs neither memory nor disk."""
BATCH = 500
"""Items between two changes while a journal is read back: the board fills as it goes."""


def version_of(config: Config) -> int:
    """A number that a reading depends on: another extraction, actor or front makes another, and what was kept is read
    again. Below 2**63, as SQLite counts."""
    told = msgspec.msgpack.encode((config.actors, config.fronts))
    return (VERSION << 32) | zlib.crc32(told)


class Ingested(Value, frozen=True, kw_only=True):
    """What one answer of a feed came to."""

    changes: Changes
    rows: tuple[Row, ...]
    """New items and revisions with what was read in them: for the journal."""


class _Known:
    """What was taken in of one item. Some feeds change a headline to and fro with every answer: a revision that came
    before is no edit, whichever came last."""

    __slots__ = ("flood", "listed", "revisions")

    def __init__(self) -> None:
        self.flood = ""
        """The feed that it was one too many of; "" when of none."""
        self.revisions: tuple[str, ...] = ()
        self.listed = dt.datetime.min.replace(tzinfo=dt.UTC)
        """When its feed last listed it, as far as is known."""

    def take(self, item: Item) -> None:
        self.revisions = (*self.revisions, item.revision)[-_REVISIONS:]
        self.listed = max(self.listed, item.seen)
        self.flood = item.source if item.held == FLOOD else self.flood


class Pipeline:
    """Extraction and ledger over one configuration, with the revisions seen so far."""

    def __init__(self, config: Config) -> None:
        self._sources = {source.id: source for source in config.sources}
        self._extractor = Extractor(config.actors, config.fronts)
        self._ledger = Ledger(config.sources, config.actors)
        self._floods = Floods()
        self._known: dict[str, _Known] = {}
        self._kept_of_floods: Counter[str] = Counter()
        self._unsaid: list[str] = []

    def ingest(self, source_id: str, entries: Sequence[Entry], seen: dt.datetime, *, held: str = "") -> Ingested:
        """Read what is new or edited among the entries of a feed; ``held`` is why they count for nothing."""
        source = self.source(source_id)
        fresh = self._fresh(source, entries, seen, held)
        flood = sum(item.held == FLOOD for item in fresh)
        room = max(0, MOST_HELD - self._kept_of_floods[source_id])
        if flood > room:
            number = itertools.count()
            fresh = [item for item in fresh if item.held != FLOOD or next(number) < room]
        rows = tuple((item, self.read(item)) for item in fresh)
        changes = self._add(rows, seen)
        notices = [*changes.notices, *self._say()]
        if flood:
            notices.append(f"{source.name} floods: {_beyond(flood, flood - room)}")
        return Ingested(changes=msgspec.structs.replace(changes, notices=tuple(notices)), rows=rows)

    def _fresh(self, source: Source, entries: Iterable[Entry], seen: dt.datetime, held: str) -> list[Item]:
        """What is new or edited, each revision once."""
        newest = self._floods.newest(source.id)
        fresh: dict[tuple[str, str], Item] = {}
        for entry in entries:
            item = item_of(entry, source, seen)
            known = self._known.get(item.id)
            if known is not None:
                known.listed = max(known.listed, seen)
            if (known is None or item.revision not in known.revisions) and (item.id, item.revision) not in fresh:
                held_item = msgspec.structs.replace(item, held=held) if held else item
                fresh[item.id, item.revision] = self._floods.mark(held_item, newest)
        return list(fresh.values())

    def restore(
        self, rows: Iterable[tuple[Item, Reading | None]], now: dt.datetime, *, batch_size: int = BATCH
    ) -> Iterator[Changes]:
        """Put journalled items back; those that an older extractor read (None) are read again. Of corrections and edits
        among them the user was told when they came."""
        batch: list[Row] = []
        for item, reading in rows:
            self._floods.note(item)
            batch.append((item, reading if reading is not None else self.read(item)))
            if len(batch) >= batch_size:
                yield msgspec.structs.replace(self._add(batch, now), notices=self._say())
                batch = []
        if batch:
            yield msgspec.structs.replace(self._add(batch, now), notices=self._say())

    def read(self, item: Item) -> Reading:
        """What one too many says is not read: a flood costs what it takes to keep it. A text that shows up a bug of
        ours is kept unread and said: it must not end the polling, nor every start from then on."""
        if item.held == FLOOD:
            return UNREAD
        source = self.source(item.source)
        try:
            return self._extractor.read(item.text, published=item.time, source=source)
        except Exception as error:
            self._unsaid.append(left_out(source.name, item.title, error))
            return UNREAD

    def expire(self, before: dt.datetime, now: dt.datetime) -> Changes:
        """Forget incidents whose newest report is older than ``before``, and the items of none that their feeds have
        not listed since; the journal keeps its own time."""
        touched = self._ledger.expire(before)
        gone_items = [
            id_ for id_, known in self._known.items() if known.listed < before and not self._ledger.holds(id_)
        ]
        for id_ in gone_items:
            known = self._known.pop(id_)
            if known.flood:
                self._kept_of_floods[known.flood] -= 1
        return Changes(time=now, incidents=self._incidents(touched), gone=touched.gone, gone_items=tuple(gone_items))

    def source(self, source_id: str) -> Source:
        """A source taken out of the configuration keeps its items: they stand under its id."""
        return self._sources.get(source_id) or Source(id=source_id, name=source_id, url="")

    def _say(self) -> tuple[str, ...]:
        said, self._unsaid = tuple(self._unsaid), []
        return said

    def _add(self, rows: Sequence[Row], now: dt.datetime) -> Changes:
        touched = self._ledger.extend((item, reading) for item, reading in rows if item.held != FLOOD)
        for item, _ in rows:
            known = self._known.setdefault(item.id, _Known())
            self._kept_of_floods[item.source] += item.held == FLOOD and not known.flood
            known.take(item)
        self._unsaid += touched.faults
        return Changes(
            time=now,
            items=tuple(item for item, _ in rows),
            incidents=self._incidents(touched),
            gone=touched.gone,
            notices=touched.notices,
        )

    def _incidents(self, touched: Touched) -> tuple[Incident, ...]:
        incidents, faults = self._ledger.built(touched.ids)
        self._unsaid += faults
        return incidents


def _beyond(flood: int, left_out: int) -> str:
    said = f"{plural(flood, 'item')} beyond its usual number kept and not counted"
    return f"{said}; {left_out:,} of them not even kept" if left_out > 0 else said
