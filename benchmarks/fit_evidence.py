"""Fit the weights of ``tui/ledger/data/evidence.toml`` on reports whose incidents are known.

    python -m benchmarks.fit_evidence [--gold FOLDER] [--folds 5] [--stiffness 4]

Reads the labelled real texts that lie beside the project (counts are all that leaves them), pairs each report with the
earlier ones that the ledger would compare it with, and fits one logistic regression for headlines and one for articles.
The weights that stand now are the prior: where little speaks for another one, they stay. Prints how well pairs are told
apart by the weights of now and, held out by incident, by those fitted; then the fitted weights beside those of now.
Nothing is written: a weight is set by hand, rounded, when the held-out figures are better.
"""

from __future__ import annotations

import argparse
import json
import math
import pathlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from benchmarks.accuracy import GOLD, pairs
from benchmarks.stream import read
from tui.ledger.index import Index
from tui.ledger.match import compare, features
from tui.ledger.part import Part, is_article
from tui.ledger.parts import parts_of
from tui.ledger.weights import evidence
from tui.texts import BadLine, read_jsonl

WEIGHT = {
    "real_stream_clusters": 1.0,
    "sts_headlines_conflict_pairs": 3.0,
    "gva_clusters": 1.0,
    "airwars_en_clusters": 3.0,
    "airwars_ar_clusters": 1.0,
}
"""Sets of texts, and how much a pair of each counts: the small sets on war would drown among the others."""
PAIRED = "sts_headlines_conflict_pairs"
ROUNDS = 10
FREE = 0.02
"""Stiffness of the base beside that of the other weights."""

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """Two reports: what speaks for one incident, and whether it is one."""

    kind: str
    evidence: tuple[tuple[str, float], ...]
    same: bool
    folds: tuple[int, int]
    of: str


def rows(gold: pathlib.Path, name: str, folds: int) -> Iterator[Row]:
    lines = (gold / f"{name}.dev.jsonl").read_bytes().splitlines()
    labels = [json.loads(line) for line in lines]
    found = read_jsonl(pairs(lines) if name == PAIRED else lines)
    texts = [one for one in found if not isinstance(one, BadLine)]
    parts = {item.id: parts_of(item, reading)[0] for item, reading, _ in read(texts)}
    if name == PAIRED:
        told = ((row["id"], row["gold"]["same_event"]) for row in labels)
        couples = [(f"{id_}:a", f"{id_}:b", id_, id_, same) for id_, same in told if same is not None]
    else:
        couples = list(_compared(parts, {row["id"]: row["gold"].get("cluster") for row in labels}))
    for one, other, mine, theirs, same in couples:
        if one in parts and other in parts and compare(parts[one], parts[other]).apart is None:
            yield _row(parts[one], parts[other], same, (_fold(mine, folds), _fold(theirs, folds)), name)


def _compared(parts: Mapping[str, Part], truth: Mapping[str, str | None]) -> Iterator[tuple[str, str, str, str, bool]]:
    """Each report with the earlier ones that share keys with it."""
    index = Index(evidence().limits["late_hours"])
    items = {part.id: part.item for part in parts.values()}
    for part in parts.values():
        index.add(part)
    for part in parts.values():
        mine = truth.get(part.item)
        for other in index.earlier(part) if mine else ():
            theirs = truth.get(items[other])
            if mine and theirs:
                yield part.item, items[other], mine, theirs, mine == theirs


def _row(one: Part, other: Part, same: bool, folds: tuple[int, int], name: str) -> Row:
    kind = "article" if is_article(one) and is_article(other) else "headline"
    return Row(kind, (("base", 1.0), *features(one, other).items()), same, folds, name)


def _fold(incident: str, folds: int) -> int:
    return crc32(incident.encode()) % folds


def score(weights: Weights, row: Row) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in row.evidence)


