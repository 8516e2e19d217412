"""From entries to changes: what comes again is known, and what is over is forgotten everywhere."""

from __future__ import annotations

import datetime as dt

import pytest

from tui.config import Config, load
from tui.ledger import book
from tui.ledger.floods import LEAST
from tui.model import Entry
from tui.pipeline import Ingested, Pipeline
from tui.store.memory import Store

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
STRIKE = "Air strike kills four people in Nabatieh"


@pytest.fixture(scope="module")
def config() -> Config:
    return load(None)


def entry(title: str, guid: str = "g", at: dt.datetime = NOW) -> Entry:
    return Entry(guid=guid, title=title, published=at)


class Fed:
    """A pipeline with one feed, and the store that follows it."""

    def __init__(self, config: Config) -> None:
        self.pipeline = Pipeline(config)
        self.store = Store(config.sources, fronts=config.fronts)
        self.source = config.sources[0].id

    def poll(self, *entries: Entry, at: dt.datetime = NOW) -> Ingested:
        found = self.pipeline.ingest(self.source, entries, at)
        self.store.apply(found.changes)
        return found

    def expire(self, before: dt.datetime) -> None:
        self.store.apply(self.pipeline.expire(before, before + 30 * DAY))


@pytest.fixture
def fed(config: Config) -> Fed:
    return Fed(config)


def test_a_headline_changed_to_and_fro_is_two_revisions_and_no_flood(fed: Fed) -> None:
    rows = 0
    notices: list[str] = []
    for turn in range(120):
        title = f"{STRIKE} (updated)" if turn % 2 else STRIKE
        found = fed.poll(entry(title), at=NOW + turn * dt.timedelta(seconds=30))
        rows += len(found.rows)
        notices += found.changes.notices
    assert rows == 2
    assert len(notices) == 1
    assert "edited" in notices[0]


def test_a_headline_with_a_clock_in_it_is_remembered_within_bounds(fed: Fed) -> None:
    for turn in range(200):
        fed.poll(entry(f"{STRIKE}, as of {turn} minutes"), at=NOW + turn * dt.timedelta(hours=1))
    (known,) = fed.pipeline._known.values()
    assert len(known.revisions) < 100


def test_what_is_over_leaves_ledger_pipeline_and_store_alike(fed: Fed) -> None:
    fed.poll(entry(STRIKE), entry("Parliament votes on a budget", "h"))
    assert len(fed.store.items) == 2
    fed.expire(NOW + DAY)
    assert not fed.store.incidents
    assert not fed.store.items
    assert not fed.pipeline._known


def test_what_a_feed_still_lists_is_not_taken_for_new_when_it_is_over(fed: Fed) -> None:
    fed.poll(entry(STRIKE))
    fed.poll(entry(STRIKE), at=NOW + 30 * DAY)
    fed.expire(NOW + 29 * DAY)
    assert not fed.store.incidents
    assert fed.poll(entry(STRIKE), at=NOW + 31 * DAY).rows == ()


def test_the_items_of_an_incident_stay_as_long_as_it_does(fed: Fed) -> None:
    fed.poll(entry(STRIKE))
    fed.poll(entry("Death toll from Nabatieh air strike rises to six", "h", NOW + DAY / 4), at=NOW + DAY / 4)
    fed.expire(NOW + DAY / 8)
    shown = {report.item for incident in fed.store.incidents.values() for report in incident.reports}
    assert shown <= fed.store.items.keys()
    assert shown


def test_what_a_feed_floods_with_is_kept_within_bounds(fed: Fed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.pipeline.MOST_HELD", 300)
    notices: tuple[str, ...] = ()
    for poll in range(6):
        news = (entry(f"Clashes kill {n} at {poll}", f"{poll}/{n}") for n in range(100))
        notices = fed.poll(*news, at=NOW + poll * dt.timedelta(minutes=5)).changes.notices
    assert len(fed.store.items) == len(fed.pipeline._known) == LEAST + 300
    assert "100 items beyond its usual number" in notices[0]
    assert "100 of them not even kept" in notices[0]
    fed.expire(NOW + 31 * DAY)
    assert not fed.store.items
    fed.poll(*(entry(f"Clashes kill {n} again", f"again/{n}") for n in range(100)), at=NOW + 31 * DAY)
    assert len(fed.store.items) == 100, "once they are forgotten there is room for others"


NEAR_KHARKIV = "Two soldiers wounded near Kharkiv"


@pytest.mark.parametrize("stage", ["parts_of", "build"])
def test_a_text_that_breaks_the_ledger_costs_itself_only_now_and_at_the_next_start(
    fed: Fed, config: Config, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    work = getattr(book, stage)

    def breaks(*given: object) -> object:
        if NEAR_KHARKIV in repr(given):
            raise LookupError
        return work(*given)

    monkeypatch.setattr(book, stage, breaks)
    feed = (entry(STRIKE, "a"), entry(NEAR_KHARKIV, "b"), entry("Three killed in Khan Younis", "c"))
    found = fed.poll(*feed)
    assert {item.title for item, _ in found.rows} == {one.title for one in feed}, "all are kept"
    titles = {incident.title for incident in fed.store.incidents.values()}
    assert titles == {STRIKE, "Three killed in Khan Younis"}
    (notice,) = found.changes.notices
    assert NEAR_KHARKIV in notice
    assert "LookupError" in notice
    assert not fed.poll(*feed).rows, "it is not tried at every poll"
    kept = list(Pipeline(config).restore(found.rows, NOW))
    assert {incident.title for changes in kept for incident in changes.incidents} == titles
    assert [changes.notices for changes in kept] == [(notice,)]
