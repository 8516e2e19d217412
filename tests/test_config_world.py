"""The groups of the world beside the actors of the fronts."""

from __future__ import annotations

import pytest

from tui.config import builtin_actors, builtin_path, load
from tui.config.world import world_actors
from tui.query.fold import name_key


def test_they_are_minor_and_no_state_has_its_army_here() -> None:
    found = world_actors()
    assert len(found) > 600
    assert all(actor.minor and actor.country in actor.context for actor in found)
    assert {actor.kind for actor in found} == {"group", "militia", "gang", "coalition", "mission"}


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
