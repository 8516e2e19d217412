"""What was known at an instant, from the journal alone, which another process may be writing.

Invariant: what had arrived by then and nothing later, read as the configuration of today reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from tui.config import Config
from tui.model import Changes
from tui.pipeline import Pipeline, version_of
from tui.store.journal import Journal
from tui.store.memory import Store

Say = Callable[[str], object]
"""Hears what the user should know of the journal, a line each."""

AT_ONCE = 100_000
"""Items that are read back in one step where nobody watches them come: what they come to is built once."""


def recall(config: Config, path: Path, *, until: dt.datetime | None, now: dt.datetime, say: Say) -> Store:
    """The store as it was at ``until`` (None: now). Raises JournalError."""
    store = Store(config.sources, fronts=config.fronts)
    for changes in recalled(config, path, until=until, now=now):
        store.apply(changes)
        for notice in changes.notices:
            say(notice)
    return store


def recall_both(
    config: Config, path: Path, *, then: dt.datetime, until: dt.datetime | None, now: dt.datetime, say: Say
) -> tuple[Store, Store]:
    """The store as it was ``then`` and as it was at the later ``until`` (None: now), in one pass over the journal.
    Raises JournalError."""
    before, after = (Store(config.sources, fronts=config.fronts) for _ in range(2))
    pipeline = Pipeline(config)
    with Journal.read_only(path, extractor=version_of(config)) as journal:
        for changes in pipeline.restore(journal.load(newest=None, until=then), then):
            before.apply(changes)
            after.apply(changes)
        later = then + dt.timedelta(microseconds=1)
        for changes in pipeline.restore(journal.load(newest=None, since=later, until=until), now):
            after.apply(changes)
        for notice in journal.losses():
            say(notice)
    return before, after


def recalled(
    config: Config,
    path: Path,
    *,
    since: dt.datetime | None = None,
    until: dt.datetime | None,
    now: dt.datetime,
    newest: int | None = None,
) -> Iterator[Changes]:
    """What the journal had gained from ``since`` to ``until`` (None: from the first, to the last), as steps for a
    store; the ``newest`` items only, or all.
    The health of feeds is that of now: the journal does not keep how it was. Raises JournalError."""
    with Journal.read_only(path, extractor=version_of(config)) as journal:
        rows = journal.load(newest=newest, since=since, until=until)
        yield from Pipeline(config).restore(rows, now, batch_size=AT_ONCE)
        yield Changes(time=now, feeds=journal.feeds(), notices=journal.losses())
