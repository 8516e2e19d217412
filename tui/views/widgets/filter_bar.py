"""The live filter: one line to type in, the count beside it and the error under the caret.

Invariant: it only reports what was typed; which filter is in force is decided elsewhere, and a text that does not
parse changes nothing but the error shown here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from tui.query import complete, token_start
from tui.query.completion import Names
from tui.views.glyphs import Glyphs
from tui.views.keys import key
from tui.views.rows import EMPTY, Row
from tui.views.widgets.painted import RowsWidget

PROMPT = " / "


class FilterInput(Input):
    """An input without the keys that belong to the terminal or to the board."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "cancel", "filter_cancel", "Close the filter line; the filter is as it was before"),
        key("tab", "complete", "filter_complete", "Complete the word; again for the next proposal"),
        key("up", "turn(1)", "filter_older", "The filter that was accepted before this one"),
        key("down", "turn(-1)", "filter_newer", "Back towards what was being typed"),
    ]

    def action_complete(self) -> None:
        self.post_message(FilterBar.Completed())

    def action_cancel(self) -> None:
        self.post_message(FilterBar.Cancelled())

    def action_turn(self, step: int) -> None:
        self.post_message(FilterBar.Turned(step))


class FilterBar(Vertical):
    DEFAULT_CSS = """
    FilterBar { height: auto; display: none; background: $surface; }
    FilterBar.-open { display: block; }
    FilterBar Horizontal { height: 1; background: $surface; }
    FilterBar #filter-prompt { width: 3; height: 1; }
    FilterBar #filter-count { width: 26; height: 1; }
    FilterBar Input, FilterBar Input:focus { border: none; height: 1; padding: 0; width: 1fr; background: $surface; }
    FilterBar #filter-error { height: 2; display: none; }
    FilterBar.-error #filter-error, FilterBar.-hints #filter-error { display: block; }
    """

    @dataclass
    class Edited(Message):
        text: str

    @dataclass
    class Accepted(Message):
        text: str

    class Cancelled(Message):
        pass

    class Completed(Message):
        """The user asks for the next proposal."""

    @dataclass
    class Turned(Message):
        """The user leafs through earlier filters: 1 is one back."""

        step: int

    def __init__(self, signs: Glyphs, names: Callable[[], Names], earlier: Callable[[], Sequence[str]]) -> None:
        """``earlier`` gives the filters that were accepted, newest first."""
        super().__init__()
        self.signs = signs
        self.before = ""
        self._names = names
        self._earlier = earlier
        self._pages: tuple[str, ...] = ()
        """What is leafed through: what was typed first, then the earlier ones."""
        self._page = 0
        self._proposals: list[str] = []
        self._turn = 0
        self._start = 0
        self._completed: tuple[str, int] = ("", 0)
        """Text and cursor as the last proposal left them: another Tab there means the next one."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield RowsWidget(id="filter-prompt", signs=self.signs)
            yield FilterInput(placeholder="killed>=5 actor:isis age<6h", select_on_focus=False, id="filter-input")
            yield RowsWidget(id="filter-count", signs=self.signs)
        yield RowsWidget(id="filter-error", signs=self.signs)

    def on_mount(self) -> None:
        self.query_one("#filter-prompt", RowsWidget).show([((PROMPT, "title"),)])
        self.query_one(Input).cursor_blink = False

    @property
    def input(self) -> Input:
        return self.query_one(Input)

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    @property
    def lines(self) -> int:
        """Rows that it takes on the screen now."""
        return self.is_open * (3 if self.has_class("-error") or self.has_class("-hints") else 1)

    def open(self, text: str) -> None:
        self.before = text
        self._pages = ()
        with self.prevent(Input.Changed):
            self.input.value = text
        self.input.cursor_position = len(text)
        self.add_class("-open")
        self.input.focus()

    def close(self) -> None:
        self.remove_class("-open", "-error", "-hints")

    def show_count(self, shown: int, total: int) -> None:
        self.query_one("#filter-count", RowsWidget).show([((f"  {shown:,} of {total:,}", "strong"),)])

    def show_error(self, message: str, position: int, expected: tuple[str, ...]) -> None:
        """The caret stands under the character that the parser stopped at."""
        at = max(0, len(PROMPT) + position - self.input.scroll_offset.x)
        at = min(at, max(0, self.size.width - 2))
        hint = f"; expected {', '.join(expected)}" if expected else ""
        note: Row = ((f"   {message}{hint}", "warn"),)
        self.query_one("#filter-error", RowsWidget).show([((" " * at + self.signs.caret, "alert"),), note])
        self.remove_class("-hints")
        self.add_class("-error")

    def on_filter_bar_completed(self, event: Completed) -> None:
        event.stop()
        field = self.input
        if self._proposals and (field.value, field.cursor_position) == self._completed:
            self._turn = (self._turn + 1) % len(self._proposals)
            start = self._start
        else:
            self._proposals = complete(field.value, field.cursor_position, self._names())
            self._turn = 0
            start = self._start = token_start(field.value, field.cursor_position)
        if not self._proposals:
            return
        chosen = self._proposals[self._turn]
        field.value = field.value[:start] + chosen + field.value[field.cursor_position :]
        field.cursor_position = start + len(chosen)
        self._completed = (field.value, field.cursor_position)

    def on_filter_bar_turned(self, event: Turned) -> None:
        event.stop()
        typed = self.input.value
        if not self._pages or typed != self._pages[self._page]:
            self._pages, self._page = (typed, *(text for text in self._earlier() if text != typed)), 0
        self._page = max(0, min(self._page + event.step, len(self._pages) - 1))
        self.input.value = self._pages[self._page]
        self.input.cursor_position = len(self.input.value)

    def _show_proposals(self) -> None:
        row: Row = (("   ", ""),)
        for index, proposal in enumerate(self._proposals):
            row += ((proposal, "accent" if index == self._turn else "dim"), ("  ", ""))
        self.query_one("#filter-error", RowsWidget).show([EMPTY, row])
        self.add_class("-hints")

    def clear_error(self) -> None:
        self.remove_class("-error", "-hints")
        if len(self._proposals) > 1 and self.input.value == self._completed[0]:
            self._show_proposals()
        else:
            self.query_one("#filter-error", RowsWidget).show([EMPTY])

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self.post_message(self.Edited(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted(event.value))
