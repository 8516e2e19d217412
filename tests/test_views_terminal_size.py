"""The board has the size that its terminal has, whatever the shell it was started from exported."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ASK = """
import shutil
from tui.views.terminal_size import follow_terminal
follow_terminal()
print(shutil.get_terminal_size())
"""


@pytest.mark.parametrize(
    ("size", "expected"),
    [((43, 24), "columns=43, lines=24"), ((0, 0), "columns=80, lines=25")],
    ids=["the terminal's own", "exported, where the terminal knows none"],
)
def test_a_size_that_was_exported_elsewhere_is_not_taken_for_the_terminals(
    size: tuple[int, int], expected: str
) -> None:
    master, slave = pty.openpty()
    try:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        environ = {**os.environ, "COLUMNS": "80", "LINES": "25"}
        subprocess.run(
            [sys.executable, "-c", ASK], stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=environ, check=True
        )
        assert expected in os.read(master, 10_000).decode()
    finally:
        os.close(master)
        os.close(slave)
