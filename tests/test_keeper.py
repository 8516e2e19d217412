"""Pipeline and journal together: what is kept is read back, and what had to be read again is kept so."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from tui.config import Config, load
from tui.extraction.extractor import Extractor
from tui.feeds.values import Polled
from tui.history import recall, recall_both
from tui.keeper import Keeper
from tui.model import Changes, Entry, FeedHealth, FeedStatus, Reading
from tui.store.journal import Journal

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def config() -> Config:
    return load(None)


def polled(source: str, *entries: Entry, **health: object) -> Polled:
    values: dict[str, object] = {"status": FeedStatus.OK, **health}
    return Polled(health=FeedHealth(source=source, **values), entries=entries)  # type: ignore[arg-type]


def entry(n: int, title: str, hours: float = 0.0) -> Entry:
    return Entry(guid=f"e{n}", title=title, published=NOW + dt.timedelta(hours=hours))


def test_what_another_version_read_is_read_again_once(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.db"
    source = config.sources[0].id
    keeper = Keeper(config, path)
    keeper.open(NOW)
    taken = keeper.take(polled(source, entry(1, "Shelling of Idlib kills 12 civilians", -1)), NOW)
    keeper.close()
    earlier = Journal(path, now=NOW, extractor=7)
    earlier.append([(item, Reading()) for item in taken.items])
    earlier.close()
    reads: list[str] = []
    read = Extractor.read

    def counted(self: Extractor, text: str, **given: object) -> object:
        reads.append(text)
        return read(self, text, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(Extractor, "read", counted)
    restored: list[Changes] = []
    for _ in range(2):
        keeper = Keeper(config, path)
        keeper.open(NOW)
        restored = list(keeper.restore(NOW))
        keeper.close()
    assert len(reads) == 1, "the second start finds the reading of the first"
    assert [incident for changes in restored for incident in changes.incidents] == list(taken.incidents)


@pytest.mark.parametrize(("days", "counted"), [(None, True), (1, False), (8, True)])
def test_a_feed_that_another_owner_answers_for_counts_after_a_week(
    config: Config, days: int | None, counted: bool
) -> None:
    moved = None if days is None else NOW - dt.timedelta(days=days)
    keeper = Keeper(config, None)
    keeper.open(NOW)
    taken = keeper.take(polled(config.sources[0].id, entry(1, "Shelling of Idlib kills 12", -1), moved=moved), NOW)
    (incident,) = taken.incidents
    assert bool(incident.figures) is counted
    assert len(incident.reports) == 1


def test_an_edit_is_told_when_it_comes_and_not_at_each_start(config: Config, tmp_path: Path) -> None:
    keeper = Keeper(config, tmp_path / "journal.db")
    keeper.open(NOW)
    source = config.sources[0].id
    keeper.take(polled(source, entry(1, "Shelling of Idlib kills 12 civilians", -1)), NOW)
    edit = keeper.take(polled(source, entry(1, "Shelling of Idlib kills 9 civilians", -1)), NOW + dt.timedelta(hours=1))
    keeper.close()
    assert [notice for notice in edit.notices if "killed 12 > 9" in notice]
    again = Keeper(config, tmp_path / "journal.db")
    again.open(NOW)
    restored = list(again.restore(NOW + dt.timedelta(hours=1)))
    again.close()
    assert [changes.notices for changes in restored] == [()]
    assert [incident for changes in restored for incident in changes.incidents] == list(edit.incidents)


def test_what_is_damaged_in_the_journal_is_said_by_a_start_and_by_a_look_back(config: Config, tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    keeper = Keeper(config, path)
    keeper.open(NOW)
    titles = ("Shelling of Idlib kills 12 civilians", "Drone strike on Hajin wounds three fighters")
    keeper.take(polled(config.sources[0].id, *(entry(n, title, -1) for n, title in enumerate(titles))), NOW)
    keeper.close()
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Shelling of Idlib", b"shelling of Idlib", 1))
    said = f"{path}: 1 damaged item passed over"
    keeper = Keeper(config, path)
    keeper.open(NOW)
    assert [notice for changes in keeper.restore(NOW) for notice in changes.notices] == [said]
    keeper.close()
    heard: list[str] = []
    recall(config, path, until=None, now=NOW, say=heard.append)
    recall_both(config, path, then=NOW - dt.timedelta(hours=1), until=None, now=NOW, say=heard.append)
    assert heard == [said, said]


def test_a_disk_that_is_full_at_the_start_is_said_without_a_promise(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sqlite3.connect

    def cramped(*given: object, **options: object) -> sqlite3.Connection:
        connection = real(*given, **options)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 1")
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", cramped)
    keeper = Keeper(config, tmp_path / "journal.db")
    (said,) = keeper.open(NOW).notices
    assert said == f"{tmp_path / 'journal.db'}: the disk is full; nothing is kept in this run"
    assert keeper.take(polled(config.sources[0].id, entry(1, "Shelling kills two")), NOW).notices == ()
