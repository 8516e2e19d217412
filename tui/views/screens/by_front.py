"""A screen that looks at one front at a time: what the charts and the map share.

Invariant: ``h`` and ``l`` go through all fronts together, each front in the order of the file, and what is on none.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui.model import Incident
from tui.views.keys import MOVES, SIDEWAYS, key
from tui.views.messages import OpenDesk
from tui.views.rows import Row, fit, width_of
from tui.views.screens.base import BoardScreen

Choice = tuple[str | None, bool]
"""Front, None for all; and whether it is those on no front."""


class ByFrontScreen(BoardScreen):
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        *SIDEWAYS,
        *(
            key(str(digit), f"pick({digit})", f"front_{digit}", "Open the front of this number")
            for digit in range(1, 10)
        ),
        key("0", "pick(0)", "front_all", "Open all fronts together"),
        key("enter", "open", "open", "Open the front or incident"),
    ]

    chosen: Choice = (None, False)

    @property
    def choices(self) -> list[Choice]:
        board = self.board
        fronts: list[Choice] = [(front.id, False) for front in board.fronts]
        rest: list[Choice] = [] if board.only_fronts else [(None, True)]
        return [(None, False), *fronts, *rest]

    @property
    def heading(self) -> str:
        return self.name_of(self.chosen)

    def name_of(self, choice: Choice) -> str:
        front, unassigned = choice
        return "Unassigned" if unassigned else self.board.front_name(front)

    def incidents(self) -> list[Incident]:
        front, unassigned = self.chosen
        return self.board.incidents(front, unassigned=unassigned)

    def looks_at(self) -> Choice:
        return self.chosen

    def counts(self) -> tuple[int, int]:
        front, unassigned = self.chosen
        return len(self.incidents()), self.board.total(front, unassigned=unassigned)

    def new_count(self) -> int:
        return len(self.board.new_of(self.incidents()))

    def tabs(self, width: int) -> Row:
        """Every choice in one line, the chosen one in sight and marked; a name that does not fit whole is left out."""
        signs, choices = self.board.signs, self.choices
        at = choices.index(self.chosen) if self.chosen in choices else 0
        parts = [self._tab(choice, marked=index == at) for index, choice in enumerate(choices)]
        first = 0
        while first < at and sum(width_of(part) for part in parts[first : at + 1]) > width - 4:
            first += 1
        more: Row = ((f" {signs.ellipsis}", "dim"),)
        row: Row = more if first else ((" ", ""),)
        for index in range(first, len(parts)):
            room = width - width_of(row) - (width_of(more) if index + 1 < len(parts) else 0)
            if index > at and width_of(parts[index]) > room:
                return fit(row + more, width, signs.ellipsis)
            row += parts[index]
        return fit(row, width, signs.ellipsis)

    def _tab(self, choice: Choice, *, marked: bool) -> Row:
        everything = choice == (None, False)
        name = "all" if everything else self.name_of(choice)
        digit = "0" if everything else self.board.digit_of(choice[0])
        digit = f"{digit} " if digit else ""
        if marked:
            return (("[", "accent"), (digit, "accent"), (name, "title"), ("]", "accent"))
        return ((" ", ""), (digit, "dim"), (name, "dim"), (" ", ""))

    # --- keys ------------------------------------------------------------------------------------------

    def action_side(self, step: int) -> None:
        choices = self.choices
        at = choices.index(self.chosen) if self.chosen in choices else 0
        self.choose(choices[(at + step) % len(choices)])

    def action_pick(self, digit: int) -> None:
        if digit == 0:
            self.choose((None, False))
        elif digit <= len(self.board.config.fronts):
            self.choose((self.board.config.fronts[digit - 1].id, False))

    def choose(self, choice: Choice) -> None:
        """Look at another front."""
        if choice in self.choices:
            self.chosen = choice
            self.draw()

    def action_open(self) -> None:
        front, unassigned = self.chosen
        self.post_message(OpenDesk(front, unassigned=unassigned))
