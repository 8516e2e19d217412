"""What is allowed but hardly meant, and what a configuration holds, for the command ``check``."""

from __future__ import annotations

import collections
from collections.abc import Iterator

from tui.config.errors import shown
from tui.config.loader import candidates
from tui.config.values import Config
from tui.model import Actor, Front
from tui.query import parse
from tui.query.fold import name_key
from tui.query.known import Known
from tui.wording import plural

SOON = 60.0
"""Seconds: the scheduler never polls a feed more often."""


def warnings(config: Config) -> list[str]:
    """One line for each thing that is allowed but hardly meant. Empty: all well."""
    return [
        *_sources(config),
        *_fronts(config),
        *_aliases(config.actors),
        *_queries(config),
        *_settings(config),
    ]


def describe(config: Config) -> list[str]:
    """What the configuration holds, a line each."""
    languages = len({source.lang for source in config.sources})
    aliases = sum(len(actor.aliases) for actor in config.actors)
    return [
        f"file: {config.path}",
        f"looked for, unless --config names one: {', '.join(map(str, candidates()))}",
        f"sources: {len(config.sources)} in {plural(languages, 'language')}",
        f"fronts: {len(config.fronts)}",
        f"actors: {len(config.actors)} known by {plural(aliases, 'other name')}",
        f"filters: {len(config.filters)}, alerts: {len(config.alerts)}",
    ]


def _sources(config: Config) -> Iterator[str]:
    if not config.sources:
        yield "no [[source]]: there is nothing to read"
    first: dict[str, str] = {}
    for source in config.sources:
        where = f"[[source]] {shown(source.id)}"
        if source.url in first:
            yield f"{where}: the same url as {shown(first[source.url])}: its items would count as two sources"
        first.setdefault(source.url, source.id)
        if source.interval < SOON:
            yield f"{where}: interval is under {SOON:g}s: it is polled every {SOON:g}s at most"


def _fronts(config: Config) -> Iterator[str]:
    if not config.fronts:
        yield "no [[front]]: everything will be unassigned"
    parents = {actor.name: actor.parent for actor in config.actors}
    for front in config.fronts:
        where = f"[[front]] {shown(front.id)}"
        if not (front.places or front.area or front.countries or front.query.strip()):
            yield f"{where}: no places, area, countries or query: nothing can be on it"
        for name in front.sides:
            if front.actors and not _listed(name, front, parents):
                yield f"{where}: sides names {shown(name)}, which is not in its actors"


def _listed(name: str, front: Front, parents: dict[str, str | None]) -> bool:
    """An actor is listed itself or as a part of one that is."""
    step: str | None = name
    for _ in range(len(parents) + 1):
        if step is None or step in front.actors:
            break
        step = parents.get(step)
    return step in front.actors


def _aliases(actors: tuple[Actor, ...]) -> Iterator[str]:
    """An alias of two actors can only be told apart by country, and so each of them needs a context of its own. A minor
    actor yields to the other, so that there is nothing to tell apart.
    """
    owners: dict[str, list[Actor]] = collections.defaultdict(list)
    for actor in (actor for actor in actors if not actor.minor):
        for alias in {name_key(spelling) for spelling in (actor.name, actor.title, *actor.aliases)}:
            owners[alias].append(actor)
    for alias, sharing in owners.items():
        if len(sharing) < 2:
            continue
        names = " and ".join(shown(actor.name) for actor in sharing)
        codes = [code for actor in sharing for code in _homes(actor)]
        if not all(map(_homes, sharing)):
            yield f"[[actor]] alias {shown(alias)} is shared by {names}: each needs a context to tell them apart"
        elif len(codes) > len(set(codes)):
            yield f"[[actor]] alias {shown(alias)} is shared by {names} in the same context"


def _homes(actor: Actor) -> set[str]:
    """The countries in which a shared name means this actor: its context, else its own."""
    return set(actor.context) or ({actor.country} if actor.country else set())


def _queries(config: Config) -> Iterator[str]:
    """Names in queries that nothing here bears: a clause that can never hold, or never fail."""
    known = Known(config.fronts, config.sources, config.actors)
    for table, name, words in _written(config):
        if table == "alert" and not words.strip():
            yield f"[[alert]] {shown(name)}: an empty query: it rings for everything"
        for stranger in known.strangers(parse(words)):
            yield f"[[{table}]] {shown(name)}: its query: {stranger}"


def _written(config: Config) -> Iterator[tuple[str, str, str]]:
    """Table, name and text of every query."""
    yield from (("front", front.id, front.query) for front in config.fronts)
    yield from (("filter", saved.name, saved.query) for saved in config.filters)
    yield from (("alert", alert.name, alert.query) for alert in config.alerts)


def _settings(config: Config) -> Iterator[str]:
    if config.settings.window > config.settings.retention:
        yield "[settings] window is longer than retention: its older part will be empty after a restart"
