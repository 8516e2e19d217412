"""README's walk of ten tasks, pressed key by key as it is written there."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Callable

import pytest

from tests.board_pilot import Running, running
from tests.test_views_past import Remembered, settle
from tui.views import keys
from tui.views.help_rows import key_name

README = (pathlib.Path(__file__).parents[1] / "README.md").read_text("utf-8")
WALK = README[README.index("## Ten tasks") : README.index("## The filter language")]
KEYS = {
    key_name(name): name
    for group in (keys.MOVES, keys.SIDEWAYS, keys.FRONTS, keys.INCIDENTS, keys.EVERYWHERE)
    for binding in group
    for name in str(binding.key).split(",")  # type: ignore[union-attr]
}


def tasks() -> dict[int, list[str]]:
    """Number of each task -> what is pressed and typed, as README has it in backticks."""
    rows = (re.split(r"(?<!\\)\|", line) for line in WALK.splitlines() if re.match(r"\| \d+\. ", line))
    return {int(row[1].split(".")[0]): re.findall(r"`([^`]+)`", row[2]) for row in rows}


async def walk(run: Running, number: int) -> str:
    for word in tasks()[number]:
        await run.pilot.press(*([KEYS[word]] if word in KEYS else word))
    return await run.text()


def test_there_are_ten() -> None:
    assert list(tasks()) == list(range(1, 11))


def shown(run: Running) -> set[str]:
    return {one.id for one in run.board.shown}


def row(text: str, start: str) -> str:
    """The first line from ``start`` on."""
    at = text.find(start)
    return text[at:].partition("\n")[0] if at >= 0 else ""


CHECKS: dict[int, Callable[[Running, str], bool]] = {
    1: lambda run, text: "9 (+12 claimed)" in row(text, "SDF     "),
    2: lambda run, text: "Both crew members were killed" in text and "39 people died" in text,
    3: lambda run, text: "SDF reaches the outskirts of Hajin" in row(text, "\u258c"),
    4: lambda run, text: shown(run) == {"outskirts", "ghazni1", "ghazni2"},
    5: lambda run, text: shown(run) == {"shabelle1"},
    6: lambda run, text: run.top == "pressure",
    7: lambda run, text: run.top == "report" and "report 2 of 4" in text and "REPORTS  4, newest first" in text,
    9: lambda run, text: "no such host: saba.example.org" in text,
}


@pytest.mark.parametrize("number", CHECKS)
async def test_a_task_takes_these_keys(number: int) -> None:
    async with running(size=(200, 60)) as run:
        assert CHECKS[number](run, await walk(run, number)), await run.text()


async def test_what_was_known_two_hours_ago() -> None:
    memory = Remembered()
    async with running(size=(200, 60), memory=memory) as run:
        await walk(run, 8)
        await settle(run)
        assert "(1 h ago)" in run.lines()[0]


def written(folder: pathlib.Path) -> list[str]:
    return [path.read_text("utf-8") for path in folder.glob("*.md")]


async def test_a_brief_is_handed_over(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(size=(200, 60)) as run:
        await walk(run, 10)
        while not (found := written(tmp_path)):
            await run.pilot.pause(0.01)
        assert "https://tass.example.org/4" in found[0]
