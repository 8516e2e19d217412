"""Where the board gets its changes from, and where its wishes go: the only thing it knows of the collector.

The board drains ``changes`` four times a second on its own loop; whoever fills it does so from a thread. A stalled
terminal therefore never stops the collector, and a burst of feeds never stops the keys.
"""

from __future__ import annotations

from typing import Protocol

from tui.config.values import Config
from tui.model import Changes


class Feed(Protocol):
    @property
    def status(self) -> str:
        """One line about the collector itself ("", "starting", "stopped: ..."); empty when all is well."""

    def config(self) -> Config | None:
        """A configuration that took the place of the last one, once; None: it is the same."""

    def changes(self) -> list[Changes]:
        """Everything since the last call, oldest first; empty when there is nothing. Never waits. Thread-safe."""

    def send(self, command: str, *args: str) -> None:
        """Asks the collector for something and does not wait: ``refresh`` (a source's id, or all of them), ``marks``
        (what the user has seen, as hex of :meth:`tui.store.marks.Marks.dump`), ``mutes`` (in hex, too),
        ``reload`` (the configuration),
        ``quit``."""


PIECE = 250
"""Incidents or items that are applied between two looks at the keyboard."""


def pieces(changes: Changes, size: int = PIECE) -> list[Changes]:
    """``changes`` in parts that can be applied one after another with the same result as the whole.

    What is gone goes last, so that an incident is never missing before the one that it was joined into is there;
    an id that is both gone and given stays, as in a store that is handed the whole.
    """
    given = {incident.id for incident in changes.incidents}
    given_items = {item.id for item in changes.items}
    parts = [
        Changes(time=changes.time, items=changes.items[at : at + size]) for at in range(0, len(changes.items), size)
    ]
    parts += [
        Changes(time=changes.time, incidents=changes.incidents[at : at + size])
        for at in range(0, len(changes.incidents), size)
    ]
    rest = Changes(
        time=changes.time,
        gone=tuple(id_ for id_ in changes.gone if id_ not in given),
        gone_items=tuple(id_ for id_ in changes.gone_items if id_ not in given_items),
        feeds=changes.feeds,
        notices=changes.notices,
    )
    return [*parts, rest]
