"""Charts: how a front's incidents and figures went from day to day.

Invariants: worked out again only when the situation, the front or the size changed; what takes long is worked out in
a thread, and the picture of before stands meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from textual.message import Message
from textual.widget import Widget

from tui.model import Tally
from tui.situation import Situation
from tui.views.aside import aside
from tui.views.charts_course import Course, course
from tui.views.charts_rows import charts, most_buckets
from tui.views.rows import EMPTY, Row
from tui.views.screens.by_front import ByFrontScreen, Choice
from tui.views.widgets.pager import Pager
from tui.views.widgets.painted import RowsWidget

AT_ONCE = 2_000
"""Incidents that are worked out on the loop."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a picture is of."""

    choice: Choice
    situation: Situation
    most: int


class ChartsScreen(ByFrontScreen):
    NAME = "charts"
    DEFAULT_CSS = """
    ChartsScreen #tabs { height: 1; }
    ChartsScreen #page { padding: 1 1 0 1; }
    ChartsScreen.-short #page, ChartsScreen.-tiny #page { padding: 0; }
    """

    _asked: _Asked | None = None
    _found: Course | None = None
    _working = False
    """In a thread; one at a time, the next takes up what was asked for last."""

    @dataclass
    class Worked(Message):
        """A course that was worked out aside is there, or the fault of ours by which there is none."""

        asked: _Asked
        course: Course | Exception

    def body(self) -> Iterable[Widget]:
        yield RowsWidget(id="tabs", signs=self.board.signs)
        yield Pager(id="page", signs=self.board.signs)

    @property
    def page(self) -> Pager:
        return self.query_one("#page", Pager)

    def on_mount(self) -> None:
        self.home()

    def home(self) -> None:
        self.page.focus()

    # --- drawing ---------------------------------------------------------------------------------------

    def draw_body(self) -> None:
        self.query_one("#tabs", RowsWidget).show([self.tabs(self.size.width)])
        asked = _Asked(self.chosen, self.board.situation, most_buckets(self.page.size.width))
        if not _same(asked, self._asked):
            self._asked = asked
            self._work(asked)
        self._draw_page()

    def _work(self, asked: _Asked) -> None:
        board, (front, _) = self.board, asked.choice
        start = next((each.start for each in board.fronts if each.id == front), None)
        incidents = tuple(self.incidents())
        work = partial(course, incidents, front, asked.situation.window, board.now, start=start, most=asked.most)
        if len(incidents) <= AT_ONCE:
            self._found = work()
            return
        if not self._working:
            self._working = True
            aside("charts", work, lambda found: self.post_message(self.Worked(asked, found)))

    def on_charts_screen_worked(self, event: Worked) -> None:
        self._working = False
        if isinstance(event.course, Exception):
            raise event.course
        if self._asked is not None and event.asked.choice == self._asked.choice:
            self._found = event.course
            self._draw_page()
        if self._asked is not None and not _same(event.asked, self._asked):
            self._work(self._asked)  # what was asked for meanwhile

    def _draw_page(self) -> None:
        self.page.show(self.chosen, self._rows)

    def _rows(self, width: int) -> list[Row]:
        if self._found is None or not self.incidents():
            words = "no incidents in the window: t widens it, h and l go to other fronts"
            return [EMPTY, ((f"  {words}", "dim"),)]
        height = self.page.scrollable_content_region.height
        return charts(self._found, self._tallies(), width, height, self.board.signs, self.board.window_name)

    def _tallies(self) -> tuple[Tally, ...]:
        front, unassigned = self.chosen
        situation = self.board.situation
        if front is None and not unassigned:
            return situation.tallies
        return next((one.tallies for one in situation.fronts if one.id == front), ())

    # --- keys ------------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        self.page.move(step)

    def action_page(self, pages: float) -> None:
        self.page.page(pages)

    def action_edge(self, row: int) -> None:
        self.page.go(row)


def _same(one: _Asked, other: _Asked | None) -> bool:
    """By identity where comparing would cost as much as working it out again."""
    return (
        other is not None and one.situation is other.situation and (one.choice, one.most) == (other.choice, other.most)
    )
