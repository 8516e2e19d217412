"""The line at the top and the line at the bottom of every screen. Pure.

The bottom line says how old the data is, which feeds are up and down, the filter and how much it hides, and the
window. When it is too narrow, the least urgent words go first and the banner of a recording goes last.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tui.views.format import ago
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, cut, fit, spread, width_of

SCREENS = (("wall", "w"), ("desk", "0"), ("ledger", "L"), ("pressure", "P"), ("sources", "s"), ("help", "?"))
"""Names of the screens with the key that opens each, in the order of the top line."""


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that the bottom line can say."""

    now: dt.datetime
    data_time: dt.datetime | None
    up: int
    down: int
    waiting: int
    window: str
    filter_text: str
    filter_on: bool
    shown: int
    total: int
    banner: str = ""
    collector: str = ""
    message: str = ""
    paused: int | None = None
    """Changes that wait while the picture is held; None: not paused."""
    new: int = 0


def top_row(active: str, title: str, now: dt.datetime, width: int, signs: Glyphs) -> Row:
    """ "frontwatch  wall  desk ...          07 May 2018 14:06 UTC"; the active screen stands out."""
    clock: Row = ((f" {now:%d %b %Y %H:%M} UTC " if width >= 100 else f" {now:%H:%M} UTC ", "dim"),)
    row: Row = ((" frontwatch  ", "strong"),)
    if width >= 72:
        for name, _ in SCREENS:
            row += ((f"[{name}]" if name == active else f" {name} ", "title" if name == active else "dim"),)
    else:
        row = ((f" {active} ", "title"),)
    if title:
        row += ((f" {title}", "strong"),)
    if width < 40:
        return fit(row, width, signs.ellipsis)
    return spread(row, clock, width, (" ", ""), signs.ellipsis)


def status_row(status: Status, width: int, signs: Glyphs) -> Row:
    """Parts in order of urgency; those that do not fit are left out whole, the first one is cut instead."""
    row: Row = ((" ", ""),)
    for index, part in enumerate(_parts(status)):
        gap: Row = ((signs.dot if width_of(row) > 1 else "", "faint"),)
        room = width - width_of(row) - width_of(gap)
        if width_of(part) <= room:
            row += gap + part
        elif index < 2 and room > 8:
            row += gap + tuple((cut(text, room, signs.ellipsis), style) for text, style in part[:1])
    end: Row = (("? help ", "dim"),) if width - width_of(row) > 10 else EMPTY
    return spread(row, end, width, (" ", ""), signs.ellipsis)


def _parts(status: Status) -> list[Row]:
    parts: list[Row] = []
    if status.message:
        parts.append(((status.message, "new"),))
    if status.banner:
        parts.append(((status.banner, "title"),))
    if status.paused is not None:
        parts.append(((f"PAUSED, {status.paused} changes wait", "alert"),))
    if status.collector:
        parts.append(((status.collector, "warn"),))
    parts.append(_data(status))
    parts.append(_feeds(status))
    if status.filter_text:
        parts.append(_filter(status))
    else:
        parts.append(((f"{status.shown} of {status.total}", "dim"),))
    parts.append(((status.window, ""),))
    if status.new:
        parts.append(((f"{status.new} new", "new"),))
    return parts


def _data(status: Status) -> Row:
    if status.data_time is None:
        return (("no data yet", "warn"),)
    return ((f"data {ago(status.data_time, status.now)} old", "dim"),)


def _feeds(status: Status) -> Row:
    every = status.up + status.down + status.waiting
    if not every:
        return (("no feeds configured", "warn"),)
    row: Row = ((f"feeds {status.up} up", "dim"),)
    if status.down:
        row += ((", ", "dim"), (f"{status.down} down", "alert"))
    if status.waiting:
        row += ((f", {status.waiting} waiting", "dim"),)
    return row


def _filter(status: Status) -> Row:
    hidden = status.total - status.shown
    if not status.filter_on:
        return ((f"filter off: {cut(status.filter_text, 30)}", "warn"),)
    words = f"{status.shown} of {status.total}"
    return (
        ("filter ", "dim"),
        (cut(status.filter_text, 40), "accent"),
        (f" {words}", "strong"),
        (f", {hidden} hidden" if hidden else "", "warn"),
    )
