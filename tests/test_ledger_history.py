"""How an incident grows: joined groups, late news, copies, what a script reads of it."""

from __future__ import annotations

import json
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger_kit import ACTORS, SOURCES, at, claim, item, reading, text
from tests.test_ledger_figures import Pair, ledger_of, one_incident, shown
from tui.ledger.book import Ledger
from tui.ledger.camps import Camps
from tui.ledger.output import claim_json, to_full_json, to_json
from tui.model import Actor, Claim, Dyad, Equipment, Grade, Person, State

WORDS = "Air strike hits the crowded market of Hajin and kills shoppers early in the morning, medics there say"


def test_groups_that_grow_towards_each_other_are_joined() -> None:
    place = {"place": None}
    pairs = [
        text(1, "afp", 0, claim(14), title="Missile kills 14 in bread queue", **place),
        text(2, "sohr", 4, claim(15), title="Missile on bakery leaves 15 dead in Hajin", **place),
        text(3, "herald", 6, claim(16), title="Hajin bakery missile kills 16", **place),
        text(4, "post", 7, claim(16), title="Bakery queue hit by missile in Hajin, 16 killed", **place),
    ]
    for order in (pairs, pairs[::-1], [pairs[2], pairs[0], pairs[3], pairs[1]]):
        incident = one_incident(*order)
        assert incident.origins == 4
        assert shown(incident) == [(None, "unknown", "14-16")]


def test_news_of_a_settled_incident_is_announced() -> None:
    dead = (Person(name="Salem Khalaf", text="", span=(0, 0)),)
    ledger = ledger_of(text(1, "afp", 0, claim(12), persons=dead))
    touched = ledger.add(*text(2, "afp", 120, claim(14, update=True), persons=dead))
    assert touched.notices == ("a settled incident has a new figure: 12 > 14 killed (AFP)",)
    assert len(ledger) == 1


EDITS = (
    "Air strike hits the crowded market of Hajin this morning and kills shoppers who had come for bread, medics say",
    "Jets bomb Hajin: shells and rockets rain on the stalls of traders who had just opened for the day, doctors said",
    "Hajin market hit from the air; rescuers search for people under the roof that came down on the stalls at noon",
)
"""Three texts of one item, each other words."""


def test_a_text_since_edited_is_compared_as_it_read_then_however_often_the_incident_was_built() -> None:
    edits = [
        text(1, "herald", 0, claim(12), title=words, revision=str(n), seen=n / 10) for n, words in enumerate(EDITS)
    ]
    copy = text(2, "post", 1, claim(12), title=EDITS[1])
    built = ledger_of(copy)
    for pair in edits:
        built.add(*pair)
        known = dict(built.incidents)
    assert known == dict(ledger_of(copy, *edits).incidents)
    assert [incident.origins for incident in known.values()] == [1], "the post has its text from the herald"


def test_an_edited_text_of_two_incidents_stands_in_each_with_what_it_says_of_it() -> None:
    def edit(revision: str, elsewhere: int) -> Pair:
        item, here = text(1, "afp", 0, claim(12), title=STRIKE, revision=revision, seen=float(revision))
        there = reading(claim(elsewhere), place="Idlib", kind="clash", fronts=("idlib",))
        second = msgspec.structs.replace(there.events[0], claims=(1,), sentences=("A clash near Idlib.",))
        return item, msgspec.structs.replace(
            here,
            claims=(*here.claims, *there.claims),
            places=(*here.places, *there.places),
            events=(*here.events, second),
        )

    ledger = ledger_of(edit("1", 3), edit("2", 4))
    told = {incident.fronts: incident for incident in ledger.incidents.values()}
    assert {fronts: [figure.text for figure in one.figures] for fronts, one in told.items()} == {
        ("hajin",): ["12"],
        ("idlib",): ["4"],
    }
    states = [(row.claim.n, row.state) for row in told["idlib",].claims]
    assert sorted(states) == [(3, State.SUPERSEDED), (4, State.ACTIVE)]


def test_a_notice_is_given_once() -> None:
    ledger = ledger_of(text(1, "afp", 0, claim(34)))
    assert ledger.add(*text(2, "afp", 2, claim(31, correction=True))).notices
    assert ledger.add(*text(3, "sohr", 3, claim(31))).notices == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.lists(st.sampled_from(["herald", "post"]), max_size=6), st.randoms(use_true_random=False))
def test_copies_of_one_origin_change_neither_figures_nor_grade(
    killed: int, outlets: list[str], rng: random.Random
) -> None:
    first = text(0, "reuters", 0, claim(killed), title=WORDS)
    copies = [text(n, outlet, n / 2, claim(killed), title=WORDS) for n, outlet in enumerate(outlets, start=1)]
    alone = one_incident(first)
    pairs = [first, *copies]
    rng.shuffle(pairs)
    spread = one_incident(*pairs)
    assert [(f.low, f.high, f.headline, f.text) for f in spread.figures] == [
        (f.low, f.high, f.headline, f.text) for f in alone.figures
    ]
    assert (spread.grade, spread.origins) == (alone.grade, alone.origins) == (Grade.WEAK, 1)
    assert sum(row.state is State.ACTIVE for row in spread.claims) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_every_claim_is_kept_with_a_reason(numbers: list[int]) -> None:
    pairs = [text(n, "afp", n, claim(number)) for n, number in enumerate(numbers)]
    rows = [row for incident in ledger_of(*pairs).incidents.values() for row in incident.claims]
    assert sorted(row.claim.n or 0 for row in rows) == sorted(numbers)
    assert all(row.reason for row in rows)


