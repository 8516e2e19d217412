"""Notices that the configuration file changed, and reads it again.

Invariants: a file is read only once it has stood still between two looks, so that one that is being written is not
taken for a broken one, and never while it is empty, for many editors begin with that; the same content is judged once;
a broken file changes nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tui.config import Config, ConfigError, load
from tui.wording import plural

EVERY = 2.0
"""Seconds between two looks."""


class _Stamp(NamedTuple):
    """What tells one state of a file from another."""

    changed: int
    size: int
    number: int


Configured = Callable[[Config | None, str], None]
"""Hears of a configuration that was read again: what is gone by from now on (None: as before), and what is wrong."""


class Reloads:
    """Sound configurations that take the place of the last one, as they come; what is wrong with others is told."""

    def __init__(self, config: Config, say: Callable[[str], None], configured: Configured, *, watch: bool) -> None:
        """``say`` hears what changed or what is wrong, in a line; ``configured`` of the latter, too. ``watch``: look
        at the configuration's file now and then."""
        self._config = config
        self._say = say
        self._configured = configured
        self._watch = Watch(Path(config.path)) if watch and config.path else None
        self._asked = asyncio.Event()

    def ask(self) -> None:
        """Read the file now, changed or not."""
        self._asked.set()

    async def sound(self) -> AsyncIterator[Config]:
        """Endless. Whoever iterates goes by what it gives, and then calls ``configured``."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._asked.wait(), EVERY if self._watch else None)
            force = self._asked.is_set()
            self._asked.clear()
            found = await asyncio.to_thread(self._watch.look, force=force) if self._watch else None
            if isinstance(found, ConfigError):
                problem = refusal(found)
                self._configured(None, problem)
                self._say(problem)
            elif found is not None:
                self._say(news(self._config, found))
                self._config = found
                yield found


class Watch:
    """One file. :meth:`look` blocks for as long as reading takes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._judged = self._before = _stamp(path)

    def look(self, *, force: bool = False) -> Config | ConfigError | None:
        """A new configuration, or what is wrong with the file; None: nothing new. ``force`` reads it anyway."""
        now = _stamp(self._path)
        still, self._before = now == self._before, now
        if not force and (not still or now == self._judged or (now is not None and not now.size)):
            return None
        self._judged = now
        try:
            return load(self._path)
        except ConfigError as error:
            return error


def _stamp(path: Path) -> _Stamp | None:
    """None: no file is there."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return _Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


def read_by(config: Config) -> tuple[object, ...]:
    """What the reading of an item depends on."""
    return config.actors, config.fronts, config.sources


def refusal(error: ConfigError) -> str:
    """Why a file was not taken, in one line: the first problem with its place, and how many there are."""
    more = len(error.problems) - 1
    return f"{error.problems[0]}{f' (and {more} more)' if more else ''}; the last good configuration stays in use"


def news(old: Config, new: Config) -> str:
    """What a new configuration changes, in one line."""
    return "configuration read again: " + (", ".join(_differences(old, new)) or "nothing in it changed")


def _differences(old: Config, new: Config) -> Iterator[str]:
    for noun, before, after in (
        ("source", {one.id: one for one in old.sources}, {one.id: one for one in new.sources}),
        ("front", {one.id: one for one in old.fronts}, {one.id: one for one in new.fronts}),
        ("actor", {one.name: one for one in old.actors}, {one.name: one for one in new.actors}),
        ("filter", {one.name: one for one in old.filters}, {one.name: one for one in new.filters}),
        ("alert", {one.name: one for one in old.alerts}, {one.name: one for one in new.alerts}),
    ):
        both = before.keys() & after.keys()
        for verb, count in (
            ("added", len(after) - len(both)),
            ("removed", len(before) - len(both)),
            ("changed", sum(before[key] != after[key] for key in both)),
        ):
            if count:
                yield f"{plural(count, noun)} {verb}"
    if old.settings != new.settings:
        yield "settings changed"
