"""Who says so, whose people they were, who is held to have done it."""

from __future__ import annotations

import pytest

from tui.extraction.casualties import read_claims
from tui.extraction.sentences import split
from tui.model import Actor, ActorMention, Claim, ClaimantRole, Class

ACTORS = {
    "Redland": Actor(name="Redland", title="Republic of Redland", kind="state"),
    "Blues": Actor(name="Blues", title="Blue Front", kind="group"),
    "Blue Guard": Actor(name="Blue Guard", title="Guard of the Blue Front", kind="group", parent="Blues"),
}
SPELLINGS = {
    "Redland's": "Redland",
    "Redlander": "Redland",
    "Redland": "Redland",
    "Blue Guard": "Blue Guard",
    "Blues": "Blues",
}


def claims(text: str) -> tuple[Claim, ...]:
    found: list[ActorMention] = []
    for spelling, actor in SPELLINGS.items():
        at = text.find(spelling)
        while at >= 0:
            end = at + len(spelling)
            if not any(m.span[0] <= at < m.span[1] for m in found):
                found.append(ActorMention(actor=actor, text=spelling, span=(at, end)))
            at = text.find(spelling, end)
    return read_claims(text, split(text), tuple(found), ACTORS, published=None, source=None)


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Strike kills five, governor says", "governor"),
        ("Governor says strike kills five", "Governor"),
        ("According to the hospital, five soldiers were killed.", "the hospital"),
        ("Five soldiers were killed, according to local officials.", "local officials"),
        ("Strike kills five soldiers - governor", "governor"),
        ("Strike kills five soldiers - acting governor", "acting governor"),
        ("Strike kills five soldiers: medics", "medics"),
        ("Army: five rebels killed in raid", "Army"),
        ("Five soldiers were killed by rebels, said the mayor.", "the mayor"),
        ("Five soldiers were killed by rebels.", None),
        ("The mayor said two guards were killed, while the hospital said three medics were killed.", "The mayor"),
        ("Shelling kills four in border town – mayor (VIDEO)", "mayor"),
        ("Shelling kills four in border town – video", None),
        ("Four killed at bridge, strike reported in port", None),
        ("Border war live updates: shelling kills four", None),
        ("Market blast: four killed as army shells town", None),
        ("City hit again as Redland reports two dead in strike", "Redland"),
        ("Blues say depot hit, as Redland reports eight deaths", "Redland"),
        ("Blues claim killing of officer in the capital", "Blues"),
        ("Raids go on as another guard confirmed killed", None),
        ("Western sources in neighbouring Redland said five soldiers were killed.", "Western sources"),
        ("A source close to the court said five soldiers were killed.", "A source"),
        ("A council representing hill people in the region said five soldiers were killed.", "A council"),
        ("An official who spoke on condition of anonymity said five soldiers were killed.", "An official"),
        ("The group, which tracks the war, said a rocket killed five soldiers.", "The group"),
        ("Anton Berg, the mayor of Redtown, said a raid in the valley killed five.", "Anton Berg"),
        ("Five soldiers were killed in Kesh, a border town, said the mayor on Monday.", "the mayor"),
        ("On Monday, five soldiers were killed by rebels, said the mayor.", "the mayor"),
        ("Five soldiers died in strikes which the monitor had reported.", "the monitor"),
        ("Redland launches crackdown after raids, claims 75 rebels killed", "Redland"),
        ("The mayor was quoted as saying that five soldiers were killed.", "The mayor"),
        ("The mayor wrote on a channel that rebels killed five soldiers.", "The mayor"),
    ],
)
def test_claimant(text: str, claimant: str | None) -> None:
    assert claims(text)[0].claimant == claimant


def test_each_figure_has_the_nearest_claimant() -> None:
    found = claims("The mayor said two guards were killed, while the hospital said three medics were wounded.")
    assert [claim.claimant for claim in found] == ["The mayor", "the hospital"]


def test_a_claimant_may_quote_another() -> None:
    found = claims("State television said five rebels were killed, citing the army.")[0]
    assert found.chain == ("State television", "the army")
    assert found.claimant == "the army"


