"""The filter finds what extraction read, whatever spelling either was given."""

import pytest

from tui.extraction.keys import key
from tui.letters import APOSTROPHES, LETTERS
from tui.query.fold import fold, name_key


@pytest.mark.parametrize("letter", [*LETTERS, *(letter.upper() for letter in LETTERS)])
def test_both_rooms_fold_a_letter_alike(letter: str) -> None:
    name = f"Z{letter}mar"
    assert name_key(name) == key(name)
    assert name_key(name).isascii()


@pytest.mark.parametrize("mark", APOSTROPHES)
def test_both_rooms_pass_over_an_apostrophe_alike(mark: str) -> None:
    assert name_key(f"Sana{mark}a") == key(f"Sana{mark}a") == "sanaa"
    assert fold(f"Sana{mark}a") == "sana'a"


@pytest.mark.parametrize(("typed", "printed"), [("Agdara", "Ağdərə"), ("sana'a", "Sanaʻa"), ("Faeroe", "Færoe")])
def test_a_plain_spelling_finds_the_printed_one(typed: str, printed: str) -> None:
    assert name_key(typed) == name_key(printed)
