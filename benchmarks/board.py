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
import functools
import http.server
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
import threading
import time
from collections.abc import Sequence
from xml.sax.saxutils import escape

import msgspec

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


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """The run prints its own lines."""


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
    from tui.clock import SystemClock
    from tui.config import load
    from tui.link import Link
    from tui.model import FeedStatus
    from tui.protocol import Start
    from tui.views.app import BoardApp
    from tui.views.board import Board

    files = sorted(folder.rglob("*.xml"))[:100]
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = pathlib.Path(tempfile.mkdtemp())
    (place / "sources.toml").write_text(sources(folder, files, server.server_port), "utf-8")
    clock = SystemClock()
    config = load(place / "sources.toml")
    config = msgspec.structs.replace(
        config, fronts=load(None).fronts, settings=msgspec.structs.replace(config.settings, window=1e9)
    )
    link = Link(Start(config=config), clock)
    late: list[float] = []

    async def ticker() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            late.append((time.perf_counter() - before - 0.01) * 1000)

    async def run() -> tuple[float, int]:
        board = Board(config, clock)
        app = BoardApp(board, link)
        begun = time.monotonic()
        async with app.run_test(size=(SIZE[1], SIZE[0])):
            link.open()
            task = asyncio.create_task(ticker())
            while time.monotonic() - begun < 120:
                await asyncio.sleep(0.2)
                done = [f for f in board.store.feeds.values() if f.status not in (FeedStatus.WAITING,)]
                if len(done) >= len(files) and not board.pending:
                    break
            await asyncio.sleep(2)
            task.cancel()
            return time.monotonic() - begun, len(board.store.incidents)

    took, incidents = asyncio.run(run())
    link.close()
    server.shutdown()
    late.sort()
    p = [late[int(len(late) * share)] for share in (0.5, 0.95, 0.99)]
    print(
        f"{len(files)} feeds in {took:.1f} s, {incidents:,} incidents; loop lateness p50 {p[0]:.1f}, p95 {p[1]:.1f}, "
        f"p99 {p[2]:.1f}, longest {late[-1]:.0f} ms"
    )


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