@pytest.mark.parametrize(
    ("text", "actor", "role"),
    [
        ("The Blues said five Blues fighters were killed.", "Blues", ClaimantRole.SAME_SIDE),
        ("The Blues said five Redlander soldiers were killed.", "Blues", ClaimantRole.OTHER_SIDE),
        ("The Blue Guard said five Blues fighters were killed.", "Blue Guard", ClaimantRole.SAME_SIDE),
        ("The Blues said five shepherds were killed in a raid.", "Blues", ClaimantRole.THIRD_PARTY),
        ("A spokesman for the Blues said five Blues fighters were killed.", "Blues", ClaimantRole.SAME_SIDE),
        ("Blues media said five Blues fighters were killed.", "Blues", ClaimantRole.SAME_SIDE),
        ("The hospital said five Blues fighters were killed.", None, ClaimantRole.NEUTRAL),
        ("Sources said five Blues fighters were killed.", None, ClaimantRole.UNKNOWN),
    ],
)
def test_claimant_role(text: str, actor: str | None, role: ClaimantRole) -> None:
    found = claims(text)[0]
    assert (found.claimant_actor, found.claimant_role) == (actor, role)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Redland's army says three soldiers killed in the valley", ["Redland"]),
        ("Three soldiers were killed in the valley, the Redland military said.", ["Redland"]),
        ("Redland says three soldiers killed in the valley", [None]),
        ("Redland's army says it killed three soldiers in the valley", [None]),
        ("Redland's army says three farmers killed in the valley", [None]),
        ("Redland's army says three Blue Guard soldiers killed in the valley", ["Blue Guard"]),
        ("Five Redlander soldiers were killed.", ["Redland"]),
        ("Five Redlander children were killed by shelling.", [None]),
        ("Three Blues fighters were killed and two others were wounded.", ["Blues", "Blues"]),
        ("Fighting killed 92 Redlander soldiers, 51 civilians and 61 Blues fighters.", ["Redland", None, "Blues"]),
        ("Six fighters were killed.", [None]),
    ],
)
def test_side(text: str, sides: list[str | None]) -> None:
    assert [claim.side for claim in claims(text)] == sides


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Redlander raids on the camp, Blues town kill five", "Redland"),
        ("After Redlander raids on the port, Blues kill five", "Blues"),
        ("The Blues ambushed a convoy on the road, leaving five soldiers dead.", "Blues"),
        ("The Blues hit a market, leaving five dead and nine wounded.", "Blues"),
        ("The Blues used gas against the Redlander army unit, killing five.", "Blues"),
        ("Redlander air and artillery strikes on the port kill five", "Redland"),
        ("Redland says it killed five Blues fighters at the mill", "Redland"),
        ("The Redland officials say it killed five at the mill", None),
        ("Redland killed five rebels in a raid.", "Redland"),
        ("Redland's strike kills five", "Redland"),
        ("Five people were killed by the Blues.", "Blues"),
        ("Five people were killed in a Redlander air strike.", "Redland"),
        ("Five people were killed in Redland.", None),
        ("Five people were killed by a mine.", None),
        ("Redlander attack on school yard kills five", "Redland"),
        ("Redlander missile and drone attack on the capital kills five", "Redland"),
        ("Redlander attack on port leaves five dead", "Redland"),
        ("Blues attack on Redlander camp kills five", "Blues"),
        ("Minister says Redlander strikes on south kill five", "Redland"),
        ("Five killed in Redland strike", "Redland"),
    ],
)
def test_attacker(text: str, attacker: str | None) -> None:
    assert claims(text)[0].attacker == attacker


def test_where_a_bomb_went_off_is_no_attacker() -> None:
    for text in ("Five killed in Iran bombing", "Five injured in Iran shooting attacks"):
        span = (text.index("Iran"), text.index("Iran") + 4)
        mention = ActorMention(actor="Iran", text="Iran", span=span)
        assert read_claims(text, split(text), (mention,), {}, published=None, source=None)[0].attacker is None


def test_a_headline_begins_another_story_behind_a_semicolon() -> None:
    assert claims("Army says two guards missing; strikes kill five in the south")[-1].claimant is None
    assert claims("Army says two were killed in the port; five more died in the south.")[-1].claimant == "Army"


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Three children and a nurse were killed by shelling.", [Class.CIVILIAN, Class.CIVILIAN]),
        ("Two soldiers, a policeman and six militants were killed.", [Class.COMBATANT] * 3),
        ("Nine people were killed by shelling.", [Class.UNKNOWN]),
        ("Two armed men were killed by the army.", [Class.COMBATANT]),
        ("Five Blues members were killed by the army.", [Class.COMBATANT]),
        ("Three terrorists were killed.", [Class.COMBATANT]),
        ("Three freedom fighters were killed.", [Class.COMBATANT]),
        ("A bomber attacked a group of pilgrims, killing 12 people.", [Class.CIVILIAN]),
        ("Gunmen opened fire on soldiers, killing nine.", [Class.COMBATANT]),
        ("Gunmen opened fire on soldiers and fired on shoppers, killing nine.", [Class.UNKNOWN]),
        ("Gunmen opened fire on soldiers and shoppers, killing nine.", [Class.UNKNOWN]),
        ("Soldiers clashed with four armed men and killed one of them.", [Class.COMBATANT]),
        ("Two children were killed by shelling and three other people were wounded.", [Class.CIVILIAN] * 2),
        ("The number of soldiers killed in the raid has risen to 19.", [Class.COMBATANT]),
        ("Gunmen opened fire on churchgoers in Lorn. At least nine people were killed.", [Class.CIVILIAN]),
        ("A bomb was aimed at pilgrims. A second explosion killed two people.", [Class.UNKNOWN]),
        ("Two people were killed after troops used tear gas to disperse demonstrators.", [Class.CIVILIAN]),
        ("Gunmen opened fire on soldiers in Lorn. At least nine people were killed.", [Class.UNKNOWN]),
        ("Nine people were killed in an attack claimed by the Blues on a group of pilgrims.", [Class.CIVILIAN]),
        ("A man was killed in a clash between two groups of farmers.", [Class.CIVILIAN]),
        ("A man was killed in a clash. The two groups of farmers had quarrelled for years.", [Class.CIVILIAN]),
        ("A man was killed in a clash between farmers and soldiers.", [Class.UNKNOWN]),
        ("A bomb in a mosque killed nine people.", [Class.UNKNOWN]),
        ("Troops killed two men and wounded 11 other students.", [Class.CIVILIAN] * 2),
        ("Rebels killed Anton Berg (60), a baker.", [Class.CIVILIAN]),
        ("Anton Berg, 34, a soldier, was killed by a mine.", [Class.COMBATANT]),
        ("Rebels killed the judge, Anton Berg.", [Class.CIVILIAN]),
        ("A shoot-out broke out and two suspects died.", [Class.COMBATANT]),
        ("Soldiers held a rally and two suspects died.", [Class.UNKNOWN]),
        ("Only the bomber himself was killed.", [Class.COMBATANT]),
        ("Two soldiers were wounded in the blast. One of the victims died.", [Class.COMBATANT] * 2),
    ],
)
def test_class_as_worded(text: str, classes: list[Class]) -> None:
    assert [claim.class_ for claim in claims(text)] == classes


