"""Feeds that give their entries a new guid on every answer are seen through, an editor's doing is not taken for it."""

from __future__ import annotations

import pytest

from tui.feeds.steady import Seen, steadied
from tui.model import Entry


def entries(count: int, changed: int = 0) -> tuple[Entry, ...]:
    """The first ``changed`` of them under another guid than otherwise."""
    return tuple(
        Entry(guid=f"{n}{'?session' * (n < changed)}", title=f"t{n}", url=f"https://news.example/{n}")
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("again", "changed", "fickle"),
    [(6, 3, True), (7, 3, False), (2, 2, False), (3, 3, True), (20, 10, True), (20, 9, False), (20, 0, False)],
)
def test_half_of_those_seen_again_and_three_at_least(again: int, changed: int, fickle: bool) -> None:
    _, seen = steadied(Seen(), entries(again))
    found, seen = steadied(seen, entries(again, changed))
    assert seen.fickle is fickle
    assert [entry.guid for entry in found] == [
        f"{entry.url}\n{entry.title}" if fickle else entry.guid for entry in entries(again, changed)
    ]


def test_once_seen_through_a_feed_stays_so() -> None:
    _, seen = steadied(Seen(), entries(4))
    first, seen = steadied(seen, entries(4, changed=4))
    second, seen = steadied(seen, entries(4, changed=4))
    assert first == second
    assert seen.fickle


def test_entries_that_are_new_are_no_change() -> None:
    _, seen = steadied(Seen(), entries(4))
    assert not steadied(seen, entries(40)[4:])[1].fickle
