"""The help: nothing of it is cut, and it stands in two columns where there is room."""

from __future__ import annotations

import pytest

from tui.query import help_rows as query_help
from tui.views.glyphs import UNICODE
from tui.views.help_rows import rows
from tui.views.rows import text_of, width_of
from tui.views.screens.index import help_groups


def lines(width: int, search: str = "") -> list[str]:
    return [text_of(row) for row in rows(help_groups(), {}, search, width, UNICODE)]


@pytest.mark.parametrize("width", [74, 149, 150, 196, 296])
def test_no_word_of_the_help_is_cut(width: int) -> None:
    text = "\n".join(lines(width))
    assert UNICODE.ellipsis not in text
    assert all(f"{name} " in text for name, _, _ in query_help())
    assert all(width_of(row) <= width for row in rows(help_groups(), {}, "", width, UNICODE))


def test_wide_help_stands_in_two_columns_and_says_the_same() -> None:
    narrow, wide = lines(149), lines(150)
    assert len(wide) < 0.75 * len(narrow)
    assert sorted(" ".join(wide).split()) == sorted(" ".join(narrow).split())
    assert wide[0].startswith("Everywhere")
    assert narrow[0] == "Everywhere"


@pytest.mark.parametrize("width", [80, 200])
def test_a_search_leaves_out_what_misses_it(width: int) -> None:
    found = "\n".join(lines(width, "captured"))
    assert "captured" in found
    assert "Everywhere" not in found
    assert lines(width, "no such words") == ['  nothing about "no such words"']