def test_a_claimant_has_one_name_in_a_text() -> None:
    found = claims(
        "Roadside bomb kills three fighters: monitor\n"
        "A bomb killed three fighters, the Syrian Observatory for Human Rights said. It said four were wounded."
    )
    assert [claim.claimant for claim in found] == ["SOHR"] * 3


def test_claiming_an_attack_makes_no_claimant() -> None:
    (found,) = claims("A spokesman, claimed responsibility for the bomb that killed five soldiers.")
    assert found.claimant is None


def test_a_restatement_points_at_what_it_says_again() -> None:
    first, second = claims("Shelling kills nine soldiers\nNine soldiers were killed by shelling.")
    assert (first.again, second.again) == (None, 0)
    assert second.reason == "said again in the same text; counted once"
    assert first.reason == ""


def test_the_figure_of_a_vague_claim_is_its_quantity_word() -> None:
    assert [claim.figure for claim in claims("The army killed several fighters and wounded dozens.")] == [
        "several",
        "dozens",
    ]


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("Redland kills 16 across the border", True),
        ("Redland wildfire kills 16", False),
        ("Redland executes two men", False),
        ("16 killed as Redland hits passenger train", True),
        ("Fire at a club in Lorn, Redland, kills 16", False),
        ("Migrant released by Redland kills a neighbour", False),
        ("Landslip kills 16 in Redland", False),
    ],
)
def test_a_state_that_kills_is_at_war(text: str, conflict: bool) -> None:
    assert [claim.conflict for claim in claims(text)] == [conflict]


def test_soldiers_killed_by_a_side_are_not_of_that_side_unless_named_so() -> None:
    assert claims("Redlander soldiers were killed in a Redlander strike.")[0].side == "Redland"


@pytest.mark.parametrize(
    ("text", "sub"),
    [
        ("A bomber attacked a group of pilgrims, killing 12 people.", "implied"),
        ("A bomber attacked a group of pilgrims, killing 12 people and wounding nine others.", "implied"),
        ("A shoot-out broke out and two suspects died.", "implied"),
        ("A bomber attacked the market, killing 12 pilgrims.", None),
        ("A bomber attacked a group of pilgrims, killing two boys.", "child"),
        ("Troops killed two men and wounded 11 other students.", None),
    ],
)
def test_a_class_that_is_only_implied_says_so(text: str, sub: str | None) -> None:
    assert {claim.sub for claim in claims(text)} == {sub}


@pytest.mark.parametrize(
    ("text", "spoken", "conflict"),
    [
        ("Myanmar reports 3,500 dengue cases, 10 deaths", "Myanmar", False),
        ("Myanmar gold mine collapse kills 100", "Myanmar", False),
        ("Tatmadaw unit reports 10 deaths", "Tatmadaw", True),
    ],
)
def test_a_country_that_stands_for_its_army_is_no_word_of_war(text: str, spoken: str, conflict: bool) -> None:
    army = Actor(name="Tatmadaw", title="Tatmadaw", kind="army", country="MM")
    mention = ActorMention(actor="Tatmadaw", text=spoken, span=(0, len(spoken)))
    found = read_claims(text, split(text), (mention,), {"Tatmadaw": army}, published=None, source=None)
    assert [claim.conflict for claim in found] == [conflict]


def test_who_attacked_is_no_part_of_those_whom_he_killed() -> None:
    found = claims("Redland killed 45 people at the mill. A captain and two Redlander soldiers died in the fight.")
    assert [(claim.n, claim.within) for claim in found] == [(45, None), (1, None), (2, None)]
