"""Figures three rows high: what they say is what the table says, and nothing is cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model import Class, Outcome, Tally
from tui.views.big_figures import HEIGHT, band
from tui.views.glyphs import ASCII, UNICODE
from tui.views.rows import text_of, width_of


def killed(side: str | None, low: int, high: int, class_: Class = Class.COMBATANT, *, open_: bool = False) -> Tally:
    return Tally(
        front="hajin", side=side, class_=class_, outcome=Outcome.KILLED, low=low, high=high, open=open_, incidents=1,
        weak=0, vague=0,
    )  # fmt: skip


HAJIN = (
    killed("ISIS", 12, 34),
    killed("SDF", 9, 9, open_=True),
    killed(None, 5, 12, Class.CIVILIAN),
    killed(None, 40, 40, Class.UNKNOWN),
)


def labels(width: int, tallies: tuple[Tally, ...] = HAJIN) -> list[str]:
    rows = band(tallies, width, UNICODE)
    return [part for part in text_of(rows[3]).split("  ") if part] if rows else []


def test_named_sides_and_civilians_by_how_hard_they_were_hit() -> None:
    assert labels(80) == ["ISIS killed", "SDF killed", "civilians killed"]


def test_civilians_are_never_left_out_for_want_of_room() -> None:
    assert labels(45) == ["ISIS killed", "civilians killed"]
    assert labels(25) == ["civilians killed"]
    assert labels(10) == []


def test_a_figure_is_drawn_as_it_is() -> None:
    rows = band((killed("SDF", 9, 9, open_=True),), 40, UNICODE)
    assert len(rows) == HEIGHT
    assert [text_of(row).rstrip() for row in rows[:3]] == ["  ┏━┓", "  ┗━┫╺╋╸", "  ╺━┛"]


def test_not_in_ascii_and_not_without_a_figure() -> None:
    assert band(HAJIN, 80, ASCII) == []
    assert band((killed(None, 40, 40, Class.UNKNOWN),), 80, UNICODE) == []
    assert band((), 80, UNICODE) == []


@given(st.lists(st.tuples(st.integers(0, 99_999), st.integers(0, 9_999)), max_size=6), st.integers(0, 150))
@settings(max_examples=80, deadline=None)
def test_nothing_is_wider_than_its_room(figures: list[tuple[int, int]], width: int) -> None:
    tallies = [killed(f"side {at}", low, low + more) for at, (low, more) in enumerate(figures)]
    assert all(width_of(row) <= width for row in band(tallies, width, UNICODE))
