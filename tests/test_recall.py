"""An earlier state, worked out by a real process from a real journal."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest

from tui.clock import SystemClock
from tui.config import Config
from tui.model import Actor, Changes, Front, Item
from tui.pipeline import Pipeline, version_of
from tui.protocol import Start
from tui.recall import Recalled, Recaller
from tui.store.journal import Journal

NOON = dt.datetime(2018, 5, 7, 12, tzinfo=dt.UTC)
CONFIG = Config()
CLOCK = SystemClock()


def item(name: str, hours: float, title: str) -> Item:
    seen = NOON + dt.timedelta(hours=hours)
    return Item(id=name, source="a", title=title, seen=seen, time=seen, revision=f"{name}{hours}")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "journal.db"
    pipeline = Pipeline(CONFIG)
    items = (
        item("one", 0, "Air strike kills four people in Nabatieh, Lebanon"),
        item("two", 2, "Shelling wounds three people in Kharkiv, Ukraine"),
    )
    kept = Journal(path, now=NOON, extractor=version_of(CONFIG))
    kept.append([(each, pipeline.read(each)) for each in items])
    kept.close()
    return path


def answer(recaller: Recaller) -> Recalled:
    end, tick = CLOCK.monotonic() + 60, threading.Event()
    while (found := recaller.answer()) is None:
        assert CLOCK.monotonic() < end
        tick.wait(0.02)
    return found


def titles(changes: Changes | None) -> list[str]:
    assert changes is not None
    return [incident.title.split()[0] for incident in changes.incidents]


def test_what_had_arrived_by_then_and_nothing_later(journal: Path) -> None:
    recaller = Recaller(Start(config=CONFIG, journal=str(journal)))
    for hours, expected in ((1, ["Air"]), (3, ["Air", "Shelling"]), (-1, [])):
        recaller.ask(NOON + dt.timedelta(hours=hours))
        found = answer(recaller)
        assert found.until == NOON + dt.timedelta(hours=hours)
        assert titles(found.changes) == expected


def test_only_the_last_question_is_answered(journal: Path) -> None:
    recaller = Recaller(Start(config=CONFIG, journal=str(journal)))
    recaller.ask(NOON + dt.timedelta(hours=3))
    recaller.ask(NOON + dt.timedelta(hours=1))
    assert titles(answer(recaller).changes) == ["Air"]
    assert recaller.answer() is None


def test_a_journal_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    recaller = Recaller(Start(config=CONFIG, journal=str(tmp_path / "none.db")))
    recaller.ask(NOON)
    found = answer(recaller)
    assert found.changes is None
    assert "there is no journal here yet" in found.error


def test_another_front_or_actor_is_another_reading() -> None:
    versions = {
        version_of(CONFIG),
        version_of(Config(fronts=(Front(id="a", name="A"),))),
        version_of(Config(actors=(Actor(name="A", title="A"),))),
    }
    assert len(versions) == 3
    assert all(0 < version < 1 << 63 for version in versions)
