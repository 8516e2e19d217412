"""The collector in its own process, as the board has it: real feeds over loopback, a real pipe, real deaths."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pathlib
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from typing import IO, Any

import pytest

from tests.feedserver import rss
from tests.served import served
from tui import frames, text
from tui.clock import SystemClock
from tui.config import Config, Settings, load
from tui.link import Link, last_words, spawn
from tui.model import Changes, FeedHealth, FeedStatus, Incident, Source
from tui.protocol import Start
from tui.store.journal import Journal
from tui.store.marks import MARKS_KEY, MOST_SEEN, Marks

LIMIT = 60.0
CLOCK = SystemClock()
SETTINGS = Settings(allow_private_addresses=True, per_host_delay=0.0, per_host_requests=20)
TITLES = ("Air strike kills four people in Nabatieh, southern Lebanon", "[/b] &#x9d;]52;c;x Two wounded near Kharkiv")
CLEAN = {TITLES[0], "[/b] ]52;c;x Two wounded near Kharkiv"}


class Seen:
    """Everything that a link has brought so far."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.changes: list[Changes] = []

    def until(self, what: Callable[[Seen], bool]) -> None:
        """Collect until ``what`` holds; the test fails when it never does."""
        tick = threading.Event()
        end = CLOCK.monotonic() + LIMIT
        while not what(self):
            assert CLOCK.monotonic() < end, f"not within {LIMIT:.0f} s; notices: {self.notices}"
            tick.wait(0.02)
            self.changes += self._link.changes()

    @property
    def notices(self) -> list[str]:
        return [notice for changes in self.changes for notice in changes.notices]

    @property
    def titles(self) -> set[str]:
        return {item.title for changes in self.changes for item in changes.items}

    @property
    def answers(self) -> list[FeedHealth]:
        """Every health that is no longer waiting."""
        return [feed for one in self.changes for feed in one.feeds if feed.status is not FeedStatus.WAITING]


@pytest.fixture
def config(tmp_path: pathlib.Path) -> Iterator[Config]:
    (tmp_path / "a.xml").write_bytes(rss(*TITLES))
    with served(tmp_path) as url:
        yield Config(settings=SETTINGS, sources=(Source(id="a", name="A", url=f"{url}/a.xml"),))


@contextlib.contextmanager
def opened(config: Config, journal: pathlib.Path | None = None) -> Iterator[tuple[Link, Seen]]:
    link = Link(Start(config=config, journal=None if journal is None else str(journal)), CLOCK)
    link.open()
    try:
        yield link, Seen(link)
    finally:
        link.close()


def process_of(link: Link) -> int:
    assert link._process is not None
    return link._process.pid


def test_what_a_feed_says_arrives_clean_and_read(config: Config) -> None:
    with opened(config) as (_, seen):
        seen.until(lambda seen: bool(seen.titles))
    assert seen.titles == CLEAN
    assert 4 in [figure.headline for one in seen.changes for i in one.incidents for figure in i.figures]


def test_a_refresh_polls_again(config: Config) -> None:
    with opened(config) as (link, seen):
        seen.until(lambda seen: len(seen.answers) == 1)
        link.send("refresh", "a")
        seen.until(lambda seen: len(seen.answers) == 2)
    assert [(feed.items, feed.new) for feed in seen.answers] == [(2, 2), (2, 0)]


def test_closing_ends_the_process_and_keeps_the_journal_whole(config: Config, tmp_path: pathlib.Path) -> None:
    with opened(config, tmp_path / "journal.db") as (link, seen):
        seen.until(lambda seen: bool(seen.titles))
        process = process_of(link)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with opened(config, tmp_path / "journal.db") as (_, again):
        again.until(lambda seen: bool(seen.answers))
    assert again.titles == CLEAN, "what was kept is there before the feed is asked again"
    assert again.answers[0].new == 0


def test_a_collector_that_is_killed_is_started_again_and_said(config: Config) -> None:
    with opened(config) as (link, seen):
        seen.until(lambda seen: bool(seen.titles))
        os.kill(process_of(link), signal.SIGKILL)
        seen.until(lambda seen: any("collector stopped" in notice for notice in seen.notices))
        seen.until(lambda seen: len(seen.answers) >= 2)
    assert seen.titles == CLEAN


def test_a_second_collector_on_one_journal_reads_on_without_it(config: Config, tmp_path: pathlib.Path) -> None:
    with opened(config, tmp_path / "journal.db") as (first, seen):
        seen.until(lambda seen: bool(seen.titles))
        with opened(config, tmp_path / "journal.db") as (_, other):
            other.until(lambda seen: bool(seen.titles))
        assert any(str(process_of(first)) in notice for notice in other.notices), other.notices
    assert other.titles == CLEAN


def test_a_wish_to_a_collector_that_is_not_there_is_no_error(config: Config) -> None:
    Link(Start(config=config), CLOCK).send("refresh")


