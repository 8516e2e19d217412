"""What every command shares: its configuration, its journal, and how it talks to a pipe.

Invariant: whatever is wrong outside (a file, a full disk, a pipe that was closed) is one line on standard error and an
exit status, never a traceback; and no line said carries what would steer the terminal.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from tui import text
from tui.clock import Clock, SystemClock

if TYPE_CHECKING:
    from tui.config import Config
    from tui.replay import ReplayClock


OK, SOME_FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: fine; some input or the output failed (said on stderr); wrong use or configuration; Ctrl+C."""


class UsageError(Exception):
    """Wrong use: said on stderr, exit status 2."""


class OutputError(Exception):
    """Standard output cannot be written: said on stderr, exit status 1."""


def say(words: str) -> None:
    """One line on standard error. Where nobody reads it any more it is lost: a log must not stop what it tells of."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(text.aligned(words), file=sys.stderr)  # noqa: T201  paths and addresses may hold anything


_CANNOT = ("strict", "surrogateescape")
"""How Python takes letters that the encoding of its output has not, unless told otherwise: it fails."""


def put(words: str) -> None:
    """Text on standard output, as it is. BrokenPipeError when its reader has gone, OutputError for any other fault."""
    _output(lambda stream: stream.write(words))


def flush() -> None:
    """All that was put is out: a fault shows here and not while Python ends. Errors as for :func:`put`."""
    _output(lambda stream: stream.flush())


def _output(work: Callable[[TextIO], object]) -> None:
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors in _CANNOT:
        # A terminal of another encoding gets \u041a for the letters it has not; in JSON that reads back the same.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        work(sys.stdout)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror}") from None


def known_fronts(wanted: Iterable[str], config: Config) -> None:
    """UsageError when a front of the command line is none of the configuration's."""
    there = [front.id for front in config.fronts]
    wrong = sorted(set(wanted) - set(there))
    if wrong:
        raise UsageError(f"no front {', '.join(wrong)}; there are {', '.join(there) or 'none'}")


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


def existing_journal(arguments: argparse.Namespace, config: Config) -> Path:
    """The journal to read. UsageError when none is kept, or nothing has been kept yet."""
    path = journal_path(arguments, config)
    if path is None:
        raise UsageError("there is no journal to read with --journal none")
    try:
        path.stat()  # exists() raises where a folder on the way may not be looked into
    except (FileNotFoundError, NotADirectoryError):
        problem = f"no journal at {path}: run `frontwatch once`, `collect` or the board first, or name one"
        raise UsageError(f"{problem}; `frontwatch report --demo` reports the recording") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    return path


def terminal() -> None:
    """UsageError where there is none: keys come from standard input, frames go to standard error, as Textual has it."""
    if os.environ.get("TERM") == "dumb":
        raise UsageError("the board cannot draw in a terminal that calls itself dumb (TERM); `frontwatch once` prints")
    named = (("standard input", sys.stdin), ("standard error, where it draws,", sys.stderr))
    for name, stream in named:
        if stream is None or not stream.isatty():
            raise UsageError(
                f"the board needs a terminal, and {name} is none; "
                "`frontwatch once` and `report` print, `collect` runs without one"
            )


def takes_ascii_only() -> bool:
    """The encoding of the terminal has no lines to draw with. A letter that it has not is a question mark from then
    on, which keeps its cell, where an escape would push the line beside it away."""
    stream = sys.stderr
    try:
        "┏•…▁".encode(stream.encoding)
    except UnicodeEncodeError:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        return True
    return False


@contextlib.contextmanager
def recording(arguments: argparse.Namespace, *, whole: bool = False) -> Iterator[tuple[Config, Clock, str]]:
    """Configuration, clock and banner: of the live feeds, or of the recording while its server runs; ``whole``: all
    of it at once, at its end."""
    if not arguments.demo:
        yield configuration(arguments), SystemClock(), ""
        return
    from tui.recording.values import Recording
    from tui.replay import ALL, DEFAULT_SPEED, Replay

    wanted = DEFAULT_SPEED if arguments.speed is None else arguments.speed
    replay = Replay(Recording.load(), ALL if whole else wanted)
    config = replay.start()
    try:
        yield config, replay.clock, replay.banner
    finally:
        replay.close()


def kept(path: Path | None, name: str) -> bytes | None:
    """What the last board left under a name: what its user had seen or muted; None where there is no such record."""
    from tui.store.journal import Journal, JournalError

    if path is None:
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


def place_ids(spelling: str) -> list[str]:
    """Every place of that name, for ``place:``; the gazetteer is unpacked when the first such filter asks."""
    from tui.extraction.gazetteer import gazetteer

    return [place.id for place in gazetteer().find(spelling)]


@contextlib.contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """A file's bytes; None and "-": standard input. UsageError when it cannot be opened."""
    if path is None or str(path) == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed; name a file")
        yield sys.stdin.buffer
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    with stream:
        yield stream
