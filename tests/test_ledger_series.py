"""Headlines of one campaign told apart: counted nights, threats beside deeds, who the one victim was, one region."""

from __future__ import annotations

import dataclasses

import pytest

from tests.headline_kit import report
from tests.test_ledger_later import grouped, part
from tui.ledger.headlines import in_a_row, threatens
from tui.ledger.index import Index
from tui.ledger.match import compare, features, is_state
from tui.ledger.part import Part
from tui.ledger.words import stems


@pytest.mark.parametrize(
    ("title", "nights"),
    [
        ("Navy shells the coast for a third straight night", {3}),
        ("Jets pound harbour, marking 21st consecutive day of raids", {21}),
        ("Ninth successive night of drone raids on the delta", {9}),
        ("Third strike on the same depot", set()),
        ("Team wins fourth straight game", set()),
        ("The 3rd brigade holds its line", set()),
    ],
)
def test_counted_nights_are_read(title: str, nights: set[int]) -> None:
    assert in_a_row(title) == nights


def test_one_night_of_a_campaign_is_not_the_next() -> None:
    first = report(1, 0, "Israel strikes Lebanon for a fourth straight night")
    same = report(2, 2, "Fourth consecutive night of Israeli strikes on Lebanon")
    other = report(3, 20, "Israel strikes Lebanon for a fifth straight night")
    assert grouped(first, same, other) == {frozenset(("t1", "t2")), frozenset(("t3",))}


@pytest.mark.parametrize(
    ("title", "cue"),
    [
        ("Minister warns of raids on the port", "warns"),
        ("Army to intensify strikes on depots", "to intensify"),
        ("Raids on the port after minister warns rebels", None),
        ("Raid may have killed a farmer", None),
        ("Raid kills a farmer", None),
    ],
)
def test_what_is_to_come_is_told_from_what_led_to_it(title: str, cue: str | None) -> None:
    assert threatens(title) == (title.index(cue) if cue is not None else None)


@pytest.mark.parametrize(
    ("words", "threat"),
    [
        ("Iran threatens to strike Israeli ports", True),
        ("Russia to step up strikes on Ukrainian power plants, minister says", True),
        ("Iran strikes Israeli ports, threatens more attacks", False),
        ("Russian strike kills two in Ukraine, Kyiv vows to respond", False),
    ],
)
def test_a_threat_tells_of_no_deed(words: str, threat: bool) -> None:
    assert (part(report(1, 0, words)).threat is not None) is threat


def test_a_threat_is_not_the_answer_to_it() -> None:
    threat = part(report(1, 0, "Israel threatens Iran with strikes on its ports"))
    again = part(report(2, 1, "Israel warns of strikes on Iranian ports"))
    answer = part(report(3, 2, "Iran warns Israel of strikes on its ports"))
    assert features(threat, answer)["threat_reversed"] == features(answer, threat)["threat_reversed"] == 1.0
    assert "threat_reversed" not in features(threat, again)


def test_a_threat_is_weighed_against_a_deed() -> None:
    threat = part(report(1, 0, "Russia to step up strikes on Ukrainian power plants, minister says"))
    deed = part(report(2, 3, "Russian strike hits power plants in Ukraine, minister says"))
    assert features(threat, deed)["told_one"] == 1.0


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Israeli strike kills child in Gaza", "Israeli strike kills paramedic in Gaza", True),
        ("Israeli strike kills girl in Gaza", "Israeli strike kills student in Gaza", False),
        ("Israeli strike kills four children in Gaza", "Israeli strike kills paramedic in Gaza", False),
    ],
)
def test_a_child_is_not_the_medic_who_was_the_only_one_killed(one: str, other: str, apart: bool) -> None:
    a, b = part(report(1, 0, one)), part(report(2, 1, other))
    assert ("child_other" in features(a, b)) is apart
    assert compare(a, b) == compare(b, a)


def test_only_dead_and_only_wounded_speak_against_one_incident() -> None:
    dead = part(report(1, 0, "Israeli strike kills three in Gaza"))
    hurt = part(report(2, 1, "Several wounded in Israeli strike on Gaza"))
    both = part(report(3, 1, "Israeli strike kills three in Gaza, wounds several"))
    assert features(dead, hurt)["dead_one"] == 1.0
    assert "dead_one" not in features(dead, both)
    assert "dead_one" not in features(hurt, both)