def test_title_is_that_of_a_wire_monitor_or_outlet_with_the_figure_shown() -> None:
    incident = one_incident(
        text(1, "reuters", 0, claim(12), title="Air strike kills 12 in Hajin market"),
        text(2, "reuters", 2, claim(19), title="Toll of Hajin market air strike is 19"),
        text(3, "amaq", 3, claim(19), title="Hajin market air strike: our heroes are safe"),
    )
    assert incident.title == "Toll of Hajin market air strike is 19"


STRIKE = "Air strike on Hajin market kills nineteen"


@pytest.mark.parametrize(
    "later",
    [
        pytest.param((), id="without a figure"),
        pytest.param((claim(5, "wounded"),), id="with the wounded alone"),
    ],
)
def test_a_newer_headline_without_the_dead_does_not_name_the_incident(later: tuple[Claim, ...]) -> None:
    incident = one_incident(
        text(1, "reuters", 0, claim(19), title=STRIKE),
        text(2, "afp", 2, *later, title="Market of Hajin counts what the air strike left"),
    )
    assert incident.title == STRIKE


def test_of_texts_that_are_all_replaced_elsewhere_the_last_ones_stand() -> None:
    """The item tells of another incident now: what it said of this one is kept, and no longer counts."""
    first, _ = pair = text(1, "afp", 0, claim(12), title=STRIKE, revision="1")
    moved = text(1, "afp", 0, claim(3), title="Clash near Idlib", place="Idlib", revision="2", seen=1)
    ledger = ledger_of(pair, moved)
    (incident,) = ledger.incidents.values()
    assert incident.title == "Clash near Idlib"
    assert [row.claim.n for row in incident.claims if row.state is State.ACTIVE] == [3]
    assert first.id in ledger.items_of(incident.id)


def test_narrowest_place_that_most_agree_on() -> None:
    incident = one_incident(
        text(1, "afp", 0, claim(12), place="Deir Ezzor"), text(2, "sohr", 1, claim(12)), text(3, "herald", 2, claim(12))
    )
    assert incident.place is not None
    assert incident.place.name == "Hajin"


def test_json_of_an_incident() -> None:
    lost = (Equipment(type="Ka-52", category="helicopter", text="", span=(0, 0), outcome="crashed"),)
    pair = text(
        1,
        "mod",
        0,
        claim(2, side="Russia", class_="combatant", figure="two"),
        claim(517, scope="cumulative"),
        equipment=lost,
        dyads=(Dyad(attacker=None, target="Russia", action="crash"),),
        kind="crash",
    )
    ledger = ledger_of(pair)
    (id_,) = ledger.ids()
    found = json.loads(json.dumps(to_full_json(ledger.incident(id_), ledger.items_of(id_))))
    assert found["items"] == ["i1"]
    assert found["also"] == []
    assert found["killed"] == {
        "low": 2,
        "high": 2,
        "headline": 2,
        "claimant": "Russia",
        "by_side": [
            {
                "side": "Russia",
                "class": "combatant",
                "low": 2,
                "high": 2,
                "headline": 2,
                "claimant": "Russia",
                "claimed_by_enemy": None,
                "enemy": None,
                "vague": 0,
                "text": "2",
            }
        ],
    }
    assert found["wounded"] is None
    assert (found["grade"], found["origins"], found["first_seen"]) == ("C", 1, "2026-03-02T06:00:00Z")
    assert [total["n"] for total in found["reported_totals"]] == [517]
    assert [row["state"] for row in found["claims"]] == ["active"]
    assert found["equipment"] == [{"type": "Ka-52", "category": "helicopter", "outcome": "crashed"}]


def test_json_of_words_only_is_null() -> None:
    incident = one_incident(text(1, "afp", 0, claim(None, low=24, figure="dozens")))
    assert to_json(incident)["killed"] is None
    assert claim_json(incident.claims[0])["n"] is None


def test_hostile_figures_and_indices_break_nothing() -> None:
    broken = reading(claim(10**15), claim(0), claim(1, kind="range", high=None))
    entry = item("a", title="x" * 300, summary="y " * 900)
    ledger = Ledger(SOURCES, ACTORS)
    (id_,) = ledger.add(entry, broken).ids
    assert ledger.incident(id_).figures[0].low >= 0


def test_camps_follow_parents_and_survive_a_circle() -> None:
    camps = Camps(
        (
            Actor(name="a", title="A", parent="b"),
            Actor(name="b", title="B", parent="a", side="north"),
            Actor(name="c", title="C", side="north"),
        )
    )
    assert camps.akin("a", "b")
    assert camps.together("a", "c")
    assert not camps.together("a", "unheard of")
    assert not camps.together(None, None)


def test_each_item_is_listed_once_whatever_it_tells_beside() -> None:
    pairs: list[Pair] = [text(n, "afp", n, claim(3), place=place) for n, place in enumerate(["Hajin", "Idlib"] * 3)]
    ledger = ledger_of(*pairs)
    listed = [one for id_ in ledger.ids() for one in ledger.items_of(id_)]
    assert sorted(listed) == sorted(entry.id for entry, _ in pairs)
    assert ledger.incidents[next(iter(ledger.ids()))].last_seen >= at(0)
