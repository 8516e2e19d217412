"""The ledger on a long stream: real headlines in the order in which they were published, one by one.

    python -m benchmarks.stream [--stream FILE.jsonl.xz] [--limit N] [--days D] [--keep FILE] [--flood N]

FILE holds one text a line (``title``, ``summary``, ``url``, ``host``, ``published``); it lies beside the project, not
in it. Prints what one text costs the ledger at different depths of the stream, beside what the same texts cost the
reader: both are CPU time, so that a busy machine changes neither much. ``--days`` forgets incidents as old as that, as
a running collector does; ``--keep`` writes the incidents for reading by eye; ``--flood`` puts that many variants of one
line by one outlet on top and says what a text of another outlet costs then.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import json
import lzma
import pathlib
import resource
import statistics
import time
from collections.abc import Iterable, Iterator

import msgspec

from tui.config import load
from tui.extraction.extractor import Extractor
from tui.ledger.book import Ledger
from tui.ledger.output import to_json
from tui.model import Item, Reading
from tui.reading import told
from tui.texts import BadLine, Outlets, Text, read_jsonl

ROOT = pathlib.Path(__file__).resolve().parent.parent
STREAM = ROOT.parent / "shared" / "stream" / "stream.jsonl.xz"
DEPTHS = (1_000, 3_000, 10_000, 30_000, 100_000)
"""Places in the stream where the cost of the last :data:`SPAN` texts is printed."""
SPAN = 1_000
SWEEP = 5_000
"""Texts between two sweeps of old incidents."""
NOW = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
"""Texts of a later day than this have a wrong date."""
PROBES = 200
"""Texts of the stream held back to be added before a flood, and as many after it."""


def texts(path: pathlib.Path, limit: int) -> list[Text]:
    """The last ``limit`` texts, in time order."""
    with lzma.open(path) as stream:
        lines = [_line(number, json.loads(line)) for number, line in enumerate(stream)]
    found = [one for one in read_jsonl(lines) if not isinstance(one, BadLine)]
    dated = [one for one in found if one.published is not None and one.published < NOW]
    return sorted(dated, key=lambda one: (one.published or NOW, one.id))[-limit:]


def _line(number: int, row: dict[str, str]) -> bytes:
    text = "\n".join(filter(None, (row["title"], row.get("summary"))))
    return json.dumps({**row, "id": f"s{number}", "text": text}).encode()


def read(found: Iterable[Text]) -> Iterator[tuple[Item, Reading, float]]:
    """Each text as the ledger takes it, with the seconds it took to read."""
    config = load(None)
    extractor, outlets = Extractor(config.actors, config.fronts), Outlets(config.sources)
    for one in found:
        begun = time.process_time()
        item, reading = told(one, outlets.of(one.host), extractor, one.published or NOW)
        yield item, reading, time.process_time() - begun


def fill(ledger: Ledger, pairs: Iterable[tuple[Item, Reading, float]], days: float) -> None:
    """Take the stream in and print the costs on the way."""
    costs: collections.deque[float] = collections.deque(maxlen=SPAN)
    reads: collections.deque[float] = collections.deque(maxlen=SPAN)
    builds: collections.deque[float] = collections.deque(maxlen=SPAN)
    print(
        f"{'texts':>8} {'incidents':>9} {'group ms':>9} {'99 %':>7} {'worst':>7}"
        f" {'show ms':>8} {'read ms':>8} {'MB':>6}"
    )
    number = 0
    for number, (item, reading, seconds) in enumerate(pairs, start=1):
        reads.append(seconds)
        begun = time.process_time()
        touched = ledger.add(item, reading)
        added = time.process_time()
        for id_ in touched.ids:
            ledger.incident(id_)
        costs.append(added - begun)
        builds.append(time.process_time() - added)
        if days and number % SWEEP == 0:
            ledger.expire(item.time - dt.timedelta(days=days))
        if number in DEPTHS:
            _print(number, ledger, costs, builds, reads)
    if number not in DEPTHS:
        _print(number, ledger, costs, builds, reads)


def _print(
    number: int, ledger: Ledger, costs: Iterable[float], builds: Iterable[float], reads: Iterable[float]
) -> None:
    sums = sorted(costs)
    high = sums[int(len(sums) * 0.99)], sums[-1]
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{number:8,} {len(ledger):9,} {_ms(statistics.fmean(sums)):>9} {_ms(high[0]):>7} {_ms(high[1]):>7}"
        f" {_ms(statistics.fmean(builds)):>8} {_ms(statistics.fmean(reads)):>8} {used:6,}",
        flush=True,
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}"


def flood(ledger: Ledger, probes: list[tuple[Item, Reading, float]], count: int) -> None:
    """One outlet says one thing in ``count`` ways within an hour, each with another figure and another last word: what
    a text costs, of that outlet and of the others, before and after."""
    before, after = probes[::2], probes[1::2]
    print(f"before the flood, a text of any outlet: {_costs(ledger, before)}")
    start = probes[0][0].time - dt.timedelta(hours=1)
    spread = (start + dt.timedelta(seconds=number * 3600 / count) for number in range(count))
    lines = [
        Text(
            id=f"flood{number}",
            host="flood.test",
            text=f"Air strike kills {number % 90} in Aleppo market, report {number}",
            published=when,
        )
        for number, when in enumerate(spread)
    ]
    print(f"{count:,} variants by one outlet:               {_costs(ledger, list(read(lines)))}")
    print(f"after it, a text of any outlet:         {_costs(ledger, after)}")


def _costs(ledger: Ledger, pairs: list[tuple[Item, Reading, float]]) -> str:
    costs = []
    for item, reading, _ in pairs:
        begun = time.process_time()
        for id_ in ledger.add(item, reading).ids:
            ledger.incident(id_)
        costs.append(time.process_time() - begun)
    return f"{_ms(statistics.fmean(costs))} ms, worst {_ms(max(costs))}"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--stream", type=pathlib.Path, default=STREAM)
    arguments.add_argument("--limit", type=int, default=10_000)
    arguments.add_argument("--days", type=float, default=0.0)
    arguments.add_argument("--keep", type=pathlib.Path)
    arguments.add_argument("--flood", type=int, default=0)
    options = arguments.parse_args()
    if not options.stream.exists():
        print(f"no stream at {options.stream}: nothing measured")
        return 0
    config = load(None)
    ledger = Ledger(config.sources, config.actors)
    found = texts(options.stream, options.limit)
    held = found[-2 * PROBES :] if options.flood else []
    fill(ledger, read(found[: len(found) - len(held)]), options.days)
    if held:
        flood(ledger, list(read(held)), options.flood)
    if options.keep is not None:
        lines = (to_json(ledger.incident(id_), ledger.items_of(id_)) for id_ in ledger.ids())
        options.keep.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
