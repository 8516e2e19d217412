"""The board and its collector over feeds that change, fail, hang, redirect and come back: is memory flat?

    python -m benchmarks.soak [--minutes 20] [--feeds FOLDER] [--count 60]

A loopback server hands out the feeds of FOLDER (``*.xml``; made from the recording's sentences without it), each in a
state of its own that changes every few polls. The board runs in a pseudo-terminal and asks all of them again every
:data:`PACE` seconds, twenty-five times as often as by itself. What the feeds hold is a ring of a fixed size, so once
it has gone round nothing may grow: not the memory, not the open files, not the processes. Exit status 1 when one does.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import email.utils
import gzip
import os
import pathlib
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from benchmarks.board import Terminal, made_feeds

PACE = 12.0
"""Seconds between two rounds of polls."""
SAMPLE = 10.0
HOLD = 3
"""Polls for which a feed stays in one state."""
SHOWN = 25
"""Entries of a feed at a time; the rest of its ring comes in later polls."""
PATIENCE = "4s"
HANG = 6.0
BOMB = gzip.compress(bytes(64 << 20))
MOST_GROWTH = 0.04
"""Share by which the last samples may exceed those after the ring went round: an allocator is never quite still."""
_ITEM = re.compile(r"<item>.*?</item>", re.DOTALL)
_DATED = re.compile(r"<pubDate>[^<]*</pubDate>")
SETTINGS = f"""[settings]
allow_private_addresses = true
per_host_delay = 0
per_host_requests = 20
timeout = "{PATIENCE}"
"""


class Ring:
    """The entries of one feed, a part of which shows at each poll; one of them is edited to and fro."""

    def __init__(self, xml: str, now: dt.datetime) -> None:
        found = _ITEM.findall(xml)
        stamps = (email.utils.format_datetime(now - dt.timedelta(minutes=20 * at)) for at in range(len(found)))
        dated = zip(found, stamps, strict=False)
        self.items = [_DATED.sub(f"<pubDate>{stamp}</pubDate>", item) for item, stamp in dated]
        self.polls = 0

    def body(self) -> bytes:
        at = self.polls * 3 % max(len(self.items), 1)
        shown = (self.items + self.items)[at : at + SHOWN]
        if shown and self.polls % 2:
            shown[0] = shown[0].replace("</title>", " (updated)</title>", 1)
        head = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>'
        return f"{head}{''.join(shown)}</channel></rss>".encode()


class Handler(BaseHTTPRequestHandler):
    timeout = 10.0

    def do_GET(self) -> None:
        rings = cast(Server, self.server).rings
        name = int(self.path.rpartition("/")[2])
        ring = rings[name]
        ring.polls += not self.path.startswith("/moved/")
        state = STATES[(name + ring.polls // HOLD) % len(STATES)]
        with contextlib.suppress(OSError):
            (as_it_is if self.path.startswith("/moved/") else state)(self, ring)

    def give(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class names it so
        """The figures are printed at the end."""


def as_it_is(handler: Handler, ring: Ring) -> None:
    handler.give(200, ring.body(), Content_Type="application/rss+xml", ETag=f'"{ring.polls}"')


def unchanged(handler: Handler, ring: Ring) -> None:
    handler.give(304 if handler.headers.get("If-None-Match") else 503, b"")


def fails(handler: Handler, _ring: Ring) -> None:
    handler.give(500, b"no")


def hangs(handler: Handler, _ring: Ring) -> None:
    cast(Server, handler.server).closing.wait(HANG)


def drips(handler: Handler, ring: Ring) -> None:
    handler.send_response(200)
    handler.end_headers()
    for at in range(30):
        handler.wfile.write(ring.body()[at : at + 1])
        if cast(Server, handler.server).closing.wait(0.3):
            return


def moves(handler: Handler, _ring: Ring) -> None:
    handler.give(302, b"", Location=f"/moved{handler.path}")


def circles(handler: Handler, _ring: Ring) -> None:
    handler.give(302, b"", Location=handler.path)


def stops_short(handler: Handler, ring: Ring) -> None:
    handler.give(200, ring.body()[: len(ring.body()) // 2])


def bursts(handler: Handler, _ring: Ring) -> None:
    handler.give(200, BOMB, Content_Encoding="gzip")


def is_a_page(handler: Handler, _ring: Ring) -> None:
    handler.give(200, b"<!doctype html><html><title>Log in</title></html>", Content_Type="text/html")


def is_noise(handler: Handler, ring: Ring) -> None:
    handler.give(200, os.urandom(2_000) + ring.body())


def breaks_the_parser(handler: Handler, _ring: Ring) -> None:
    handler.give(200, b'<rss version="2.0"><channel>' + b"<a>" * 200_000)


STATES: Sequence[Callable[[Handler, Ring], None]] = (
    as_it_is, as_it_is, fails, as_it_is, hangs, as_it_is, moves, as_it_is, unchanged, drips, as_it_is, circles,
    stops_short, as_it_is, bursts, is_a_page, as_it_is, is_noise, breaks_the_parser, as_it_is,
)  # fmt: skip


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, rings: Sequence[Ring]) -> None:
        self.rings = rings
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up is what is wanted here."""


