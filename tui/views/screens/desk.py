"""The desk: one front's incidents, or all of them, with everything that is known of the selected one.

Invariant: what comes in never moves the row that the analyst is on; out of sight, it is counted at the list's edges
until it has been in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from tui.model import Incident
from tui.views.detail_rows import detail
from tui.views.incident_rows import head, incident_row
from tui.views.keys import FRONTS, INCIDENTS, MOVES, SIDEWAYS, key
from tui.views.messages import MarkSeen, ReadReports, Say, WhyIncident
from tui.views.ordering import ORDERS, Order
from tui.views.rows import Row
from tui.views.screens.base import BoardScreen
from tui.views.widgets.pager import Pager
from tui.views.widgets.painted import RowsWidget
from tui.views.widgets.row_list import RowList

NOTHING = "  nothing here: t widens the window"
FILTERED = ", Ctrl+f lifts the filter"


class DeskScreen(BoardScreen):
    NAME = "desk"
    HINTS = ("b read", "i why")
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        *SIDEWAYS,
        *FRONTS,
        *INCIDENTS,
        key("S", "sort", "sort", "Sort: newest, most killed, most wounded, best known, most origins"),
    ]
    DEFAULT_CSS = """
    DeskScreen #split { layout: vertical; height: 1fr; }
    DeskScreen #left { height: 2fr; width: 1fr; layout: vertical; }
    DeskScreen #detail { height: 3fr; width: 1fr; border-top: solid $foreground 25%;
                          padding: 0 1; }
    DeskScreen #head { height: 1; }
    DeskScreen.-tiny #detail, DeskScreen.-short #detail { display: none; }
    DeskScreen.-wide #split { layout: horizontal; }
    DeskScreen.-wide #left { height: 1fr; width: 11fr; padding-right: 1; }
    DeskScreen.-wide #detail { height: 1fr; width: 10fr; border-top: none; border-left: solid $foreground 25%;
                               padding: 0 1; }
    DeskScreen.-ascii #detail { border-top: ascii $foreground 25%; border-left: none; border-right: none;
                               border-bottom: none; }
    DeskScreen.-ascii.-wide #detail { border-top: none; border-left: ascii $foreground 25%; }
    DeskScreen.-zoom-list #detail { display: none; }
    DeskScreen.-zoom-detail #left { display: none; }
    DeskScreen.-zoom-detail #detail { display: block; }
    """

    front: str | None = None
    unassigned = False
    order: Order = ORDERS[0]
    _asked: tuple[object, ...] = ()
    """What the list goes by besides what is known."""
    _held: Incident | None = None
    """The selected incident as it was last shown."""

    def body(self) -> Iterable[Widget]:
        signs = self.board.signs
        with_list = Container(
            RowsWidget(id="head", signs=signs),
            RowList(self._row, id="list", signs=signs),
            id="left",
        )
        return (Container(with_list, Pager(id="detail", signs=signs), id="split"),)

    @property
    def rows(self) -> RowList:
        return self.query_one("#list", RowList)

    @property
    def pager(self) -> Pager:
        return self.query_one("#detail", Pager)

    @property
    def heading(self) -> str:
        return "Unassigned" if self.unassigned else self.board.front_name(self.front)

    # --- drawing ---------------------------------------------------------------------------------------

    def look_at(self, front: str | None, *, unassigned: bool = False, incident: str | None = None) -> None:
        """Another front; the cursor goes to ``incident`` or to the newest."""
        other = (front, unassigned) != (self.front, self.unassigned)
        self.front, self.unassigned = front, unassigned
        if self.is_mounted:
            if other:
                self.rows.show(())
            self.draw()
            if incident is not None:
                self.rows.show(self.rows.keys, select=incident)

    def draw_body(self) -> None:
        incidents = self.board.incidents(self.front, unassigned=self.unassigned)
        asked = (self.front, self.unassigned, self.order.name, self.board.asked())
        self.rows.empty = (((NOTHING + FILTERED if self.board.filter.applies else NOTHING, "dim"),),)
        self.rows.show([incident.id for incident in self.order.sorted(incidents)], afresh=asked != self._asked)
        self._asked = asked
        self._draw_head()
        self._draw_detail()

    def _draw_head(self) -> None:
        width, signs = max(0, self.rows.row_width), self.board.signs
        # g goes to the head of the list, where the newest are only in the first of the orders.
        way = "g" if self.order is ORDERS[0] else "K"
        arrived = f"{self.rows.news_above:,} new above ({way})" if self.rows.news_above else ""
        names = head(width, signs, self.order.column, fronts=self._shows_fronts, note=arrived)
        self.query_one("#head", RowsWidget).show([((" ", ""), *names)])

    @property
    def _shows_fronts(self) -> bool:
        return self.front is None and not self.unassigned

    def _row(self, key: str, width: int) -> Row:
        board = self.board
        incident = board.store.incidents.get(key)
        if incident is None:
            return (("  joined into another incident, or past", "dim"),)
        names = None
        if self._shows_fronts:
            names = ", ".join(board.front_names.get(front, front) for front in incident.fronts) or "unassigned"
        fresh, just = board.store.is_new(incident), incident.id in board.just_in
        return incident_row(incident, width, board.now, board.signs, fresh=fresh, just=just, headed=True, front=names)

    def _draw_detail(self) -> None:
        incident = self.selected()
        if incident is None:
            self.pager.show(None, lambda _: ())
            return
        context = self.board.context()
        self.pager.show(incident.id, lambda width: detail(incident, context, width))

    def counts(self) -> tuple[int, int]:
        board = self.board
        shown = len(board.incidents(self.front, unassigned=self.unassigned))
        return shown, board.total(self.front, unassigned=self.unassigned)

    def new_count(self) -> int:
        return len(self.board.new_of(self.board.incidents(self.front, unassigned=self.unassigned)))

    def on_row_list_moved(self) -> None:
        self._draw_head()
        self._draw_detail()

    def on_row_list_sighted(self) -> None:
        self._draw_head()

    def on_row_list_opened(self) -> None:
        self.action_open()

    # --- keys ------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.rows.way_down = "J"
        self.home()

    def home(self) -> None:
        self.rows.focus()

    def looks_at(self) -> tuple[str | None, bool]:
        return self.front, self.unassigned

    def selected(self) -> Incident | None:
        """The incident of the row, also while it is there no more: as it was when the row was selected."""
        key, held = self.rows.key, self._held
        found = self.board.store.incidents.get(key) if key else None
        if found is None and held is not None and held.id == key:
            return held
        self._held = found
        return found

    @property
    def _in_detail(self) -> bool:
        return self.pager.has_focus

    def action_move(self, step: int) -> None:
        (self.pager if self._in_detail else self.rows).move(step)

    def action_page(self, pages: float) -> None:
        (self.pager if self._in_detail else self.rows).page(pages)

    def action_edge(self, row: int) -> None:
        if self._in_detail:
            self.pager.go(row)
        else:
            self.rows.go(row if row >= 0 else len(self.rows.keys))
            self._draw_head()

    def action_side(self, step: int) -> None:
        target = self.pager if step > 0 and not self._in_detail else self.rows
        if target.display:
            target.focus()

    def action_open(self) -> None:
        """One step nearer to the words: from the list to the claims, from these to the reports that make them."""
        incident = self.selected()
        if self._in_detail and incident is not None:
            self.post_message(ReadReports(incident))
        elif self.pager.display:
            self.pager.focus()
        else:
            self.action_evidence()

    def action_evidence(self) -> None:
        incident = self.selected()
        if incident is not None:
            self.post_message(WhyIncident(incident))

    def action_mark(self) -> None:
        incident = self.selected()
        if incident is not None:
            self.post_message(MarkSeen([incident]))
            self.rows.move(1)

    def action_mark_all(self) -> None:
        self.post_message(MarkSeen(self.board.incidents(self.front, unassigned=self.unassigned)))

    def action_new(self, step: int) -> None:
        self._seek(step, self.board.store.is_new, "nothing new further on")

    def action_match(self, step: int) -> None:
        if not self.board.filter.text:
            self.post_message(Say("no filter to match: / sets one"))
            return
        self._seek(step, self.board.accepts, "no match further on")

    def _seek(self, step: int, wanted: Callable[[Incident], bool], otherwise: str) -> None:
        keys, incidents = self.rows.keys, self.board.store.incidents
        ahead = range(self.rows.cursor + 1, len(keys)) if step > 0 else range(self.rows.cursor - 1, -1, -1)
        for index in ahead:
            incident = incidents.get(keys[index])
            if incident is not None and wanted(incident):
                self.rows.go(index)
                return
        self.post_message(Say(otherwise))

    def action_sort(self) -> None:
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.draw()
        self.rows.go(0)
        self.post_message(Say(self.order.name))

    def action_zoom(self) -> None:
        zoomed = self._is_zoomed()
        self.remove_class("-zoom-list", "-zoom-detail")
        if not zoomed:
            self.add_class("-zoom-detail" if self._in_detail else "-zoom-list")

    def _is_zoomed(self) -> bool:
        return self.has_class("-zoom-list") or self.has_class("-zoom-detail")

    def leave(self) -> bool:
        if self._is_zoomed():
            self.action_zoom()
            return True
        if self._in_detail:
            self.rows.focus()
            return True
        return False
