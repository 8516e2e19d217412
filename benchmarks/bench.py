"""How fast texts are read and feeds parsed, each figure beside a peer's on the same texts in the same run.

    python -m benchmarks.bench [--python INTERPRETER] [--model NAME] [--stream FILE] [--gold FOLDER] [--limit N]

Peers: one regular expression that finds a number before "killed" (always there; what a beginner writes, and finds
little); an English pipeline of spaCy, when this interpreter or INTERPRETER has it, in batches (its best) and one text
after the other (as items come in, and as we read); feedparser alone. Texts: those of the built-in recording, and real
headlines and articles where they lie beside the project. Figures are texts a second of CPU time, the median of three
passes over different texts, so that nothing is read twice; the peers take turns with us, because a machine in use is
not the same a minute later. Pin the run to one core for figures to keep (``taskset -c 1``).
How fast the board paints is measured by ``benchmarks.board``, what the ledger costs by ``benchmarks.stream``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import lzma
import pathlib
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

import feedparser

from tui.config import load
from tui.extraction.extractor import Extractor
from tui.feeds.parse import parse
from tui.recording.render import content_type, render
from tui.recording.values import Recording, shown

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PASSES = 3
PEER_TEXTS = {"headlines": 1_500, "articles": 60, "our recording": 200}
"""Texts that the slow peer reads in one pass, spread evenly over those that we read."""
WARM = "A Russian Ka-52 was shot down near Palmyra on 6 May, killing Captain Ivan Petrov and 3 soldiers, Moscow said"
"""Read before anything is measured, so that tables are loaded."""
NAIVE = re.compile(r"(\d+)\s+(?:\w+\s+){0,4}killed", re.IGNORECASE)
PEER = """
import importlib, json, sys, time
pipeline = importlib.import_module(sys.argv[1]).load()
print(peak(), flush=True)
for line in sys.stdin:
    texts, together = json.loads(line)
    begun = time.process_time()
    for _ in pipeline.pipe(texts) if together else map(pipeline, texts):
        pass
    print(time.process_time() - begun, flush=True)
"""
OURS = """
from tui.config import load
from tui.extraction.extractor import Extractor
config = load(None)
Extractor(config.actors, config.fronts).read("A strike killed 3 people in Aleppo")
"""
# The high-water mark of the process's own memory: getrusage counts that of the process that started it as well.
PEAK = """
def peak():
    try:
        with open("/proc/self/status") as status:
            return next(line.split()[1] for line in status if line.startswith("VmHWM"))
    except OSError:  # no Linux
        return 0
"""


class Peer:
    """A pipeline of spaCy in a process of its own; ValueError, saying why, when there is none."""

    def __init__(self, python: str, model: str) -> None:
        self._process = subprocess.Popen(
            [python, "-c", PEAK + PEER, model],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={"OMP_NUM_THREADS": "1", "PATH": ""},
        )
        line = self._line()
        if not line:
            self.close()
            raise ValueError(f"no spaCy with {model} in {python}: give another by --python and --model")
        self.peak = int(line)
        """Kilobytes."""

    def seconds(self, texts: Sequence[str], *, together: bool) -> float:
        """CPU time to read ``texts``, in its own batches or one after the other as items come in."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([texts, together]) + "\n")
        self._process.stdin.flush()
        return float(self._line())

    def close(self) -> None:
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def corpora(stream: pathlib.Path, gold: pathlib.Path, limit: int) -> Iterator[tuple[str, list[str]]]:
    """Names and texts of what there is to read."""
    if stream.exists():
        with lzma.open(stream, "rt", encoding="utf-8") as lines:
            yield "headlines", [json.loads(line)["title"] for line in itertools.islice(lines, limit)]
    articles = gold / "gva_clusters.dev.jsonl"
    if articles.exists():
        yield "articles", [json.loads(line)["text"] for line in articles.read_text("utf-8").splitlines()]
    items = [item for feed in Recording.load().feeds for item in feed.item if not item.html]
    yield "our recording", [f"{item.title}\n{item.body}" for item in items]


