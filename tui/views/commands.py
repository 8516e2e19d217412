"""What the command palette offers: every action in words, every screen, front, window, filter, source, file and theme.

Invariant: names from the configuration are only ever inside ``Content``; the palette would read markup in a plain
string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import FuzzySearch

from tui.views.chrome_rows import SCREENS as LISTED
from tui.views.exporting import FORMS
from tui.views.format import WINDOWS
from tui.views.keys import EVERYWHERE, INCIDENTS
from tui.views.messages import OpenDesk, RefreshFeed
from tui.views.rows import clean

SCREENS = tuple(name for name, _ in LISTED)

if TYPE_CHECKING:
    from tui.views.app import BoardApp


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    """ "noun: verb", so that what belongs together sorts together."""
    run: Callable[[], object]


class BoardCommands(Provider):
    @property
    def _commands(self) -> list[Command]:
        app = self.app
        if not hasattr(app, "board"):
            return []
        return commands(app)  # type: ignore[arg-type]

    async def discover(self) -> Hits:
        for command in self._commands:
            name = clean(command.name)
            yield DiscoveryHit(Content(name), command.run, text=name)

    async def search(self, query: str) -> Hits:
        fuzzy = FuzzySearch()
        for command in self._commands:
            name = clean(command.name)
            score, offsets = fuzzy.match(query, name)
            if score > 0:
                shown = Content(name)
                for offset in offsets:
                    shown = shown.stylize("bold underline", offset, offset + 1)
                yield Hit(min(1.0, score), shown, command.run, text=name)


def commands(app: BoardApp) -> list[Command]:
    """All that can be asked for now."""
    return [*_keys(app), *_places(app), *_windows(app), *_filters(app), *_sources(app), *_files(app), *_themes(app)]


_NOUNS = (
    ("as_of", "as of"), ("mute", "mute"), ("undo", "mark"), ("open_link", "incident"), ("copy", "incident"),
    ("toggle_filter", "filter"), ("filter", "filter"), ("saved_filters", "filter"), ("refresh", "source"),
)  # fmt: skip
"""How the id of a key begins -> what it is about. What is not listed is about the board."""
_ELSEWHERE = frozenset({"palette", "back", "window", "export", *SCREENS})
"""Keys that are here already, or that the palette offers one by one."""


def _keys(app: BoardApp) -> Iterator[Command]:
    for binding in (*EVERYWHERE, *INCIDENTS):
        if isinstance(binding, Binding) and binding.tooltip and binding.id and binding.id not in _ELSEWHERE:
            if binding in INCIDENTS and not binding.action.startswith("app."):
                continue  # it needs a cursor, which is not where the palette is
            noun = next((noun for start, noun in _NOUNS if binding.id.startswith(start)), "board")
            verb = binding.tooltip.removeprefix("As of: ")
            yield Command(f"{noun}: {verb[0].lower()}{verb[1:]}", partial(app.run_action, binding.action))
    yield Command("config: read sources.toml again", partial(app.run_action, "app.reload"))


def _places(app: BoardApp) -> Iterator[Command]:
    for name in SCREENS:
        yield Command(f"screen: {name}", partial(app.run_action, f"app.show_screen('{name}')"))
    yield Command("front: all", partial(app.post_message, OpenDesk(None)))
    for front in app.board.fronts:
        yield Command(f"front: {front.name}", partial(app.post_message, OpenDesk(front.id)))


def _windows(app: BoardApp) -> Iterator[Command]:
    for name, seconds in WINDOWS:
        yield Command(f"window: {name}", partial(app.show_window, seconds))


def _filters(app: BoardApp) -> Iterator[Command]:
    for saved in app.board.config.filters:
        yield Command(f"filter: {saved.name}", partial(app.apply_filter, saved.query))
    if app.board.filter.text:
        yield Command("filter: none", partial(app.apply_filter, ""))


def _sources(app: BoardApp) -> Iterator[Command]:
    for source in app.board.config.sources:
        yield Command(f"source: show {source.name}", partial(app.show_source, source.id))
        yield Command(f"source: ask {source.name} again", partial(app.post_message, RefreshFeed(source.id)))


def _files(app: BoardApp) -> Iterator[Command]:
    for form, each in FORMS.items():
        yield Command(f"export: {each.label}", partial(app.saving.save, form))


def _themes(app: BoardApp) -> Iterator[Command]:
    for name in sorted(app.available_themes):
        yield Command(f"theme: {name}", partial(setattr, app, "theme", name))
