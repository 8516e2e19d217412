"""Who did what to whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_extractor_world import pairs, read
from tui.extraction.verbs import inflect, verbs


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Israeli forces killed two Hamas fighters", ("Israel", "Hamas")),
        ("Two Hamas fighters were killed by Israeli forces", ("Israel", "Hamas")),
        ("Two Hamas fighters killed by Israeli soldiers", ("Israel", "Hamas")),
        ("Israeli strike on Hezbollah positions", ("Israel", "Hezbollah")),
        ("Israel's raid against Hamas", ("Israel", "Hamas")),
        ("Houthi attack on Israel", ("Houthis", "Israel")),
        ("The SDF launched a surprise offensive against Daesh", ("SDF", "ISIS")),
        ("The SDF attacked by surprise the militiamen of the Islamic State", ("SDF", "ISIS")),
        ("Ukrainian soldiers killed in a Russian missile strike", ("Russia", "Ukraine")),
        ("Clashes between the SDF and Daesh near Hajin", ("SDF", "ISIS")),
        ("Hezbollah fighters clashed with Israeli troops", ("Hezbollah", "Israel")),
        ("Daesh opened fire on Iraqi forces", ("ISIS", "Iraqi Security Forces")),
        ("Russia launches 300 drones at Ukraine", ("Russia", "Ukraine")),
        ("Russian drone, missile strikes on Ukraine kill eight", ("Russia", "Ukraine")),
        ("ISIS claims suicide attack on Hezbollah convoy", ("ISIS", "Hezbollah")),
        ("Daesh claims market attack that killed two Iraqi soldiers", ("ISIS", "Iraqi Security Forces")),
        ("Russia claims Ukrainian attack killed two Hezbollah fighters", ("Ukraine", "Hezbollah")),
        ("Ukraine shoots down a Russian helicopter", ("Ukraine", "Russia")),
        ("Iraqi forces repelled a Daesh attack", ("ISIS", "Iraqi Security Forces")),
        ("The killing of a Hezbollah commander by Israel", ("Israel", "Hezbollah")),
        ("A Russian jet was hit by a missile, launched by Daesh", ("ISIS", "Russia")),
        ("Israeli jets bombed Tyre and killed a Hezbollah commander", ("Israel", "Hezbollah")),
        ("Liwa Quds chased Isis out of a village", ("Liwa al-Quds", "ISIS")),
        ("Coalition warplanes carried out raids to weaken Isis defences", ("Coalition", "ISIS")),
        ("Israel says it struck Hezbollah positions", ("Israel", "Hezbollah")),
        ("Hamas and Israel exchanged fire. Israel bombed Hamas tunnels.", ("Israel", "Hamas")),
        ("Daesh is pressed by the SDF", ("SDF", "ISIS")),
        ("Moscow strikes Ukraine after a night of raids", ("Russia", "Ukraine")),
        ("US jets shot down an Iranian drone breaching Romania's airspace", ("United States", "Iran")),
        ("Israel admits its soldiers attacked Hezbollah", ("Israel", "Hezbollah")),
        ("Syrian forces of the Jazeera Storm operation attacked Daesh", ("SDF", "ISIS")),
    ],
)
def test_pairs(text: str, pair: tuple[str, str]) -> None:
    assert pair in pairs(text)


@pytest.mark.parametrize(
    ("text", "attacker", "target"),
    [
        ("Gunmen attacked a village in Zamfara", "Gunmen", "a village"),
        ("Unknown gunmen shot and killed a trader", "Unknown gunmen", "a trader"),
        ("A suicide bomber struck a mosque in Kabul", "A suicide bomber", "a mosque"),
        ("Armed men kidnapped 12 students", "Armed men", "12 students"),
        ("Police shot dead a man", "Police", "a man"),
        ("On 4 May 2020, armed men ambushed a convoy", "armed men", "a convoy"),
        ("Three policemen were killed after militants attacked them in Bannu", "militants", "Three policemen"),
        ("A trader was killed in a gunfight with police", "police", "A trader"),
        ("Two men were shot dead", None, "Two men"),
        ("Bandits detonated a bomb at a checkpoint", "Bandits", "a checkpoint"),
        ("Commandos killed at least 8 rebels", "Commandos", "at least 8 rebels"),
        ("Commandos killed not less than 8 rebels", "Commandos", "not less than 8 rebels"),
        ("Commandos killed up to 20 rebels", "Commandos", "up to 20 rebels"),
        ("Commandos wounded between 12 and 15 rebels", "Commandos", "between 12 and 15 rebels"),
        ("An air strike killed a teacher, injured others", None, "others"),
        ("A landmine killed a teacher", "A landmine", "a teacher"),
        ("Bus hits landmine in the desert", "landmine", "Bus"),
        ("Convoy struck a roadside bomb near Gao", "a roadside bomb", "Convoy"),
        ("Gunmen hit a police post", "Gunmen", "a police post"),
        ("Vory raid killed two traders", "Vory raid", "two traders"),
        ("Southern Lebanon ambush killed two traders", None, "two traders"),
        ("Damascus market bombing wounded a shopkeeper", None, "a shopkeeper"),
    ],
)
def test_wording_without_names(text: str, attacker: str | None, target: str) -> None:
    assert (attacker, target) in {(d.attacker_text, d.target_text) for d in read(text).dyads}


@pytest.mark.parametrize(
    "text",
    [
        "Five killed in Idlib.",
        "Six killed, around 90 wounded in a drone strike",
        "Blast in Damascus wounds dozens more",
    ],
)
def test_a_number_and_an_attack_alone_name_nobody(text: str) -> None:
    assert not read(text).dyads


def test_a_number_struck_by_somebody_leaves_the_doer() -> None:
    assert [(d.attacker, d.target_text) for d in read("Israeli strikes kill 22 in Tyre").dyads] == [("Israel", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Israel could strike Hezbollah",
        "Hamas threatened to attack Israel",
        "Israel vows to destroy Hamas",
        "If Russia attacks Ukraine, many will flee",
        "Israel will not attack Hezbollah",
        "Russian president meets Israeli prime minister",
        "Ukraine quake kills 3",
        "Hunger strike by Hamas prisoners in Israel",
        "Ukraine battles an outbreak of cholera",
        "Russia defeats Ukraine in the cup final",
        "Tropical storm batters Israel, Hamas says",
        "A bear attacked a Russian soldier",
    ],
)
def test_what_has_not_happened_names_no_pair(text: str) -> None:
    assert all(attacker is None or target is None for attacker, target in pairs(text))


def test_the_place_of_a_bombing_is_not_its_doer() -> None:
    assert all(attacker is None for attacker, _ in pairs("12 killed in Ukraine bombing"))


def test_an_unknown_attacker_stays_unknown() -> None:
    dyads = [d for d in read("Gunmen killed two Iraqi soldiers").dyads if d.target]
    assert [(d.attacker, d.attacker_text, d.target) for d in dyads] == [(None, "Gunmen", "Iraqi Security Forces")]


def test_clashes_are_mutual_and_attacks_are_not() -> None:
    assert [d.mutual for d in read("Clashes between the SDF and Daesh").dyads] == [True]
    assert [d.mutual for d in read("The SDF attacked Daesh").dyads] == [False]


@pytest.mark.parametrize(
    ("text", "alleged"),
    [("Israel allegedly bombed Hamas tunnels", True), ("Israel bombed Hamas tunnels", False)],
)
def test_an_allegation_says_so(text: str, alleged: bool) -> None:
    assert {d.alleged for d in read(text).dyads} == {alleged}


def test_the_aircraft_stands_for_who_flies_it() -> None:
    text = "A Russian Su-25 fell near Idlib. The jet was shot down by Daesh."
    assert ("ISIS", "Russia") in pairs(text)


def test_the_soldiers_stand_for_the_army_named_before() -> None:
    text = "The Syrian army moved on. The soldiers attacked Daesh in the desert."
    assert ("SAA", "ISIS") in pairs(text)


def test_a_fragment_names_the_doer_of_the_sentence_before() -> None:
    text = "A Russian jet was hit by a missile, launched by radicals. Namely by the IS."
    assert ("ISIS", "Russia") in pairs(text)


def test_the_kind_of_an_attack() -> None:
    kinds = {d.action for d in read("Israeli jets bombed Hezbollah positions in Tyre").dyads}
    assert kinds == {"air_strike"}


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("kill", ("kills", "killed", "killing")),
        ("bomb", ("bombs", "bombed", "bombing")),
        ("expel", ("expels", "expelled", "expelling")),
        ("die", ("dies", "died", "dying")),
        ("seize", ("seizes", "seized", "seizing")),
        ("ambush", ("ambushes", "ambushed", "ambushing")),
        ("carry", ("carries", "carried", "carrying")),
        ("target", ("targets", "targeted", "targeting")),
        ("stab", ("stabs", "stabbed", "stabbing")),
    ],
)
def test_forms_of_regular_verbs(base: str, forms: tuple[str, str, str]) -> None:
    assert inflect(base) == forms


def test_every_form_knows_its_base() -> None:
    assert verbs()["struck"].base == "strike"
    assert verbs()["shot"].base == "shoot"
    assert all(verb.forms for verb in verbs().values())


SIDES = ("Israel", "Hamas", "Hezbollah", "Daesh", "the SDF")
DEEDS = ("attacked", "shelled", "killed two fighters of", "ambushed")


@given(
    st.sampled_from(SIDES),
    st.sampled_from(DEEDS),
    st.sampled_from(SIDES),
    st.sampled_from(("", " in Hajin", " on Monday")),
)
@settings(max_examples=60, deadline=None)
def test_active_and_passive_agree(one: str, deed: str, other: str, rest: str) -> None:
    names = {"Daesh": "ISIS", "the SDF": "SDF"}
    expected = (names.get(one, one), names.get(other, other))
    found = {p for p in pairs(f"{one} {deed} {other}{rest}.") if None not in p}
    assert found == ({expected} if one != other else set())
    passive = {p for p in pairs(f"{other} fighters were attacked by {one}{rest}.") if None not in p}
    assert passive == ({expected} if one != other else set())


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("US and China strike trade deal", False),
        ("Federal judge strikes down policy on visas", False),
        ("Redland hits out at Israel", False),
        ("Ukraine strikes down Russian missile over Kyiv", True),
        ("Israel strikes Beirut after deal collapses", True),
        ("Israeli strikes kill 5 despite peace deal", True),
        ("Ukraine downs 12 drones", True),
    ],
)
def test_an_idiom_of_striking_strikes_nobody(text: str, deed: bool) -> None:
    assert any(dyad.action != "statement" for dyad in read(text).dyads) == deed


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Russia accuses Ukraine of killing 27 people in drone strike", "Ukraine"),
        ("Hamas accused Israel of killing 10 people in a strike", "Israel"),
        ("Russia blames Ukraine for killing three workers in shelling", "Ukraine"),
        ("Ukraine accuses Russian army of killing three people", "Russia"),
        ("Israel kills 10 people, accuses Hamas", "Israel"),
    ],
)
def test_the_accused_is_the_attacker_and_not_who_accuses(text: str, attacker: str) -> None:
    assert {claim.attacker for claim in read(text).claims} == {attacker}


@pytest.mark.parametrize(
    ("text", "attackers"),
    [
        ("Russian attacks on Ukraine's Zaporizhzhia, Kyiv kill five", {"Russia"}),
        ("Israeli strikes on Gaza, Hezbollah kill five", {"Israel"}),
        ("After Israeli strikes on Gaza, Hamas kills five", {"Israel", "Hamas"}),
    ],
)
def test_the_last_of_what_is_attacked_attacks_nobody(text: str, attackers: set[str]) -> None:
    assert {dyad.attacker for dyad in read(text).dyads if dyad.attacker} == attackers


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Syrian troops repelled an ISIS attack, killing 12 fighters.", "SAA"),
        ("Syrian troops fended off an assault by ISIS and killed 12 fighters.", "SAA"),
        ("Syrian troops beat back an ISIS raid, killing 12 fighters.", "SAA"),
        ("Russia fired rockets at the town of Sumy, killing 12 people.", "Russia"),
        ("Twelve people were wounded as Russia struck Sumy with missiles.", "Russia"),
        ("A Turkish drone killed a farmer and wounded her 12 guests.", "Turkey"),
        ("12 people are missing after a Russian strike on Sumy.", None),
        ("Russia's foreign minister on Sumy blast that killed 12", None),
        ("Israel carried out a strike that killed 12 people in Tyre.", "Israel"),
        ("Twelve dead, two wounded after Ukrainian drone attacks on Belgorod", "Ukraine"),
    ],
)
def test_whom_a_figure_is_blamed_on(text: str, attacker: str | None) -> None:
    assert [c.attacker for c in read(text).claims if c.n == 12] == [attacker]


@pytest.mark.parametrize(
    ("text", "attacker", "target"),
    [
        ("Moscow accuses Ukraine of killing a worker at a plant", "Ukraine", "a worker"),
        ("Russia accuses Ukraine of killing nine civilians in a drone strike", "Ukraine", "nine civilians"),
        ("Iraq blames Israel for strike that killed three fighters", "Israel", "three fighters"),
        ("Iran blames Israel for attack on nuclear site", "Israel", "nuclear site"),
        ("Residents accuse settlers of killing a farmer", None, "a farmer"),
    ],
)
def test_the_accused_is_the_doer_not_the_accuser(text: str, attacker: str | None, target: str) -> None:
    dyads = [d for d in read(text).dyads if d.action != "statement"]
    assert dyads
    assert all(d.alleged for d in dyads)
    assert {d.attacker for d in dyads} == {attacker}
    assert target in {d.target_text for d in dyads}


@pytest.mark.parametrize(
    "text",
    [
        "Turkey accuses Greece of violating airspace",
        "Iran accuses Israel of killing the deal",
        "UN accuses Russia of lies",
    ],
)
def test_what_is_no_violence_is_nobodys_attack(text: str) -> None:
    assert {d.action for d in read(text).dyads} <= {"statement"}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Russian strikes kill 22 on the eve of talks", None),
        ("Russian strikes kill 22 on anniversary of accord", None),
        ("Russian attacks leave five civilians wounded", "five civilians"),
        ("Russian strikes on the port of Odesa", "the port of Odesa"),
    ],
)
def test_whom_an_attack_struck_is_no_time_and_no_attack(text: str, target: str | None) -> None:
    dyads = read(text).dyads
    assert {d.attacker for d in dyads} == {"Russia"}
    assert {d.target_text for d in dyads} - {None} == {target} - {None}


def test_what_one_fails_to_do_is_no_deed() -> None:
    assert {d.action for d in read("Ukraine fails to intercept any Russian missiles").dyads} <= {"statement"}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Israel-Hezbollah Clashes Intensify Along River", "Israel", "Hezbollah"),
        ("Israel-Hezbollah border clashes kill five", "Israel", "Hezbollah"),
    ],
)
def test_two_that_a_hyphen_joins_clash_with_each_other(text: str, one: str, other: str) -> None:
    assert (one, other, True) in {(d.attacker, d.target, d.mutual) for d in read(text).dyads}


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State claims responsibility for the death of two priests in raid",
        "Islamic State claimed responsibility for the killing of two priests",
    ],
)
def test_who_claims_a_killing_did_it_to_those_named(text: str) -> None:
    assert ("ISIS", "two priests") in {(d.attacker, d.target_text) for d in read(text).dyads}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Russian missile and drone barrage on Kyiv leaves many dead", "Kyiv"),
        ("Israeli Strikes Pummel Port, Hurting Medics", "Port"),
    ],
)
def test_an_adjective_before_an_attack_is_whose_it_is(text: str, target: str) -> None:
    assert target in {d.target_text for d in read(text).dyads if d.attacker in ("Russia", "Israel")}


def test_teams_with_a_hyphen_do_not_fight() -> None:
    assert not any(d.mutual for d in read("Fans gather before Israel-Russia clash in Rome").dyads)


@pytest.mark.parametrize(
    ("text", "attacker", "target"),
    [
        ("Bahrain, Kuwait and Oman have agreed to lift a ban on fruit", "Kuwait and Oman", None),
        ("Ghana closed its borders with Mali, Togo and Benin", "Ghana", "Togo and Benin"),
        ("The nurses were released by the rebels on Monday", "the rebels", "The nurses"),
        ("Iran urges France to ease measures", "Iran", "France"),
    ],
)
def test_who_speaks_to_and_deals_with_whom(text: str, attacker: str, target: str | None) -> None:
    dyads = read(text).dyads
    assert {d.action for d in dyads} == {"statement"}
    assert (attacker, target) in {(d.attacker_text, d.target_text) for d in dyads}


def test_an_aside_is_no_list_of_those_who_act() -> None:
    assert len(read("The mayor, Anna Roth, agreed to a pause").dyads) == 1


def test_the_wounded_behind_the_killed_are_themselves() -> None:
    targets = {d.target_text for d in read("A trader was killed and two sons wounded by gunmen").dyads}
    assert not any(target and "killed" in target for target in targets)
