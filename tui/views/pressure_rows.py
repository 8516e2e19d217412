"""Actors under attack on several fronts, one a row, and the selected one in words. Pure.

Invariant: what changed against the window before is told by a sign and a number in the row, and in words below it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tui.model import Pressure
from tui.views.format import ago
from tui.views.glyphs import Glyphs
from tui.views.rows import Row, left, right, wrap_row
from tui.wording import plural

FRONTS, INCIDENTS, SINCE = 10, 14, 8
_WIDE = 60
"""From here on there is room for since when, and by whom; below, the words under the list say it."""
Named = Callable[[str | None], str]
"""Id of a front -> its name."""


def keys(found: Pressure) -> list[str]:
    """Of the actor's row and of one row for each front."""
    return [found.actor, *(f"{found.actor}/{front}" for front in found.fronts)]


def head(width: int) -> Row:
    row: Row = (
        (" ", ""),
        (left("under attack", _name(width)), "head"),
        (right("fronts", FRONTS), "head"),
        (right("incidents", INCIDENTS), "head"),
    )
    return (*row, (right("since", SINCE), "head"), ("   ", ""), ("by whom", "head")) if width >= _WIDE else row


def pressure_row(found: Pressure, width: int, now: dt.datetime, signs: Glyphs) -> Row:
    """The actor, on all fronts."""
    row: Row = (
        (left(found.actor, _name(width), signs.ellipsis), "strong"),
        *_changed(len(found.fronts), found.before, FRONTS, signs),
        *_changed(found.incidents, found.incidents_before, INCIDENTS, signs),
    )
    if width < _WIDE:
        return row
    return (
        *row,
        (right(ago(found.since, now), SINCE), "dim"),
        ("   ", ""),
        (f"between {plural(len(found.attackers), 'attacker')}" if len(found.attackers) > 1 else "", "warn"),
    )


def front_row(found: Pressure, front: str, width: int, name: str, signs: Glyphs) -> Row:
    """The actor on one front."""
    attackers = ", ".join(found.by_front.get(front, ()))
    if width < _WIDE:
        return ((left(f"  {name}", max(1, width - 1), signs.ellipsis), "accent"),)
    return (
        (left(f"  {name}", _name(width) + FRONTS + INCIDENTS + SINCE, signs.ellipsis), "accent"),
        ("   ", ""),
        (attackers or "not said", "" if attackers else "dim"),
    )


def _changed(count: int, before: int, width: int, signs: Glyphs) -> Row:
    """ "4 =", "3 ▲2", "2 ▼1" in ``width`` cells: how many, and how many more or fewer than before."""
    more, fewer, same = tuple(signs.trend)
    change = f"{more}{count - before:,}" if count > before else f"{fewer}{before - count:,}" if count < before else same
    style = "warn" if count > before else "good" if count < before else "dim"
    return ((right(f"{count:,} ", width - 5), ""), (left(change, 5), style))


def more(found: Pressure, front: str | None, width: int, window: str, named: Named, signs: Glyphs) -> list[Row]:
    """The selected actor in words; with a ``front``, who presses it there, however narrow the screen is."""
    fronts, incidents = len(found.fronts), found.incidents
    words = (
        f" is attacked on {plural(fronts, 'front')} ({_than(fronts, found.before)}) in"
        f" {plural(incidents, 'incident')} ({_than(incidents, found.incidents_before)});"
        f" compared with the {window} before"
    )
    rows = wrap_row(((found.actor, "strong"), (words, "")), width)
    if front is not None:
        attackers = ", ".join(found.by_front.get(front, ())) or "attacker not said"
        rows += wrap_row(((named(front), "accent"), (f"  {attackers}{signs.arrow}{found.actor}", "")), width)
    several = {attacker for attackers in found.by_front.values() for attacker in attackers}
    if len(several) > 1:
        rows += wrap_row(((f"{found.actor} stands between {', '.join(sorted(several))}", "warn"),), width)
    return rows


def _than(count: int, before: int) -> str:
    if count == before:
        return "as many"
    return f"{abs(count - before):,} {'more' if count > before else 'fewer'}"


def _name(width: int) -> int:
    return max(12, min(24, width // 4 if width >= _WIDE else width - 1 - FRONTS - INCIDENTS))
