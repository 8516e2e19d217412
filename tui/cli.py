"""The command line: one function a command. Nothing but the board imports Textual, and only once it opens.

Exit status: 0 fine, 1 some input failed (said on stderr), 2 wrong use or configuration.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tui import text
from tui.arguments import parser
from tui.clock import Clock, SystemClock

if TYPE_CHECKING:
    from tui.config import Config
    from tui.query import Predicate
    from tui.replay import ReplayClock
    from tui.situation import Situation
    from tui.store.memory import Store

OK, SOME_FAILED, WRONG = 0, 1, 2


class UsageError(Exception):
    """Wrong use: said on stderr in one line, exit status 2."""


def run(argv: list[str]) -> int:
    """Run one command; returns its exit status."""
    arguments = parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = COMMANDS[arguments.command]
    try:
        return command(arguments)
    except UsageError as error:
        print(f"frontwatch: {error}", file=sys.stderr)  # noqa: T201
        return WRONG
    except BrokenPipeError:  # `frontwatch report | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130


def say(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201


def put(words: str) -> None:
    sys.stdout.write(words)


def configuration(arguments: argparse.Namespace) -> Config:
    from tui.config import ConfigError, load

    try:
        return load(arguments.config)
    except ConfigError as error:
        raise UsageError(str(error)) from None


def journal_path(arguments: argparse.Namespace, config: Config) -> Path | None:
    """Where the journal stands: the option, the setting, the user's state folder; None: nothing is kept."""
    named = arguments.journal if arguments.journal is not None else config.settings.journal
    if named == "none":
        return None
    if named is not None:
        return Path(named).expanduser()
    import platformdirs

    return platformdirs.user_state_path("frontwatch") / "journal.db"


@contextlib.contextmanager
def recording(arguments: argparse.Namespace) -> Iterator[tuple[Config, Clock, str]]:
    """Configuration, clock and banner: of the live feeds, or of the recording while its server runs."""
    if not arguments.demo:
        yield configuration(arguments), SystemClock(), ""
        return
    from tui.recording.values import Recording
    from tui.replay import DEFAULT_SPEED, Replay

    replay = Replay(Recording.load(), DEFAULT_SPEED if arguments.speed is None else arguments.speed)
    config = replay.start()
    try:
        yield config, replay.clock, replay.banner
    finally:
        replay.close()


def kept(path: Path | None, name: str) -> bytes | None:
    """What the last board left under a name: what its user had seen or muted; None where there is no such record."""
    from tui.store.journal import Journal, JournalError

    if path is None or not path.exists():
        return None
    try:
        with Journal.read_only(path) as journal:
            return journal.mark(name)
    except JournalError:
        return None  # the collector says what is wrong with it


def recorded(clock: Clock) -> ReplayClock | None:
    """The clock as a value that another process can go by; None: the system's."""
    from tui.replay import ReplayClock

    return clock if isinstance(clock, ReplayClock) else None


# --- the commands -------------------------------------------------------------------------------------


def board(arguments: argparse.Namespace) -> int:
    """The screen, with a collector of its own."""
    with contextlib.ExitStack() as beside:
        config, clock, banner = beside.enter_context(recording(arguments))
        wrong = set(arguments.front or ()) - {front.id for front in config.fronts}
        if wrong:
            raise UsageError(f"no front {', '.join(sorted(wrong))}; there are {', '.join(f.id for f in config.fronts)}")
        from tui.link import Link
        from tui.mutes import MUTES_KEY, Mutes
        from tui.protocol import Start
        from tui.recall import Recaller
        from tui.store.marks import MARKS_KEY, Marks
        from tui.store.memory import Store
        from tui.views.app import run_board

        path = beside.enter_context(_passing_journal()) if arguments.demo else journal_path(arguments, config)
        if path is None and arguments.at is not None:
            raise UsageError("--at needs a journal: without one nothing is known of an earlier time")
        start = Start(
            config=config, journal=None if path is None else str(path), clock=recorded(clock), watch=not arguments.demo
        )
        link = Link(start, clock)
        link.open()
        try:
            return run_board(
                config,
                link,
                clock,
                banner=banner,
                ascii=arguments.ascii,
                wall=arguments.wall,
                fronts=tuple(arguments.front or ()),
                store=Store(config.sources, Marks.load(kept(path, MARKS_KEY) or b""), fronts=config.fronts),
                mutes=Mutes.load(kept(path, MUTES_KEY) or b""),
                place_ids=place_ids,
                rotate=arguments.rotate,
                memory=None if path is None else Recaller(start),
                at=arguments.at,
            )
        finally:
            link.close()


