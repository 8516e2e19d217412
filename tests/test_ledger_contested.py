"""What is no admission, who denies what, and when nothing is left: the edges of a grade."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ledger_kit import claim, text
from tests.test_ledger_figures import Pair, one_incident
from tui.model import Claim, Equipment, Grade

BOAST = claim(
    12, class_="combatant", side="ISIS", attacker="Coalition", claimant="Coalition", claimant_actor="Coalition"
)
SPARED = claim(0, class_="civilian", attacker="Coalition", claimant="Coalition", claimant_actor="Coalition")
CAUSED = claim(1, class_="civilian", attacker="Coalition", claimant="Coalition", claimant_actor="Coalition")
OTHERS = claim(4, class_="civilian", attacker="Coalition", claimant="ISIS", claimant_actor="ISIS")


@pytest.mark.parametrize(
    ("said", "want"),
    [
        pytest.param(BOAST, Grade.WEAK, id="the enemy's dead are a boast"),
        pytest.param(SPARED, Grade.WEAK, id="that nobody was hurt admits nothing"),
        pytest.param(OTHERS, Grade.WEAK, id="who accuses admits nothing"),
        pytest.param(CAUSED, Grade.CONFIRMED, id="one civilian of its own making is admitted"),
    ],
)
def test_what_is_an_admission_of_having_caused_it(said: Claim, want: Grade) -> None:
    assert one_incident(text(1, "afp", 0, said)).grade is want


def test_a_correction_that_leaves_a_figure_discounts_nothing() -> None:
    incident = one_incident(text(1, "afp", 0, claim(34)), text(2, "afp", 1, claim(31, correction=True)))
    assert incident.grade is Grade.WEAK


DENIES = "Governor denies report of air strike on Hajin market"


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        pytest.param([text(1, "afp", 0, claim(4))], (f"denied (Herald): {DENIES}",), id="what another counts"),
        pytest.param([text(1, "afp", 0, claim(1))], (f"denied (Herald): {DENIES}",), id="one dead is harm"),
        pytest.param([text(1, "afp", 0, claim(0))], (), id="nobody was hurt anyway"),
        pytest.param([text(1, "afp", 0, claim(4, realis="hypothetical"))], (), id="nobody says that anybody was"),
    ],
)
def test_a_text_denies_what_others_count(pairs: list[Pair], told: tuple[str, ...]) -> None:
    assert one_incident(*pairs, text(2, "herald", 1, title=DENIES)).contradictions == told


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("No civilian died, the Coalition said.", "No civilian died, the Coalition said."), ("", "no casualties")],
)
def test_a_denial_is_told_in_its_own_words(sentence: str, words: str) -> None:
    denial = claim(0, realis="denied", claimant="Coalition", claimant_actor="Coalition", sentence=sentence)
    incident = one_incident(text(1, "sohr", 0, claim(1)), text(2, "afp", 1, denial))
    assert incident.contradictions == (f"denied by Coalition: {words}",)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(claim(0), id="nobody was hurt"),
        pytest.param(claim(4, realis="planned"), id="it is to come"),
    ],
)
def test_a_denial_of_what_nobody_counts_contests_nothing(harm: Claim) -> None:
    denial = claim(0, realis="denied", claimant="Coalition", claimant_actor="Coalition")
    assert one_incident(text(1, "sohr", 0, harm), text(2, "afp", 1, denial)).contradictions == ()


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("crash", "shoot_down"), ("cause: a crash (AFP) against hostile fire (Herald)",)),
        (("crash", "missile"), ("cause: a crash (AFP) against hostile fire (Herald)",)),
        (("crash", "crash"), ()),
        (("crash", "air_strike"), ()),
    ],
)
def test_a_machine_that_fell_or_was_brought_down(kinds: tuple[str, str], told: tuple[str, ...]) -> None:
    lost = (Equipment(type="Ka-52", category="helicopter", text="Ka-52", span=(0, 5), outcome="destroyed"),)
    texts = [
        text(n, source, n, claim(2), title=f"Ka-52 lost near Hajin, {source}", kind=kind, equipment=lost)
        for n, (source, kind) in enumerate(zip(("afp", "herald"), kinds, strict=True))
    ]
    assert one_incident(*texts).contradictions == told


@pytest.mark.parametrize(("said", "confirmed"), [({}, True), ({"scope": "background"}, False), ({"n": None}, False)])
def test_what_the_un_verifies_must_count(said: dict[str, Any], *, confirmed: bool) -> None:
    values: dict[str, Any] = {"n": 8, "sentence": "The UN verified that eight civilians died"} | said
    incident = one_incident(text(1, "afp", 0, claim(values.pop("n"), **values)))
    assert (incident.grade is Grade.CONFIRMED) is confirmed


def test_culprits_that_one_voice_names_do_not_compete() -> None:
    both = text(1, "sohr", 0, claim(8, attacker="Russia"), claim(3, attacker="ISIS", class_="civilian"))
    assert one_incident(both).contradictions == ()
