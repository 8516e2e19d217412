"""The recording through the whole core, polled every second hour: the incidents that it was written to bring out."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tui.config import Config, load
from tui.feeds.parse import parse
from tui.feeds.values import Parsed
from tui.ledger.tallies import pressure
from tui.model import Class, Figure, Grade, Incident, Outcome, State
from tui.pipeline import Pipeline
from tui.recording.render import content_type, render
from tui.recording.values import CONFIG_PATH, Recording, shown

STEP = dt.timedelta(hours=2)


class Ledgered:
    """Every incident that stands at the recording's end, with the notices on the way."""

    def __init__(self) -> None:
        self.config: Config = load(CONFIG_PATH)
        self.incidents: dict[str, Incident] = {}
        self.notices: list[str] = []
        self._recording = Recording.load()
        self._pipeline = Pipeline(self.config)
        timeline = self._recording.timeline
        now = timeline.opens
        while now < timeline.ends:
            self._poll(now)
            now += STEP
        self._poll(timeline.ends)

    def _poll(self, now: dt.datetime) -> None:
        for feed in self._recording.feeds:
            if feed.missing:
                continue
            body = render(feed, shown(feed, self._recording.timeline, now))
            parsed = parse(body, content_type(feed), "http://127.0.0.1/")
            assert isinstance(parsed, Parsed)
            changes = self._pipeline.ingest(feed.id, parsed.entries, now).changes
            self.incidents |= {incident.id: incident for incident in changes.incidents}
            for id_ in changes.gone:
                self.incidents.pop(id_, None)
            self.notices += changes.notices

    def of(self, outlet: str, title: str) -> Incident:
        """The incident that lists the report of ``outlet`` whose title begins so; the one with most reports."""
        found = [
            incident
            for incident in self.incidents.values()
            if any(report.outlet == outlet and report.title.startswith(title) for report in incident.reports)
        ]
        assert found, f"no incident has {outlet}: {title}"
        return max(found, key=lambda incident: len(incident.reports))


def figures(incident: Incident, outcome: Outcome) -> list[Figure]:
    return [figure for figure in incident.figures if figure.outcome is outcome]


def total(incident: Incident, outcome: Outcome) -> tuple[int, int | None]:
    rows = figures(incident, outcome)
    highs = [row.high for row in rows]
    return sum(row.low for row in rows), None if None in highs else sum(high or 0 for high in highs)


@pytest.fixture(scope="module")
def board() -> Ledgered:
    return Ledgered()


def test_the_helicopter_is_one_incident_with_two_dead(board: Ledgered) -> None:
    incident = board.of("TASS", "Ka-52 helicopter crashes")
    assert incident.outlets >= 6
    assert incident.origins < incident.outlets
    assert total(incident, Outcome.KILLED) == (2, 2)
    assert [figure.side for figure in figures(incident, Outcome.KILLED)] == ["Russia"]
    assert incident.grade in (Grade.CONFIRMED, Grade.CONTESTED)
    assert "Ka-52" in {machine.type for machine in incident.equipment}
    assert board.of("TASS", "Crew of Ka-52 named").id == incident.id, "who names the two adds nobody"


def test_the_jet_of_the_third_of_may_is_another_incident(board: Ledgered) -> None:
    helicopter = board.of("TASS", "Ka-52 helicopter crashes")
    jet = board.of("TASS", "Su-30SM fighter crashes")
    assert jet.id != helicopter.id
    for incident in board.incidents.values():
        assert not any("300" in machine.type for machine in incident.equipment)


def test_a_rising_toll_ends_at_its_last_figure(board: Ledgered) -> None:
    incident = board.of("SOHR", "Updated toll: 34")
    figure = max(figures(incident, Outcome.KILLED), key=lambda row: row.headline or 0)
    assert figure.headline == 34
    steps = [(line.old, line.new) for line in incident.log if line.kind == "superseded"]
    assert {(12, 19), (19, 34)} <= set(steps)


def test_two_claimants_widen_the_range(board: Ledgered) -> None:
    incident = board.of("SOHR", "At least 19 regime soldiers")
    figure = max(figures(incident, Outcome.KILLED), key=lambda row: row.headline or 0)
    assert (figure.low, figure.high) == (12, None)


def test_claimed_stands_beside_acknowledged(board: Ledgered) -> None:
    incident = board.of("SDF Press", "Nine of our fighters")
    (figure,) = (row for row in figures(incident, Outcome.KILLED) if row.side == "SDF")
    assert (figure.low, figure.high, figure.claimed_by_enemy, figure.enemy) == (9, 9, 21, "ISIS")


def test_a_correction_withdraws_what_it_corrects(board: Ledgered) -> None:
    incident = board.of("AFP", "CORRECTION: Shelling of Latamneh")
    assert total(incident, Outcome.KILLED) == (9, 9)
    twelve = [row for row in incident.claims if row.claim.n == 12 and row.claim.outcome is Outcome.KILLED]
    assert twelve
    assert all(row.state is not State.ACTIVE for row in twelve)


