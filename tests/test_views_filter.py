"""The live filter, floods of changes, and what the board says while it has nothing to show."""

from __future__ import annotations

import asyncio
import datetime as dt

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.widgets import Input

from tests.board_fixture import CONFIG, NOW, SOURCES, StillClock, changes, incident
from tests.board_pilot import running
from tui.config.values import Config
from tui.model import Changes, FeedHealth, FeedStatus, Incident
from tui.query import QueryError, parse
from tui.store.memory import Store
from tui.views.board import Board
from tui.views.glyphs import UNICODE
from tui.views.opening import Opening
from tui.views.rows import text_of
from tui.views.source import pieces
from tui.views.start_rows import Quiet, start


def filled() -> Board:
    board = Board(CONFIG, StillClock())
    board.arrivals.take([changes()])
    while board.arrivals.pending:
        board.arrivals.step()
    board.look()
    return board


BOARD = filled()
GOOD = ("", "killed>=5", "actor:daesh", "-source:sana", "grade>=fair", "front:ghazni or front:hodeidah")


@given(
    good=st.sampled_from(GOOD), typed=st.text(max_size=20) | st.sampled_from(["killed>=", "(", '"', "/(a+)+/", "xx:1"])
)
@settings(max_examples=100, deadline=None)
def test_a_bad_filter_keeps_the_last_good_one(good: str, typed: str) -> None:
    assert BOARD.filter.set(good) is None
    BOARD.look()
    before = [one.id for one in BOARD.shown]
    try:
        parse(typed)
        parses = True
    except QueryError:
        parses = False
    error = BOARD.filter.set(typed)
    BOARD.look()
    assert (error is None) == parses
    if error is not None:
        assert BOARD.filter.text == good
        assert [one.id for one in BOARD.shown] == before
        assert 0 <= error.position <= len(typed)


def test_the_counts_agree_with_what_is_shown() -> None:
    board = filled()
    for text in GOOD:
        assert board.filter.set(text) is None
        board.look()
        assert board.situation.shown == len(board.shown)
        assert board.situation.shown + board.situation.hidden == len(board.every) == 10
        for front in board.situation.fronts:
            if front.id is not None:
                assert list(front.incidents) == board.incidents(front.id)
                assert front.total == board.total(front.id)
    board.filter.set("actor:daesh")
    board.look()
    assert {one.id for one in board.shown} == {"ka52", "shafa", "outskirts", "kamal", "market"}


async def test_a_filter_after_a_name_that_nothing_bears_says_so() -> None:
    async with running() as run:
        await run.press("slash", *"front:hajn", "enter")
        assert 'no front here is called "hajn"; near it: hajin' in run.status()
        await run.press("slash", *["backspace"] * 10, *"front:hajin", "enter")
        assert "called" not in run.status()


async def test_the_filter_works_while_it_is_typed() -> None:
    async with running() as run:
        text = await run.press("slash", *"actor:daesh")
        assert "5 of 10" in text
        assert "/actor:daesh 5 of 10, 5 hidden" in run.status()
        await run.press("enter")
        assert run.board.filter.text == "actor:daesh"
        text = await run.press("0")
        assert "Taliban" not in text
        await run.press("ctrl+f")
        assert "all filters off" in run.status()
        assert len(run.board.shown) == 10
        assert "Taliban" in await run.text()
        await run.press("ctrl+f")
        assert len(run.board.shown) == 5


async def test_an_error_stands_under_the_caret_and_the_last_good_filter_stays() -> None:
    async with running() as run:
        await run.press("slash", *"actor:isis", "enter", "slash", *" killed>=x")
        lines = run.lines()
        at = next(index for index, line in enumerate(lines) if "actor:isis killed>=x" in line)
        assert lines[at + 1].index("^") == lines[at].index(">=x") + 2
        assert "expected" in lines[at + 2]
        assert run.board.filter.text == "actor:isis killed" or run.board.filter.text == "actor:isis"
        good = run.board.filter.text
        await run.press("enter")
        assert run.app.screen.query_one("FilterBar").has_class("-open"), "a bad filter is not accepted"
        assert run.board.filter.text == good
        await run.press("backspace", "5")
        assert run.board.filter.text == "actor:isis killed>=5"
        await run.press("escape")
        assert run.board.filter.text == "actor:isis", "Esc puts back what was there before"


