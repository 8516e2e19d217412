"""Places of the shipped fronts, and names that are a place here and a word there."""

from __future__ import annotations

import pytest

from tests.test_extractor_world import read
from tui.config import builtin_path, load
from tui.extraction.gazetteer import gazetteer


def test_every_place_of_a_front_is_known_and_where_the_front_is() -> None:
    across = {("lebanon", "IL"), ("sahel", "BJ"), ("sahel", "CI"), ("somalia", "KE"), ("yemen-red-sea", "IL")}
    across.add(("pakistan-afghanistan", "PK"))
    missing, astray = [], []
    for front in load(builtin_path()).fronts:
        for name in front.places:
            found = gazetteer().find(name)
            if not found:
                missing.append((front.id, name))
            elif front.countries and found[0].country not in (*front.countries, "", None):
                astray.append((front.id, found[0].country, name))
    assert missing == []
    assert {(front, country) for front, country, _ in astray} <= across, astray


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Drones struck a refinery in Ust-Luga", [("Ust-Luga", "RU")]),
        ("Gunmen raided Sabon Birni overnight", [("Sabon Birni", "NG")]),
        ("Shells fell on Aitaroun", [("Aitaroun", "LB")]),
        ("A camp near Sararogha was hit", [("Sararogha", "PK")]),
        ("Fighting near Thandwe went on", [("Thandwe", "MM")]),
        ("A blast in Samara killed two", [("Samara", "RU")]),
        ("A blast in Samarra killed two", [("Samarra", "IQ")]),
        ("A blast in Sloviansk killed two", [("Sloviansk", "UA")]),
        ("More than two were killed", []),
        ("Hit by drones, the depot burned", []),
        ("Sheikh Hamad spoke", []),
        ("A raid on Iranian Kurdistan failed", [("Kurdistan Province", "IR")]),
        ("A raid on Iraqi Kurdistan failed", [("Kurdistan Region", "IQ")]),
    ],
)
def test_places_and_words(text: str, places: list[tuple[str, str]]) -> None:
    assert [(m.place.name, m.place.country) for m in read(text).places if m.place.kind != "country"] == places
