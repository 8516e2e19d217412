"""The help as rows: keys from the real bindings, the filter language from its own table, and the legend. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from textual.binding import Binding
from textual.keys import key_to_character

from tui.model import Grade
from tui.query import help_rows as query_help
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, fit, left, wrap_row

_NAMES = {
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
}

_TWO_COLUMNS = 150
"""Cells from which on two columns stand side by side."""
_GAP = 4
_GRADES = {
    Grade.CONFIRMED: "a side admits its own loss or what it did, or a court or the UN has verified it",
    Grade.FAIR: "two origins or more that do not depend on each other",
    Grade.WEAK: "one origin only",
    Grade.CONTESTED: "what is said contradicts",
    Grade.DISCOUNTED: "an opinion, a hoax or withdrawn",
    Grade.UNATTRIBUTED: "nobody stands behind it",
}


def key_name(keys: str) -> str:
    """ "ctrl+d,pagedown" as a reader would write it: "Ctrl+d PgDn"."""
    return " ".join(_one(key.strip()) for key in keys.split(","))


def _one(key: str) -> str:
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:]}"
    character = key_to_character(key)
    return character if character and character.isprintable() else key


def rows(
    groups: Sequence[tuple[str, Iterable[Binding]]], keymap: Mapping[str, str], search: str, width: int, signs: Glyphs
) -> list[Row]:
    """Everything that contains ``search``; a group whose lines all miss it is left out with its heading. In two
    columns where there is room for them."""
    room = (width - _GAP) // 2 if width >= _TWO_COLUMNS else width
    found: list[list[Row]] = []
    for title, lines in _sections(groups, keymap, signs):
        wanted = [line for line in lines if search.casefold() in " ".join(line).casefold()]
        if wanted:
            found.append([((title, "title"),), *(row for line in wanted for row in _line(line, room))])
    if not found:
        return [((f'  nothing about "{search}"', "dim"),)]
    return _joined(found) if room == width else _side_by_side(found, room, signs)


def _line(line: tuple[str, str, str], width: int) -> Iterable[Row]:
    """One key in as many rows as it needs."""
    name, what, note = line
    label = min(30, max(10, width * 2 // 5))
    told = wrap_row(((what, ""), (f"   {note}" if note else "", "dim")), max(8, width - label))
    for index, row in enumerate(told):
        yield ((left(f"  {name}" if index == 0 else "", label), "strong"), *row)


def _joined(sections: Sequence[list[Row]]) -> list[Row]:
    """The sections under each other, an empty row between two."""
    return [row for index, section in enumerate(sections) for row in ([EMPTY] if index else []) + section]


def _side_by_side(sections: Sequence[list[Row]], width: int, signs: Glyphs) -> list[Row]:
    """Two columns of whole sections, as equal in height as their order allows."""
    splits = [(_joined(sections[:at]), _joined(sections[at:])) for at in range(1, len(sections) + 1)]
    first, second = min(splits, key=lambda pair: max(map(len, pair)))
    return [
        (*fit(one, width, signs.ellipsis), (" " * _GAP, ""), *other)
        for one, other in zip_longest(first, second, fillvalue=EMPTY)
    ]


def _sections(
    groups: Sequence[tuple[str, Iterable[Binding]]], keymap: Mapping[str, str], signs: Glyphs
) -> Iterable[tuple[str, list[tuple[str, str, str]]]]:
    for title, bindings in groups:
        merged: dict[str, tuple[list[str], list[str]]] = {}
        for binding in bindings:
            keys, ids = merged.setdefault(binding.tooltip or binding.description, ([], []))
            keys.append(key_name(keymap.get(binding.id or "", binding.key)))
            ids.append(binding.id or "")
        yield (
            title,
            [
                (" ".join(keys), what, ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}")
                for what, (keys, ids) in merged.items()
            ],
        )
    yield "Filter", query_help()
    yield "Grades", [(f"{grade.value} {grade.word}", _GRADES[grade], "") for grade in Grade]
    yield (
        "Marks",
        [
            (signs.just, "came in within the last minute, or was reported on again", ""),
            (signs.new, "new: not marked as seen; Space marks it, A all that is shown", ""),
        ],
    )
    yield (
        "Figures",
        [
            ("12-34", "the lowest and the highest that is claimed", ""),
            ("12+", "at least 12: somebody says so and nobody says how many in all", ""),
            ("9 (21 by ISIS)", "9 counted; 21 is what only the enemy claims and is in no sum", ""),
            ("3 weak", "incidents in the sum that rest on one origin", ""),
            ("+2 vague", 'reports in words only ("dozens"), in no sum', ""),
            ("-", "not known; never a nought", ""),
            ("some", "said in words only, with no number", ""),
            ("ISIS > Russia", "the first is said to have attacked the second; a ? behind it: alleged", ""),
            ("(21)", "only the other side claims it", ""),
        ],
    )
