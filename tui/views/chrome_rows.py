"""The line at the top and the line at the bottom of every screen. Pure.

The bottom line says how old the data is, which feeds are up and down, the filter and how much it hides, and the
window. When it is too narrow, the banner goes first and what is shown of how many goes last; data that is too old, and
that no feed answers, stand before everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from tui.model import Source
from tui.views.feed_counts import FeedCounts
from tui.views.format import ago
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, cut, fit, spread, width_of
from tui.wording import NOW, clock_time, full_moment, plural, short_moment

SCREENS = (
    ("wall", "w"),
    ("desk", "0"),
    ("ledger", "L"),
    ("pressure", "P"),
    ("charts", "c"),
    ("map", "v"),
    ("sources", "s"),
    ("help", "?"),
)
"""Names of the screens with the key that opens each, in the order of the top line."""


HELP = "? help"


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that the bottom line can say."""

    now: dt.datetime
    data_time: dt.datetime | None
    feeds: FeedCounts
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
    alerts: tuple[tuple[str, str], ...] = ()
    """Names of alerts that rang for what was not marked as seen, and its titles, newest first."""
    muted_until: dt.datetime | None = None
    patience: float | None = None
    """Seconds after which data is too old to go by; None: an earlier state or a recording is looked at, which is
    old on purpose."""
    muted: int = 0
    """Incidents that mutes hide."""
    then: bool = False
    """An earlier state is looked at; the feeds are told of as they are now."""


def top_row(
    active: str, title: str, filter_text: str, now: dt.datetime, width: int, signs: Glyphs, *, recorded: bool = False
) -> Row:
    """ "frontwatch  wall  desk ...          07 May 2018 14:06 UTC"; the active screen stands out. A recording is
    marked beside its clock at every width: nobody may take it for today."""
    told: Row = ((f" {title}", "strong"),) if title else EMPTY
    if filter_text:
        told += ((f"  /{filter_text}", "accent"),)
    if width < 40:
        row = ((f" {active} ", "title"), *told)
        return fit(((" REC", "title"), *row) if recorded else row, width, signs.ellipsis)
    clocks, only = _clocks(now, recorded=recorded), ((f" {active} ", "title"),)
    # Of a recording the day matters more than the names of screens, which the keys open all the same.
    pairs = [(names, clock) for clock in clocks[: 1 if recorded else None] for names in _screens(active)]
    pairs += [(only, clock) for clock in clocks]
    row, clock = next((pair for pair in pairs if width_of((*pair[0], *told, *pair[1])) < width), (only, clocks[-1]))
    return spread(row + told, clock, width, (" ", ""), signs.ellipsis)


def _clocks(now: dt.datetime, *, recorded: bool) -> tuple[Row, ...]:
    """What time it is, the longest wording first; the hour is in all of them."""
    if not recorded:
        return tuple(((f" {told} UTC ", "dim"),) for told in (full_moment(now), clock_time(now)))
    words = (
        ("RECORDING", f"{full_moment(now)} UTC"),
        ("RECORDING", short_moment(now)),
        ("REC", short_moment(now)),
        ("REC", clock_time(now)),
    )
    return tuple(((f" {mark}", "title"), (f" {told} ", "dim")) for mark, told in words)


def _screens(active: str) -> tuple[Row, ...]:
    """The names of all screens, the active one marked; the widest first. Names are never cut: where they do not fit
    whole beside the front and the filter, only the active one is told."""
    names: Row = tuple(
        (f"[{name}]" if name == active else f" {name} ", "title" if name == active else "dim") for name, _ in SCREENS
    )
    return (((" frontwatch  ", "strong"), *names), ((" ", ""), *names))


def patience(sources: Sequence[Source]) -> float:
    """Three times as long as the most frequent source is left alone, half an hour at least."""
    return max(1800.0, 3 * min((source.interval for source in sources), default=0.0))


def trouble(status: Status) -> str:
    """Why what is shown may be the world of some time ago; empty when all is well. One feed of many that is down is
    no trouble of this kind."""
    if status.patience is None:
        return ""
    if status.data_time is not None and (status.now - status.data_time).total_seconds() > status.patience:
        return f"DATA {ago(status.data_time, status.now).upper()} OLD"
    return "NO FEED ANSWERS" if status.feeds.down and not status.feeds.up and not status.feeds.waiting else ""


