"""The recording as a labelled set: what is read out of a text is what its label says it adds to a tally."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from tui.config import load
from tui.extraction.extractor import Extractor
from tui.extraction.figures import counted
from tui.feeds.parse import parse
from tui.feeds.values import Parsed
from tui.model import Outcome
from tui.recording.render import content_type, render
from tui.recording.values import CONFIG_PATH, Feed, RecordedItem, Recording, shown

ALWAYS = (Outcome.KILLED, Outcome.WOUNDED)
"""Outcomes that a label without them says are none; the others are only held to what a label gives."""


class Row(msgspec.Struct, frozen=True):
    feed: str
    item: RecordedItem
    counts: dict[Outcome, int]

    @property
    def wanted(self) -> dict[Outcome, int]:
        return dict.fromkeys(ALWAYS, 0) | self.item.counts

    @property
    def right(self) -> bool:
        return all(self.counts[outcome] == n for outcome, n in self.wanted.items())

    def __str__(self) -> str:
        read = {outcome.value: n for outcome, n in self.counts.items() if n}
        return f"{self.feed}: {self.item.title}: {read}, not { ({o.value: n for o, n in self.item.counts.items()}) }"


def _rows() -> Iterator[Row]:
    recording = Recording.load()
    config = load(CONFIG_PATH)
    extractor = Extractor(config.actors, config.fronts)
    sources = {source.id: source for source in config.sources}
    for feed in recording.feeds:
        for item in feed.item:
            title, lead = _as_read(recording, feed, item)
            reading = extractor.read(f"{title}\n{lead}", published=item.published, source=sources[feed.id])
            yield Row(feed.id, item, counted(reading.claims))


def _as_read(recording: Recording, feed: Feed, item: RecordedItem) -> tuple[str, str]:
    """Title and lead of the entry before any edit, as the feed parser gives them."""
    alone = msgspec.structs.replace(feed, item=(msgspec.structs.replace(item, edit=()),))
    body = render(alone, shown(alone, recording.timeline, recording.timeline.ends))
    parsed = parse(body, content_type(feed), "http://127.0.0.1/")
    assert isinstance(parsed, Parsed)
    (entry,) = parsed.entries
    return entry.title, entry.summary


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [row for row in _rows() if row.item.judged]


def test_nearly_every_text_adds_what_its_label_says(rows: list[Row]) -> None:
    wrong = [str(row) for row in rows if not row.right]
    assert len(wrong) <= 0.1 * len(rows), "\n".join(wrong)


@pytest.mark.parametrize(
    "case", ["hypothetical", "planned", "not-conflict", "accident", "cumulative", "denied", "period", "retraction"]
)
def test_what_must_add_nobody_adds_nobody(rows: list[Row], case: str) -> None:
    wrong = [str(row) for row in rows if case in row.item.case and not row.item.counts and not row.right]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", ["ka52-one-origin", "named-and-counted", "typo-aircraft", "rising-toll", "per-side"])
def test_what_must_be_right_is_right(rows: list[Row], case: str) -> None:
    wrong = [str(row) for row in rows if case in row.item.case and not row.right]
    assert not wrong, "\n".join(wrong)
