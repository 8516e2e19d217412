"""Parts of a whole: shares told in one phrase, in brackets, behind "among" and "incl.", and said again below."""

from __future__ import annotations

import datetime as dt

import pytest

from tui.config import load
from tui.extraction.extractor import Extractor
from tui.model import Claim

CONFIG = load(None)
EXTRACTOR = Extractor(CONFIG.actors, CONFIG.fronts)

Told = tuple[int | None, str, int | None]


def told(claims: tuple[Claim, ...]) -> list[Told]:
    """Number, class and whole of the claims that are not said again."""
    return [(c.n, c.class_.value, c.within) for c in claims if c.again is None]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Three of four people killed in the raid were medics.", [(4, "unknown", None), (3, "civilian", 0)]),
        ("Two of the five killed by shelling were children.", [(5, "unknown", None), (2, "civilian", 0)]),
        ("Redland says two of six killed in the raid were its fighters.", [(6, "unknown", None), (2, "combatant", 0)]),
        ("One of the two men killed in the strike was a commander.", [(2, "unknown", None), (1, "combatant", 0)]),
        ("Of the 12 killed in the strike, five were children.", [(12, "unknown", None), (5, "civilian", 0)]),
        ("She was one of three fighters killed in the strike.", [(3, "combatant", None)]),
        ("Two of three suspects killed in a raid by soldiers", [(2, "unknown", None)]),
        ("Two boys among five dead in drone strike", [(2, "civilian", 1), (5, "unknown", None)]),
        (
            "A couple and their three children were among nine people killed by shelling.",
            [(2, "civilian", 2), (3, "civilian", 2), (9, "unknown", None)],
        ),
        ("Girl, 12, among three dead in missile strike", [(1, "civilian", 1), (3, "unknown", None)]),
        ("A nurse was among the four killed in the air strike.", [(1, "civilian", 1), (4, "unknown", None)]),
        (
            "9 people (4 women, 2 children) were killed by shelling.",
            [(9, "unknown", None), (4, "civilian", 0), (2, "civilian", 0)],
        ),
        ("Shells killed 9 people (two of them children) in the camp.", [(9, "unknown", None), (2, "civilian", 0)]),
        (
            "The strike killed 9, incl. 3 women, and wounded 4.",
            [(9, "unknown", None), (3, "civilian", 0), (4, "unknown", None)],
        ),
        (
            "Nine killed by shells, including five women (two of them nurses).",
            [(9, "unknown", None), (5, "civilian", 0)],
        ),
        (
            "Ten killed by shelling in Orel, Sand, on Monday, including 2 nurses.",
            [(10, "unknown", None), (2, "civilian", 0)],
        ),
        (
            "Ten people were killed by shells, officials said on Monday, including two girls.",
            [(10, "unknown", None), (2, "civilian", 0)],
        ),
        (
            "Nine rebels, including a commander, and three soldiers were killed.",
            [(9, "combatant", None), (1, "combatant", 0), (3, "combatant", None)],
        ),
        ("The raid killed two men aged 20 and 31, and five soldiers.", [(2, "unknown", None), (5, "combatant", None)]),
        ("The strike killed 12 Ukrainian and Polish soldiers.", [(12, "combatant", None)]),
    ],
)
def test_parts_of_a_whole(text: str, want: list[Told]) -> None:
    assert told(EXTRACTOR.read(text).claims) == want


def test_a_part_said_again_with_its_whole_is_said_again() -> None:
    text = "Shelling kills four, including two children\nFour people, including two children, were killed by shells."
    claims = EXTRACTOR.read(text).claims
    assert [(c.n, c.within, c.again) for c in claims] == [(4, None, None), (2, 0, None), (4, None, 0), (2, 0, 1)]


def test_how_many_are_of_each_of_two_sides_is_not_said() -> None:
    (claim,) = EXTRACTOR.read("The strike killed 12 Ukrainian and Polish soldiers.").claims
    assert claim.side is None


def test_kin_are_nobody_s_fighters() -> None:
    (claim,) = EXTRACTOR.read("A strike killed nine members of families of Islamic State fighters.").claims
    assert (claim.class_.value, claim.side, claim.sub) == ("civilian", None, None)


def test_the_wounded_beside_a_part_are_a_part() -> None:
    text = "Two men were killed and four wounded in separate raids. In one, rebels killed a man and hurt three."
    claims = EXTRACTOR.read(text).claims
    assert [(c.n, c.within) for c in claims] == [(2, None), (4, None), (1, 0), (3, 1)]


def test_one_who_was_among_those_told_below_is_a_part_of_them() -> None:
    text = "A commander of the militia was killed by a drone. Ivo Lind was among three fighters killed in the strike."
    claims = EXTRACTOR.read(text).claims
    (whole,) = [number for number, claim in enumerate(claims) if claim.within is None]
    assert claims[whole].n == 3


def test_the_weekday_of_a_figure_said_again_makes_no_second_event() -> None:
    published = dt.datetime(2026, 8, 1, 10, tzinfo=dt.UTC)  # a Saturday
    text = "Shelling kills four in Rafah\nFour people were killed by shells in Rafah on Tuesday."
    assert len(EXTRACTOR.read(text, published=published).events) == 1
    other = "Shelling kills four in Rafah\nSix people were killed by shells in Rafah on Tuesday."
    assert len(EXTRACTOR.read(other, published=published).events) == 2


@pytest.mark.parametrize(
    ("text", "wounded"),
    [
        ('One civilian received "minor injuries" in the raid by soldiers.', 1),
        ("Gunmen shot a farmer. Two others were wounded in the attack.", 3),
        ("Gunmen shot a farmer, who died. Two others were wounded in the attack.", 2),
    ],
)
def test_the_wounded(text: str, wounded: int) -> None:
    claims = EXTRACTOR.read(text).claims
    assert (
        sum(c.n or 0 for c in claims if c.outcome == "wounded" and c.state == "active" and c.within is None) == wounded
    )
