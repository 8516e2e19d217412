"""What is shown goes to a file as it is shown, in four forms, and never over another file."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
from pathlib import Path

import pytest

from tests.board_fixture import CONFIG, NOW, StillClock, helicopter, incident
from tests.board_pilot import Running, running
from tests.ledger_kit import SOURCES, at, claim, text
from tests.test_ledger_figures import ledger_of
from tui import brief
from tui.config.values import Config
from tui.model import Changes
from tui.views import copying, saving
from tui.views.board import Board
from tui.views.exporting import FORMS, Selection, export
from tui.views.saving import selection_of

HOSTILE = incident("bad", "=1+1 [x](javascript:alert) `|` *b*", 9)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def written(run: Running, folder: Path, *keys: str) -> str:
    """What the one new file says after the keys."""
    before = files(folder)
    await run.press(*keys)
    while not (new := files(folder) - before):
        await run.pilot.pause(0.01)
    await run.pilot.pause()
    (name,) = new
    while f"written to {name}" not in await run.text():
        await run.pilot.pause(0.01)
    return (folder / name).read_text(encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_each_form_holds_what_is_shown_under_the_filter(here: Path) -> None:
    async with running() as run:
        await run.press("slash", *"killed>=2", "enter")
        shown = [one.id for one in run.board.shown]
        assert 0 < len(shown) < len(run.board.every)
        text = await written(run, here, "e", "1")
        assert "- Filter: killed\\>=2" in text
        assert "Ka-52 lost near Mayadin" in text
        assert "https://tass.example.org/4" in text
        rows = list(csv.DictReader(io.StringIO(await written(run, here, "e", "2"))))
        assert {row["incident"] for row in rows} == set(shown)
        lines = [json.loads(line) for line in (await written(run, here, "e", "3")).splitlines()]
        assert [line["incident"] for line in lines] == shown
        assert any(line["claims"] for line in lines)
    assert files(here) == {f"frontwatch-20180507-1406.{end}" for end in ("csv", "jsonl", "md")}


async def test_the_desk_exports_its_front_and_the_selected_incident(here: Path) -> None:
    async with running(size=(140, 30)) as run:
        await run.press("2")
        text = await written(run, here, "e", "1")
        assert "Ghazni" in text
        assert "Ka-52" not in text
        await run.press("1")
        text = await written(run, here, "e", "4")
        assert text.startswith("# Ka-52 lost near Mayadin")
    assert files(here) == {
        "frontwatch-20180507-1406-ghazni.md",
        "frontwatch-20180507-1406-incident.md",
    }


async def test_what_is_exported_stays_in_sight_behind_the_dialog(here: Path) -> None:
    async with running() as run:
        text = await run.press("0", "e")
        assert "Markdown brief" in text
        assert "Ka-52" in text


async def test_a_second_file_takes_another_name_and_no_folder_is_said(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running() as run:
        first = await written(run, here, "e", "enter")
        assert await written(run, here, "e", "enter") == first
        assert (here / "frontwatch-20180507-1406-2.md").exists()
        monkeypatch.chdir("/proc")
        await run.press("e", "enter")
        while "not written" not in run.status():
            await run.pilot.pause(0.01)
        assert run.app.is_running


def test_our_sum_beside_a_total_is_of_all_that_is_held(tmp_path: Path) -> None:
    strike = text(5, "afp", 6, claim(12), title="Air strike on Hajin market")
    count = claim(40, scope="cumulative", sentence="40 killed since 2 March 2026")
    total = text(1, "sohr", 20, count, title="Count of the monitor: 40")
    board = Board(Config(sources=SOURCES), StillClock(at(24)))
    board.window = 3 * 86_400.0
    board.live.apply(Changes(time=at(24), incidents=tuple(ledger_of(strike, total).incidents.values())))
    assert board.filter.set("monitor") is None
    board.look()
    assert [one.title for one in board.shown] == ["Count of the monitor: 40"]
    brief = export(selection_of(board, None, False, selected=None), "md", tmp_path).read_text()
    assert "40 killed since 02 Mar 2026, side unknown; our sum 12, 28 not itemised" in brief.replace("\\", "")


async def test_a_folder_that_is_gone_is_said(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = here / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    async with running() as run:
        await run.press("e", "enter")
        while "not written: No such file" not in run.status():
            await run.pilot.pause(0.01)
        assert run.app.is_running


def test_a_file_that_cannot_be_written_whole_is_taken_away(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    chosen = Selection((helicopter(),), None, CONFIG.fronts, 1e9, NOW, (), {}, {})
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            export(chosen, "jsonl", tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert files(tmp_path) == set()


async def test_a_fault_of_ours_in_an_export_is_said(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, str] = {}
    monkeypatch.setattr(saving, "export", lambda *_: nothing["secret"])
    async with running() as run:
        await run.press("e", "enter")
        while "not written" not in run.status():
            await run.pilot.pause(0.01)
        assert run.app.is_running


async def test_what_is_muted_or_past_is_said(here: Path) -> None:
    async with running() as run:
        await run.press("m", "1")
        text = await written(run, here, "e", "1")
        assert "incidents muted, not listed here" in text
        assert "Ka-52" not in text


async def test_a_wall_display_writes_nothing() -> None:
    async with running(watching=True) as run:
        await run.press("e")
        assert "nothing is written" in run.status()


async def test_foreign_text_is_text_in_every_form(here: Path) -> None:
    async with running(given=[Changes(time=NOW, incidents=(HOSTILE,))]) as run:
        text = await written(run, here, "e", "1")
        assert "\\[x\\](javascript:alert) \\`\\|\\` \\*b\\*" in text
        (row,) = csv.DictReader(io.StringIO(await written(run, here, "e", "2")))
        assert row["title"].startswith("'=1+1")
        assert json.loads(await written(run, here, "e", "3"))["title"] == HOSTILE.title


def test_an_incident_in_full_tells_every_claim_with_its_reason() -> None:
    one = helicopter()
    text = brief.to_markdown(one, {front.id: front.name for front in CONFIG.fronts})
    for row in (*one.claims, *one.totals):
        assert row.claim.sentence in text.replace("\\", "")
        assert row.reason in text.replace("\\", "")
    for words in ("Hajin pocket", "superseded, ", "## Not counted", "refused, ", "## History", "[TASS](<https://tass"):
        assert words in text
    assert all(form.label for form in FORMS.values())


@pytest.mark.parametrize(
    ("environ", "words"),
    [({}, "a terminal does not confirm"), ({"TMUX": "x"}, "set-clipboard"), ({"STY": "x"}, "screen does not")],
)
def test_a_copy_that_cannot_be_confirmed_is_said(environ: dict[str, str], words: str) -> None:
    assert words in copying.doubt(environ)
    assert copying.doubt(os.environ)
