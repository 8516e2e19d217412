"""The map: where a front's incidents are, and what happened at the selected place.

Invariant: the map moves only when another front is chosen, the keys zoom, or its size changes; what comes in appears
on it where it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from tui.model import Incident, Place
from tui.situation import Situation
from tui.views.keys import SELECTED, key
from tui.views.map_canvas import View, around
from tui.views.map_marks import Mark, Marks, marks, other_places
from tui.views.map_rows import Area, legend, map_rows
from tui.views.messages import OpenDesk, WhyIncident
from tui.views.pane_list import news
from tui.views.rows import EMPTY, Row, wrap_row
from tui.views.screens.by_front import ByFrontScreen, Choice
from tui.views.widgets.pager import Pager
from tui.views.widgets.painted import RowsWidget
from tui.wording import plural

NEARER = 1.6
MOST_ZOOM = 8


class MapScreen(ByFrontScreen):
    NAME = "map"
    BINDINGS: ClassVar[list[BindingType]] = [
        *SELECTED,
        key("plus,equals_sign", "zoom_in(1)", "map_nearer", "Nearer to the selected place"),
        key("minus", "zoom_in(-1)", "map_farther", "Farther away again"),
    ]
    DEFAULT_CSS = """
    MapScreen #tabs { height: 1; }
    MapScreen #split { layout: vertical; height: 1fr; }
    MapScreen #map { height: 1fr; width: 1fr; }
    MapScreen #here { height: 6; border-top: solid $foreground 25%; padding: 0 1; }
    MapScreen.-short #here, MapScreen.-tiny #here { display: none; }
    MapScreen.-wide #split { layout: horizontal; }
    MapScreen.-wide #here { height: 1fr; width: 56; border-top: none; border-left: solid $foreground 25%; }
    MapScreen.-ascii #here { border-top: ascii $foreground 25%; }
    MapScreen.-ascii.-wide #here { border-top: none; border-left: ascii $foreground 25%; }
    MapScreen #legend { height: 2; }
    MapScreen.-tiny #legend { display: none; }
    """

    _found = Marks((), 0, 0)
    _others: list[Place]
    _of: tuple[Situation, Choice] | None = None
    """What these were found in."""
    _place: str | None = None
    """Id of the selected place."""
    zoom = 0
    """Steps nearer than all of the front."""
    _framed: tuple[Choice, int, int] | None = None
    _frame: View | None = None
    """All of the front, before any zoom."""

    def body(self) -> Iterable[Widget]:
        signs = self.board.signs
        yield RowsWidget(id="tabs", signs=signs)
        yield Container(RowsWidget(id="map", signs=signs), Pager(id="here", signs=signs), id="split")
        yield RowsWidget(id="legend", signs=signs)

    def on_mount(self) -> None:
        self.query_one("#here").can_focus = False

    # --- what is shown ---------------------------------------------------------------------------------

    @property
    def mark(self) -> Mark | None:
        """The selected place; the first one when the selected one is gone."""
        found = self._found.marks
        return next((mark for mark in found if mark.place.id == self._place), found[0] if found else None)

    def selected(self) -> Incident | None:
        return self.mark.incidents[0] if self.mark else None

    def _areas(self) -> tuple[Area, ...]:
        front, unassigned = self.chosen
        return tuple(
            each.area for each in self.board.fronts if each.area and not unassigned and front in (None, each.id)
        )

    def choose(self, choice: Choice) -> None:
        self._place, self.zoom = None, 0
        super().choose(choice)

    # --- drawing ---------------------------------------------------------------------------------------

    def draw_body(self) -> None:
        self.query_one("#tabs", RowsWidget).show([self.tabs(self.size.width)])
        self._find()
        widget = self.query_one("#map", RowsWidget)
        view = self._view(widget.size.width, widget.size.height)
        if view is None:
            words = "no place is known of any incident in the window: t widens it, h and l go to other fronts"
            widget.show([EMPTY, *wrap_row((("  ", ""), (words, "dim")), max(1, widget.size.width - 2))])
            self.query_one("#legend", RowsWidget).show([])
        else:
            found = self._found.marks
            widget.show(map_rows(view, self._areas(), found, self._others, self.mark, self.board.signs))
            hidden = sum(view.cell(mark.place.lon, mark.place.lat) is None for mark in self._found.marks)
            self.query_one("#legend", RowsWidget).show(legend(view, self._found, hidden, self.board.signs))
        self.query_one("#here", Pager).show(self._place, self._here)

    def _find(self) -> None:
        """The places, once for each situation and front: of 100,000 incidents it takes a while."""
        situation = self.board.situation
        if self._of is None or self._of[0] is not situation or self._of[1] != self.chosen:
            self._of = (situation, self.chosen)
            self._found = marks(self.incidents())
            self._others = other_places(self.board.store.incidents.values(), self._found.marks)

    def _view(self, width: int, height: int) -> View | None:
        """The frame of before while it has the same front and size: a map that jumps with every report is no map."""
        if not self._found.marks or width < 1 or height < 1:
            self._framed = None
            return None
        framed = (self.chosen, width, height)
        if self._frame is None or self._framed != framed:
            self._framed, self._frame = framed, around(self._corners(), width, height)
        mark = self.mark
        if self.zoom and mark is not None:
            return self._frame.nearer(mark.place.lon, mark.place.lat, NEARER**self.zoom)
        return self._frame

    def _corners(self) -> list[tuple[float, float]]:
        places = [(mark.place.lon, mark.place.lat) for mark in self._found.marks]
        if self.chosen[0] is None:
            return places
        return places + [(lon, lat) for area in self._areas() for lat, lon in area]

    def _here(self, width: int) -> list[Row]:
        """The selected place and what happened there."""
        mark, board = self.mark, self.board
        if mark is None:
            return []
        place = mark.place
        facts = f"  {place.kind}, {place.country}{board.signs.dot}{plural(len(mark.incidents), 'incident')}"
        rows = wrap_row(((place.name, "title"), (facts, "dim")), width)
        new, room = board.new_of(mark.incidents), 2 * len(mark.incidents)
        return rows + news(mark.incidents, new, board.just_in, board.now, width, room, board.signs)

    # --- keys ------------------------------------------------------------------------------------------

    def _go(self, index: int) -> None:
        found = self._found.marks
        if found:
            self._place = found[max(0, min(index, len(found) - 1))].place.id
            self.draw_body()

    def action_move(self, step: int) -> None:
        mark = self.mark
        if mark is not None:
            self._go(self._found.marks.index(mark) + step)

    def action_page(self, pages: float) -> None:
        self.action_move(5 if pages > 0 else -5)

    def action_edge(self, row: int) -> None:
        self._go(row if row >= 0 else len(self._found.marks))

    def action_zoom_in(self, step: int) -> None:
        mark = self.mark
        if mark is not None:
            # The place stays selected while others come in: it is what the map is about now.
            self._place = mark.place.id
            self.zoom = max(0, min(MOST_ZOOM, self.zoom + step))
            self.draw_body()

    def action_open(self) -> None:
        front, unassigned = self.chosen
        incident = self.selected()
        self.post_message(OpenDesk(front, unassigned=unassigned, incident=incident.id if incident else None))

    def action_evidence(self) -> None:
        incident = self.selected()
        if incident is not None:
            self.post_message(WhyIncident(incident))

    def leave(self) -> bool:
        if self.zoom:
            self.zoom = 0
            self.draw_body()
            return True
        return False
