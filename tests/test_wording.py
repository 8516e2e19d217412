"""Figures, counts and ages as a reader sees them, and the reports that are made of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.board_fixture import incident
from tests.strategies import incidents
from tui import report, report_json
from tui.model import Class, FeedHealth, FeedStatus, Figure, Front, Incident, Outcome, Source, Tally
from tui.situation import Situation, situation
from tui.units import seconds_of
from tui.wording import age, age_words, feed_line, figure_words, outcome_ranges, plural, side_name, span, stamp

NOW = dt.datetime(2018, 5, 8, 12, tzinfo=dt.UTC)
FRONTS = (Front(id="hajin", name="Hajin pocket"), Front(id="badiya", name="Badiya"))
SOURCES = (Source(id="x", name="[X]", url="https://x.example/"),)
FEEDS = {"x": FeedHealth(source="x", status=FeedStatus.FAILED, error="HTTP 404 not found")}


class Listed:
    """Incidents as a store gives them."""

    def __init__(self, found: list[Incident]) -> None:
        self._found = sorted(found, key=lambda one: one.last_seen, reverse=True)

    def since(self, instant: dt.datetime) -> list[Incident]:
        return [one for one in self._found if one.last_seen >= instant]


def look(found: list[Incident]) -> Situation:
    return situation(Listed(found), FRONTS, 1e9, NOW)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (7200, "2 h"), (172_800, "2 d"), (-5, "0 s")],
)
def test_ages(seconds: float, words: str) -> None:
    assert age(seconds) == words
    assert age_words(seconds) == ("now" if words == "0 s" else f"{words} ago")


@pytest.mark.parametrize(
    ("window", "words"), [("all", "UTC, all: 0 incidents"), ("24h", "UTC, last 24 h: 0 incidents")]
)
def test_a_report_names_its_window(window: str, words: str) -> None:
    seen = situation(Listed([]), FRONTS, seconds_of(window), NOW)
    assert words in report.to_text(seen, SOURCES, FEEDS)
    assert words in report.to_markdown(seen, SOURCES, FEEDS)


@pytest.mark.parametrize(
    ("low", "high", "is_open", "words"),
    [
        (12, 12, False, "12"),
        (5, 12, False, "5-12"),
        (12, None, False, "12+"),
        (5, 12, True, "5-12+"),
        (1200, 1200, False, "1,200"),
    ],
)
def test_ranges(low: int, high: int | None, is_open: bool, words: str) -> None:
    assert span(low, high, is_open=is_open) == words


def test_whose_dead_they_are() -> None:
    assert side_name("ISIS", "combatant") == "ISIS"
    assert side_name(None, "civilian") == "civilians"
    assert side_name(None, "combatant") == "fighters, side unknown"
    assert side_name(None, "unknown") == "side unknown"


def test_a_tally_says_what_it_rests_on() -> None:
    tally = Tally(
        front="hajin", side="SDF", class_=Class.COMBATANT, outcome=Outcome.KILLED, low=9, high=9, open=False,
        incidents=2, weak=1, vague=3, claimed_by_enemy=21,
    )  # fmt: skip
    assert outcome_ranges([tally], Outcome.KILLED) == [
        "SDF 9 (21 more claimed by the other side) (2 incidents, 1 weak, +3 vague)"
    ]
    assert outcome_ranges([tally], Outcome.WOUNDED) == []
    only_claimed = msgspec.structs.replace(tally, low=0, high=0, incidents=0, weak=0, vague=0)
    assert outcome_ranges([only_claimed], Outcome.KILLED) == ["SDF (21 claimed by the other side)"]
    in_words = msgspec.structs.replace(only_claimed, claimed_by_enemy=0, vague=1)
    assert outcome_ranges([in_words], Outcome.KILLED) == ["SDF some (+1 vague)"]


@pytest.mark.parametrize(
    ("text", "enemy", "words"),
    [
        ("12-19+", None, "12-19+ killed"),
        ("9 (21 claimed by ISIS)", "ISIS", "9 killed (21 claimed by ISIS)"),
        ("14 claimed by SDF", "SDF", "14 killed (claimed by SDF)"),
        ("~30", None, "~30 killed"),
        ("~A number", None, "a number killed"),
        ("~a family of people", None, "a family of people killed"),
        ("~", None, "some killed"),
    ],
)
def test_a_figure_says_what_it_counts_before_who_else_claims_what(text: str, enemy: str | None, words: str) -> None:
    figure = Figure(
        side="SDF", class_=Class.COMBATANT, outcome=Outcome.KILLED, low=9, high=9, headline=9, claimant=None
    )
    assert figure_words(msgspec.structs.replace(figure, text=text, enemy=enemy)) == words


@pytest.mark.parametrize(
    ("side", "class_", "words"),
    [
        (None, Class.COMBATANT, "[fighters 9 killed]"),
        (None, Class.CIVILIAN, "[civilians 9 killed]"),
        (None, Class.UNKNOWN, "[9 killed]"),
        ("SDF", Class.COMBATANT, "[SDF 9 killed]"),
        ("SDF", Class.CIVILIAN, "[SDF civilians 9 killed]"),
    ],
)
def test_a_line_of_the_report_says_whose_dead_they_are(side: str | None, class_: Class, words: str) -> None:
    figure = Figure(
        side=side, class_=class_, outcome=Outcome.KILLED, low=9, high=9, headline=9, claimant=None, text="9"
    )
    assert words in report.incident_line(incident("a", "Raid", 6, figures=(figure,)))


def test_a_feed_that_failed_says_why_and_when_again() -> None:
    health = FeedHealth(
        source="x", status=FeedStatus.FAILED, error="HTTP 404 not found", next_fetch=NOW + dt.timedelta(minutes=9)
    )
    assert feed_line(SOURCES[0], health, NOW) == "[X]: failed: HTTP 404 not found; next try in 9 min"


def test_counts_agree_with_their_noun() -> None:
    assert (plural(1, "feed"), plural(0, "feed"), plural(2_000, "feed")) == ("1 feed", "0 feeds", "2,000 feeds")
    assert stamp(None) is None


@given(st.lists(incidents, max_size=6, unique_by=lambda one: one.id))
def test_every_report_of_any_incidents_can_be_written_and_read(found: list[Incident]) -> None:
    picture = look(found)
    shown = {one.id for one in found if one.conflict}
    whole = json.loads(report.dumps(report.to_json(picture, SOURCES, FEEDS)))
    assert {one["incident"] for one in whole["incidents"]} == shown
    assert sum(one["open"] is None for front in whole["fronts"] for one in front["tallies"]) == 0
    rows = list(csv.DictReader(io.StringIO(report.to_csv(picture))))
    assert {row["incident"] for row in rows} == shown
    assert all(row["title"][:1] not in ("=", "+", "-", "@") for row in rows)
    assert "\\[X\\]" in report.to_markdown(picture, SOURCES, FEEDS)
    assert "[X]: failed" in report.to_text(picture, SOURCES, FEEDS)


@given(st.lists(incidents, max_size=6, unique_by=lambda one: one.id))
def test_an_incident_on_two_fronts_counts_once_above_them(found: list[Incident]) -> None:
    picture = look(found)
    assert picture.shown == len([one for one in found if one.conflict])
    assert len(report_json.incidents_of(picture)) == picture.shown
    assert picture.hidden == 0


@given(st.lists(incidents, max_size=6, unique_by=lambda one: one.id))
def test_what_a_filter_hides_is_counted(found: list[Incident]) -> None:
    none = situation(Listed(found), FRONTS, 1e9, NOW, lambda _incident: False)
    assert (none.shown, none.hidden) == (0, len([one for one in found if one.conflict]))
    assert all(front.lead is None and not front.incidents for front in none.fronts)