def fit(found: Sequence[Row], prior: Weights, stiffness: float) -> dict[str, float]:
    """Weights of the likeliest logistic regression that stays near ``prior`` (Newton's method)."""
    names = sorted({name for row in found for name, _ in row.evidence})
    at = {name: place for place, name in enumerate(names)}
    held = [stiffness * (FREE if name == "base" else 1.0) for name in names]
    start = [prior.get(name, 0.0) for name in names]
    weights = start[:]
    sparse = [([(at[name], value) for name, value in row.evidence], row.same, WEIGHT[row.of]) for row in found]
    for _ in range(ROUNDS):
        slope = [-hold * (now - then) for hold, now, then in zip(held, weights, start, strict=True)]
        bend = [[hold if row == column else 0.0 for column in range(len(names))] for row, hold in enumerate(held)]
        for values, same, count in sparse:
            chance = _chance(sum(weights[place] * value for place, value in values))
            error, curve = count * (same - chance), count * max(chance * (1 - chance), 1e-6)
            for place, value in values:
                slope[place] += error * value
                line = bend[place]
                for other, beside in values:
                    line[other] += curve * value * beside
        step = _solved(bend, slope)
        weights = [now + by for now, by in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-3:
            break
    return dict(zip(names, weights, strict=True))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, odds)))


def _solved(left: list[list[float]], right: Sequence[float]) -> list[float]:
    """Gauss-Jordan elimination with row pivoting."""
    size = len(right)
    table = [[*line, value] for line, value in zip(left, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(table[row][column]))
        table[column], table[pivot] = table[pivot], table[column]
        lead = table[column]
        for row in range(size):
            factor = table[row][column] / lead[column]
            if row != column and factor:
                table[row] = [value - factor * by for value, by in zip(table[row], lead, strict=True)]
    return [table[row][size] / table[row][row] for row in range(size)]


def held_out(found: Sequence[Row], prior: Weights, stiffness: float, folds: int) -> dict[int, float]:
    """Place of each row -> its score by weights fitted on the incidents of other folds."""
    scores = {}
    for fold in range(folds):
        weights = fit([row for row in found if fold not in row.folds], prior, stiffness)
        scores.update({place: score(weights, row) for place, row in enumerate(found) if row.folds[0] == fold})
    return scores


def report(label: str, found: Sequence[Row], scores: Iterable[float]) -> None:
    """Average precision, best F1, and what is joined at odds of one."""
    scored = sorted(zip(scores, found, strict=True), key=lambda pair: -pair[0])
    for name in WEIGHT:
        mine = [(odds, row.same) for odds, row in scored if row.of == name]
        true = sum(same for _, same in mine)
        if not true:
            continue
        hits, precision, best = 0, 0.0, 0.0
        for place, (_, same) in enumerate(mine, start=1):
            hits += same
            precision += same * hits / place
            best = max(best, 2 * hits / (place + true))
        joined = [same for odds, same in mine if odds >= 0]
        print(
            f"{label:9} {name:30} pairs {len(mine):6,} same {true:4} average precision {precision / true:.3f}"
            f" best F1 {best:.3f} joined {sum(joined)} right, {len(joined) - sum(joined)} wrong"
        )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gold", type=pathlib.Path, default=GOLD)
    arguments.add_argument("--folds", type=int, default=5)
    arguments.add_argument("--stiffness", type=float, default=4.0)
    options = arguments.parse_args()
    names = [name for name in WEIGHT if (options.gold / f"{name}.dev.jsonl").exists()]
    if not names:
        print(f"no labelled texts in {options.gold}: nothing fitted")
        return 0
    found = [row for name in names for row in rows(options.gold, name, options.folds)]
    for kind, now in (("headline", evidence().headline), ("article", evidence().article)):
        mine = [row for row in found if row.kind == kind]
        print(f"[{kind}]")
        report("now", mine, [score(now, row) for row in mine])
        scores = held_out(mine, now, options.stiffness, options.folds)
        report("held out", mine, [scores[place] for place in range(len(mine))])
        for name, weight in fit(mine, now, options.stiffness).items():
            print(f"{name} = {weight:.1f}  # now {now.get(name, 0.0)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
