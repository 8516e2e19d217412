"""Two themes of our own, and what each style name of a row looks like in them.

Meaning never rests on colour alone: red marks the killed and alerts, the accent marks focus and what is new, and
each of them has its word or sign as well. In a terminal of 16 colours the terminal's own palette is used. Text has a
contrast of 4.5 at least to what it stands on, lines and signs one of 3 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style
from textual.theme import Theme

DARK = "frontwatch-dark"
LIGHT = "frontwatch-light"
PLAIN = "ansi-dark"
"""Textual's own theme that keeps to the terminal's 16 colours and default background."""

_TONES = {
    DARK: {
        "text": "#d3d8de",
        "strong": "#f2f4f7",
        "dim": "#8b95a1",
        "faint": "#5c6773",
        "accent": "#7db4e6",
        "killed": "#e8806f",
        "warn": "#dcb067",
        "good": "#8fbf9a",
        "cursor": "#232b35",
        "match": "#5a4a1c",
    },
    LIGHT: {
        "text": "#2a2f36",
        "strong": "#0c0f13",
        "dim": "#5d6670",
        "faint": "#81888f",
        "accent": "#155a9c",
        "killed": "#b3261e",
        "warn": "#855400",
        "good": "#27693c",
        "cursor": "#dfe6ee",
        "match": "#f6e3a1",
    },
    PLAIN: {
        "text": "default",
        "strong": "default",
        "dim": "bright_black",
        "faint": "bright_black",
        "accent": "cyan",
        "killed": "red",
        "warn": "yellow",
        "good": "green",
        "cursor": "default",
        "match": "default",
    },
}


BACKGROUNDS = {DARK: ("#0f1317", "#151a20"), LIGHT: ("#faf9f6", "#efeeea")}
"""What text stands on: the screen, and the lines at its top and bottom."""


def themes() -> tuple[Theme, ...]:
    """Our own two, to be registered with the app."""
    return tuple(_theme(name, _TONES[name], *grounds, name == DARK) for name, grounds in BACKGROUNDS.items())


def _theme(name: str, tones: dict[str, str], background: str, surface: str, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=tones["accent"],
        secondary=tones["dim"],
        warning=tones["warn"],
        error=tones["killed"],
        success=tones["good"],
        accent=tones["accent"],
        foreground=tones["text"],
        background=background,
        surface=surface,
        panel=surface,
        dark=dark,
        variables={
            "footer-key-foreground": tones["accent"],
            "input-selection-background": tones["match"],
            "text-disabled": tones["dim"],
            "scrollbar": tones["faint"],
            "scrollbar-hover": tones["dim"],
            "scrollbar-active": tones["accent"],
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
            "scrollbar-corner-color": background,
        },
    )


def choose(setting: str | None, color_system: str | None, *, no_color: bool = False) -> str:
    """The theme to start in: the user's own, else the plain one where there are only 16 colours. ``no_color``: there
    are none, so the plain one, which marks by underline and reverse what the others mark by what is behind it."""
    if no_color:
        return PLAIN
    if setting:
        return setting
    return PLAIN if color_system in ("standard", "windows") else DARK


@lru_cache(maxsize=64)
def styles(theme: str, dark: bool) -> dict[str, Style]:
    """Style name -> how it looks. A theme that is not ours gets the tones of ours that is as dark."""
    key = theme if theme in _TONES else (PLAIN if theme.startswith("ansi") else DARK if dark else LIGHT)
    tones = _TONES[key]
    plain = key == PLAIN
    return {
        "": Style(color=tones["text"]),
        "strong": Style(color=tones["strong"], bold=True),
        "bright": Style(color=tones["strong"]),
        "dim": Style(color=tones["dim"]),
        "faint": Style(color=tones["faint"]),
        "accent": Style(color=tones["accent"]),
        "title": Style(color=tones["accent"], bold=True),
        "killed": Style(color=tones["killed"]),
        "alert": Style(color=tones["killed"], bold=True),
        "warn": Style(color=tones["warn"]),
        "uncounted": Style(color=tones["warn"], underline=plain),
        "good": Style(color=tones["good"]),
        "new": Style(color=tones["accent"], bold=True),
        "head": Style(color=tones["dim"], underline=plain),
        "figure": Style(color=tones["strong"], bold=True, underline=True)
        if plain
        else Style(color=tones["strong"], bgcolor=tones["match"], bold=True),
        "cursor": Style(reverse=True) if plain else Style(bgcolor=tones["cursor"]),
        "cursor-blurred": Style(underline=True) if plain else Style(bgcolor=tones["cursor"]),
    }
