"""The desk's list: its orders and its heading."""

from __future__ import annotations

from tests.board_fixture import NOW, figure, incident
from tests.board_pilot import running
from tui.model import Changes, Outcome
from tui.views.format import outcome_text
from tui.views.glyphs import UNICODE
from tui.views.incident_rows import head
from tui.views.ordering import ORDERS
from tui.views.rows import text_of, width_of
from tui.views.screens.desk import DeskScreen


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


async def test_a_row_whose_incident_is_gone_is_not_taken_for_the_one_before() -> None:
    """While the picture is held still, the list keeps rows of incidents that have joined others since."""
    async with running(start="desk") as run:
        await run.press("0", "p")
        screen = run.app.front_screen
        assert isinstance(screen, DeskScreen)
        first, second, third = screen.rows.keys[:3]
        await run.give(Changes(time=NOW, gone=(second,)))
        assert screen.selected() is run.board.store.incidents[first]
        assert "joined into another incident" in await run.press("j")
        assert screen.selected() is None
        await run.press("y")
        assert "nothing is selected" in run.status()
        await run.press("j")
        assert screen.selected() is run.board.store.incidents[third]
