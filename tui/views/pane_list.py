"""The newest incidents of a pane, and what fills the rows that are left over. Pure.

Invariant: a pane with room to spare first gives long headlines a second line, then draws when things happened; it
never spreads out what it has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from tui.model import Incident
from tui.situation import FrontSituation
from tui.views.charts_bars import Bar, margin_for, nice_top, plot, spacing
from tui.views.format import toll_text
from tui.views.glyphs import Glyphs
from tui.views.incident_rows import columns, incident_row
from tui.views.rows import EMPTY, Row, spread, wrap

LEAST_CHART = 7
"""Rows that a chart of the activity needs with its words."""
MOST_CHART = 9
INDENT = 11
"""Cells before a headline: its mark, time and grade."""


def news(
    incidents: Sequence[Incident],
    new: frozenset[str],
    just: frozenset[str],
    now: dt.datetime,
    width: int,
    height: int,
    signs: Glyphs,
) -> list[Row]:
    """At most ``height`` rows of the first of ``incidents``; where all of them fit, long headlines go on below.
    ``new`` and ``just``: ids of those that are not marked as seen, and of those that came in a moment ago."""
    shown = incidents[: max(0, height)]
    spare = height - len(shown)
    toll = max((len(toll_text(incident)) for incident in shown), default=0)
    room = max(1, columns(width, toll=toll).title)
    rows: list[Row] = []
    for incident in shown:
        first, *rest = wrap(incident.title, room, 2, signs.ellipsis) or [""]
        fresh = incident.id in new
        style = "bright" if fresh else ""
        if rest and spare > 0:
            incident = msgspec.structs.replace(incident, title=first)
            spare -= 1
        else:
            rest = []
        rows.append(incident_row(incident, width, now, signs, fresh=fresh, just=incident.id in just, toll=toll))
        rows += [((" " * INDENT, ""), (line, style)) for line in rest]
    return rows


def activity(front: FrontSituation, window: str, width: int, height: int, signs: Glyphs) -> list[Row]:
    """When incidents were last reported, as bars in the last of ``height`` empty rows; nothing where it is too low."""
    counts = front.activity
    height = min(height, MOST_CHART)
    if height < LEAST_CHART or not any(counts) or width < 2 * len(counts) + 8:
        return []
    top = nice_top(max(counts))
    margin = margin_for(top) + 2
    bars = [Bar(count, count) for count in counts]
    pitch, _ = spacing(len(counts), width - margin)
    ends = spread(((f"{window} ago", "dim"),), (("now", "dim"),), pitch * len(counts), ellipsis=signs.ellipsis)
    return [
        EMPTY,
        (("  incidents by last report", "dim"),),
        *plot(bars, width, height - 4, top, signs, "dim", margin),
        ((" " * margin, ""), *ends),
    ]
