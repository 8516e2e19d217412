"""What one source can do with ten thousand items: no more than with one."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger_kit import at, claim, item, text
from tests.test_ledger_figures import Pair, ledger_of, one_incident, shown
from tui.alerts import Alerts
from tui.config import Config, load
from tui.ledger.book import HEARD
from tui.ledger.floods import BEHIND, FLOOD, LEAST, PROBATION, Floods
from tui.ledger.influence import _matching
from tui.model import Alert, Changes, Claim, Dyad, Entry, Grade, Outcome, State
from tui.pipeline import Ingested, Pipeline
from tui.store.memory import Store

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HONEST = [
    text(1, "reuters", 0, claim(12, attacker="Russia"), title="Air strike on Hajin market kills 12"),
    text(2, "sohr", 1, claim(14, attacker="Russia"), title="14 killed as air strike hits Hajin market"),
]
AGENCIES = ("TASS", "Xinhua", "Anadolu", "IRNA", "Kyodo", "EFE", "ANSA", "Bugle", "Courier", "Gazette")


def variants(count: int) -> list[Pair]:
    """One outlet's line under ever other names, figures, places and culprits."""
    return [
        text(
            100 + n,
            "herald",
            2 + n / count,
            claim(13, attacker=("ISIS", "SDF", "SAA")[n % 3]),
            title=f"Air strike on Hajin market kills 13, says bulletin {n}",
            origin=AGENCIES[n % len(AGENCIES)],
            fronts=("elsewhere",),
            dyads=(Dyad(attacker="ISIS", target="SDF"),),
            kind="clash",
        )
        for n in range(count)
    ]


def test_many_names_of_one_source_are_one_origin() -> None:
    incident = one_incident(*variants(200))
    assert (incident.origins, incident.outlets) == (1, 1)
    assert incident.grade in (Grade.WEAK, Grade.CONTESTED)
    assert shown(incident) == [(None, "unknown", "13")]


def test_a_flood_beside_honest_reports_changes_what_one_report_would() -> None:
    alone = one_incident(*HONEST)
    few, many = (one_incident(*HONEST, *variants(count)) for count in (1, 300))
    for incident in (few, many):
        assert incident.origins == 3
        assert [(figure.low, figure.high) for figure in incident.figures] == [(12, 14)]
        assert incident.fronts[0] == alone.fronts[0], "a vote is a channel's, not a text's"
        assert incident.kind == alone.kind
    assert many.grade is few.grade


def test_ten_thousand_variants_leave_the_tally_at_one_claim() -> None:
    ledger = ledger_of(*HONEST)
    store = Store()
    floods = Floods()
    for variant, said in variants(10_000):
        marked = floods.mark(variant, None)
        if marked.held != FLOOD:
            ledger.add(marked, said)
    incidents = tuple(ledger.incidents.values())
    store.apply(Changes(time=at(3), incidents=incidents))
    (tally,) = (tally for tally in store.tallied(at(-1)).all if tally.outcome is Outcome.KILLED)
    assert (tally.low, tally.high, tally.incidents) == (12, 14, 1)
    assert sum(len(incident.reports) for incident in incidents) <= len(HONEST) + 2 * LEAST


def test_an_incident_is_made_of_the_first_and_the_newest_texts_of_a_source() -> None:
    title = "Hajin market air strike kills {}"
    rising = [text(200 + n, "herald", n / 60, claim(n), title=title.format(n)) for n in range(1, 91)]
    incident = one_incident(*HONEST, *rising)
    numbers = sorted(row.claim.n or 0 for row in incident.claims if row.outlet == "Herald")
    assert numbers == [1, *range(92 - HEARD, 91)], "what it said in between it has superseded itself"
    assert {row.outlet for row in incident.claims} == {"Herald", "Reuters", "SOHR"}


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abcde"), st.sets(st.integers(0, 4).map(str)), max_size=5))
def test_most_pairs_of_channels_and_origins(heard: dict[str, set[str]]) -> None:
    def most(channels: list[str], free: frozenset[str]) -> int:
        if not channels:
            return 0
        skip = most(channels[1:], free)
        return max([skip, *(1 + most(channels[1:], free - {one}) for one in heard[channels[0]] & free)])

    assert _matching(heard) == most(list(heard), frozenset("01234"))


def test_a_flood_rings_no_alert_and_two_honest_outlets_do() -> None:
    def rings(*pairs: Pair) -> int:
        store = Store()
        store.apply(Changes(time=at(3), incidents=(one_incident(*pairs),)))
        alerts = Alerts((Alert(name="strike", query="air strike"),), {}, at(-1))
        return len(alerts.hear(store.incidents.values(), store.subjects, at(3)))

    assert rings(*variants(200)) == 0
    assert rings(*HONEST) == 1


# --- a feed that says too much ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def config() -> Config:
    return load(None)


def entries(count: int, title: str = "Shelling of Idlib kills {} civilians", hours: float = 0.0) -> list[Entry]:
    when = NOW + dt.timedelta(hours=hours)
    return [Entry(guid=f"{hours}/{n}", title=title.format(n + 1), published=when) for n in range(count)]


def held(ingested: Ingested) -> int:
    return sum(row.held == FLOOD for row, _ in ingested.rows)


