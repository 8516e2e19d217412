"""What ``once`` and ``report`` print: the situation, or what changed since the last shift.

Invariant: both print what the board shows at the same instant, from the same store through the same query.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from tui import handover as handovers
from tui import report as reports
from tui.config import Config
from tui.console import UsageError, known_fronts, place_ids, put, say
from tui.history import recall, recall_both
from tui.query import Predicate, QueryError, alias_map, compile_query, parse
from tui.query.known import Known
from tui.query.nodes import All, conjunction
from tui.situation import Situation, situation
from tui.store.memory import Store
from tui.units import LONGEST, Moment


def print_recalled(
    arguments: argparse.Namespace, config: Config, path: Path, now: dt.datetime, at: dt.datetime | None
) -> None:
    """The situation from the journal at ``path``, now or as known ``at`` an earlier time. UsageError for a wrong query
    or time; JournalError."""
    accepts = asked(arguments, config)
    now = at or now
    store = recall(config, path, until=at, now=now, say=_noted)
    window = config.settings.window if arguments.since is None else _seconds_since(arguments.since, now)
    print_report(arguments.format, situation_of(store, config, window, now, accepts), config, store)


def _seconds_since(moment: Moment, now: dt.datetime) -> float:
    seconds = (now - moment.start(now)).total_seconds()
    if seconds <= 0:
        raise UsageError(f"--since {moment.start(now):%Y-%m-%dT%H:%MZ} is not before {now:%Y-%m-%dT%H:%MZ}")
    return min(seconds, LONGEST)


def print_handover(
    arguments: argparse.Namespace, config: Config, path: Path, now: dt.datetime, at: dt.datetime | None
) -> None:
    """What became known since the last shift. UsageError for a wrong query, time or form; JournalError."""
    now = at or now
    then = arguments.diff.start(now)
    if then >= now:
        raise UsageError(f"--diff {then:%Y-%m-%dT%H:%MZ} is not before {now:%Y-%m-%dT%H:%MZ}")
    writer = handovers.WRITERS.get(arguments.format)
    if writer is None:
        raise UsageError(f"--diff is written as {', '.join(handovers.WRITERS)}, not as {arguments.format}")
    accepts = asked(arguments, config)
    before, after = recall_both(config, path, then=then, until=at, now=now, say=_noted)
    accept = None if accepts is None else after.accept(accepts, now)
    found = handovers.handover(before.incidents.values(), after.incidents.values(), then, now, accept)
    put(writer(found, {front.id: front.name for front in config.fronts}))


def _noted(notice: str) -> None:
    say(f"frontwatch: {notice}")


def asked(arguments: argparse.Namespace, config: Config) -> Predicate | None:
    """What ``--front`` and ``--query`` let through; None: everything. UsageError when either is wrong."""
    fronts: list[str] = arguments.front or []
    known_fronts(fronts, config)
    query: str = arguments.query or ""
    try:
        # Two trees joined, not two texts: "a or b" must not reach beyond the front, nor a fault be shown in the wrong
        # place.
        typed = parse(query)
        for stranger in Known(config.fronts, config.sources, config.actors).strangers(typed):
            say(f"frontwatch: --query: {stranger}")
        both = conjunction((parse(" or ".join(f"front={front}" for front in fronts)), typed))
        return None if isinstance(both, All) else compile_query(both, alias_map(config.actors), place_ids)
    except QueryError as error:
        raise UsageError(f"--query: {error}\n  {query}\n  {' ' * error.position}^") from None


def situation_of(
    store: Store, config: Config, window: float, now: dt.datetime, accepts: Predicate | None = None
) -> Situation:
    """The last ``window`` seconds before ``now``; what ``accepts`` refuses is counted as hidden."""
    accept = None if accepts is None else store.accept(accepts, now)
    return situation(store, config.fronts, window, now, accept)


def print_report(form: str, picture: Situation, config: Config, store: Store) -> None:
    """``form``: json, csv, md or text."""
    if form == "json":
        put(reports.dumps(reports.to_json(picture, config.sources, store.feeds)) + "\n")
    elif form == "csv":
        put(reports.to_csv(picture))
    else:
        write = reports.to_markdown if form == "md" else reports.to_text
        put(write(picture, config.sources, store.feeds))
