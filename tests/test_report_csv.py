"""A spreadsheet that opens the report runs nothing of it."""

import csv
import io

import msgspec
import pytest

from tests.board_fixture import CONFIG, NOW, helicopter
from tui.model import Changes
from tui.report import to_csv
from tui.situation import situation
from tui.store.memory import Store


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_is_text(sign: str) -> None:
    title = f'{sign}HYPERLINK("http://x.example","strike")'
    store = Store(CONFIG.sources, fronts=CONFIG.fronts)
    store.apply(Changes(time=NOW, incidents=(msgspec.structs.replace(helicopter(), title=title),)))
    rows = list(csv.DictReader(io.StringIO(to_csv(situation(store, CONFIG.fronts, 1e9, NOW)))))
    assert rows
    assert {row["title"] for row in rows} == {f"'{title}"}
