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
from typing import TYPE_CHECKING

from tui import text
from tui.arguments import parser
from tui.clock import SystemClock
from tui.console import (
    UsageError,
    configuration,
    journal_path,
    kept,
    opened,
    place_ids,
    put,
    recorded,
    recording,
    say,
)

if TYPE_CHECKING:
    from tui.config import Config
    from tui.query import Predicate
    from tui.situation import Situation
    from tui.store.memory import Store

OK, SOME_FAILED, WRONG = 0, 1, 2


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
        if arguments.follow and (arguments.demo or path is None):
            raise UsageError("--follow needs the journal of a running board or of `frontwatch collect`")
        if path is None and arguments.at is not None:
            raise UsageError("--at needs a journal: without one nothing is known of an earlier time")
        start = Start(
            config=config,
            journal=None if path is None else str(path),
            clock=recorded(clock),
            watch=not arguments.demo,
            follow=arguments.follow,
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
                start=arguments.screen,
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
    from tui.history import recall

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
    from tui.history import recall_both

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


def tmux(arguments: argparse.Namespace) -> int:
    """A tmux layout: printed as shell lines, or run."""
    import shutil
    import subprocess

    from tui import panes

    config = configuration(arguments)
    if arguments.demo or journal_path(arguments, config) is None:
        raise UsageError("the panes share one journal: not with --demo nor --journal none")
    front = (arguments.front or [front.id for front in config.fronts[:1]] or [None])[0]
    if front is not None and front not in {one.id for one in config.fronts}:
        raise UsageError(f"no front {front}; there are {', '.join(one.id for one in config.fronts)}")
    shared = panes.shared(arguments.config, arguments.journal, ascii_only=arguments.ascii)
    lines = panes.layout(panes.program(), shared, arguments.session, front, shutil.get_terminal_size((200, 60)))
    last = panes.attach(arguments.session, inside=bool(os.environ.get("TMUX")))
    if not arguments.run:
        put("".join(f"{panes.quoted(line)}\n" for line in (*lines, last)))
        return OK
    if shutil.which("tmux") is None:
        raise UsageError("tmux is not installed; without --run the layout is printed")
    if subprocess.run(panes.exists(arguments.session), capture_output=True, check=False).returncode != 0:  # noqa: S603
        for line in lines:
            made = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603
            if made.returncode != 0:
                raise UsageError(f"tmux: {text.line(made.stderr) or made.returncode}")
    return subprocess.run(last, check=False).returncode  # noqa: S603


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "board": board,
    "once": once,
    "report": report,
    "extract": extract,
    "ledger": ledger,
    "collect": collect,
    "check": check,
    "import": import_opml,
    "tmux": tmux,
}
