"""Collecting without a board: one poll of every feed, or polling until a signal.

Invariant: whatever ends a run, the journal is whole afterwards.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from tui.clock import Clock
from tui.collector import Collector, until_told
from tui.config import Config
from tui.model import Changes
from tui.query.names import PlaceIds
from tui.sentry import Sentry
from tui.store.memory import Store


def collect_once(config: Config, clock: Clock, path: Path | None, store: Store) -> tuple[str, ...]:
    """Poll every feed once into ``store``; the notices of the run."""
    notices: list[str] = []

    def keep(changes: Changes) -> None:
        store.apply(changes)
        notices.extend(changes.notices)

    async def run() -> None:
        collector = Collector(config, clock, path, keep)
        try:
            await collector.once()
        finally:
            await collector.close()

    asyncio.run(run())
    return tuple(notices)


def collect_forever(
    config: Config,
    clock: Clock,
    path: Path | None,
    say: Callable[[str], None],
    *,
    watch: bool = False,
    place_ids: PlaceIds | None = None,
) -> None:
    """Poll until a signal; notices, failures and news go to ``say``, a line each. ``watch``: see
    :class:`Collector`. ``place_ids``: the gazetteer for the ``place:`` of alerts."""
    names = {source.id: source.name for source in config.sources}

    sentry = Sentry(config, clock.now(), say, place_ids)

    def configured(new: Config | None, _problem: str) -> None:
        if new is not None:
            sentry.configure(new)
            names.update((source.id, source.name) for source in new.sources)

    def tell(changes: Changes) -> None:
        sentry.hear(changes, clock.now())
        for notice in changes.notices:
            say(notice)
        for feed in changes.feeds:
            name = names.get(feed.source, feed.source)
            if feed.error is not None:
                say(f"{name}: {feed.error}")
            elif feed.new:
                say(f"{name}: {feed.new} new of {feed.items}")

    async def run() -> None:
        await until_told(Collector(config, clock, path, tell, watch=watch, configured=configured))

    asyncio.run(run())
