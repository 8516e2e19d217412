"""Which belligerents a text names."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.test_extractor_world import extractor, read
from tui.extraction.actors import ActorMatcher
from tui.extraction.fold import words
from tui.model import Actor, Source


def named(text: str, country: str | None = None) -> list[str]:
    return [mention.actor for mention in read(text, country).actors]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Daesh, ISIL and the Islamic State", ["ISIS", "ISIS", "ISIS"]),
        ("Da’esh fighters near Hajin", ["ISIS"]),
        ("Isis attacked Hajin", ["ISIS"]),
        ("The IS attacked Hajin", ["ISIS"]),
        ("IS militants attacked a village", ["ISIS"]),
        ("This is how the war is going", []),
        ("THE WAR IS OVER SAYS MINISTER", []),
        ("Fighters of Liwa Quds near Palmyra", ["Liwa al-Quds"]),
        ("The AA took a base in Rakhine State, Myanmar", ["Arakan Army"]),
        ("AA meeting in Chicago", []),
        ("A coalition government was formed in Berlin", []),
        ("The Coalition bombed Hajin", ["Coalition"]),
        ("The international US-led coalition bombed Hajin", ["Coalition"]),
        ("Israeli soldiers entered Jenin", ["Israel"]),
        ("Israeli special forces entered Jenin", ["Israel"]),
        ("Two Israeli tourists were lost in Peru", []),
        ("Palestinian gunmen fired at a car", []),
        ("Russian-backed rebels shelled Avdiivka", []),
        ("A Russian helicopter went down", ["Russia"]),
        ("russian helicopter down near Hajin", ["Russia"]),
        ("The US-backed SDF advanced", ["SDF"]),
        ("Give us the town, they said", []),
        ("The Kremlin denied it", ["Russia"]),
        ("Moscow said the drones were downed", ["Russia"]),
        ("A fire broke out in Moscow", []),
        ("Russia attacked Ukraine", ["Russia", "Ukraine"]),
        ("A quake in Russia killed 3", []),
        ("Ethiopian troops entered a village", ["Ethiopia"]),
    ],
)
def test_named_actors(text: str, actors: list[str]) -> None:
    assert named(text) == actors


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("ISF raided a house in Baghdad, Iraq", "Iraqi Security Forces"),
        ("ISF raided a house in Beirut, Lebanon", "Lebanese ISF"),
    ],
)
def test_an_alias_of_two_actors_is_settled_by_the_country_spoken_of(text: str, actor: str) -> None:
    assert named(text)[0] == actor


def test_an_alias_of_two_actors_without_a_country_names_nobody() -> None:
    assert named("ISF raided a house") == []


@pytest.mark.parametrize(
    ("text", "country", "actor"),
    [
        ("The army shelled positions near Palmyra", None, "SAA"),
        ("Government forces shelled the town of Saraqib", None, "SAA"),
        ("The army shelled the rebels overnight", "SY", "SAA"),
        ("Junta troops burned a village in Sagaing Region", None, "Myanmar junta"),
    ],
)
def test_the_army_is_that_of_the_scene_or_of_the_outlet(text: str, country: str | None, actor: str) -> None:
    assert actor in named(text, country)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Three soldiers were killed near Palmyra", ["SAA"]),
        ("Gunmen killed two soldiers in Baghdad, Iraq", ["Iraqi Security Forces"]),
        ("Child soldiers were freed near Palmyra", []),
        ("Three ISIS soldiers were killed near Palmyra", ["ISIS"]),
        ("Three soldiers were killed", []),
        ("Soldiers were killed in Syria and in Iraq", []),
    ],
)
def test_soldiers_without_an_owner_are_those_of_the_one_country_spoken_of(text: str, actors: list[str]) -> None:
    assert named(text) == actors


def test_our_forces_are_those_of_the_party_whose_outlet_speaks() -> None:
    source = Source(id="p", name="P", url="http://127.0.0.1/", party="SDF")
    reading = extractor().read("Our fighters attacked Daesh near Hajin", source=source)
    assert {(d.attacker, d.target) for d in reading.dyads} == {("SDF", "ISIS")}
    assert "SDF" not in named("Our fighters attacked Daesh near Hajin")


def test_the_army_of_nowhere_is_nobody() -> None:
    assert named("The army shelled the rebels overnight") == []


def test_a_name_in_capitals_is_found_in_a_shouted_headline() -> None:
    assert named("ISRAELI ARMY SAYS HAMAS FIRED ROCKETS") == ["Israel", "Hamas"]


def test_the_longest_alias_wins() -> None:
    matcher = ActorMatcher((Actor(name="A", title="Free Army"), Actor(name="B", title="Free Army of the North")))
    assert len(matcher.actors) == 2
    assert [m.actor for m in read("Syrian Democratic Forces said").actors] == ["SDF"]


GROUPS = ActorMatcher(
    (
        Actor(name="LeT", title="Army of the Pure", aliases=("Lashkar-e-Taiba",), country="PK"),
        Actor(name="KIA", title="Kachin Independence Army", country="MM", context=("MM",)),
        Actor(
            name="UPC", title="Union for Peace", aliases=("Shared Front",), country="CF", context=("CF",), minor=True
        ),
        Actor(name="SF", title="Shared Front", country="SY", context=("SY",)),
        Actor(name="Jaysh al-Islam", title="Army of Islam", country="SY"),
        Actor(name="Los Lobos", title="Los Lobos (Ecuador)", country="EC"),
        Actor(name="Retour", title="Retour, Réclamation et Réhabilitation", country="CF"),
        Actor(name="SLM/A - Unity", title="Sudan Liberation Movement - Unity", country="SD"),
        Actor(name="Kuwat", title="قوات الشاطئ", country="SY"),
        Actor(name="IS", title="Islamic State"),
        Actor(name="ISWAP", title="Islamic State West Africa Province", country="NG"),
    )
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LeT gunmen were seen", ["LeT"]),
        ("Let us in, they said", []),
        ("LET them in", []),
        ("Lashkar-i-Taiba gunmen were seen", ["LeT"]),
        ("Lashkar e Tayba's gunmen were seen", ["LeT"]),
        ("Jaish-ul-Islam shelled a town", ["Jaysh al-Islam"]),
        ("An army in the land of Islam", []),
        ("KIA sold more cars", []),
        ("KIA fighters took a post", ["KIA"]),
        ("Fighters of the KIA took a post", ["KIA"]),
        ("The rebel group UPC took a post", ["UPC"]),
        ("UPC", ["UPC"]),
        ("The UPC ruled on a patent", []),
        ("Fighters of the Shared Front took a post", ["SF"]),
        ("A lobos in the hills", []),
        ("Lobos in the hills", []),
        ("Los Lobos in the hills", ["Los Lobos"]),
        ("Retour, réclamation, réhabilitation took a post", ["Retour"]),
        ("SLM/A – Unity took a post", ["SLM/A - Unity"]),
        ("قصف لقوات الشاطئ", ["Kuwat"]),
        ("ولقوات الشاطئ قتلى", ["Kuwat"]),
        ("Islamic State West Africa Province took a post", ["ISWAP"]),
        ("Islamic State's fighters took a post", ["IS"]),
    ],
)
def test_names_are_found_as_they_are_spelled_and_supported(text: str, names: list[str]) -> None:
    folded = words(text)
    assert [n.actor for n in GROUPS.settle(folded, GROUPS.find(folded), (), Counter())] == names


KURDS = ActorMatcher(
    (
        Actor(name="SDF", title="Syrian Democratic Forces", aliases=("Kurdish forces",), country="SY"),
        Actor(name="Peshmerga", title="Peshmerga", aliases=("Kurdish forces",), country="IQ"),
    )
)


@pytest.mark.parametrize(("country", "names"), [("SY", ["SDF"]), ("IQ", ["Peshmerga"]), ("TR", [])])
def test_a_shared_name_is_settled_by_the_country_of_its_actors(country: str, names: list[str]) -> None:
    folded = words("Kurdish forces took a hill")
    assert [n.actor for n in KURDS.settle(folded, KURDS.find(folded), (), Counter([country]))] == names


def test_a_minor_actor_is_meant_where_its_country_is_spoken_of() -> None:
    folded = words("Fighters of the Shared Front took a post")
    assert [n.actor for n in GROUPS.settle(folded, GROUPS.find(folded), (), Counter(CF=1))] == ["UPC"]


@pytest.mark.parametrize(
    ("text", "country", "names"),
    [
        ("Members of the UPC were hurt", "CF", ["UPC"]),
        ("Members of the UPC were hurt", "BI", []),
        ("UPC fighters took a post", "BI", ["UPC"]),
        ("LeT members were hurt", "BI", ["LeT"]),
    ],
)
def test_an_abbreviation_of_a_minor_actor_is_anothers_abroad(text: str, country: str, names: list[str]) -> None:
    folded = words(text)
    assert [n.actor for n in GROUPS.settle(folded, GROUPS.find(folded), (), Counter([country]))] == names


def test_no_actors_at_all() -> None:
    assert extractor() is extractor()
    assert ActorMatcher(()).actors == {}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Israeli forces killed two Hamas fighters", {"Israel": "attacker", "Hamas": "target"}),
        ("Hezbollah said Israel bombed Tyre", {"Israel": "attacker"}),
    ],
)
def test_roles_of_mentions(text: str, roles: dict[str, str]) -> None:
    found = {mention.actor: mention.role for mention in read(text).actors}
    assert roles.items() <= found.items()
