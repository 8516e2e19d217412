"""A lexicon file with an error is refused with its path, the line of the entry and what was expected there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.extraction.lexicon import HERE, LexiconError, load, phrases

ENGLISH = (HERE / "en.toml").read_text("utf-8")


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "expected"),
    [
        ("[outcomes.finite]\nkilled = [", "[outcomes.finite]\nkilled = 3 #[", "[outcomes.finite]", "is no TOML"),
        ('toll_nouns = "dead', 'toll_nouns = "Dead', 'toll_nouns = "Dead', 'expected "dead"'),
        ('toll_nouns = "', 'toll_nouns = 3 #"', "toll_nouns = 3", "expected words or a list of phrases"),
        ('"takes the lives of",', '"Takes the lives of",', '"Takes the lives of",', 'expected "takes the lives of"'),
        ("dozen = 12", 'dozen = "12"', 'dozen = "12"', '"dozen": expected a whole number'),
        ('journalist = "journalist ', 'journalist = "journalist child ', 'child = "child children', "one label"),
        ('halves = "', 'quarters = "', 'quarters = "', "no such table"),
    ],
)
def test_an_error_names_its_line_and_what_was_expected(
    tmp_path: Path, old: str, new: str, at: str, expected: str
) -> None:
    assert old in ENGLISH
    changed = ENGLISH.replace(old, new, 1)
    path = tmp_path / "xx.toml"
    path.write_text(changed, "utf-8")
    with pytest.raises(LexiconError) as caught:
        load(path)
    assert expected in caught.value.message
    if "TOML" not in expected:
        assert caught.value.line == line_of(changed, at)


def test_a_possessive_is_a_word_of_its_own() -> None:
    assert phrases(["last month's"]) == {"last": (("last", "month", "'s"), ("last", "month", "\u2019s"))}


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    start = ENGLISH.index("\nlaters = ")
    path = tmp_path / "xx.toml"
    path.write_text(ENGLISH[:start] + ENGLISH[ENGLISH.index("\n", start + 1) :], "utf-8")
    with pytest.raises(LexiconError, match="table laters is missing"):
        load(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        load(tmp_path / "none.toml")
