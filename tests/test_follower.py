"""A second board follows a journal that another process writes, and its own configuration file."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tui.clock import SystemClock
from tui.config import Config, load
from tui.follower import Follower
from tui.model import Changes, Item, Reading
from tui.pipeline import Pipeline, version_of
from tui.store.journal import Journal
from tui.store.memory import Store

ONE_FRONT = '[[front]]\nid = "south"\nname = "The south"\nquery = "place:Nabatieh"\n'
OTHER_FRONT = ONE_FRONT.replace("south", "lebanon").replace("The lebanon", "Lebanon")
BROKEN = ONE_FRONT + '\n[[filter]]\nname = "bad"\nquery = "killed>=many"\n'


class Seat:
    """Where a board would sit: what the follower told it."""

    def __init__(self, file: Path, journal: Path) -> None:
        self.file = file
        self.path = journal
        self.store = Store((), fronts=load(file).fronts)
        self.notices: list[str] = []
        self.configured: list[tuple[Config | None, str]] = []
        self._loop = asyncio.get_running_loop()
        self._told = asyncio.Event()
        self.follower = Follower(
            load(file),
            SystemClock(),
            journal,
            self._take,
            watch=True,
            configured=self._configure,
        )

    def _configure(self, config: Config | None, problem: str) -> None:
        self.configured.append((config, problem))
        self._told.set()

    def _take(self, changes: Changes) -> None:
        self.store.apply(changes)
        self.notices += changes.notices
        self._loop.call_soon_threadsafe(self._told.set)

    @property
    def fronts(self) -> list[tuple[str, ...]]:
        return [incident.fronts for incident in self.store.incidents.values()]

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not holds():
                await self._told.wait()
                self._told.clear()


def keep(path: Path, config: Config, seen: dt.datetime, *titles: str) -> None:
    """What the other process does: one more item for each title."""
    journal = Journal(path, now=seen, extractor=version_of(config))
    items = [Item(id=title, source="a", title=title, seen=seen, time=seen, revision="1") for title in titles]
    journal.append([(item, None) for item in items])
    journal.close()


@pytest.fixture
async def still(tmp_path: Path) -> Seat:
    """A seat whose follower looks when it is told to, at a journal of one item."""
    file, path = tmp_path / "sources.toml", tmp_path / "journal.db"
    file.write_text(ONE_FRONT)
    hour_ago = SystemClock().now() - dt.timedelta(hours=1)
    keep(path, load(file), hour_ago, "Air strike kills four people in Nabatieh, Lebanon")
    return Seat(file, path)


@pytest.fixture
async def seat(still: Seat) -> AsyncIterator[Seat]:
    running = asyncio.create_task(still.follower.run())
    await still.until(lambda: bool(still.store.incidents))
    yield still
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_another_configuration_is_gone_by_and_what_is_kept_is_read_again(seat: Seat) -> None:
    assert seat.fronts == [("south",)]
    seat.file.write_text(OTHER_FRONT)
    seat.follower.reload()
    await seat.until(lambda: bool(seat.configured))
    config, problem = seat.configured[0]
    assert config is not None
    assert [front.id for front in config.fronts] == ["lebanon"]
    assert problem == ""
    assert seat.notices == ["configuration read again: 1 front added, 1 front removed"]
    assert seat.fronts == [("lebanon",)]


async def test_a_broken_one_is_told_with_its_place_and_changes_nothing(seat: Seat) -> None:
    seat.file.write_text(BROKEN)
    seat.follower.reload()
    await seat.until(lambda: bool(seat.configured))
    config, problem = seat.configured[0]
    assert config is None
    assert f"{seat.file}:8" in problem
    assert "the last good configuration stays" in problem
    assert seat.notices == [problem]
    assert seat.fronts == [("south",)]


async def test_a_changed_file_is_noticed_unasked(seat: Seat) -> None:
    seat.file.write_text(ONE_FRONT + '[[filter]]\nname = "hurt"\nquery = "killed>=1"\n')
    await seat.until(lambda: bool(seat.configured))
    config, _ = seat.configured[0]
    assert config is not None
    assert [saved.name for saved in config.filters] == ["hurt"]
    assert seat.fronts == [("south",)], "nothing in it has items read otherwise"


@pytest.mark.parametrize("days", [-400, -1, 400])
async def test_what_is_kept_by_a_clock_that_was_set_arrives_all_the_same(still: Seat, days: int) -> None:
    now = SystemClock().now()
    for offset, title in ((0, "One hurt in Tyre"), (days, "Two hurt in Sidon"), (0, "Three hurt in Tripoli")):
        keep(still.path, load(still.file), now + dt.timedelta(days=offset), title)
        still.follower.look()
        assert title in still.store.items


async def test_a_journal_that_takes_the_place_of_another_is_followed(still: Seat) -> None:
    config, now = load(still.file), SystemClock().now()
    keep(still.path, config, now, "One hurt in Tyre", "Two hurt in Sidon")
    still.follower.look()
    assert len(still.store.items) == 3
    still.path.rename(still.path.with_name("aside.db"))
    keep(still.path, config, now, "Three hurt in Tripoli")
    still.follower.look()
    assert "Three hurt in Tripoli" in still.store.items


async def test_a_look_reads_what_is_new_and_nothing_twice(still: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    restore = Pipeline.restore

    def counted(self: Pipeline, rows: Iterator[tuple[Item, Reading | None]], now: dt.datetime) -> Iterator[Changes]:
        kept = list(rows)
        read.extend(item.title for item, _ in kept)
        return restore(self, kept, now)

    monkeypatch.setattr(Pipeline, "restore", counted)
    still.follower.look()
    for title in ("One hurt in Tyre", "Two hurt in Sidon"):
        keep(still.path, load(still.file), SystemClock().now(), title)
        still.follower.look()
    assert read == ["Air strike kills four people in Nabatieh, Lebanon", "One hurt in Tyre", "Two hurt in Sidon"]
