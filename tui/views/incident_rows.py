"""One incident in one row: the same columns for a pane of the wall and for the desk's list. Pure.

Columns from left to right by what an analyst asks: is it new, when, how sure, what, how bad, who says so. The
narrowest screens keep the first four.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tui.model import Grade, Incident, Outcome
from tui.views.format import moment, outlets_text, toll_text
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, left, right, width_of

_DOUBTFUL = (Grade.WEAK, Grade.CONTESTED)


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; 0 leaves the column out."""

    title: int
    front: int = 0
    toll: int = 0
    origins: int = 0
    outlets: int = 0


def columns(width: int, *, fronts: bool = False) -> Columns:
    """What fits in ``width`` beside a headline that can still be read; ``fronts`` asks for the front's name."""
    title = width - 11
    toll = 9 if title >= 29 else 0
    title -= toll + 2 if toll else 0
    sizes = {"front": 12 if fronts else 0, "outlets": 13, "origins": 5}
    taken = {"front": 0, "outlets": 0, "origins": 0}
    for name, least in (("front", 24), ("outlets", 32), ("origins", 34)):
        size = sizes[name]
        if size and title - size - 2 >= least:
            taken[name] = size
            title -= size + 2
    for name, most in (("front", 20), ("outlets", 20)):
        more = min(most - taken[name], max(0, title - 60)) if taken[name] else 0
        taken[name] += more
        title -= more
    return Columns(title=max(0, title), toll=toll, **taken)


def head(width: int, signs: Glyphs, *, fronts: bool = False) -> Row:
    """The names of the columns over :func:`incident_row`."""
    plan = columns(width, fronts=fronts)
    row: Row = (("  ", ""), (left("time", 6), "head"), (" ", ""), ("g", "head"), (" ", ""))
    if plan.front:
        row += ((left("front", plan.front, signs.ellipsis), "head"), ("  ", ""))
    row += ((left("incident", plan.title, signs.ellipsis), "head"),)
    if plan.toll:
        row += (("  ", ""), (right("toll", plan.toll), "head"))
    if plan.origins:
        row += (("  ", ""), (right("orig.", plan.origins), "head"))
    if plan.outlets:
        row += (("  ", ""), (left("outlets", plan.outlets, signs.ellipsis), "head"))
    return row


def incident_row(
    incident: Incident, width: int, now: dt.datetime, signs: Glyphs, *, fresh: bool, front: str | None = None
) -> Row:
    """``front``: the name to show; None leaves that column out."""
    plan = columns(width, fronts=front is not None)
    row: Row = (
        (f"{signs.new} " if fresh else "  ", "new"),
        (f"{left(moment(incident.last_seen, now), 6)} ", "dim"),
        (f"{incident.grade.value} ", "warn" if incident.grade in _DOUBTFUL else "dim"),
    )
    if plan.front and front is not None:
        row += ((left(front, plan.front, signs.ellipsis), "accent"), ("  ", ""))
    row += ((left(incident.title, plan.title, signs.ellipsis), "strong" if fresh else ""),)
    return row + _figures(incident, plan, signs)


def _figures(incident: Incident, plan: Columns, signs: Glyphs) -> Row:
    row: Row = EMPTY
    if plan.toll:
        row += (
            ("  ", ""),
            (right(toll_text(incident), plan.toll, signs.ellipsis), "killed" if is_deadly(incident) else "dim"),
        )
    if plan.origins:
        row += (("  ", ""), (right(f"{incident.origins}/{incident.outlets}", plan.origins), "dim"))
    if plan.outlets:
        row += (
            ("  ", ""),
            (left(outlets_text(incident.reports, plan.outlets, signs.ellipsis), plan.outlets, signs.ellipsis), "dim"),
        )
    return row if width_of(row) else EMPTY


def is_deadly(incident: Incident) -> bool:
    """Whether anybody is said to have been killed: what red stands for."""
    return any(figure.outcome is Outcome.KILLED for figure in incident.figures)
