"""The board in a real pseudo-terminal: first paint, idle CPU, time to quit, and stalls while feeds arrive.

    python -m benchmarks.board [--idle 60] [--feeds FOLDER]

FOLDER holds feed files (``*.xml``) that a loopback server hands out for the stall measurement; without it, the feeds
are made from the recording's own sentences. Prints figures; decides nothing. Peers: first paint beside a bare Textual
app in the same terminal.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import os
import pathlib
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import msgspec

from tests.served import served
from tui.model import FeedStatus

if TYPE_CHECKING:
    from tui.config import Config
    from tui.views.board import Board

PATIENCE = 120.0
"""Seconds until all feeds are to be shown."""
SIZE = (60, 200)
BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("Hajin")

Bare().run()
"""


class Terminal:
    """A program in a pseudo-terminal of our own."""

    def __init__(self, command: Sequence[str]) -> None:
        self.begun = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execv(command[0], list(command))  # noqa: S606
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        self.seen = b""

    def until(self, words: bytes, limit: float = 60.0) -> float:
        """Seconds since the start until ``words`` are on the screen."""
        while words not in self.seen and time.monotonic() - self.begun < limit:
            self.read(0.05)
        return time.monotonic() - self.begun

    def read(self, seconds: float) -> int:
        """Read what it writes for a while; bytes."""
        count, end = 0, time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                break
            try:
                part = os.read(self.fd, 65_536)
            except OSError:
                break
            self.seen = (self.seen + part)[-4_000_000:]
            count += len(part)
        return count

    def cpu(self) -> float:
        """CPU seconds of the program itself so far."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Resident megabytes."""
        for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def press(self, keys: bytes) -> float:
        """Send keys; seconds until the program ended, at most 10."""
        begun = time.monotonic()
        os.write(self.fd, keys)
        while time.monotonic() - begun < 10:
            self.read(0.02)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return time.monotonic() - begun
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return time.monotonic() - begun


def paint_and_idle(idle: float) -> None:
    bare = Terminal([sys.executable, "-c", BARE])
    first_bare = bare.until(b"Hajin")
    bare.press(b"\x11")
    firsts = []
    for _ in range(3):
        terminal = Terminal([sys.executable, "-m", "tui", "--demo", "--speed", "0"])
        firsts.append(terminal.until(b"frontwatch"))
        terminal.press(b"q")
    first = statistics.median(firsts)
    print(
        f"first paint at 200x60: {first:.2f} s; a bare Textual app: {first_bare:.2f} s; {first / first_bare:.2f} times"
    )
    terminal = Terminal([sys.executable, "-m", "tui", "--demo", "--speed", "0"])
    terminal.until(b"Ka-52")
    terminal.read(15)
    before, written = terminal.cpu(), 0
    begun = time.monotonic()
    while time.monotonic() - begun < idle:
        written += terminal.read(1.0)
    used = terminal.cpu() - before
    print(f"idle for {idle:.0f} s: {100 * used / idle:.2f} % of a core, {written:,} bytes, {terminal.memory():.0f} MB")
    print(f"quit after q: {terminal.press(b'q'):.2f} s")


def made_feeds(folder: pathlib.Path) -> None:
    """100 feeds of 40 items out of the recording's sentences."""
    from tui.recording.values import Recording

    items = [item for feed in Recording.load().feeds for item in feed.item if item.published]
    for number in range(100):
        rows = "".join(
            f"<item><guid>{number}-{at}</guid><title>{escape(item.title)}</title>"
            f"<pubDate>{item.published:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
            f"<description>{escape(item.body)}</description></item>"
            for at, item in enumerate((items[number:] + items[:number])[:40])
        )
        page = f'<rss version="2.0"><channel><title>feed {number}</title>{rows}</channel></rss>'
        (folder / f"{number:03d}.xml").write_text(page, "utf-8")


def stalls(folder: pathlib.Path) -> None:
    """Lateness of a 10 ms ticker on the board's loop while the collector polls every feed of ``folder``."""
    from benchmarks.feeds import sources
    from tui.config import load

    files = sorted(folder.rglob("*.xml"))[:100]
    with served(folder) as root, tempfile.TemporaryDirectory() as place:
        path = pathlib.Path(place, "sources.toml")
        path.write_text(sources(folder, files, root), "utf-8")
        config = load(path)
        settings = msgspec.structs.replace(config.settings, window=1e9)
        config = msgspec.structs.replace(config, fronts=load(None).fronts, settings=settings)
        late, took, incidents = asyncio.run(_lateness(config, len(files)))
    late.sort()
    p = [late[int(len(late) * share)] for share in (0.5, 0.95, 0.99)]
    print(
        f"{len(files)} feeds in {took:.1f} s, {incidents:,} incidents; loop lateness p50 {p[0]:.1f}, p95 {p[1]:.1f}, "
        f"p99 {p[2]:.1f}, longest {late[-1]:.0f} ms"
    )


async def _lateness(config: Config, feeds: int) -> tuple[list[float], float, int]:
    """Milliseconds by which each tick was late until all feeds are shown; seconds that took; incidents."""
    from tui.clock import SystemClock
    from tui.link import Link
    from tui.protocol import Start
    from tui.views.app import BoardApp
    from tui.views.board import Board

    clock = SystemClock()
    board, link = Board(config, clock), Link(Start(config=config), clock)
    late: list[float] = []

    async def ticker() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            late.append((time.perf_counter() - before - 0.01) * 1000)

    begun = time.monotonic()
    try:
        async with BoardApp(board, link).run_test(size=(SIZE[1], SIZE[0])):
            link.open()
            ticking = asyncio.create_task(ticker())
            while time.monotonic() - begun < PATIENCE and not _all_shown(board, feeds):  # noqa: ASYNC110
                await asyncio.sleep(0.2)
            await asyncio.sleep(2)
            ticking.cancel()
            return late, time.monotonic() - begun, len(board.store.incidents)
    finally:
        link.close()


def _all_shown(board: Board, feeds: int) -> bool:
    answered = sum(feed.status is not FeedStatus.WAITING for feed in board.store.feeds.values())
    return answered >= feeds and not board.arrivals.pending


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--idle", type=float, default=60.0)
    arguments.add_argument("--feeds", type=pathlib.Path)
    options = arguments.parse_args()
    paint_and_idle(options.idle)
    with tempfile.TemporaryDirectory() as made:
        folder = options.feeds or pathlib.Path(made)
        if options.feeds is None:
            made_feeds(folder)
        stalls(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
