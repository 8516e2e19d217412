"""A row of text with named styles, measured in terminal cells: all that the board draws is made of these.

Invariant: a row is plain text with style *names*. No markup is ever parsed and no control character can be in a
row that comes out of :func:`text_of` or :func:`clean`, so a headline like ``[/b]`` is seven letters and nothing
else. Pure: no widget, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size

from tui.text import block, is_safe

Part = tuple[str, str]
"""Text and the name of its style in :mod:`tui.views.themes`; "" is plain."""

Row = tuple[Part, ...]

EMPTY: Row = ()


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """``text`` as one line that cannot steer a terminal: the second pass behind the gate where it was read."""
    flat = text.replace("\n", " ")
    return flat if is_safe(flat) else block(flat, max(1, len(flat))).replace("\n", " ")


def width_of(row: Row) -> int:
    """Cells that ``row`` takes."""
    return sum(cell_len(text) for text, _ in row)


def text_of(row: Row) -> str:
    return "".join(text for text, _ in row)


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """``text`` in at most ``width`` cells, the loss shown by ``ellipsis`` where there is room for it."""
    text = clean(text)
    if cell_len(text) <= width:
        return text
    room = width - len(ellipsis)
    if room <= 0:
        return _take(text, max(0, width))
    return _take(text, room).rstrip() + ellipsis


def _take(text: str, width: int) -> str:
    """The longest start of ``text`` in ``width`` cells; a double-width character is never halved."""
    if text.isascii():
        return text[:width]
    used = 0
    for index, char in enumerate(text):
        used += get_character_cell_size(char)
        if used > width:
            # A joiner at the end would swallow whatever is put behind it.
            return text[:index].rstrip("\u200c\u200d")
    return text


def left(text: str, width: int, ellipsis: str = "…") -> str:
    """``text`` cut and filled up to exactly ``width`` cells."""
    text = cut(text, width, ellipsis)
    return text + " " * (width - cell_len(text))


def right(text: str, width: int, ellipsis: str = "…") -> str:
    text = cut(text, width, ellipsis)
    return " " * (width - cell_len(text)) + text


def fit(row: Row, width: int, ellipsis: str = "…") -> Row:
    """``row`` cut and filled up to exactly ``width`` cells."""
    if width <= 0:
        return EMPTY
    row = tuple((clean(text), style) for text, style in row)
    size = width_of(row)
    if size <= width:
        return (*row, (" " * (width - size), "")) if size < width else row
    tail = ellipsis if width >= len(ellipsis) else ""
    room = width - len(tail)
    parts: list[Part] = []
    for text, style in row:
        kept = _take(text, room)
        room -= cell_len(kept)
        if kept != text:
            parts.append((kept + tail, style))
            break
        parts.append((text, style))
    # Measured again: joined characters are narrower than the sum of them, and the cut may have parted some.
    spare = width - sum(cell_len(text) for text, _ in parts)
    return (*parts, (" " * spare, "")) if spare > 0 else tuple(parts)


def cut_rows(rows: Iterable[Row], width: int, ellipsis: str = "…") -> list[Row]:
    """Those that are too wide, cut: what could not be wrapped on a very narrow screen."""
    return [row if width_of(row) <= width else fit(row, width, ellipsis) for row in rows]


def spread(start: Row, end: Row, width: int, fill: Part = (" ", ""), ellipsis: str = "…") -> Row:
    """``start`` on the left and ``end`` on the right of ``width`` cells; the start gives way first."""
    end_width = width_of(end)
    if end_width >= width:
        return fit(end, width, ellipsis)
    room = width - end_width
    if width_of(start) > room:
        return fit(start, room, ellipsis) + end
    gap = room - width_of(start)
    return (*start, (fill[0] * gap, fill[1]), *end)


def wrap(text: str, width: int, limit: int = 0, ellipsis: str = "…") -> list[str]:
    """``text`` broken at spaces into lines of at most ``width`` cells; at most ``limit`` of them when it is given."""
    return [text_of(row) for row in wrap_row(((text, ""),), width, limit, ellipsis)]


def wrap_row(row: Row, width: int, limit: int = 0, ellipsis: str = "…") -> list[Row]:
    """``row`` broken at spaces; styles carry over the breaks. A word wider than a line is broken within."""
    if width <= 0:
        return []
    lines: list[list[Part]] = [[]]
    room = width
    for word, style in _words(row):
        size = cell_len(word)
        if size > room and lines[-1] and not word.isspace():
            lines.append([])
            room = width
        while size > room:
            if word.isspace():
                word, size = "", 0
                break
            head = _take(word, room) or word[:1]
            lines[-1].append((head, style))
            word = word[len(head) :]
            size = cell_len(word)
            lines.append([])
            room = width
        if word and (lines[-1] or not word.isspace()):
            lines[-1].append((word, style))
            room -= size
    rows = [_bare_end(line) for line in lines if line] or [EMPTY]
    if limit and len(rows) > limit:
        last = tuple(part for line in rows[limit - 1 :] for part in (*line, (" ", "")))
        rows = [*rows[: limit - 1], fit(last, width, ellipsis)]
    return rows


def _bare_end(line: list[Part]) -> Row:
    """The line without the spaces that it was broken at."""
    while line and line[-1][0].isspace():
        line.pop()
    return tuple(line)


def _words(row: Row) -> Iterable[Part]:
    """Words and the spaces between them, one part each; a word of two styles stays two parts."""
    for text, style in row:
        text = clean(text)
        start = 0
        for index in range(1, len(text) + 1):
            if index == len(text) or (text[index] == " ") != (text[start] == " "):
                yield text[start:index], style
                start = index
