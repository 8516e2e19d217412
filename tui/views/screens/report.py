"""Reports: the texts that an incident rests on, one after the other, to be read without a browser."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui.model import Incident
from tui.views.board import Board
from tui.views.keys import MOVES, key
from tui.views.messages import OpenUrl, Say, WhyIncident
from tui.views.report_rows import report_page
from tui.views.screens.page import PageScreen


class ReportScreen(PageScreen):
    NAME = "report"
    HINTS = ("n next", "i why")
    COPIED = "the report"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        key("n,l,right", "turn(1)", "next_report", "To the next report of the incident, an older one"),
        key("N,h,left", "turn(-1)", "previous_report", "To the report before"),
        key("b", "app.go_back", "report_close", "Close the report"),
        key("i", "evidence", "evidence_report", "Why this number: every claim of the incident"),
        key("o", "open_report", "open_link_report", "Open this report in a browser"),
        key("y", "copy", "copy_report", "Copy this report with its figures"),
    ]
    DEFAULT_CSS = """
    ReportScreen Pager { padding: 0 1; max-width: 106; }
    """

    def __init__(self, board: Board, incident: Incident) -> None:
        """``incident`` has a report."""
        super().__init__(board)
        self._incident = incident
        self._shown = incident.reports[0].item

    @property
    def heading(self) -> str:
        return self._incident.reports[self._index].outlet

    @property
    def _index(self) -> int:
        """Where the report stands now: newer ones may have come in before it."""
        return next((at for at, report in enumerate(self._incident.reports) if report.item == self._shown), 0)

    def draw_body(self) -> None:
        # The incident as it is now; as it was, when it has been joined to another since.
        self._incident = self.board.store.incidents.get(self._incident.id, self._incident)
        incident, index, context = self._incident, self._index, self.board.context()
        self.pager.show(self._shown, lambda width: report_page(incident, index, context, width))

    def selected(self) -> Incident | None:
        return self._incident

    def action_turn(self, step: int) -> None:
        reports, index = self._incident.reports, self._index + step
        if 0 <= index < len(reports):
            self._shown = reports[index].item
            self.draw()
        else:
            self.post_message(Say("that was the oldest report" if step > 0 else "that is the newest report"))

    def action_evidence(self) -> None:
        self.post_message(WhyIncident(self._incident))

    def action_open_report(self) -> None:
        self.post_message(OpenUrl(self._incident.reports[self._index].url))
