"""One incident in one row: the same columns for a pane of the wall and for the desk's list. Pure.

Columns from left to right by what an analyst asks: is it new, when, how sure, what, how bad, who says so. The
narrowest screens keep the first four.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tui.model import Grade, Incident, Outcome
from tui.views.format import moment, outcome_text, outlets_text, toll_text
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, left, right

_DOUBTFUL = (Grade.WEAK, Grade.CONTESTED)


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; 0 leaves the column out."""

    title: int
    front: int = 0
    toll: int = 0
    """One column for the worst figure with its word, where there are no headings."""
    killed: int = 0
    wounded: int = 0
    origins: int = 0
    outlets: int = 0
    margin: int = 0
    """Between the last column and the edge, or what is drawn there."""


def columns(width: int, *, headed: bool = False, fronts: bool = False, toll: int = 14) -> Columns:
    """What fits in ``width`` beside a headline that can still be read.

    ``headed``: there are headings over the rows, so figures stand without their words. ``fronts``: the front's name
    is asked for. ``toll``: cells of the longest figure with its word; 0 when there is none.
    """
    sizes = {"killed": 8, "wounded": 8, "front": 12, "outlets": 13, "origins": 5} if headed else {"toll": toll}
    sizes |= {} if headed else {"outlets": 13, "origins": 5}
    least = {"killed": 16, "wounded": 34, "toll": 18, "front": 24, "outlets": 46, "origins": 48}
    most = {"front": 20, "outlets": 22}
    title = width - 11
    taken: dict[str, int] = {}
    for name, size in sizes.items():
        if not size or (name == "front" and not fronts):
            continue
        if title - size - 2 >= least[name]:
            taken[name] = size
            title -= size + 2
    for name, limit in most.items():
        # A headline is rarely longer than this; what is left over goes to the names.
        more = min(limit - taken[name], max(0, title - 64)) if name in taken else 0
        if more:
            taken[name] += more
            title -= more
    margin = 1 if headed and taken else 0
    return Columns(title=max(0, title - margin), margin=margin, **taken)


def head(width: int, signs: Glyphs, order: str = "", *, fronts: bool = False, note: str = "") -> Row:
    """The names of the columns over :func:`incident_row`; ``order`` is the one that the rows are sorted by.

    ``note`` stands over the headlines, whose column says by itself what it holds: no name of another is covered."""
    plan = columns(width, headed=True, fronts=fronts)

    def name(text: str, cells: int, align: Callable[[str, int, str], str] = left) -> Row:
        """The sign of the order stands where it moves nothing: behind a name at the left, before one at the right."""
        told = (f"{text}{signs.sorted}" if align is left else f"{signs.sorted}{text}") if text == order else text
        return ((align(told, cells, signs.ellipsis), "accent" if text == order else "head"),)

    row: Row = (("  ", ""), *name("time", 6), (" ", ""), *name("g", 2))
    if plan.front:
        row += (*name("front", plan.front), ("  ", ""))
    row += ((left(note, plan.title, signs.ellipsis), "new"),) if note else name("incident", plan.title)
    for text, size in (("killed", plan.killed), ("wounded", plan.wounded), ("orig.", plan.origins)):
        row += (("  ", ""), *name(text, size, right)) if size else EMPTY
    row += (("  ", ""), *name("outlets", plan.outlets)) if plan.outlets else EMPTY
    return (*row, (" " * plan.margin, ""))


def news_mark(signs: Glyphs, *, fresh: bool, just: bool) -> Row:
    """Two cells before an incident: the sign of what came in a moment ago, of what is not marked as seen, or none."""
    return ((f"{signs.just if just else signs.new} " if fresh else "  ", "new"),)


def incident_row(
    incident: Incident,
    width: int,
    now: dt.datetime,
    signs: Glyphs,
    *,
    fresh: bool,
    just: bool = False,
    headed: bool = False,
    front: str | None = None,
    toll: int = 14,
) -> Row:
    """``fresh``: not marked as seen; ``just``: in for a moment only. ``front``: the name to show; None leaves that
    column out. ``headed`` and ``toll`` as for :func:`columns`."""
    plan = columns(width, headed=headed, fronts=front is not None, toll=toll)
    row: Row = (
        *news_mark(signs, fresh=fresh, just=just),
        (f"{left(moment(incident.last_seen, now), 6)} ", "new" if fresh and just else "dim"),
        (f"{incident.grade.value} ", "warn" if incident.grade in _DOUBTFUL else "dim"),
    )
    if plan.front and front is not None:
        row += ((left(front, plan.front, signs.ellipsis), "accent"), ("  ", ""))
    row += ((left(incident.title, plan.title, signs.ellipsis), "bright" if fresh else ""),)
    return row + _figures(incident, plan, signs)


def _figures(incident: Incident, plan: Columns, signs: Glyphs) -> Row:
    row: Row = EMPTY
    if plan.toll:
        style = "killed" if is_deadly(incident) else "dim"
        row += (("  ", ""), (right(toll_text(incident), plan.toll, signs.ellipsis), style))
    for outcome, size in ((Outcome.KILLED, plan.killed), (Outcome.WOUNDED, plan.wounded)):
        if size:
            style = "killed" if outcome is Outcome.KILLED else ""
            row += (("  ", ""), (right(outcome_text(incident, outcome), size, signs.ellipsis), style))
    if plan.origins:
        row += (("  ", ""), (right(f"{incident.origins}/{incident.outlets}", plan.origins), "dim"))
    if plan.outlets:
        names = outlets_text(incident.reports, plan.outlets, signs.ellipsis)
        row += (("  ", ""), (left(names, plan.outlets, signs.ellipsis), "dim"))
    return (*row, (" " * plan.margin, ""))


def is_deadly(incident: Incident) -> bool:
    """Whether anybody is said to have been killed: what red stands for."""
    return any(figure.outcome is Outcome.KILLED for figure in incident.figures)
