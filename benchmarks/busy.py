"""The board with a hundred thousand incidents in a real tmux: from a key to the painted picture.

    python -m benchmarks.busy [--incidents 100000] [--rate 50] [--presses 40]

A tmux of its own (200x60, its own socket) runs the board on made-up incidents; a control client presses keys and reads
what the pane writes. A key's time runs until the last byte of the picture it leads to (the pane is quiet for
:data:`QUIET` after it, which is taken off). Then the same while ``--rate`` more incidents arrive each second. Peer:
``less`` on as many lines in the same tmux, whose picture a cursor key changes by one line.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import pathlib
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tui.clock import SystemClock
from tui.config import Config, load
from tui.model import Changes, Claim, ClaimRow, Class, Dyad, Figure, Grade, Incident, Outcome, Report, State

QUIET = 0.12
"""Seconds without a byte after which a picture is held to be painted."""
ESCAPED = 0.3
"""Seconds after Esc before the next key: closer together the two are one key with Alt."""
LIMIT = 20.0
"""Seconds that one key may take before it is given up."""
KEYS = {
    "down a row": ("j",) * 6,
    "half a screen": ("C-d",) * 6,
    "to the end and back": ("G", "g"),
    "sort": ("S",) * 2,
    "open the evidence and close": ("i", "Escape"),
    "wall and back": ("w", "0"),
    "filter, letter by letter": ("/", *"killed>=20", "Escape"),
}


def incidents(
    config: Config, numbers: range, now: dt.datetime, apart: float = 60.0, seed: int = 11
) -> Iterator[Incident]:
    """One every ``apart`` seconds back from ``now`` on the fronts of ``config``; equal numbers, equal incidents."""
    fronts = [front for front in config.fronts if front.places]
    actors = sorted(actor.name for actor in config.actors)[:80]
    for number in numbers:
        rng = random.Random(seed * 1_000_003 + number)
        front, killed = rng.choice(fronts), rng.randint(1, 60)
        attacker, target = rng.sample(actors, 2)
        when = now - dt.timedelta(seconds=apart * number)
        sentence = f"{killed} {target} fighters were killed in a strike near {rng.choice(front.places)}."
        claim = Claim(
            outcome=Outcome.KILLED, n=killed, low=killed, high=killed, side=target, class_=Class.COMBATANT,
            sentence=sentence, span=(0, len(str(killed))), figure=str(killed),
        )  # fmt: skip
        source = rng.choice(config.sources)
        row = ClaimRow(
            id=f"c{number}", claim=claim, item=f"i{number}", source=source.id, outlet=source.name, origin=source.id,
            published=when, state=State.ACTIVE, reason="",
        )  # fmt: skip
        yield Incident(
            id=f"n{number}",
            title=sentence[:-1],
            fronts=(front.id,),
            actors=(attacker, target),
            dyads=(Dyad(attacker=attacker, target=target, action="air_strike"),),
            first_seen=when,
            last_seen=when,
            reports=(
                Report(
                    item=row.item, source=source.id, outlet=source.name, role=source.role, title=sentence, url="",
                    time=when, seen=when, origin=source.id,
                ),
            ),
            claims=(row,),
            figures=(
                Figure(
                    side=target, class_=Class.COMBATANT, outcome=Outcome.KILLED, low=killed, high=killed,
                    headline=killed, claimant=None, text=str(killed), claims=(row.id,),
                ),
            ),
            grade=rng.choice(tuple(Grade)),
            grade_reason="made up",
            origins=1,
            outlets=1,
        )  # fmt: skip


@dataclass
class Made:
    """A feed that gives ``count`` incidents at once and ``rate`` a second once ``begin`` exists."""

    config_: Config
    count: int
    rate: int
    begin: pathlib.Path
    given: int = 0
    begun: float = 0.0
    status: str = ""

    def config(self) -> Config | None:
        return None

    def send(self, command: str, *args: str) -> None:
        """Nobody collects here."""

    def changes(self) -> list[Changes]:
        now = dt.datetime.now(dt.UTC)
        if self.given < self.count:
            more = range(self.given, min(self.given + 5_000, self.count))
        elif self.begin.exists():
            self.begun = self.begun or time.monotonic()
            wanted = self.count + int((time.monotonic() - self.begun) * self.rate)
            more = range(self.given, wanted)
        else:
            return []
        self.given = more.stop
        found = tuple(incidents(self.config_, more, now, 0.0 if self.begun else 60.0))
        return [Changes(time=now, incidents=found)] if found else []


def board(count: int, rate: int, begin: pathlib.Path) -> None:
    """What runs inside tmux."""
    from tui.views.app import BoardApp
    from tui.views.board import Board

    os.chdir(begin.parent)
    config = load(None)
    clock = SystemClock()
    made = Board(config, clock)
    made.window = None
    BoardApp(made, Made(config, count, rate, begin), start="desk").run()


@dataclass
class Tmux:
    """A tmux server of our own with one pane, and a control client that types and listens."""

    command: Sequence[str]
    socket: str = field(default_factory=lambda: f"frontwatch-bench-{os.getpid()}")

    def __enter__(self) -> Tmux:
        new = ["tmux", "-L", self.socket, "-f", "/dev/null", "-C", "new-session", "-x", "200", "-y", "60"]
        self.client = subprocess.Popen([*new, *self.command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.client.stdin is not None
        assert self.client.stdout is not None
        self.out, self.into = self.client.stdout.fileno(), self.client.stdin
        self.say("refresh-client -C 200x60")
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], check=False)
        # Nobody reads what the client still has to say, so it may wait for that for ever.
        self.client.kill()
        self.client.wait()

    def say(self, line: str) -> None:
        self.into.write(line.encode() + b"\n")
        self.into.flush()

    def key(self, name: str) -> float | None:
        """Milliseconds from the key to the last byte of its picture; None: nothing was painted."""
        begun = time.monotonic()
        self.say(f"send-keys {'' if len(name) > 1 else '-l '}'{name}'")
        last = self.settled(begun)
        if name == "Escape":
            time.sleep(ESCAPED)
        return (last - begun) * 1_000 if last else None

    def settled(self, begun: float) -> float | None:
        """When the pane wrote the last byte before it fell quiet."""
        last: float | None = None
        while time.monotonic() - begun < LIMIT:
            wait = QUIET if last else 1.0
            if not select.select([self.out], [], [], wait)[0]:
                return last
            if b"%output" in os.read(self.out, 1 << 20):
                last = time.monotonic()
        return last

    def until(self, words: str, limit: float = 600.0) -> None:
        begun = time.monotonic()
        while time.monotonic() - begun < limit:
            self.settled(time.monotonic())
            shot = ["tmux", "-L", self.socket, "capture-pane", "-p"]
            if words in subprocess.run(shot, capture_output=True, text=True, check=True).stdout:
                return
        raise TimeoutError(words)


def measure(tmux: Tmux, keys: Sequence[str], presses: int) -> str:
    times: list[float] = []
    while len(times) < presses:
        times += [took for name in keys if (took := tmux.key(name)) is not None]
        if not times:
            return "paints nothing"
    times.sort()
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    return f"p50 {p50:5.0f} ms   p95 {p95:5.0f} ms   longest {times[-1]:5.0f} ms   of {len(times)} keys"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--incidents", type=int, default=100_000)
    arguments.add_argument("--rate", type=int, default=50)
    arguments.add_argument("--presses", type=int, default=40)
    arguments.add_argument("--inside", type=pathlib.Path, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.inside:
        board(options.incidents, options.rate, options.inside)
        return 0
    if shutil.which("tmux") is None:
        print("tmux is not installed: nothing to measure in")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(folder, "lines")
        lines.write_text("".join(f"{number} strike near Hajin\n" for number in range(options.incidents)))
        with Tmux(["less", str(lines)]) as tmux:
            tmux.until("strike")
            print(f"less, down a row             {measure(tmux, ('j',), options.presses)}")
        begin = pathlib.Path(folder, "begin")
        inside = [sys.executable, "-m", "benchmarks.busy", "--inside", str(begin)]
        inside += ["--incidents", str(options.incidents), "--rate", str(options.rate)]
        with Tmux(inside) as tmux:
            begun = time.monotonic()
            tmux.until(f"{options.incidents:,} incidents")
            print(f"{options.incidents:,} incidents on the board after {time.monotonic() - begun:.0f} s")
            for name, keys in KEYS.items():
                print(f"{name:<28} {measure(tmux, keys, options.presses)}", flush=True)
            begin.touch()
            print(f"while {options.rate} a second arrive:")
            for name, keys in KEYS.items():
                print(f"{name:<28} {measure(tmux, keys, options.presses)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
