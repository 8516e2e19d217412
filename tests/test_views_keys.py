"""Every key does what the help says, on the screens where it is bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import Input

from tests.board_fixture import CONFIG, NOW, ago, changes, incident
from tests.board_pilot import running, with_keys
from tests.test_views_past import Remembered
from tui import arguments
from tui.model import Changes, FeedHealth, FeedStatus
from tui.store.marks import Marks
from tui.views.commands import commands
from tui.views.keys import EVERYWHERE
from tui.views.screens.base import BoardScreen
from tui.views.screens.desk import DeskScreen
from tui.views.screens.evidence import EvidenceScreen
from tui.views.screens.help import HelpScreen
from tui.views.screens.index import SCREENS, help_groups
from tui.views.screens.report import ReportScreen
from tui.views.screens.sources import SourcesScreen
from tui.views.screens.wall import WallScreen

FORBIDDEN = {"ctrl+b", "ctrl+a", "ctrl+s", "ctrl+q", "ctrl+z"}


def desk(app: object) -> DeskScreen:
    screen = app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, DeskScreen)
    return screen


async def test_the_wall_moves_by_pane_and_opens_the_desk() -> None:
    async with running() as run:
        wall = run.app.screen
        assert isinstance(wall, WallScreen)

        def name() -> str:
            assert wall.focused_pane is not None
            return wall.focused_pane.view.front.name

        assert name() == "Hajin pocket"
        for key, expected in (
            ("l", "Ghazni and the south-east"), ("j", "Lower Shabelle"), ("h", "Hodeidah coast"), ("k", "Hajin pocket"),
            ("tab", "Ghazni and the south-east"), ("shift+tab", "Hajin pocket"), ("G", "Unassigned"),
            ("g", "Hajin pocket"), ("down", "Hodeidah coast"), ("right", "Lower Shabelle"), ("left", "Hodeidah coast"),
            ("up", "Hajin pocket"), ("ctrl+d", "Hodeidah coast"), ("ctrl+u", "Hajin pocket"),
        ):  # fmt: skip
            await run.press(key)
            assert name() == expected, key
        text = await run.press("l", "enter")
        assert run.top == "desk"
        assert "Ghazni and the south-east" in text
        assert "Hajin" not in text
        await run.press("escape")
        assert run.top == "wall"
        await run.press("escape", "escape")
        assert run.top == "wall"
        assert run.app.is_running, "Esc never quits"


async def test_digits_open_fronts_and_nought_opens_all() -> None:
    async with running() as run:
        text = await run.press("2")
        assert "Taliban overrun" in text
        assert "Ka-52" not in text
        text = await run.press("0")
        assert "Taliban overrun" in text
        assert "Ka-52" in text
        assert "unassigned" in text
        await run.press("5")
        assert desk(run.app).rows.keys == []
        await run.press("9")
        assert "there is no front 9" in run.status()


async def test_the_desk_moves_by_row_and_reads_the_detail() -> None:
    async with running(size=(140, 20)) as run:
        await run.press("0")
        screen = desk(run.app)
        for key, expected in (("j", 1), ("down", 2), ("k", 1), ("G", 9), ("g", 0), ("end", 9), ("home", 0),
                              ("ctrl+d", 8), ("ctrl+u", 0), ("pagedown", 8), ("pageup", 0), ("k", 0)):  # fmt: skip
            await run.press(key)
            assert screen.rows.cursor == expected, key
        before = screen.pager.scroll_offset.y
        await run.press("l", "j", "j")
        assert screen.pager.has_focus
        assert screen.pager.scroll_offset.y == before + 2
        assert screen.rows.cursor == 0
        await run.press("h", "j")
        assert screen.rows.has_focus
        assert screen.rows.cursor == 1
        assert screen.pager.scroll_offset.y == 0, "another incident is read from its top"
        await run.press("tab")
        assert screen.pager.has_focus
        await run.press("escape")
        assert screen.rows.has_focus
        assert run.top == "desk"
        await run.press("enter")
        assert screen.pager.has_focus
        for pressed, name in (("enter", "report"), ("i", "evidence"), ("enter", "report"), ("escape", "evidence")):
            await run.press(pressed)
            assert run.top == name, "from the list to the claims to the texts"
        await run.press("escape", "escape")
        assert run.top == "desk"


async def test_a_click_selects_and_a_double_click_opens() -> None:
    async with running(size=(140, 20)) as run:
        await run.press("0")
        screen = desk(run.app)
        await run.pilot.click("#list", offset=(10, 3))
        assert screen.rows.cursor == 3
        await run.pilot.click("#list", offset=(10, 3), times=2)
        assert screen.pager.has_focus


async def test_evidence_says_why() -> None:
    async with running() as run:
        text = await run.press("i")
        assert run.top == "evidence"
        for words in (
            "Russia, killed: 2 (5 claimed by ISIS)", "counted: Both crew members killed",
            "the Russian defence ministry", "own side", "TASS 14:02",
            "why: a loss that its own side admits", "claimed: 5 on board killed",
            "superseded: At least one airman killed", "not counted: 39 people killed",
            "why: tells of an earlier event (last year)", "TOTALS AS CLAIMED, NEVER ADDED", "92 servicemen",
        ):  # fmt: skip
            assert words in text, words
        await run.press("j", "G", "g", "escape")
        assert run.top == "wall"


async def test_space_and_a_mark_and_u_takes_back() -> None:
    async with running() as run:
        assert "10 new" in run.status()
        text = await run.press("space")
        assert "5 marked as seen" in run.status()
        assert "5 new" in text
        command, data = run.feed.sent[-1]
        assert command == "marks"
        saved = Marks.load(bytes.fromhex(data))
        assert not any(saved.is_new(one) for one in run.board.incidents("hajin"))
        await run.press("u")
        assert "5 new again" in run.status()
        await run.press("A")
        assert "10 marked as seen" in run.status()
        await run.press("space")
        assert "nothing new here" in run.status()
        await run.press("u", "0", "j", "space")
        assert desk(run.app).rows.cursor == 2, "marking goes on to the next"
        assert len(run.board.new_of(run.board.shown)) == 9


async def test_j_and_k_in_capitals_go_to_what_is_new() -> None:
    async with running() as run:
        await run.press("space", "J")
        wall = run.app.screen
        assert isinstance(wall, WallScreen)
        assert wall.focused_pane is not None
        assert wall.focused_pane.view.front.id == "ghazni"
        await run.press("0")
        screen = desk(run.app)
        await run.press("g", "J")
        assert screen.rows.key == "ghazni1"
        await run.press("J", "J", "K")
        assert screen.rows.key == "hodeidah1"
        await run.press("G", "J")
        assert "nothing new further on" in run.status()


async def test_n_goes_to_matches_while_the_filter_is_off() -> None:
    async with running() as run:
        await run.press("slash", *"taliban", "enter", "ctrl+f", "0")
        screen = desk(run.app)
        assert len(screen.rows.keys) == 10
        await run.press("g", "n")
        assert screen.rows.key == "ghazni1"
        await run.press("n")
        assert screen.rows.key == "ghazni1"
        assert "no match further on" in run.status()
        await run.press("G", "N")
        assert screen.rows.key == "ghazni1"


async def test_t_widens_the_window_and_z_zooms() -> None:
    async with running() as run:
        names = []
        for _ in range(5):
            await run.press("t")
            names.append(run.board.window_name)
        assert names == ["7d", "all", "1h", "6h", "24h"]
        text = await run.press("z")
        assert "Hajin pocket" in text
        assert "Ghazni" not in text
        text = await run.press("escape")
        assert "Ghazni" in text
        await run.press("0", "z")
        assert not desk(run.app).pager.display
        await run.press("z", "l", "z")
        assert desk(run.app).pager.display
        assert not desk(run.app).query_one("#left").display
        await run.press("escape")
        assert desk(run.app).query_one("#left").display


async def test_p_holds_the_picture_and_counts_what_waits() -> None:
    async with running() as run:
        await run.press("p")
        text = await run.give(Changes(time=NOW, incidents=(incident("late", "Fresh shelling of Hajin", 0),)))
        assert "Fresh shelling" not in text
        assert "PAUSED, 1 change waiting" in run.status()
        text = await run.press("p")
        assert "Fresh shelling" in text


async def test_letters_open_their_screens_and_close_them_again() -> None:
    async with running() as run:
        for key, name in (("s", "sources"), ("L", "ledger"), ("P", "pressure"), ("question_mark", "help")):
            await run.press(key)
            assert run.top == name
            await run.press("escape")
            assert run.top == "wall"
        await run.press("s", "s")
        assert run.top == "wall"
        await run.press("s", "L", "w")
        assert run.top == "wall"


async def test_refresh_asks_one_feed_or_all() -> None:
    async with running() as run:
        await run.press("r", "R")
        assert run.feed.sent == [("refresh",), ("refresh",)]
        await run.press("s", "r")
        assert run.feed.sent[-1] == ("refresh", "saba"), "the failed feed stands first"


async def test_q_quits_at_once_even_with_changes_waiting() -> None:
    async with running() as run:
        run.feed.waiting = [changes()] * 50
        run.app.drain()
        await run.pilot.press("q")
        await run.pilot.pause()
        assert run.feed.sent[-1] == ("quit",)
        assert not run.app.is_running
        assert run.app.return_value == 0


async def test_o_opens_only_a_web_address(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$1" > {opened}.part && mv {opened}.part {opened}\n')
    script.chmod(0o755)
    async with running(launcher=[str(script)]) as run:
        await run.press("o")
        assert "opening tass.example.org" in run.status()
        while not opened.exists():
            await run.pilot.pause(0.01)
        assert opened.read_text().split() == ["1", "https://tass.example.org/4"]
    async with running() as run:
        await run.press("o")
        assert "no browser here; y copies it: https://tass.example.org/4" in run.status()


async def test_y_copies_the_incident_with_its_figures() -> None:
    async with running() as run:
        await run.press("y")
        copied = run.app.clipboard
        assert copied.splitlines()[0] == "Ka-52 lost near Mayadin, both crew dead"
        assert "Russia killed: 2 (5 claimed by ISIS) (the Russian defence ministry)" in copied
        assert "https://tass.example.org/4" in copied
        assert "a terminal does not confirm it" in run.status()


async def test_f_applies_a_saved_filter() -> None:
    async with running() as run:
        text = await run.press("f")
        assert "civilians hurt" in text
        assert "class:civilian" in text
        await run.press("enter")
        assert run.board.filter.text == "class:civilian"
        await run.press("f", "escape")
        assert run.board.filter.text == "class:civilian"
        await run.press("f", "G", "enter")
        assert run.board.filter.text == ""


async def test_ctrl_l_redraws_and_ctrl_p_finds_commands() -> None:
    async with running() as run:
        await run.press("ctrl+l")
        await run.press("ctrl+p", *"hodeidah")
        await run.app.workers.wait_for_complete()
        await run.pilot.pause(0.2)
        assert "front: Hodeidah coast" in await run.text()
        await run.press("enter")
        assert run.top == "desk"
        assert desk(run.app).front == "hodeidah"


async def test_the_palette_offers_nouns_with_verbs() -> None:
    async with running() as run:
        found = [command.name for command in commands(run.app)]
        assert len(found) == len(set(found))
        assert all(": " in name for name in found)
        nouns = {name.split(": ")[0] for name in found}
        assert nouns >= {"screen", "front", "window", "filter", "source", "theme", "as of", "mute", "export", "config"}
        for name in (
            "screen: sources", "front: Hodeidah coast", "filter: civilians hurt", "window: 7d", "source: show Saba",
            "as of: an hour back, what was known then", "config: read sources.toml again",
        ):  # fmt: skip
            assert name in found
        by_name = {command.name: command for command in commands(run.app)}
        by_name["source: show TOLOnews"].run()
        await run.pilot.pause()
        screen = run.app.screen
        assert isinstance(screen, SourcesScreen)
        assert screen.rows.key == "tolo"
        by_name["window: 7d"].run()
        assert run.board.window_name == "7d"
        by_name["source: ask Saba again"].run()
        await run.pilot.pause()
        assert run.feed.sent[-1] == ("refresh", "saba")


async def test_the_first_fetch_tells_how_far_it_is() -> None:
    health = tuple(FeedHealth(source=source.id) for source in CONFIG.sources)
    done = FeedHealth(source="afp", status=FeedStatus.OK, last_success=NOW)
    async with running(given=[Changes(time=NOW, feeds=(*health[1:], done))]) as run:
        text = await run.text()
        assert f"1 of {len(CONFIG.sources)} feeds asked" in run.status()
        assert f"Asking {len(CONFIG.sources)} feeds: 1 answered" in text


async def test_an_empty_wall_says_why_it_is_empty() -> None:
    one = incident("one", "Shelling of Hajin", 20)
    async with running(given=[Changes(time=NOW, incidents=(one,))], memory=Remembered()) as run:
        text = await run.press("m", "1")
        assert "Everything here is muted (1): M shows and lifts mutes" in text
        await run.press("u", "left_curly_bracket")
        run.app.drain()
        text = await run.text()
        assert "As known at 06 May 2018 15:00 UTC: no incident" in text


async def test_help_lists_every_binding_and_can_be_searched() -> None:
    told = {binding.id for _, bindings in help_groups() for binding in bindings}
    screens: tuple[type[BoardScreen], ...] = (*SCREENS.values(), EvidenceScreen, ReportScreen, HelpScreen)
    for screen in screens:
        for binding in screen.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id in told
            assert binding.tooltip
            assert not FORBIDDEN & set(binding.key.split(","))
    assert not FORBIDDEN & {key for b in EVERYWHERE if isinstance(b, Binding) for key in b.key.split(",")}
    async with running() as run:
        text = await run.press("question_mark", *"killed")
        assert "killed : = != >=" in text.replace("  ", " ")
        assert "Quit at once" not in text
        text = await run.press(*["backspace"] * 6, *"quit at")
        assert "Ctrl+c" in text
        text = await run.press(*"zzzz")
        assert "nothing about" in text


async def test_keys_can_be_remapped_and_help_shows_it() -> None:
    async with running(config=with_keys(sources="x")) as run:
        await run.press("x")
        assert run.top == "sources"
        await run.press("escape", "s")
        assert run.top == "wall"
        text = await run.press("question_mark", *"health of every")
        assert " x " in text


@pytest.mark.parametrize("screen", ["ledger", "pressure", "sources"])
async def test_lists_move_by_the_same_keys(screen: str) -> None:
    async with running(start=screen) as run:
        assert run.top == screen
        await run.press("j", "G", "k", "g", "ctrl+d", "ctrl+u")
        assert run.top == screen


def test_the_command_line_can_open_every_screen() -> None:
    assert set(arguments.SCREENS) == set(SCREENS)


@pytest.mark.parametrize("screen", arguments.SCREENS)
async def test_a_board_can_open_on_any_screen(screen: str) -> None:
    async with running(start=screen) as run:
        assert run.top == screen


async def test_the_ledger_shows_tallies_and_what_is_behind_them() -> None:
    async with running(start="ledger") as run:
        text = await run.text()
        assert "All fronts  10 incidents, each counted once" in text
        assert "12-34" in text
        text = await run.press("j", "i")
        assert run.top == "evidence"
        assert "SDF reaches the outskirts of Hajin" in text
        assert "all fronts: ISIS, killed" in text


async def test_pressure_shows_who_is_caught_on_two_fronts() -> None:
    both = (
        incident("p1", "Raid one", 5, ("hajin",), dyads=changes().incidents[2].dyads),
        incident("p2", "Raid two", 9, ("ghazni",), dyads=changes().incidents[2].dyads),
    )
    async with running(start="pressure", given=[Changes(time=NOW, incidents=both)]) as run:
        text = await run.text()
        assert "ISIS" in text
        assert "SDF" in text
        assert "▲2" in text
        assert "ISIS is attacked on 2 fronts (2 more) in 2 incidents (2 more)" in text
        text = await run.press("j", "enter")
        assert run.top == "desk"
        assert "Ghazni and the south-east" in text.splitlines()[0]


async def test_the_filter_line_takes_q_as_a_letter() -> None:
    async with running() as run:
        await run.press("slash", "q")
        assert run.app.is_running
        assert run.app.screen.query_one("#filter-input", Input).value == "q"


async def test_new_reports_do_not_move_the_reader() -> None:
    many = tuple(incident(f"i{n:03}", f"Incident {n}", 10 + n) for n in range(200))
    async with running(size=(140, 30), given=[Changes(time=NOW, incidents=many)]) as run:
        await run.press("0", *["ctrl+d"] * 6)
        screen = desk(run.app)
        key, row = screen.rows.key, screen.rows.cursor - screen.rows.scroll_offset.y
        assert row > 0
        text = await run.give(
            Changes(time=NOW, incidents=tuple(incident(f"n{n}", f"Newcomer {n}", n / 10) for n in range(7)))
        )
        assert screen.rows.key == key
        assert screen.rows.cursor - screen.rows.scroll_offset.y == row
        assert "7 new above" in text
        text = await run.press("g")
        assert "new above" not in text
        assert "Newcomer 0" in text


def test_the_clock_of_the_fixture_stands() -> None:
    assert (NOW - ago(4)).total_seconds() == 240
    assert CONFIG.fronts[0].id == "hajin"