@contextlib.contextmanager
def _passing_journal() -> Iterator[Path]:
    """A journal for as long as a demonstration runs, so that it can look back."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="frontwatch-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "journal.db"


def once(arguments: argparse.Namespace) -> int:
    """Every feed once; the report; 1 when a feed failed."""
    from tui.collector import collect_once
    from tui.model import FeedStatus
    from tui.store.memory import Store

    with recording(arguments) as (config, clock, _):
        store = Store(config.sources, fronts=config.fronts)
        path = None if arguments.demo else journal_path(arguments, config)
        for notice in collect_once(config, clock, path, store):
            say(f"frontwatch: {notice}")
        now = clock.now()
        picture = situation_of(store, config, config.settings.window, now)
    failed = [feed for feed in store.feeds.values() if feed.status in (FeedStatus.FAILED, FeedStatus.GONE)]
    print_report("json" if arguments.json else "text", picture, config, store)
    names = {source.id: source.name for source in config.sources}
    for feed in failed:
        say(f"frontwatch: {names.get(feed.source, feed.source)}: {feed.error}")
    return SOME_FAILED if failed else OK


def report(arguments: argparse.Namespace) -> int:
    """What the journal knows, at any time it covers."""
    from tui.collector import recall

    config = configuration(arguments)
    path = journal_path(arguments, config)
    if path is None or not path.exists():
        raise UsageError(f"no journal at {path}: run `frontwatch once`, `collect` or the board first, or name one")
    now = arguments.at or SystemClock().now()
    if arguments.diff is not None:
        return handover(arguments, config, path, now)
    store = recall(config, path, until=arguments.at, now=now)
    window = arguments.since if arguments.since is not None else config.settings.window
    print_report(arguments.format, situation_of(store, config, window, now, asked(arguments, config)), config, store)
    return OK


def asked(arguments: argparse.Namespace, config: Config) -> str:
    """The query that ``--front`` and ``--query`` come to."""
    if arguments.front is not None and arguments.front not in {front.id for front in config.fronts}:
        raise UsageError(f"no front {arguments.front}; there are {', '.join(front.id for front in config.fronts)}")
    return " ".join(filter(None, (f"front:{arguments.front}" if arguments.front else "", arguments.query or "")))


def handover(arguments: argparse.Namespace, config: Config, path: Path, now: dt.datetime) -> int:
    """What became known since the last shift."""
    from tui import handover as handovers
    from tui.collector import recall_both

    given = arguments.diff
    then = given if isinstance(given, dt.datetime) else now - dt.timedelta(seconds=given)
    if then >= now:
        raise UsageError(f"--diff {then:%Y-%m-%dT%H:%MZ} is not before {now:%Y-%m-%dT%H:%MZ}")
    writer = handovers.WRITERS.get(arguments.format)
    if writer is None:
        raise UsageError(f"--diff is written as {', '.join(handovers.WRITERS)}, not as {arguments.format}")
    query = asked(arguments, config)
    accepts = accepted(config, query)
    before, after = recall_both(config, path, then=then, until=arguments.at, now=now)
    accept = None if accepts is None else after.accept(accepts, now)
    found = handovers.handover(before.incidents.values(), after.incidents.values(), then, now, accept)
    put(writer(found, {front.id: front.name for front in config.fronts}))
    return OK


def place_ids(spelling: str) -> list[str]:
    """Every place of that name, for ``place:``; the gazetteer is unpacked when the first such filter asks."""
    from tui.extraction.gazetteer import gazetteer

    return [place.id for place in gazetteer().find(spelling)]


def situation_of(store: Store, config: Config, window: float, now: dt.datetime, query: str = "") -> Situation:
    from tui.situation import situation

    accepts = accepted(config, query)
    accept = None if accepts is None else store.accept(accepts, now)
    return situation(store, config.fronts, window, now, accept)


def accepted(config: Config, query: str) -> Predicate | None:
    """What a query lets through; None: everything."""
    from tui.query import QueryError, alias_map, compile_query, parse

    if not query:
        return None
    try:
        return compile_query(parse(query), alias_map(config.actors), place_ids)
    except QueryError as error:
        raise UsageError(f"--query: {error}\n  {query}\n  {' ' * error.position}^") from None


def print_report(form: str, picture: Situation, config: Config, store: Store) -> None:
    from tui import report as reports

    if form == "json":
        put(reports.dumps(reports.to_json(picture, config.sources, store.feeds)) + "\n")
    elif form == "csv":
        put(reports.to_csv(picture))
    else:
        write = reports.to_markdown if form == "md" else reports.to_text
        put(write(picture, config.sources, store.feeds))


def extract(arguments: argparse.Namespace) -> int:
    """Texts in, what was found in each out."""
    from tui import reading

    config = configuration(arguments)
    with opened(arguments.file) as stream:
        if arguments.jsonl:
            return reading.extract_jsonl(stream, config, put)
        put(reading.explain(stream.read(), config))
        return OK


def ledger(arguments: argparse.Namespace) -> int:
    """Texts in, incidents out."""
    from tui import reading

    config = configuration(arguments)
    with opened(arguments.file) as stream:
        return reading.ledger_jsonl(stream, config, SystemClock().now(), put)


@contextlib.contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    if path is None or str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    with stream:
        yield stream


def collect(arguments: argparse.Namespace) -> int:
    """Poll without a screen until told to stop."""
    from tui.collector import collect_forever

    with recording(arguments) as (config, clock, _):
        collect_forever(
            config, clock, journal_path(arguments, config), say, watch=not arguments.demo, place_ids=place_ids
        )
    return OK


def check(arguments: argparse.Namespace) -> int:
    """Is sources.toml sound?"""
    from tui.config import describe, warnings

    config = configuration(arguments)
    put("".join(f"{line}\n" for line in describe(config)))
    for line in warnings(config):
        say(f"warning: {line}")
    return OK


def import_opml(arguments: argparse.Namespace) -> int:
    """OPML to [[source]] tables on stdout; what was refused on stderr."""
    from tui.opml import OpmlError, convert

    with opened(arguments.file) as stream:
        try:
            converted = convert(stream.read())
        except OpmlError as error:
            raise UsageError(f"{arguments.file}: {error}") from None
    put(converted.toml)
    for refusal in converted.refusals:
        say(f"left out: {text.line(refusal)}")
    return SOME_FAILED if converted.refusals else OK


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "board": board,
    "once": once,
    "report": report,
    "extract": extract,
    "ledger": ledger,
    "collect": collect,
    "check": check,
    "import": import_opml,
}
