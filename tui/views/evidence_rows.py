"""Why a number is what it is: for one incident figure by figure, for a tally incident by incident. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from tui.model import ClaimantRole, ClaimRow, Figure, Incident, State, Tally
from tui.views.claim_rows import Context, claim_list, section
from tui.views.format import GRADE_STYLE, figure_cell, grade_text, instant_text, side_label, tally_cell, voices
from tui.views.rows import EMPTY, Row, cut_rows, left, right, width_of, wrap_row
from tui.wording import figure_span, highest, only_claimed, plural


def why_incident(incident: Incident, context: Context, width: int) -> list[Row]:
    """Each figure with the claims it rests on, then every claim that is in none of them, with its reason."""
    rows = wrap_row(((incident.title, "strong"),), width)
    rows += wrap_row(
        ((grade_text(incident.grade), GRADE_STYLE[incident.grade]), (f"{context.signs.dot}{voices(incident)}", "dim")),
        width,
    )
    if incident.grade_reason:
        rows += wrap_row(((incident.grade_reason, "dim"),), width)
    by_id = {row.id: row for row in incident.claims}
    used: set[str] = set()
    for figure in incident.figures:
        behind = [by_id[id_] for id_ in figure.claims if id_ in by_id]
        used.update(row.id for row in behind)
        rows += [EMPTY, *_figure(figure, behind, context, width)]
    others = [row for row in incident.claims if row.id not in used]
    if others:
        rows += [EMPTY, section("IN NO FIGURE", f"{plural(len(others), 'claim')}, with the reason", context, width)]
        rows += [EMPTY, *claim_list(others, context, width)]
    if incident.totals:
        rows += [EMPTY, section("TOTALS AS CLAIMED, NEVER ADDED", str(len(incident.totals)), context, width)]
        rows += [EMPTY, *claim_list(incident.totals, context, width)]
    if not incident.claims and not incident.totals:
        rows += [EMPTY, (("no report gives a figure", "dim"),)]
    return cut_rows(rows, width, context.signs.ellipsis)


def _figure(figure: Figure, behind: Sequence[ClaimRow], context: Context, width: int) -> list[Row]:
    name = f"{side_label(figure.side, figure.class_)}, {figure.outcome.value}: {figure_cell(figure)}"
    rows = [section(name, plural(len(behind), "claim"), context, width)]
    rows += wrap_row(((_because(figure, behind), "accent"),), width)
    rows += [EMPTY, *claim_list(behind, context, width)] if behind else []
    return rows


def _because(figure: Figure, behind: Sequence[ClaimRow]) -> str:
    if only_claimed(figure):
        return f"{figure_span(figure)} claimed by {figure.enemy or 'the other side'} only, in no sum"
    active = [row for row in behind if row.state is State.ACTIVE]
    counted = len([row for row in active if row.role is not ClaimantRole.OTHER_SIDE]) or len(active)
    told, voice = figure_span(figure), figure.claimant or "an outlet in its own voice"
    if (total := _left_of(figure, active)) is not None:
        parts = [f"{told} left of {total:,}, as told by {voice}: who the others were is said, in figures of their own"]
    elif counted == 1 and figure.headline is not None and told == f"{figure.headline:,}":
        parts = [f"{told} by the one claim that counts, from {voice}"]
    else:
        parts = [f"{told} by {plural(counted, 'counted claim')}"]
        parts += [f"newest from {voice}: {figure.headline:,}"] if figure.headline is not None else []
    if figure.claimed_by_enemy is not None:
        parts.append(f"{figure.claimed_by_enemy:,} claimed by {figure.enemy or 'the other side'} only, in no range")
    if figure.vague:
        parts.append(f"{plural(figure.vague, 'report')} in words only, never added")
    return "; ".join(parts)


def _left_of(figure: Figure, active: Sequence[ClaimRow]) -> int | None:
    """The newest total of which the figure is the rest, beside those of whom more is said; None: it is no rest."""
    totals = [row.claim.n for row in active if row.claim.n is not None]  # newest first
    rest = figure.headline is not None and all(n > (figure.most or figure.headline) for n in totals)
    return totals[0] if rest and totals else None


def why_tally(tally: Tally, incidents: Sequence[Incident], context: Context, width: int) -> list[Row]:
    """Every incident whose figure is in the sum: the worst first."""
    place = "all fronts" if tally.front is None else context.front_names.get(tally.front, tally.front)
    name = f"{place}: {side_label(tally.side, tally.class_)}, {tally.outcome.value}"
    rows = [section(name, tally_cell(tally), context, width)]
    found = [(incident, figure) for incident in incidents for figure in incident.figures if _in_sum(figure, tally)]
    found.sort(key=lambda pair: (highest(pair[1]), pair[0].last_seen), reverse=True)
    for incident, figure in found:
        start: Row = (
            (right(figure_cell(figure), min(24, width // 3), context.signs.ellipsis), "strong"),
            (f"  {incident.grade.value}  ", GRADE_STYLE[incident.grade]),
            (left(instant_text(incident.last_seen), 22), "dim"),
        )
        rows += wrap_row((*start, (incident.title, "")), width) if width_of(start) < width else [start]
    return rows


def _in_sum(figure: Figure, tally: Tally) -> bool:
    return (figure.side, figure.class_, figure.outcome) == (tally.side, tally.class_, tally.outcome)
