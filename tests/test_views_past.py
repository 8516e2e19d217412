"""Looking back: what was known then and nothing newer, marked so that nobody takes it for now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest

from tests.board_fixture import NOW, StillClock, incident
from tests.board_pilot import Running, running
from tui.config import Config
from tui.model import Changes
from tui.recall import Recalled
from tui.store.marks import Marks
from tui.store.memory import Store
from tui.views.past import Travel, past_row
from tui.views.rows import text_of

EARLY = incident("early", "Early shelling of Hajin", 150)
LATE = incident("late", "Late shelling of Hajin", 10)


@dataclass
class Remembered:
    """Answers at once, or when a test lets it."""

    incidents: tuple[str, ...] = ()
    asked: list[dt.datetime] = field(default_factory=list)
    ready: bool = True
    error: str = ""
    since: dt.datetime | None = None

    def ask(self, until: dt.datetime, since: dt.datetime | None = None) -> None:
        self.asked.append(until)
        self.since = since

    def answer(self) -> Recalled | None:
        if not self.ready:
            return None
        known = tuple(one for one in (EARLY, LATE) if one.last_seen <= self.asked[-1])
        changes = None if self.error else Changes(time=self.asked[-1], incidents=known)
        return Recalled(self.asked[-1], changes, self.error)

    def drop(self) -> None:
        pass

    def configure(self, config: Config) -> None:
        pass


def hour(hours: int) -> dt.datetime:
    return dt.datetime(2018, 5, 7, hours, tzinfo=dt.UTC)


async def settle(run: Running) -> str:
    run.app.drain()
    while run.app.travel.is_filling:
        await run.pilot.pause(0.01)
    return await run.text()


async def test_back_forward_and_now() -> None:
    memory = Remembered()
    given = [Changes(time=NOW, incidents=(EARLY, LATE))]
    async with running(given=given, memory=memory) as run:
        text = await run.text()
        assert "AS OF" not in text
        assert "Late shelling" in text
        await run.press("left_square_bracket")
        text = await settle(run)
        assert "AS OF 07 May 2018 14:00 UTC (6 min ago)" in run.lines()[0]
        assert "Early shelling" in text
        await run.press("left_square_bracket", "left_square_bracket")
        text = await settle(run)
        assert "AS OF 07 May 2018 12:00 UTC (2 h ago)" in run.lines()[0]
        assert "Late shelling" not in text
        assert "Early shelling" in text
        await run.press("right_square_bracket")
        await settle(run)
        assert "13:00 UTC" in run.lines()[0]
        text = await run.press("full_stop")
        assert "AS OF" not in text
        assert "Late shelling" in text
        assert memory.asked[:3] == [hour(14), hour(13), hour(12)]


async def test_where_one_has_been_is_not_worked_out_again_and_another_window_is() -> None:
    memory = Remembered()
    async with running(given=[Changes(time=NOW, incidents=(EARLY,))], memory=memory) as run:
        for _ in range(2):
            await run.press("left_square_bracket")
            text = await settle(run)
            assert "AS OF 07 May 2018 14:00" in run.lines()[0]
            assert "Early shelling" in text
            await run.press("full_stop")
        assert memory.asked == [hour(14)]
        assert memory.since == hour(14) - dt.timedelta(days=3), "twice the window and a day"
        await run.press("left_square_bracket")
        await settle(run)
        await run.press("t")
        await settle(run)
        assert memory.asked == [hour(14), hour(14)]
        assert memory.since == hour(14) - dt.timedelta(days=15)
        assert "AS OF 07 May 2018 14:00" in run.lines()[0]


async def test_nothing_newer_is_mixed_in_and_alerts_of_now_go_on() -> None:
    async with running(given=[Changes(time=NOW, incidents=(EARLY,))], memory=Remembered()) as run:
        await run.press("left_square_bracket", "left_square_bracket")
        await settle(run)
        text = await run.give(Changes(time=NOW, incidents=(LATE,)))
        assert "Late shelling" not in text
        assert "Early shelling" in text
        text = await run.press("full_stop")
        assert "Late shelling" in text


@pytest.mark.parametrize("width", [80, 200])
async def test_the_health_of_feeds_is_said_to_be_that_of_now(width: int) -> None:
    async with running(memory=Remembered(), size=(width, 30)) as run:
        assert "feeds now" not in run.status()
        await run.press("left_square_bracket")
        await settle(run)
        assert width == 80 or "feeds now " in run.status()
        assert width == 80 or "nothing newer" in await run.text()
        text = await run.press("s")
        assert "feed health is that of now" in text.splitlines()[0]
        assert "nothing newer" not in text


async def test_until_the_past_is_there_the_line_says_what_is_shown() -> None:
    memory = Remembered(ready=False)
    async with running(given=[Changes(time=NOW, incidents=(LATE,))], memory=memory) as run:
        text = await run.press("left_curly_bracket")
        assert " NOW  working out 06 May 2018 15:00 UTC" in run.lines()[0]
        assert "Late shelling" in text
        memory.ready = True
        await settle(run)
        assert "AS OF 06 May 2018 15:00 UTC" in run.lines()[0]
        assert "nothing was known yet" in run.status()


async def test_what_cannot_be_worked_out_is_said_and_now_stays() -> None:
    memory = Remembered(error="the journal is damaged")
    async with running(given=[Changes(time=NOW, incidents=(LATE,))], memory=memory) as run:
        await run.press("left_square_bracket")
        text = await settle(run)
        assert "the journal is damaged" in run.status()
        assert "AS OF" not in text
        assert "Late shelling" in text


async def test_in_the_past_nothing_is_marked() -> None:
    async with running(given=[Changes(time=NOW, incidents=(EARLY,))], memory=Remembered()) as run:
        await run.press("left_square_bracket")
        await settle(run)
        await run.press("space")
        assert "nothing is marked in the past" in run.status()
        assert run.board.live.is_new(EARLY)


async def test_what_is_undone_in_the_past_is_kept_for_the_next_board() -> None:
    """Marks are of now; the earlier state has a copy, which is not what the journal keeps."""
    given = [Changes(time=NOW, incidents=(EARLY, LATE))]
    async with running(given=given, memory=Remembered()) as run:
        await run.press("A", "left_square_bracket")
        await settle(run)
        assert "new again" in await run.press("u")
        name, kept = run.feed.sent[-1]
        assert name == "marks"
        assert all(Marks.load(bytes.fromhex(kept)).is_new(one) for one in (EARLY, LATE))


async def test_without_a_journal_there_is_no_way_back() -> None:
    async with running() as run:
        await run.press("left_square_bracket")
        assert "without a journal" in run.status()


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (200, 60)])
async def test_at_every_size_the_past_is_marked(size: tuple[int, int]) -> None:
    async with running(size=size, given=[Changes(time=NOW, incidents=(EARLY,))], memory=Remembered()) as run:
        await run.press("left_square_bracket")
        await settle(run)
        assert "AS OF" in run.lines()[0]


@pytest.mark.parametrize(
    ("minute", "steps", "expected"),
    [(6, (-1,), hour(14)), (0, (-1,), hour(13)), (6, (-1, -1, -1), hour(12)), (6, (-2, 1), hour(14)), (6, (1,), None)],
)
def test_steps_are_full_hours(minute: int, steps: tuple[int, ...], expected: dt.datetime | None) -> None:
    travel = Travel(Remembered(ready=False), StillClock(hour(14).replace(minute=minute)), Store, lambda: 3600.0)
    for step in steps:
        travel.step(step)
    assert travel.bound == expected


@pytest.mark.parametrize("width", [20, 40, 60, 90, 200])
def test_a_recording_is_still_marked_as_one(width: int) -> None:
    row = past_row(hour(12), None, NOW, width, recorded=True)
    assert row is not None
    assert "REC" in text_of(row)
    assert past_row(None, None, NOW, width) is None


async def test_a_recording_whose_clock_runs_fast_promises_no_next_try() -> None:
    for banner, told in (("RECORDING: a day", False), ("", True)):
        async with running(banner=banner, size=(140, 40)) as run:
            assert ("  in " in await run.press("s")) == told, banner