async def test_tab_completes_keys_and_values_and_goes_on_to_the_next() -> None:
    async with running() as run:
        field = run.app.screen.query_one("#filter-input", Input)
        await run.press("slash", *"fro", "tab")
        assert field.value == "front:"
        text = await run.press(*"h", "tab")
        assert field.value == "front:hajin"
        assert run.board.filter.text == "front:hajin"
        assert "front:hodeidah" in text, "the other proposals are shown"
        await run.press("tab")
        assert field.value == "front:hodeidah"
        await run.press("tab", "tab", "tab")
        assert field.value == "front:hajin", "and round again"
        await run.press("space", *"actor:tal", "tab")
        assert field.value == "front:hajin actor:Taliban"
        await run.press("tab", *"zzz", "tab")
        assert field.value.startswith("front:hajin actor:Talibanzzz")


async def test_the_filter_line_is_there_on_every_screen() -> None:
    async with running() as run:
        for key in ("0", "L", "P", "s"):
            await run.press(key, "slash", *"taliban", "enter")
            assert run.board.filter.text == "taliban"
            await run.press("slash", *["backspace"] * 7, "enter")
            assert run.board.filter.text == ""


# --- floods -----------------------------------------------------------------------------------------------------


def many(count: int) -> tuple[Incident, ...]:
    return tuple(
        incident(f"m{n}", f"Incident {n}", 5 + n / 100, ("hajin",) if n % 2 else ("ghazni",)) for n in range(count)
    )


def test_pieces_give_the_same_as_the_whole() -> None:
    whole = msgspec.structs.replace(changes(), incidents=many(1200), gone=("m3", "elsewhere"), notices=("a", "b"))
    first, second = Store(SOURCES), Store(SOURCES)
    first.apply(changes())
    second.apply(changes())
    first.apply(whole)
    for piece in pieces(whole):
        assert len(piece.incidents) + len(piece.items) <= 250
        second.apply(piece)
    assert dict(first.incidents) == dict(second.incidents)
    assert dict(first.items) == dict(second.items)
    assert dict(first.feeds) == dict(second.feeds)
    assert [notice for piece in pieces(whole) for notice in piece.notices] == ["a", "b"]


async def test_keys_are_served_while_a_burst_is_applied() -> None:
    async with running(size=(140, 40)) as run:
        run.feed.waiting = [Changes(time=NOW, incidents=many(10_000))]
        run.app.drain()
        assert run.board.arrivals.pending > 5, "the burst is not applied in one go"
        waiting_at_key: list[int] = []
        open_front = run.app.action_front

        def noted(digit: int) -> None:
            waiting_at_key.append(run.board.arrivals.pending)
            open_front(digit)

        run.app.action_front = noted  # type: ignore[method-assign]
        await run.pilot.press("0")
        assert run.top == "desk"
        assert waiting_at_key[0] > 0, "the key was served before the burst was through"
        while run.board.arrivals.pending:
            await asyncio.sleep(0)
            await run.pilot.pause(0.01)
        run.app.redraw()
        assert len(run.board.shown) == 10_010
        text = await run.press("G")
        assert "Incident 9999" in text or "Shabaab ambush" in text


def test_a_step_stops_when_its_time_is_up() -> None:
    board = Board(CONFIG, StillClock())
    board.arrivals.take([Changes(time=NOW, incidents=many(10_000))])
    before = board.arrivals.pending
    board.arrivals.step(seconds=0.0)
    assert board.arrivals.pending >= before - 1


# --- nothing to show -----------------------------------------------------------------------------------------


def health(status: FeedStatus, error: str | None = None) -> tuple[FeedHealth, ...]:
    return tuple(FeedHealth(source=source.id, status=status, error=error) for source in SOURCES)


async def test_the_first_fetch_shows_how_far_it_is() -> None:
    async with running(given=[Changes(time=NOW, feeds=health(FeedStatus.OK)[:3])]) as run:
        assert "Asking 8 feeds: 3 answered, 0 failed" in await run.text()
        assert "no data yet" in run.status()


