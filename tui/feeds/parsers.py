"""The parser's processes: asked, watched, killed and replaced.

Invariant: :meth:`ParserPool.parse` returns a value within its time limit, whatever a body does to the parser. A process
that is late, dies, or answers in another language is killed with all that it started, and the next parse gets a fresh
one. A regular expression cannot be cancelled in a thread and holds every other thread up; a process can be killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence

import msgspec

from tui import frames
from tui.feeds.values import Parsed, ParseFailed, Reply, Request

REPLY_LIMIT = 64 * 1024 * 1024
"""Bytes of an answer: 2,000 entries at their limits are a third of it."""
_COMMAND = (sys.executable, "-I", "-m", "tui.feeds.parse")
# Nothing of the user's environment: it may hold secrets, and the parser needs none of it.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
_BUFFER = 1024 * 1024

_decoder = msgspec.msgpack.Decoder(Reply)


class _DiedError(Exception):
    """The process ended, or does not speak our language."""


class _Worker:
    """One process, started when it is first needed."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    async def ask(self, request: Request) -> Reply:
        """Raises _DiedError; the process is to be killed then, as after any other exception."""
        process = self._process
        if process is None or process.returncode is not None:
            await self.kill()
            process = self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=_ENVIRONMENT,
                cwd="/",
                start_new_session=True,
                limit=_BUFFER,
            )
        sink, source = process.stdin, process.stdout
        if sink is None or source is None:
            raise _DiedError("no pipe")
        try:
            sink.write(frames.pack(request))
            await sink.drain()
            (length,) = frames.LENGTH.unpack(await source.readexactly(frames.LENGTH.size))
            if length > REPLY_LIMIT:
                raise _DiedError(f"an answer of {length:,} bytes")
            return _decoder.decode(await source.readexactly(length))
        except (OSError, asyncio.IncompleteReadError, msgspec.MsgspecError) as error:
            raise _DiedError(type(error).__name__) from error

    async def kill(self) -> None:
        """End the process and its group at once, and reap it."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()
        # Without this the pipe's transport outlives its loop.
        transport = getattr(process, "_transport", None)
        if transport is not None:
            transport.close()


class ParserPool:
    """``workers`` processes; a parse may take ``limit_seconds``. Use it inside one event loop and close it there."""

    def __init__(self, workers: int = 2, limit_seconds: float = 10.0, command: Sequence[str] = _COMMAND) -> None:
        self._limit = limit_seconds
        self._workers = [_Worker(command) for _ in range(workers)]
        # Last in, first out: with little to do the second process is never started.
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._closed = False

    @property
    def pids(self) -> tuple[int, ...]:
        """Of the processes that run now."""
        return tuple(worker.pid for worker in self._workers if worker.pid is not None)

    async def parse(self, body: bytes, content_type: str, url: str) -> Parsed | ParseFailed:
        request = Request(body=body, content_type=content_type, url=url)
        worker = await self._idle.get()
        try:
            return await self._tried(worker, request)
        finally:
            self._idle.put_nowait(worker)

    async def close(self) -> None:
        """Kill every process; parses under way fail."""
        self._closed = True
        await asyncio.gather(*(worker.kill() for worker in self._workers))

    async def _tried(self, worker: _Worker, request: Request) -> Parsed | ParseFailed:
        """Twice when the process died of something that need not be the body's doing."""
        for _ in range(2):
            if self._closed:
                break
            try:
                async with asyncio.timeout(self._limit):
                    reply = await worker.ask(request)
            except TimeoutError:
                await worker.kill()
                return ParseFailed(error=f"the parser was stopped after {self._limit:g} s", killed=True)
            except _DiedError:
                await worker.kill()
                continue
            except OSError as error:
                await worker.kill()
                return ParseFailed(error=f"the parser cannot start: {os.strerror(error.errno or 0).lower()}")
            except BaseException:
                # Cancelled in the middle of a frame: the next answer would be to the wrong question.
                await worker.kill()
                raise
            if reply.last:
                await worker.kill()
            return reply.result
        if self._closed:
            return ParseFailed(error="polling has ended")
        return ParseFailed(error="the parser died twice on this feed", killed=True)