def test_a_retracted_story_counts_nobody(board: Ledgered) -> None:
    incident = board.of("Kurdistan24", "RETRACTION")
    assert not [row for row in incident.claims if row.state is State.ACTIVE and row.claim.n == 6]
    assert total(incident, Outcome.KILLED) == (0, 0)


def test_a_silent_edit_is_told_and_its_old_figure_does_not_count(board: Ledgered) -> None:
    incident = board.of("Al-Masdar News", "ISIS attack near T2 repelled, 11")
    assert any(line.kind == "edited" for line in incident.log)
    assert not [row for row in incident.claims if row.state is State.ACTIVE and row.claim.n == 15]


def test_a_contested_strike_keeps_its_range(board: Ledgered) -> None:
    incident = board.of("SOHR", "5 to 12 civilians")
    (civilians,) = (row for row in figures(incident, Outcome.KILLED) if row.class_ == "civilian")
    assert (civilians.low, civilians.high) == (5, 12)
    assert incident.grade is Grade.CONTESTED


def test_wounded_who_die_are_not_added_twice(board: Ledgered) -> None:
    incident = board.of("SOHR", "Two of those wounded in Abu Kamal")
    assert total(incident, Outcome.KILLED) == (4, 4)
    assert total(incident, Outcome.WOUNDED) == (5, 5)


def test_a_lower_figure_without_a_cue_is_a_contradiction(board: Ledgered) -> None:
    incident = board.of("SANA", "Army secures al-Qadam")
    assert total(incident, Outcome.KILLED) == (16, 20)
    assert incident.contradictions


def test_a_bombing_that_nobody_claimed_is_counted(board: Ledgered) -> None:
    incident = board.of("SOHR", "Suicide bombing in Saraqib")
    assert total(incident, Outcome.KILLED) == (4, 4)
    assert {dyad.attacker for dyad in incident.dyads} <= {None}


def test_one_wire_line_in_many_outlets_is_few_origins(board: Ledgered) -> None:
    incident = board.of("Reuters", "Air strike near Syria's Hajin")
    copies = [report for report in incident.reports if re.search(r"\b(?:[Ss]even|7) I", report.title)]
    assert len(copies) >= 6
    assert len({report.origin for report in copies}) == 1


@pytest.mark.parametrize("figure", [183, 214, 883, 97])
def test_a_cumulative_total_is_in_no_figure(board: Ledgered, figure: int) -> None:
    for incident in board.incidents.values():
        assert all(figure not in (row.low, row.high, row.headline) for row in incident.figures)
    stated = {row.claim.n for incident in board.incidents.values() for row in incident.totals}
    assert figure in stated


def test_the_same_town_on_another_day_is_another_incident(board: Ledgered) -> None:
    assert board.of("SOHR", "Raids of the Coalition").id != board.of("SDF Press", "Air strike on a rocket site").id


def test_isis_is_pressed_on_several_fronts(board: Ledgered) -> None:
    (isis,) = (row for row in pressure(tuple(board.incidents.values())) if row.actor == "ISIS")
    assert {"hajin", "badiya"} <= set(isis.fronts)
    assert {"SDF", "Coalition", "SAA"} <= set(isis.attackers)


def test_news_of_a_treaty_has_no_dead(board: Ledgered) -> None:
    """A report of the Kisweh strike that came "an hour after the U.S. left the Iran nuclear deal"."""
    treaty = board.of("Reuters", "U.S. to leave Iran nuclear deal")
    assert total(treaty, Outcome.KILLED) == (0, 0)
    assert len(treaty.reports) == 1


def test_two_civilians_of_one_strike_are_told_by_many_and_counted_once(board: Ledgered) -> None:
    strike = board.of("SANA", "Two civilians killed in Israeli aggression on Kisweh")
    assert strike is board.of("Haaretz", "Syria Says Israel Attacked Army Base Near Damascus")
    assert strike is board.of("SOHR", "[UPDATED] Toll of the Kisweh strike rises to 15")
    civilians = [row for row in figures(strike, Outcome.KILLED) if row.class_ is Class.CIVILIAN]
    assert [(row.low, row.high) for row in civilians] == [(2, 2)]


def test_a_text_without_a_date_joins_nothing_for_telling_of_the_same_day(board: Ledgered) -> None:
    incident = board.of("Enab Baladi", "Pound steady against the dollar")
    assert {report.title for report in incident.reports} == {"Pound steady against the dollar"}
    assert not incident.figures


def test_what_one_side_does_to_the_other_at_a_town_is_not_what_is_done_to_it_there(board: Ledgered) -> None:
    shelled = board.of("Iraqi News", "Artillery hits IS positions across the border")
    attacked = board.of("Iraqi News", "Islamic State attack near al-Qaim")
    assert shelled.id != attacked.id
