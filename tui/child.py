"""The collector as the board's child process: commands in on standard input, changes out on standard output.

Ends when standard input does, so that a board killed outright leaves nothing behind. Changes leave through
:class:`Outbox`, which merges what was not read yet: a board that stops reading (a terminal that is stopped, a wall
behind a dead line) costs one copy of each incident, and the polling goes on.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import traceback
from collections import deque
from pathlib import Path
from typing import BinaryIO

import msgspec

from tui import frames
from tui.clock import Clock, SystemClock
from tui.collector import Collector, until_told
from tui.config import Config
from tui.follower import Follower
from tui.history import recalled
from tui.model import Changes, FeedHealth, Incident, Item
from tui.mutes import MUTES_KEY
from tui.protocol import COMMAND_LIMIT, FRAME_LIMIT, Command, Start, Word
from tui.store.journal import NEWEST
from tui.store.marks import MARKS_KEY

MOST_NOTICES = 200
"""Lines that wait for a board that does not read: the newest ones. A wall may stand still for weeks."""
RECALL_NICE = 5
"""Looking back must not take the processor from polling."""


class Merged:
    """Changes that wait to be sent, each incident, item and feed once, as it last was."""

    def __init__(self) -> None:
        self._incidents: dict[str, Incident] = {}
        self._items: dict[str, Item] = {}
        self._gone: dict[str, None] = {}
        self._gone_items: dict[str, None] = {}
        self._feeds: dict[str, FeedHealth] = {}
        self._notices: deque[str] = deque(maxlen=MOST_NOTICES)
        self._last: Changes | None = None

    def add(self, changes: Changes) -> None:
        self._last = changes
        for incident in changes.incidents:
            self._incidents[incident.id] = incident
            self._gone.pop(incident.id, None)
        for item in changes.items:
            self._items[item.id] = item
            self._gone_items.pop(item.id, None)
        for id_ in changes.gone:
            self._incidents.pop(id_, None)
            self._gone[id_] = None
        for id_ in changes.gone_items:
            self._items.pop(id_, None)
            self._gone_items[id_] = None
        self._feeds.update((feed.source, feed) for feed in changes.feeds)
        self._notices += changes.notices

    def changes(self) -> Changes | None:
        """Everything so far as one change; None when there was nothing."""
        if self._last is None:
            return None
        return Changes(
            time=self._last.time,
            items=tuple(self._items.values()),
            incidents=tuple(self._incidents.values()),
            gone=tuple(self._gone),
            gone_items=tuple(self._gone_items),
            feeds=tuple(self._feeds.values()),
            notices=tuple(self._notices),
        )


class Outbox:
    """Sends from a thread of its own; :meth:`put` never waits."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._merged = Merged()
        self._config: Config | None = None
        self._problem: str | None = None
        self._ready = threading.Condition()
        threading.Thread(target=self._send, name="outbox", daemon=True).start()

    def put(self, changes: Changes) -> None:
        with self._ready:
            self._merged.add(changes)
            self._ready.notify()

    def configured(self, config: Config | None, problem: str) -> None:
        """The configuration was read again: what to go by from now on, or what is wrong with it."""
        with self._ready:
            self._config = config or self._config
            self._problem = problem
            self._ready.notify()

    def _take(self) -> Word | None:
        """All that waits; None: nothing does."""
        word = Word(changes=self._merged.changes(), config=self._config, problem=self._problem)
        self._merged, self._config, self._problem = Merged(), None, None
        return None if word == Word() else word

    def _send(self) -> None:
        while True:
            with self._ready:
                while (word := self._take()) is None:
                    self._ready.wait()
            try:
                frames.write(self._stream, word)
            except OSError:
                return  # the board has gone; standard input says so too, and ends the process
            except Exception:  # a fault of ours: a board that hears of nothing any more would stand still for ever
                traceback.print_exc()
                sys.stderr.flush()
                os._exit(1)


def main() -> None:
    """Read the start, then collect until the board closes the pipe."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    # What a library might print must not land between two frames.
    sys.stdout = sys.stderr
    status = 0
    try:
        start = frames.read(source, msgspec.msgpack.Decoder(Start), limit=FRAME_LIMIT)
        if start is not None:
            _serve(start, source, out)
    except Exception:
        traceback.print_exc()
        status = 1
    # A thread that still waits on a pipe must not keep the process, nor spoil its last words.
    sys.stderr.flush()
    os._exit(status)


def _serve(start: Start, source: BinaryIO, out: BinaryIO) -> None:
    if start.until is None:
        asyncio.run(_collect(start, source, Outbox(out)))
        return
    os.nice(RECALL_NICE)
    merged = Merged()
    path, until = Path(start.journal or ""), start.until
    for changes in recalled(start.config, path, since=start.since, until=until, now=until, newest=NEWEST):
        merged.add(changes)
    frames.write(out, Word(changes=merged.changes() or Changes(time=start.until)))


async def _collect(start: Start, source: BinaryIO, outbox: Outbox) -> None:
    collector = _worker(start, outbox)
    loop = asyncio.get_running_loop()
    gone = asyncio.Event()

    def listen() -> None:
        decoder = msgspec.msgpack.Decoder(Command)
        try:
            while (command := frames.read(source, decoder, limit=COMMAND_LIMIT)) is not None:
                loop.call_soon_threadsafe(_obey, collector, command)
        except (OSError, frames.FrameError) as error:
            print(f"commands ended: {error}", file=sys.stderr)  # noqa: T201
        loop.call_soon_threadsafe(gone.set)

    threading.Thread(target=listen, name="commands", daemon=True).start()
    await until_told(collector, gone)


def _worker(start: Start, outbox: Outbox) -> Collector | Follower:
    clock: Clock = start.clock or SystemClock()
    path = Path(start.journal) if start.journal else None
    if start.follow and path is not None:
        return Follower(start.config, clock, path, outbox.put, watch=start.watch, configured=outbox.configured)
    return Collector(start.config, clock, path, outbox.put, watch=start.watch, configured=outbox.configured)


def _obey(collector: Collector | Follower, command: Command) -> None:
    if command.name == "refresh":
        collector.refresh(command.arguments or None)
    elif command.name in ("pause", "resume"):
        collector.pause(command.name == "pause")
    elif command.name == "reload":
        collector.reload()
    elif command.name == "marks":
        collector.keep(MARKS_KEY, bytes.fromhex("".join(command.arguments[:1])))
    elif command.name == "mutes":
        collector.keep(MUTES_KEY, bytes.fromhex("".join(command.arguments[:1])))


if __name__ == "__main__":
    main()
