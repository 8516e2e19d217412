"""What the keys do to the board, on whichever screen: filter, mark, copy, open, refresh, pause.

Invariant: each of them ends with words in the bottom line or a changed picture; none waits for anything.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence

from textual.app import App

from tui.alerts import Rung
from tui.config.values import Config
from tui.model import Incident
from tui.query import parse
from tui.query.known import Known
from tui.ringing import Bellman
from tui.views import copying, links, messages
from tui.views.board import Board
from tui.views.muting import Muting
from tui.views.past import Memory, Travel
from tui.views.rows import clean, cut
from tui.views.saving import Saving
from tui.views.screens.base import BoardScreen
from tui.views.screens.choice import Choice, ChoiceScreen
from tui.views.source import Feed
from tui.views.widgets.filter_bar import FilterBar

NO_FILTER = "no filter"
OSC9_LIMIT = 200
"""Cells of a notification by the terminal."""


class Doing(App[int], inherit_bindings=False):
    """The app without its beginning, its end and its screens."""

    def __init__(self, board: Board, feed: Feed, launcher: Sequence[str] | None, memory: Memory | None) -> None:
        # With NO_COLOR, an ANSI theme chosen later would print black on black: the filter is made here once.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.board = board
        self.feed = feed
        self.launcher = launcher
        self.muting = Muting(self)
        self.saving = Saving(self)
        self._bellman = Bellman()
        self.travel = Travel(memory, board.clock, board.earlier, lambda: board.window)

    # --- what the rest of the app provides -------------------------------------------------------------

    @property
    def front_screen(self) -> BoardScreen | None:
        """The topmost screen of ours, also under a dialog."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, BoardScreen)), None)

    def say(self, text: str) -> None:
        raise NotImplementedError

    def redraw(self) -> None:
        raise NotImplementedError

    def on_say(self, event: messages.Say) -> None:
        self.say(event.text)

    def selected(self) -> Incident | None:
        screen = self.front_screen
        return screen.selected() if screen else None

    # --- the configuration -----------------------------------------------------------------------------

    def configure(self, config: Config) -> None:
        """Go by another configuration without a restart."""
        before = self.board.config.settings
        self.board.configure(config)
        self.travel.configure(config)
        if config.settings.theme != before.theme and config.settings.theme in self.available_themes:
            self.theme = config.settings.theme
        if config.settings.keys != before.keys:
            self.set_keymap(config.settings.keys)
        self.redraw()

    def action_reload(self) -> None:
        self.feed.send("reload")
        self.say("reading the configuration again")

    # --- the filter ------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        screen = self.front_screen
        if screen is not None:
            screen.query_one(FilterBar).open(self.board.filter.text)
            screen.draw()

    def on_filter_bar_edited(self, event: FilterBar.Edited) -> None:
        screen = self.front_screen
        if screen is not None:
            self._try(screen.query_one(FilterBar), event.text)

    def on_filter_bar_accepted(self, event: FilterBar.Accepted) -> None:
        screen = self.front_screen
        if screen is not None and self._try(screen.query_one(FilterBar), event.text):
            self.board.filter.remember()
            self._close(screen)
            self.say(self._stranger())

    def on_filter_bar_cancelled(self) -> None:
        screen = self.front_screen
        if screen is not None:
            bar = screen.query_one(FilterBar)
            self._try(bar, bar.before)
            self._close(screen)

    def _close(self, screen: BoardScreen) -> None:
        screen.query_one(FilterBar).close()
        screen.draw()
        screen.home()

    def _try(self, bar: FilterBar, text: str) -> bool:
        error = self.board.filter.set(text)
        if error is not None:
            bar.show_error(error.message, error.position, error.expected)
            self.redraw()
            return False
        bar.clear_error()
        self.redraw()
        return True

    def apply_filter(self, text: str) -> None:
        """A filter that was chosen rather than typed."""
        error = self.board.filter.set(text)
        if error is not None:
            self.say(f"this filter does not parse: {error}")
            return
        self.redraw()
        self.say(self._stranger() or ("filter lifted" if not text else "filter applied"))

    def _stranger(self) -> str:
        """The first name of the filter that nothing here bears: it finds nothing, and looks like a quiet day."""
        config = self.board.config
        known = Known(config.fronts, config.sources, config.actors)
        return next(map(str, known.strangers(parse(self.board.filter.text))), "")

    def action_saved_filters(self) -> None:
        saved = self.board.config.filters
        if not saved:
            self.say("no filters are saved: [[filter]] in sources.toml")
            return
        texts = {one.name: one.query for one in saved} | {NO_FILTER: ""}
        choices = [Choice(name, name, query) for name, query in texts.items()]
        dialog = ChoiceScreen("Saved filters", "Enter applies", choices, self.board.signs)
        self.push_screen(dialog, lambda name: self.apply_filter(texts[name]) if name is not None else None)

    def action_toggle_filter(self) -> None:
        if not self.board.filter.text:
            self.say("no filter is set")
            return
        self.board.filter.on = not self.board.filter.on
        self.redraw()
        self.say("filter on again" if self.board.filter.on else "all filters off")

    # --- the picture -----------------------------------------------------------------------------------

    def show_window(self, seconds: float | None) -> None:
        self.board.window = seconds
        self._windowed()

    def action_next_window(self) -> None:
        self.board.next_window()
        self._windowed()

    def _windowed(self) -> None:
        self.travel.widen()
        self.board.bound = self.travel.bound
        self.redraw()
        self.say(f"window {self.board.window_name}")

    def action_travel(self, hours: int) -> None:
        self._travelled(self.travel.step(hours))

    def action_now(self) -> None:
        self._travelled(self.travel.back())

    def travel_to(self, at: dt.datetime) -> None:
        self._travelled(self.travel.go(at))

    def _travelled(self, words: str) -> None:
        self.board.bound = self.travel.bound
        if self.travel.at is None and self.board.past is not None:
            self.board.past = None
            self.board.look()
        self.redraw()
        self.say(words)

    def action_pause(self) -> None:
        self.board.pause()
        self.redraw()
        self.say("held: p goes on" if self.board.paused else "going on")

    def action_mute(self) -> None:
        self.muting.choose()

    def action_mutes(self) -> None:
        self.muting.show()

    def keep_mutes(self) -> None:
        self.feed.send("mutes", self.board.mutes.dump().hex())

    def action_refresh_feeds(self) -> None:
        self.action_refresh_all()

    def action_refresh_all(self) -> None:
        self.feed.send("refresh")
        self.say("asking every feed again")

    def on_refresh_feed(self, event: messages.RefreshFeed) -> None:
        self.feed.send("refresh", event.source)
        self.say("asking the feed again")

    # --- seen ------------------------------------------------------------------------------------------

    def on_mark_seen(self, event: messages.MarkSeen) -> None:
        if self.board.past is not None:
            self.say("nothing is marked in the past: . goes back to now")
            return
        count = self.board.marks.see(self.board.new_of(event.incidents))
        self._marked(f"{count} marked as seen" if count else "nothing new here")

    def action_undo(self) -> None:
        words = self.board.marks.undo()
        self.keep_mutes()
        self._marked(words or "nothing to take back")

    def _marked(self, words: str) -> None:
        self.feed.send("marks", self.board.live.marks.dump().hex())
        self.redraw()
        self.say(words)

    # --- alerts ----------------------------------------------------------------------------------------

    def sound(self, rung: Sequence[Rung]) -> None:
        """Rings for what rang, each alert as it asks to; what is not loud only stands in the bottom line."""
        loud = [each for each in rung if each.loud]
        if any(each.rule.bell for each in loud):
            self.bell()
        for each in loud:
            words = clean(f"{each.alert}: {each.title}")
            if each.rule.toast:
                self.notify(words, title="alert", severity="warning", markup=False)
            if each.rule.osc9 and self._driver is not None:
                self._driver.write(f"\x1b]9;frontwatch: {cut(words, OSC9_LIMIT)}\x07")
            if refused := self._bellman.ring(each):
                self.say(refused)

    # --- out of the board ------------------------------------------------------------------------------

    def action_open_link(self) -> None:
        incident = self.selected()
        if incident is None:
            self.say("nothing is selected")
            return
        url = copying.link(incident)
        if url is None:
            self.say("no report here has a web address that may be opened")
        else:
            self._open(url)

    def on_open_url(self, event: messages.OpenUrl) -> None:
        url = links.checked(event.url)
        if url is None:
            self.say("this report has no web address that may be opened")
        else:
            self._open(url)

    def _open(self, url: str) -> None:
        if self.board.watching:
            self.say("links are off on a wall display")
        elif links.open_url(url, self.launcher):
            self.say(f"opening {links.host(url)}")
        else:
            self.say(f"no browser here; y copies it: {url}")

    def action_copy(self) -> None:
        incident = self.selected()
        if incident is None:
            self.say("nothing is selected")
        else:
            text = copying.incident_text(incident, self.board.front_names)
            self.on_copy_text(messages.CopyText(text, "the incident"))

    def action_export(self) -> None:
        self.saving.choose()

    def on_copy_text(self, event: messages.CopyText) -> None:
        self.copy_to_clipboard(copying.shorten(event.text))
        self.say(f"sent {event.what} to the clipboard; {copying.doubt(os.environ)}")
