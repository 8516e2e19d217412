"""How the board words what the core found: ages, toll cells, grades, counts. Pure; widths are in cells.

Invariant: what is unknown is shown as "-" and never as 0, and no figure is added up here: a cell holds one tally or
one figure as the ledger worded it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui.model import Class, Dyad, Figure, Grade, Incident, Outcome, Report, Tally
from tui.views.rows import Row, cut, width_of
from tui.wording import (
    NOW,
    age,
    age_words,
    clock_time,
    figure_span,
    figure_text,
    full_moment,
    highest,
    in_total,
    only_claimed,
    plural,
    short_day,
    side_name,
    span,
)

UNKNOWN = "-"
_AFTERTHOUGHT = re.compile("[,:] ")
"""What parts the main clause of a reason from who tells it."""

GRADE_STYLE = {
    Grade.CONFIRMED: "good",
    Grade.FAIR: "",
    Grade.WEAK: "warn",
    Grade.CONTESTED: "warn",
    Grade.DISCOUNTED: "dim",
    Grade.UNATTRIBUTED: "dim",
}

WINDOWS: tuple[tuple[str, float | None], ...] = (
    ("1h", 3600.0),
    ("6h", 6 * 3600.0),
    ("24h", 86400.0),
    ("7d", 7 * 86400.0),
    ("all", None),
)
"""What ``t`` goes through; None: everything that the store holds."""


def ago(instant: dt.datetime | None, now: dt.datetime) -> str:
    """ "4 min", "2 d"; "now" within a second, as an instant in the future; "-" when unknown."""
    if instant is None:
        return UNKNOWN
    seconds = (now - instant).total_seconds()
    return NOW if seconds < 1 else age(seconds)


def in_words(instant: dt.datetime, now: dt.datetime) -> str:
    """ "4 min ago", "now"."""
    return age_words((now - instant).total_seconds())


def until(instant: dt.datetime | None, now: dt.datetime) -> str:
    """How long until ``instant``: "in 4 min", "now", "-"."""
    if instant is None:
        return UNKNOWN
    seconds = (instant - now).total_seconds()
    return NOW if seconds < 1 else f"in {age(seconds)}"


def moment(instant: dt.datetime | None, now: dt.datetime) -> str:
    """Five or six cells: "14:02" within the last 20 hours, else "07 May", else the year."""
    if instant is None:
        return UNKNOWN
    if abs((now - instant).total_seconds()) < 20 * 3600:
        return clock_time(instant)
    return short_day(instant) if instant.year == now.year else f"{instant:%Y}"


def instant_text(instant: dt.datetime | None) -> str:
    return UNKNOWN if instant is None else f"{full_moment(instant)} UTC"


def window_text(seconds: float | None) -> str:
    """ "24h", "7d", "all" as the ``t`` key calls them, and any other in the same way: a length, not an age."""
    for name, value in WINDOWS:
        if value == seconds:
            return name
    hours = (seconds or 0.0) / 3600
    if hours % 1:
        return age(seconds or 0.0)
    return f"{hours / 24:.0f}d" if hours >= 72 and not hours % 24 else f"{hours:.0f}h"


def grade_text(grade: Grade) -> str:
    """Letter and word: "C confirmed"."""
    return f"{grade.value} {grade.word}"


def voices(incident: Incident) -> str:
    """ "6 outlets, 1 origin": how many repeat it, and how many first said it."""
    return f"{plural(incident.outlets, 'outlet')}, {plural(incident.origins, 'origin')}"


def outlets_text(reports: Sequence[Report], width: int, ellipsis: str = "…") -> str:
    """Who reports it, in ``width`` cells: "SOHR", "SANA +5"; the newest outlet first, each named once."""
    names = list(dict.fromkeys(report.outlet for report in reports))
    if not names:
        return ""
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return cut(names[0], width - len(more), ellipsis) + more


def dyad_text(dyad: Dyad, arrow: str = " > ") -> str:
    """ "ISIS > Russia", "? > SDF", with "?" behind what is only alleged; "-" for a clash that nobody began."""
    link = " - " if dyad.mutual else arrow
    return f"{dyad.attacker or '?'}{link}{dyad.target or '?'}{' ?' if dyad.alleged else ''}"


def known_dyads(dyads: Iterable[Dyad]) -> list[Dyad]:
    """Those that name both sides; then those that name one, where no other says who attacked it or whom it attacked."""
    named = [dyad for dyad in dyads if dyad.attacker or dyad.target]
    whole = [dyad for dyad in named if dyad.attacker and dyad.target]
    attackers = {dyad.attacker for dyad in whole} | {dyad.target for dyad in whole if dyad.mutual}
    targets = {dyad.target for dyad in whole} | {dyad.attacker for dyad in whole if dyad.mutual}
    half = [dyad for dyad in named if not (dyad.attacker and dyad.target)]
    return whole + [dyad for dyad in half if dyad.attacker not in attackers and dyad.target not in targets]


def tally_cell(tally: Tally | None) -> str:
    """ "9-12+", and what only the other side claims on top: "9 (+12 claimed)"; "-" when there is nothing."""
    if tally is None:
        return UNKNOWN
    counted = tally.high > 0 or tally.low > 0
    text = span(tally.low, tally.high, is_open=tally.open) if counted else ""
    if tally.claimed_by_enemy:
        claimed = f"(+{tally.claimed_by_enemy:,} claimed)"
        return f"{text} {claimed}" if text else claimed
    if text:
        return text
    return "some" if tally.vague or tally.open else UNKNOWN


def figure_cell(figure: Figure | None) -> str:
    """The figure as the ledger words it, else its range; "some" when only words were given."""
    if figure is None:
        return UNKNOWN
    if figure.text:
        return figure_text(figure)
    if figure.headline is None and figure.vague and not figure.low and not figure.high:
        return "some"
    return figure_span(figure)


@dataclass(slots=True)
class SideRow:
    """One side of a pane's table."""

    label: str
    named: bool
    """An actor's own, or civilians: not people of whom nobody says whose they were."""
    civilian: bool
    cells: dict[Outcome, Tally] = field(default_factory=dict)

    @property
    def weak(self) -> int:
        return max((tally.weak for tally in self.cells.values()), default=0)

    @property
    def vague(self) -> int:
        return sum(tally.vague for tally in self.cells.values())

    @property
    def weight(self) -> tuple[int, int]:
        killed, wounded = self.cells.get(Outcome.KILLED), self.cells.get(Outcome.WOUNDED)
        return (killed.high or killed.low if killed else 0, wounded.high or wounded.low if wounded else 0)