@contextlib.contextmanager
def serving(rings: Sequence[Ring]) -> Iterator[str]:
    server = Server(rings)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()


@dataclass(frozen=True, slots=True)
class Sample:
    board: float
    """Resident megabytes."""
    collector: float
    files: int
    """Open in both."""
    processes: int

    def __str__(self) -> str:
        return (
            f"board {self.board:4.0f} MB, collector {self.collector:4.0f} MB, {self.files} files, "
            f"{self.processes} processes"
        )


def sample(pid: int) -> Sample:
    collectors = [child for child in _children(pid) if b"tui.child" in _read(child, "cmdline")]
    parsers = [grandchild for child in collectors for grandchild in _children(child)]
    return Sample(
        board=_resident(pid),
        collector=sum(map(_resident, collectors)),
        files=sum(len(os.listdir(f"/proc/{one}/fd")) for one in (pid, *collectors)),
        processes=1 + len(collectors) + len(parsers),
    )


def _children(pid: int) -> list[int]:
    return [
        int(child) for task in os.listdir(f"/proc/{pid}/task") for child in _read(pid, f"task/{task}/children").split()
    ]


def _resident(pid: int) -> float:
    found = re.search(rb"VmRSS:\s+(\d+)", _read(pid, "status"))
    return int(found[1]) / 1024 if found else 0.0


def _read(pid: int, name: str) -> bytes:
    try:
        return pathlib.Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def soak(config: pathlib.Path, seconds: float) -> list[Sample]:
    """Samples of a board that asks all feeds every :data:`PACE` seconds, one every :data:`SAMPLE`."""
    program = [sys.executable, "-m", "tui", "--config", str(config), "--journal", str(config.with_name("journal.db"))]
    terminal = Terminal(program)
    terminal.until(b"frontwatch")
    found: list[Sample] = []
    begun = asked = looked = time.monotonic()
    keys = 0
    while time.monotonic() - begun < seconds:
        terminal.read(1.0)
        if time.monotonic() - asked >= PACE:
            asked = time.monotonic()
            os.write(terminal.fd, b"R" + (b"w", b"0", b"L", b"s", b"P", b"c")[keys % 6])
            keys += 1
        if time.monotonic() - looked >= SAMPLE:
            looked = time.monotonic()
            found.append(sample(terminal.pid))
            if len(found) % 6 == 0:
                print(f"{looked - begun:5.0f} s  {found[-1]}", flush=True)
    print(f"quit after {terminal.press(b'q'):.2f} s")
    return found


def verdict(samples: Sequence[Sample]) -> list[str]:
    """What has grown between the second and the last quarter of the run, in words."""
    quarter = len(samples) // 4
    early, late = samples[quarter : 2 * quarter], samples[-quarter:]
    grown = []
    for name in ("board", "collector", "files", "processes"):
        before, after = (statistics.median(getattr(one, name) for one in part) for part in (early, late))
        print(f"{name:10} {before:6.1f} > {after:6.1f}")
        if after > before * (1 + MOST_GROWTH) + 2:
            grown.append(f"{name} grew from {before:.1f} to {after:.1f}")
    return grown


def sources(count: int, root: str) -> str:
    tables = (f'[[source]]\nid = "f{at:02}"\nname = "Feed {at}"\nurl = "{root}/{at}"\n' for at in range(count))
    return "\n".join((SETTINGS, *tables))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=20.0)
    arguments.add_argument("--feeds", type=pathlib.Path)
    arguments.add_argument("--count", type=int, default=60)
    options = arguments.parse_args()
    now = dt.datetime.now(dt.UTC)
    with tempfile.TemporaryDirectory() as made:
        folder = options.feeds or pathlib.Path(made)
        if options.feeds is None:
            made_feeds(folder)
        rings = [Ring(file.read_text("utf-8"), now) for file in sorted(folder.glob("*.xml"))[: options.count]]
        with serving(rings) as root:
            config = pathlib.Path(made, "sources.toml")
            config.write_text(sources(len(rings), root), "utf-8")
            samples = soak(config, options.minutes * 60)
        print(f"{sum(ring.polls for ring in rings):,} polls of {len(rings)} feeds")
    grown = verdict(samples)
    print("\n".join(grown) or "flat")
    return bool(grown)


if __name__ == "__main__":
    sys.exit(main())
