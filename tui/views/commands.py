"""What the command palette offers beside the keys: every action in words, every front and every saved filter.

Invariant: names from the configuration are only ever inside ``Content``; the palette would read markup in a plain
string.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import FuzzySearch

from tui.views.keys import EVERYWHERE
from tui.views.messages import OpenDesk
from tui.views.rows import clean

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
    found = [
        Command(f"board: {binding.tooltip[0].lower()}{binding.tooltip[1:]}", partial(app.run_action, binding.action))
        for binding in EVERYWHERE
        if isinstance(binding, Binding) and binding.tooltip and binding.id not in ("palette", "back")
    ]
    found.append(Command("config: reload", partial(app.run_action, "app.reload")))
    found += [Command(f"theme: {name}", partial(setattr, app, "theme", name)) for name in sorted(app.available_themes)]
    found.append(Command("front: all", partial(app.post_message, OpenDesk(None))))
    found += [
        Command(f"front: {front.name}", partial(app.post_message, OpenDesk(front.id)))
        for front in app.board.config.fronts
    ]
    found += [
        Command(f"filter: {saved.name}", partial(app.apply_filter, saved.query)) for saved in app.board.config.filters
    ]
    return found
