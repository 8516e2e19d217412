"""The charts: what is counted in which bucket, how it is drawn, and the keys of the screen."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.board_fixture import NOW, changes, figure, incident
from tests.board_pilot import running
from tests.test_views_snapshots import board, typed
from tui.model import Class, Incident, Outcome
from tui.situation import tallies
from tui.views.charts_bars import Bar, nice_top, plot, spacing
from tui.views.charts_course import DAY, course, step_for
from tui.views.charts_rows import charts
from tui.views.chrome_rows import SCREENS, top_row
from tui.views.glyphs import ASCII, UNICODE, Glyphs
from tui.views.rows import text_of, width_of
from tui.views.screens.charts import ChartsScreen
from tui.views.themes import PLAIN

Compare = Callable[..., bool]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (3600, 300),
        (6 * 3600, 900),
        (DAY, 3600),
        (2 * DAY, 2 * 3600),
        (2.5 * DAY, DAY),
        (7 * DAY, DAY),
        (30 * DAY, DAY),
        (90 * DAY, 7 * DAY),
        (2 * 365 * DAY, 28 * DAY),
        (20 * 365 * DAY, 364 * DAY),
    ],
)
def test_a_window_is_told_in_steps_that_can_be_read(window: float, expected: int) -> None:
    assert step_for(window) == expected


@given(window=st.floats(3600, 100 * 365 * DAY), most=st.integers(2, 32))
@settings(max_examples=100, deadline=None)
def test_steps_fit_where_they_can(window: float, most: int) -> None:
    step = step_for(window, most)
    assert window / step + 1 <= most or step == 364 * DAY


INCIDENTS = st.lists(
    st.builds(
        lambda minutes, killed, wide, day: incident(
            f"i{minutes}",
            "x",
            minutes,
            figures=(figure(Outcome.KILLED, killed, killed + wide, "SDF"),),
            event_time=NOW - dt.timedelta(days=day) if day is not None else None,
        ),
        st.integers(0, 7 * 1440 - 1),
        st.integers(0, 40),
        st.integers(0, 9),
        st.none() | st.integers(0, 12),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(incidents=INCIDENTS, window=st.sampled_from([3600.0, 6 * 3600.0, float(DAY), 2.0 * DAY, 7.0 * DAY, 90.0 * DAY]))
@settings(max_examples=100, deadline=None)
def test_every_incident_is_in_one_bucket_or_earlier(incidents: list[Incident], window: float) -> None:
    found = course(incidents, "hajin", window, NOW)
    assert sum(bucket.incidents for bucket in found.buckets) + found.earlier == len(incidents)
    starts = [bucket.start for bucket in found.buckets]
    assert all(b - a == dt.timedelta(seconds=found.step) for a, b in itertools.pairwise(starts))
    assert starts[0] <= NOW - dt.timedelta(seconds=window) < starts[0] + dt.timedelta(seconds=found.step)
    assert starts[-1] <= NOW < starts[-1] + dt.timedelta(seconds=found.step)
    if not found.earlier:
        whole = {(t.side, t.class_, t.outcome): (t.low, t.high) for t in tallies(incidents, "hajin")}
        for key, (low, high) in whole.items():
            same = [t for b in found.buckets for t in b.tallies if (t.side, t.class_, t.outcome) == key]
            assert (sum(t.low for t in same), sum(t.high for t in same)) == (low, high), "no chart against the ledger"


def test_days_are_those_of_the_event_and_hours_those_of_the_first_report() -> None:
    one = incident("a", "x", 30, event_time=dt.datetime(2018, 5, 4, tzinfo=dt.UTC))
    by_day = course([one], None, 7 * DAY, NOW)
    assert [b.start.day for b in by_day.buckets if b.incidents] == [4]
    by_hour = course([one], None, DAY, NOW)
    assert [b.start.hour for b in by_hour.buckets if b.incidents] == [13]


def test_weeks_begin_on_monday() -> None:
    assert {b.start.weekday() for b in course([], None, 90 * DAY, NOW).buckets} == {0}


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 1), (1, 1), (7, 8), (9, 10), (11, 12), (13, 15), (34, 40), (101, 120), (5000, 5000)]
)
def test_a_scale_ends_with_a_round_number(value: int, expected: int) -> None:
    assert nice_top(value) == expected


@given(value=st.integers(1, 10**9))
@settings(max_examples=100, deadline=None)
def test_a_scale_holds_its_highest_value_and_wastes_little(value: int) -> None:
    assert value <= nice_top(value) <= max(2, value * 1.51)


A_BAR = st.tuples(st.integers(0, 900), st.integers(0, 90), st.booleans())
BARS = st.lists(A_BAR.map(lambda drawn: Bar(drawn[0], drawn[0] + drawn[1], drawn[2])), min_size=1, max_size=32)


@given(bars=BARS, width=st.integers(12, 120), height=st.integers(1, 12), signs=st.sampled_from([UNICODE, ASCII]))
@settings(max_examples=100, deadline=None)
def test_a_plot_keeps_its_size_and_draws_every_count(bars: list[Bar], width: int, height: int, signs: Glyphs) -> None:
    top = nice_top(max(bar.high for bar in bars))
    rows = plot(bars, width, height, top, signs, "killed", 6)
    assert len(rows) == height + 1
    assert all(width_of(row) <= max(width, 6 + len(bars)) for row in rows)
    if signs is ASCII:
        assert all(text_of(row).isascii() for row in rows)
    pitch, _ = spacing(len(bars), width - 6)
    if height > 1 and pitch * len(bars) <= width - 6:
        floor = text_of(rows[-2])[6:].ljust(pitch * len(bars))
        for index, bar in enumerate(bars):
            assert (floor[index * pitch] in signs.levels[1:] + signs.shade) == bool(bar.high), (index, bar)


def drawn(bar: Bar, height: int = 9, top: int = 8) -> list[str]:
    return [text_of(row)[3:].strip() for row in plot([bar], 14, height, top, UNICODE, "", 3)]


def test_a_range_is_solid_and_then_shaded_with_its_figure_above() -> None:
    solid, shaded = UNICODE.levels[-1] * 9, UNICODE.shade * 9
    assert drawn(Bar(2, 5)) == ["", "", "", "2-5", *[shaded] * 3, *[solid] * 2, UNICODE.floor * 11]


def test_a_small_range_beside_a_large_scale_is_still_a_range() -> None:
    assert UNICODE.shade in "".join(drawn(Bar(1, 2), top=800))
    slivers = set(UNICODE.levels[1:-1])
    assert not slivers & set("".join(drawn(Bar(1, 8), top=40))), "no gap between what is certain and the range"


def test_a_figure_wider_than_its_bar_stands_over_it_where_it_touches_no_other() -> None:
    def over(*bars: Bar) -> str:
        rows = plot(bars, 12, 9, 40, UNICODE, "", 3)
        return " ".join("".join(text_of(row)[3:] for row in rows[:-1]).split())

    assert "19-34" in over(Bar(19, 34), Bar(0, 0), Bar(0, 0))
    assert "19-34" not in over(Bar(19, 34), Bar(34, 34), Bar(0, 0))
    assert "34" in over(Bar(19, 34), Bar(34, 34), Bar(0, 0))


def test_an_open_figure_carries_its_plus() -> None:
    assert "5+" in drawn(Bar(5, 5, is_open=True))


def page(width: int, height: int, signs: Glyphs = UNICODE) -> str:
    found = [
        incident("a", "x", 60, figures=(figure(Outcome.KILLED, 5, 12, None, Class.CIVILIAN),), sources=("afp", "sohr")),
        incident("b", "y", 3 * 1440, figures=(figure(Outcome.KILLED, 3, 3, "SDF", by_enemy=21, enemy="ISIS"),)),
    ]
    rows = charts(course(found, "hajin", 7 * DAY, NOW), tallies(found, "hajin"), width, height, signs, "7d")
    assert all(width_of(row) <= width for row in rows)
    return "\n".join(text_of(row) for row in rows)


def test_a_page_tells_sides_apart_and_what_only_the_enemy_claims() -> None:
    text = page(110, 40)
    for words in (
        "a bar is a day",
        "incidents",
        "1 on one origin",
        "2 in 7d",
        "SDF",
        "3 (+18 claimed)",
        "civilians",
        "5-12",
    ):
        assert words in text, words


def test_a_page_in_ascii_is_ascii() -> None:
    assert page(80, 24, ASCII).isascii()


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (120, 40), (300, 90)], ids=str)
async def test_the_screen_stands_at_every_size(size: tuple[int, int]) -> None:
    async with running(size=size) as run:
        for keys in ("c", "l", "t", "t", "t", "G", "g", "h", "2", "0"):
            await run.press(keys)
        assert run.top == "charts"
        assert all(len(line) <= size[0] for line in run.lines())


async def test_h_and_l_go_through_the_fronts_and_enter_opens_the_desk() -> None:
    async with running() as run:
        assert "[0 all]" in await run.press("c")
        assert "[1 Hajin pocket]" in await run.press("l")
        assert "[0 all]" in await run.press("h")
        assert "[Unassigned]" in await run.press("h")
        assert "[2 Ghazni" in await run.press("2")
        await run.press("enter")
        assert run.top == "desk"
        assert "Ghazni" in run.lines()[0]


async def test_a_front_without_incidents_says_so() -> None:
    async with running() as run:
        assert "no incidents in the window" in await run.press("c", "5")


async def test_what_comes_in_is_drawn() -> None:
    async with running(given=()) as run:
        assert "no incidents in the window" in await run.press("c")
        assert "killed" in await run.give(changes())


async def test_many_incidents_are_worked_out_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.views.screens.charts.AT_ONCE", 0)
    async with running() as run:
        await run.press("c")
        screen = run.app.front_screen
        assert isinstance(screen, ChartsScreen)
        while screen._found is None:
            await run.pilot.pause(0.01)
        assert "killed" in await run.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_charts_as_a_picture(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(board(), terminal_size=size, run_before=typed("c", "1"))


def test_charts_in_ascii_and_16_colours(snap_compare: Compare) -> None:
    assert snap_compare(board(PLAIN, ascii_only=True), terminal_size=(100, 40), run_before=typed("c", "1"))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_names_of_fronts_over_the_charts_are_whole_or_not_there(width: int) -> None:
    async with running(size=(width, 24)) as run:
        for _ in range(len(run.board.fronts) + 2):
            await run.press("l") if run.top == "charts" else await run.press("c")
            rest = run.lines()[1]
            for name in sorted([front.name for front in run.board.fronts] + ["Unassigned", "all"], key=len)[::-1]:
                rest = rest.replace(name, "")
            assert not rest.strip(" 0123456789[]…")


@pytest.mark.parametrize("width", range(40, 200, 7))
@pytest.mark.parametrize("active", [name for name, _ in SCREENS])
def test_names_of_screens_are_whole_or_not_there(active: str, width: int) -> None:
    text = text_of(top_row(active, "Hajin pocket", "", NOW, width, UNICODE))
    words = set(text.replace("[", " ").replace("]", " ").split())
    named = [name for name, _ in SCREENS if name in words]
    assert named in ([name for name, _ in SCREENS], [active])
    assert "Hajin pocket" in text
