"""How loud an alert is, and what its command is told: one list of arguments, whatever a headline holds."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import threading
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.board_fixture import CONFIG, NOW, figure, incident
from tui.alerts import Alerts, Rung, fields_of
from tui.clock import SystemClock
from tui.config import Config
from tui.config.alerting import FIELDS, environment, filled, is_quiet, placeholders, quiet_hours
from tui.model import Alert, Changes, Class, Incident, Outcome
from tui.query import subject_of
from tui.ringing import AT_ONCE, Bellman
from tui.sentry import Sentry

START = NOW - dt.timedelta(hours=6)
CLOCK = SystemClock()
RULE = Alert(name="any", query="")


def strike(name: str, minutes: float = 0, title: str = "Strike on a market") -> Incident:
    dead = (figure(Outcome.KILLED, 8, 8, None, Class.CIVILIAN),)
    return incident(name, title, minutes, sources=("afp", "sohr"), figures=dead)


def hear(alerts: Alerts, one: Incident, minutes: float = 0) -> list[bool]:
    """Whether each thing that rang was loud."""
    now = NOW + dt.timedelta(minutes=minutes)
    return [rung.loud for rung in alerts.hear([one], {one.id: subject_of(one, {})}, now)]


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("22:00-07:00", "23:10", True),
        ("22:00-07:00", "06:59", True),
        ("22:00-07:00", "07:00", False),
        ("22:00-07:00", "14:06", False),
        ("12:00-15:00", "14:06", True),
        ("12:00-15:00", "15:00", False),
    ],
)
def test_hours_of_quiet(words: str, at: str, expected: bool) -> None:
    hour, minute = map(int, at.split(":"))
    assert is_quiet(quiet_hours(words), NOW.replace(hour=hour, minute=minute)) is expected


@pytest.mark.parametrize("words", ["", "22-07", "24:00-01:00", "07:00-07:00", "22:00-07:00 ", "22:00-07:00Z", "x" * 99])
def test_what_is_no_span_of_hours(words: str) -> None:
    assert quiet_hours(words) is None


def test_quiet_shows_without_a_sound() -> None:
    alerts = Alerts([msgspec.structs.replace(RULE, quiet="12:00-15:00")], {}, START)
    assert hear(alerts, strike("a")) == [False]
    assert [rung.incident for rung in alerts.waiting] == ["a"]
    assert hear(alerts, strike("b", -60), 60) == [True]


def test_a_cooldown_silences_what_follows_and_ends() -> None:
    alerts = Alerts([msgspec.structs.replace(RULE, cooldown=600.0)], {}, START)
    assert [hear(alerts, strike(name), at) for name, at in (("a", 0), ("b", 5), ("c", 9.9), ("d", 10))] == [
        [True], [False], [False], [True],
    ]  # fmt: skip
    assert hear(alerts, strike("e"), -60) == [True], "a clock that was set back silences nothing"


def test_a_reload_forgets_neither_what_was_told_nor_the_cooldown() -> None:
    rule = msgspec.structs.replace(RULE, cooldown=600.0)
    alerts = Alerts([rule], {}, START)
    assert hear(alerts, strike("a")) == [True]
    alerts.configure([rule, Alert(name="other", query="market")], {})
    assert hear(alerts, strike("a"), 1) == [True], "only the new one rings"
    assert hear(alerts, strike("b"), 2) == [False, True]


def test_every_field_is_told() -> None:
    fields = fields_of(RULE, strike("a", title="Strike\x1b]0;x\x07 on\na market"))
    assert tuple(fields) == FIELDS
    assert fields["title"] == "Strike ]0;x on a market"
    assert fields["killed"] == "8"
    assert environment(fields)["FRONTWATCH_GRADE"] == "weak"


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_a_field_never_becomes_an_option_nor_a_second_argument(title: str) -> None:
    argv = filled(["prog", "{title}", "--note={title}", "{nobody}"], {"title": title})
    assert len(argv) == 4
    assert not argv[1].startswith("-")
    assert argv[2] == f"--note={title}"
    assert argv[3] == "{nobody}"
    assert list(placeholders(["a{title}b{}", "{x}"])) == ["title", "", "x"]


def rung(command: tuple[str, ...], *, loud: bool = True, title: str = "Strike; $(touch x) `y` -h") -> Rung:
    rule = msgspec.structs.replace(RULE, command=command)
    return Rung(rule, "a", title, fields_of(rule, strike("a", title=title)), loud, NOW)


WRITE = "import json,os,sys;p=sys.argv[1];open(p+'~','w').write(json.dumps([sys.argv[2:],os.environ['FRONTWATCH_TITLE']]));os.rename(p+'~',p)"  # noqa: E501


def test_a_command_is_given_its_words_as_they_are(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert Bellman().ring(rung((sys.executable, "-c", WRITE, str(out), "{title}", "{killed} dead"))) == ""
    end, tick = CLOCK.monotonic() + 60, threading.Event()
    while not out.exists():
        assert CLOCK.monotonic() < end
        tick.wait(0.02)
    assert json.loads(out.read_text()) == [["Strike; $(touch x) `y` -h", "8 dead"], "Strike; $(touch x) `y` -h"]
    assert not (tmp_path / "x").exists()


def test_what_cannot_be_run_is_said_and_quiet_runs_nothing(tmp_path: Path) -> None:
    bellman = Bellman()
    assert "cannot be run" in bellman.ring(rung((str(tmp_path / "nothing"),)))
    assert bellman.ring(rung((str(tmp_path / "nothing"),), loud=False)) == ""
    assert bellman.ring(rung(())) == ""


def test_a_flood_starts_no_more_than_a_few_and_the_slow_are_ended() -> None:
    bellman = Bellman(patience=0.5)
    slow = rung((sys.executable, "-c", "import time; time.sleep(600)"))
    assert [bellman.ring(slow) for _ in range(AT_ONCE)] == [""] * AT_ONCE
    assert "running already" in bellman.ring(slow)
    end, tick = CLOCK.monotonic() + 60, threading.Event()
    while bellman.ring(slow):
        assert CLOCK.monotonic() < end, "the slow ones were ended and made room"
        tick.wait(0.05)


def test_what_a_slow_command_started_ends_with_it(tmp_path: Path) -> None:
    """The grandchild holds the other end of a pipe: it is closed when both are gone, and not before."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert Bellman(patience=1.0).ring(rung(("/bin/sh", "-c", 'sleep 600 >"$1" & wait', "sh", str(pipe)))) == ""
    with pipe.open("rb") as held:
        assert held.read() == b""


def test_without_a_board_a_line_and_the_command() -> None:
    said: list[str] = []
    rules = (Alert(name="market", query="market front:hajin"), Alert(name="night", query="", quiet="12:00-15:00"))
    sentry = Sentry(msgspec.structs.replace(CONFIG, alerts=rules), START, said.append)
    sentry.hear(Changes(time=NOW, incidents=(strike("a"), strike("old", 600))), NOW)
    sentry.hear(Changes(time=NOW, incidents=(strike("a"),)), NOW)
    assert said == ["ALERT market: Strike on a market", "ALERT night: Strike on a market (quiet)"]
    sentry.configure(Config())
    sentry.hear(Changes(time=NOW, incidents=(strike("b"),)), NOW)
    assert len(said) == 2