def test_a_second_board_follows_what_the_first_one_keeps(config: Config, tmp_path: pathlib.Path) -> None:
    journal = tmp_path / "journal.db"
    follower = Link(Start(config=config, journal=str(journal), follow=True), CLOCK)
    follower.open()
    try:
        other = Seen(follower)
        other.until(lambda seen: any("nothing to follow yet" in notice for notice in seen.notices))
        with opened(config, journal) as (link, seen):
            other.until(lambda other: other.titles == CLEAN and bool(other.answers))
            (tmp_path / "a.xml").write_bytes(rss(*TITLES, "Drone strike kills nine people in Sumy, Ukraine"))
            seen.until(lambda seen: bool(seen.answers))
            link.send("refresh", "a")
            other.until(lambda other: any("Sumy" in title for title in other.titles))
        follower.send("refresh")
        other.until(lambda other: any("asks no feed" in notice for notice in other.notices))
    finally:
        follower.close()


FILE = """
[settings]
allow_private_addresses = true
per_host_delay = 0

[[source]]
id = "a"
name = "A"
url = "{url}/a.xml"
"""
FRONT = '[[front]]\nid = "lebanon"\nname = "Lebanon"\ncountries = ["LB"]\n'


@pytest.mark.parametrize("kept", [True, False], ids=["journal", "no journal"])
def test_a_configuration_that_changes_takes_effect_and_a_broken_one_does_not(
    config: Config, tmp_path: pathlib.Path, kept: bool
) -> None:
    file = tmp_path / "sources.toml"
    sound = FILE.format(url=config.sources[0].url.removesuffix("/a.xml"))
    file.write_text(sound)
    journal = str(tmp_path / "journal.db") if kept else None
    link = Link(Start(config=load(file), journal=journal, watch=True), CLOCK)
    link.open()
    try:
        seen = Seen(link)
        seen.until(lambda seen: bool(seen.titles))
        assert not any(incident.fronts for one in seen.changes for incident in one.incidents)
        file.write_text(sound + "[[front]]\nid = 7\n")
        seen.until(lambda seen: "sources.toml:10" in link.status)
        assert "the last good configuration stays" in link.status
        assert link.config() is None
        file.write_text(sound + FRONT)
        found: list[Config | None] = []

        def is_told(_seen: Seen) -> bool:
            found.append(link.config())
            return found[-1] is not None

        seen.until(is_told)
        assert found[-1] is not None
        assert [front.id for front in found[-1].fronts] == ["lebanon"]
        assert link.status == ""
        seen.until(lambda seen: any(i.fronts == ("lebanon",) for one in seen.changes for i in one.incidents))
        assert any("1 front added" in notice for notice in seen.notices)
    finally:
        link.close()


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        (b"", ""),
        (b"Traceback\n  File x\nValueError: no such thing\n", "ValueError: no such thing"),
        (b"  | Traceback\n  | NameError: no name x\n  +------------\n", "NameError: no name x"),
        (b"Killed \x1b]0;x\x07\xff\n", "Killed ]0;x \ufffd"),
    ],
)  # fmt: skip
def test_thelast_words_of_a_process_are_one_clean_line(errors: bytes, said: str) -> None:
    assert last_words(errors) == text.line(said)


def test_all_that_a_user_can_have_seen_reaches_the_journal(config: Config, tmp_path: pathlib.Path) -> None:
    marks = Marks()
    for number in range(2 * MOST_SEEN):
        incident = Incident(id=f"{number:016x}", title="", first_seen=CLOCK.now(), last_seen=CLOCK.now())
        marks.see(incident, CLOCK.now() + dt.timedelta(seconds=number))
    kept, path = marks.dump(), tmp_path / "journal.db"

    def saved() -> bytes | None:
        with Journal.read_only(path) as journal:
            return journal.mark(MARKS_KEY)

    with opened(config, path) as (link, seen):
        seen.until(lambda seen: bool(seen.titles))
        link.send("marks", kept.hex())
        seen.until(lambda _: saved() == kept)
    assert not any("stopped" in notice for notice in seen.notices), seen.notices


def test_a_link_that_is_closed_while_its_collector_starts_leaves_none(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    link = Link(Start(config=config), CLOCK)

    def spawned(errors: IO[bytes]) -> subprocess.Popen[bytes]:
        started.append(spawn(errors))
        link.close()
        return started[0]

    monkeypatch.setattr("tui.link.spawn", spawned)
    link.open()
    link._keeper.join(LIMIT)
    assert not link._keeper.is_alive()
    assert started[0].poll() == 0


def test_a_wish_that_meets_a_collector_just_dead_does_not_keep_it_so(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, sent = frames.read, threading.Event()

    def late(*given: Any, **options: Any) -> Any:
        found = read(*given, **options)
        if found is None:
            sent.wait(LIMIT)
        return found

    monkeypatch.setattr(frames, "read", late)
    with opened(config) as (link, seen):
        seen.until(lambda seen: bool(seen.titles))
        os.kill(process_of(link), signal.SIGKILL)
        assert link._process is not None
        link._process.wait(LIMIT)
        link.send("refresh")
        sent.set()
        seen.until(lambda seen: any("collector stopped" in notice for notice in seen.notices))
        seen.until(lambda seen: len(seen.answers) >= 2)
