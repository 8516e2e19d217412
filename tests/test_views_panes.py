"""Panes of the wall at every size, and how a screen is shared among them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.board_fixture import CONFIG, NOW, StillClock, changes, figure, incident
from tests.board_pilot import running
from tui.model import Changes, Class, Dyad, Grade, Outcome, Tally
from tui.situation import FrontSituation
from tui.views.board import Board
from tui.views.chrome_rows import Status, patience, status_row, top_row, trouble
from tui.views.feed_counts import FeedCounts
from tui.views.format import (
    ago,
    dyad_text,
    known_dyads,
    moment,
    short_grade_line,
    side_rows,
    tally_cell,
    toll_text,
    until,
    window_text,
)
from tui.views.glyphs import ASCII, UNICODE, Glyphs
from tui.views.pane_list import activity, news
from tui.views.pane_rows import PaneView, need, pane
from tui.views.pane_table import sides_table
from tui.views.rows import text_of, width_of
from tui.views.screens.wall import WallScreen
from tui.views.wall_grid import grid


def view(front: str = "hajin") -> PaneView:
    board = Board(CONFIG, StillClock())
    board.arrivals.take([changes()])
    while board.arrivals.pending:
        board.arrivals.step()
    board.look()
    found = next(one for one in board.situation.fronts if one.id == front)
    return PaneView(found, "1", board.new_of(found.incidents), "24h", NOW)


FULL = view()
QUIET = view("donbas")


@given(width=st.integers(0, 220), height=st.integers(0, 60), focused=st.booleans(), ascii_only=st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_pane_fills_exactly_its_size(width: int, height: int, focused: bool, ascii_only: bool) -> None:
    signs = ASCII if ascii_only else UNICODE
    for one in (FULL, QUIET):
        rows = pane(one, width, height, signs, focused=focused)
        assert len(rows) == (height if width else 0)
        assert all(width_of(row) == width for row in rows)
        if ascii_only:
            assert all(text_of(row).isascii() for row in rows)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (80, "C confirmed, 1 outlet, 1 origin, SDF admits its losses, in its own outlet"),
        (60, "C confirmed, 1 outlet, 1 origin, SDF admits its losses"),
        (50, "C confirmed, 1 outlet, SDF admits its losses"),
        (43, "C confirmed, SDF admits its losses"),
        (33, "C confirmed, 1 outlet, 1 origin"),
    ],
)
def test_a_pane_cuts_no_word_of_a_reason(width: int, words: str) -> None:
    reason = "SDF admits its losses, in its own outlet"
    one = incident("a", "Clash", 6, grade=Grade.CONFIRMED, reason=reason)
    one = msgspec.structs.replace(one, outlets=1, origins=1)
    assert text_of(short_grade_line(one, ", ", width)) == words
    contradicted = msgspec.structs.replace(one, contradictions=("cause: a fault, shot down",))
    assert "shot down" in text_of(short_grade_line(contradicted, ", ", width))


def shown(width: int, height: int) -> str:
    return "\n".join(text_of(row) for row in pane(FULL, width, height, UNICODE))


def test_a_large_pane_says_everything() -> None:
    text = shown(66, 22)
    for words in (
        "1 Hajin pocket", "5 new", "4 min", "Ka-52 lost near Mayadin", "C confirmed", "4 outlets, 4 origins",
        "ISIS > Russia ?", "killed", "wounded", "captured", "9 (+12 claimed)", "12-34", "14+", "civilians", "5-12",
        "14:00", "Strike on Al Shafa", "24h · 5 incidents", "2 on one origin",
    ):  # fmt: skip
        assert words in text, words


def test_a_small_pane_keeps_name_headline_counters_and_two_incidents() -> None:
    lines = shown(40, 7).splitlines()
    assert "Hajin pocket" in lines[0]
    assert "Ka-52 lost" in lines[1]
    assert "killed ISIS 12-34" in lines[3]
    assert "14:00" in lines[4]
    assert "13:40" in lines[5]


def test_the_smallest_pane_keeps_name_and_killed() -> None:
    lines = shown(20, 2).splitlines()
    assert "Hajin pocket" in lines[0]
    assert "killed ISIS 12-3" in lines[1]


LONG = "Shelling of the villages on the eastern bank goes on for a third day while talks about a ceasefire fail again"


def listed(height: int, width: int = 60) -> list[str]:
    incidents = [incident(f"n{index}", LONG, index) for index in range(3)]
    return [text_of(row) for row in news(incidents, frozenset(), frozenset(), NOW, width, height, UNICODE)]


def test_headlines_have_a_second_line_only_where_all_incidents_have_their_first() -> None:
    assert len(listed(3)) == 3
    assert all("…" in line for line in listed(3))
    assert len(listed(4)) == 4, "the newest has its second line first"
    assert [line.startswith(" " * 11) for line in listed(9)] == [False, True] * 3
    assert len(listed(0)) == 0


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_spare_rows_show_when_things_happened(signs: Glyphs) -> None:
    rows = activity(FULL.front, "24h", 60, 20, signs)
    text = "\n".join(text_of(row) for row in rows)
    assert "24h ago" in text
    assert "now" in text
    assert str(max(FULL.front.activity)) in text
    assert len(rows) <= 9
    assert all(width_of(row) <= 60 for row in rows)
    assert activity(FULL.front, "24h", 60, 6, signs) == []
    assert activity(QUIET.front, "24h", 60, 20, signs) == []


def test_a_very_wide_pane_has_its_list_beside_its_figures() -> None:
    first = shown(200, 20).splitlines()[1]
    assert "Ka-52 lost near Mayadin" in first
    assert "Strike on Al Shafa" in first


def test_the_activity_line_says_what_its_tallest_sign_stands_for() -> None:
    assert f"max {max(FULL.front.activity)}" in shown(80, 12).splitlines()[0]
    assert "max" not in shown(40, 12).splitlines()[0]


def test_a_quiet_pane_says_so() -> None:
    text = "\n".join(text_of(row) for row in pane(QUIET, 50, 6, UNICODE))
    assert "quiet: nothing reported in 24h" in text


def test_what_the_filter_hides_is_said_in_the_pane() -> None:
    hidden = PaneView(FrontSituation(id="x", name="X", total=3), "", frozenset(), "24h", NOW)
    assert "3 incidents hidden by the filter" in "\n".join(text_of(row) for row in pane(hidden, 50, 6, UNICODE))


@given(
    needs=st.lists(st.integers(4, 60), min_size=1, max_size=30), width=st.integers(1, 300), height=st.integers(1, 90)
)
@settings(max_examples=100, deadline=None)
def test_a_grid_uses_the_screen_and_leaves_no_hole(needs: list[int], width: int, height: int) -> None:
    plan = grid(needs, width, height)
    rows = len(plan.heights)
    assert 1 <= plan.columns <= max(1, width // 36)
    assert (rows - 1) * plan.columns < len(needs) <= rows * plan.columns
    assert 1 <= plan.last_span <= plan.columns
    assert len(needs) - 1 + plan.last_span == rows * plan.columns
    assert sum(plan.heights) >= height
    assert min(plan.heights) >= 1
    if sum(plan.heights) > height:  # only when even the least does not fit
        assert max(plan.heights) <= 6


def test_a_small_pane_gives_way_first() -> None:
    plan = grid([14, 14, 14, 14, 14, 14, 7], 80, 21)
    assert sum(plan.heights) == 21, "six fronts and the unassigned fit 80x24"
    assert plan.heights[-1] == 3


def test_grids_of_life() -> None:
    assert grid([12] * 4, 80, 22).columns == 2
    assert grid([20] * 8, 200, 57).columns in (2, 3)
    assert grid([20] * 12, 300, 87).columns in (3, 4)
    assert grid([12] * 3, 20, 4).columns == 1


def test_a_pane_that_needs_less_gives_to_one_that_needs_more() -> None:
    heights = grid([20, 6], 60, 24).heights
    assert heights[0] > heights[1]
    assert sum(heights) == 24


def test_need_grows_with_what_there_is() -> None:
    assert need(FULL) > need(QUIET)


# --- words and figures ---------------------------------------------------------------------------------------


def tally(low: int, high: int, **more: object) -> Tally:
    values: dict[str, object] = {
        "front": None, "side": "SDF", "class_": Class.COMBATANT, "outcome": Outcome.KILLED, "open": False,
        "incidents": 1, "weak": 0, "vague": 0,
    }  # fmt: skip
    return Tally(low=low, high=high, **(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "-"),
        (tally(12, 34), "12-34"),
        (tally(5, 5), "5"),
        (tally(12, 12, open=True), "12+"),
        (tally(1200, 3400), "1,200-3,400"),
        (tally(9, 9, claimed_by_enemy=12), "9 (+12 claimed)"),
        (tally(0, 0, claimed_by_enemy=12), "(+12 claimed)"),
        (tally(0, 0, vague=2), "some"),
        (tally(0, 0), "-"),
    ],
)
def test_tally_cell(value: Tally | None, expected: str) -> None:
    assert tally_cell(value) == expected


def test_sides_stand_by_toll_and_civilians_last_but_never_left_out() -> None:
    tallies = [
        tally(1, 1, side="A"),
        tally(9, 9, side="B"),
        tally(50, 60, side=None, class_=Class.CIVILIAN),
        tally(3, 3, side="C"),
    ]
    assert [row.label for row in side_rows(tallies)] == ["B", "C", "A", "civilians"]
    assert [row.label for row in side_rows(tallies, 2)] == ["B", "civilians"]
    assert side_rows(tallies, 0) == []


def test_toll_prefers_the_killed_and_never_shows_a_nought_for_unknown() -> None:
    assert toll_text(incident("a", "x", 1)) == ""
    both = incident("a", "x", 1, figures=(figure(Outcome.WOUNDED, 30, 30), figure(Outcome.KILLED, 5, 12)))
    assert toll_text(both) == "5-12 killed"
    assert toll_text(incident("a", "x", 1, figures=(figure(Outcome.WOUNDED, 3, None),))) == "3+ wounded"


@pytest.mark.parametrize(("width", "shown"), [(34, "…"), (40, " 9"), (64, " 9 killed")])
def test_on_a_narrow_pane_the_headline_has_the_letters_of_the_word_killed(width: int, shown: str) -> None:
    title = "Shells fall on the market of a town by the river shortly before noon"
    lead = incident("a", title, 1, figures=(figure(Outcome.KILLED, 9, 9),))
    front = FrontSituation(id="x", name="X", incidents=(lead,), lead=lead, total=1)
    rows = pane(PaneView(front, "1", frozenset(), "24h", NOW), width, 5, UNICODE)
    assert text_of(rows[1])[2:-2].rstrip().endswith(shown)


@pytest.mark.parametrize(("others", "whole"), [(0, True), (1, True), (2, False)])
def test_in_a_low_pane_a_long_headline_goes_on_where_the_list_leaves_a_row(others: int, whole: bool) -> None:
    lead = incident("a", "Shells fall on the market of a town by the river", 1)
    listed = tuple(incident(f"o{number}", f"Other {number}", 2) for number in range(others))
    front = FrontSituation(id="x", name="X", incidents=(lead, *listed), lead=lead, total=1 + others)
    shown = "\n".join(text_of(row) for row in pane(PaneView(front, "1", frozenset(), "24h", NOW), 40, 6, UNICODE))
    assert ("river" in shown) is whole
    assert all(one.title in shown for one in listed)


def test_an_open_toll_shows_the_highest_number_told() -> None:
    twelve_and_at_least_19 = msgspec.structs.replace(figure(Outcome.KILLED, 12, None), most=19)
    fourteen = figure(Outcome.KILLED, 14, 14, side="ISIS")
    assert toll_text(incident("a", "x", 1, figures=(fourteen, twelve_and_at_least_19))) == "12-19+ killed"


def test_an_unknown_side_is_left_out_where_another_pair_names_it() -> None:
    pairs = [
        Dyad(attacker=None, target="ISIS"),
        Dyad(attacker="SDF", target="ISIS"),
        Dyad(attacker="HTS", target="SAA", mutual=True),
        Dyad(attacker=None, target="HTS"),
        Dyad(attacker=None, target="SDF"),
        Dyad(attacker="Turkey", target=None),
        Dyad(attacker=None, target=None),
    ]
    assert [dyad_text(pair) for pair in known_dyads(pairs)] == ["SDF > ISIS", "HTS - SAA", "? > SDF", "Turkey > ?"]


def test_what_only_the_enemy_claims_stands_in_brackets() -> None:
    boast = figure(Outcome.KILLED, 21, 21, side="SDF", by_enemy=21, enemy="ISIS")
    assert toll_text(incident("a", "x", 1, figures=(boast,))) == "(21) killed"
    admitted = figure(Outcome.KILLED, 9, 9, side="SDF", by_enemy=21, enemy="ISIS")
    assert toll_text(incident("a", "x", 1, figures=(admitted,))) == "9 killed"


@pytest.mark.parametrize(
    ("minutes", "expected_age", "expected_moment"),
    [
        (0.5, "30 s", "14:05"),
        (4, "4 min", "14:02"),
        (300, "5 h", "09:06"),
        (3000, "2 d", "05 May"),
        (600_000, "416 d", "2017"),
    ],
)
def test_ages(minutes: float, expected_age: str, expected_moment: str) -> None:
    then = NOW - dt.timedelta(minutes=minutes)
    assert ago(then, NOW) == expected_age
    assert moment(then, NOW) == expected_moment


def test_unknown_times_are_a_dash() -> None:
    assert ago(None, NOW) == until(None, NOW) == moment(None, NOW) == "-"
    assert until(NOW + dt.timedelta(minutes=8), NOW) == "in 8 min"
    assert until(NOW, NOW) == "now"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(3600, "1h"), (86400, "24h"), (None, "all"), (7200, "2h"), (172_800, "48h"), (864_000, "10d"), (5400, "1 h")],
)
def test_windows_are_named_as_the_key_names_them(seconds: float | None, expected: str) -> None:
    assert window_text(seconds) == expected


@pytest.mark.parametrize("width", [20, 39, 40, 72, 80, 90, 120, 200])
@pytest.mark.parametrize("filter_text", ["", "actor:isis killed>=2 place:hajin"])
def test_a_recording_is_marked_at_every_width(width: int, filter_text: str) -> None:
    row = top_row("wall", "", filter_text, NOW, width, UNICODE, recorded=True)
    assert "REC" in text_of(row)
    assert width < 40 or f"{NOW:%H:%M}" in text_of(row), "the hour is what [ and ] go by"
    live = top_row("wall", "", filter_text, NOW, width, UNICODE)
    assert "REC" not in text_of(live)


def status_of(minutes: float | None, *, up: int = 7, down: int = 1, waiting: int = 0, past: bool = False) -> Status:
    return Status(
        now=NOW,
        data_time=None if minutes is None else NOW - dt.timedelta(minutes=minutes),
        feeds=FeedCounts(up, down, waiting),
        window="24h",
        filter_text="",
        filter_on=True,
        shown=5,
        total=5,
        patience=None if past else patience(CONFIG.sources),
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (status_of(4), ""),
        (status_of(29), ""),
        (status_of(31), "DATA 31 MIN OLD"),
        (status_of(200, up=0, down=8), "DATA 3 H OLD"),
        (status_of(4, up=0, down=8), "NO FEED ANSWERS"),
        (status_of(None, up=0, down=3, waiting=5), ""),
        (status_of(None, up=0, down=8), "NO FEED ANSWERS"),
        (status_of(9999, past=True), ""),
    ],
)
def test_old_data_and_dead_feeds_stand_before_everything(status: Status, expected: str) -> None:
    assert trouble(status) == expected
    for width in (20, 40, 80, 200):
        assert expected in text_of(status_row(status, width, UNICODE))
        assert width_of(status_row(status, width, UNICODE)) == width


@pytest.mark.parametrize(
    ("width", "end"), [(64, "24h"), (73, "? help"), (74, "b read  ? help"), (81, "b read  i why  ? help")]
)
def test_the_bottom_line_tells_as_many_keys_as_there_is_room_for(width: int, end: str) -> None:
    text = text_of(status_row(status_of(4), width, UNICODE, ("b read", "i why")))
    assert "data 4 min old · feeds 7 up, 1 down · 5 incidents · 24h" in text
    assert text.rstrip().endswith(f"  {end}" if "help" in end else end)


def test_seldom_asked_sources_are_waited_for() -> None:
    slow = [msgspec.structs.replace(source, interval=3600.0) for source in CONFIG.sources]
    assert patience(slow) == 3 * 3600


async def test_the_whole_bottom_line_turns_over_when_data_is_too_old() -> None:
    async with running() as run:
        assert not run.app.screen.has_class("-trouble")
        run.clock.time += dt.timedelta(hours=5)
        run.app.redraw()
        await run.pilot.pause()
        assert run.app.screen.has_class("-trouble")
        assert "DATA 5 H OLD" in run.status()


async def test_a_recording_whose_clock_runs_fast_is_no_trouble() -> None:
    async with running(banner="RECORDING 6-8 May 2018 x20") as run:
        run.clock.time += dt.timedelta(hours=5)
        run.app.redraw()
        await run.pilot.pause()
        assert not run.app.screen.has_class("-trouble")


@pytest.mark.parametrize("width", [40, 60, 80, 99, 100, 160])
def test_what_rang_stands_at_every_width_and_its_title_before_the_alerts_name(width: int) -> None:
    rang = ("Ten or more killed", "Updated toll: 34 killed near Humaymah")
    status = replace(status_of(4), alerts=(rang, rang))
    text = text_of(status_row(status, width, UNICODE))
    assert "ALERT Updated" in text or (width >= 100 and "ALERT Ten or more killed: Updated toll: 34" in text)
    assert "(+1)" in text
    assert width < 80 or "near Humaymah" in text


@pytest.mark.parametrize("width", [49, 52, 60, 80])
def test_what_the_enemy_claims_is_worded_shorter_before_a_sides_name_is_cut(width: int) -> None:
    claimed = tally(7, 7, side="Iraqi Security Forces", outcome=Outcome.CAPTURED, claimed_by_enemy=7)
    rows = sides_table([tally(10, 10, side="Iraqi Security Forces", claimed_by_enemy=6), claimed], width, 4, UNICODE)
    text = text_of(rows[1])
    assert "Iraqi Security Forces" in text
    assert ("(+6 claimed)" in text) == (width > 60)


@pytest.mark.parametrize("width", [58, 66, 80, 120])
def test_the_activity_line_is_shorter_before_a_fronts_name_is_cut(width: int) -> None:
    name = "Israel and Iran in Syria"
    long = replace(FULL, front=msgspec.structs.replace(FULL.front, name=name))
    first = text_of(pane(long, width, 12, UNICODE)[0])
    assert name in first
    assert any(sign in first for sign in UNICODE.sparks[1:])


async def test_the_first_pane_has_the_focus_until_a_key_is_pressed() -> None:
    later = incident("late", "Clash at Hajin", 1, fronts=("hajin",))
    async with running(
        given=[Changes(time=NOW, incidents=(incident("early", "Blast", 2, fronts=("ghazni",)),))]
    ) as run:
        screen = run.app.screen
        assert isinstance(screen, WallScreen)
        assert screen.focused_pane is not None
        await run.give(Changes(time=NOW, incidents=(later,)))
        assert screen.focused_pane.view.front.id == "hajin"
        await run.press("l")
        assert screen.focused_pane.view.front.id == "ghazni"


async def test_a_pane_that_was_chosen_keeps_the_focus() -> None:
    async with running(
        given=[Changes(time=NOW, incidents=(incident("early", "Blast", 2, fronts=("ghazni",)),))]
    ) as run:
        screen = run.app.screen
        assert isinstance(screen, WallScreen)
        await run.press("g")
        await run.give(Changes(time=NOW, incidents=(incident("late", "Clash at Hajin", 1, fronts=("hajin",)),)))
        assert screen.focused_pane is not None
        assert screen.focused_pane.view.front.id == "ghazni"
