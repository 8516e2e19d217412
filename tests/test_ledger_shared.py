"""The extractor and the ledger together on labelled headlines that are not part of the project."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tui import config
from tui.extraction.extractor import Extractor
from tui.ledger.book import Ledger
from tui.ledger.output import to_json
from tui.model import Item

GOLD = Path(__file__).parents[1] / ".." / "shared" / "gold"
UNDATED = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)


def rows(name: str) -> list[dict[str, Any]]:
    path = GOLD / f"{name}.dev.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def entry(id_: str, text: str, host: str, published: str = "") -> Item:
    time = dt.datetime.fromisoformat(published.replace("Z", "+00:00")) if published else None
    return Item(
        id=id_,
        source=host,
        title=text,
        published=time,
        seen=time or UNDATED,
        time=time or UNDATED,
        date_flag="" if time else "missing",
    )


def placed(items: list[Item]) -> tuple[Ledger, dict[str, str]]:
    """The ledger of the items, and the incident of each."""
    known = config.load(None)
    extractor = Extractor(known.actors, known.fronts)
    ledger = Ledger(known.sources, known.actors)
    ledger.extend((item, extractor.read(item.text, published=item.published)) for item in items)
    return ledger, {item: id_ for id_ in ledger.ids() for item in ledger.items_of(id_)}


def b_cubed(truth: dict[str, str], found: dict[str, str]) -> float:
    mine, theirs = defaultdict(set), defaultdict(set)
    for item, cluster in truth.items():
        mine[cluster].add(item)
        theirs[found[item]].add(item)
    shares = [(len(mine[truth[item]] & theirs[found[item]]), item) for item in truth]
    precision = sum(both / len(theirs[found[item]]) for both, item in shares) / len(truth)
    recall = sum(both / len(mine[truth[item]]) for both, item in shares) / len(truth)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.shared
def test_headlines_of_three_days_fall_into_their_incidents() -> None:
    labelled = rows("real_stream_clusters")
    items = [entry(row["id"], row["text"], row["meta"]["host"], row["meta"]["published"]) for row in labelled]
    ledger, found = placed(items)
    truth = {row["id"]: row["gold"]["cluster"] for row in labelled if row["gold"]["cluster"]}
    assert b_cubed(truth, found) >= 0.93
    assert len(list(tolls_of(ledger))) == len(ledger)


def tolls_of(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for id_ in ledger.ids():
        line = to_json(ledger.incident(id_), ledger.items_of(id_))
        if line["killed"] is not None:
            assert line["killed"]["low"] >= 0
            assert line["killed"]["high"] is None or line["killed"]["high"] >= line["killed"]["low"]
        yield json.loads(json.dumps(line))


@pytest.mark.shared
def test_pairs_of_headlines_are_seldom_joined_by_mistake() -> None:
    labelled = [row for row in rows("sts_headlines_conflict_pairs") if row["gold"]["same_event"] is not None]
    items = [entry(f"{row['id']}:{side}", row["meta"][side], f"{row['id']}{side}") for row in labelled for side in "ab"]
    _, found = placed(items)
    joined = {row["id"]: found[f"{row['id']}:a"] == found[f"{row['id']}:b"] for row in labelled}
    same = {row["id"] for row in labelled if row["gold"]["same_event"]}
    right = sum(joined[id_] for id_ in same)
    wrong = sum(joined[row["id"]] for row in labelled if row["id"] not in same)
    assert wrong / (len(labelled) - len(same)) <= 0.055
    assert 2 * right / (right + wrong + len(same)) >= 0.82
