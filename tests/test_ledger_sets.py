"""Equal small sets are one object, and no set changes by it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.ledger.sets import FEW, shared


@settings(max_examples=50, deadline=None)
@given(st.frozensets(st.text(max_size=3), max_size=2 * FEW))
def test_a_shared_set_equals_what_was_given(values: frozenset[str]) -> None:
    assert shared(iter(values)) == values
    assert len(values) > FEW or shared(list(values)) is shared(set(values))
