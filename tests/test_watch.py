"""A configuration file is read again when it changed, stands still and is sound; else the last good one stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.config import Config, ConfigError, load
from tui.model import Front, SavedFilter
from tui.watch import Watch, news, refusal

GOOD = '[[filter]]\nname = "hurt"\nquery = "killed>=1"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD)
    return path


def names(found: Config | ConfigError | None) -> list[str]:
    assert isinstance(found, Config)
    return [saved.name for saved in found.filters]


def test_it_is_read_once_it_stands_still(file: Path) -> None:
    watch = Watch(file)
    assert watch.look() is None
    file.write_text(GOOD + "[[filter")
    assert watch.look() is None, "it may still be being written"
    file.write_text(GOOD + GOOD.replace("hurt", "second"))
    assert watch.look() is None
    assert names(watch.look()) == ["hurt", "second"]
    assert watch.look() is None


def test_a_broken_one_is_said_once_with_its_place(file: Path) -> None:
    watch = Watch(file)
    file.write_text(GOOD + '\n[[filter]]\nname = "bad"\nquery = "killed>=many"\n')
    found = [watch.look() for _ in range(4)]
    error = found.pop(1)
    assert found == [None] * 3
    assert isinstance(error, ConfigError)
    line = refusal(error)
    assert f"{file}:7" in line
    assert "many" in line
    assert "the last good configuration stays" in line
    assert "\n" not in line


def test_one_that_is_replaced_or_vanishes_is_noticed(file: Path) -> None:
    watch = Watch(file)
    other = file.with_name("new.toml")
    other.write_text(GOOD.replace("hurt", "HURT"))
    os.utime(other, ns=(0, file.stat().st_mtime_ns))
    other.rename(file)
    assert [watch.look(), names(watch.look())] == [None, ["HURT"]]
    file.unlink()
    assert watch.look() is None
    assert "no such file" in refusal(watch.look())  # type: ignore[arg-type]


def test_one_that_is_emptied_is_about_to_be_written(file: Path) -> None:
    watch = Watch(file)
    file.write_text("")
    assert [watch.look() for _ in range(4)] == [None] * 4
    assert names(watch.look(force=True)) == [], "unless the user says so"
    file.write_text(GOOD)
    assert [watch.look(), names(watch.look())] == [None, ["hurt"]]


def test_by_force_it_is_read_unchanged(file: Path) -> None:
    assert names(Watch(file).look(force=True)) == ["hurt"]


def test_what_changed_is_said(file: Path) -> None:
    old = load(file)
    new = Config(fronts=(Front(id="a", name="A"),), filters=(SavedFilter(name="hurt", query="x"),), actors=old.actors)
    assert news(old, new) == "configuration read again: 1 front added, 1 filter changed"
    assert "nothing in it changed" in news(old, old)
