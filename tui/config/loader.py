"""Which file is read, and its tables joined into a :class:`Config`.

Invariant: a Config comes from a file without a single fault, or not at all.
"""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from tui.config import checks, files, references
from tui.config.errors import shown
from tui.config.tables import PROBLEM_LIMIT, Fault, Findings, T, build, nearest
from tui.config.values import Config, Settings
from tui.config.world import world_actors
from tui.model import Actor, Alert, Front, SavedFilter, Source

NAME = "sources.toml"
TABLES = ("settings", "source", "front", "actor", "filter", "alert")
V = TypeVar("V", Source, Front, Actor, SavedFilter, Alert)


def load(path: Path | None) -> Config:
    """Read and check a configuration: this file, or with None the first of :func:`candidates` that is there.

    Raises ConfigError with every problem that was found.
    """
    if path is None:
        path = next((place for place in candidates() if os.path.lexists(place)), builtin_path())
    findings, raw = _open(path)
    return _Reader(findings, raw).config(path)


def candidates() -> tuple[Path, ...]:
    """Where a configuration is looked for, in order."""
    return (Path(NAME), platformdirs.user_config_path("frontwatch") / NAME, builtin_path())


def builtin_path() -> Path:
    """The file that ships with the program: inside the package when installed, at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / NAME
    return packaged if packaged.exists() else package.parent / NAME


@functools.cache
def builtin_actors() -> tuple[Actor, ...]:
    """The actors that are known whatever a user's file says: those of the shipped file, then the minor ones of the
    world. Raises ConfigError when the shipped file is broken.
    """
    findings, raw = _open(builtin_path())
    actors = _Reader(findings, raw).rows("actor", Actor, checks.actor, "name")
    findings.raise_any()
    return _joined(actors, world_actors())


def _open(path: Path) -> tuple[Findings, dict[str, Any]]:
    source = files.read(path)
    return Findings(path, source), files.tables(path, source)


class _Reader:
    """One parsed file on its way to a Config; problems gather in ``findings``."""

    def __init__(self, findings: Findings, raw: dict[str, Any]) -> None:
        self._findings = findings
        self._raw = raw
        self._names: dict[tuple[str, int], str] = {}

    def config(self, path: Path) -> Config:
        for key in itertools.islice(self._raw, PROBLEM_LIMIT):
            if key not in TABLES:
                self._findings.add("", 0, "", (key, "unknown table", nearest(key, TABLES)))
        settings = self._settings()
        config = Config(
            settings=settings,
            sources=self.rows("source", Source, checks.source, "id"),
            fronts=self.rows("front", Front, checks.front, "id"),
            actors=_joined(self.rows("actor", Actor, checks.actor, "name"), _builtin(settings, path)),
            filters=self.rows("filter", SavedFilter, checks.saved_filter, "name"),
            alerts=self.rows("alert", Alert, checks.alert, "name"),
            path=str(path),
        )
        self._references(config.actors)
        self._findings.raise_any()
        return config

    def rows(self, table: str, kind: type[V], check: Callable[[V], Iterable[Fault]], key: str) -> tuple[V, ...]:
        """The sound ones of ``[[table]]``; ``key`` is what must be unique among them."""
        found = self._raw.get(table, [])
        if not isinstance(found, list):
            self._findings.add("", 0, "", (table, f"found {shown(found)}", f"[[{table}]], in double brackets"))
            return ()
        kept: list[V] = []
        first: dict[str, int] = {}
        for at, row in enumerate(found):
            if self._findings.full:
                break
            if not isinstance(row, dict):
                self._findings.add(table, at, "", ("", f"found {shown(row)}", "a table"))
                continue
            name = row.get(key) if isinstance(row.get(key), str) else row.get("name")
            name = name if isinstance(name, str) else ""
            self._names[table, at] = name
            value = self._row(table, at, name, build(kind, row, check))
            if name.casefold() in first:
                message = f"{shown(name)} is also that of [[{table}]] #{first[name.casefold()] + 1}"
                self._findings.add(table, at, name, (key, message, f"a {key} of its own"))
            elif name:
                first[name.casefold()] = at
            if value is not None:
                kept.append(value)
        return tuple(kept)

    def _row(self, table: str, at: int, name: str, built: tuple[T | None, list[Fault]]) -> T | None:
        value, faults = built
        for fault in faults:
            self._findings.add(table, at, name, fault)
        return value

    def _settings(self) -> Settings:
        raw = self._raw.get("settings", {})
        if not isinstance(raw, dict):
            self._findings.add("", 0, "", ("settings", f"found {shown(raw)}", "one table [settings]"))
            return Settings()
        return self._row("settings", 0, "", build(Settings, raw, checks.settings)) or Settings()

    def _references(self, actors: tuple[Actor, ...]) -> None:
        for table, at, fault in itertools.chain(
            references.unknown(self._raw, actors), references.circular(self._raw, actors)
        ):
            if self._findings.full:
                break
            self._findings.add(table, at, self._names.get((table, at), ""), fault)


def _builtin(settings: Settings, path: Path) -> tuple[Actor, ...]:
    """Nothing when switched off; of the built-in file itself only what is not in it."""
    if not settings.builtin_actors:
        return ()
    return world_actors() if _same(path, builtin_path()) else builtin_actors()


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _joined(own: tuple[Actor, ...], builtin: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The built-in actors with the file's own in their place where names agree, then the rest of its own."""
    by_name = {actor.name.casefold(): actor for actor in own}
    shipped = {actor.name.casefold() for actor in builtin}
    kept = tuple(by_name.get(actor.name.casefold(), actor) for actor in builtin)
    return kept + tuple(actor for actor in own if actor.name.casefold() not in shipped)
