"""The command line: one function a command, which returns an exit status of :mod:`tui.console`.

Invariant: nothing but the board imports Textual, and only once it opens.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui import text
from tui.arguments import BOARD, parse
from tui.clock import SystemClock
from tui.console import (
    INTERRUPTED,
    OK,
    SOME_FAILED,
    WRONG,
    OutputError,
    UsageError,
    configuration,
    existing_journal,
    flush,
    journal_path,
    kept,
    known_fronts,
    opened,
    place_ids,
    put,
    recorded,
    recording,
    say,
    takes_ascii_only,
    terminal,
)

if TYPE_CHECKING:
    from tui.clock import Clock
    from tui.config import Config
    from tui.link import Link
    from tui.replay import ReplayClock


def run(argv: list[str]) -> int:
    """Run one command; returns its exit status."""
    arguments = parse(argv)
    command: Callable[[argparse.Namespace], int] = COMMANDS[arguments.command]
    try:
        status = command(arguments)
        flush()
    except UsageError as error:
        say(f"frontwatch: {error}")
        return WRONG
    except OutputError as error:
        say(f"frontwatch: {error}")
        _forget_output()
        return SOME_FAILED
    except BrokenPipeError:  # `frontwatch report | head`
        _forget_output()
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _forget_output() -> None:
    """What is still to be written goes nowhere, so that Python does not fail on it once more while it ends."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


# --- the commands -------------------------------------------------------------------------------------


def board(arguments: argparse.Namespace) -> int:
    """The screen, with a collector of its own."""
    terminal()
    with contextlib.ExitStack() as beside:
        config, clock, banner = beside.enter_context(recording(arguments))
        known_fronts(arguments.front or (), config)
        passing = arguments.demo and arguments.journal in (None, "none")
        path = beside.enter_context(_passing_journal()) if passing else journal_path(arguments, config)
        if arguments.follow and (arguments.demo or path is None):
            raise UsageError("--follow needs the journal of a running board or of `frontwatch collect`")
        if path is None and arguments.at is not None:
            raise UsageError("--at needs a journal: without one nothing is known of an earlier time")
        return _opened_board(arguments, config, clock, banner, path)


def _opened_board(arguments: argparse.Namespace, config: Config, clock: Clock, banner: str, path: Path | None) -> int:
    """The board from its first frame to the key that leaves it."""
    from tui.link import Link
    from tui.mutes import MUTES_KEY, Mutes
    from tui.protocol import Start
    from tui.recall import Recaller
    from tui.store.marks import MARKS_KEY, Marks
    from tui.store.memory import Store
    from tui.views.app import run_board
    from tui.views.board import Board
    from tui.views.opening import Opening

    start = Start(
        config=config,
        journal=None if path is None else str(path),
        clock=recorded(clock),
        watch=not arguments.demo,
        follow=arguments.follow,
    )
    with contextlib.closing(Link(start, clock)) as link, _heralded(start.clock, link):
        link.open()
        store = Store(config.sources, Marks.load(kept(path, MARKS_KEY) or b""), fronts=config.fronts)
        shown = Board(
            config,
            clock,
            store,
            Opening(
                ascii_only=arguments.ascii or takes_ascii_only(),
                banner=banner,
                fronts=tuple(arguments.front or ()),
                watching=arguments.wall,
            ),
            place_ids=place_ids,
            mutes=Mutes.load(kept(path, MUTES_KEY) or b""),
        )
        memory = None if path is None else Recaller(start)
        at = None if arguments.at is None else arguments.at.end(clock.now())
        return run_board(shown, link, start=arguments.screen, rotate=arguments.rotate, memory=memory, at=at)


def _heralded(clock: ReplayClock | None, link: Link) -> contextlib.AbstractContextManager[None]:
    """The feeds of a recording are asked again as soon as they show something else."""
    from tui.replay import heralded

    if clock is None:
        return contextlib.nullcontext()
    return heralded(clock, lambda *sources: link.send("refresh", *sources))


