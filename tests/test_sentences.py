"""Sentences and tokens: positions hold, abbreviations do not part sentences, the work is linear."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.extraction.lexicon import LexiconError, lexicon, load
from tui.extraction.sentences import split


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Five killed in raid\nThe army said so.", ["Five killed in raid", "The army said so."]),
        ("Lt. Col. A. Petrov died. Two others fled.", ["Lt. Col. A. Petrov died.", "Two others fled."]),
        (
            "U.S. men left St. Mary in Jan. 2019. Nobody died.",
            ["U.S. men left St. Mary in Jan. 2019.", "Nobody died."],
        ),
        ("They went to the U.S. The army stayed.", ["They went to the U.S.", "The army stayed."]),
        ("It began at 5 p.m. At least two died.", ["It began at 5 p.m.", "At least two died."]),
        ("Shelling at 5 a.m. Monday killed two.", ["Shelling at 5 a.m. Monday killed two."]),
        ("Bridge No. 7 was hit.", ["Bridge No. 7 was hit."]),
        ('"We lost two." He left.', ['"We lost two."', "He left."]),
        ("Two were killed.Three were hurt.", ["Two were killed.", "Three were hurt."]),
        ("A 3.5 tonne bomb fell... Nobody died!", ["A 3.5 tonne bomb fell...", "Nobody died!"]),
        ("...", []),
        ("", []),
    ],
)
def test_split(text: str, sentences: list[str]) -> None:
    assert texts(text) == sentences


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("47th Brigade's 1,200 men", ["47th", "Brigade", "'s", "1,200", "men"]),
        ("a 12-year-old boy", ["a", "12-year-old", "boy"]),
        ("12-19 hurt, $5.2m lost", ["12-19", "hurt", ",", "$", "5.2m", "lost"]),
        ("Ka-52 didn't crash (60)", ["Ka-52", "didn't", "crash", "(", "60", ")"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for sentence in split(text) for token in sentence.tokens] == tokens


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aB1 .,'\n\"-?(é)", max_size=80))
def test_positions_hold_and_never_overlap(text: str) -> None:
    position = 0
    for sentence in split(text):
        assert sentence.start >= position
        assert text[sentence.start : sentence.end] == sentence.text
        assert "\n" not in sentence.text
        for token in sentence.tokens:
            assert token.start >= position
            assert text[token.start : token.end] == token.text
            position = token.end
        assert position == sentence.end


@pytest.mark.parametrize("unit", ["-", "1,", "a'", "a.b.", "1-", ".", "12a", "killed. Two "])
def test_long_text_gives_tokens_in_proportion(unit: str) -> None:
    def count(repeats: int) -> int:
        return sum(len(sentence.tokens) for sentence in split("x " + unit * repeats))

    assert count(20_000) <= 2 * count(10_000) + 8


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (lambda text: text.replace("[sentences]", "[sentences"), 4, "is no TOML"),
        (lambda text: text.replace("abbreviations =", "abreviations =", 1), 6, "no such table"),
        (lambda text: text.replace("mr mrs", "Mr mrs"), 7, "not in lower case"),
    ],
)
def test_lexicon_errors_name_file_and_line(
    tmp_path: Path, change: Callable[[str], str], line: int, message: str
) -> None:
    source = (Path(__file__).parents[1] / "tui" / "extraction" / "lexicon" / "en.toml").read_text("utf-8")
    path = tmp_path / "xx.toml"
    path.write_text(change(source), "utf-8")
    with pytest.raises(LexiconError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


def test_lexicon_is_read_once() -> None:
    assert lexicon() is lexicon()