def test_one_feed_and_one_incident_are_one() -> None:
    def said(status: FeedStatus) -> str:
        feeds = {SOURCES[0].id: FeedHealth(source=SOURCES[0].id, status=status, error="no route to host")}
        return "\n".join(map(text_of, start(Quiet(SOURCES[:1], feeds, "24h", older=1), 80, 20, UNICODE)))

    assert "The only feed could not be read" in said(FeedStatus.FAILED)
    assert "1 feed answered; no incident" in said(FeedStatus.OK)
    assert "1 older incident outside the window" in said(FeedStatus.OK)


async def test_without_a_network_every_reason_is_said_and_the_recording_offered() -> None:
    async with running(given=[Changes(time=NOW, feeds=health(FeedStatus.FAILED, "no route to host"))]) as run:
        text = await run.text()
        assert "None of the 8 feeds could be read" in text
        assert text.count("no route to host") == 8
        assert "frontwatch --demo" in text
        assert "8 down" in run.status()


async def test_a_quiet_world_is_not_an_empty_screen() -> None:
    old = incident("old", "Long ago", 60 * 24 * 3)
    async with running(given=[Changes(time=NOW, feeds=health(FeedStatus.OK), incidents=(old,))]) as run:
        text = await run.text()
        assert "no incident of armed conflict in the window (24h)" in text
        assert "t widens it" in text
        assert "Long ago" in await run.press("t")


async def test_no_sources_at_all_is_said() -> None:
    empty: Config = msgspec.structs.replace(CONFIG, sources=())
    async with running(given=[], config=empty) as run:
        text = await run.text()
        assert "No sources are configured" in text
        assert "no feeds configured" in run.status()


# --- calm ----------------------------------------------------------------------------------------------------------


async def test_nothing_is_repainted_when_nothing_changed() -> None:
    async with running() as run:
        painted: list[object] = []
        for widget in run.app.screen.walk_children():
            refresh = widget.refresh

            def counted(*args: object, _refresh: object = refresh, **more: object) -> object:
                painted.append(args)
                assert callable(_refresh)
                return _refresh(*args, **more)

            widget.refresh = counted  # type: ignore[method-assign, assignment]
        run.app.redraw()
        await run.pilot.pause()
        assert not painted
        run.clock.time += dt.timedelta(minutes=1)
        run.app.redraw()
        await run.pilot.pause()
        assert painted, "ages move on"


async def test_what_matters_survives_in_80_columns() -> None:
    async with running(size=(80, 24), banner="RECORDING of a long name that leaves no room") as run:
        await run.press("slash", *"actor:isis killed>=2", "enter")
        for words in ("data 2 min old", "7 up, 1 down", "/actor:isis killed>=2 4 of 10"):
            assert words in run.status(), words
        assert "RECORDING" not in run.status()
        await run.press("y")
        assert "sent the incident to the clipboard" in run.status(), "a key is always answered"


async def test_only_the_fronts_asked_for_are_counted() -> None:
    board = Board(CONFIG, StillClock(), opening=Opening(fronts=("ghazni",)))
    board.arrivals.take([changes()])
    while board.arrivals.pending:
        board.arrivals.step()
    board.look()
    assert [front.id for front in board.panes()] == ["ghazni"]
    assert len(board.shown) == len(board.every) == 2


async def test_the_banner_and_the_collectors_words_are_in_the_bottom_line() -> None:
    async with running(banner="RECORDING 6-8 May 2018 x20") as run:
        run.feed.status = "collector stopped"
        run.app.redraw()
        await run.pilot.pause()
        assert "RECORDING 6-8 May 2018 x20" in run.status()
        assert "collector stopped" in run.status()


async def test_an_empty_desk_names_the_keys_that_would_fill_it() -> None:
    async with running(size=(100, 30)) as run:
        assert "nothing here: t widens the window, Ctrl+f lifts the filter" in await run.press(
            "0", "slash", *"nowhere-at-all", "enter"
        )
    async with running(size=(100, 30), given=()) as run:
        text = await run.press("1")
        assert "nothing here: t widens the window" in text
        assert "lifts the filter" not in text
