"""The benchmark of names counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.names import aliases, armed, entities
from tui.config.values import Config
from tui.model import Actor

CONFIG = Config(
    actors=(
        Actor(name="RLF", title="River Liberation Front", aliases=("Front du fleuve",), country="ML"),
        Actor(name="Hill Guard", title="Hill Guard", country="SY"),
    )
)


def rows(path: Path, *found: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")
    return path


def test_namesakes_of_another_country_are_not_ours_to_answer(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "pairs",
        {"id": "ucdp-1", "text": "Front du fleuve", "gold": {"canonical": "RLF", "location": "Mali, Niger"}},
        {"id": "ucdp-2", "text": "Reform and Labour Front", "gold": {"canonical": "RLF", "location": "Peru"}},
        {"id": "other-1", "text": "Union of Bakers", "gold": {"canonical": "National Union of Bakers"}},
    )
    table = dict(aliases(path, CONFIG))
    assert table["aliases whose canonical name is ours"].startswith("1/3")
    assert table["aliases of ours, in a sentence"].startswith("1/1")
    assert table["aliases of the whole UCDP list, in a sentence"].startswith("1/2")


def test_governments_are_answered_by_their_states_and_factions_by_their_groups(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "pairs",
        {"id": "ucdp-1", "text": "Government of Rhodesia", "gold": {"canonical": "Government of Zimbabwe (Rhodesia)"}},
        {"id": "ucdp-2", "text": "RLF - Old Man faction", "gold": {"canonical": "RLF - OM", "location": "Mali"}},
        {"id": "ucdp-3", "text": "RLF - Old Man faction", "gold": {"canonical": "RLF - OM", "location": "Peru"}},
    )
    table = dict(aliases(path, CONFIG))
    assert table["aliases of the whole UCDP list, in a sentence"].startswith("2/3")


def test_entities_are_found_by_a_word_of_their_name(tmp_path: Path) -> None:
    gold = {"entities": [{"type": "Organisation", "text": "the Hill Guard"}, {"type": "Location", "text": "Damascus"}]}
    path = rows(tmp_path / "entities", {"id": "1", "text": "The Hill Guard left Damascus .", "gold": gold})
    assert all(value.startswith("1/1") for _, value in entities(path, CONFIG))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("the Iraqi army", True),
        ("ISIL", True),
        ("the United States", True),
        ("the Iraqis", False),
        ("the UN", False),
        ("They", False),
        ("insurgents", False),
        ("the Ministry of Foreign Affairs", False),
    ],
)
def test_what_counts_as_an_armed_actor(text: str, counts: bool) -> None:
    assert armed(text) is counts
