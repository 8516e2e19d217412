"""How well texts are read: our own labelled sentences always, labelled real texts where they lie beside the project.

    python -m benchmarks.accuracy [--gold FOLDER] [--keep FOLDER]

Prints one table. The real texts (``NAME.dev.jsonl`` with their ``score.py``) belong to their publishers and are no part
of the project: without them the table is shorter and says so. ``--keep`` leaves what was extracted for reading errors.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator

from benchmarks.kinds import kinds
from benchmarks.names import aliases, entities, share
from tui.config import load
from tui.extraction.casualties import read_claims
from tui.extraction.figures import stated
from tui.extraction.sentences import split
from tui.reading import extract_jsonl, ledger_jsonl

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
EXTRACTED: tuple[tuple[str, str], ...] = (
    ("figures", "casualty_core"),
    ("gate", "real_headlines_casualties"),
    ("gate", "gate_headlines"),
    ("sides", "casualties_by_side"),
    ("roles", "casualties_by_side"),
    ("roles", "cameo_source_target"),
)
GROUPED = ("real_stream_clusters", "gva_clusters", "airwars_en_clusters")

Row = tuple[str, str]


def own() -> Iterator[Row]:
    """Exact figures of our own sentences, by the rule that reads them."""
    for path in sorted((ROOT / "tests" / "labelled").glob("*.toml")):
        right = total = 0
        for sentences in tomllib.loads(path.read_text("utf-8")).values():
            for words, want in sentences.items():
                found = stated(read_claims(words, split(words), (), {}, published=None, source=None))
                right += all(found.get(outcome, 0) == want.get(outcome, 0) for outcome in found)
                total += 1
        yield f"own sentences, {path.stem}", share(right, total)


def run(command: Callable[..., int], lines: list[bytes], out: pathlib.Path) -> float:
    """Seconds that ``command`` took to write ``out``."""
    begun = time.perf_counter()
    config = load(None)
    with out.open("w", encoding="utf-8") as stream:
        command(lines, config, dt.datetime.now(dt.UTC), stream.write)
    return time.perf_counter() - begun


def score(gold: pathlib.Path, *arguments: str) -> list[Row]:
    """What the scorer prints, as rows."""
    printed = subprocess.run(
        [sys.executable, str(gold / "score.py"), *arguments], capture_output=True, text=True, check=True
    ).stdout
    return [
        (label, " ".join(rest))
        for line in printed.splitlines()
        if not line.startswith(("ok ", "OFF "))
        for label, *rest in [_parted(line)]
    ]


def _parted(line: str) -> tuple[str, str]:
    words = line.split()
    at = next((place for place, word in enumerate(words) if word[:1].isdigit() or word[:1] == "{"), len(words))
    return " ".join(words[:at]), " ".join(words[at:])


def pairs(lines: list[bytes]) -> list[bytes]:
    """Each pair of headlines as two texts, ``ID:a`` and ``ID:b``."""
    found = []
    for line in lines:
        row = json.loads(line)
        for side in "ab":
            found.append(json.dumps({"id": f"{row['id']}:{side}", "text": row["meta"][side]}).encode())
    return found


def shared(gold: pathlib.Path, keep: pathlib.Path) -> Iterator[Row]:
    done: set[str] = set()
    for kind, name in EXTRACTED:
        texts = gold / f"{name}.dev.jsonl"
        out = keep / f"{name}.extracted.jsonl"
        if name not in done:
            lines = texts.read_bytes().splitlines()
            seconds = run(extract_jsonl, lines, out)
            yield f"{name}: texts a second", f"{len(lines) / seconds:,.0f}"
            done.add(name)
        yield from ((f"{name}: {label}", value) for label, value in score(gold, kind, str(texts), str(out)))
    for name in GROUPED:
        texts = gold / f"{name}.dev.jsonl"
        out = keep / f"{name}.ledger.jsonl"
        run(ledger_jsonl, texts.read_bytes().splitlines(), out)
        yield from ((f"{name}: {label}", value) for label, value in score(gold, "clusters", str(texts), str(out)))
        if name == GROUPED[0]:
            tolls = str(gold / "real_stream_tolls.dev.json")
            yield from (
                (f"{name}: {label}", value) for label, value in score(gold, "tolls", tolls, str(texts), str(out))
            )
    config = load(None)
    yield from aliases(gold / "actor_alias_pairs.dev.jsonl", config)
    yield from entities(gold / "re3d_entities.dev.jsonl", config)
    yield from kinds(gold / "case2021_task2_eventtype.dev.jsonl", config)
    name = "sts_headlines_conflict_pairs"
    texts = gold / f"{name}.dev.jsonl"
    out = keep / f"{name}.ledger.jsonl"
    run(ledger_jsonl, pairs(texts.read_bytes().splitlines()), out)
    yield from ((f"{name}: {label}", value) for label, value in score(gold, "pairs", str(texts), str(out)))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gold", type=pathlib.Path, default=GOLD)
    arguments.add_argument("--keep", type=pathlib.Path)
    options = arguments.parse_args()
    for label, value in own():
        print(f"{label:64} {value}")
    if not (options.gold / "score.py").exists():
        print("no labelled real texts beside the project: only our own sentences were scored")
        return 0
    with tempfile.TemporaryDirectory() as place:
        keep = options.keep or pathlib.Path(place)
        keep.mkdir(parents=True, exist_ok=True)
        for label, value in shared(options.gold, keep):
            print(f"{label:64} {value}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
