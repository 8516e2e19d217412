"""Which reports are one incident: the contradictions that keep two apart, and what does not depend on order."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable
from functools import partial

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger_kit import ACTORS, SOURCES, at, claim, item, reading, text
from tests.test_ledger_figures import Pair, ledger_of
from tui.ledger.book import Ledger, Touched
from tui.ledger.groups import Groups
from tui.ledger.headlines import foreground
from tui.ledger.match import compare, features
from tui.ledger.part import Part
from tui.ledger.parts import parts_of
from tui.ledger.weights import evidence
from tui.ledger.words import cosine, stems, vector
from tui.model import Equipment, Event, Incident, Person, Reading, Scope, State


def heli(type_: str) -> tuple[Equipment, ...]:
    return (Equipment(type=type_, category="helicopter", text=type_, span=(0, 1), outcome="crashed"),)


def aircraft(type_: str) -> tuple[Equipment, ...]:
    return (Equipment(type=type_, category="aircraft", text=type_, span=(0, 1), outcome="crashed"),)


def dead(*names: str) -> tuple[Person, ...]:
    return tuple(Person(name=name, text=name, span=(0, 1)) for name in names)


def part(pair: Pair) -> Part:
    return parts_of(*pair)[0]


APART = [
    ("other town", text(1, "afp", 0, claim(12)), text(2, "sohr", 1, claim(12), place="Idlib")),
    ("other day", text(1, "afp", 0, claim(12), when=at(-30)), text(2, "sohr", 1, claim(12), when=at(40))),
    ("days later", text(1, "afp", 0, claim(12)), text(2, "sohr", 400, claim(12))),
    (
        "other type of helicopter",
        text(1, "afp", 0, claim(2), equipment=heli("Ka-52")),
        text(2, "sohr", 1, claim(2), equipment=heli("Mi-24")),
    ),
    (
        "other named victims elsewhere",
        text(1, "afp", 0, claim(2), place=None, persons=dead("Ali Hasan")),
        text(2, "sohr", 1, claim(2), place=None, persons=dead("Omar Nasser")),
    ),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in APART], ids=[case[0] for case in APART])
def test_a_contradiction_keeps_two_reports_apart(one: Pair, other: Pair) -> None:
    assert compare(part(one), part(other)).apart is not None
    assert len(ledger_of(one, other)) == 2


TOGETHER = [
    ("same town and figure", text(1, "afp", 0, claim(12)), text(2, "sohr", 5, claim(12))),
    (
        "a wider place",
        text(1, "afp", 0, claim(12), title="Air strike on market kills 12 in eastern Syria", place="Deir Ezzor"),
        text(2, "sohr", 1, claim(12), title="Strike on Hajin market leaves 12 dead"),
    ),
    (
        "one helicopter, named twice",
        text(
            1,
            "afp",
            0,
            claim(2),
            title="Ka-52 helicopter lost near Hajin, crew of two dead",
            equipment=heli("Ka-52"),
        ),
        text(
            2,
            "sohr",
            30,
            claim(2),
            title="Crew of crashed Ka-52 helicopter died near Hajin",
            equipment=heli("Ka-52"),
        ),
    ),
    (
        "no place said",
        text(1, "afp", 0, claim(14), title="Monastery bombed in Lent, 14 dead", place=None),
        text(2, "sohr", 4, claim(14), title="Fourteen dead as bombs fall on monastery", place=None),
    ),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in TOGETHER], ids=[case[0] for case in TOGETHER])
def test_reports_of_one_incident_come_together(one: Pair, other: Pair) -> None:
    assert len(ledger_of(one, other)) == 1


def test_two_events_of_one_text_are_two_incidents() -> None:
    both = reading(claim(2), claim(3))
    two = Reading(
        claims=both.claims,
        events=(
            Event(kind="shelling", places=("hajin",), claims=(0,), sentences=("Shells killed two in Hajin",)),
            Event(kind="clash", places=("idlib",), claims=(1,), sentences=("Three died in clashes at Idlib",)),
        ),
        conflict=True,
    )
    ledger = ledger_of((item("a", title="Shells killed two in Hajin"), two))
    assert sorted(figure.low for incident in ledger.incidents.values() for figure in incident.figures) == [2, 3]
    assert sorted(ledger.items_of(id_) for id_ in ledger.ids()) == [(), ("a",)]


def test_a_background_event_makes_no_incident_and_adds_nothing() -> None:
    told = Reading(
        claims=(claim(2), claim(2, scope="background")),
        equipment=(*heli("Ka-52"), *aircraft("Su-30SM")),
        events=(
            Event(kind="crash", claims=(0,), equipment=(0,)),
            Event(kind="crash", claims=(1,), equipment=(1,), scope=Scope.BACKGROUND),
        ),
        conflict=True,
    )
    ledger = ledger_of((item("a", title="Ka-52 lost, crew of two dead"), told))
    (incident,) = ledger.incidents.values()
    assert [figure.low for figure in incident.figures] == [2]
    assert [one.type for one in incident.equipment] == ["Ka-52"]


def test_possibly_the_same_is_said_and_not_joined() -> None:
    one = text(1, "afp", 0, claim(12), title="Strike on Hajin bakery kills 12")
    other = text(2, "sohr", 1, claim(3), title="Bakery queue shelled", place=None)
    near = evidence().limits["related"], evidence().limits["merge"]
    assert near[0] <= compare(part(one), part(other)).score < near[1]
    first, second = ledger_of(one, other).incidents.values()
    assert (first.related, second.related) == ((second.id,), (first.id,))


def test_incident_id_is_that_of_its_earliest_report_in_any_order() -> None:
    pairs = [text(n, "afp", n, claim(12)) for n in (1, 2, 3)]
    assert list(ledger_of(*pairs).ids()) == list(ledger_of(*reversed(pairs)).ids())


def test_an_earlier_report_that_comes_late_takes_over_the_name() -> None:
    ledger = ledger_of(text(2, "afp", 2, claim(12)))
    (old,) = ledger.ids()
    touched = ledger.add(*text(1, "sohr", 0, claim(12)))
    assert touched.gone == (old,)
    assert tuple(ledger.ids()) == touched.ids


def test_expired_incidents_are_forgotten() -> None:
    old, new = text(1, "afp", 0, claim(12)), text(2, "sohr", 200, claim(3), place="Idlib", title="Clash near Idlib")
    ledger = ledger_of(old, new)
    gone = ledger.expire(at(100)).gone
    assert len(gone) == 1
    assert [incident.title for incident in ledger.incidents.values()] == ["Clash near Idlib"]
    assert len(ledger.add(*old).ids) == 1


WORDS = st.sampled_from(
    ["Strike", "kills", "market", "Hajin", "soldiers", "convoy", "bakery", "drone", "hospital", "bridge", "12", "three"]
)
STREAM = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=3, max_size=6),
        st.integers(0, 60),
        st.sampled_from(["Hajin", "Idlib", None]),
        st.integers(1, 4),
    ),
    min_size=2,
    max_size=14,
)


TITLES = st.one_of(
    st.lists(WORDS, min_size=3, max_size=6).map(" ".join),
    st.sampled_from(["Strikes across Syria kill 12", "Attacks on Syria kill 3", "Death toll in Hajin rises to 12"]),
)
CROWD = st.lists(
    st.tuples(
        TITLES,
        st.integers(0, 120),
        st.sampled_from(["Hajin", "Idlib", "Deir Ezzor", None]),
        st.integers(1, 12),
        st.one_of(st.none(), st.integers(-12, 110)),
        st.booleans(),
    ),
    min_size=2,
    max_size=40,
)
"""Five days with day words, round-ups and tolls that rise."""


def crowd_of(stream: list[tuple[str, int, str | None, int, int | None, bool]]) -> list[Pair]:
    return [
        text(
            n,
            ("afp", "sohr", "herald")[n % 3],
            hours,
            claim(killed, update=update),
            title=title,
            place=place,
            when=at(when) if when is not None else None,
        )
        for n, (title, hours, place, killed, when, update) in enumerate(stream)
    ]


def shown(pairs: list[Pair], expired: dt.datetime | None = None) -> dict[str, Incident]:
    """What a board shows that hears of each report as it comes, and of what changed with it."""
    ledger, board = Ledger(SOURCES, ACTORS), dict[str, Incident]()
    steps: list[Callable[[], Touched]] = [partial(ledger.add, *pair) for pair in pairs]
    if expired is not None:
        steps.append(partial(ledger.expire, expired))
    for step in steps:
        touched = step()
        for id_ in touched.gone:
            board.pop(id_, None)
        board.update((id_, ledger.incident(id_)) for id_ in touched.ids)
    return board


@settings(max_examples=60, deadline=None)
@given(CROWD, st.randoms(use_true_random=False), st.integers(0, 120))
def test_what_is_shown_does_not_depend_on_the_order_of_arrival(
    stream: list[tuple[str, int, str | None, int, int | None, bool]], rng: random.Random, hour: int
) -> None:
    pairs = crowd_of(stream)
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    at_once = ledger_of(*pairs)
    assert shown(shuffled) == dict(at_once.incidents)
    at_once.expire(at(hour))
    assert shown(shuffled, at(hour)) == dict(at_once.incidents)


def test_possibly_the_same_is_known_to_both_and_forgotten_with_either() -> None:
    one = text(1, "afp", 0, claim(12), title="Strike on Hajin bakery kills 12")
    other = text(2, "sohr", 1, claim(3), title="Bakery queue shelled", place=None)
    board = shown([one, other])
    first, second = sorted(board.values(), key=lambda incident: incident.first_seen)
    assert (first.related, second.related) == ((second.id,), (first.id,))
    (left,) = shown([one, other], at(0.5)).values()
    assert (left.id, left.related) == (second.id, ())


@settings(max_examples=60, deadline=None)
@given(CROWD, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter_in_crowded_hours(
    stream: list[tuple[str, int, str | None, int, int | None, bool]], rng: random.Random
) -> None:
    pairs = crowd_of(stream)
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    with pytest.MonkeyPatch.context() as patch:
        # Windows so narrow that each report moves those of others.
        patch.setattr("tui.ledger.index.POSTINGS", 3)
        assert partition(ledger_of(*pairs)) == partition(ledger_of(*shuffled))


@settings(max_examples=40, deadline=None)
@given(CROWD, st.data())
def test_a_text_taken_out_leaves_what_would_be_there_without_it(
    stream: list[tuple[str, int, str | None, int, int | None, bool]], data: st.DataObject
) -> None:
    parts = [part(pair) for pair in crowd_of(stream)]
    gone = data.draw(st.sampled_from(parts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.ledger.index.POSTINGS", 3)
        groups, without = Groups(), Groups()
        for one in parts:
            groups.add(one)
        groups.remove(gone.id)
        for one in parts:
            if one is not gone:
                without.add(one)
    assert {groups.members(name) for name in groups.names()} == {without.members(name) for name in without.names()}


def pairs_of(stream: list[tuple[list[str], int, str | None, int]]) -> list[Pair]:
    sources = ("afp", "sohr", "herald")
    return [
        text(n, sources[n % 3], hours, claim(killed), title=" ".join(words), place=place)
        for n, (words, hours, place, killed) in enumerate(stream)
    ]


def partition(ledger: Ledger) -> set[tuple[str, ...]]:
    return {ledger.items_of(id_) for id_ in ledger.ids()}


@settings(max_examples=100, deadline=None)
@given(STREAM, st.randoms(use_true_random=False))
def test_grouping_does_not_depend_on_the_order_of_arrival(
    stream: list[tuple[list[str], int, str | None, int]], rng: random.Random
) -> None:
    pairs = pairs_of(stream)
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    assert partition(ledger_of(*pairs)) == partition(ledger_of(*shuffled))


@settings(max_examples=60, deadline=None)
@given(STREAM)
def test_every_item_is_the_main_report_of_exactly_one_incident(
    stream: list[tuple[list[str], int, str | None, int]],
) -> None:
    pairs = pairs_of(stream)
    listed = [entry for items in partition(ledger_of(*pairs)) for entry in items]
    assert sorted(listed) == sorted(entry.id for entry, _ in pairs)


@settings(max_examples=60, deadline=None)
@given(STREAM)
def test_comparison_is_symmetric(stream: list[tuple[list[str], int, str | None, int]]) -> None:
    first, second = (part(pair) for pair in pairs_of(stream)[:2])
    one, other = compare(first, second), compare(second, first)
    assert one.apart == other.apart
    assert one.score == pytest.approx(other.score)


def test_a_revised_text_is_placed_anew() -> None:
    ledger = ledger_of(text(1, "afp", 0, claim(12)), text(2, "herald", 1, claim(12), revision="a"))
    assert len(ledger) == 1
    ledger.add(*text(2, "herald", 1, claim(5), revision="b", seen=3.0, place="Idlib", title="Idlib bridge shelled"))
    assert partition(ledger) == {("i1",), ("i2",)}


def test_work_for_an_item_does_not_grow_with_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = [0]

    def counting(a: Part, b: Part) -> object:
        calls[0] += 1
        return compare(a, b)

    monkeypatch.setattr("tui.ledger.groups.compare", counting)
    groups = Groups()
    spent = []
    for n in range(600):
        before = calls[0]
        groups.add(part(text(n, "afp", n / 10, claim(n % 5), title=f"Strike on Hajin market number {n}")))
        spent.append(calls[0] - before)
    assert max(spent[500:]) <= max(spent[100:200]) + 10


def test_stems_join_what_says_the_same() -> None:
    assert stems("Two killed in air strikes") == stems("2 dead in air raids")
    assert cosine(vector("monastery bombed", 9), vector("monasteries bombed", 9)) > 0.9
    assert stems("قتلى في الغارات") == stems("قتلى في غارات")


def test_a_part_is_frozen() -> None:
    one = part(text(1, "afp", 0, claim(12)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.kind = "clash"  # type: ignore[misc]
    assert Ledger(SOURCES, ACTORS).add(*text(1, "afp", 0)).ids


def test_what_is_told_of_another_time_is_listed_and_refused() -> None:
    told = Reading(
        claims=(claim(4), claim(9)),
        events=(
            Event(kind="clash", claims=(1,), scope=Scope.BACKGROUND),
            Event(kind="shelling", claims=(0,), sentences=("Shells killed four",)),
        ),
        conflict=True,
    )
    (incident,) = ledger_of(
        (item("a", title="Shells killed four, a year after clashes left nine dead"), told)
    ).incidents.values()
    assert [figure.text for figure in incident.figures] == ["4"]
    assert {row.claim.n: (row.state, row.reason) for row in incident.claims} == {
        4: (State.ACTIVE, "counted"),
        9: (State.REFUSED, "told of another incident"),
    }


@pytest.mark.parametrize(
    ("headline", "want"),
    [
        ("Strike kills two a day after deadly attack on market", "Strike kills two"),
        ("Strike kills two, days after convoy was hit", "Strike kills two"),
        ("Two dead after strike on convoy", "Two dead after strike on convoy"),
        ("Drones strike port after Monday's deadly raid", "Drones strike port"),
        ("Days after", "Days after"),
    ],
)
def test_foreground_of_a_headline(headline: str, want: str) -> None:
    assert foreground(headline) == want


ROUND_UPS = [
    ("Strikes across the country kill 12", None, True),
    ("Attacks on Syria kill 3 a day after bakery strike", None, True),
    ("Raids in Deir Ezzor kill 3", "Deir Ezzor", True),
    ("Shells wound three in past day", None, True),
    ("Eight killed in two separate drone attacks in Hajin", "Hajin", True),
    ("Separate strike in Hajin kills 3", "Hajin", False),
    ("Raids on Hajin kill 3", "Hajin", False),
    ("Strikes on bakery kill 3", None, False),
    ("Strikes kill two children", None, False),
    ("Strike kills 3", None, False),
]


@pytest.mark.parametrize(("title", "place", "want"), ROUND_UPS)
def test_a_round_up_says_so_or_has_a_plural_and_no_scene(title: str, place: str | None, want: bool) -> None:
    assert part(text(1, "afp", 0, claim(3), title=title, place=place)).round_up is want


def test_a_round_up_of_the_day_absorbs_no_single_strike() -> None:
    strike = text(1, "afp", 0, claim(2), title="Strike on Syrian bakery kills two", place=None)
    summed = text(2, "sohr", 5, claim(9), title="Strikes across Syria kill 9", place=None)
    other = text(3, "herald", 7, claim(3), title="Strike on Syrian school kills 3", place=None)
    assert partition(ledger_of(strike, summed, other)) == {("i1",), ("i2",), ("i3",)}
    assert "round_up_other" in features(part(strike), part(summed))
    assert "round_up_other" not in features(part(strike), part(other))
    same = text(4, "sohr", 5, claim(2), title="Strikes across Syria kill 2", place=None)
    assert "round_up_other" not in features(part(strike), part(same))


def test_round_ups_of_two_days_are_two() -> None:
    first = text(1, "afp", 0, claim(9), title="Strikes across Syria kill 9 in past day", place=None)
    second = text(2, "afp", 24, claim(7), title="Strikes across Syria kill 7 in past day", place=None)
    assert len(ledger_of(first, second)) == 2


def test_a_week_of_like_strikes_is_no_one_incident() -> None:
    """Each report is near the one before, in time, words and figure: as a chain they must not come together."""
    week = [
        text(n, SOURCES[n % 3].id, n * 5, claim(n + 2), title=f"Shelling of Hajin kills {n + 2}") for n in range(24)
    ]
    for incident in ledger_of(*week).incidents.values():
        assert (incident.last_seen - incident.first_seen).total_seconds() <= evidence().limits["hours"] * 3600


@pytest.mark.parametrize(
    ("killed", "update", "place", "want"),
    [
        (8, True, "Deir Ezzor", True),
        (8, True, "Hajin", True),
        (8, False, "Deir Ezzor", False),
        (3, True, "Deir Ezzor", False),
        (11, True, "Deir Ezzor", False),
        (8, True, None, False),
    ],
)
def test_a_toll_that_rose_a_little_belongs_to_its_first_report(
    killed: int, update: bool, place: str | None, want: bool
) -> None:
    first = part(text(1, "afp", 0, claim(5), title="Shelling of Hajin kills 5"))
    later = part(text(2, "sohr", 16, claim(killed, update=update), title="Death toll rises", place=place))
    assert ("updates" in features(first, later)) is want
    assert ("updates" in features(later, first)) is want


def test_an_earlier_event_of_the_same_text_keeps_the_later_one_out() -> None:
    told = Reading(
        claims=(claim(2), claim(2)),
        events=tuple(
            Event(kind="shelling", places=("hajin",), claims=(n,), sentences=("Shells kill two in Hajin",))
            for n in (0, 1)
        ),
        conflict=True,
    )
    other = text(2, "sohr", 1, claim(2), title="Shells kill two in Hajin", place=None)
    both = (item("a", title="Shells kill two in Hajin"), told)
    for order in ((both, other), (other, both)):
        ledger = ledger_of(*order)
        assert all(len({row.item for row in one.reports}) == len(one.reports) for one in ledger.incidents.values())
        assert len(ledger) == 2


PAGE = """Farmers of the lower valley say that shells fell beside the flour mill at dawn and that the road to the bridge
stayed closed until noon. Ambulances drove two brothers to the hospital in the provincial capital, where doctors treated
burns and broken bones. A teacher counted seven craters behind the orchard wall. Relatives had fled there in {year}."""
OTHER = """Shells struck the flour mill before sunrise, residents of the valley told our reporter, and doctors at the
hospital of the capital spoke of two brothers with burns. The orchard behind was cratered; nobody could cross the bridge
road while soldiers searched. It was the worst morning that families here remember since the winter of {year}."""


def page(n: int, source: str, words: str) -> Part:
    """A saved page that does not say when it was published."""
    entry, told = text(n, source, 0, title="Shells hit flour mill", summary=words)
    return part((msgspec.structs.replace(entry, published=None, date_flag="missing"), told))


def test_undated_pages_that_look_back_on_other_years_are_less_likely_one_incident() -> None:
    first = page(1, "herald", PAGE.format(year=2029))
    same, other = (page(2, "post", OTHER.format(year=year)) for year in (2029, 2031))
    silent = page(2, "post", OTHER.format(year="the drought"))
    likely, open_, unlikely = (compare(first, one).score for one in (same, silent, other))
    assert likely > open_ > unlikely
    assert likely >= evidence().limits["merge"]