@contextlib.contextmanager
def _passing_journal() -> Iterator[Path]:
    """A journal for as long as a demonstration runs, so that it can look back."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="frontwatch-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "journal.db"


def once(arguments: argparse.Namespace) -> int:
    """Every feed once; the report; 1 when a feed failed."""
    from tui import printing
    from tui.model import FeedStatus
    from tui.store.memory import Store
    from tui.unattended import collect_once

    with recording(arguments) as (config, clock, _):
        store = Store(config.sources, fronts=config.fronts)
        path = journal_path(arguments, config)
        for notice in collect_once(config, clock, path, store):
            say(f"frontwatch: {notice}")
        now = clock.now()
        picture = printing.situation_of(store, config, config.settings.window, now)
    failed = [feed for feed in store.feeds.values() if feed.status in (FeedStatus.FAILED, FeedStatus.GONE)]
    printing.print_report("json" if arguments.json else "text", picture, config, store)
    names = {source.id: source.name for source in config.sources}
    for feed in failed:
        say(f"frontwatch: {names.get(feed.source, feed.source)}: {feed.error}")
    return SOME_FAILED if failed else OK


def report(arguments: argparse.Namespace) -> int:
    """What the journal knows, at any time it covers; or the recording, at its end."""
    from tui import printing
    from tui.store.errors import JournalError

    with contextlib.ExitStack() as beside:
        config, clock, _ = beside.enter_context(recording(arguments, whole=True))
        path = beside.enter_context(_recorded_journal(arguments, config, clock)) if arguments.demo else None
        path = path or existing_journal(arguments, config)
        now = clock.now()
        at = None if arguments.at is None else arguments.at.end(now)
        try:
            if arguments.diff is not None:
                printing.print_handover(arguments, config, path, now, at)
            else:
                printing.print_recalled(arguments, config, path, now, at)
        except JournalError as error:
            raise UsageError(str(error)) from None
    return OK


@contextlib.contextmanager
def _recorded_journal(arguments: argparse.Namespace, config: Config, clock: Clock) -> Iterator[Path]:
    """A passing journal of the whole recording."""
    from tui.store.memory import Store
    from tui.unattended import collect_once

    if arguments.journal not in (None, "none"):
        raise UsageError("report --demo reads the recording, --journal what was collected: name one of them")
    if arguments.at is not None or arguments.diff is not None:
        raise UsageError("report --demo takes in the recording at once, at its end: --at and --diff need a journal")
    with _passing_journal() as path:
        collect_once(config, clock, path, Store(config.sources, fronts=config.fronts))
        yield path


def extract(arguments: argparse.Namespace) -> int:
    """Texts in, what was found in each out."""
    from tui import reading

    config = configuration(arguments)
    with opened(arguments.file) as stream:
        if arguments.jsonl:
            return _unread(reading.extract_jsonl(stream, config, SystemClock().now(), put))
        put(reading.explain(stream.read(), config))
        return OK


def ledger(arguments: argparse.Namespace) -> int:
    """Texts in, incidents out."""
    from tui import reading

    config = configuration(arguments)
    with opened(arguments.file) as stream:
        return _unread(reading.ledger_jsonl(stream, config, SystemClock().now(), put))


def _unread(lines: int) -> int:
    """The status after so many lines that could not be read; each has its error in its place in the output."""
    from tui.wording import plural

    if not lines:
        return OK
    say(f'{plural(lines, "line")} could not be read: see "error" in the output')
    return SOME_FAILED


def collect(arguments: argparse.Namespace) -> int:
    """Poll without a screen until told to stop."""
    from tui.unattended import collect_forever

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
        say(f"left out: {refusal}")
    return SOME_FAILED if converted.refusals else OK


def tmux(arguments: argparse.Namespace) -> int:
    """A tmux layout: printed as shell lines, or run."""
    import shutil
    import subprocess

    from tui import panes

    config = configuration(arguments)
    if journal_path(arguments, config) is None:
        raise UsageError("the panes share one journal: not with --journal none")
    front = (arguments.front or [front.id for front in config.fronts[:1]] or [None])[0]
    known_fronts(arguments.front or (), config)
    if len(arguments.front or ()) > 1:
        raise UsageError("the session has one desk: name one --front")
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
    BOARD: board,
    "once": once,
    "report": report,
    "extract": extract,
    "ledger": ledger,
    "collect": collect,
    "check": check,
    "import": import_opml,
    "tmux": tmux,
}
