"""The rows of one pane of the wall, for any size from 1x1 up. Pure.

What gives way first as a pane shrinks: older incidents, the table (it becomes one line), dyads, the reason of the
grade. The name, the headline and who was killed stay longest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tui.model import Incident, Outcome
from tui.situation import FrontSituation
from tui.views.big_figures import HEIGHT as BAND_HEIGHT
from tui.views.big_figures import band
from tui.views.format import (
    GRADE_STYLE,
    ago,
    dyad_text,
    known_dyads,
    outcome_text,
    short_grade_line,
    side_rows,
    toll_text,
)
from tui.views.glyphs import Glyphs, spark, spark_top
from tui.views.incident_rows import is_deadly, news_mark
from tui.views.pane_list import activity, news
from tui.views.pane_table import counters, sides_table
from tui.views.rows import EMPTY, Row, fit, spread, width_of, wrap

FRAME_HEIGHT = 4
"""Panes lower than this, or narrower than ``FRAME_WIDTH``, have no frame: it would cost more than it says."""
FRAME_WIDTH = 30
AIRY_HEIGHT = 12
"""From this height on the table and the list are parted by an empty row."""
PEAK_WIDTH = 56
"""From this width on the activity line says what its tallest sign stands for."""
PEAK = 8
"""Cells of those words: " max 999"."""
AROUND = 8
"""Cells of the first line that are neither name nor freshness: corners and blanks."""
LEAST_LINE = 6
"""Cells below which an activity line says nothing."""
TOLL_WIDTH, WORD_WIDTH = 34, 46
"""From these widths on a headline has its toll beside it, and the toll its word."""
WIDE = 130
"""From this width on what stands over the list stands beside it."""
GAP = 3
LISTED = 6
"""Incidents that stay in the list before figures are drawn large."""
UNASSIGNED_HEIGHT = 7
"""What is on no front is last and small."""


@dataclass(frozen=True, slots=True)
class PaneView:
    """All that a pane needs."""

    front: FrontSituation
    key: str
    """The digit that opens it; empty beyond nine."""
    new: frozenset[str]
    """Ids of its incidents that the user has not marked as seen."""
    window: str
    """As the ``t`` key names it."""
    now: dt.datetime
    just: frozenset[str] = frozenset()
    """Ids of those of them that came in a moment ago."""


def pane(view: PaneView, width: int, height: int, signs: Glyphs, *, focused: bool = False) -> tuple[Row, ...]:
    """Exactly ``height`` rows of ``width`` cells."""
    if width <= 0 or height <= 0:
        return ()
    if height < FRAME_HEIGHT or width < FRAME_WIDTH:
        rows = [_bare_title(view, width, focused, signs), *_body(view, width, height - 1, signs)]
        return tuple(fit(row, width, signs.ellipsis) for row in [*rows, *([EMPTY] * height)][:height])
    inner = _body(view, width - 4, height - 2, signs)
    style = "accent" if focused else "faint"
    side = signs.focus_down if focused else signs.down
    rows = [_top(view, width, signs, focused)]
    for index in range(height - 2):
        body = fit(inner[index] if index < len(inner) else EMPTY, width - 4, signs.ellipsis)
        rows.append(((f"{side} ", style), *body, (f" {side}", style)))
    rows.append(_bottom(view, width, signs, focused))
    return tuple(rows)


def _title(view: PaneView, focused: bool) -> Row:
    name_style = "title" if focused else "strong"
    return (
        ((f"{view.key} ", "accent" if view.key else ""), (view.front.name, name_style))
        if view.key
        else ((view.front.name, name_style),)
    )


def _freshness(view: PaneView, width: int, signs: Glyphs) -> Row:
    """Age of the newest report and the activity line, as far as ``width`` allows; the front's name has its room
    before the line has."""
    front = view.front
    row: Row = ((ago(front.latest, view.now) if front.latest else "quiet", "dim"),)
    if len(view.new) and width > 24:
        row = ((f"{len(view.new)} new", "new"), (signs.dot, "faint"), *row)
    free = width - width_of(_title(view, False)) - width_of(row) - AROUND
    room = min(24, (width - 30) // 2, free)
    if room < LEAST_LINE or not front.latest:
        return row
    with_peak = width >= PEAK_WIDTH and free - PEAK >= LEAST_LINE
    room = min(room, free - PEAK) if with_peak else room
    peak = f" max {spark_top(front.activity, room):,}" if with_peak else ""
    return (*row, (" ", ""), (spark(front.activity, room, signs), "dim"), (peak, "dim"))


def _top(view: PaneView, width: int, signs: Glyphs, focused: bool) -> Row:
    across, corners = (signs.focus_across, signs.focus_corners) if focused else (signs.across, signs.corners)
    style = "accent" if focused else "faint"
    end: Row = ((" ", ""), *_freshness(view, width, signs), (f" {corners[1]}", style))
    title = _title(view, focused)
    room = max(0, width - width_of(end) - 3)
    start: Row = ((f"{corners[0]} ", style), *(fit(title, room, signs.ellipsis) if width_of(title) > room else title))
    return spread((*start, (" ", "")), end, width, (across, style), signs.ellipsis)


def _bottom(view: PaneView, width: int, signs: Glyphs, focused: bool) -> Row:
    across, corners = (signs.focus_across, signs.focus_corners) if focused else (signs.across, signs.corners)
    style = "accent" if focused else "faint"
    front = view.front
    count = len(front.incidents)
    words = f"{view.window}{signs.dot}{count} incident{'' if count == 1 else 's'}"
    parts: Row = ((words, "dim"),)
    if front.total > count:
        parts += ((f" of {front.total}", "warn"),)
    weak = f"{signs.dot}{front.weak} on one origin"
    if front.weak and width_of(parts) + len(weak) <= width - 6:
        parts += ((weak, "dim"),)
    start: Row = ((f"{corners[2]} ", style), *fit_or_cut(parts, width - 6, signs), (" ", ""))
    return spread(start, ((f"{across}{corners[3]}", style),), width, (across, style), signs.ellipsis)


def fit_or_cut(row: Row, width: int, signs: Glyphs) -> Row:
    """``row`` itself when it fits, else its start in ``width`` cells."""
    return row if width_of(row) <= width else fit(row, width, signs.ellipsis)


def _bare_title(view: PaneView, width: int, focused: bool, signs: Glyphs) -> Row:
    mark = f"{signs.bar}" if focused else " "
    start: Row = ((mark, "accent"), *_title(view, focused), (" ", ""))
    end = _freshness(view, width, signs) if width >= 24 else EMPTY
    return spread(start, end, width, (" ", ""), signs.ellipsis)


def need(view: PaneView) -> int:
    """Rows, frame included, in which everything of the pane could be shown."""
    front = view.front
    if front.id is None:
        return UNASSIGNED_HEIGHT
    sides = len(side_rows(front.tallies))
    return 2 + 2 + 1 + bool(front.dyads) + (sides + 1 if sides else 1) + min(len(front.incidents), 30)


# --- the body -----------------------------------------------------------------------------------------------


def _body(view: PaneView, width: int, height: int, signs: Glyphs) -> list[Row]:
    if height <= 0 or width <= 0:
        return []
    lead = view.front.lead
    if lead is None:
        return _quiet(view, width)[:height]
    if height <= 3:
        line, headline = counters(view.front.tallies, width, signs), _headline(view, lead, width, 1, signs, letter=True)
        rows = [line] if height == 1 else [*headline, line]
        return [*rows, *_news(view, width, height - len(rows), signs)]
    if width >= WIDE:
        return _two_columns(view, lead, width, height, signs)
    rows = _facts(view, lead, width, height, signs)
    apart: list[Row] = [EMPTY] if height >= AIRY_HEIGHT else []
    rows += [*apart, *_news(view, width, height - len(rows) - len(apart), signs)]
    return rows + _last(activity(view.front, view.window, width, height - len(rows), signs), height - len(rows))


def _two_columns(view: PaneView, lead: Incident, width: int, height: int, signs: Glyphs) -> list[Row]:
    """A headline and its toll at the other end of a very wide pane belong to nobody: the list stands beside them."""
    half = (width - GAP) // 2
    facts = _facts(view, lead, half, height, signs)
    facts += _last(activity(view.front, view.window, half, height - len(facts), signs), height - len(facts))
    listed = _news(view, width - GAP - half, height, signs)
    return [
        (*fit(left, half, signs.ellipsis), (" " * GAP, ""), *right)
        for left, right in zip_longest(facts, listed, fillvalue=EMPTY)
    ]


def _last(rows: list[Row], height: int) -> list[Row]:
    """``rows`` as the last ones of ``height``."""
    return [*([EMPTY] * (height - len(rows))), *rows] if rows else []


def _facts(view: PaneView, lead: Incident, width: int, height: int, signs: Glyphs) -> list[Row]:
    """What stands over the list: the headline, how sure it is, who attacks whom, and the figures. In a low pane the
    headline has a second line only where the list leaves one empty."""
    graded = height >= 5
    spare = height < 8 and height - 2 - graded >= len(view.front.incidents)
    rows = _headline(view, lead, width, 2 if spare or height >= 12 else 1, signs, letter=not graded)
    if graded:
        rows.append(fit((("  ", ""), *short_grade_line(lead, signs.dot, width - 2)), width, signs.ellipsis))
    if height >= 8:
        rows += _dyads(view, width, signs)
        rows += _big(view, width, height - len(rows), signs)
    table = sides_table(view.front.tallies, width, _table_height(height), signs) if height >= 8 else []
    return rows + (table or [counters(view.front.tallies, width, signs)])


def _big(view: PaneView, width: int, height: int, signs: Glyphs) -> list[Row]:
    """Figures for whoever stands far off, where the table and the newest incidents have room beside them."""
    tallies = view.front.tallies
    table = len(side_rows(tallies, _table_height(height))) + 1
    listed = min(LISTED, len(view.front.incidents) - 1)
    return band(tallies, width, signs) if height - table - 1 - listed >= BAND_HEIGHT else []


def _table_height(height: int) -> int:
    """Rows of sides: about a third of the pane, two at least; the rest is for what happened."""
    return max(2, min(14, (height - 2) // 3))


def _quiet(view: PaneView, width: int) -> list[Row]:
    hidden = view.front.total
    if hidden:
        words = f"{hidden} incident{'' if hidden == 1 else 's'} hidden by the filter"
        return [((words, "warn"),)]
    return [((f"quiet: nothing reported in {view.window}", "dim"),)]


def _headline(view: PaneView, lead: Incident, width: int, lines: int, signs: Glyphs, *, letter: bool) -> list[Row]:
    """What matters most, its toll at the right edge; the mark of what is new stands before it as in the list.

    ``letter``: the grade's letter stands here because there is no room for its line.
    """
    toll = _toll(lead, width)
    mark = news_mark(signs, fresh=lead.id in view.new, just=lead.id in view.just)
    if letter:
        mark += ((f"{lead.grade.value} ", GRADE_STYLE[lead.grade]),)
    indent = width_of(mark)
    room = width - indent - (len(toll) + 2 if toll else 0)
    rows: list[Row] = []
    for index, line in enumerate(wrap(lead.title, max(1, room), lines, signs.ellipsis)):
        start: Row = (*(mark if index == 0 else ((" " * indent, ""),)), (line, "strong"))
        end: Row = ((toll, "killed" if is_deadly(lead) else "dim"),) if toll and index == 0 else EMPTY
        rows.append(spread(start, end, width, ellipsis=signs.ellipsis))
    return rows


def _toll(lead: Incident, width: int) -> str:
    """Its figure with the word for it; on a narrow pane, where each letter is the headline's, the killed without the
    word: the line below begins with it. Nothing where there is no room."""
    if width < TOLL_WIDTH:
        return ""
    killed = outcome_text(lead, Outcome.KILLED) if width < WORD_WIDTH else ""
    return killed or toll_text(lead)


def _dyads(view: PaneView, width: int, signs: Glyphs) -> list[Row]:
    """Who attacks whom: pairs of which both are known, as many as there is room for; others only when there is none."""
    known = known_dyads(view.front.dyads)
    dyads = [dyad for dyad in known if dyad.attacker and dyad.target] or known
    row: Row = EMPTY
    for text in dict.fromkeys(dyad_text(dyad, signs.arrow) for dyad in dyads):
        gap = "    " if row else "  "
        if width_of(row) + len(gap) + len(text) > width:
            break
        row += ((gap, ""), (text, "accent"))
    return [row] if row else []


def _news(view: PaneView, width: int, height: int, signs: Glyphs) -> list[Row]:
    """The newest incidents but the lead; the bottom line of the pane says how many there are."""
    if height <= 0:
        return []
    lead = view.front.lead
    others = [incident for incident in view.front.incidents[: height + 1] if lead is None or incident.id != lead.id]
    return news(others, view.new, view.just, view.now, width, height, signs)


def quiet_rows(fronts: Sequence[tuple[str, FrontSituation]], width: int, signs: Glyphs) -> list[Row]:
    """Digit and front, one after the other, for fronts that have nothing to show; what a filter hides is said."""
    rows: list[Row] = [((" quiet ", "dim"),)]
    for digit, front in fronts:
        hidden = f" {front.total} hidden" if front.total else ""
        piece: Row = ((f" {digit} " if digit else " ", "accent"), (front.name, "dim"), (hidden, "warn"), (" ", ""))
        if width_of(rows[-1]) + width_of(piece) > width and width_of(rows[-1]) > 7:
            rows.append(((" " * 7, ""),))
        rows[-1] = fit_or_cut(rows[-1] + piece, width, signs)
    return rows
