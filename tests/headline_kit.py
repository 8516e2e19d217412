"""Headlines of outlets of their own, read by the real extractor with the bundled configuration."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tests.ledger_kit import at
from tui.config import load
from tui.extraction.extractor import Extractor
from tui.ledger.book import Ledger
from tui.model import Item, Reading, Source
from tui.reading import told
from tui.texts import Outlets, Text, read_jsonl

CONFIG = load(None)
EXTRACTOR = Extractor(CONFIG.actors, CONFIG.fronts)
OUTLETS = Outlets(CONFIG.sources)

Pair = tuple[Item, Reading]


def report(n: int, hours: float, words: str) -> Pair:
    """Headline ``n``, of an outlet of its own, published ``hours`` after the start."""
    row = json.dumps({"id": f"t{n}", "text": words, "published": at(hours).isoformat(), "host": f"outlet{n}.example"})
    (text,) = read_jsonl([row.encode()])
    assert isinstance(text, Text)
    return told(text, OUTLETS.of(text.host) or Source(id="x", name="x", url=""), EXTRACTOR, at(hours))


def reports(*words: str) -> list[Pair]:
    """One headline an hour, the first one number 0."""
    return [report(n, n, one) for n, one in enumerate(words)]


def ledger_of(pairs: Iterable[Pair]) -> Ledger:
    """The pairs added one by one."""
    ledger = Ledger(CONFIG.sources, CONFIG.actors)
    for pair in pairs:
        ledger.add(*pair)
    return ledger
