"""The Sources screen: what is wrong with a feed has the room, and is said once."""

from __future__ import annotations

import pytest

from tests.board_fixture import NOW
from tui.model import FeedHealth, FeedStatus, Source
from tui.views.glyphs import UNICODE
from tui.views.rows import cut_rows, text_of, width_of
from tui.views.source_rows import head, source_detail, source_row

SOURCE = Source(id="euphrates", name="Euphrates Notebook", url="https://feeds.example/euphrates")
GONE = FeedHealth(
    source="euphrates",
    status=FeedStatus.FAILED,
    stage="http",
    error="HTTP 404 not found",
    http_status=404,
    last_try=NOW,
)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_error_of_a_feed_stands_in_its_row(width: int) -> None:
    row = cut_rows([source_row(SOURCE, GONE, width, NOW, UNICODE)], width - 1, "…")[0]
    assert "HTTP 404 not found" in text_of(row)
    cursor = 1  # the list draws it before each row
    assert text_of(head(width)).index("error or note") == cursor + text_of(row).index("HTTP 404")


@pytest.mark.parametrize(("width", "columns"), [(99, 0), (100, 1), (139, 1), (140, 2)])
def test_columns_come_with_the_width(width: int, columns: int) -> None:
    names = text_of(head(width))
    assert ("next" in names) + ("last success" in names) == columns
    assert width_of(head(width)) <= width


@pytest.mark.parametrize("width", [36, 40, 60, 63, 64, 80])
def test_no_heading_is_cut(width: int) -> None:
    assert width_of(head(width)) <= width
    names, row = text_of(head(width)), text_of(source_row(SOURCE, GONE, width, NOW, UNICODE))
    assert names.index("error") == 1 + row.index("HTTP 404")


def test_the_detail_says_an_error_once() -> None:
    text = "\n".join(text_of(row) for row in source_detail(SOURCE, GONE, 100, NOW))
    assert text.count("HTTP 404") == 1
    assert "last success never" in text


def test_the_detail_says_the_answer_where_the_error_does_not() -> None:
    broken = FeedHealth(
        source="euphrates", status=FeedStatus.FAILED, stage="parse", error="no feed: a web page", http_status=200
    )
    assert "HTTP 200" in "\n".join(text_of(row) for row in source_detail(SOURCE, broken, 100, NOW))