def test_one_state_attacked_says_less_than_one_brigade_does() -> None:
    first = part(report(1, 0, "Israel bombs a barn in Lebanon"))
    second = part(report(2, 1, "Israel shells a school in Lebanon"))
    assert is_state("Lebanon")
    assert not is_state("Hezbollah")

    def aimed_at(name: str) -> tuple[Part, Part]:
        one, other = (dataclasses.replace(told, targets=frozenset((name,))) for told in (first, second))
        return one, other

    assert features(*aimed_at("Lebanon"))["state_same"] == 1.0
    assert features(*aimed_at("Hezbollah"))["target_same"] == 1.0
    assert compare(*aimed_at("Lebanon")).score < compare(*aimed_at("Hezbollah")).score


def test_one_region_in_common_is_no_town_in_a_region() -> None:
    region = part(report(1, 0, "Russian drones hit Ukraine's Sumy region, burn a barn"))
    again = part(report(2, 1, "Russian guns shell Ukraine's Sumy region, hit a school"))
    town = part(report(3, 1, "Russian guns shell Konotop in Ukraine, hit a school"))
    assert features(region, again)["region_same"] == 1.0
    assert features(region, town)["place_within"] == 1.0


def test_two_seas_are_no_country_in_common() -> None:
    red = part(report(1, 0, "Tanker struck by missile in the Red Sea"))
    black = part(report(2, 1, "Tanker struck by missile in the Black Sea"))
    assert "country_same" not in features(red, black)
    assert "named_same" not in features(red, black)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President calls off the raid", "President cancelled the raid"),
        ("Guards opened fire at the gate", "Guards shoot at the gate"),
        ("Rebels shot down the balloon", "Rebels downed the balloon"),
    ],
)
def test_two_words_may_say_what_one_says(one: str, other: str) -> None:
    assert [word for word in stems(one) if word != "the"] == [word for word in stems(other) if word != "the"]


def test_the_toll_of_a_war_is_not_that_of_a_strike() -> None:
    total = part(report(1, 0, "Death toll in Gaza since start of war passes 41,000, ministry says"))
    again = part(report(2, 1, "More than 41,000 killed in Gaza since start of war, ministry says"))
    strike = part(report(3, 2, "Five killed in strike on Gaza school, ministry says"))
    risen = part(report(4, 5, "Death toll in strike on Gaza school rises to seven, ministry says"))
    assert (total.total, again.total, strike.total, risen.total) == (True, True, False, False)
    assert features(total, strike)["total_one"] == features(strike, total)["total_one"] == 1.0
    assert "total_one" not in features(total, again)
    assert "total_one" not in features(strike, risen)


def test_an_accident_with_the_toll_of_an_attack_is_another_incident() -> None:
    attack = report(1, 0, "Militants kill 14 soldiers in assault on army post in northwest Pakistan")
    again = report(2, 2, "Assault on army post in northwest Pakistan kills 14 soldiers")
    mine = report(3, 5, "Coal mine collapse kills 14 in Pakistan")
    assert features(part(attack), part(mine))["mishap"] > 0
    assert "mishap" not in features(part(attack), part(again))
    assert grouped(attack, again, mine) == {frozenset(("t1", "t2")), frozenset(("t3",))}


def page(n: int, first: str) -> Part:
    """An article that shares no word with page ``m`` but those of ``first``."""
    filler = " ".join(f"{letter}{other}{'quz' * n}" for letter in "bcdfghjk" for other in "lmnprstv")
    return part(report(n, 0, f"{first}\n{first}. {filler}."))


@pytest.mark.parametrize(
    ("second", "one"),
    [
        ("Israeli jets bombed a barn near Beirut on 6 August", True),
        ("Israeli jets bombed a barn near Sidon on 6 August", False),
        ("Turkish jets bombed a barn near Beirut on 6 August", False),
    ],
)
def test_one_attacker_at_one_scene_on_one_day(second: str, one: bool) -> None:
    a, b = page(1, "Israeli drones hit a workshop in Beirut on 6 August"), page(2, second)
    assert ("one_scene" in features(a, b)) is one
    assert compare(a, b) == compare(b, a)


def test_articles_that_share_a_day_and_a_side_are_compared() -> None:
    index = Index(72)
    first = page(1, "Israeli drones hit a workshop in Beirut on 6 August")
    index.add(first)
    near = page(2, "Sidon counts its losses to Israel: a barn bombed on 6 August by jets")
    far = page(3, "Sidon counts its losses to Israel: a barn bombed on 9 August by jets")
    index.add(near)
    index.add(far)
    assert first.id in index.earlier(near)
    assert first.id not in index.earlier(far)
