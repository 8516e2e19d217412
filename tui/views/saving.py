"""The key ``e``: asks in which form, and writes what is shown to a file.

Invariant: nobody waits for the disk: a thread writes, from values that nothing changes any more.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.model import Incident
from tui.views.aside import aside
from tui.views.board import Board
from tui.views.exporting import FORMS, INCIDENT, Selection, export
from tui.views.format import instant_text
from tui.views.messages import Say
from tui.views.screens.choice import Choice, ChoiceScreen
from tui.wording import plural

if TYPE_CHECKING:
    from tui.views.doing import Doing


def selection_of(board: Board, front: str | None, unassigned: bool, *, selected: Incident | None) -> Selection:
    """What the board shows of a front (None: of all), with what a reader of the file must know."""
    fronts = () if unassigned else tuple(one for one in board.fronts if front is None or one.id == front)
    notes = [f"Filter: {board.filter.text}"] if board.filter.applies else []
    notes += [f"{plural(board.muted, 'incident')} muted, not listed here"] if board.muted else []
    notes += [f"As it was known at {instant_text(board.past.at)}; feed health is that of now"] if board.past else []
    incidents = tuple(board.incidents(front, unassigned=unassigned))
    told = {row.id for incident in incidents for row in incident.totals}
    return Selection(
        incidents=incidents,
        selected=selected,
        fronts=fronts,
        window=board.window_seconds,
        now=board.now,
        sources=board.config.sources,
        feeds=dict(board.feeds),
        front_names=board.front_names,
        stated=tuple(stated for stated in board.situation.stated if stated.row.id in told),
        notes=tuple(notes),
        name="unassigned" if unassigned else front or "",
    )


class Saving:
    """Asks and writes; owned by the app."""

    def __init__(self, app: Doing) -> None:
        self._app = app

    def choose(self) -> None:
        """``e``."""
        selection = self._selection()
        if selection is None:
            return
        what = plural(len(selection.incidents), "incident")
        choices = [
            Choice(form, each.label, selection.selected.title if form == INCIDENT and selection.selected else what)
            for form, each in FORMS.items()
            if form != INCIDENT or selection.selected
        ]
        dialog = ChoiceScreen("Export what is shown", "Enter writes a file here", choices, self._app.board.signs)
        self._app.push_screen(dialog, lambda form: self._write(selection, form) if form is not None else None)

    def save(self, form: str) -> None:
        """Without asking in which form."""
        selection = self._selection()
        if selection is None:
            return
        if form == INCIDENT and selection.selected is None:
            self._app.say("nothing is selected")
        else:
            self._write(selection, form)

    def _selection(self) -> Selection | None:
        app, screen = self._app, self._app.front_screen
        if app.board.watching or screen is None:
            app.say("nothing is written from a wall display")
            return None
        return selection_of(app.board, *screen.looks_at(), selected=screen.selected())

    def _write(self, selection: Selection, form: str) -> None:
        """100,000 incidents take some seconds."""
        app = self._app
        aside(
            "export", lambda: export(selection, form, Path.cwd()), lambda found: app.post_message(Say(_outcome(found)))
        )


def _outcome(found: Path | Exception) -> str:
    if isinstance(found, Path):
        return f"written to {found.name}"
    why = found.strerror if isinstance(found, OSError) else None
    return f"not written: {why or found or type(found).__name__}"
