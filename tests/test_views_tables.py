"""The ledger and pressure as tables: what is in which cell, at every width, and bars that tell the truth."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.board_fixture import CONFIG, NOW, StillClock, changes, figure, incident
from tests.board_pilot import running
from tui.model import Changes, Class, Equipment, Incident, Outcome, Person, Pressure
from tui.situation import Situation
from tui.views.board import Board
from tui.views.format import SideRow
from tui.views.glyphs import ASCII, UNICODE, Glyphs
from tui.views.ledger_rows import Heading, Line, Told, head, line_row, lines, more, plan
from tui.views.opening import Opening
from tui.views.pressure_rows import front_row, keys, pressure_row
from tui.views.pressure_rows import head as pressure_head
from tui.views.pressure_rows import more as pressure_more
from tui.views.rows import Row, fit, text_of, width_of
from tui.views.screens.charts import ChartsScreen


def situation(*incidents: Incident) -> Situation:
    board = Board(CONFIG, StillClock())
    board.arrivals.take([Changes(time=NOW, incidents=incidents) if incidents else changes()])
    while board.arrivals.pending:
        board.arrivals.step()
    board.look()
    return board.situation


FULL = situation()


def table(found: Situation, width: int, signs: Glyphs = UNICODE) -> list[Row]:
    each = dict(lines(found))
    columns = plan(list(each.values()), width)
    return [head(columns), *(line_row(line, columns, width, signs) for line in each.values())]


@given(width=st.integers(1, 300), signs=st.sampled_from([UNICODE, ASCII]))
@settings(max_examples=100, deadline=None)
def test_a_ledger_of_any_width_keeps_the_killed_in_sight(width: int, signs: Glyphs) -> None:
    rows = table(FULL, width, signs)
    if signs is ASCII:
        assert all(text_of(row).isascii() for row in rows)
    if width >= 40:
        assert all(width_of(row) <= width for row in rows[1:] if not text_of(row).startswith("  "))
        text = "\n".join(text_of(fit(row, width)) for row in rows)
        assert "killed" in text
        assert "12-34" in text


def test_a_ledger_says_what_is_weak_vague_and_claimed_apart_from_the_sums() -> None:
    text = "\n".join(text_of(row) for row in table(FULL, 160))
    for words in ("incidents", "weak", "vague", "9 (+12 claimed)", "All fronts  ", "each counted once", "0 killed"):
        assert words in text, words


def test_outcomes_without_a_figure_have_no_column() -> None:
    text = text_of(table(FULL, 200)[0])
    assert "displaced" not in text
    moved = incident("m", "x", 5, figures=(figure(Outcome.DISPLACED, 900, 900, None, Class.CIVILIAN),))
    assert "displaced" in text_of(table(situation(moved), 200)[0])


def bar(low: int, high: int | None) -> str:
    found = situation(
        incident("a", "x", 5, figures=(figure(Outcome.KILLED, low, high, "SDF"),)),
        incident("b", "y", 6, figures=(figure(Outcome.KILLED, 100, 100, "ISIS"),)),
    )
    text = next(text_of(row) for row in table(found, 200) if text_of(row).startswith("  SDF"))
    return text[text.index(UNICODE.beam[0]) :]


@pytest.mark.parametrize(
    ("low", "high", "solid", "dashed"), [(50, 50, 20, 0), (25, 75, 10, 20), (1, 1, 1, 0), (1, 2, 1, 1)]
)
def test_a_bar_is_as_long_as_its_figure(low: int, high: int, solid: int, dashed: int) -> None:
    drawn = bar(low, high)
    assert drawn.count(UNICODE.beam[0]) == solid
    assert drawn.count(UNICODE.beam[1]) == dashed


def test_an_open_figure_has_a_plus_at_its_end() -> None:
    assert bar(50, None).endswith("+")


def test_machines_and_persons_stand_beside_the_sums() -> None:
    gun = Equipment(type="T-72", category="tank", text="T-72", span=(0, 4), n=2, operator="Syria", outcome="destroyed")
    who = Person(name="Ahmad Example", text="Ahmad Example", span=(0, 5), rank="colonel", outcome=Outcome.KILLED)
    found = dict(lines(situation(incident("a", "x", 5, equipment=(gun,), persons=(who,)))))
    told = [line for line in found.values() if isinstance(line, Told)]
    assert [line.name for line in found.values() if isinstance(line, Heading) and line.name[0] in "MN"] == [
        "Machines lost",
        "Named victims",
    ]
    assert any("T-72" in line.text and line.incidents == ("a",) for line in told)
    assert any("Ahmad Example" in line.text for line in told)


def test_the_selected_line_is_told_in_words() -> None:
    each: list[Line] = [line for _, line in lines(FULL)]
    side = next(line for line in each if isinstance(line, SideRow) and line.label == "SDF")
    text = " ".join(text_of(row) for row in more(side, 100))
    assert "12 more claimed by the other side only, in no sum" in text
    assert "every incident behind it" in text_of(more(each[0], 100)[0])


async def test_a_machine_leads_to_its_incident() -> None:
    async with running(start="ledger") as run:
        text = await run.press("G")
        if "Enter opens its newest incident" in text:
            await run.press("enter")
            assert run.top == "desk"
        await run.press("L", "g", "enter")
        assert "lead to a row of figures" in run.status()


# --- pressure ----------------------------------------------------------------------------------------

PRESSED = Pressure(
    actor="ISIS", fronts=("hajin", "ghazni", "hodeidah"), attackers=("Coalition", "SDF"), incidents=17,
    by_front={"hajin": ("SDF", "Coalition"), "ghazni": ("SDF",)}, since=NOW, before=3, incidents_before=20,
)  # fmt: skip


def name(front: str | None) -> str:
    return f"the {front}"


def test_what_changed_is_told_by_a_sign_and_a_number_and_in_words() -> None:
    row = text_of(pressure_row(PRESSED, 120, NOW, UNICODE))
    assert "3 =" in row
    assert "17 ▼3" in row
    text = " ".join(text_of(row) for row in pressure_more(PRESSED, "hajin", 200, "24h", name, UNICODE))
    assert "on 3 fronts (as many) in 17 incidents (3 fewer); compared with the 24h before" in text
    assert "the hajin  SDF, Coalition > ISIS" in text
    assert "ISIS stands between Coalition, SDF" in text


def test_each_front_has_its_row() -> None:
    assert keys(PRESSED) == ["ISIS", "ISIS/hajin", "ISIS/ghazni", "ISIS/hodeidah"]
    assert "SDF, Coalition" in text_of(front_row(PRESSED, "hajin", 120, "Hajin", UNICODE))
    assert "not said" in text_of(front_row(PRESSED, "hodeidah", 120, "Hodeidah", UNICODE))


@pytest.mark.parametrize("width", [38, 40, 59, 60, 80])
def test_no_heading_of_pressure_is_cut(width: int) -> None:
    assert width_of(pressure_head(width)) <= width
    assert width_of(pressure_row(PRESSED, width, NOW, UNICODE)) < max(width, 80)
    assert ("by whom" in text_of(pressure_head(width))) is (width >= 60)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_columns_of_pressure_stand_under_their_headings(width: int) -> None:
    at = text_of(pressure_head(width)).index("by whom") - 1
    assert text_of(pressure_row(PRESSED, width, NOW, UNICODE)).index("between") == at
    assert text_of(front_row(PRESSED, "ghazni", width, "漢字", UNICODE)).index("SDF") in (at, at - 2)


def test_pressure_in_ascii_is_ascii() -> None:
    rows = [pressure_head(80), pressure_row(PRESSED, 80, NOW, ASCII), front_row(PRESSED, "hajin", 80, "x" * 90, ASCII)]
    assert all(text_of(row).isascii() for row in rows)


def test_a_front_has_the_digit_of_its_place_in_the_file_also_where_others_are_left_out() -> None:
    board = Board(CONFIG, StillClock(), opening=Opening(fronts=("ghazni",)))
    at = [front.id for front in CONFIG.fronts].index("ghazni") + 1
    assert at > 1
    screen = ChartsScreen(board)
    assert text_of(screen.tabs(80)).split() == ["[0", "all]", str(at), *board.front_name("ghazni").split()]
    chosen = []
    for digit in (1, at):
        screen.action_pick(digit)
        chosen.append(screen.chosen)
    assert chosen == [(None, False), ("ghazni", False)], "the first front of the file is not shown"
