"""What is worked out in a thread comes to the screen, the last that was asked for, and so does a fault of ours."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from tests.board_pilot import running
from tui.views import keeping
from tui.views.charts_course import course
from tui.views.screens import charts
from tui.views.screens.charts import ChartsScreen


def breaks(*_: object, **__: object) -> object:
    raise LookupError


async def until_it_crashes(*keys: str, broken: Callable[[], None]) -> None:
    async with running() as run:
        broken()
        await run.press(*keys)
        run.app.redraw()
        while run.app._exception is None:
            await run.pilot.pause(0.01)


async def test_a_board_whose_picture_cannot_be_worked_out_does_not_stand_still(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 0)
    with pytest.raises(LookupError):
        await until_it_crashes(broken=lambda: monkeypatch.setattr(keeping, "think", breaks))


async def test_a_chart_that_cannot_be_worked_out_does_not_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "AT_ONCE", 0)
    with pytest.raises(LookupError):
        await until_it_crashes("c", broken=lambda: monkeypatch.setattr(charts, "course", breaks))


async def test_charts_are_worked_out_one_at_a_time_and_the_last_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    go, asked = threading.Event(), []

    def slow(incidents: object, front: str | None, *rest: object, **more: object) -> object:
        asked.append(front)
        go.wait(30)
        return course(incidents, front, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(charts, "AT_ONCE", 0)
    monkeypatch.setattr(charts, "course", slow)
    async with running() as run:
        await run.press("c", "l", "l", "h")
        screen = run.app.front_screen
        assert isinstance(screen, ChartsScreen)
        assert asked == [None]
        go.set()
        while screen._working:
            await run.pilot.pause(0.01)
        assert asked == [None, screen.chosen[0]]
        assert screen._found is not None
