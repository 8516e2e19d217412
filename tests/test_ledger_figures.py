"""What an incident's figures say: the table of the recorders' hard cases, one report a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger_kit import ACTORS, SOURCES, claim, text
from tui.extraction.reasons import RESTATES
from tui.ledger.book import Ledger
from tui.ledger.output import outcome_json
from tui.model import Class, Dyad, Figure, Grade, Incident, Item, Outcome, Reading, State

Pair = tuple[Item, Reading]


def ledger_of(*pairs: Pair) -> Ledger:
    ledger = Ledger(SOURCES, ACTORS)
    for pair in pairs:
        ledger.add(*pair)
    return ledger


def one_incident(*pairs: Pair) -> Incident:
    ledger = ledger_of(*pairs)
    assert len(ledger) == 1, [incident.title for incident in ledger.incidents.values()]
    return next(iter(ledger.incidents.values()))


def shown(incident: Incident, outcome: str = "killed") -> list[tuple[str | None, str, str]]:
    return [
        (figure.side, figure.class_.value, figure.text)
        for figure in incident.figures
        if figure.outcome is Outcome(outcome)
    ]


def the_figure(incident: Incident) -> Figure:
    (figure,) = incident.figures
    return figure


def isis(n: int) -> object:
    return claim(n, side="SDF", class_="combatant", claimant="ISIS", claimant_actor="ISIS")


RAID = Dyad(attacker="Russia", target=None, action="air_strike")
CASES: list[tuple[str, list[Pair], list[tuple[str | None, str, str]]]] = [
    ("one figure", [text(1, "afp", 0, claim(12))], [(None, "unknown", "12")]),
    ("two voices widen", [text(1, "afp", 0, claim(12)), text(2, "sohr", 1, claim(19))], [(None, "unknown", "12-19")]),
    (
        "at least 12 agrees with 12",
        [text(1, "afp", 0, claim(12)), text(2, "sohr", 1, claim(12, kind="at_least"))],
        [(None, "unknown", "12")],
    ),
    (
        "at least 12 agrees with 19",
        [text(1, "afp", 0, claim(12, kind="at_least")), text(2, "sohr", 1, claim(19))],
        [(None, "unknown", "19")],
    ),
    (
        "12 and at least 19",
        [text(1, "afp", 0, claim(12)), text(2, "sohr", 1, claim(19, kind="at_least"))],
        [(None, "unknown", "12-19+")],
    ),
    ("at least 12", [text(1, "afp", 0, claim(12, kind="at_least"))], [(None, "unknown", "12+")]),
    ("more than 12", [text(1, "afp", 0, claim(12, kind="more_than"))], [(None, "unknown", ">12")]),
    ("about 12", [text(1, "afp", 0, claim(12, kind="about"))], [(None, "unknown", "~12")]),
    ("a stated range", [text(1, "afp", 0, claim(12, kind="range", high=19))], [(None, "unknown", "12-19")]),
    (
        "words only",
        [text(1, "afp", 0, claim(None, low=24, figure="dozens"))],
        [(None, "unknown", "~dozens")],
    ),
    (
        "unknown class is the same people",
        [text(1, "afp", 0, claim(12)), text(2, "sohr", 1, claim(12, class_="civilian"))],
        [(None, "civilian", "12")],
    ),
    (
        "a larger total leaves a rest",
        [text(1, "afp", 0, claim(15)), text(2, "sohr", 1, claim(12, class_="civilian"))],
        [(None, "unknown", "3"), (None, "civilian", "12")],
    ),
    (
        "a smaller total widens its part",
        [text(1, "afp", 0, claim(10)), text(2, "sohr", 1, claim(12, class_="civilian"))],
        [(None, "civilian", "10-12")],
    ),
    (
        "a total beside all its parts",
        [
            text(
                1,
                "sohr",
                0,
                claim(204),
                claim(92, side="SDF", class_="combatant"),
                claim(51, class_="civilian"),
                claim(19, class_="civilian", sub="child", within=2),
                claim(61, side="ISIS", class_="combatant"),
            )
        ],
        [("ISIS", "combatant", "61"), ("SDF", "combatant", "92"), (None, "civilian", "51")],
    ),
    (
        "fighters of no named side beside as many soldiers of one",
        [
            text(
                1,
                "afp",
                0,
                claim(4, class_="combatant"),
                claim(4, side="SAA", class_="combatant"),
                claim(2, class_="civilian"),
            )
        ],
        [(None, "combatant", "4"), ("SAA", "combatant", "4"), (None, "civilian", "2")],
    ),
    (
        "a total elsewhere of a list by side",
        [
            text(
                1,
                "afp",
                0,
                claim(4, class_="combatant"),
                claim(4, side="SAA", class_="combatant"),
                claim(2, class_="civilian"),
            ),
            text(2, "sohr", 1, claim(10)),
        ],
        [(None, "combatant", "4"), ("SAA", "combatant", "4"), (None, "civilian", "2")],
    ),
    (
        "one figure elsewhere for the fighters of two lists",
        [
            text(1, "afp", 0, claim(4, class_="combatant"), claim(5, side="SAA", class_="combatant")),
            text(2, "sohr", 1, claim(9, class_="combatant")),
        ],
        [(None, "combatant", "4"), ("SAA", "combatant", "5")],
    ),
    (
        "one of a list elsewhere, and the sum of it",
        [
            text(1, "afp", 0, claim(5, class_="combatant"), claim(3, side="SAA", class_="combatant")),
            text(2, "sohr", 1, claim(5, class_="combatant")),
            text(3, "herald", 2, claim(8, class_="combatant")),
        ],
        [(None, "combatant", "5"), ("SAA", "combatant", "3")],
    ),
    (
        "a toll that rises with those of whom more is said",
        [
            text(1, "afp", 0, claim(4), claim(1, class_="civilian", within=0)),
            text(2, "herald", 1, claim(6), claim(2, class_="civilian", within=0)),
        ],
        [(None, "unknown", "3-4"), (None, "civilian", "1-2")],
    ),
    (
        "a part says what some of the dead were",
        [text(1, "afp", 0, claim(10), claim(2, class_="civilian", within=0))],
        [(None, "unknown", "8"), (None, "civilian", "2")],
    ),
    (
        "a part of a figure that is said again",
        [
            text(
                1,
                "afp",
                0,
                claim(10),
                claim(10, state=State.REFUSED, reason=RESTATES, again=0),
                claim(2, class_="civilian", within=1),
            )
        ],
        [(None, "unknown", "8"), (None, "civilian", "2")],
    ),
    (
        "parts say of nobody else what they were",
        [
            text(1, "afp", 0, claim(9), claim(6, class_="civilian", sub="child", within=0)),
            text(2, "sohr", 1, claim(9, class_="civilian")),
        ],
        [(None, "civilian", "9")],
    ),
    (
        "soldiers of no named army are those of the one that is named",
        [
            text(1, "afp", 0, claim(5, side="SAA", class_="combatant", sub="soldier")),
            text(2, "sohr", 1, claim(6, class_="combatant", sub="soldier")),
        ],
        [("SAA", "combatant", "5-6")],
    ),
    (
        "fighters beyond the soldiers of whom another gives more",
        [
            text(1, "afp", 0, claim(12, side="SAA", class_="combatant"), claim(100, class_="combatant")),
            text(2, "sohr", 1, claim(40, side="SAA", class_="combatant")),
        ],
        [("SAA", "combatant", "12-40"), (None, "combatant", "100")],
    ),
    (
        "a part that is told again elsewhere",
        [
            text(1, "afp", 0, claim(10), claim(2, class_="civilian", within=0)),
            text(2, "sohr", 1, claim(2, class_="civilian")),
        ],
        [(None, "unknown", "8"), (None, "civilian", "2")],
    ),
    (
        "a newer total with a newer part",
        [
            text(1, "afp", 0, claim(10), claim(2, class_="civilian", within=0)),
            text(2, "afp", 1, claim(12), claim(3, class_="civilian", within=0)),
        ],
        [(None, "unknown", "9"), (None, "civilian", "3")],
    ),
    (
        "a part of a figure that is not counted",
        [text(1, "afp", 0, claim(10, scope="cumulative"), claim(2, class_="civilian", within=0))],
        [],
    ),
    (
        "an implied class where nobody says another",
        [text(1, "afp", 0, claim(10, class_="combatant", sub="implied"))],
        [(None, "combatant", "10")],
    ),
    (
        "an implied class gives way to words",
        [
            text(1, "afp", 0, claim(10, class_="combatant", sub="implied")),
            text(2, "sohr", 1, claim(2, class_="civilian")),
        ],
        [(None, "unknown", "8"), (None, "civilian", "2")],
    ),
    (
        "claimed and acknowledged",
        [
            text(1, "amaq", 0, claim(21, side="SDF", class_="combatant")),
            text(2, "sdfpress", 1, claim(9, side="SDF", class_="combatant")),
        ],
        [("SDF", "combatant", "9 (21 claimed by ISIS)")],
    ),
    (
        "an enemy that claims fewer adds nothing",
        [
            text(1, "amaq", 0, claim(7, side="SDF", class_="combatant")),
            text(2, "sdfpress", 1, claim(9, side="SDF", class_="combatant")),
        ],
        [("SDF", "combatant", "9")],
    ),
    (
        "an attacker on fighters of no named side",
        [
            text(1, "mod", 0, claim(85, class_="combatant", claimant="Russia", claimant_actor="Russia")),
            text(2, "sohr", 1, claim(14), dyads=(RAID,)),
        ],
        [(None, "combatant", "85 claimed by Russia"), (None, "unknown", "14")],
    ),
    (
        "the enemy alone",
        [text(1, "amaq", 0, claim(21, side="SDF", class_="combatant"))],
        [("SDF", "combatant", "21 claimed by ISIS")],
    ),
    (
        "a part of an actor is that actor",
        [
            text(1, "afp", 0, claim(2, side="Russian Navy", class_="combatant")),
            text(2, "sohr", 1, claim(2, side="Russia", class_="combatant")),
        ],
        [("Russia", "combatant", "2")],
    ),
    (
        "said in headline and lead",
        [text(1, "afp", 0, claim(12, sentence="a"), claim(12, sentence="b", kind="at_least"))],
        [(None, "unknown", "12")],
    ),
    (
        "refused, hypothetical, denied and cumulative figures count nothing",
        [
            text(
                1,
                "afp",
                0,
                claim(200, realis="hypothetical"),
                claim(12, realis="planned"),
                claim(0, realis="denied"),
                claim(888, scope="cumulative"),
                claim(3),
            )
        ],
        [(None, "unknown", "3")],
    ),
    (
        "militants told of beside the soldiers are none of them",
        [
            text(1, "afp", 0, claim(4, side="SAA", class_="combatant"), claim(12, class_="combatant")),
            text(2, "sohr", 1, claim(4, side="SAA", class_="combatant"), claim(12, side="ISIS", class_="combatant")),
        ],
        [("ISIS", "combatant", "12"), ("SAA", "combatant", "4")],
    ),
    ("not armed conflict", [text(1, "afp", 0, claim(40), conflict=False)], []),
    ("satire", [text(1, "jester", 0, claim(40))], []),
]


@pytest.mark.parametrize(("pairs", "want"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_figure_as_shown(pairs: list[Pair], want: list[tuple[str | None, str, str]]) -> None:
    assert sorted(shown(one_incident(*pairs)), key=str) == sorted(want, key=str)


def test_said_twice_in_one_text_with_another_wording_is_one_figure() -> None:
    incident = one_incident(text(1, "afp", 0, claim(12, sentence="a"), claim(12, sentence="b")))
    assert the_figure(incident).low == 12


def test_two_groups_of_one_class_in_one_sentence_add() -> None:
    line = "Two soldiers and three policemen died"
    pair = text(
        1,
        "afp",
        0,
        claim(2, class_="combatant", sub="soldier", sentence=line, span=(0, 12)),
        claim(3, class_="combatant", sub="policeman", sentence=line, span=(17, 32)),
    )
    assert shown(one_incident(pair)) == [(None, "combatant", "5")]


def test_two_named_officers_of_one_sentence_are_two() -> None:
    line = "Major Sidorin and Captain Tarasov died"
    both = [claim(1, class_="combatant", sub="officer", sentence=line, span=span) for span in ((0, 13), (18, 33))]
    assert shown(one_incident(text(1, "afp", 0, *both))) == [(None, "combatant", "2")]


def test_a_rising_toll_supersedes_and_is_logged() -> None:
    incident = one_incident(
        text(1, "afp", 0, claim(12)), text(2, "afp", 2, claim(19)), text(3, "afp", 5, claim(34, update=True))
    )
    assert the_figure(incident).text == "34"
    assert [line.text for line in incident.log] == ["12 > 19 killed (AFP)", "19 > 34 killed (AFP)"]
    states = sorted((row.claim.n or 0, row.state) for row in incident.claims)
    assert states == [(12, State.SUPERSEDED), (19, State.SUPERSEDED), (34, State.ACTIVE)]


def test_an_older_text_that_comes_late_never_overrides_a_newer_one() -> None:
    incident = one_incident(text(2, "afp", 2, claim(19)), text(1, "afp", 0, claim(34)))
    assert the_figure(incident).headline == 19
    assert the_figure(incident).high == 34, "the drop was not explained: both stand, and it is said"
    assert incident.contradictions == ("killed: AFP said 34, then 19 without saying why",)


def test_a_lower_figure_with_a_correction_withdraws_the_higher() -> None:
    ledger = ledger_of(text(1, "afp", 0, claim(34)))
    touched = ledger.add(*text(2, "afp", 2, claim(31, correction=True)))
    incident = ledger.incident(touched.ids[0])
    assert the_figure(incident).text == "31"
    assert touched.notices == ("correction: 34 > 31 killed (AFP)",)
    assert {row.state for row in incident.claims if row.claim.n == 34} == {State.WITHDRAWN}


@pytest.mark.parametrize(
    ("claimant", "who"),
    [
        (None, "AFP"),
        ("rescue workers", "AFP"),
        ("Rescue Service of Hajin", "AFP, citing Rescue Service of Hajin"),
    ],
)
def test_a_correction_names_the_outlet_that_prints_it(claimant: str | None, who: str) -> None:
    ledger = ledger_of(text(1, "afp", 0, claim(34, claimant=claimant)))
    touched = ledger.add(*text(2, "afp", 2, claim(31, correction=True, claimant=claimant)))
    assert touched.notices == (f"correction: 34 > 31 killed ({who})",)
    assert [line.text for line in ledger.incident(touched.ids[0]).log] == [f"34 > 31 killed ({who})"]


def test_a_retraction_without_a_figure_discounts() -> None:
    incident = one_incident(text(1, "afp", 0, claim(34)), text(2, "afp", 2, correction=True))
    assert incident.figures == ()
    assert incident.grade is Grade.DISCOUNTED
    assert [line.kind for line in incident.log] == ["retracted"]


def test_wounded_who_die_move_and_do_not_add() -> None:
    incident = one_incident(
        text(1, "afp", 0, claim(5), claim(10, "wounded")), text(2, "afp", 3, claim(7), claim(8, "wounded"))
    )
    assert shown(incident) == [(None, "unknown", "7")]
    assert shown(incident, "wounded") == [(None, "unknown", "8")]
    assert incident.contradictions == ()


def test_headline_names_the_best_ranked_claimant() -> None:
    incident = one_incident(
        text(1, "sohr", 0, claim(14)),
        text(2, "herald", 3, claim(16)),
        text(3, "post", 4, claim(11, claimant="sources", claimant_role="unknown")),
    )
    figure = the_figure(incident)
    assert (figure.headline, figure.claimant, figure.low, figure.high) == (14, "SOHR", 11, 16)


def test_an_open_headline_takes_the_figure_it_agrees_with() -> None:
    incident = one_incident(text(1, "herald", 0, claim(17)), text(2, "post", 3, claim(16, kind="at_least")))
    assert the_figure(incident).headline == 17


def test_one_number_as_civilians_and_as_combatants_is_contested_and_not_doubled() -> None:
    incident = one_incident(
        text(1, "sohr", 0, claim(8, class_="civilian")), text(2, "herald", 1, claim(8, class_="combatant"))
    )
    assert shown(incident) == [(None, "unknown", "8")]
    assert incident.grade is Grade.CONTESTED


def test_cumulative_figures_are_listed_beside() -> None:
    incident = one_incident(
        text(1, "sohr", 0, claim(888, scope="cumulative", side="ISIS"), claim(113, scope="cumulative", sub="child"))
    )
    assert incident.figures == ()
    assert sorted(row.claim.n or 0 for row in incident.totals) == [113, 888]


def test_a_silent_edit_keeps_both_texts_and_counts_the_newer() -> None:
    ledger = ledger_of(text(1, "herald", 0, claim(12), revision="a"))
    touched = ledger.add(*text(1, "herald", 0, claim(15), revision="b", seen=2.0))
    incident = ledger.incident(touched.ids[0])
    assert the_figure(incident).text == "15"
    assert [row.state for row in incident.claims if row.claim.n == 12] == [State.SUPERSEDED]
    assert touched.notices == ("Herald edited its text: killed 12 > 15",)
    assert [(line.text, line.old, line.new) for line in incident.log] == [(touched.notices[0], 12, 15)]


@pytest.mark.parametrize(("count", "kept"), [(6, [0, 1, 2, 3, 4, 5]), (12, [0, 5, 6, 7, 8, 9, 10, 11])])
def test_the_first_and_the_newest_texts_of_an_item_are_kept(count: int, kept: list[int]) -> None:
    edits = [text(1, "herald", 0, claim(n), revision=f"r{n:02}", seen=float(n)) for n in range(count)]
    ledger = ledger_of()
    for edit in edits:
        ledger.add(*edit)
    (incident,) = ledger.incidents.values()
    assert sorted(row.claim.n or 0 for row in incident.claims) == kept


def test_a_changed_headline_is_told_with_both_wordings() -> None:
    ledger = ledger_of(text(1, "herald", 0, claim(12), title="Strike kills 12 rebels in Hajin", revision="a"))
    calmer = {"title": "Strike kills 12 in Hajin", "revision": "b", "seen": 2.0}
    touched = ledger.add(*text(1, "herald", 0, claim(12), **calmer))
    assert touched.notices == (
        "Herald edited its text: headline “Strike kills 12 rebels in Hajin” > “Strike kills 12 in Hajin”",
    )
    below = ledger.add(*text(1, "herald", 0, claim(12), **{**calmer, "revision": "c", "seen": 3.0}))
    assert below.notices == ("Herald edited its text: Strike kills 12 in Hajin (the text below the headline)",)


def test_vague_words_stand_beside_a_number() -> None:
    incident = one_incident(text(1, "afp", 0, claim(None, low=24, figure="dozens")), text(2, "sohr", 1, claim(19)))
    figure = the_figure(incident)
    assert (figure.text, figure.vague) == ("19", 1)


def test_json_of_an_outcome_adds_groups() -> None:
    incident = one_incident(
        text(1, "sohr", 0, claim(5, class_="civilian"), claim(3, class_="combatant", side="ISIS", kind="at_least"))
    )
    found = outcome_json(incident, Outcome.KILLED)
    assert found is not None
    assert (found["low"], found["high"], found["headline"], found["claimant"]) == (8, None, 8, "SOHR")
    assert outcome_json(incident, Outcome.WOUNDED) is None


def test_json_of_an_outcome_leaves_out_whom_the_enemy_alone_finds_among_the_dead() -> None:
    bodies = text(1, "afp", 0, claim(12))
    fighters = text(
        2, "herald", 1, claim(8, side="ISIS", class_="combatant", claimant="Coalition", claimant_actor="Coalition")
    )
    found = outcome_json(one_incident(bodies, fighters), Outcome.KILLED)
    assert found is not None
    assert (found["low"], found["high"], found["headline"]) == (12, 12, 12)
    assert [one["headline"] for one in found["by_side"]] == [12, 8]


FIGURE = st.builds(
    lambda n, kind, class_, side: claim(n, kind=kind, class_=class_, side=side if class_ == "combatant" else None),
    st.integers(0, 60),
    st.sampled_from(["exact", "at_least", "more_than", "about"]),
    st.sampled_from([member.value for member in Class]),
    st.sampled_from([None, "SDF", "ISIS"]),
)
REPORTS = st.lists(
    st.tuples(st.sampled_from(["reuters", "afp", "sohr", "herald", "amaq", "sdfpress"]), st.lists(FIGURE, max_size=3)),
    min_size=1,
    max_size=6,
)


def pairs_of(reports: list[tuple[str, list[object]]]) -> list[Pair]:
    return [text(n, source, n / 2, *claims) for n, (source, claims) in enumerate(reports)]  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(reports: list[tuple[str, list[object]]], random: object) -> None:
    pairs = pairs_of(reports)
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dict(ledger_of(*pairs).incidents) == dict(ledger_of(*shuffled).incidents)


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_adding_again_changes_nothing(reports: list[tuple[str, list[object]]]) -> None:
    pairs = pairs_of(reports)
    ledger = ledger_of(*pairs)
    before = dict(ledger.incidents)
    for pair in pairs:
        assert ledger.add(*pair).ids == ()
    assert dict(ledger.incidents) == before


@settings(max_examples=100, deadline=None)
@given(REPORTS)
def test_figures_are_never_negative_nor_upside_down(reports: list[tuple[str, list[object]]]) -> None:
    for incident in ledger_of(*pairs_of(reports)).incidents.values():
        for figure in incident.figures:
            assert figure.low >= 0
            assert figure.high is None or figure.high >= figure.low
            assert figure.headline is None or figure.headline >= 0
            assert figure.text


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 50), st.integers(0, 50))
def test_a_superseding_toll_never_adds(first: int, more: int) -> None:
    incident = one_incident(text(1, "afp", 0, claim(first)), text(2, "afp", 1, claim(first + more, update=True)))
    figure = the_figure(incident)
    assert (figure.low, figure.high) == (first + more, first + more)


GROUPS = st.dictionaries(
    st.tuples(st.sampled_from((None, "SDF", "SAA")), st.sampled_from(("unknown", "civilian", "combatant"))),
    st.integers(1, 40),
    min_size=1,
    max_size=6,
)


@given(GROUPS)
@settings(max_examples=100, deadline=None)
def test_people_of_several_groups_in_one_text_are_added_up(groups: dict[tuple[str | None, str], int]) -> None:
    numbers = list(groups.values())
    claims = [claim(n, side=side, class_=kind) for (side, kind), n in groups.items()]
    killed = outcome_json(one_incident(text(1, "afp", 0, *claims)), Outcome.KILLED)
    assert killed is not None
    assert killed["headline"] == sum(numbers) or _is_sum_of_finer(groups), killed


@given(GROUPS, st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_bare_total_elsewhere_is_never_added_to_a_list(groups: dict[tuple[str | None, str], int], more: int) -> None:
    total = sum(groups.values()) + more
    claims = [claim(n, side=side, class_=kind) for (side, kind), n in groups.items()]
    killed = outcome_json(one_incident(text(1, "afp", 0, *claims), text(2, "sohr", 1, claim(total))), Outcome.KILLED)
    assert killed is not None
    assert killed["headline"] == total or _is_sum_of_finer(groups), killed


def _is_sum_of_finer(groups: dict[tuple[str | None, str], int]) -> bool:
    """One of the groups may be the total of two or more that say more."""
    for (side, kind), n in groups.items():
        finer = [
            m
            for (other, what), m in groups.items()
            if (other, what) != (side, kind) and side in (None, other) and kind in ("unknown", what)
        ]
        if len(finer) > 1 and sum(finer) == n:
            return True
    return False
