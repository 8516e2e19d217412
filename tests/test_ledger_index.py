"""Which parts are handed on to be compared: the same pairs, whichever of the two came first."""

from __future__ import annotations

from tests.ledger_kit import item
from tui.ledger.index import Index
from tui.ledger.part import Part
from tui.ledger.parts import parts_of
from tui.model import Reading


def part(id_: str, hours: float, title: str, summary: str = "") -> Part:
    (found,) = parts_of(item(id_, title=title, hours=hours, summary=summary), Reading())
    return found


def test_two_parts_see_each_other_or_neither_does() -> None:
    """What their words say together comes to exactly enough, however it is added up."""
    first = part("a", 0, "Child from among activist")
    second = part("b", 1, "From", "Activist child among")
    index = Index(hours=24)
    for each in (first, second):
        index.add(each)
    assert (index.later(first), index.earlier(second)) == ([second.id], [first.id])
