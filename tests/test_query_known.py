"""Names in queries that nothing bears are told, with what may have been meant; those that work never are."""

from __future__ import annotations

import pytest

from tui.model import Actor, Front, Source
from tui.query import parse
from tui.query.known import Known

KNOWN = Known(
    fronts=(Front(id="hajin", name="Hajin pocket"), Front(id="badiya", name="Badiya")),
    sources=(Source(id="sana", name="SANA English", url="https://sana.test/"),),
    actors=(
        Actor(name="ISIS", title="Islamic State", aliases=("Daesh",)),
        Actor(name="SDF", title="Democratic Forces"),
    ),
)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "hajn",
        "front:hajin",
        'front:"hajin pocket"',
        "front:pocket",
        "front:unassigned",
        "front:haj*",
        "actor:daesh",
        'actor:"islamic state"',
        "-source:sana outlet:english",
        "place:nowhere person:nobody claimant:nobody",
        "target=ISIS or (attacker:SDF killed>=5)",
    ],
)
def test_names_that_are_borne_are_not_told(query: str) -> None:
    assert KNOWN.strangers(parse(query)) == ()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("front:hajn", 'no front here is called "hajn"; near it: hajin'),
        ("front:ha", 'no front here is called "ha"; near it: hajin'),
        ("killed>=2 -front=badya", 'no front here is called "badya"; near it: badiya'),
        ("actor:dash", 'no actor here is called "dash"; near it: ISIS'),
        ("(a or target:zorro)", 'no target here is called "zorro"'),
        ("source:xyz", 'no source here is called "xyz"'),
    ],
)
def test_names_that_nothing_bears_are_told(query: str, said: str) -> None:
    (stranger,) = KNOWN.strangers(parse(query))
    assert str(stranger) == said
