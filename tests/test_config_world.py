"""The groups of the world beside the actors of the fronts."""

from __future__ import annotations

import pytest

from tui.config import builtin_actors, builtin_path, load
from tui.config.world import world_actors
from tui.extraction.extractor import Extractor
from tui.query.fold import name_key


def test_they_are_minor_and_no_state_has_its_army_here() -> None:
    found = world_actors()
    assert len(found) > 600
    assert all(actor.minor and actor.country in actor.context for actor in found)
    assert {actor.kind for actor in found} == {"group", "militia", "gang", "coalition", "mission", "people"}


def test_no_actor_of_the_fronts_is_told_again() -> None:
    listed = {name_key(actor.name) for actor in builtin_actors() if not actor.minor}
    assert {actor.name for actor in world_actors() if name_key(actor.name) in listed} == set()
    names = [actor.name.casefold() for actor in builtin_actors()]
    assert len(names) == len(set(names))


def test_the_shipped_file_and_any_other_know_them() -> None:
    assert set(load(builtin_path()).actors) == set(builtin_actors())


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("Tamil Tigers", "LTTE"),
        ("Fuerzas Armadas Revolucionarias de Colombia", "FARC"),
        ("Shining Path", "Sendero Luminoso"),
        ("Revolutionary United Front", "RUF"),
        ("Groupe islamique armé", "GIA"),
        ("Kosovo Liberation Army", "KLA"),
        ("Provisional IRA", "IRA"),
        ("Euskadi ta Askatasuna", "ETA"),
    ],
)
def test_groups_that_readers_know(alias: str, name: str) -> None:
    assert [a.name for a in world_actors() if alias in (a.title, *a.aliases)] == [name]


@pytest.fixture(scope="module")
def reader() -> Extractor:
    return Extractor(builtin_actors(), ())


def names(reader: Extractor, text: str) -> list[str]:
    return [mention.actor for mention in reader.read(text).actors]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tiv gunmen burned three villages in Benue", "Tiv"),
        ("Fighters of the Lou Nuer raided cattle near Akobo", "Lou Nuer"),
        ("Murosade militiamen ambushed a convoy in Galgaduud", "Murosade clan (Hawiye)"),
    ],
)
def test_a_people_with_arms_is_an_actor(reader: Extractor, text: str, name: str) -> None:
    assert name in names(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Tiv farmers were killed in Nigeria's Benue state",
        "Thousands of Masalit crossed the border from Darfur",
        "Two members of the Fulani community were killed in Mopti, Mali",
        "The Kuki women of Manipur held a vigil",
        "Kikuyu families fled their homes in Kenya",
    ],
)
def test_the_bare_name_of_a_people_is_none(reader: Extractor, text: str) -> None:
    peoples = {actor.name for actor in world_actors() if actor.kind == "people"}
    assert peoples.isdisjoint(names(reader, text))


def test_a_place_that_holds_the_name_of_a_people_is_a_place(reader: Extractor) -> None:
    reading = reader.read("Two men were wounded near Ayn Issa in northern Syria")
    assert "Ayn Issa" in {mention.text for mention in reading.places}


def test_no_name_of_a_people_folds_to_a_word_of_two_letters() -> None:
    """As the people of the Wê would to "we"."""
    spellings = [name for a in world_actors() if a.kind == "people" for name in (a.name, a.title, *a.aliases)]
    assert [name for name in spellings if len(name_key(name)) < 3 and not name.isupper()] == []


def test_the_abbreviation_told_from_a_namesakes_is_a_name_in_its_country(reader: Extractor) -> None:
    assert "CRA (Niger)" in names(reader, "Fighters of the CRA attacked a village in Niger")
    assert "Presidential guard" not in {alias for actor in world_actors() for alias in actor.aliases}


@pytest.mark.parametrize(
    ("former", "name"), [("Rumania", "Romania"), ("Swaziland", "Eswatini"), ("Upper Volta", "Burkina Faso")]
)
def test_a_government_is_known_by_the_former_name_of_its_country(reader: Extractor, former: str, name: str) -> None:
    assert name in names(reader, f"The Government of {former} sent soldiers")
