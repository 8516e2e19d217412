"""A small world of actors and fronts that the tests of extraction share, and what must hold of it as a whole."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pytest

from tui.extraction.extractor import Extractor
from tui.model import Actor, Front, Reading, Source

NOON = dt.datetime(2018, 5, 7, 12, tzinfo=dt.UTC)

ACTORS = (
    Actor(
        name="SDF", title="Syrian Democratic Forces", aliases=("QSD", "Jazeera Storm"), kind="coalition", country="SY"
    ),
    Actor(name="Coalition", title="US-led Coalition", aliases=("Coalition warplanes",), context=("SY", "IQ")),
    Actor(name="ISIS", title="Islamic State", aliases=("IS", "ISIL", "Daesh", "Da'esh")),
    Actor(name="SAA", title="Syrian Arab Army", aliases=("Syrian army", "Syrian forces"), kind="army", country="SY"),
    Actor(name="Liwa al-Quds", title="Jerusalem Brigade", kind="militia", country="SY"),
    Actor(name="Iraqi Security Forces", title="Iraqi forces", aliases=("ISF", "Iraqi army"), kind="army", country="IQ"),
    Actor(name="Lebanese ISF", title="Internal Security Forces", aliases=("ISF",), kind="police", country="LB"),
    Actor(name="Russia", title="Russian Federation", aliases=("VKS", "Russian forces"), kind="state", country="RU"),
    Actor(name="Ukraine", title="Ukraine", aliases=("AFU",), kind="state", country="UA"),
    Actor(name="Israel", title="Israel", aliases=("IDF",), kind="state", country="IL"),
    Actor(name="Hamas", title="Hamas", aliases=("Qassam Brigades",), country="PS"),
    Actor(name="Hezbollah", title="Hezbollah", aliases=("Hizbullah",), country="LB"),
    Actor(name="Houthis", title="Ansar Allah", aliases=("Houthi",), country="YE"),
    Actor(name="United States", title="United States", aliases=("US military",), kind="state", country="US"),
    Actor(name="Arakan Army", title="Arakan Army", aliases=("AA",), country="MM"),
    Actor(name="Myanmar junta", title="Myanmar military", aliases=("Tatmadaw",), kind="army", country="MM"),
)

FRONTS = (
    Front(
        id="pocket",
        name="Pocket",
        places=("Hajin", "Al Shafa"),
        area=((35.20, 40.50), (34.97, 40.50), (34.47, 40.85), (34.42, 41.20), (35.30, 41.30)),
    ),
    Front(id="desert", name="Desert", places=("Badiya", "Palmyra", "Faydat Umm Muwaynah", "Abu Kamal", "Wadi Nowhere")),
    Front(id="ukraine", name="Ukraine", countries=("UA",), actors=("Russia", "Ukraine")),
    Front(id="gaza", name="Gaza", places=("Gaza Strip",)),
    Front(id="ships", name="Ships", query='"cargo ship" attacker:houthis'),
)


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor(ACTORS, FRONTS)


def read(text: str, country: str | None = None) -> Reading:
    """The reading of a text published at noon of 7 May 2018 by an outlet of that country."""
    source = Source(id="s", name="S", url="http://127.0.0.1/", country=country) if country else None
    return extractor().read(text, published=NOON, source=source)


def pairs(text: str) -> set[tuple[str | None, str | None]]:
    """Attacker and target of every attack that the text tells of."""
    return {(d.attacker, d.target) for d in read(text).dyads if d.action != "statement"}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "12", "the of in", "\U0001f600", "IS", "( ) ( )", "a\nb"])
def test_a_text_that_says_nothing_gives_an_empty_reading(text: str) -> None:
    assert not read(text).events
    assert not read(text).claims
