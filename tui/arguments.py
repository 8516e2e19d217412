"""What the command line accepts. Global options stand before or after the command.

Invariant: an option that says what is shown is obeyed or refused, never passed over: who asks for one front and is
shown all is misled.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tui.units import Moment, UnreadableError, moment_of, seconds_of

SCREENS = ("wall", "desk", "ledger", "pressure", "charts", "map", "sources")
BOARD = "board"
"""The command that goes without a name."""
_DEFAULTS: dict[str, object] = {
    "command": BOARD,
    "config": None,
    "journal": None,
    "ascii": False,
    "demo": False,
    "speed": None,
    "wall": False,
    "front": None,
    "rotate": 20.0,
    "at": None,
    "follow": False,
    "screen": SCREENS[0],
}
_GOES_WITH = {
    "wall": (BOARD,),
    "rotate": (BOARD,),
    "screen": (BOARD,),
    "follow": (BOARD,),
    "at": (BOARD, "report"),
    "front": (BOARD, "report", "tmux"),
    "demo": (BOARD, "once", "report", "collect"),
    "speed": (BOARD, "once", "collect"),
}
"""Options that may stand before a command but say something to these alone."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of one command; wrong use ends the program with what was expected and status 2."""
    root = parser()
    arguments = root.parse_args(argv)
    for name, commands in _GOES_WITH.items():
        if arguments.command not in commands and getattr(arguments, name) != _DEFAULTS[name]:
            right = ", ".join("the board" if command == BOARD else command for command in commands)
            root.error(f"--{name} says nothing to {arguments.command}; it goes with {right}")
    if arguments.speed is not None and not arguments.demo:
        root.error("--speed is that of the recording: it goes with --demo")
    return arguments


def parser() -> argparse.ArgumentParser:
    """The parser; its namespace always has ``command`` and every global option."""
    root = argparse.ArgumentParser(
        prog="frontwatch",
        description="A situation board for armed conflict: who claims what, and why each number is there.",
        epilog="Without a command: the board. Exit status: 0 fine, 1 some input failed, 2 wrong use or configuration.",
        allow_abbrev=False,
    )
    root.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    root.set_defaults(**_DEFAULTS)
    _globals(root)
    _replay(root)
    root.add_argument("--wall", action="store_true", help="wall display: no mouse, fronts rotate when they do not fit")
    root.add_argument("--front", action="append", metavar="ID", help="only this front; may be repeated")
    root.add_argument("--rotate", type=duration, metavar="TIME", help="with --wall: time between pages; default: 20s")
    root.add_argument("--at", type=moment, metavar="TIME", help="open the board as it was known at this time")
    root.add_argument("--follow", action="store_true", help="ask no feed: follow the journal of another process")
    root.add_argument("--screen", choices=SCREENS, help="open on this screen; desk: of the first --front")
    commands = root.add_subparsers(title="commands", metavar="COMMAND")
    _once(_add(commands, "once", "poll every feed once, print the situation report and each feed's health"))
    _report(_add(commands, "report", "the situation from the journal, now or at an earlier time"))
    _texts(
        _add(commands, "extract", "what a text says: figures, actors, places, and why each counts or not"),
        "many texts: one JSON object a line, in and out",
    )
    _texts(
        _add(commands, "ledger", "texts to incidents: JSON lines in, one line an incident out"),
        "as ever: the ledger knows no other form",
    )
    _replay(_add(commands, "collect", "poll without a screen, for a server"))
    _add(commands, "check", "say whether sources.toml is sound, and what it holds")
    _tmux(_add(commands, "tmux", "a tmux layout of wall, desk and sources: printed, or run"))
    opml = _add(commands, "import", "the OPML of another reader to [[source]] tables on standard output")
    opml.add_argument("file", type=Path, metavar="FILE.opml", help="-: standard input")
    return root


class _Version(argparse.Action):
    """Looks the version up when it is asked for: to import what can costs as much as a command's own start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"frontwatch {version('frontwatch')}\n")
        parser.exit()


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, does: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=does, description=does[:1].upper() + does[1:] + ".", allow_abbrev=False)
    command.set_defaults(command=name)
    _globals(command)
    return command


def _globals(command: argparse.ArgumentParser) -> None:
    # SUPPRESS: an option left out after the command must not undo one given before it.
    shared = command.add_argument_group("global options")
    quiet = argparse.SUPPRESS
    shared.add_argument("--config", type=Path, default=quiet, metavar="FILE", help="sources.toml to use")
    shared.add_argument(
        "--journal", default=quiet, metavar="FILE|none", help="where to keep what was read; none: nowhere"
    )
    shared.add_argument("--ascii", action="store_true", default=quiet, help="draw with ASCII only")


def _demo(command: argparse.ArgumentParser) -> None:
    shown = "the built-in recording; needs no network"
    command.add_argument("--demo", action="store_true", default=argparse.SUPPRESS, help=shown)


def _replay(command: argparse.ArgumentParser) -> None:
    _demo(command)
    command.add_argument(
        "--speed",
        type=_speed,
        default=argparse.SUPPRESS,
        metavar="N",
        help="with --demo: recorded seconds a second; 0 or all: all at once; default: 240",
    )


def _once(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object instead of text")
    _replay(command)


def _report(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=("text", "md", "json", "csv"), default="text", help="default: text")
    command.add_argument(
        "--since",
        type=moment,
        metavar="TIME",
        help="window: 24h, 7d, yesterday, monday, last-week or a time; default: that of the settings",
    )
    # SUPPRESS: "frontwatch --at TIME report" means the same.
    command.add_argument(
        "--at",
        type=moment,
        default=argparse.SUPPRESS,
        metavar="TIME",
        help="as known at this time: 2018-05-08T06:00Z, 8h (ago), yesterday (its end)",
    )
    command.add_argument(
        "--diff",
        "--since-handover",
        dest="diff",
        type=moment,
        metavar="TIME",
        help="only what became known since then: new, risen, corrected, other grades; a time, or a duration such as 8h",
    )
    command.add_argument(
        "--front", action="append", default=argparse.SUPPRESS, metavar="ID", help="only this front; may be repeated"
    )
    command.add_argument("--query", metavar="Q", help="a query of the filter language")
    _demo(command)


def _tmux(command: argparse.ArgumentParser) -> None:
    command.add_argument("--run", action="store_true", help="make the session and attach to it")
    command.add_argument("--session", default="frontwatch", metavar="NAME", type=_session, help="default: frontwatch")
    command.add_argument(
        "--front",
        action="append",
        default=argparse.SUPPRESS,
        metavar="ID",
        help="front of the desk; default: the first",
    )


def _texts(command: argparse.ArgumentParser, jsonl: str) -> None:
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: standard input")
    command.add_argument("--jsonl", action="store_true", help=jsonl)


def duration(word: str) -> float:
    """Seconds; wrong words end the command with what was expected."""
    try:
        return seconds_of(word)
    except UnreadableError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def moment(word: str) -> Moment:
    """A time, or one that hangs on the clock of the command."""
    try:
        return moment_of(word)
    except UnreadableError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _session(word: str) -> str:
    if not word or not all(char.isalnum() or char in "-_" for char in word):
        raise argparse.ArgumentTypeError(f"{word!r} is no name for a session: expected letters, digits, - and _")
    return word


def _speed(word: str) -> float:
    try:
        speed = 0.0 if word == "all" else float(word)
    except ValueError:
        speed = -1.0
    if not 0 <= speed <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{word!r} is no speed: expected a number from 0, or all")
    return speed
