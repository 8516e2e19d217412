"""A grid of ordinary sentences: what each states is known from how it is put together.

People, doers, openings and endings are crossed with the constructions of English that tell of casualties, so that a
rule for one wording cannot quietly break another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tests.test_casualties import claims
from tui.extraction.figures import stated
from tui.model import Outcome

LEADS = ("", "On Monday, ", "On 6 May 2020, in Redtown (Redshire), ", "Police said ")
TAILS = ("", " in Bluetown", ", police said", " during clashes near the border", " according to officials")
PEOPLE = {
    "four soldiers": 4,
    "3 civilians": 3,
    "at least five people": 5,
    "a policeman": 1,
    "two women and a child": 3,
    "a mother and her two sons": 3,
    "six rebels and two civilians": 8,
    "the mayor": 1,
}
DOERS = ("gunmen", "a roadside bomb", "unidentified militants")
OTHERS = {"four others": 4, "another person": 1, "at least six people": 6, "a passer-by": 1}

ONE = {
    Outcome.KILLED: (
        "{doer} killed {people}",
        "{doer} reportedly killed {people}",
        "militants attacked a village and killed {people}",
        "{people} {were} killed by {doer}",
        "{people} {have} been killed by {doer}",
        "{people} {were} reported killed in the shelling",
        "the attack that killed {people} was claimed by rebels",
        "an attack which killed {people} was condemned",
        "rebels claimed an attack in which {people} {were} killed",
        "{doer} struck a convoy, killing {people}",
        "{doer} hit a market, leaving {people} dead",
        "an attack by {doer} left {people} dead",
        "{people} died in an attack by {doer}",
        "the raid resulted in the death of {people}",
        "gunmen shot and killed {people}",
        "the raid claimed the lives of {people}",
        "militants beheaded {people}",
        "the shelling of a village by {doer} killed {people}",
    ),
    Outcome.WOUNDED: (
        "{doer} wounded {people}",
        "{people} {were} injured in an attack by {doer}",
        "{people} {were} seriously wounded by {doer}",
        "{doer} struck a convoy, injuring {people}",
        "{doer} hit a market, leaving {people} wounded",
        "{people} sustained injuries in a bomb blast",
        "the attack that wounded {people} was claimed by rebels",
    ),
    Outcome.CAPTURED: (
        "militants abducted {people}",
        "{people} {were} kidnapped by gunmen",
        "rebels raided a village, abducting {people}",
        "militants took {people} hostage",
        "{people} {were} taken prisoner by rebels",
    ),
}
TWO = (
    ("{people} {were} killed and {others} wounded", Outcome.WOUNDED),
    ("{people} {were} killed while {others} {other_were} injured", Outcome.WOUNDED),
    ("gunmen killed {people} and wounded {others}", Outcome.WOUNDED),
    ("a roadside bomb exploded, killing {people} and injuring {others}", Outcome.WOUNDED),
    ("a car bomb went off, leaving {people} dead and {others} wounded", Outcome.WOUNDED),
    ("militants attacked a post. {People} {were} killed and {others} sustained injuries", Outcome.WOUNDED),
    ("the shelling resulted in the death of {people} and injury of {others}", Outcome.WOUNDED),
    ("the shelling led to {people} being killed and {others} injured", Outcome.WOUNDED),
    ("{people} {were} shot dead by militants, with {others} injured", Outcome.WOUNDED),
    ("gunmen stormed a village, killed {people} and kidnapped {others}", Outcome.CAPTURED),
)


SPEAKERS = {
    "local officials": "officials",
    "a spokesman for the army": "army",
    "police chief Anton Berg": "berg",
    "Anton Berg, the mayor of Redtown,": "berg",
    "a hospital source": "source",
    "western diplomatic sources in neighbouring Redland": "sources",
    "a source close to the court": "source",
    "a council representing hill people in the region": "council",
    "a security official who spoke on condition of anonymity": "official",
    "a monitor based in Redland": "monitor",
    "residents of the village": "residents",
}
SAYING = (
    "{speaker} said {fact}",
    "{speaker} said on Monday that {fact}",
    "{speaker} reported that {fact}",
    "{speaker} told a broadcaster that {fact}",
    "{speaker} said in a statement that {fact}",
    "{speaker} was quoted as saying that {fact}",
    "the strike came at night. {speaker} added that {fact}",
    "{fact}, {speaker} said",
    "{fact}, {speaker} said on Monday",
    "{fact}, said {speaker}",
    "{fact}, according to {speaker}",
    "according to {speaker}, {fact}",
)
FACTS = (
    "three civilians were killed in a drone strike in Bluetown",
    "a rocket attack killed 12 soldiers",
    "gunmen shot dead two policemen on Sunday",
)


def _cap(text: str) -> str:
    return text[0].upper() + text[1:]


def _fill(wording: str, people: str, doer: str = "", others: str = "") -> str:
    one = people.split()[-1] in ("policeman", "mayor")
    return wording.format(
        people=people,
        People=_cap(people),
        doer=doer,
        others=others,
        were="was" if one else "were",
        have="has" if one else "have",
        other_were="was" if OTHERS.get(others) == 1 else "were",
    )


def _sentence(lead: str, body: str, tail: str) -> str:
    return f"{_cap(lead + body)}{tail}."


def _texts(wording: str) -> Iterator[tuple[str, str]]:
    for people, doer, lead, tail in product(PEOPLE, DOERS, LEADS, TAILS):
        yield people, _sentence(lead, _fill(wording, people, doer), tail)


@pytest.mark.parametrize(
    ("outcome", "wording"), [(outcome, wording) for outcome, wordings in ONE.items() for wording in wordings]
)
def test_one_outcome_is_read_in_every_construction(outcome: Outcome, wording: str) -> None:
    wrong = [
        (text, found)
        for people, text in dict.fromkeys(_texts(wording))
        if (found := stated(claims(text))) != {**dict.fromkeys(Outcome, 0), outcome: PEOPLE[people]}
    ]
    assert wrong == []


@pytest.mark.parametrize(("wording", "second"), TWO)
def test_two_outcomes_are_told_apart(wording: str, second: Outcome) -> None:
    wrong = []
    for people, others, lead, tail in product(PEOPLE, OTHERS, LEADS, TAILS):
        text = _sentence(lead, _fill(wording, people, others=others), tail)
        found = stated(claims(text))
        want = {**dict.fromkeys(Outcome, 0), Outcome.KILLED: PEOPLE[people], second: OTHERS[others]}
        if found != want:
            wrong.append((text, found))
    assert wrong == []


@pytest.mark.parametrize("wording", SAYING)
def test_who_says_so_is_read_in_every_construction(wording: str) -> None:
    wrong = []
    for (speaker, head), fact in product(SPEAKERS.items(), FACTS):
        if speaker.endswith(",") and not wording.startswith("{speaker}"):
            continue  # a name between commas opens the sentence
        text = ". ".join(map(_cap, wording.format(speaker=speaker, fact=fact).split(". "))) + "."
        claimants = [claim.claimant for claim in claims(text)]
        if not claimants or any(head not in (claimant or "").lower() for claimant in claimants):
            wrong.append((text, claimants))
    assert wrong == []
