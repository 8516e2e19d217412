"""Alerts ring once, never for one voice alone, never for backlog, and not while they are muted."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from tests.board_fixture import CONFIG, NOW, StillClock, changes, claim_row, figure, helicopter, incident
from tests.board_pilot import running
from tui.model import Alert, Changes, ClaimantRole, Class, Grade, Incident, Outcome, State
from tui.views.board import Board

CIVILIANS = msgspec.structs.replace(CONFIG, alerts=(Alert(name="civilians", query="class:civilian killed>=5"),))
LATER = NOW + dt.timedelta(minutes=10)
DEAD = (figure(Outcome.KILLED, 8, 8, None, Class.CIVILIAN),)


def strike(sources: tuple[str, ...], **more: object) -> Incident:
    one = incident("strike", "Strike on a market", -5, sources=sources, figures=DEAD, grade=Grade.FAIR)
    return msgspec.structs.replace(one, **({"last_seen": NOW + dt.timedelta(minutes=5)} | more))


def ring(*given: Incident) -> list[str]:
    clock = StillClock()
    board = Board(CIVILIANS, clock)
    for one in given:
        clock.time = LATER
        board.arrivals.take([Changes(time=LATER, incidents=(one,))])
        while board.arrivals.pending:
            board.arrivals.step()
    return [rung.incident for rung in board.alerts.waiting]


def acknowledged(state: State = State.ACTIVE, source: str = "sana") -> Incident:
    row = claim_row("We lost 8.", "8", 8, 8, source=source, minutes=-5, role=ClaimantRole.SAME_SIDE, state=state)
    return strike((source,), claims=(row,))


def late() -> Incident:
    one = strike(("afp", "sohr"))
    reports = tuple(msgspec.structs.replace(each, date_flag="late") for each in one.reports)
    return msgspec.structs.replace(one, reports=reports)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((strike(("afp", "sohr")),), ["strike"]),
        ((strike(("afp", "sohr")), strike(("afp", "sohr", "sana"))), ["strike"]),
        ((strike(("afp",)),), []),
        ((strike(("afp",)), strike(("afp", "sohr"))), ["strike"]),
        ((acknowledged(),), ["strike"]),
        ((acknowledged(State.REFUSED),), []),
        ((acknowledged(source="afp"),), []),
        ((late(),), []),
        ((strike(("afp", "sohr"), last_seen=NOW - dt.timedelta(minutes=1)),), []),
        ((strike(("afp", "sohr"), conflict=False),), []),
        ((strike(("afp", "sohr"), figures=()),), []),
    ],
    ids=[
        "two origins",
        "once",
        "one voice",
        "when corroborated",
        "admitted",
        "refused",
        "admitted by hearsay",
        "late",
        "backlog",
        "no war",
        "no match",
    ],
)
def test_what_rings(given: tuple[Incident, ...], expected: list[str]) -> None:
    assert ring(*given) == expected


async def test_an_alert_stands_in_the_bottom_line_until_it_is_seen() -> None:
    async with running(config=CIVILIANS) as run:
        run.clock.time = LATER
        await run.give(Changes(time=LATER, incidents=(strike(("afp", "sohr")),)))
        assert "ALERT civilians: Strike on a market" in run.status()
        await run.press("A")
        assert "ALERT" not in run.status()


async def test_m_can_mute_all_alerts_for_an_hour() -> None:
    async with running(config=CIVILIANS) as run:
        await run.press("m", "G", "enter")
        assert "alerts muted for an hour" in run.status()
        run.clock.time = LATER
        await run.give(Changes(time=LATER, incidents=(strike(("afp", "sohr")),)))
        assert "ALERT" not in run.status()
        assert "alerts muted until 15:06" in run.status()
        await run.press("m", "G", "enter")
        assert "muted until" not in run.status()


async def test_bell_toast_and_terminal_notification_are_each_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    title = "Strike [/b] on \x1b]9;x\x07 a market"
    rules = (Alert(name="all", query="market", toast=True, osc9=True), Alert(name="still", query="market", bell=False))
    async with running(config=msgspec.structs.replace(CONFIG, alerts=rules)) as run:
        written: list[str] = []
        bells: list[int] = []
        assert run.app._driver is not None
        monkeypatch.setattr(run.app._driver, "write", written.append)
        monkeypatch.setattr(run.app, "bell", lambda: bells.append(1))
        run.clock.time = LATER
        text = await run.give(Changes(time=LATER, incidents=(strike(("afp", "sohr"), title=title),)))
        assert bells == [1]
        (osc,) = [data for data in written if "\x1b]9;" in data]
        assert osc.count("\x1b") == 1
        assert osc.startswith("\x1b]9;frontwatch: all: Strike [/b] on")
        assert osc.endswith("a market\x07")
        assert "all: Strike [/b]" in text, "the toast shows brackets as brackets"
        assert "(+1)" in run.status()


def test_a_joined_incident_takes_its_alert_with_it() -> None:
    clock = StillClock()
    board = Board(CIVILIANS, clock)
    clock.time = LATER
    board.arrivals.take(
        [Changes(time=LATER, incidents=(strike(("afp", "sohr")),)), Changes(time=LATER, gone=("strike",))]
    )
    while board.arrivals.pending:
        board.arrivals.step()
    assert board.alerts.waiting == []


def test_without_alerts_nothing_rings() -> None:
    board = Board(CONFIG, StillClock(NOW - dt.timedelta(days=1)))
    board.arrivals.take([changes()])
    while board.arrivals.pending:
        board.arrivals.step()
    assert board.alerts.waiting == []
    assert helicopter().origins == 4


@pytest.mark.parametrize(
    ("watching", "minutes", "told"), [(True, 5, True), (True, 50, True), (True, 61, False), (False, 6_000, True)]
)
async def test_on_a_wall_display_what_is_new_and_what_rang_is_so_for_an_hour(
    watching: bool, minutes: int, told: bool
) -> None:
    async with running(config=CIVILIANS, given=[changes()], watching=watching) as run:
        run.board.window = None
        run.clock.time = LATER
        await run.give(Changes(time=LATER, incidents=(strike(("afp", "sohr")),)))
        run.clock.time = LATER + dt.timedelta(minutes=minutes)
        run.app.redraw()
        await run.pilot.pause()
        assert ("ALERT" in run.status()) is told
        (one,) = (each for each in run.board.shown if each.id == "strike")
        assert bool(run.board.new_of([one])) is told
