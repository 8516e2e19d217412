"""The wall: every front at once, one pane each, rearranged for whatever size the terminal has.

Invariant: a front's digit is its place in the file and never changes while panes come and go; fronts with nothing in
the window share one line at the bottom.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from tui.model import Incident
from tui.situation import FrontSituation
from tui.views.format import instant_text
from tui.views.keys import FRONTS, INCIDENTS, MOVES, SIDEWAYS
from tui.views.messages import MarkSeen, OpenDesk, Say, WhyIncident
from tui.views.pane_rows import PaneView, need, quiet_rows
from tui.views.rows import Row, fit
from tui.views.screens.base import BoardScreen
from tui.views.start_rows import Quiet, start
from tui.views.wall_grid import Grid, grid
from tui.views.widgets.filter_bar import FilterBar
from tui.views.widgets.front_pane import FrontPane
from tui.views.widgets.painted import RowsWidget


class WallScreen(BoardScreen):
    NAME = "wall"
    BINDINGS: ClassVar[list[BindingType]] = [*MOVES, *SIDEWAYS, *FRONTS, *INCIDENTS]
    DEFAULT_CSS = """
    WallScreen #panes { layout: grid; grid-gutter: 0; height: 1fr; overflow-x: hidden; overflow-y: auto;
                        scrollbar-size-vertical: 1; }
    WallScreen #start { height: 1fr; }
    WallScreen #quiet { height: 1; }
    """

    quiet_height = 0
    zoomed: str | None = None
    """Key of the pane that has all of the screen."""
    _plan: tuple[Grid, int] | None = None
    _front: str | None = None
    """Key of the pane that last had the focus."""
    _used = False
    """A key or a click has come."""

    def body(self) -> Iterable[Widget]:
        yield RowsWidget(id="start", signs=self.board.signs)
        yield Container(id="panes")
        yield RowsWidget(id="quiet", signs=self.board.signs)

    @property
    def panes(self) -> list[FrontPane]:
        """Those in sight, in order."""
        return [pane for pane in self.query(FrontPane) if pane.display]

    @property
    def focused_pane(self) -> FrontPane | None:
        return self.focused if isinstance(self.focused, FrontPane) else None

    # --- drawing ---------------------------------------------------------------------------------------

    def draw_body(self) -> None:
        fronts = self.board.panes()
        # While a filter is being typed nothing jumps: what it empties keeps its pane until the line is closed.
        typing = self._is_typing
        busy = [front for front in fronts if front.incidents or (front.total and typing)]
        quiet = [front for front in fronts if front not in busy]
        some = bool(busy) or any(front.total for front in fronts)
        self.query_one("#start").display = not some
        self.query_one("#panes").display = some
        if not some:
            self._draw_start()
        if self.zoomed and self.zoomed in {_key(front) for front in busy}:
            busy = [front for front in busy if _key(front) == self.zoomed]
        self._draw_quiet(quiet if some and not self.zoomed else [])
        self._draw_panes(busy)

    def _draw_start(self) -> None:
        board = self.board
        quiet = Quiet(
            sources=board.config.sources,
            feeds=board.feeds,
            window=board.window_name,
            older=len(board.store.incidents),
            muted=board.muted,
            then=instant_text(board.past.at) if board.past else "",
        )
        rows = start(quiet, self.size.width, max(1, self.size.height - 2), board.signs)
        self.query_one("#start", RowsWidget).show(rows)

    def _draw_quiet(self, quiet: list[FrontSituation]) -> None:
        """Fronts with nothing to show, by name and key, in as many lines as a tenth of the screen."""
        widget = self.query_one("#quiet", RowsWidget)
        lines = quiet_rows(
            [(self.board.digit_of(front.id), front) for front in quiet], self.size.width, self.board.signs
        )
        most = max(1, self.size.height // 10)
        if len(lines) > most:
            more: Row = ((f" {self.board.signs.ellipsis}", "dim"),)
            lines = [*lines[: most - 1], fit(lines[most - 1], self.size.width - 4, "") + more]
        self.quiet_height = len(lines) if quiet and self.size.height >= 8 else 0
        widget.display = bool(self.quiet_height)
        widget.styles.height = max(1, self.quiet_height)
        widget.show(lines)

    def _draw_panes(self, fronts: list[FrontSituation]) -> None:
        existing = list(self.query(FrontPane))
        views = [self._view(front) for front in fronts]
        if len(existing) < len(views):
            new = [FrontPane(view, self.board.signs) for view in views[len(existing) :]]
            self.query_one("#panes").mount(*new)
            self.call_after_refresh(self.home)
            existing += new
        for index, pane in enumerate(existing):
            pane.display = index < len(views)
            if index < len(views):
                pane.show(views[index])
        self._arrange(views, existing)
        self._keep_focus()

    def _arrange(self, views: list[PaneView], panes: list[FrontPane]) -> None:
        count = len(views)
        box = self.query_one("#panes")
        chrome = 1 + (self.size.height >= 8) + self.quiet_height + self.query_one(FilterBar).lines
        before = self._plan[0].columns if self._plan and self._plan[1] == count else 0
        plan = grid([need(view) for view in views], self.size.width, max(1, self.size.height - chrome), before)
        if count == 0 or self._plan == (plan, count):
            return
        self._plan = (plan, count)
        box.styles.grid_size_columns = plan.columns
        box.styles.grid_rows = tuple(plan.heights)
        for index, pane in enumerate(panes[:count]):
            pane.styles.column_span = plan.last_span if index == count - 1 else 1

    def turn(self) -> None:
        """The next page of panes, when they do not all fit; for a wall that nobody scrolls."""
        box = self.query_one("#panes")
        if box.max_scroll_y:
            end = box.scroll_offset.y + box.size.height
            hidden = [pane.virtual_region for pane in self.panes if pane.virtual_region.bottom > end]
            box.scroll_to(y=min((region.y for region in hidden), default=0), animate=False, immediate=True, force=True)

    def _view(self, front: FrontSituation) -> PaneView:
        board = self.board
        new = board.new_of(front.incidents)
        return PaneView(front, board.digit_of(front.id), new, board.window_name, board.now, board.just_in)

    # --- focus -----------------------------------------------------------------------------------------

    def home(self) -> None:
        panes = self.panes
        if panes and self.focused_pane is None and not self.board.watching and not self._is_typing:
            self.focus_pane(next((pane for pane in panes if _key(pane.view.front) == self._front), panes[0]))

    @property
    def _is_typing(self) -> bool:
        """The filter line has the focus, or is about to get it."""
        return self.query_one(FilterBar).is_open

    def focus_pane(self, pane: FrontPane) -> None:
        self._front = _key(pane.view.front)
        pane.focus()

    def _keep_focus(self) -> None:
        """The focus belongs to a front, not to a place on the screen; to the first one while nobody has chosen."""
        focused, panes = self.focused_pane, self.panes
        if focused is not None and panes and not self._used:
            self._front = _key(panes[0].view.front)
        if focused is None or self._is_typing or _key(focused.view.front) == self._front:
            return
        for pane in self.panes:
            if _key(pane.view.front) == self._front:
                pane.focus()
                return
        self._front = _key(focused.view.front)

    def on_key(self) -> None:
        self._used = True

    def on_click(self) -> None:
        self._used = True

    def on_descendant_focus(self) -> None:
        if self.focused_pane is not None:
            self._front = _key(self.focused_pane.view.front)

    def selected(self) -> Incident | None:
        pane = self.focused_pane
        return pane.view.front.lead if pane else None

    def _step(self, step: int) -> None:
        panes = self.panes
        if not panes:
            return
        focused = self.focused_pane
        index = panes.index(focused) + step if focused in panes and focused else 0
        self.focus_pane(panes[max(0, min(index, len(panes) - 1))])

    # --- keys ------------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        self._step(step * (self._plan[0].columns if self._plan else 1))

    def action_side(self, step: int) -> None:
        self._step(step)

    def action_edge(self, row: int) -> None:
        self._step(-len(self.panes) if row == 0 else len(self.panes))

    def action_page(self, pages: float) -> None:
        self.action_move(1 if pages > 0 else -1)

    def action_new(self, step: int) -> None:
        self._seek(step, [pane for pane in self.panes if pane.view.new], "nothing new")

    def action_match(self, step: int) -> None:
        accepts = self.board.accepts
        hits = [pane for pane in self.panes if any(accepts(incident) for incident in pane.view.front.incidents)]
        self._seek(step, hits, "no match")

    def _seek(self, step: int, wanted: list[FrontPane], otherwise: str) -> None:
        panes = self.panes
        at = panes.index(self.focused_pane) if self.focused_pane in panes and self.focused_pane else -1
        order = [*panes[at + 1 :], *panes[: at + 1]] if step > 0 else [*panes[:at][::-1], *panes[max(at, 0) :][::-1]]
        found = next((pane for pane in order if pane in wanted), None)
        if found is None:
            self.post_message(Say(otherwise))
        else:
            self.focus_pane(found)

    def action_open(self) -> None:
        if self.focused_pane:
            self._open(self.focused_pane.view.front.id)

    def on_front_pane_chosen(self, event: FrontPane.Chosen) -> None:
        self._open(event.front)

    def _open(self, front: str | None) -> None:
        self.post_message(OpenDesk(front, unassigned=front is None))

    def action_evidence(self) -> None:
        lead = self.selected()
        if lead is not None:
            self.post_message(WhyIncident(lead))

    def action_mark(self) -> None:
        if self.focused_pane:
            self.post_message(MarkSeen(self.focused_pane.view.front.incidents))

    def action_mark_all(self) -> None:
        self.post_message(MarkSeen(self.board.shown))

    def action_zoom(self) -> None:
        pane = self.focused_pane
        self.zoomed = None if self.zoomed or pane is None else _key(pane.view.front)
        self.draw_body()

    def leave(self) -> bool:
        if self.zoomed:
            self.action_zoom()
            return True
        return False


def _key(front: FrontSituation) -> str:
    return front.id or ""