def test_what_is_beyond_a_feeds_usual_number_is_kept_and_not_counted(config: Config) -> None:
    pipeline = Pipeline(config)
    flood = pipeline.ingest(config.sources[0].id, entries(10_000), NOW)
    assert len(flood.rows) == 10_000, "nothing is lost"
    assert held(flood) == 10_000 - LEAST
    assert sum(len(incident.reports) for incident in flood.changes.incidents) == LEAST
    assert flood.changes.notices == (
        f"{config.sources[0].name} floods: 9,950 items beyond its usual number kept and not counted",
    )


def test_a_journal_read_back_gives_the_same_and_goes_on_counting(config: Config) -> None:
    pipeline, again = Pipeline(config), Pipeline(config)
    flood = pipeline.ingest(config.sources[0].id, entries(LEAST + 5), NOW)
    restored = [one for changes in again.restore(flood.rows, NOW) for one in changes.incidents]
    assert restored == list(flood.changes.incidents)
    more = entries(3, "Clashes near Hama kill {} fighters")
    assert held(again.ingest(config.sources[0].id, more, NOW)) == 3


def test_a_backlog_is_no_flood(config: Config) -> None:
    spread = [entry for hour in range(200) for entry in entries(1, hours=-hour)]
    assert held(Pipeline(config).ingest(config.sources[0].id, spread, NOW)) == 0


def test_a_busy_feed_may_say_more() -> None:
    floods = Floods()
    for hour in range(12):
        for n in range(20):
            floods.mark(item(f"{hour}/{n}", "reuters", hours=hour), None)
    burst = [floods.mark(item(f"x{n}", "reuters", hours=12), None) for n in range(250)]
    assert sum(one.held == FLOOD for one in burst) == 50, "ten times its usual 20 are let in"


def held_each_hour(floods: Floods, an_hour: int, hours: int) -> list[int]:
    """How many of each hour's items are one too many."""
    return [
        sum(floods.mark(item(f"{hour}-{n}", "herald", hours=hour), None).held == FLOOD for n in range(an_hour))
        for hour in range(hours)
    ]


def test_a_flood_does_not_become_usual_by_going_on() -> None:
    beyond = 10 * LEAST
    assert held_each_hour(Floods(), 700, 30)[1:] == [700 - beyond] * 29


def test_a_feed_that_says_a_little_more_than_any_may_is_soon_usual() -> None:
    assert held_each_hour(Floods(), LEAST + 10, 5) == [10, 0, 0, 0, 0]


def test_what_is_one_too_many_is_a_flood_on_probation_too() -> None:
    floods = Floods()
    items = [msgspec.structs.replace(item(str(n)), held=PROBATION) for n in range(LEAST + 1)]
    held = [floods.mark(one, None).held for one in items]
    assert set(held[:LEAST]) == {PROBATION}
    assert held[LEAST] == FLOOD


def test_dates_of_long_ago_open_no_second_door() -> None:
    floods = Floods()
    newest = floods.mark(item("a", "reuters", hours=0), None).time
    spread = [floods.mark(item(f"x{n}", "reuters", hours=-48 - n, seen=1), newest) for n in range(200)]
    assert {one.date_flag for one in spread} == {"late"}
    assert sum(one.held == FLOOD for one in spread) == 200 - LEAST
    assert floods.mark(item("b", "reuters", hours=-BEHIND / dt.timedelta(hours=1), seen=1), newest).date_flag == ""


# --- a feed that somebody else answers for ------------------------------------------------------------


def on_probation(n: int, *claims: Claim, **given: Any) -> Pair:
    entry, said = text(n, "herald", 3, *claims, **given)
    return msgspec.structs.replace(entry, held=PROBATION), said


def test_a_feed_on_probation_is_shown_and_counts_nothing() -> None:
    alone = one_incident(*HONEST)
    incident = one_incident(*HONEST, on_probation(9, claim(900), fronts=("elsewhere",)))
    assert len(incident.reports) == 3
    assert [report.held for report in incident.reports] == [PROBATION, "", ""]
    assert (incident.figures, incident.grade, incident.origins, incident.fronts) == (
        alone.figures, alone.grade, alone.origins, alone.fronts,
    )  # fmt: skip
    (row,) = (row for row in incident.claims if row.claim.n == 900)
    assert (row.state, row.reason) == (State.REFUSED, "its feed is on probation: shown, not counted")


def test_a_feed_on_probation_takes_nothing_back() -> None:
    mine = text(3, "herald", 0, claim(12), revision="a")
    retraction = on_probation(4, title="RETRACTION: our report of the air strike on Hajin", correction=True)
    edit = on_probation(3, claim(1), revision="b", seen=4.0)
    ledger = ledger_of(mine)
    ledger.add(*retraction)
    assert ledger.add(*edit).ids == ()
    assert [shown(incident) for incident in ledger.incidents.values() if incident.figures] == [
        [(None, "unknown", "12")]
    ]


REVISED = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 40), st.sampled_from(["", "", PROBATION]), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(REVISED, st.randoms(use_true_random=False))
def test_edits_and_held_texts_in_any_order_give_the_same(
    drawn: list[tuple[int, int, str, int]], rng: random.Random
) -> None:
    pairs: list[Pair] = []
    for number, (n, killed, held_for, seen) in enumerate(drawn):
        entry, said = text(n, "herald", 0, claim(killed), revision=f"r{number}", seen=float(seen))
        pairs.append((msgspec.structs.replace(entry, held=held_for), said))
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    one, other = ledger_of(), ledger_of()
    for pair in pairs:
        one.add(*pair)
    for pair in shuffled:
        other.add(*pair)
    assert dict(one.incidents) == dict(other.incidents)
