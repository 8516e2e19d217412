"""What came in a moment ago stands out from the rest of what is new, for a minute."""

from __future__ import annotations

import datetime as dt

import msgspec

from tests.board_fixture import CONFIG, NOW, StillClock, changes, incident
from tests.board_pilot import running
from tui.model import Changes
from tui.views.board import Board
from tui.views.glyphs import ASCII, UNICODE
from tui.views.incident_rows import incident_row
from tui.views.rows import text_of
from tui.views.screens.desk import DeskScreen

AFTER = NOW + dt.timedelta(minutes=1)


def came(*minutes_before: float) -> Changes:
    return Changes(time=NOW, incidents=tuple(incident(f"n{m}", f"Report {m}", m) for m in minutes_before))


def looked(board: Board, given: Changes) -> frozenset[str]:
    board.arrivals.take([given])
    while board.arrivals.pending:
        board.arrivals.step()
    board.look()
    return board.just_in


def test_only_what_was_reported_after_the_start_has_just_come_in_and_only_for_a_minute() -> None:
    clock = StillClock()
    board = Board(CONFIG, clock)
    assert looked(board, changes()) == frozenset(), "a first fetch lights up nothing"
    clock.time = AFTER
    assert looked(board, came(-0.5, 5)) == {"n-0.5"}
    clock.time += dt.timedelta(seconds=50)
    assert looked(board, came(-1.5)) == {"n-0.5", "n-1.5"}
    clock.time += dt.timedelta(seconds=20)
    board.look()
    assert board.just_in == {"n-1.5"}
    clock.time += dt.timedelta(seconds=60)
    board.look()
    assert board.just_in == frozenset()


def test_an_incident_that_changed_without_a_report_has_not_just_come_in() -> None:
    clock = StillClock()
    board = Board(CONFIG, clock)
    clock.time = AFTER
    assert looked(board, came(-0.5)) == {"n-0.5"}
    clock.time += dt.timedelta(minutes=2)
    (known,) = came(-0.5).incidents
    linked = msgspec.structs.replace(known, related=("n5",))
    assert looked(board, Changes(time=clock.time, incidents=(linked,))) == frozenset()


def test_the_sign_changes_no_column() -> None:
    one = incident("x", "Shelling of Hajin", 1)
    for signs in (UNICODE, ASCII):
        plain, new, just = (
            text_of(incident_row(one, 80, NOW, signs, fresh=fresh, just=just))
            for fresh, just in ((False, False), (True, False), (True, True))
        )
        assert (plain[0], new[0], just[0]) == (" ", signs.new, signs.just)
        assert plain[1:] == new[1:] == just[1:]


async def test_wall_and_desk_show_it_until_it_is_marked() -> None:
    async with running(size=(140, 40)) as run:
        assert UNICODE.just not in await run.text()
        run.clock.time = AFTER
        text = await run.give(came(-0.5))
        assert any(f"{UNICODE.just} " in line and "Report -0.5" in line for line in text.splitlines())
        await run.press("0", "g")
        assert run.app.get_screen("desk", DeskScreen).rows.key == "n-0.5"
        assert UNICODE.just in await run.text()
        assert UNICODE.just not in await run.press("space")
