"""What comes into a list out of sight is counted at its edges until the reader has had it in sight."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.board_fixture import NOW, figure, incident
from tests.board_pilot import Running, running
from tui.model import Changes, Incident, Outcome
from tui.views.out_of_sight import OutOfSight, View
from tui.views.screens.desk import DeskScreen

MANY = tuple(incident(f"i{n:03}", f"Incident {n}", 10 + n) for n in range(200))


def toll(name: str, minutes: float, killed: int) -> Incident:
    return incident(name, f"Strike {name}", minutes, figures=(figure(Outcome.KILLED, killed, killed),))


def newcomers(count: int, first: int = 0) -> Changes:
    return Changes(time=NOW, incidents=tuple(incident(f"n{n}", f"Newcomer {n}", n / 10) for n in range(first, count)))


@pytest.fixture
async def desk() -> AsyncIterator[tuple[Running, DeskScreen]]:
    async with running(size=(140, 30), given=[Changes(time=NOW, incidents=MANY)]) as run:
        await run.press("0")
        yield run, run.app.get_screen("desk", DeskScreen)


def test_rows_count_once_and_no_longer_once_they_were_in_sight() -> None:
    news, then = OutOfSight(), View(4, 3)
    before = list("abcdefghij")
    news.follow((), then, before, then)
    assert news.above(then) == news.below(then) == 0, "a first filling is no news"
    keys = list("XYabcdefghZij")
    view = View(6, 3)
    news.follow(before, then, keys, view)
    assert (news.above(view), news.below(view)) == (2, 1)
    news.follow(keys, view, keys, view)
    assert (news.above(view), news.below(view)) == (2, 1), "nothing came in"
    assert news.saw(View(1, 3))
    assert (news.above(view), news.below(view)) == (1, 1)
    assert not news.saw(View(2, 3))


def test_an_incident_that_a_report_lifts_over_the_screen_is_news_and_one_that_was_read_is_not() -> None:
    news, then = OutOfSight(), View(2, 3)
    news.follow(list("abcdefgh"), then, list("hdabcefg"), View(4, 3))
    assert news.above(View(4, 3)) == 1, "h was below; d was on the screen"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 30), unique=True).map(lambda row: [str(n) for n in row]), min_size=1, max_size=6),
    st.integers(0, 20),
    st.integers(1, 10),
)
def test_the_counts_are_never_of_rows_in_sight_or_gone(lists: list[list[str]], top: int, height: int) -> None:
    news, view, before = OutOfSight(), View(top, height), list[str]()
    for keys in lists:
        news.follow(before, view, keys, view)
        before = keys
        assert news.above(view) <= min(top, len(keys))
        assert news.below(view) <= max(0, len(keys) - view.end)
    assert not news.saw(view)


async def test_the_marker_shrinks_as_the_reader_comes_near(desk: tuple[Running, DeskScreen]) -> None:
    run, screen = desk
    await run.press(*["j"] * 40)
    assert "7 new above (g)" in await run.give(newcomers(7))
    text = await run.press(*["k"] * 44)
    assert screen.rows.scroll_offset.y == 3
    assert "3 new above (g)" in text
    text = await run.press("home")
    assert "new above" not in text
    assert screen.rows.cursor == 0


@pytest.mark.parametrize(
    ("there", "back"), [("down", "up"), ("pagedown", "pageup"), ("end", "home"), ("j", "k"), ("G", "g")]
)
async def test_every_key_moves_the_cursor_of_a_list_that_is_longer_than_the_screen(
    desk: tuple[Running, DeskScreen], there: str, back: str
) -> None:
    run, screen = desk
    await run.press(there)
    assert screen.rows.cursor > 0
    await run.press(back)
    assert screen.rows.cursor == 0


async def test_rows_that_come_with_another_filter_or_window_are_no_news(desk: tuple[Running, DeskScreen]) -> None:
    run, _ = desk
    await run.press("slash", *"incident", "enter", *["j"] * 60)
    assert "new above" not in await run.give(newcomers(5)), "the filter hides them"
    assert "new above" not in await run.press("ctrl+f")
    assert "new above" not in await run.press("t")


async def test_a_list_that_the_wheel_has_moved_stays_where_it_is(desk: tuple[Running, DeskScreen]) -> None:
    run, screen = desk
    screen.rows.scroll_to(y=50, animate=False, immediate=True)
    await run.pilot.pause()
    first = screen.rows.keys[50]
    assert "4 new above" in await run.give(newcomers(4))
    assert screen.rows.keys[screen.rows.scroll_offset.y] == first
    assert screen.rows.key == "i000", "the cursor stays on its incident, out of sight"
    screen.rows.scroll_to(y=0, animate=False, immediate=True)
    assert "new above" not in await run.text(), "the wheel leads there, too"


async def test_news_below_is_marked_at_the_lower_edge_and_its_key_leads_there() -> None:
    given = Changes(time=NOW, incidents=tuple(toll(f"t{n:02}", 10 + n, 100 - n) for n in range(60)))
    async with running(size=(140, 30), given=[given]) as run:
        await run.press("0", "A", "S")
        screen = run.app.get_screen("desk", DeskScreen)
        before = screen.rows.key
        text = await run.give(Changes(time=NOW, incidents=(toll("less", 1, 45), toll("least", 2, 2))))
        assert screen.rows.key == before
        last = next(line for line in text.splitlines() if "new below" in line)
        assert "2 new below (J)" in last
        assert "Strike t" in last, "it stands at the end of the last row"
        assert "1 new below (J)" in await run.press("J")
        assert screen.rows.key == "less"
        assert "new below" not in await run.press("J")
        text = await run.give(Changes(time=NOW, incidents=(toll("most", 1, 300),)))
        assert "1 new above (K)" in text
        await run.press("K", "K")
        assert screen.rows.key == "most"
        assert "new above" not in await run.text()
