"""The parser's real process: hostile bodies, kills, garbage, and an end when its owner ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator

import msgspec
import pytest

from tests.feedserver import rss
from tui import frames
from tui.feeds.parsers import ParserPool
from tui.feeds.values import Parsed, ParseFailed, Reply, Request

CHILD = (sys.executable, "-I", "-m", "tui.feeds.parse")
URL = "https://news.example/feed"
GOOD = rss("One killed", "Two hurt")


@contextlib.asynccontextmanager
async def pool(limit: float = 10.0, workers: int = 1, command: tuple[str, ...] = CHILD) -> AsyncIterator[ParserPool]:
    parsers = ParserPool(workers, limit, command)
    try:
        yield parsers
    finally:
        await parsers.close()
        assert parsers.pids == ()


async def still_works(parsers: ParserPool) -> None:
    result = await parsers.parse(GOOD, "", URL)
    assert isinstance(result, Parsed), result
    assert [entry.title for entry in result.entries] == ["One killed", "Two hurt"]


def item(text: str) -> bytes:
    return f"<rss version='2.0'><channel><title>T</title><item><title>x</title>{text}</item></channel></rss>".encode()


def declared(text: str) -> bytes:
    return b"<?xml version='1.0'?>" + text.encode() + item("")


SINK = "import sys; sys.stdin.buffer.read(4); out = sys.stdout.buffer; "
LOL = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
HOSTILE = {
    "billion laughs": declared(f'<!DOCTYPE x [<!ENTITY l0 "lol">{LOL}]>').replace(b"<title>x", b"<title>&l9;"),
    "one entity, many uses": declared(f'<!DOCTYPE x [<!ENTITY a "{"a" * 10_000}">]>').replace(
        b"x</", b"&a;" * 10_000 + b"</"
    ),
    "external entity": declared('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>').replace(b"x</", b"[&a;]</"),
    "blank prolog": declared("\n" * 100_000),
    "cubic declaration": b"<?" + b"encoding='" * 5_000 + b"?>" + item(""),
    "entities in the prolog": declared("<!DOCTYPE x [" + "\n<!ENTITY " * 20_000 + "]>"),
    "attributes": item("<x " + " ".join(f"a{n}='1'" for n in range(20_000)) + "/>"),
    "namespaces": item("<x " + " ".join(f"xmlns:n{n}='u{n}'" for n in range(10_000)) + "/>"),
    "categories": item("".join(f"<category>c{n}</category>" for n in range(20_000))),
    "depth": item("<description>" + "<b>" * 100_000 + "</b>" * 100_000 + "</description>"),
    "deep html": item("<description>" + "&lt;div&gt;" * 100_000 + "</description>"),
    "comments": item("<description>" + "&lt;!--" * 20_000 + "</description>"),
    "author": item("<author>" + "a" * 100_000 + "</author>"),
    "styles": item("<description>&lt;p style='" + "url(" * 20_000 + "'&gt;x</description>"),
    "one long title": item("<title>" + "x" * 5_000_000 + "</title>"),
    "combining marks": item("<title>a" + "\u0301" * 200_000 + "</title>"),
    "noise": bytes(range(256)) * 4_096,
    "no end": item("").replace(b"</channel></rss>", b"") + b"<item><title>" * 1_000,
}


SLOW = ("attributes", "categories")
"""Seconds of the parser's own: on a busy machine it may be stopped."""


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_body_costs_a_bounded_time_and_no_later_parse(name: str) -> None:
    async with pool() as parsers:
        result = await parsers.parse(HOSTILE[name], "", URL)
        if name == "noise":
            assert result == ParseFailed(error="not a feed: binary data (no content type)")
        elif name not in SLOW:
            assert isinstance(result, Parsed), result
            assert len(result.entries) == 1
        await still_works(parsers)


async def test_a_parser_that_is_late_is_stopped_and_replaced() -> None:
    async with pool(limit=0.5) as parsers:
        await still_works(parsers)
        before = parsers.pids
        result = await parsers.parse(HOSTILE["categories"], "", URL)
        assert result == ParseFailed(error="the parser was stopped after 0.5 s", killed=True)
        await still_works(parsers)
        assert set(before).isdisjoint(parsers.pids)


async def test_a_parser_killed_in_the_middle_is_replaced_and_the_feed_read() -> None:
    async with pool(limit=60) as parsers:
        await still_works(parsers)
        (pid,) = parsers.pids
        os.kill(pid, signal.SIGSTOP)
        waiting = asyncio.create_task(parsers.parse(GOOD, "", URL))
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        result = await waiting
        assert isinstance(result, Parsed)
        assert len(result.entries) == 2


async def test_a_parse_that_nobody_waits_for_leaves_no_answer_behind() -> None:
    async with pool() as parsers:
        await still_works(parsers)
        (pid,) = parsers.pids
        os.kill(pid, signal.SIGSTOP)
        waiting = asyncio.create_task(parsers.parse(rss("Nobody asks"), "", URL))
        await asyncio.sleep(0)
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
        await still_works(parsers)