def side_rows(tallies: Iterable[Tally], limit: int | None = None) -> list[SideRow]:
    """Tallies by side and class: the hardest hit first, civilians last. A ``limit`` never drops the civilians."""
    rows: dict[tuple[str | None, Class], SideRow] = {}
    for tally in tallies:
        if not (tally.high or tally.low or tally.open or tally.vague or tally.claimed_by_enemy):
            continue
        # A side's fighters and those of its dead that nobody classed stand in different rows: they are not the same.
        key = (tally.side, tally.class_)
        civilian = tally.class_ is Class.CIVILIAN
        label = side_label(tally.side, tally.class_)
        row = rows.setdefault(key, SideRow(label, civilian or tally.side is not None, civilian))
        row.cells[tally.outcome] = tally
    fighters = sorted((row for row in rows.values() if not row.civilian), key=lambda row: row.weight, reverse=True)
    civilians = sorted((row for row in rows.values() if row.civilian), key=lambda row: row.weight, reverse=True)
    if limit is not None:
        civilians = civilians[: max(1, limit - len(fighters))] if limit else []
        fighters = fighters[: max(0, limit - len(civilians))]
    return [*fighters, *civilians]


def side_label(side: str | None, class_: Class) -> str:
    return side_name(side, class_.value)


def toll_text(incident: Incident) -> str:
    """The one figure that there is room for, with its word: the highest killed, else wounded, else any:
    "5-12 killed"; empty when no figure is known."""
    for outcome in Outcome:
        text = outcome_text(incident, outcome)
        if text:
            return f"{text} {outcome.value}"
    return ""


def weight(figure: Figure) -> tuple[int, int, int, int]:
    """What ranks figures as they are shown: the highest told, then the lowest, what only the enemy claims, words."""
    return highest(figure), figure.low, figure.claimed_by_enemy or 0, figure.vague


def outcome_text(incident: Incident, outcome: Outcome) -> str:
    """The highest figure of one outcome, or the total that is told of all: "5-12", "12+", "12-19+", "some", "(21)" when
    only the other side claims it; never a sum of sides by themselves; empty when none is known."""
    figures = [figure for figure in incident.figures if figure.outcome is outcome]
    worst = in_total(figures) or max(figures, key=weight, default=None)
    if worst is None:
        return ""
    if highest(worst):
        return f"({figure_span(worst)})" if only_claimed(worst) else figure_span(worst)
    if worst.claimed_by_enemy:
        return f"({worst.claimed_by_enemy:,})"
    if worst.vague or worst.high is None:
        return "some"
    return figure_span(worst) if worst.headline is not None else ""


def grade_line(incident: Incident, dot: str) -> Row:
    """ "C confirmed · 6 outlets, 1 origin · cause: a fault, shot down": how sure, who says so, what contradicts.

    A reason that only counts origins again is left out: they stand beside it.
    """
    row: Row = ((grade_text(incident.grade), GRADE_STYLE[incident.grade]), (dot + voices(incident), "dim"))
    if incident.contradictions:
        word = "" if incident.grade is Grade.CONTESTED else "contested: "
        return (*row, (f"{dot}{word}{incident.contradictions[0]}", "warn"))
    if incident.grade_reason and "origin" not in incident.grade_reason:
        return (*row, (dot + incident.grade_reason, "dim"))
    return row


def short_grade_line(incident: Incident, dot: str, width: int) -> Row:
    """:func:`grade_line` where one line is all there is: no word of a reason is cut. What follows its main clause goes
    first, then that a single outlet is a single origin, then that it is a single one: "confirmed" beside a figure that
    only the enemy claims must say what is. What contradicts is never left out."""
    full = grade_line(incident, dot)
    if incident.contradictions or len(full) < 3:
        return full
    grade, told, (_, style) = full
    clause = (dot + _AFTERTHOUGHT.split(incident.grade_reason)[0], style)
    outlet = (f"{dot}{plural(incident.outlets, 'outlet')}", "dim") if incident.outlets == 1 else told
    shorter: list[Row] = [full, (grade, told, clause), (grade, outlet, clause)]
    shorter += [(grade, clause)] if incident.outlets == 1 else []
    return next((row for row in shorter if width_of(row) <= width), (grade, told))