def status_row(status: Status, width: int, signs: Glyphs, hints: Sequence[str] = ()) -> Row:
    """The parts that fit, in the order of reading; the least urgent are left out first, whole. Of ``hints``, keys of
    the screen, as many are told as there is room for beside all of it."""
    parts = _parts(status, width)
    chosen: set[int] = set()
    used = 2
    for index in sorted(range(len(parts)), key=lambda index: parts[index][0]):
        size = width_of(parts[index][1]) + len(signs.dot)
        if used + size - len(signs.dot) * (not chosen) <= width:
            chosen.add(index)
            used += size
    row: Row = ((" ", ""),)
    for index, (_, part) in enumerate(parts):
        if index in chosen:
            row += (((signs.dot, "faint"),) if width_of(row) > 1 else EMPTY) + part
    if not chosen and parts:
        row += parts[0][1]
    end = _hints((*hints, HELP), width - width_of(row) - 3)
    whole = spread(row, end, width, (" ", ""), signs.ellipsis)
    # Turned over as a whole it is one bar; with each part's own colour behind it, it would be a rag rug.
    return tuple((text, "alert") for text, _ in whole) if trouble(status) else whole


def _hints(hints: Sequence[str], room: int) -> Row:
    """As many as fit, the first ones first and the last one, :data:`HELP`, before all."""
    for count in range(len(hints), 0, -1):
        words = "  ".join((*hints[: count - 1], hints[-1]))
        if cell_len(words) <= room:
            return ((f"{words} ", "dim"),)
    return EMPTY


def _parts(status: Status, width: int) -> list[tuple[int, Row]]:
    """Urgency (0 is the highest) and words, in the order of reading. A message is the answer to a key and soon gone."""
    narrow = width < 100
    parts: list[tuple[int, Row]] = []
    wrong = trouble(status)
    if wrong:
        parts.append((0, ((wrong, "alert"),)))
    if status.message:
        parts.append((0, ((status.message, "new"),)))
    if status.alerts:
        parts.append((0, _alert(status.alerts, width)))
    if status.muted_until is not None:
        parts.append((5, ((f"alerts muted until {clock_time(status.muted_until)}", "warn"),)))
    if status.muted:
        parts.append((1, ((f"{status.muted} muted (M)", "warn"),)))
    if status.banner:
        parts.append((9, ((status.banner, "title"),)))
    if status.paused is not None:
        parts.append((0, ((f"PAUSED, {plural(status.paused, 'change')} waiting", "alert"),)))
    if status.collector:
        parts.append((3, ((status.collector, "warn"),)))
    parts += [] if wrong.startswith("DATA") else [(2, _data(status))]
    parts += [(4, _feeds(status)), (1, _count(status, narrow=narrow)), (6, ((status.window, ""),))]
    if status.new:
        parts.append((7, ((f"{status.new} new", "new"),)))
    return parts


def _alert(alerts: Sequence[tuple[str, str]], width: int) -> Row:
    """What rang last: where there is little room, what happened stands before what the alert is called."""
    name, title = alerts[0]
    more = f" (+{len(alerts) - 1})" if len(alerts) > 1 else ""
    words = f"{name}: {title}" if width >= 100 else title
    return ((f"ALERT {cut(words, max(8, min(60, width - 30)))}{more}", "alert"),)


def _data(status: Status) -> Row:
    if status.data_time is None:
        return (("no data yet", "warn"),)
    told = ago(status.data_time, status.now)
    return (("data just in" if told == NOW else f"data {told} old", "dim"),)


def _feeds(status: Status) -> Row:
    every = status.feeds.up + status.feeds.down + status.feeds.waiting
    if not every:
        return (("no feeds configured", "warn"),)
    asked = f"{every - status.feeds.waiting} of {every} feeds asked"
    up = f"feeds {'now ' if status.then else ''}{status.feeds.up} up"
    row: Row = ((asked, "accent") if status.feeds.waiting else (up, "dim"),)
    if status.feeds.down:
        row += ((", ", "dim"), (f"{status.feeds.down} down", "alert"))
    return row


def _count(status: Status, *, narrow: bool) -> Row:
    """How many are shown, of how many, and what hides the others."""
    words = f"{status.shown:,} of {status.total:,}"
    if not status.filter_text:
        return ((plural(status.total, "incident") if status.shown == status.total else words, "dim"),)
    text = cut(status.filter_text, 24 if narrow else 40)
    if not status.filter_on:
        return (("filter off ", "warn"), (text, "dim"), (f" {words}", "strong"))
    hidden = status.total - status.shown
    return (
        ("/", "accent"),
        (text, "accent"),
        (f" {words}", "strong"),
        (f", {hidden:,} hidden" if hidden and not narrow else "", "warn"),
    )
