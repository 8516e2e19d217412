"""A configuration that changes while the board runs: fronts, filters, keys and alerts follow; the user stays put."""

from __future__ import annotations

import msgspec

from tests.board_fixture import CONFIG, FRONTS, SOURCES, StillClock, incident
from tests.board_pilot import Running, running
from tui.config import Config
from tui.config.values import Settings
from tui.model import Alert, Changes, Front, SavedFilter
from tui.units import seconds_of
from tui.views.board import Board
from tui.views.opening import Opening


async def reload(run: Running, **changed: object) -> str:
    run.feed.next_config = msgspec.structs.replace(CONFIG, **changed)
    run.app.drain()
    return await run.text()


async def test_fronts_and_their_names_follow() -> None:
    async with running() as run:
        renamed = Front(id="hajin", name="Middle Euphrates", countries=("SY",))
        text = await reload(run, fronts=(renamed, FRONTS[1]))
        assert "Middle Euphrates" in text
        assert "Hodeidah coast" not in text
        assert "Unassigned" in text, "what stood on a front that is no more is not lost"
        await run.press("slash", *"front:middle", "enter")
        assert run.board.shown
        assert {front for one in run.board.shown for front in one.fronts} == {"hajin"}


async def test_keys_filters_and_the_theme_follow() -> None:
    async with running() as run:
        settings = Settings(keys={"sources": "x"}, theme="frontwatch-light")
        await reload(run, settings=settings, filters=(SavedFilter(name="fresh one", query="killed>=9"),))
        assert run.app.theme == "frontwatch-light"
        await run.press("x")
        assert run.top == "sources"
        await run.press("escape")
        assert "fresh one" in await run.press("f")


async def test_feeds_that_come_and_go_are_listed() -> None:
    async with running(start="sources") as run:
        added = msgspec.structs.replace(SOURCES[0], id="reuters", name="Reuters")
        text = await reload(run, sources=(*SOURCES[1:], added))
        assert "Reuters" in text
        assert "AFP" not in text.replace("AFP,", "")


async def test_a_source_that_goes_while_the_picture_is_held_still_stays_in_it() -> None:
    async with running(size=(120, 40), start="sources") as run:
        gone = SOURCES[-1]
        assert gone.name in await run.press("p")
        await reload(run, sources=SOURCES[:2])
        assert gone.name in await run.press("j", "k", "G", "y")
        assert gone.name not in await run.press("p")


async def test_what_the_user_set_stays() -> None:
    async with running() as run:
        await run.press("slash", *"killed>=2", "enter", "t")
        before = (run.board.filter.text, run.board.window, len(run.board.shown))
        await reload(run, alerts=(Alert(name="new", query="killed>=1"),))
        assert (run.board.filter.text, run.board.window, len(run.board.shown)) == before


async def test_a_window_that_was_not_chosen_follows() -> None:
    async with running() as run:
        await reload(run, settings=Settings(window=3600.0))
        assert run.board.window_name == "1h"
        await reload(run, settings=Settings(window=seconds_of("all")))
        assert run.board.window_name == "all"


async def test_a_new_alert_rings_for_what_comes_after() -> None:
    async with running() as run:
        await reload(run, alerts=(Alert(name="market", query="market"),))
        late = incident("late", "Blast at a market", -1, sources=("afp", "sohr"))
        await run.give(Changes(time=late.last_seen, incidents=(late,)))
        assert "ALERT market: Blast at a market" in run.status()


async def test_the_palette_asks_for_a_reload() -> None:
    async with running() as run:
        await run.app.run_action("app.reload")
        assert run.feed.sent[-1] == ("reload",)


def test_a_wall_of_chosen_fronts_keeps_to_them() -> None:
    board = Board(CONFIG, StillClock(), opening=Opening(fronts=("hajin",)))
    board.configure(Config(fronts=FRONTS, sources=SOURCES))
    assert [front.id for front in board.fronts] == ["hajin"]
