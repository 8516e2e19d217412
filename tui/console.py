"""What every command shares: its configuration, its journal, and how it talks to a pipe."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tui.clock import Clock, SystemClock

if TYPE_CHECKING:
    from tui.config import Config
    from tui.replay import ReplayClock


class UsageError(Exception):
    """Wrong use: said on stderr in one line, exit status 2."""


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


def place_ids(spelling: str) -> list[str]:
    """Every place of that name, for ``place:``; the gazetteer is unpacked when the first such filter asks."""
    from tui.extraction.gazetteer import gazetteer

    return [place.id for place in gazetteer().find(spelling)]


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
