"""A tmux session of three boards: the wall on the left, a front's desk and the feeds on the right.

Invariant: one pane asks the feeds and writes the journal, the others follow it; every command is a list of arguments
and is quoted once for each shell that reads it, whatever a path holds. Pure but for :func:`program`.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

Command = list[str]


def program() -> Command:
    """How to start frontwatch again: by its name where it is on the path, else by this Python."""
    return ["frontwatch"] if shutil.which("frontwatch") else [sys.executable, "-m", "tui"]


def shared(config: Path | None, journal: str | None, *, ascii_only: bool) -> Command:
    """The options that all panes have in common; paths in full, for tmux starts elsewhere."""
    options: Command = []
    if config is not None:
        options += ["--config", str(config.absolute())]
    if journal is not None:
        options += ["--journal", str(Path(journal).expanduser().absolute())]
    return [*options, "--ascii"] if ascii_only else options


def layout(
    program: Sequence[str], options: Sequence[str], session: str, front: str | None, size: tuple[int, int]
) -> list[Command]:
    """The commands that make the session, to be run one after another; ``size`` is columns and lines."""
    follow = [*program, *options, "--follow"]
    desk = [*follow, "--screen", "desk", *(["--front", front] if front is not None else [])]
    target = f"={session}:"
    return [
        ["tmux", "new-session", "-d", "-s", session, "-x", str(size[0]), "-y", str(size[1]),
         quoted([*program, *options, "--wall"])],
        ["tmux", "split-window", "-h", "-l", "45%", "-t", target, quoted(desk)],
        ["tmux", "split-window", "-v", "-l", "35%", "-t", target, quoted([*follow, "--screen", "sources"])],
        ["tmux", "select-pane", "-t", target, "-L"],
    ]  # fmt: skip


def exists(session: str) -> Command:
    """Succeeds when the session is there already."""
    return ["tmux", "has-session", "-t", f"={session}"]


def attach(session: str, *, inside: bool) -> Command:
    """``inside`` a tmux, its client is switched over: sessions do not nest."""
    return ["tmux", "switch-client" if inside else "attach-session", "-t", f"={session}"]


def quoted(command: Iterable[str]) -> str:
    """As a shell reads it."""
    return shlex.join(command)
