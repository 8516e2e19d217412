"""The recording's data: enough of it, sound, and every case that it is there to show is in it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import msgspec
import pytest

from tui import text
from tui.config import load
from tui.recording import values
from tui.recording.render import render
from tui.recording.values import CONFIG_PATH, Feed, Format, RecordedItem, Recording, RecordingError, shown

RECORDING = Recording.load()
ITEMS = [(feed, item) for feed in RECORDING.feeds for item in feed.item]

# What casualty recorders and newsrooms are known to stumble over: each must stay in the recording.
WANTED = {
    "ka52-one-origin", "ka52-cause-contested", "named-and-counted", "background-aircraft", "typo-aircraft",
    "contested-range", "per-side", "cumulative", "daily-and-cumulative", "rising-toll", "two-claimants",
    "claimed-and-acknowledged", "hypothetical", "denied", "planned", "unknown-actor", "correction", "retraction",
    "silent-edit", "future-date", "undated", "other-language", "not-conflict", "accident", "wire-credit", "markup",
    "pressure", "no-front", "stated-total", "vague", "died-of-wounds", "out-of-order", "lower-without-cue",
}  # fmt: skip


def with_case(case: str) -> list[RecordedItem]:
    return [item for _, item in ITEMS if case in item.case]


def words(item: RecordedItem) -> str:
    return f"{item.title}\n{item.body}"


def test_there_is_enough_of_it() -> None:
    assert len(ITEMS) >= 150
    assert sum(1 for feed in RECORDING.feeds if feed.item) >= 12


def test_every_case_is_named_and_present() -> None:
    named = [case.id for case in RECORDING.timeline.case]
    present = {case for _, item in ITEMS for case in item.case}
    assert len(named) == len(set(named))
    assert set(named) >= WANTED
    assert present == set(named)


@pytest.mark.parametrize(
    ("case", "wording"),
    [
        ("named-and-counted", r"(?s)two (crew|pilots).*Gushchin.*Miroshnichenko|Gushchin.*Miroshnichenko.*crew of two"),
        ("typo-aircraft", r"Su-30SM.*Su-300\b"),
        ("background-aircraft", r"Mi-24"),
        ("rising-toll", r"\b(twelve|12)\b"),
        ("rising-toll", r"\b19\b"),
        ("rising-toll", r"rise[sn]? to 34|rose to 34|to 34 fighters"),
        ("two-claimants", r"\bkilled 12\b"),
        ("two-claimants", r"[Aa]t least 19\b"),
        ("claimed-and-acknowledged", r"ISIS says it killed 21 SDF"),
        ("hypothetical", r"(?s)[Ii]f .* 200 people could die"),
        ("denied", r"no casualties"),
        ("planned", r"plot to kill 12"),
        ("unknown-actor", r"4 people were killed in a suicide bombing"),
        ("correction", r"CORRECTION: .* 9, not 12"),
        ("cumulative", r"51 civilians, including 19 children"),
        ("contested-range", r"Between 5 and 12 civilians"),
        ("contested-range", r"not credible"),
        ("markup", r"&amp;"),
        ("markup", r"\[UPDATED\]"),
        ("wire-credit", r"\(Reuters\) -"),
    ],
)
def test_a_case_is_worded_as_it_must_be(case: str, wording: str) -> None:
    assert any(re.search(wording, words(item)) for item in with_case(case))


def test_one_wire_line_is_in_six_outlets_and_credited_in_several_ways() -> None:
    helicopter = [(feed, item) for feed, item in ITEMS if "ka52-one-origin" in item.case]
    assert len({feed.id for feed, _ in helicopter}) >= 6
    assert {item.wire for _, item in helicopter} >= {"TASS", None}
    assert {item.author for _, item in helicopter} >= {"AFP", "Reuters", None}


def test_three_languages_beside_english() -> None:
    assert {item.lang for _, item in ITEMS} >= {"ar", "fr", "ru"}


def test_dates_are_of_the_week_but_for_the_flagged_ones() -> None:
    timeline = RECORDING.timeline
    for _, item in ITEMS:
        if item.published is None:
            assert "undated" in item.case
        elif "future-date" in item.case:
            assert item.at is not None
            assert item.published - item.at > dt.timedelta(minutes=10)
        else:
            assert timeline.starts - dt.timedelta(days=4) < item.published <= timeline.ends
            assert item.at is None or item.at >= item.published


def test_most_is_there_at_the_opening_and_a_third_unfolds_after_it() -> None:
    timeline = RECORDING.timeline
    early = sum(len(shown(feed, timeline, timeline.opens)) for feed in RECORDING.feeds)
    late = sum(len(shown(feed, timeline, timeline.ends)) for feed in RECORDING.feeds)
    assert late == len(ITEMS)
    assert late // 2 < early < late - 50


def test_edits_come_after_their_entry_and_change_it() -> None:
    edited = [item for _, item in ITEMS if item.edit]
    assert edited == with_case("silent-edit")
    for item in edited:
        for edit in item.edit:
            assert item.published is not None
            assert edit.at > item.published
            assert (edit.title, edit.body) != (item.title, item.body)


def test_every_text_is_safe_distinct_and_short() -> None:
    titles = [(feed.id, item.title) for feed, item in ITEMS]
    assert len(set(titles)) == len(titles)
    for _, item in ITEMS:
        assert text.line(item.title) == item.title
        assert len(item.body) < 1_000


def test_the_configuration_loads_and_has_a_file_for_each_source() -> None:
    config = load(CONFIG_PATH)
    assert [source.id for source in config.sources if source.id not in {feed.id for feed in RECORDING.feeds}] == []
    assert len(config.sources) == len(RECORDING.feeds)
    assert [front.id for front in config.fronts] == [
        "hajin", "badiya", "iraqi-border", "yarmouk", "idlib", "israel-syria",
    ]  # fmt: skip
    assert {source.party for source in config.sources} >= {"Russia", "SAA", "SDF", "Coalition", "ISIS", None}


def test_fronts_that_the_shipped_configuration_also_has_agree_with_it() -> None:
    shipped = {front.id: front for front in load(Path(__file__).parents[1] / "sources.toml").fronts}
    for front in load(CONFIG_PATH).fronts:
        if front.id in ("hajin", "badiya"):
            assert shipped[front.id].name == front.name
            assert set(front.actors) & set(shipped[front.id].actors)
            assert set(front.places) & set(shipped[front.id].places)


# --- faults in the files ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[item]]\ntitle = "x"\n', "neither `published` nor `at`"),
        ('[[item]]\ntitle = "x"\npublished = 2018-05-06T00:00:00\n', "timezone"),
        ('[[item]]\ntitle = "x"\nwhen = 3\n', "unknown field"),
        ("format = 'pdf'\n", "Invalid enum"),
        ("format = \n", "broken.toml"),
    ],
)
def test_an_unsound_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, message: str) -> None:
    (tmp_path / "broken.toml").write_text(content)
    monkeypatch.setattr(values, "_FEEDS_PATH", tmp_path)
    with pytest.raises(RecordingError, match=message) as caught:
        Recording.load()
    assert "broken" in str(caught.value)


# --- what a feed shows --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(Format))
def test_hostile_text_leaves_each_format_well_formed(form: Format) -> None:
    nasty = "A & B <b>\"]]>' Я مرحبا 😀"
    item = RecordedItem(
        title=nasty, body=nasty, wire=nasty, author=nasty, categories=(nasty,), cdata=True, html=True,
        published=RECORDING.timeline.starts,
    )  # fmt: skip
    feed = Feed(id="x", title=nasty, home=nasty, format=form, encoding="utf-8", item=(item,))
    body = render(feed, shown(feed, RECORDING.timeline, RECORDING.timeline.ends))
    if form is Format.JSON:
        assert msgspec.json.decode(body)["items"][0]["content_html"] == nasty
    else:
        from xml.etree import ElementTree

        texts = [element.text for element in ElementTree.fromstring(body).iter()]  # noqa: S314 (made above)
        assert texts.count(nasty) >= 3


def test_an_encoding_without_a_letter_uses_character_references() -> None:
    item = RecordedItem(title="بنش", body="Ка-52", published=RECORDING.timeline.starts)
    feed = Feed(id="x", encoding="windows-1251", item=(item,))
    body = render(feed, shown(feed, RECORDING.timeline, RECORDING.timeline.ends))
    assert "Ка-52".encode("cp1251") in body
    assert b"&#1576;" in body
