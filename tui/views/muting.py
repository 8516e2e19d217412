"""The keys ``m`` and ``M``: mute what the cursor is on, and lift what is muted.

Invariant: what is muted is said in the bottom line for as long as it lasts, and every mute can be listed and lifted.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tui.mutes import Mute, Target
from tui.situation import UNASSIGNED
from tui.views.format import instant_text
from tui.views.screens.choice import Choice, ChoiceScreen
from tui.views.screens.wall import WallScreen
from tui.wording import plural

if TYPE_CHECKING:
    from tui.views.doing import Doing

SPANS: dict[str, tuple[str, dt.timedelta | None]] = {
    "1h": ("for an hour", dt.timedelta(hours=1)),
    "24h": ("for 24 hours", dt.timedelta(hours=24)),
    "change": ("until it changes", None),
}
ALERTS = "alerts"
LIST = "list"


class Muting:
    """Asks and does; owned by the app."""

    def __init__(self, app: Doing) -> None:
        self._app = app

    def pointed(self) -> tuple[Target, str] | None:
        """What the cursor is on, with its name: a front on the wall, else an incident."""
        app = self._app
        screen = app.front_screen
        if isinstance(screen, WallScreen):
            pane = screen.focused_pane
            return (("front", pane.view.front.id), pane.view.front.name) if pane else None
        incident = app.selected()
        return (("incident", incident.id), incident.title) if incident else None

    def choose(self) -> None:
        """``m``."""
        app, board = self._app, self._app.board
        pointed = self.pointed()
        choices = []
        if pointed is not None:
            choices += [Choice(key, f"mute {words}", pointed[1]) for key, (words, _) in SPANS.items()]
        quiet = board.alerts.is_muted(board.clock.now())
        choices.append(Choice(ALERTS, "let alerts ring again" if quiet else "mute all alerts for an hour"))
        if board.mutes:
            choices.append(Choice(LIST, f"show {plural(len(board.mutes), 'mute')}"))
        dialog = ChoiceScreen("Mute", "leaves lists and alerts, never tallies; Enter mutes", choices, board.signs)
        app.push_screen(dialog, lambda key: self._chosen(key, pointed))

    def _chosen(self, key: str | None, pointed: tuple[Target, str] | None) -> None:
        app, board = self._app, self._app.board
        if key == ALERTS:
            app.say("alerts muted for an hour" if board.alerts.mute(board.clock.now()) else "alerts ring again")
        elif key == LIST:
            self.show()
        elif key is not None and pointed is not None:
            words, span = SPANS[key]
            target, name = pointed
            board.marks.mute(target, name, span)
            self._keep(f"muted {words}: {name}")

    def show(self) -> None:
        """``M``: every mute; the chosen one is lifted."""
        app, board = self._app, self._app.board
        board.mutes.lapse(board.clock.now())
        mutes = {str(number): mute for number, mute in enumerate(board.mutes.all())}
        if not mutes:
            app.say("nothing is muted: m mutes")
            return
        choices = [Choice(key, _name(mute), self._detail(mute)) for key, mute in mutes.items()]
        dialog = ChoiceScreen("Muted", "Enter lifts", choices, board.signs)
        app.push_screen(dialog, lambda key: self._lift(mutes[key]) if key is not None else None)

    def _detail(self, mute: Mute) -> str:
        board = self._app.board
        until = f"until {instant_text(mute.until)}" if mute.until is not None else "until it changes"
        return f"{until}, hides {board.hidden_by(mute)} now"

    def _lift(self, mute: Mute) -> None:
        self._app.board.marks.lift(mute.target)
        self._keep(f"lifted: {_name(mute)}")

    def _keep(self, words: str) -> None:
        app = self._app
        app.keep_mutes()
        app.redraw()
        app.say(words)


def _name(mute: Mute) -> str:
    return mute.name or (UNASSIGNED if mute.kind == "front" else mute.id or "")
