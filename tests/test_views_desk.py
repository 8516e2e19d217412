"""The desk's list: its orders and its heading."""

from __future__ import annotations

from tests.board_fixture import figure, incident
from tui.model import Outcome
from tui.views.format import outcome_text
from tui.views.glyphs import UNICODE
from tui.views.incident_rows import head
from tui.views.ordering import ORDERS
from tui.views.rows import text_of, width_of


def test_the_desk_sorts_by_the_figure_that_its_column_shows() -> None:
    sums_to_more = incident(
        "a", "x", 1, figures=(figure(Outcome.KILLED, 8, 8), figure(Outcome.KILLED, 7, 7), figure(Outcome.KILLED, 6, 6))
    )
    rest = [
        incident("b", "x", 2, figures=(figure(Outcome.KILLED, 19, 34),)),
        incident("c", "x", 3, figures=(figure(Outcome.KILLED, 12, None),)),
        incident("d", "x", 4),
        incident("e", "x", 5, figures=(figure(Outcome.KILLED, 20, None),)),
    ]
    order = next(order for order in ORDERS if order.column == "killed")
    shown = [outcome_text(one, Outcome.KILLED) for one in order.sorted([sums_to_more, *rest])]
    assert shown == ["19-34", "20+", "12+", "8", ""]


def test_the_note_of_what_came_in_covers_no_name_of_a_column() -> None:
    for width in (42, 80, 120):
        plain = text_of(head(width, UNICODE, "killed", fronts=True))
        noted = text_of(head(width, UNICODE, "killed", fronts=True, note="1,234 new above (g)"))
        assert width_of(((plain, ""),)) == width_of(((noted, ""),)) == width
        assert "new above" in noted
        assert plain.split("incident")[1].strip() == noted.split("new above (g)")[1].strip()
