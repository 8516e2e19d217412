"""What stands of what was claimed: corrections, retractions, and the news of an incident that was settled."""

from __future__ import annotations

import pytest

from tests.ledger_kit import claim, text
from tests.test_ledger_figures import ledger_of, one_incident, the_figure
from tui.ledger.book import Ledger
from tui.model import Claim, Grade, Incident, Person, State


def states(incident: Incident) -> dict[tuple[str, int | None], State]:
    return {(row.outlet, row.claim.n): row.state for row in incident.claims}


def test_a_correction_to_what_another_outlet_says_is_no_retraction() -> None:
    ledger = ledger_of(text(1, "afp", 0, claim(12)), text(2, "sohr", 1, claim(9)))
    touched = ledger.add(*text(3, "afp", 2, claim(9), correction=True))
    (incident,) = ledger.incidents.values()
    assert touched.notices == ("correction: 12 > 9 killed (AFP)",)
    assert the_figure(incident).text == "9"
    assert states(incident)["AFP", 12] is State.WITHDRAWN
    assert states(incident)["AFP", 9] is State.ACTIVE


def test_a_correction_that_only_repeats_its_outlets_figure_takes_it_back() -> None:
    ledger = ledger_of(text(1, "afp", 0, claim(12)), text(2, "sohr", 1, claim(9)))
    touched = ledger.add(*text(3, "afp", 2, claim(12), correction=True, title="Correction: no strike on Hajin market"))
    (incident,) = ledger.incidents.values()
    assert touched.notices == ("AFP withdrew its report: Correction: no strike on Hajin market",)
    assert the_figure(incident).text == "9", "what another outlet says stands"
    assert {row.state for row in incident.claims if row.outlet == "AFP"} == {State.WITHDRAWN}


def test_a_retraction_is_announced_once_and_only_where_there_was_something_to_take_back() -> None:
    ledger = ledger_of(text(1, "afp", 0, claim(12)))
    first = ledger.add(*text(2, "afp", 1, correction=True, title="Correction: no strike on Hajin market"))
    assert first.notices == ("AFP withdrew its report: Correction: no strike on Hajin market",)
    assert ledger.add(*text(3, "afp", 2, correction=True, title="Correction: no strike in Hajin market")).notices == ()
    assert next(iter(ledger.incidents.values())).grade is Grade.DISCOUNTED


@pytest.mark.parametrize("beside", ["wounded", "missing"])
def test_what_is_announced_of_a_settled_incident_is_who_died(beside: str) -> None:
    """Fewer wounded have died meanwhile, fewer missing are a contradiction: neither is the news."""
    dead = (Person(name="Salem Khalaf", text="", span=(0, 0)),)
    ledger = ledger_of(text(1, "afp", 0, claim(12), claim(30, beside), persons=dead))
    touched = ledger.add(*text(2, "afp", 120, claim(14, update=True), claim(20, beside), persons=dead))
    assert len(ledger) == 1
    assert touched.notices == ("a settled incident has a new figure: 12 > 14 killed (AFP)",)


@pytest.mark.parametrize(
    ("wounded", "dead", "moved"),
    [
        pytest.param(20, 14, True, id="killed rose and wounded fell: they died"),
        pytest.param(20, 12, False, id="only wounded fell"),
        pytest.param(20, None, False, id="of the killed nothing is said"),
        pytest.param(34, 14, False, id="both rose"),
    ],
)
def test_wounded_are_taken_for_dead_only_where_the_dead_rose(wounded: int, dead: int | None, moved: bool) -> None:
    killed = () if dead is None else (claim(dead),)
    incident = one_incident(
        text(1, "afp", 0, claim(12), claim(30, "wounded")), text(2, "afp", 1, *killed, claim(wounded, "wounded"))
    )
    reasons = [row.reason for row in incident.claims if row.claim.n == 30]
    assert any(reason.startswith("died of wounds since") for reason in reasons) is moved


WORDS = claim(None, low=24, figure="dozens")


@pytest.mark.parametrize(
    ("first", "then", "figures", "reason"),
    [
        pytest.param(
            claim(12), WORDS, ["12"], "AFP also gives a number", id="words beside its own number say nothing new"
        ),
        pytest.param(WORDS, claim(12), ["12"], "AFP gives a number since", id="a number takes the place of words"),
        pytest.param(WORDS, WORDS, ["~dozens"], "said again, the newest copy is used", id="words again"),
        pytest.param(
            claim(19),
            claim(12, kind="at_least"),
            ["19"],
            "agrees with what the same voice says in more detail",
            id="at least so many agrees with more",
        ),
        pytest.param(
            claim(19),
            claim(12, kind="at_least", update=True),
            ["12+"],
            "superseded: 19 > 12 (AFP)",
            id="an update to at least so many does not",
        ),
        pytest.param(
            claim(12, class_="civilian"), claim(20), ["12", "8"], "counted", id="a total above a part stands beside it"
        ),
        pytest.param(claim(20), claim(12, class_="civilian"), ["12", "8"], "counted", id="a part of a total does, too"),
        pytest.param(
            claim(20),
            claim(12, class_="civilian", update=True),
            ["12"],
            "superseded: 20 > 12 (AFP)",
            id="an update is of what was said, however it names the victims",
        ),
        pytest.param(
            claim(12, class_="civilian"),
            claim(20, update=True),
            ["20"],
            "superseded: 12 > 20 (AFP)",
            id="and of the same people, however little it says of them",
        ),
    ],
)
def test_what_one_voice_says_next(first: Claim, then: Claim, figures: list[str], reason: str) -> None:
    incident = one_incident(text(1, "afp", 0, first), text(2, "afp", 1, then))
    assert sorted(figure.text for figure in incident.figures) == sorted(figures)
    assert reason in {row.reason for row in incident.claims}


def test_an_update_that_says_less_of_the_victims_is_of_the_same_ones() -> None:
    incident = one_incident(
        text(1, "afp", 0, claim(12, side="SDF", class_="combatant")), text(2, "afp", 1, claim(34, update=True))
    )
    assert [(one.side, one.class_.value, one.text) for one in incident.figures] == [("SDF", "combatant", "34")]


def test_of_a_voice_that_contradicts_itself_the_highest_and_the_newest_figure_stand() -> None:
    incident = one_incident(*(text(n, "afp", n, claim(number)) for n, number in enumerate((34, 19, 12))))
    assert the_figure(incident).text == "12-34"
    assert states(incident) == {("AFP", 34): State.ACTIVE, ("AFP", 19): State.SUPERSEDED, ("AFP", 12): State.ACTIVE}
    assert [(line.kind, line.old, line.new) for line in incident.log] == [
        ("contradiction", 34, 19),
        ("contradiction", 34, 12),
    ]


@pytest.mark.parametrize(
    "killed",
    [
        pytest.param(WORDS, id="in words"),
        pytest.param(claim(4, class_="civilian"), id="of some of them"),
        pytest.param(claim(12, kind="at_least"), id="the same"),
    ],
)
def test_no_wounded_have_died_where_the_dead_are_as_many(killed: Claim) -> None:
    incident = one_incident(
        text(1, "afp", 0, claim(12), claim(30, "wounded")), text(2, "afp", 1, killed, claim(20, "wounded"))
    )
    assert incident.contradictions == ("wounded: AFP said 30, then 20 without saying why",)


def test_a_ledger_without_corrections_says_nothing() -> None:
    ledger = Ledger()
    assert ledger.add(*text(1, "afp", 0, claim(12))).notices == ()
    assert ledger.add(*text(2, "afp", 1, claim(19))).notices == ()
