"""What one more item costs from the feed's entry to the tallies, with a thousand, ten thousand and a hundred thousand
items already there.

    python -m benchmarks.ledger [--items 100000] [--flood 10000]

The texts are made up: outlets of the configuration report strikes, shelling and clashes at the places of its fronts,
several outlets on each, tolls that rise, some corrections. Every item goes through the pipeline and the store as in a
running board, one at a time. All figures are CPU milliseconds for one item, the mean of the last :data:`SPAN`, and
beside them the ratio to the first depth. ``--flood`` then lets one outlet send that many variants of one line.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tui.config import Config, load
from tui.model import Entry
from tui.pipeline import Pipeline
from tui.store.memory import Store

DEPTHS = (1_000, 10_000, 100_000)
SPAN = 1_000
START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
STEP = dt.timedelta(seconds=60)
"""Between two items: 1,440 a day."""
WINDOW = dt.timedelta(hours=24)
OUTLETS = 4
"""Outlets that report one event, on average."""
LINES = (
    "{attacker} air strike on {place} kills {n} civilians, {more} wounded",
    "At least {n} killed in shelling of {place}",
    "{n} {target} fighters killed in clashes with {attacker} near {place}",
    "Drone strike near {place} kills {n}, {attacker} blamed",
    "{attacker} says it destroyed two {target} vehicles near {place}, killing {n} soldiers",
    "Roadside bomb in {place} leaves {n} dead and {more} injured",
)
LATER = (
    "Death toll in {place} rises to {n}",
    "CORRECTION: {n} people, not more, were killed in {place}",
)


@dataclass(frozen=True, slots=True)
class Happening:
    """What several outlets report."""

    line: str
    place: str
    attacker: str
    target: str
    n: int
    more: int

    def told(self, rng: random.Random) -> str:
        line = self.line if rng.random() < 0.85 else rng.choice(LATER)
        n = self.n + rng.choice((0, 0, 0, 1, 2))
        return line.format(place=self.place, attacker=self.attacker, target=self.target, n=n, more=self.more)


def entries(config: Config, count: int, seed: int = 7) -> Iterator[tuple[str, Entry, dt.datetime]]:
    """Source id, entry and the instant at which it is polled."""
    rng = random.Random(seed)
    places = sorted({place for front in config.fronts for place in front.places})
    actors = sorted(actor.name for actor in config.actors if not actor.minor)[:80]
    open_: list[Happening] = []
    for number in range(count):
        now = START + number * STEP
        if not open_ or rng.random() < 1 / OUTLETS:
            attacker, target = rng.sample(actors, 2)
            n, more = rng.randint(1, 40), rng.randint(2, 60)
            open_.append(Happening(rng.choice(LINES), rng.choice(places), attacker, target, n, more))
        event = rng.choice(open_[-60:])
        source = rng.choice(config.sources)
        title = f"{event.told(rng)}, {source.name} reports" if rng.random() < 0.3 else event.told(rng)
        yield source.id, Entry(guid=f"e{number}", title=title, published=now), now


@dataclass(slots=True)
class Costs:
    """CPU seconds of the last items, by what they went into."""

    parts: dict[str, list[float]] = field(default_factory=dict)

    def add(self, part: str, begun: float) -> float:
        now = time.process_time()
        last = self.parts.setdefault(part, [])
        last.append(now - begun)
        del last[:-SPAN]
        return time.process_time()

    def means(self) -> dict[str, float]:
        return {part: sum(costs) / len(costs) * 1_000 for part, costs in self.parts.items()}


class Bench:
    """A pipeline with a store behind it."""

    def __init__(self) -> None:
        self.config = load(None)
        self.pipeline = Pipeline(self.config)
        self.store = Store(self.config.sources, fronts=self.config.fronts)
        self.costs = Costs()

    def take(self, source: str, entry: Entry, now: dt.datetime) -> None:
        begun = time.process_time()
        ingested = self.pipeline.ingest(source, (entry,), now)
        begun = self.costs.add("read and ledger", begun)
        self.store.apply(ingested.changes)
        begun = self.costs.add("store", begun)
        self.store.tallied(now - WINDOW)
        begun = self.costs.add("tallies of 24 h", begun)
        for item, _ in ingested.rows:
            self.pipeline.read(item)
        self.costs.add("(reading alone)", begun)

    def print(self, number: int, first: dict[str, float]) -> dict[str, float]:
        means = self.costs.means()
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{number:,} items, {len(self.store.incidents):,} incidents, {used:,} MB")
        for part, mean in means.items():
            ratio = f"  {mean / first[part]:5.2f} times" if first else ""
            print(f"  {part:<16} {mean:7.3f} ms{ratio}", flush=True)
        return first or means


def flood(bench: Bench, count: int, now: dt.datetime) -> None:
    """One outlet says one thing in ``count`` ways within an hour, polled every minute."""
    source = bench.config.sources[0].id
    lines = [
        Entry(guid=f"f{n}", title=f"Air strike kills {n % 90 + 1} in Aleppo market, report {n}", published=now)
        for n in range(count)
    ]
    begun = time.process_time()
    for at in range(0, count, max(1, count // 60)):
        ingested = bench.pipeline.ingest(source, lines[at : at + max(1, count // 60)], now)
        bench.store.apply(ingested.changes)
    took = time.process_time() - begun
    killed = sum(tally.high for tally in bench.store.tallied(now - WINDOW).all if tally.outcome == "killed")
    print(f"{count:,} variants of one outlet: {took / count * 1_000:.3f} ms each; the day's killed: {killed}")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--items", type=int, default=DEPTHS[-1])
    arguments.add_argument("--flood", type=int, default=10_000)
    options = arguments.parse_args()
    bench, first = Bench(), dict[str, float]()
    for number, (source, entry, now) in enumerate(entries(bench.config, options.items), start=1):
        bench.take(source, entry, now)
        if number in DEPTHS or number == options.items:
            first = bench.print(number, first)
    if options.flood:
        flood(bench, options.flood, START + 2 * options.items * STEP)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
