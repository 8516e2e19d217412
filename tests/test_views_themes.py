"""Every letter on every screen can be read, in both themes, in 16 colours, with NO_COLOR and in plain ASCII; and
nothing is told by colour alone."""

from __future__ import annotations

import pytest
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical

from tests.board_pilot import Running, running
from tui.views.glyphs import ASCII, UNICODE, spark
from tui.views.themes import BACKGROUNDS, DARK, LIGHT, PLAIN, choose, styles

READABLE = 4.5
"""Contrast of text (WCAG 2.2, 1.4.3, level AA)."""
SEEN = 3.0
"""Contrast of lines and signs (WCAG 2.2, 1.4.11)."""
PLACES = {
    "wall": (),
    "desk": ("0",),
    "detail": ("0", "l"),
    "ledger": ("L", "j"),
    "pressure": ("P",),
    "charts": ("c", "1"),
    "map": ("v", "1"),
    "sources": ("s",),
    "help": ("question_mark",),
    "evidence": ("i",),
    "filter": ("slash", *"actor:isis killed>=x"),
    "saved filters": ("f",),
}


def luminance(color: Color) -> float:
    parts = [channel / 255 for channel in color.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_standard_does() -> None:
    assert contrast(Color.parse("#ffffff"), Color.parse("#000000")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_style_of_text_can_be_read_on_every_ground(theme: str) -> None:
    for name, look in styles(theme, theme == DARK).items():
        grounds = [look.bgcolor] if look.bgcolor else [Color.parse(ground) for ground in BACKGROUNDS[theme]]
        if look.color is None:
            continue
        least = SEEN if name == "faint" else READABLE
        for ground in grounds:
            assert ground is not None
            assert contrast(look.color, ground) >= least, (theme, name, ground.name)


def segments(run: Running) -> list[Segment]:
    """Of a dialog only what it says: what it dims behind it is not there to be read."""
    screen = run.app.screen
    region = screen.query(Vertical).first().region if screen.is_modal else screen.region
    strips = screen._compositor.render_strips()[region.y : region.bottom]
    return [segment for strip in strips for segment in strip.crop(region.x, region.right)]


def is_text(segment: Segment) -> bool:
    return any(char.isalnum() for char in segment.text)


def sides(style: Style) -> tuple[Color, Color] | None:
    """Colour of the letters and of what is behind them; None where the terminal's own is used."""
    if style.color is None or style.bgcolor is None or style.color.is_default or style.bgcolor.is_default:
        return None
    return (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("place", PLACES)
async def test_every_letter_on_the_screen_can_be_read(place: str, theme: str) -> None:
    async with running(theme=theme, size=(140, 45)) as run:
        await run.press(*PLACES[place])
        pairs = [(sides(part.style), part) for part in segments(run) if part.style and is_text(part)]
        assert len(pairs) > 5
        for pair, part in pairs:
            assert pair is not None, part
            assert contrast(*pair) >= READABLE, part


@pytest.mark.parametrize("place", PLACES)
async def test_in_16_colours_nothing_is_drawn_in_the_colour_behind_it(place: str) -> None:
    async with running(theme=PLAIN, size=(140, 45)) as run:
        await run.press(*PLACES[place])
        for part in segments(run):
            style = part.style
            if style is not None and part.text.strip() and style.color is not None:
                assert style.color.is_default or style.color.number is not None, part
                assert style.color.is_default or style.color.number < 16, part  # type: ignore[operator]
                assert style.color.is_default or style.color != style.bgcolor, part


@pytest.mark.parametrize("theme", [DARK, LIGHT, PLAIN])
@pytest.mark.parametrize("place", PLACES)
async def test_no_color_leaves_the_terminal_its_own(place: str, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(theme=theme, size=(140, 45)) as run:
        await run.press(*PLACES[place])
        for part in segments(run):
            if part.style is not None and part.text.strip():
                for color in (part.style.color, part.style.bgcolor):
                    assert color is None or color.is_default, part


async def test_without_colours_the_cursor_and_the_figure_are_still_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(size=(140, 45)) as run:
        await run.press("0")
        marked = "".join(part.text for part in segments(run) if part.style and part.style.reverse)
        assert "Ka-52 lost near Mayadin" in marked
        await run.press("i")
        underlined = [part.text for part in segments(run) if part.style and part.style.underline]
        assert {"Both", "crew", "members"} <= set(underlined)


async def test_a_theme_chosen_while_it_runs_is_no_black_on_black(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(theme=DARK) as run:
        for theme in (PLAIN, LIGHT, DARK, PLAIN):
            run.app.theme = theme
            await run.pilot.pause()
            texts = [segment for segment in segments(run) if is_text(segment)]
            assert texts
            for segment in texts:
                pair = sides(segment.style) if segment.style else None
                assert pair is None or contrast(*pair) >= READABLE, (theme, segment)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=str)
@pytest.mark.parametrize("place", PLACES)
async def test_ascii_is_ascii(place: str, size: tuple[int, int]) -> None:
    async with running(size=size, ascii_only=True) as run:
        await run.press(*PLACES[place])
        strange = {char for line in run.lines() for char in line if ord(char) > 126}
        assert not strange


def test_every_sign_has_its_ascii() -> None:
    texts = [name for name in UNICODE.__dataclass_fields__ if isinstance(getattr(UNICODE, name), str)]
    assert len(texts) > 15
    for name in texts:
        assert getattr(ASCII, name).isascii(), name
        assert bool(getattr(UNICODE, name)) == bool(getattr(ASCII, name)), name
    assert spark((0, 1, 5), 3, ASCII).isascii()


def test_signs_of_one_set_differ_from_one_another() -> None:
    for signs in (UNICODE, ASCII):
        for name in ("sparks", "levels", "marks"):
            assert len(set(getattr(signs, name))) == len(getattr(signs, name)), name
        assert signs.shade not in signs.levels


@pytest.mark.parametrize(
    ("setting", "system", "expected"),
    [
        (None, "truecolor", DARK),
        (None, "256", DARK),
        (None, "standard", PLAIN),
        (None, "windows", PLAIN),
        (None, None, DARK),
        (LIGHT, "standard", LIGHT),
    ],
)
def test_a_terminal_of_16_colours_keeps_its_own(setting: str | None, system: str | None, expected: str) -> None:
    assert choose(setting, system) == expected
