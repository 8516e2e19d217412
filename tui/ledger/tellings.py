"""What the texts of one item say of an incident, worked out once: an incident is built anew with each report of it.

Invariant: an answer hangs on the texts alone, never on what was asked before: what is kept of a part is forgotten as
soon as its item has another text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tui.ledger.camps import Camps
from tui.ledger.happenings import happenings
from tui.ledger.part import Part
from tui.ledger.parts import parts_of
from tui.ledger.told import Told, told
from tui.ledger.voiced import carrier_of
from tui.model import Event, Item, Reading, Source

KEPT = 20_000
"""Parts of which it is kept."""

Text = tuple[Item, Reading]


class Tellings:
    """Asked by part; see :class:`tui.ledger.told.Told`."""

    def __init__(self, sources: Mapping[str, Source], camps: Camps) -> None:
        self._sources = sources
        self._camps = camps
        self._kept: dict[str, tuple[Told, ...]] = {}

    def of(self, part: Part, texts: Sequence[Text]) -> tuple[Told, ...]:
        """What the texts of the part's item, oldest first, say of its happening. The last text is the one that the
        part was made of; those before it do not stand any more."""
        found = self._kept.get(part.id)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[part.id] = tuple(self._work_out(part, texts))
        return found

    def forget(self, part: str) -> None:
        self._kept.pop(part, None)

    def _work_out(self, part: Part, texts: Sequence[Text]) -> Iterator[Told]:
        source = self._sources.get(texts[0][0].source)
        for at, (item, reading) in enumerate(texts, start=1):
            found = _event_in(item, reading, part)
            if found is not None:
                number, event = found
                current = at == len(texts)
                parts = (part,) if current else parts_of(item, reading)
                yield replace(
                    told(item, reading, event, carrier_of(item, source), self._camps, main=part.main),
                    current=current,
                    shingles=next(one.words.shingles for one in parts if one.number == number),
                )


def _event_in(item: Item, reading: Reading, part: Part) -> tuple[int, Event] | None:
    """With which event, and its place in it, a text of the part's item stands with the part: its main one with a main
    one, else the one of the same place."""
    events = happenings(item, reading)
    return events[0] if part.main else next((pair for pair in events if pair[0] == part.number), None)