def spent(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """CPU seconds."""
    begun = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begun


def reading(name: str, texts: list[str], extractor: Extractor, peer: Peer | None) -> Iterator[str]:
    """A row for us and for each peer."""
    ours, naive, theirs, singly = [], [], [], []
    for number in range(PASSES):
        part = texts[number::PASSES]
        ours.append(len(part) / spent(extractor.read, part))
        naive.append(len(part) / spent(NAIVE.findall, part))
        if peer is not None:
            sample = part[:: max(1, len(part) // PEER_TEXTS[name])][: PEER_TEXTS[name]]
            theirs.append(len(sample) / peer.seconds(sample, together=True))
            singly.append(len(sample) / peer.seconds(sample, together=False))
    length = statistics.fmean(map(len, texts))
    mine = statistics.median(ours)
    yield row(f"{name}: texts a second ({len(texts):,} of {length:,.0f} characters)", f"{mine:,.0f}")
    yield row(f"{name}: one regular expression", versus(statistics.median(naive), mine))
    if theirs:
        yield row(f"{name}: spaCy, every part of its pipeline, in batches", versus(statistics.median(theirs), mine))
        yield row(f"{name}: spaCy, one text after the other, as we read", versus(statistics.median(singly), mine))


def parsing() -> Iterator[str]:
    """Entries a second of the recording's feeds as they would be sent at its end."""
    recording = Recording.load()
    feeds = [
        (render(f, shown(f, recording.timeline, recording.timeline.ends)), content_type(f)) for f in recording.feeds
    ]
    xml = [(body, kind) for body, kind in feeds if "json" not in kind]
    ours, bare = [], []
    entries = sum(len(feedparser.parse(body).entries) for body, _ in xml)
    for _ in range(PASSES):
        begun = time.process_time()
        for body, kind in xml:
            parse(body, kind, "http://127.0.0.1/")
        middle = time.process_time()
        for body, _kind in xml:
            feedparser.parse(body)
        ours.append(entries / (middle - begun))
        bare.append(entries / (time.process_time() - middle))
    mine = statistics.median(ours)
    yield row(f"feeds: entries a second ({len(xml)} XML feeds, {entries} entries)", f"{mine:,.0f}")
    yield row("feeds: feedparser alone, no cleaning, limits or dates", versus(statistics.median(bare), mine))


def memory(peer: Peer | None) -> Iterator[str]:
    """Peak of a process that has loaded its reader; nothing where the system does not tell (only Linux does)."""
    if not pathlib.Path("/proc/self/status").exists():
        return

    def peak(program: str) -> float:
        program = f"{PEAK}{program}\nprint(peak())"
        run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
        return int(run.stdout) / 1024

    mine = peak(OURS)
    yield row("memory: the reader, places and names loaded", f"{mine:,.0f} MB")
    yield row("memory: an interpreter that loads nothing", f"{peak(''):,.0f} MB")
    if peer is not None:
        yield row(
            "memory: spaCy with its model", f"{peer.peak / 1024:,.0f} MB, {peer.peak / 1024 / mine:.1f} times ours"
        )


def versus(theirs: float, mine: float) -> str:
    """Their figure beside ours."""
    if mine >= theirs:
        return f"{theirs:,.0f}, we are {mine / theirs:.1f} times as fast"
    return f"{theirs:,.0f}, {theirs / mine:,.1f} times as fast as we are"


def row(label: str, value: str) -> str:
    return f"{label:64} {value}"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--python", default=sys.executable, help="interpreter that has spaCy")
    arguments.add_argument("--model", default="en_core_web_sm", help="its English model, as it is imported")
    arguments.add_argument("--stream", type=pathlib.Path, default=SHARED / "stream" / "stream.jsonl.xz")
    arguments.add_argument("--gold", type=pathlib.Path, default=SHARED / "gold")
    arguments.add_argument("--limit", type=int, default=20_000, help="headlines")
    options = arguments.parse_args()
    print(f"{dt.datetime.now(dt.UTC):%d %b %Y}, Python {sys.version.split()[0]}, CPU time on a single core")
    peer: Peer | None = None
    try:
        peer = Peer(options.python, options.model)
    except (OSError, ValueError) as error:
        print(f"not compared with spaCy: {error}")
    config = load(None)
    extractor = Extractor(config.actors, config.fronts)
    extractor.read(WARM)
    found = dict(corpora(options.stream, options.gold, options.limit))
    for name, texts in found.items():
        for line in reading(name, texts, extractor, peer):
            print(line, flush=True)
    if len(found) == 1:
        print("no real headlines or articles beside the project: only our own texts were read")
    for line in itertools.chain(parsing(), memory(peer)):
        print(line, flush=True)
    if peer is not None:
        peer.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
