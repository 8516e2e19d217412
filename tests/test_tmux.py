"""The tmux layout: three boards over one journal, quoted for every shell, and one that really comes up."""

from __future__ import annotations

import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import threading

import pytest

from tests.feedserver import rss
from tests.served import served
from tests.test_cli import frontwatch
from tui import panes
from tui.clock import SystemClock

CLOCK = SystemClock()
ODD = '/srv/it\'s a "$(x)" `y`; \\z #{pane_id}/sources.toml'


def test_one_pane_asks_and_the_others_follow() -> None:
    lines = panes.layout(["frontwatch"], ["--ascii"], "watch", "hajin", (200, 60))
    inner = [shlex.split(line[-1]) for line in lines[:3]]
    assert inner == [
        ["frontwatch", "--ascii", "--wall"],
        ["frontwatch", "--ascii", "--follow", "--screen", "desk", "--front", "hajin"],
        ["frontwatch", "--ascii", "--follow", "--screen", "sources"],
    ]
    assert panes.layout(["f"], [], "s", None, (1, 1))[1][-1] == "f --follow --screen desk"
    assert panes.attach("watch", inside=True)[1] == "switch-client"
    assert panes.attach("watch", inside=False)[1] == "attach-session"


def test_what_a_path_holds_reaches_the_board_as_it_is() -> None:
    options = panes.shared(pathlib.Path(ODD), "~/j.db", ascii_only=False)
    assert options == ["--config", ODD, "--journal", str(pathlib.Path("~/j.db").expanduser())]
    for line in panes.layout(["frontwatch"], options, "watch", "a b'c", (200, 60))[:3]:
        printed = subprocess.run(
            ["sh", "-c", f"set -- {panes.quoted(line)}; printf '%s' \"${{{len(line)}}}\""],
            capture_output=True,
            text=True,
        ).stdout
        assert shlex.split(printed)[:5] == ["frontwatch", *options]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--demo",), "says nothing to tmux"),
        (("--journal", "none"), "share one journal"),
        (("--front", "nowhere"), "no front nowhere"),
        (("--session", "a:b"), "no name for a session"),
    ],
)
def test_what_cannot_be_laid_out_is_said(arguments: tuple[str, ...], said: str) -> None:
    options = ("--demo", "tmux") if arguments == ("--demo",) else ("tmux", *arguments)
    ran = frontwatch(*options)
    assert ran.returncode == 2
    assert said in ran.stderr


def test_it_is_printed_as_lines_that_a_shell_can_run() -> None:
    ran = frontwatch("tmux", "--ascii")
    assert ran.returncode == 0, ran.stderr
    lines = [shlex.split(line) for line in ran.stdout.splitlines()]
    assert [line[1] for line in lines][:3] == ["new-session", "split-window", "split-window"]
    assert all("--ascii" in line[-1] for line in lines[:3])


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_the_session_comes_up_and_all_panes_show_what_one_has_read(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.xml").write_bytes(rss("Air strike kills four people in Nabatieh, southern Lebanon"))
    socket = tmp_path / "t"
    socket.mkdir()
    # Wide enough for every word looked for; the panes have sizes of their own, whatever these say.
    size = {"COLUMNS": "200", "LINES": "60"}
    environ = {**os.environ, "TMUX_TMPDIR": str(socket), "TERM": "xterm-256color", **size}
    environ.pop("TMUX", None)

    def tmux(*arguments: str) -> str:
        return subprocess.run(["tmux", *arguments], capture_output=True, text=True, env=environ).stdout

    with served(tmp_path) as url:
        config = tmp_path / "it's mine.toml"
        config.write_text(
            '[settings]\nwindow = "all"\nallow_private_addresses = true\nper_host_delay = 0\n'
            f'[[source]]\nid = "a"\nname = "A"\nurl = "{url}/a.xml"\n'
            '[[front]]\nid = "lebanon"\nname = "Lebanon"\ncountries = ["LB"]\n'
        )
        options = ["--config", str(config), "--journal", str(tmp_path / "journal.db")]
        command = [sys.executable, "-m", "tui", "tmux", "--run", *options]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=100)
            assert "Traceback" not in ran.stderr
            assert len(tmux("list-panes", "-t", "frontwatch").splitlines()) == 3
            seen = {"frontwatch:.0": "Nabatieh", "frontwatch:.1": "Nabatieh", "frontwatch:.2": " A "}
            end, tick = CLOCK.monotonic() + 90, threading.Event()
            while seen:
                shown = {pane: tmux("capture-pane", "-p", "-t", pane) for pane in seen}
                assert CLOCK.monotonic() < end, shown
                seen = {pane: word for pane, word in seen.items() if word not in shown[pane]}
                tick.wait(0.2)
        finally:
            tmux("kill-server")
