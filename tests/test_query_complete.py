"""What the filter line proposes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.query import KEYS, complete, help_rows, parse, token_start

NAMES = {
    "fronts": ["hajin", "badiya", "idlib"],
    "actors": ["SDF", "ISIS", "Liwa al-Quds"],
    "sources": ["sana", "Sana'a TV", 'The "Post"'],
}


@pytest.mark.parametrize(
    ("text", "proposals"),
    [
        ("fr", ["front:"]),
        ("a -ki", ["-kind:", "-killed:"]),
        ("ty", ["kind:"]),
        ("killed", ["killed:", "killed=", "killed!=", "killed>=", "killed<=", "killed>", "killed<"]),
        ("front:", ["front:badiya", "front:hajin", "front:idlib"]),
        ("front:I", ["front:idlib"]),
        ("x (front:ha", ["front:hajin"]),
        ("-actor:li", ['-actor:"Liwa al-Quds"']),
        ('actor:"liwa al', ['actor:"Liwa al-Quds"']),
        ("source:sana", ["source:sana", 'source:"Sana\'a TV"']),
        ("source:post", ['source:"The \\"Post\\""']),
        ("grade>=c", ["grade>=confirmed", "grade>=contested", "grade>=discounted"]),
        ("new:", ["new:no", "new:yes"]),
        ("place:x", []),
        ("nosuch:x", []),
        ("", []),
        ("zzz", []),
    ],
)
def test_proposes(text: str, proposals: list[str]) -> None:
    found = complete(text, len(text), NAMES)
    assert found[: len(proposals)] == proposals
    assert bool(found) == bool(proposals)


def test_only_what_stands_before_the_cursor_counts() -> None:
    assert token_start("front:ha killed", 8) == 0
    assert complete("front:ha killed", 8, NAMES) == ["front:hajin"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.integers(0, 40))
def test_any_text_can_be_completed(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    assert 0 <= token_start(text, cursor) <= cursor
    assert all(complete(text, cursor, NAMES)) or not complete(text, cursor, NAMES)


def test_proposed_values_are_queries() -> None:
    names = NAMES | {"places": ["Abu Kamal"]}
    for key in KEYS:
        for proposal in complete(f"{key}:", len(key) + 1, names):
            assert parse(proposal)


def test_help_has_a_row_for_every_key() -> None:
    assert len(help_rows()) == len(KEYS)
    assert all(all(row) for row in help_rows())