@pytest.mark.parametrize(
    "program",
    [
        "pass",
        "import sys; sys.stdout.write('garbage, and more of it')",
        SINK + "out.write(b'\\xff\\xff\\xff\\xff'); out.flush(); input()",
        SINK + "out.write(b'\\x00\\x00\\x00\\x01\\xc1'); out.flush(); input()",
        SINK + "out.write(b'\\x00\\x00')",
    ],
    ids=["silence", "garbage", "a length of 4 GB", "no message", "half a length"],
)
async def test_a_process_that_speaks_another_language_is_killed(program: str) -> None:
    async with pool(command=(sys.executable, "-c", program)) as parsers:
        result = await parsers.parse(GOOD, "", URL)
    assert result == ParseFailed(error="the parser died twice on this feed", killed=True)


async def test_a_process_that_cannot_start_is_said() -> None:
    async with pool(command=("/no/such/program",)) as parsers:
        result = await parsers.parse(GOOD, "", URL)
    assert result == ParseFailed(error="the parser cannot start: no such file or directory")


async def test_many_parses_share_few_processes() -> None:
    async with pool(workers=2) as parsers:
        results = await asyncio.gather(*(parsers.parse(rss(f"{n} killed"), "", URL) for n in range(40)))
        assert len(parsers.pids) == 2
    titles = [result.entries[0].title for result in results if isinstance(result, Parsed)]
    assert titles == [f"{n} killed" for n in range(40)]


async def test_closing_does_not_wait_for_a_parse() -> None:
    parsers = ParserPool(1, 60)
    await still_works(parsers)
    (pid,) = parsers.pids
    os.kill(pid, signal.SIGSTOP)
    waiting = asyncio.create_task(parsers.parse(GOOD, "", URL))
    await asyncio.sleep(0)
    await parsers.close()
    result = await waiting
    assert isinstance(result, ParseFailed)
    assert parsers.pids == ()


# --- the process by itself ---------------------------------------------------------------------------------


def asked(data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(CHILD, input=data, capture_output=True, check=False, timeout=60)


def request(body: bytes) -> bytes:
    return frames.pack(Request(body=body, content_type="", url=URL))


def replies(out: bytes) -> list[Reply]:
    decoder = msgspec.msgpack.Decoder(Reply)
    found = []
    while out:
        length = int.from_bytes(out[:4], "big")
        found.append(decoder.decode(out[4 : 4 + length]))
        out = out[4 + length :]
    return found


def test_the_process_ends_when_its_input_ends() -> None:
    done = asked(request(GOOD) * 3)
    assert done.returncode == 0
    assert [isinstance(reply.result, Parsed) for reply in replies(done.stdout)] == [True] * 3


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x01\xc1", b"\x00\x00\x00\x09abc"])
def test_the_process_ends_on_requests_that_are_none(data: bytes) -> None:
    done = asked(data)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_the_process_is_replaced_after_a_thousand_parses() -> None:
    answers = replies(asked(request(b"<rss/>") * 1_001).stdout)
    assert len(answers) == 1_000
    assert [reply.last for reply in answers] == [False] * 999 + [True]


def by_itself(changes: str, body: bytes) -> subprocess.CompletedProcess[bytes]:
    """The process with other limits, asked once; its input stays open, as that of an owner who hangs."""
    program = f"import sys; from tui.feeds import parse; {changes}; sys.exit(parse.serve())"
    with subprocess.Popen(
        [sys.executable, "-I", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(request(body))
        process.stdin.flush()
        out = process.stdout.read()
        return subprocess.CompletedProcess(program, process.wait(), out)


def test_the_kernel_ends_a_parse_that_nobody_stops() -> None:
    done = by_itself("parse.ALARM = 0.2", HOSTILE["categories"])
    assert (done.returncode, done.stdout) == (-signal.SIGALRM, b"")


def test_a_feed_that_needs_too_much_memory_is_said_and_the_process_replaced() -> None:
    done = by_itself("parse.MEMORY = 150 << 20", b"<rss><channel><item><title>" + b"&amp;x " * 2_000_000)
    (reply,) = replies(done.stdout)
    assert reply == Reply(
        result=ParseFailed(error="the feed needs more memory than it may have", killed=True), last=True
    )


def test_the_process_may_not_write_files_nor_take_the_memory() -> None:
    program = (
        "import resource; from tui.feeds import parse; parse._limit();"
        "print(resource.getrlimit(resource.RLIMIT_FSIZE)[0], resource.getrlimit(resource.RLIMIT_CORE)[0],"
        "resource.getrlimit(resource.RLIMIT_AS)[0] == parse.MEMORY)"
    )
    # To a pipe, which the limit on the size of files does not touch.
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"0", b"0", b"True"]


def test_memory_of_the_starting_process_is_not_the_parser_s() -> None:
    """A collector that has grown large must not have its parsers replaced after every feed."""
    code = (
        "import resource, subprocess, sys\n"
        "held = bytearray(300 * 1024 * 1024)\n"
        "held[:: 4096] = b'x' * len(held[:: 4096])\n"
        "print(subprocess.run([sys.executable, '-c', 'from tui.feeds.parse import resident; print(resident())'],"
        " capture_output=True, text=True, check=True).stdout)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 200 * 1024
