"""The map: where things are on it, what is drawn of them, and the keys of the screen."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from importlib.resources import files

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.board_fixture import CONFIG, NOW, changes, figure, incident
from tests.board_pilot import running
from tests.test_views_snapshots import board, typed
from tui.model import Changes, Grade, Outcome, Place
from tui.views.glyphs import ASCII, UNICODE, Glyphs
from tui.views.map_canvas import BRAILLE, KM, Canvas, View, around
from tui.views.map_marks import Mark, marks, other_places
from tui.views.map_outlines import Box, lines_within
from tui.views.map_rows import bar_for, ground, legend, map_rows
from tui.views.rows import text_of, width_of
from tui.views.screens.map import MapScreen
from tui.views.themes import PLAIN

Compare = Callable[..., bool]


def place(id_: str, lat: float, lon: float, kind: str = "town", name: str = "") -> Place:
    return Place(id=id_, name=name or id_.title(), country="SY", lat=lat, lon=lon, kind=kind)


HAJIN, SUSAH = place("hajin", 34.69, 40.83), place("susah", 34.51, 40.96)
WHERE = (
    incident("a", "Strike on Hajin", 10, place=HAJIN, grade=Grade.FAIR, figures=(figure(Outcome.KILLED, 5, 12),)),
    incident("b", "Shelling of Hajin", 20, place=HAJIN),
    incident("c", "Clash at Susah", 30, place=SUSAH, grade=Grade.CONTESTED),
    incident("d", "Raid in the governorate", 40, place=place("deir", 35.0, 40.4, "region", "Deir ez-Zor")),
    incident("e", "Losses in Syria", 50, place=place("sy", 35.0, 38.5, "country", "Syria")),
    incident("f", "Losses", 60),
)
GIVEN = Changes(time=NOW, incidents=WHERE)


# --- where -------------------------------------------------------------------------------------------


DEGREES = st.tuples(st.floats(-179, 179), st.floats(-75, 75))


@given(points=st.lists(DEGREES, min_size=1, max_size=8), width=st.integers(20, 300), height=st.integers(6, 90))
@settings(max_examples=100, deadline=None)
def test_everything_that_a_map_is_made_around_is_on_it(
    points: list[tuple[float, float]], width: int, height: int
) -> None:
    view = around(points, width, height)
    assert all(view.cell(lon, lat) is not None for lon, lat in points)


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north() -> None:
    view = View(40.0, 60.0, 0.01, 100, 40)
    x, y = view.place(40.0, 60.0)
    east, _ = view.place(40.0 + 1 / (KM * math.cos(math.radians(60))), 60.0)
    _, north = view.place(40.0, 60.0 + 1 / KM)
    assert east - x == pytest.approx(y - north)


@given(km=st.floats(0.05, 300))
@settings(max_examples=100, deadline=None)
def test_a_scale_bar_is_as_long_as_it_says(km: float) -> None:
    view = View(0, 0, km / 2 / KM, 100, 40)
    cells, said = bar_for(view)
    assert 2 <= cells <= 20
    if cells > 4:
        assert cells * view.km_per_cell == pytest.approx(said, abs=view.km_per_cell)


def test_outlines_are_where_they_should_be() -> None:
    """Within 5 km: Cape Agulhas, the border at Abu Kamal, Gibraltar."""
    for lon, lat in ((20.0, -34.83), (41.0, 34.4), (-5.35, 36.11)):
        near = lines_within(Box(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1))
        assert min(_gap(list(line.points), lon, lat) for line in near) < 5, (lon, lat)


def _gap(points: list[tuple[float, float]], lon: float, lat: float) -> float:
    """Kilometres to the nearest of many steps along a line."""
    steps = [
        (a[0] + (b[0] - a[0]) * share / 20, a[1] + (b[1] - a[1]) * share / 20)
        for a, b in itertools.pairwise(points)
        for share in range(21)
    ]
    return min(math.hypot((x - lon) * math.cos(math.radians(lat)), y - lat) * KM for x, y in steps)


def test_outlines_are_small_and_their_source_is_named() -> None:
    data = files("tui.views") / "data"
    assert len((data / "outlines.bin").read_bytes()) < 300_000
    assert "public domain" in (data / "SOURCES.md").read_text("utf-8")


def test_borders_and_coasts_are_told_apart() -> None:
    inland = list(lines_within(Box(40.9, 33.5, 41.3, 34.6)))
    assert inland
    assert all(line.is_border for line in inland), "Syria and Iraq have no coast here"
    assert any(not line.is_border for line in lines_within(Box(35.0, 33.0, 36.0, 34.5)))


# --- lines -------------------------------------------------------------------------------------------


WILD = st.floats(-1e6, 1e6)


@given(points=st.lists(st.tuples(WILD, WILD), max_size=12), width=st.integers(1, 60), height=st.integers(1, 30))
@settings(max_examples=100, deadline=None)
def test_no_line_leaves_the_canvas(points: list[tuple[float, float]], width: int, height: int) -> None:
    canvas = Canvas(width, height)
    canvas.draw(points, "dim")
    assert all(0 <= row < height and 0 <= column < width for row, column in canvas.dots)


def test_a_line_across_is_seen_though_both_its_ends_are_outside() -> None:
    canvas = Canvas(10, 3)
    canvas.draw([(-500.0, 6.0), (500.0, 6.0)], "dim")
    assert {column for _, column in canvas.dots} == set(range(10))
    assert {row for row, _ in canvas.dots} == {1}
    assert ord(canvas.sign((1, 3))) > BRAILLE


def test_dashes_leave_dots_out() -> None:
    solid, dashed = Canvas(30, 1), Canvas(30, 1)
    solid.draw([(0.0, 0.0), (59.0, 0.0)], "dim")
    dashed.draw([(0.0, 0.0), (59.0, 0.0)], "dim", (1, 2))
    assert 0 < sum(map(int.bit_count, dashed.dots.values())) < sum(map(int.bit_count, solid.dots.values()))


# --- marks -------------------------------------------------------------------------------------------


def test_every_incident_is_at_a_place_or_counted_as_not_drawn() -> None:
    found = marks(WHERE)
    assert [(mark.place.id, len(mark.incidents)) for mark in found.marks] == [("hajin", 2), ("susah", 1), ("deir", 1)]
    assert (found.unplaced, found.countries) == (1, 1), "the middle of Syria is no place where anything happened"
    assert [mark.sure for mark in found.marks] == [2, 1, 0]
    assert [mark.is_wide for mark in found.marks] == [False, False, True]


def test_other_places_are_no_second_copy() -> None:
    found = marks(WHERE[:1])
    assert [one.id for one in other_places(WHERE, found.marks)] == ["susah"]


NAMES = st.text(min_size=1, max_size=30) | st.sampled_from(["漢字漢字", "حاجين", "e\u0301\u0301", "[/b]", "a\x1b[31mb"])


@given(
    names=st.lists(NAMES, min_size=1, max_size=8),
    width=st.integers(1, 120),
    height=st.integers(1, 40),
    signs=st.sampled_from([UNICODE, ASCII]),
    at=st.integers(0, 7),
)
@settings(max_examples=100, deadline=None)
def test_a_map_has_its_size_whatever_places_are_called(
    names: list[str], width: int, height: int, signs: Glyphs, at: int
) -> None:
    drawn = [
        Mark(place(f"p{index}", 34 + index % 3 / 10, 40 + index / 9, name=name), WHERE[:1])
        for index, name in enumerate(names)
    ]
    view = around([(mark.place.lon, mark.place.lat) for mark in drawn], width, height)
    rows = map_rows(view, (((34.0, 40.0), (35.0, 40.5), (34.2, 41.0)),), drawn, [], drawn[at % len(drawn)], signs)
    assert len(rows) == height
    assert all(width_of(row) == width for row in rows)


def drawn_text(signs: Glyphs = UNICODE, width: int = 90, height: int = 24) -> str:
    found = marks(WHERE)
    view = around([(mark.place.lon, mark.place.lat) for mark in found.marks], width, height)
    rows = map_rows(view, (), found.marks, [place("z", 34.6, 40.6, name="Elsewhere")], found.marks[0], signs)
    return "\n".join(text_of(row) for row in (*rows, *legend(view, found, 0, signs)))


def test_signs_say_how_sure_and_brackets_what_is_selected() -> None:
    text = drawn_text()
    for words in (
        "● [Hajin 2]", "× Susah", "○ ~Deir ez-Zor", "Elsewhere", "km", "confirmed or fair", "3 places",
        "1 incident without a place", "1 known only by country or sea",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_nothing_under_the_map_is_cut(width: int) -> None:
    view = around([(mark.place.lon, mark.place.lat) for mark in marks(WHERE).marks], width, 20)
    found = legend(view, marks(WHERE), 3, UNICODE)
    assert all(width_of(row) <= width for row in found)
    whole = {"3 places", "3 out of sight", "1 incident without a place", "1 known only by country or sea", "red killed"}
    assert set(text_of(found[1]).strip().split(" · ")) <= whole | {"~ somewhere in it"}


def test_a_map_in_ascii_is_ascii() -> None:
    assert drawn_text(ASCII).isascii()
    assert "O [Hajin 2]" in drawn_text(ASCII)


def test_the_ground_is_worked_out_once() -> None:
    view = View(40.0, 34.0, 0.01, 60, 20)
    assert ground(view, ()) is ground(view, ())


# --- the screen --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (120, 40), (300, 90)], ids=str)
async def test_the_screen_stands_at_every_size(size: tuple[int, int]) -> None:
    async with running(size=size, given=[GIVEN]) as run:
        for keys in ("v", "l", "plus", "j", "plus", "minus", "G", "g", "t", "h", "2", "0", "escape"):
            await run.press(keys)
        assert all(len(line) <= size[0] for line in run.lines())


async def test_the_selected_place_and_what_happened_there() -> None:
    async with running(given=[GIVEN]) as run:
        text = await run.press("v", "1")
        assert "[Hajin 2]" in text
        assert "Strike on Hajin" in text
        text = await run.press("j")
        assert "[Susah]" in text
        assert "Clash at Susah" in text
        await run.press("enter")
        assert run.top == "desk"
        assert "Clash at Susah" in await run.text()


async def test_esc_goes_back_from_near_and_then_to_the_wall() -> None:
    async with running(given=[GIVEN]) as run:
        far = await run.press("v", "1")
        near = await run.press("plus")
        assert near != far
        assert await run.press("escape") == far
        await run.press("escape")
        assert run.top == "wall"


async def test_a_map_does_not_jump_when_reports_come_in() -> None:
    async with running(given=[GIVEN]) as run:
        await run.press("v", "1")
        screen = run.app.front_screen
        assert isinstance(screen, MapScreen)
        before = screen._frame
        more = incident("g", "Far away", 1, place=place("far", 30.0, 45.0))
        text = await run.give(Changes(time=NOW, incidents=(more,)))
        assert screen._frame is before
        assert "1 out of sight" in text


async def test_a_front_of_which_no_place_is_known_says_so() -> None:
    async with running(given=[changes()]) as run:
        assert "no place is known" in await run.press("v", "2")


AREA = ((34.3, 40.9), (34.9, 40.5), (35.1, 40.8), (34.5, 41.1))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_map_as_a_picture(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    _with_area(monkeypatch)
    assert snap_compare(board(given=GIVEN), terminal_size=size, run_before=typed("v", "1"))


def test_the_map_in_ascii_and_16_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_area(monkeypatch)
    shown = board(PLAIN, GIVEN, ascii_only=True)
    assert snap_compare(shown, terminal_size=(100, 30), run_before=typed("v", "1"))


def _with_area(monkeypatch: pytest.MonkeyPatch) -> None:
    hajin = msgspec.structs.replace(CONFIG.fronts[0], area=AREA)
    config = msgspec.structs.replace(CONFIG, fronts=(hajin, *CONFIG.fronts[1:]))
    monkeypatch.setattr("tests.test_views_snapshots.CONFIG", config)
