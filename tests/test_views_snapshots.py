"""Pictures of the screens at the sizes that exist in life, from fixed values and a fixed clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
import pytest
from textual.pilot import Pilot

from tests.board_fixture import CONFIG, NOW, SOURCES, StillClock, TestFeed, changes
from tui.config.values import Settings
from tui.model import Changes, FeedHealth, FeedStatus
from tui.views.app import BoardApp
from tui.views.board import Board
from tui.views.opening import Opening
from tui.views.themes import DARK, LIGHT, PLAIN

Compare = Callable[..., bool]


def board(
    theme: str = DARK, given: Changes | None = None, *, ascii_only: bool = False, banner: str = "", start: str = "wall"
) -> BoardApp:
    config = msgspec.structs.replace(CONFIG, settings=Settings(theme=theme))
    feed = TestFeed([changes() if given is None else given])
    app = BoardApp(Board(config, StillClock(), opening=Opening(ascii_only, banner)), feed, start=start)
    app.draw_every = 0.0
    return app


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


async def settled(pilot: Pilot[int]) -> None:
    app = pilot.app
    assert isinstance(app, BoardApp)
    while app.board.arrivals.pending:
        await pilot.pause(0.01)
    app.redraw()
    await pilot.pause()


def typed(*keys: str) -> Callable[[Pilot[int]], Awaitable[None]]:
    async def run(pilot: Pilot[int]) -> None:
        await settled(pilot)
        await pilot.press(*keys)
        await pilot.pause()

    return run


SIZES = [(80, 24), (120, 40), (200, 60)]
PLACES = {
    "wall": (),
    "desk": ("0",),
    "ledger": ("L", "j"),
    "pressure": ("P",),
    "sources": ("s",),
    "help": ("question_mark",),
    "evidence": ("i",),
    "report": ("b",),
}
"""Screen -> keys that lead there; the charts and the map have theirs beside their own tests."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("place", PLACES)
def test_screen(snap_compare: Compare, place: str, size: tuple[int, int]) -> None:
    assert snap_compare(board(), terminal_size=size, run_before=typed(*PLACES[place]))


def test_wall_at_300x90(snap_compare: Compare) -> None:
    assert snap_compare(board(banner="RECORDING 6-8 May 2018 x20"), terminal_size=(300, 90), run_before=settled)


def test_wall_in_the_light_theme(snap_compare: Compare) -> None:
    assert snap_compare(board(LIGHT), terminal_size=(120, 40), run_before=settled)


def test_desk_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(board(), terminal_size=(120, 40), run_before=typed("0", "j"))


def test_wall_in_ascii_and_16_colours(snap_compare: Compare) -> None:
    assert snap_compare(board(PLAIN, ascii_only=True), terminal_size=(100, 30), run_before=settled)


def test_filter_with_an_error_under_the_caret(snap_compare: Compare) -> None:
    assert snap_compare(board(), terminal_size=(120, 40), run_before=typed("slash", *"actor:isis killed>=x"))


def test_no_network(snap_compare: Compare) -> None:
    down = tuple(
        FeedHealth(source=source.id, status=FeedStatus.FAILED, error="no route to host", stage="connect")
        for source in SOURCES
    )
    assert snap_compare(board(given=Changes(time=NOW, feeds=down)), terminal_size=(100, 24), run_before=settled)
