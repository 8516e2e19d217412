"""Every key of the board, once: the screens bind from here and the help screen lists from here.

Invariant: every binding has an id (``[settings] keys`` remaps by it) and a tooltip (help says what it does). Ctrl+b,
Ctrl+a, Ctrl+s, Ctrl+q and Ctrl+z belong to tmux, screen, flow control and the shell and are never bound.
"""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding, BindingType


def key(keys: str, action: str, id_: str, what: str) -> Binding:
    return Binding(keys, action, what, id=id_, tooltip=what, show=False)


MOVES: tuple[BindingType, ...] = (
    key("j,down", "move(1)", "down", "Down one row"),
    key("k,up", "move(-1)", "up", "Up one row"),
    key("g,home", "edge(0)", "first", "To the first row"),
    key("G,end", "edge(-1)", "last", "To the last row"),
    key("ctrl+d,pagedown", "page(0.5)", "page_down", "Down half a screen"),
    key("ctrl+u,pageup", "page(-0.5)", "page_up", "Up half a screen"),
)
"""On every screen that has rows."""

SIDEWAYS: tuple[BindingType, ...] = (
    key("h,left", "side(-1)", "left", "To the pane on the left"),
    key("l,right", "side(1)", "right", "To the pane on the right"),
    key("tab", "side(1)", "next_pane", "To the next pane"),
    key("shift+tab", "side(-1)", "previous_pane", "To the pane before"),
)

FRONTS: tuple[BindingType, ...] = (
    *(
        key(str(digit), f"app.front({digit})", f"front_{digit}", "Open the front of this number")
        for digit in range(1, 10)
    ),
    key("0", "app.front(0)", "front_all", "Open all fronts together"),
)

SELECTED: tuple[BindingType, ...] = (
    key("i", "evidence", "evidence", "Why this number: every claim behind it"),
    key("b", "app.read", "read", "Read its reports: their text with every figure marked"),
    key("o", "app.open_link", "open_link", "Open the newest report in a browser"),
    key("y", "app.copy", "copy", "Copy the incident with its figures and link"),
)
"""Wherever an incident is selected."""

INCIDENTS: tuple[BindingType, ...] = (
    key("enter", "open", "open", "Open the front or incident"),
    *SELECTED,
    key("space", "mark", "mark", "Mark as seen"),
    key("A", "mark_all", "mark_all", "Mark everything shown as seen"),
    key("J", "new(1)", "next_new", "To the next new incident"),
    key("K", "new(-1)", "previous_new", "To the new incident before"),
    key("n", "match(1)", "next_match", "To the next incident that the filter matches"),
    key("N", "match(-1)", "previous_match", "To the matching incident before"),
    key("z", "zoom", "zoom", "Give the pane all of the screen, and back"),
)

EVERYWHERE: tuple[BindingType, ...] = (
    key("slash", "app.filter", "filter", "Filter while you type"),
    key("f", "app.saved_filters", "saved_filters", "Choose a saved filter"),
    key("ctrl+f", "app.toggle_filter", "toggle_filter", "All filters off, and on again"),
    key("t", "app.next_window", "window", "Window: 1h, 6h, 24h, 7d, all"),
    key("w", "app.show_screen('wall')", "wall", "The wall: every front at once"),
    key("L", "app.show_screen('ledger')", "ledger", "The ledger: figures by front, side and class"),
    key("P", "app.show_screen('pressure')", "pressure", "Pressure: who is attacked on two fronts or more"),
    key("c", "app.show_screen('charts')", "charts", "Charts: incidents and figures from day to day"),
    key("v", "app.show_screen('map')", "map", "The map: where incidents happened"),
    key("s", "app.show_screen('sources')", "sources", "The health of every feed"),
    key("question_mark", "app.show_screen('help')", "help", "Every key, searchable"),
    key("left_square_bracket", "app.travel(-1)", "as_of_back", "As of: an hour back, what was known then"),
    key("right_square_bracket", "app.travel(1)", "as_of_forward", "As of: an hour forward"),
    key("left_curly_bracket", "app.travel(-24)", "as_of_day_back", "As of: a day back"),
    key("right_curly_bracket", "app.travel(24)", "as_of_day_forward", "As of: a day forward"),
    key("full_stop", "app.now", "as_of_now", "As of: back to now"),
    key("p", "app.pause", "pause", "Hold the picture still; the count of changes goes on"),
    key("m", "app.mute", "mute", "Mute what the cursor is on, or all alerts, for a while"),
    key("M", "app.mutes", "mutes", "What is muted, to be lifted"),
    key("u", "app.undo", "undo", "Take the last marking or mute back"),
    key("e", "app.export", "export", "Export what is shown to a file here: Markdown, CSV or JSON lines"),
    key("r", "app.refresh_feeds", "refresh", "Ask feeds again now: the selected one on the sources screen, else all"),
    key("R", "app.refresh_all", "refresh_all", "Ask every feed again now"),
    key("escape", "app.go_back", "back", "Back; never quits"),
    key("ctrl+p", "app.command_palette", "palette", "Command palette"),
    key("ctrl+l", "app.redraw", "redraw", "Draw the screen again"),
    key("q", "app.leave", "quit", "Quit at once"),
    # Before a dialog or a line of text gets it: whatever is open, there is a way out.
    replace(key("ctrl+c", "app.leave", "quit_anywhere", "Quit at once, from a dialog too"), priority=True),
)
