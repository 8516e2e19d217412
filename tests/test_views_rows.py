"""Rows fit their width exactly, whatever text they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.text import is_safe
from tui.views.glyphs import ASCII, UNICODE, Glyphs, spark
from tui.views.rows import clean, cut, fit, left, right, spread, text_of, width_of, wrap, wrap_row

TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "[/b]",
        "a\x1b[31mb",
        "\u202egnp.exe",
        "漢字漢字漢字",
        "e\u0301\u0301\u0301\u0301",
        "👩\u200d👩\u200d👧",
        "x" * 200,
        "\n\n",
    ]
)
ROWS = st.lists(st.tuples(TEXTS, st.sampled_from(["", "dim", "killed"])), max_size=6).map(tuple)
WIDTHS = st.integers(min_value=1, max_value=70)


@given(row=ROWS, width=WIDTHS)
@settings(max_examples=100, deadline=None)
def test_a_fitted_row_has_its_width_and_is_safe(row: tuple[tuple[str, str], ...], width: int) -> None:
    fitted = fit(row, width)
    assert width_of(fitted) == width
    assert is_safe(text_of(fitted))
    assert "\n" not in text_of(fitted)


@given(start=ROWS, end=ROWS, width=WIDTHS)
@settings(max_examples=100, deadline=None)
def test_spread_has_its_width(start: tuple[tuple[str, str], ...], end: tuple[tuple[str, str], ...], width: int) -> None:
    clean_start = tuple((clean(text), style) for text, style in start)
    clean_end = tuple((clean(text), style) for text, style in end)
    assert width_of(spread(clean_start, clean_end, width)) == width


@given(row=ROWS, width=st.integers(min_value=4, max_value=70))
@settings(max_examples=100, deadline=None)
def test_wrapping_loses_nothing_but_spaces(row: tuple[tuple[str, str], ...], width: int) -> None:
    lines = wrap_row(row, width)
    assert all(width_of(line) <= width for line in lines)
    whole = "".join(clean(text) for text, _ in row)
    assert "".join(text_of(line) for line in lines).replace(" ", "") == whole.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Strike on depot", 20, "Strike on depot"),
        ("Strike on depot", 9, "Strike o…"),
        ("Strike on depot", 8, "Strike…"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        ("[UNCONFIRMED] strike", 30, "[UNCONFIRMED] strike"),
        ("anything", 0, ""),
    ],
)
def test_cut(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_left_and_right_fill_up() -> None:
    assert left("漢", 4) == "漢  "
    assert right("12-34", 8) == "   12-34"


def test_a_limit_of_lines_shows_that_something_is_missing() -> None:
    assert wrap("one two three four five", 9, limit=2) == ["one two", "three fo…"]


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_spark_has_one_cell_for_each_bucket_and_marks_every_count(signs: Glyphs) -> None:
    line = spark((0, 1, 0, 40), 4, signs)
    assert len(line) == 4
    assert line[0] == line[2]
    assert line[1] != line[0], "one incident must be seen beside forty"
    assert line[3] == signs.sparks[-1]


def test_spark_sums_neighbours() -> None:
    assert spark((1, 1, 0, 0), 2, UNICODE) == UNICODE.sparks[-1] + UNICODE.sparks[0]
    assert spark((), 5, UNICODE) == ""
    assert spark((0, 0), 2, UNICODE) == UNICODE.sparks[0] * 2
