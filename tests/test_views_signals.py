"""The board leaves in good order when it is told to, and at once when it cannot."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BOARD = """
    import sys
    from tests.board_fixture import CONFIG, StillClock, TestFeed, changes
    from tui.views.app import Board, run_board
    from tui.views.opening import Opening
    sys.exit(run_board(Board(CONFIG, StillClock(), opening=Opening(watching={wall})), TestFeed([changes()])))
"""

STUCK = """
    import threading
    from tui.views.signals import leaving
    with leaving(lambda number: None, grace=0.05):
        print("ready", flush=True)
        while True:  # a signal between the last look for one and an endless wait would be lost
            threading.Event().wait(1)
"""


def start(code: str, slave: int | None = None, **env: str) -> subprocess.Popen[bytes]:
    stream = subprocess.PIPE if slave is None else slave
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdin=stream,
        stdout=stream,
        stderr=stream,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30", "COLORTERM": "", **env},
        start_new_session=True,
    )


def read_until(master: int, wanted: bytes, process: subprocess.Popen[bytes]) -> bytes:
    """What the terminal was sent up to and with ``wanted``; less when the process ended before."""
    seen = b""
    while wanted not in seen:
        ready, _, _ = select.select([master], [], [], 30)
        if not ready:
            break
        try:
            part = os.read(master, 65_536)
        except OSError:  # Linux says so when the last writer has closed the terminal
            break
        if not part:
            break
        seen += part
        if process.poll() is not None and not part:
            break
    return seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_board_and_gives_the_terminal_back(number: signal.Signals) -> None:
    master, slave = pty.openpty()
    process = start(BOARD.format(wall=False), slave)
    os.close(slave)
    try:
        assert b"Ka-52" in read_until(master, b"Ka-52", process)
        process.send_signal(number)
        rest = read_until(master, b"\x1b[?1049l", process)
        assert b"\x1b[?1049l" in rest, "the alternate screen is left"
        read_until(master, b"never", process)
        assert process.wait(20) == 128 + number
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_a_closed_terminal_ends_the_board() -> None:
    master, slave = pty.openpty()
    process = start(BOARD.format(wall=False), slave)
    os.close(slave)
    try:
        assert b"Ka-52" in read_until(master, b"Ka-52", process)
        os.close(master)
        assert process.wait(20) == 128 + signal.SIGHUP
    finally:
        process.kill()
        process.wait()


def test_a_terminal_that_nobody_reads_cannot_keep_the_board() -> None:
    code = """
        import sys
        import tui.views.signals
        from tests.board_fixture import CONFIG, StillClock, TestFeed, changes
        from tui.views import app
        app.leaving = lambda leave: tui.views.signals.leaving(leave, grace=0.5)
        sys.exit(app.run_board(app.Board(CONFIG, StillClock()), TestFeed([changes()])))
    """
    master, slave = pty.openpty()
    process = start(code, slave)
    os.close(slave)
    try:
        assert b"Ka-52" in read_until(master, b"Ka-52", process)
        # Nobody reads from here on; a hundred pictures fill the terminal's buffer and block whoever writes.
        os.write(master, b"z0w" * 100)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 128 + signal.SIGTERM
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_a_board_that_cannot_leave_is_ended() -> None:
    process = start(STUCK)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 128 + signal.SIGTERM
    finally:
        process.kill()
        process.communicate()


def test_a_wall_leaves_the_mouse_to_the_terminal() -> None:
    master, slave = pty.openpty()
    process = start(BOARD.format(wall=True), slave)
    os.close(slave)
    try:
        seen = read_until(master, b"Ka-52", process)
        assert b"\x1b[?1000h" not in seen
        process.send_signal(signal.SIGTERM)
        read_until(master, b"never", process)
        assert process.wait(20) == 128 + signal.SIGTERM
    finally:
        process.kill()
        process.wait()
        os.close(master)


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "linux"}, {"NO_COLOR": "1", "TEXTUAL_THEME": "ansi-dark"}])
def test_without_colours_nothing_is_black_on_black(env: dict[str, str]) -> None:
    master, slave = pty.openpty()
    process = start(BOARD.format(wall=False), slave, **env)
    os.close(slave)
    try:
        seen = read_until(master, b"Ka-52", process)
        assert b"Ka-52" in seen
        assert b"38;5;16;48;5;16" not in seen
        assert b"\x1b[38;2;" not in seen
        process.send_signal(signal.SIGTERM)
        read_until(master, b"never", process)
        assert process.wait(20) == 128 + signal.SIGTERM
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_a_crash_is_reported_without_the_values_of_variables() -> None:
    code = """
        import sys
        from tests.board_fixture import CONFIG, StillClock, TestFeed, changes
        from tui.views.app import Board, run_board

        class Broken(TestFeed):
            def changes(self):
                secret = "hunter2-in-a-local"
                raise RuntimeError("feed [/b] broke \\x1b]0;x")

        sys.exit(run_board(Board(CONFIG, StillClock()), Broken()))
    """
    master, slave = pty.openpty()
    process = start(code, slave)
    os.close(slave)
    try:
        seen = read_until(master, b"never", process)
        after = seen.rsplit(b"\x1b[?1049l", 1)[-1]
        assert b"RuntimeError: feed [/b] broke" in after
        assert b"hunter2" not in seen
        assert b"\x1b]0;x" not in seen
        assert process.wait(20) == 1
    finally:
        process.kill()
        process.wait()
        os.close(master)
