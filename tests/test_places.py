"""Which places a text names, which of several is meant, and whether something happened there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_extractor_world import read
from tui.extraction.fold import words
from tui.extraction.gazetteer import gazetteer
from tui.extraction.keys import key
from tui.extraction.places import narrowest, survey
from tui.extraction.spelling import loose


def found(text: str, country: str | None = None) -> list[tuple[str, str]]:
    return [(m.place.name, m.role) for m in survey(words(text), (), country)[0]]


@pytest.mark.parametrize(
    "spelling",
    [
        "Deir ez-Zor",
        "Deir Ezzor",
        "Dayr az Zawr",
        "Deir al-Zour",
        "Deir al-Zor",
        "Deir Azzour",
        "DEIR EZ-ZOR",
        "Deir ez Zor",
    ],
)
def test_one_town_of_many_spellings(spelling: str) -> None:
    assert [m.place.name for m in survey(words(f"A strike near {spelling} killed 2"))[0]] == ["Deir ez-Zor"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shelling in Al-Shaafah, Syria", "Al Shafa", "SY"),
        ("Troops took Abu Kamal", "Abu Kamal", "SY"),
        ("Al Bukamal was shelled", "Abu Kamal", "SY"),
        ("Syrian troops entered Palmyra", "Palmyra", "SY"),
        ("Rockets hit the T2 pumping station in Syria", "T2 pumping station", "SY"),
        ("Fighting near Robotyne", "Robotyne", "UA"),
        ("A Russian missile hit Kharkov", "Kharkiv", "UA"),
        ("Strikes on Khan Yunis", "Khan Younis", "PS"),
        ("A drone over the Red Sea", "Red Sea", ""),
        ("Clashes in El Fasher", "El Fasher", "SD"),
        ("Blast in Samara", "Samara", "RU"),
        ("Drones attack Samara Region", "Samara Oblast", "RU"),
        ("Shelling of Sloviansk", "Sloviansk", "UA"),
        ("M23 rebels entered Walikale", "Walikale", "CD"),
        ("Blast in Tripoli, Lebanon", "Tripoli", "LB"),
        ("Libyan militias clashed in Tripoli", "Tripoli", "LY"),
        ("A strike in Ukraine's Kyiv region", "Kyiv Oblast", "UA"),
        ("قصف على مدينة دير الزور", "Deir ez-Zor", "SY"),
    ],
)
def test_known_places(text: str, name: str, country: str) -> None:
    assert (name, country) in [(m.place.name, m.place.country) for m in survey(words(text))[0]]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Soldiers of a brigade based in Khabarovsk", "base"),
        ("A Khabarovsk-based regiment lost a man", "base"),
        ("A man born in Khabarovsk was killed", "origin"),
        ("The plane was bound for Khabarovsk", "origin"),
        ("A fighter from Khabarovsk was killed", "origin"),
        ("Troops withdrew from Khabarovsk", "event"),
        ("A blast in Khabarovsk killed 3", "event"),
        ("KHABAROVSK, Russia (Reuters) - Two men were held", "claimant"),
        ("Officials met in Khabarovsk", "context"),
    ],
)
def test_what_a_place_is_named_for(text: str, role: str) -> None:
    assert found(text)[0] == ("Khabarovsk", role)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv said its drones hit a depot", [("Kyiv", "claimant")]),
        ("Drones hit Kyiv overnight", [("Kyiv", "event")]),
        ("Israel strikes Lebanon", [("Israel", "context"), ("Lebanon", "event")]),
        (
            "Pakistan strikes eastern Afghanistan killing dozens following Karachi attack",
            [("Pakistan", "context"), ("Afghanistan", "event"), ("Karachi", "context")],
        ),
        ("Drone strike on NE Yemen", [("Yemen", "event")]),
        ("Syria: shelling resumes", [("Syria", "event")]),
        (
            "Iran strikes US facilities in Kuwait",
            [("Iran", "context"), ("United States", "context"), ("Kuwait", "event")],
        ),
        ("Iran-backed fighters resumed attacks", [("Iran", "context")]),
        ("US strikes on Iran resumed", [("United States", "context"), ("Iran", "event")]),
    ],
)
def test_seats_and_countries(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored 30",
        "Paris Hilton opens a shop",
        "Mr Ann spoke",
        "the man hit a tank in march",
        "He could read and say nice things",
        "Al Jazeera reported it",
        "They told us to go",
        "A car hit a wall",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "seat", "role", "attacker"),
    [
        ("Beirut strikes kill 12, ministry says", "Beirut", "event", None),
        ("Monitor calls for an inquiry into Kabul strikes", "Kabul", "event", None),
        ("Moscow strikes on the port of Odesa kill two", "Moscow", "context", "Russia"),
        ("Kyiv strikes kill five in Belgorod", "Kyiv", "context", "Ukraine"),
        ("Tehran attacks the port of Haifa", "Tehran", "context", "Iran"),
    ],
)
def test_a_seat_before_an_attack_made_it_where_its_target_is_told(
    text: str, seat: str, role: str, attacker: str | None
) -> None:
    assert found(text)[0] == (seat, role)
    assert ({dyad.attacker for dyad in read(text).dyads} or {None}) == {attacker}


def test_an_actor_name_hides_the_places_in_it() -> None:
    assert read("Islamic State of Iraq and the Levant").places[:1] in ((), read("Islamic State of Iraq").places[:1])
    assert "Jerusalem" not in [m.place.name for m in read("Liwa al-Quds took a hill").places]


def test_the_outlet_settles_a_doubtful_name() -> None:
    assert ("Palmyra", "event") in found("Shelling in Palmyra", "SY")


def test_narrowest_is_the_town_not_its_country() -> None:
    chosen = narrowest(survey(words("In Syria, a strike in Hajin in Deir ez-Zor province killed 3"))[0])
    assert chosen is not None
    assert chosen.place.name == "Hajin"
    assert narrowest(()) is None


def test_every_place_of_the_gazetteer_is_sound() -> None:
    store = gazetteer()
    places = list(store)
    identities = {place.id for place in places}
    assert len(places) == len(identities) > 30_000
    for place in places:
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert set(place.parents) <= identities
        assert place.country == "" or len(place.country) == 2
        assert place.kind in {"site", "village", "town", "city", "district", "region", "river", "country", "sea"}


def test_a_town_knows_its_region_and_country() -> None:
    hajin = gazetteer().find("Hajin")[0]
    assert hajin.parents[-1] == "SY"
    assert "governorate" in hajin.parents[0]


@pytest.mark.parametrize(
    ("one", "other"), [("al shafah", "ash shafa"), ("al mayadin", "mayadeen"), ("hodeidah", "hudaida")]
)
def test_transliterations_meet(one: str, other: str) -> None:
    assert loose(one) == loose(other)


@given(st.text(max_size=30))
@settings(max_examples=80, deadline=None)
def test_the_rough_form_is_stable_and_words_hold_their_place(text: str) -> None:
    assert loose(loose(key(text))) == loose(key(text))
    folded = words(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert key(text) == " ".join(folded.keys)
