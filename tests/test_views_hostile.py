"""Foreign text in every field, through every screen: shown as it is, never obeyed, never able to steer a terminal."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from tests.board_fixture import CONFIG, NOW, changes, feeds, helicopter, incidents, items
from tests.board_pilot import running
from tui.config.values import Config
from tui.model import Changes, Incident
from tui.views.arrivals import NOTICES
from tui.views.screens.wall import WallScreen

BRACKETS = (
    "[/b]",
    "[/]",
    "[/home/user]",
    "[x='y]",
    "[link=https://x/a]x[/link]",
    "text [link=file:///etc/passwd]",
    "[UNCONFIRMED] Strike [50%] [sic] [Op-Ed]",
    "[@click=app.leave]Kyiv[/]",
    "[@click=app.screenshot('/tmp/never','')]x[/]",
    "[[/b]] [$100m] [WATCH] \\[b]",
    "[a]" * 40,
)
STEERING = (
    "\x1b]52;c;UFdORUQ=\x1b\\clip",
    "\x1b]0;title\x07bell",
    "\x1b[2Jclear\x1bc",
    "\x9b31mred\x9d\x90",
    "\u202egnp.exe\u2066x\u2069",
    "z\u200bw\ufeff\u2060\U000e0041",
    "tab\tand\nnewline\r\x00\x08",
    "e" + "\u0301" * 300,
    "\u2800\u3164\uffa0\u00ad",
    "heart \u2764\ufe0f",
)
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufe0f\u2800\U000e0000-\U000e0fff]")


_KEPT = {"id", "item", "source", "status", "fronts", "related", "span", "kind", "action", "category"}
"""Ids, times and words of a closed list: the values are not foreign text."""


class Poison:
    """Puts one payload after the other into the text fields that it meets."""

    def __init__(self, payloads: Sequence[str]) -> None:
        self._next = itertools.cycle(payloads)

    def text(self) -> str:
        return next(self._next)

    def into(self, value: object) -> object:
        """A copy in which every free text, however deep, is a payload."""
        if isinstance(value, msgspec.Struct):
            changed = {
                name: self.into(getattr(value, name))
                for name in value.__struct_fields__
                if name not in _KEPT and getattr(value, name) is not None
            }
            return msgspec.structs.replace(value, **changed)
        if isinstance(value, tuple):
            return tuple(self.into(part) for part in value)
        return self.text() if type(value) is str else value


def hostile(poison: Poison) -> list[Changes]:
    found = []
    for one in incidents():
        bad = poison.into(one)
        assert isinstance(bad, Incident)
        found.append(bad)
    bad_feeds = tuple(
        msgspec.structs.replace(health, error=poison.text(), note=poison.text(), stage=poison.text())
        for health in feeds()
    )
    return [Changes(time=NOW, incidents=tuple(found), feeds=bad_feeds, items=items(), notices=(poison.text(),))]


def hostile_config(poison: Poison) -> Config:
    return msgspec.structs.replace(
        CONFIG,
        sources=tuple(
            msgspec.structs.replace(one, name=poison.text(), url=poison.text(), group=poison.text())
            for one in CONFIG.sources
        ),
        fronts=tuple(msgspec.structs.replace(one, name=poison.text()) for one in CONFIG.fronts),
        filters=tuple(msgspec.structs.replace(one, name=f"{one.name} {poison.text()}") for one in CONFIG.filters),
    )


SCREENS = (
    (), ("z",), ("0",), ("0", "l", "G"), ("i",), ("i", "G"), ("L",), ("L", "j", "i"), ("P",), ("s",), ("s", "G"),
    ("f",), ("question_mark",), ("ctrl+p",), ("slash", "left_square_bracket", "slash"), ("o",), ("y",),
)  # fmt: skip


async def visit(payloads: Sequence[str], size: tuple[int, int]) -> str:
    """Everything that the terminal was shown on the way through all screens."""
    poison = Poison(payloads)
    seen: list[str] = []
    async with running(size=size, given=hostile(poison), config=hostile_config(poison), banner=payloads[0]) as run:
        run.feed.status = payloads[-1]
        for keys in SCREENS:
            await run.press(*keys)
            for line in run.lines():
                assert not UNSAFE.search(line), (keys, line)
                seen.append(line)
            assert run.app.is_running, keys
            while len(run.app.screen_stack) > 2:
                await run.press("escape")
            await run.press("escape")
    return "\n".join(seen)


@pytest.mark.parametrize("turn", [0, 5])
async def test_brackets_are_shown_as_they_are(turn: int) -> None:
    seen = await visit((*BRACKETS[turn:], *BRACKETS[:turn]), (180, 50))
    for text in BRACKETS:
        assert text[:30] in seen, text


@pytest.mark.parametrize(("turn", "size"), [(0, (100, 30)), (3, (200, 50))])
async def test_no_control_byte_reaches_the_terminal(turn: int, size: tuple[int, int]) -> None:
    await visit((*STEERING[turn:], *STEERING[:turn]), size)


async def test_a_click_on_a_headline_runs_nothing(tmp_path: Path) -> None:
    target = tmp_path / "never.svg"
    text = f"[@click=app.screenshot('{target}','')]press me[/]"
    async with running(given=hostile(Poison([text])), config=hostile_config(Poison([text]))) as run:
        for y in range(1, 20):
            await run.pilot.click(offset=(12, y))
        await run.press("0")
        for y in range(1, 12):
            await run.pilot.click(offset=(30, y))
            await run.pilot.click(offset=(80, y))
        assert run.app.is_running
        assert not target.exists()


async def test_floods_are_cut() -> None:
    long = "word " * 20_000
    flood = msgspec.structs.replace(helicopter(), title=long, grade_reason=long, contradictions=(long,))
    async with running(given=[Changes(time=NOW, incidents=(flood,))]) as run:
        for keys in ((), ("0",), ("i",)):
            await run.press(*keys)
            assert all(len(line) <= 120 for line in run.lines())
        assert run.app.is_running


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (39, 11), (80, 24), (120, 8), (300, 90)])
async def test_every_screen_lives_at_every_size(size: tuple[int, int]) -> None:
    async with running(size=size) as run:
        for keys in SCREENS[2:11]:
            await run.press(*keys)
            assert run.app.is_running
            assert all(len(line) == size[0] for line in run.lines() if line.isascii())
            while len(run.app.screen_stack) > 2:
                await run.press("escape")


async def test_resizing_keeps_the_board_alive() -> None:
    async with running(size=(120, 40)) as run:
        for keys in ((), ("0",), ("l",)):
            await run.press(*keys)
            for width, height in ((20, 5), (300, 90), (1, 1), (80, 24), (120, 40)):
                await run.pilot.resize_terminal(width, height)
                await run.pilot.pause()
                assert run.app.is_running
        assert "Ka-52" in await run.text()


async def test_values_from_the_edge_of_time_are_shown() -> None:
    old = msgspec.structs.replace(
        helicopter(), id="old", last_seen=dt.datetime(1970, 1, 1, tzinfo=dt.UTC), event_time=None, place=None
    )
    future = msgspec.structs.replace(
        helicopter(), id="future", last_seen=NOW + dt.timedelta(days=900), first_seen=NOW, reports=()
    )
    async with running(given=[changes(), Changes(time=NOW, incidents=(old, future))]) as run:
        await run.press("t", "t")
        assert run.board.window_name == "all"
        await run.press("0", "G", "g")
        assert run.app.is_running


async def test_ascii_means_ascii_on_every_screen() -> None:
    for size in ((120, 24), (80, 24)):
        async with running(size=size, ascii_only=True) as run:
            for keys in (*SCREENS[:12], ("slash", *"killed>=x")):
                await run.press(*keys)
                for line in run.lines():
                    assert line.isascii(), (keys, line)
                while len(run.app.screen_stack) > 2:
                    await run.press("escape")
                await run.press("escape")


async def test_a_wall_that_does_not_fit_turns_its_pages() -> None:
    async with running(size=(60, 9), watching=True) as run:
        wall = run.app.screen
        assert isinstance(wall, WallScreen)
        assert wall.focused is None, "a wall has no cursor"
        pages = []
        for _ in range(4):
            pages.append(await run.text())
            wall.turn()
        assert "Hajin pocket" in pages[0]
        assert "Unassigned" not in pages[0]
        assert any("Unassigned" in page for page in pages)
        assert len(set(pages)) > 1


async def test_a_notice_is_said_however_many_came_before() -> None:
    async with running() as run:
        for day in range(3):
            await run.give(Changes(time=NOW, notices=tuple(f"notice {n} of day {day}" for n in range(NOTICES))))
            assert f"notice {NOTICES - 1} of day {day}" in run.status()


async def test_notices_are_said_and_kept() -> None:
    async with running() as run:
        await run.give(Changes(time=NOW, notices=("AFP corrects its toll: 12 > 9",)))
        assert "AFP corrects its toll: 12 > 9" in run.status()
        text = await run.press("s")
        assert "Notices" in text
        assert "14:06  AFP corrects its toll: 12 > 9" in text
