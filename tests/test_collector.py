"""Polling, reading and keeping without a screen: one thread tells, and no fault of one part ends the others."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.feedpoll import conditional
from tests.feedserver import FakeClock, Server, answer, rss, serve
from tests.served import served
from tui.clock import SystemClock
from tui.collector import Collector
from tui.config import Config, Settings
from tui.extraction.extractor import Extractor
from tui.keeper import Keeper
from tui.model import Changes, FeedHealth, FeedStatus, Item, Source
from tui.store.journal import Journal
from tui.store.memory import Store
from tui.unattended import collect_once

SETTINGS = Settings(allow_private_addresses=True, per_host_delay=0.0, per_host_requests=20)
STRIKE = "Air strike kills four people in Nabatieh"
DAY = dt.timedelta(days=1)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    routes = {"/a": conditional(rss(STRIKE, "Two hurt near Kharkiv")), "/b": answer(rss("Three killed in Khan Younis"))}
    async with serve(routes) as running:
        yield running


def config_of(server: Server) -> Config:
    return Config(settings=SETTINGS, sources=(server.source("/a"), server.source("/b")))


class Told:
    """Everything that a collector has told so far, and the threads that told it."""

    def __init__(self) -> None:
        self.changes: list[Changes] = []
        self.threads: set[int] = set()
        self._loop = asyncio.get_running_loop()
        self._came = asyncio.Event()

    def hear(self, changes: Changes) -> None:
        self.changes.append(changes)
        self.threads.add(threading.get_ident())
        self._loop.call_soon_threadsafe(self._came.set)

    def configured(self, _config: Config | None, _problem: str) -> None:
        self.threads.add(threading.get_ident())

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not holds():
                await self._came.wait()
                self._came.clear()

    @property
    def notices(self) -> list[str]:
        return [notice for changes in self.changes for notice in changes.notices]

    @property
    def answers(self) -> dict[str, FeedHealth]:
        """How each feed last did."""
        feeds = [feed for changes in self.changes for feed in changes.feeds if feed.status is not FeedStatus.WAITING]
        return {feed.source: feed for feed in feeds}

    @property
    def titles(self) -> set[str]:
        return {item.title for changes in self.changes for item in changes.items}


async def once(config: Config, told: Told, path: Path | None = None) -> None:
    collector = Collector(config, SystemClock(), path, told.hear)
    try:
        await collector.once()
    finally:
        await collector.close()


@contextlib.asynccontextmanager
async def running(collector: Collector) -> AsyncIterator[None]:
    task = asyncio.create_task(collector.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await collector.close()


async def test_all_is_told_from_one_thread(server: Server, tmp_path: Path) -> None:
    told, file = Told(), tmp_path / "sources.toml"
    text = (
        "[settings]\nallow_private_addresses = true\nper_host_delay = 0\n"
        f'[[source]]\nid = "a"\nname = "A"\nurl = "{server.url}/a"\n'
    )
    file.write_text(text)
    config = Config(settings=SETTINGS, sources=(server.source("/a"),), path=str(file))
    collector = Collector(
        config, SystemClock(), tmp_path / "journal.db", told.hear, watch=True, configured=told.configured
    )
    async with running(collector):
        await told.until(lambda: bool(told.answers))
        file.write_text("[[source")
        collector.reload()
        await told.until(lambda: any("last good" in notice for notice in told.notices))
        file.write_text(text + f'[[source]]\nid = "b"\nname = "B"\nurl = "{server.url}/b"\n')
        collector.reload()
        await told.until(lambda: "b" in told.answers)
    assert len(told.threads) == 1


async def test_a_text_that_cannot_be_read_costs_itself_only(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Extractor.read

    def breaks(self: Extractor, text: str, **given: object) -> object:
        if "Kharkiv" in text:
            raise IndexError
        return read(self, text, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(Extractor, "read", breaks)
    told = Told()
    await once(config_of(server), told)
    assert {feed.status for feed in told.answers.values()} == {FeedStatus.OK}
    assert told.titles == {STRIKE, "Two hurt near Kharkiv", "Three killed in Khan Younis"}
    (notice,) = told.notices
    assert "Two hurt near Kharkiv" in notice
    assert "IndexError" in notice
    assert sum(claim.claim.n or 0 for c in told.changes for i in c.incidents for claim in i.claims) == 4 + 3


async def test_an_answer_that_shows_up_a_fault_of_ours_fails_its_feed_only(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Keeper.take

    def breaks(self: Keeper, polled: object, now: dt.datetime) -> Changes:
        if polled.health.source == "a":  # type: ignore[attr-defined]
            raise KeyError("secret\x1b]52;c;x")
        return take(self, polled, now)  # type: ignore[arg-type]

    told = Told()
    collector = Collector(config_of(server), SystemClock(), None, told.hear)
    async with running(collector):
        monkeypatch.setattr(Keeper, "take", breaks)
        await told.until(lambda: len(told.answers) == 2)
        failed = told.answers["a"]
        assert (failed.status, failed.stage, failed.failures) == (FeedStatus.FAILED, "internal", 1)
        assert "KeyError" in (failed.error or "")
        assert "\x1b" not in (failed.error or "")
        assert told.answers["b"].status is FeedStatus.OK
        feed = collector._poller._of["a"]  # type: ignore[union-attr]
        assert feed.validators is None, "what was not taken in is asked for in full again"


async def test_a_journal_that_cannot_be_read_back_is_said_and_done_without(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.db"
    await once(config_of(server), Told(), path)
    opened = Keeper.open

    def breaks(self: Keeper, now: dt.datetime) -> Changes:
        said = opened(self, now)
        assert self._journal is not None
        for table in ("items", "feeds", "validators"):
            self._journal._db.execute(f"ALTER TABLE {table} RENAME TO {table}_gone")
        return said

    monkeypatch.setattr(Keeper, "open", breaks)
    told = Told()
    await once(config_of(server), told, path)
    assert {feed.status for feed in told.answers.values()} == {FeedStatus.OK}
    assert any("could be read back" in notice for notice in told.notices), told.notices


def kept(path: Path, seen: dt.datetime) -> None:
    with contextlib.closing(Journal(path, now=seen)) as journal:
        item = Item(id="old", source="a", title="Old", seen=seen, time=seen, revision="1")
        journal.append([(item, None)])


def test_a_run_that_polls_once_trims_the_journal_and_shows_what_it_read(tmp_path: Path) -> None:
    path, store = tmp_path / "journal.db", Store()
    kept(path, SystemClock().now() - 400 * DAY)
    (tmp_path / "a.xml").write_bytes(rss(STRIKE).replace(b" 2026 ", b" 2016 "))
    with served(tmp_path) as root:
        sources = (Source(id="a", name="A", url=f"{root}/a.xml"),)
        collect_once(Config(settings=SETTINGS, sources=sources), SystemClock(), path, store)
    assert [incident.title for incident in store.incidents.values()] == [STRIKE], "however old it says it is"
    with Journal.read_only(path) as journal:
        assert [item.title for item, _ in journal.load()] == [STRIKE]


@pytest.mark.parametrize(
    ("jumps", "left"),
    [
        pytest.param((0.0, 0.0), 1, id="what is young stays"),
        pytest.param((400 * 86_400.0, -400 * 86_400.0), 1, id="a clock set ahead for an hour empties nothing"),
        pytest.param((400 * 86_400.0, 0.0), 0, id="a clock that stays where it was set is believed"),
    ],
)
async def test_the_journal_is_emptied_by_a_clock_that_runs_evenly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jumps: tuple[float, ...], left: int
) -> None:
    path, clock, told = tmp_path / "journal.db", FakeClock(), Told()
    kept(path, clock.now() - DAY)
    sleep, waits, done = asyncio.sleep, list(jumps), asyncio.Event()

    async def slept(seconds: float) -> None:
        if seconds < 60:
            await sleep(seconds)
        elif waits:
            clock.advance(seconds)
            clock.wall += dt.timedelta(seconds=waits.pop(0))
        else:
            done.set()
            await asyncio.Event().wait()

    monkeypatch.setattr(asyncio, "sleep", slept)
    collector = Collector(Config(settings=SETTINGS), clock, path, told.hear)
    async with running(collector):
        await asyncio.wait_for(done.wait(), 60)
    with Journal.read_only(path) as journal:
        assert journal.count() == left
