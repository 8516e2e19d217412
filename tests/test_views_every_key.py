"""Every key on every screen: none breaks anything, and each does what its tooltip says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from textual.binding import Binding
from textual.widgets import Input

from tests.board_fixture import CONFIG, NOW, changes
from tests.board_pilot import Running, running
from tests.test_views_past import Remembered
from tui.model import Incident, Outcome
from tui.views.format import outcome_text
from tui.views.help_rows import key_name
from tui.views.keys import EVERYWHERE, FRONTS, INCIDENTS, MOVES, SIDEWAYS
from tui.views.screens.choice import ChoiceScreen
from tui.views.screens.desk import DeskScreen
from tui.views.screens.evidence import EvidenceScreen
from tui.views.screens.index import help_groups
from tui.views.screens.ledger import LedgerScreen
from tui.views.screens.map import MapScreen
from tui.views.screens.sources import SourcesScreen
from tui.views.screens.wall import WallScreen
from tui.views.widgets.filter_bar import FilterBar, FilterInput

OPENS: dict[str, tuple[str, ...]] = {
    "wall": (),
    "desk": ("0",),
    "detail": ("0", "l"),
    "ledger": ("L",),
    "pressure": ("P",),
    "charts": ("c",),
    "map": ("v",),
    "sources": ("s",),
    "help": ("question_mark",),
    "evidence": ("i",),
    "report": ("b",),
    "filter line": ("slash",),
    "choice": ("f",),
    "mutes": ("m", "1", "M"),
    "palette": ("ctrl+p",),
}
"""A place on the board -> the keys that lead there from the wall."""
QUIT = ("q", "ctrl+c")


def bound(bindings: object) -> list[str]:
    return [key for b in bindings if isinstance(b, Binding) for key in b.key.split(",")]  # type: ignore[attr-defined]


ALL_KEYS = list(
    dict.fromkeys(
        bound((*EVERYWHERE, *MOVES, *SIDEWAYS, *FRONTS, *INCIDENTS))
        + [key for _, group in help_groups() for key in bound(group)]
    )
)


@pytest.mark.parametrize(
    ("place", "size"), [*((place, (100, 30)) for place in OPENS), ("wall", (20, 5)), ("desk", (30, 7))]
)
async def test_no_key_breaks_a_screen(
    place: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(size=size, memory=Remembered()) as run:
        await run.pilot.press(*OPENS[place])
        there = state(run)
        for key in ALL_KEYS:
            if key in QUIT:
                continue
            if state(run) != there:
                await back_to_the_wall(run)
                await run.pilot.press(*OPENS[place])
            await run.pilot.press(key)
            assert run.app.is_running, key
            assert run.app._exception is None, key


def state(run: Running) -> tuple[object, ...]:
    """Where the user is."""
    screen = run.app.front_screen
    assert screen is not None
    return tuple(map(type, run.app.screen_stack)), screen.query_one(FilterBar).is_open


async def back_to_the_wall(run: Running) -> None:
    while len(run.app.screen_stack) > 2:
        run.app.pop_screen()
    run.app.on_filter_bar_cancelled()
    run.app.apply_filter("")
    await run.pilot.pause()


@pytest.mark.parametrize(
    "place", ["wall", "desk", "detail", "ledger", "pressure", "charts", "map", "sources", "evidence", "report"]
)
async def test_q_quits_from_every_screen(place: str) -> None:
    async with running() as run:
        await run.pilot.press(*OPENS[place], "q")
        await run.pilot.pause()
        assert not run.app.is_running


@pytest.mark.parametrize("place", OPENS)
async def test_ctrl_c_quits_from_everywhere(place: str) -> None:
    async with running() as run:
        await run.pilot.press(*OPENS[place], "ctrl+c")
        await run.pilot.pause()
        assert not run.app.is_running


# --- each does what it says ---------------------------------------------------------------------------

Check = Callable[[Running], bool]


def pane(run: Running) -> str | None:
    wall = run.app.get_screen("wall", WallScreen)
    return wall.focused_pane.view.front.id if wall.focused_pane else None


def row(run: Running) -> int:
    screen = run.app.front_screen
    assert isinstance(screen, DeskScreen | LedgerScreen | SourcesScreen)
    return screen.rows.cursor


def in_order(run: Running) -> list[int]:
    """The figure in the column of the killed, its higher end, in each row of the desk from the top."""
    rows = run.app.get_screen("desk", DeskScreen).rows.keys
    shown = [outcome_text(run.board.store.incidents[key], Outcome.KILLED) for key in rows]
    return [int("".join(filter(str.isdigit, text.split("-")[-1])) or 0) for text in shown]


def line(run: Running) -> int:
    screen = run.app.front_screen
    return int(screen.pager.scroll_offset.y) if isinstance(screen, EvidenceScreen) else 0


def help_line(run: Running) -> int:
    return int(run.app.screen.query_one("#page").scroll_offset.y)


def nearer(run: Running) -> int:
    screen = run.app.front_screen
    return screen.zoom if isinstance(screen, MapScreen) else -1


def asks(run: Running) -> bool:
    return isinstance(run.app.screen, ChoiceScreen)


def chosen(run: Running) -> str:
    return run.board.filter.text


def says(words: str) -> Check:
    return lambda run: words in run.status()


def top(name: str) -> Check:
    return lambda run: run.top == name


def desk_front(run: Running) -> str | None:
    return run.app.get_screen("desk", DeskScreen).front


def moved(to: int) -> Check:
    return lambda run: row(run) == to


def sent(*words: str) -> Check:
    return lambda run: run.feed.sent[-1] == words


LAST = len(changes().incidents) - 1
FILTERED = ("slash", *"taliban", "enter", "slash", "ctrl+u", *"isis", "enter", "slash", "ctrl+u", "enter")
"""Two filters were accepted, then none."""
EFFECTS: dict[str, tuple[tuple[str, ...], Check]] = {
    "filter": (("slash",), lambda run: run.app.screen.query_one(FilterBar).is_open),
    "saved_filters": (("f",), asks),
    "toggle_filter": (
        ("slash", *"isis", "enter", "ctrl+f"),
        lambda run: not run.board.filter.applies and bool(chosen(run)),
    ),
    "window": (("t",), lambda run: run.board.window_name == "7d"),
    "wall": (("s", "w"), top("wall")),
    "ledger": (("L",), top("ledger")),
    "pressure": (("P",), top("pressure")),
    "charts": (("c",), top("charts")),
    "map": (("v",), top("map")),
    "map_nearer": (("v", "1", "plus"), lambda run: nearer(run) == 1),
    "map_farther": (("v", "1", "plus", "plus", "minus"), lambda run: nearer(run) == 1),
    "sources": (("s",), top("sources")),
    "help": (("question_mark",), top("help")),
    "as_of_back": (("left_square_bracket",), says("working out what was known at 07 May 2018 14:00")),
    "as_of_forward": (("left_curly_bracket", "right_square_bracket"), says("at 06 May 2018 16:00")),
    "as_of_day_back": (("left_curly_bracket",), says("at 06 May 2018 15:00")),
    "as_of_day_forward": (("left_curly_bracket",) * 2 + ("right_curly_bracket",), says("at 06 May 2018 15")),
    "as_of_now": (("left_square_bracket", "full_stop"), says("this is now")),
    "pause": (("p",), says("PAUSED")),
    "mute": (("m", "enter"), says("muted for an hour: Hajin pocket")),
    "mutes": (("m", "enter", "M", "enter"), says("lifted: Hajin pocket")),
    "undo": (("space", "u"), says("5 new again")),
    "export": (("e",), asks),
    "refresh": (("r",), sent("refresh")),
    "refresh_all": (("R",), sent("refresh")),
    "back": (("s", "escape"), top("wall")),
    "palette": (("ctrl+p",), lambda run: type(run.app.screen).__name__ == "CommandPalette"),
    "redraw": (("ctrl+l",), top("wall")),
    "quit": (("q",), lambda run: not run.app.is_running),
    "quit_anywhere": (("m", "ctrl+c"), lambda run: not run.app.is_running),
    "down": (("0", "j"), moved(1)),
    "up": (("0", "j", "j", "k"), moved(1)),
    "first": (("0", "G", "g"), moved(0)),
    "last": (("0", "G"), moved(LAST)),
    "page_down": (("L", "ctrl+d"), lambda run: row(run) > 1),
    "page_up": (("L", "ctrl+d", "ctrl+u"), moved(0)),
    "left": (("l", "h"), lambda run: pane(run) == "hajin"),
    "right": (("l",), lambda run: pane(run) == "ghazni"),
    "next_pane": (("tab",), lambda run: pane(run) == "ghazni"),
    "previous_pane": (("tab", "shift+tab"), lambda run: pane(run) == "hajin"),
    **{
        f"front_{digit}": ((str(digit),), lambda run, at=digit - 1: desk_front(run) == CONFIG.fronts[at].id)  # type: ignore[misc]
        for digit in range(1, 6)
    },
    **{f"front_{digit}": ((str(digit),), says(f"there is no front {digit}")) for digit in range(6, 10)},
    "front_all": (("1", "0"), lambda run: desk_front(run) is None),
    "open": (("enter",), lambda run: run.top == "desk" and desk_front(run) == "hajin"),
    "evidence": (("i",), top("evidence")),
    "open_link": (("o",), says("no browser here; y copies it: https://tass.example.org/4")),
    "copy": (("y",), lambda run: run.app.clipboard.startswith("Ka-52 lost near Mayadin")),
    "mark": (("space",), says("5 marked as seen")),
    "mark_all": (("A",), says(f"{LAST + 1} marked as seen")),
    "next_new": (("space", "J"), lambda run: pane(run) == "ghazni"),
    "previous_new": (("G", "K"), lambda run: pane(run) not in (None, "hajin")),
    "next_match": (("slash", *"taliban", "enter", "ctrl+f", "0", "n"), lambda run: row(run) > 0),
    "previous_match": (("slash", *"taliban", "enter", "ctrl+f", "0", "G", "N"), lambda run: 0 < row(run) < LAST),
    "sort": (("0", "S"), lambda run: in_order(run) == sorted(in_order(run), reverse=True) and says("most killed")(run)),
    "zoom": (("z",), lambda run: len(run.app.get_screen("wall", WallScreen).panes) == 1),
    "evidence_tally": (("L", "j", "i"), top("evidence")),
    "refresh_one": (("s", "r"), sent("refresh", "saba")),
    "copy_source": (("s", "y"), lambda run: "saba.example.org" in run.app.clipboard),
    "evidence_close": (("i", "i"), top("wall")),
    "open_link_evidence": (("i", "o"), says("tass.example.org/4")),
    "copy_evidence": (("i", "y"), lambda run: "why" in run.app.clipboard),
    "read": (("b",), top("report")),
    "read_evidence": (("i", "b"), top("report")),
    "evidence_report": (("i", "b", "i"), top("evidence")),
    "next_report": (("b", "n"), lambda run: "report 2 of 4" in "\n".join(run.lines())),
    "previous_report": (("b", "n", "N"), lambda run: "report 1 of 4" in "\n".join(run.lines())),
    "report_close": (("b", "b"), top("wall")),
    "open_link_report": (("b", "o"), says("tass.example.org/4")),
    "copy_report": (("b", "y"), lambda run: "FIGURES READ IN IT" in run.app.clipboard),
    "help_down": (("question_mark", "down", "down"), lambda run: help_line(run) == 2),
    "help_up": (("question_mark", "down", "down", "up"), lambda run: help_line(run) == 1),
    "help_page_down": (("question_mark", "ctrl+d"), lambda run: help_line(run) > 2),
    "help_page_up": (("question_mark", "ctrl+d", "ctrl+u"), lambda run: help_line(run) == 0),
    "choice_choose": (("f", "j", "enter"), lambda run: chosen(run) == "grade>=fair"),
    "choice_1": (("f", "1"), lambda run: chosen(run) == "class:civilian"),
    "choice_2": (("f", "2"), lambda run: chosen(run) == "grade>=fair"),
    "choice_3": (("f", "3"), says("filter lifted")),
    **{f"choice_{digit}": (("f", str(digit)), asks) for digit in range(4, 10)},
    "choice_close": (("f", "escape"), lambda run: top("wall")(run) and chosen(run) == ""),
    "filter_cancel": (("slash", *"isis", "escape"), lambda run: not run.app.screen.query_one(FilterBar).is_open),
    "filter_older": (
        (*FILTERED, "slash", *"x", "up"),
        lambda run: run.app.screen.query_one("#filter-input", Input).value == "isis",
    ),
    "filter_newer": (
        (*FILTERED, "slash", *"x", "up", "up", "down", "down", "down"),
        lambda run: run.app.screen.query_one("#filter-input", Input).value == "x",
    ),
    "filter_complete": (
        ("slash", *"killed", "tab"),
        lambda run: run.app.screen.query_one("#filter-input", Input).value != "killed",
    ),
}  # fmt: skip
"""Id of each binding -> keys from the wall, and what then holds."""


def test_the_table_knows_every_binding() -> None:
    ids = {binding.id for _, group in help_groups() for binding in group}
    assert set(EFFECTS) == ids


@pytest.mark.parametrize("id_", EFFECTS)
async def test_each_key_does_what_it_says(id_: str) -> None:
    keys, holds = EFFECTS[id_]
    async with running(size=(140, 20) if id_.startswith("page") else (120, 40), memory=Remembered(ready=False)) as run:
        await run.pilot.press(*keys)
        await run.pilot.pause()
        assert holds(run), (id_, keys)


def test_every_key_has_a_name_that_help_can_show() -> None:
    assert all(key_name(key) for key in ALL_KEYS)
    assert FilterInput.BINDINGS


async def test_keys_still_work_while_a_burst_comes_in() -> None:
    burst = [msgspec.structs.replace(changes(), time=NOW) for _ in range(20)]
    async with running() as run:
        run.feed.waiting = list(burst)
        run.app.drain()
        await run.press("s")
        assert run.top == "sources"
        while run.board.arrivals.pending:
            await run.pilot.pause(0.01)
        first: Incident = run.board.shown[0]
        assert first.id
