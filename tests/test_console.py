"""What goes wrong outside the program ends in one line and an exit status, never in a traceback: real processes."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.feedserver import rss
from tests.served import served
from tui.console import takes_ascii_only

PYTHON = shlex.quote(sys.executable)
FRONTWATCH = f"{PYTHON} -m tui"


def shell(line: str, folder: Path, *, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell, in which ``frontwatch`` is ours and the journal stands in ``folder``."""
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("frontwatch", FRONTWATCH, 1)],
        input=text,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={**os.environ, "XDG_STATE_HOME": str(folder), **environment},
    )


def one_line(done: subprocess.CompletedProcess[str], status: int) -> str:
    """What was said, when it was one line and the status is the one named."""
    assert (done.returncode, done.stderr.count("\n")) == (status, 1), done.stderr
    assert done.stderr.startswith("frontwatch: ")
    return done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("frontwatch report --journal FILE", "is no journal"),
        ("frontwatch report --journal FILE --diff 8h", "is no journal"),
        ("frontwatch report --journal DIRECTORY", "is a directory"),
        ("frontwatch report --journal NONE", "no journal at"),
        ("frontwatch report --journal FILE/journal.db", "no journal at"),
        ("frontwatch report --journal none", "--journal none"),
        ("frontwatch report --journal FILE --front nowhere", "no front nowhere; there are"),
        ("frontwatch tmux --front nowhere", "no front nowhere; there are"),
        ("frontwatch tmux --front hajin --front gaza", "name one --front"),
        ("frontwatch extract NONE", "No such file"),
        ("frontwatch ledger DIRECTORY", "Is a directory"),
        ("frontwatch import FILE", "expected OPML"),
        ("frontwatch check --config DIRECTORY", "expected a readable TOML file"),
        ("frontwatch extract <&-", "standard input is closed"),
        ("frontwatch", "needs a terminal"),
        ("frontwatch --demo --wall", "needs a terminal"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(line: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "FILE").write_text("nothing of ours")
    (tmp_path / "DIRECTORY").mkdir()
    for name in ("FILE", "DIRECTORY", "NONE"):
        line = line.replace(name, str(tmp_path / name))
    assert said in one_line(shell(line, tmp_path), 2)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--demo extract", "--demo says nothing to extract"),
        ("--speed 3 --demo report", "--speed says nothing to report"),
        ("--front hajin once", "--front says nothing to once; it goes with the board, report, tmux"),
        ("--at 2018-05-08 collect", "--at says nothing to collect"),
        ("--wall --demo once", "--wall says nothing to once"),
        ("--follow check", "--follow says nothing to check"),
        ("--speed 3", "goes with --demo"),
        ("once --speed 3", "goes with --demo"),
    ],
)
def test_an_option_that_would_be_passed_over_is_refused(line: str, said: str, tmp_path: Path) -> None:
    done = shell(f"frontwatch {line}", tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="this user may read anything")
@pytest.mark.parametrize("command", ["report --journal", "extract", "import", "check --config"])
def test_what_may_not_be_read_is_said(command: str, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        said = one_line(shell(f"frontwatch {command} {closed / 'file'}", tmp_path), 2)
    finally:
        closed.chmod(0o700)
    assert "Permission denied" in said


def test_a_journal_of_another_kind_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_text("nothing of ours")
    shell(f"frontwatch report --journal {path}", tmp_path)
    assert path.read_text() == "nothing of ours"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["check", "extract", "extract --jsonl", "ledger", "tmux"])
def test_a_full_disk_is_said_and_status_1(command: str, tmp_path: Path) -> None:
    done = shell(f"frontwatch {command} >/dev/full", tmp_path, text='{"text": "12 killed in Gaza"}\n')
    assert "standard output: No space left" in one_line(done, 1)


@pytest.mark.parametrize(("encoding", "said"), [("utf-8", False), ("ascii", True), ("latin-1", True), ("cp437", True)])
def test_a_terminal_without_lines_to_draw_with_is_drawn_in_ascii(
    encoding: str, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    monkeypatch.setattr("sys.stderr", stream)
    assert takes_ascii_only() is said
    stream.write("Ёжик")
    stream.flush()
    assert len(stream.buffer.getvalue()) == (4 if said else 8)


def test_a_closed_standard_output_is_said(tmp_path: Path) -> None:
    assert "standard output is closed" in one_line(shell("frontwatch check >&-", tmp_path), 1)


@pytest.mark.parametrize("lines", [1, 5_000])
def test_a_reader_who_has_read_enough_is_no_fault(lines: int, tmp_path: Path) -> None:
    """Both what fails while it is written and what would only fail when Python ends."""
    quits = f"{PYTHON} -c 'import os; os.read(0, 1)'"
    done = shell(
        f"(frontwatch extract --jsonl; echo $? >&2) | {quits}", tmp_path, text='{"text": "12 killed"}\n' * lines
    )
    assert done.stderr == "0\n"


def test_a_log_that_nobody_reads_stops_nothing(tmp_path: Path) -> None:
    """Every notice of the run goes into a closed pipe; the report comes all the same."""
    done = shell("frontwatch once --demo --speed 0 2>&-", tmp_path)
    assert "HAJIN POCKET" in done.stdout
    assert done.returncode == 1  # two feeds of the recording fail


@pytest.mark.parametrize(
    "bare",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["strict", "surrogateescape"],
)
def test_letters_that_the_terminal_has_not_are_escaped(bare: dict[str, str], tmp_path: Path) -> None:
    done = shell("frontwatch extract", tmp_path, text="12 killed in Київ", **bare)
    assert done.returncode == 0
    assert r"\u041a\u0438\u0457\u0432" in done.stdout


def test_a_name_that_would_steer_the_terminal_is_said_without(tmp_path: Path) -> None:
    said = one_line(shell("frontwatch extract \"$(printf 'a\\033[31mb')\"", tmp_path), 2)
    assert "a [31mb: No such file" in said
    assert "\033" not in said


def test_with_few_files_to_open_feeds_fail_and_the_run_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(rss("Air strike kills four people in Nabatieh"))
    settings = "[settings]\nallow_private_addresses = true\nper_host_delay = 0\nper_host_requests = 20\n"
    with served(tmp_path) as root:
        tables = (f'[[source]]\nid = "s{at}"\nname = "S{at}"\nurl = "{root}/a.xml?{at}"\n' for at in range(40))
        (tmp_path / "sources.toml").write_text(settings + "".join(tables))
        done = shell(f"ulimit -n 20; frontwatch --config {tmp_path}/sources.toml once --json", tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    errors = [source["error"] for source in json.loads(done.stdout)["sources"]]
    assert len(errors) == 40
    assert any("too many open files" in (error or "") for error in errors)
