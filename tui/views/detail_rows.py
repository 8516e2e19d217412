"""Everything that is known of one incident, as rows of one page. Pure.

Invariant: the sections stand in the order of an analyst's questions: what happened, how many, who admits it, what
contradicts, how the figures changed, who says so in which words, and what was left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from tui.model import ClaimantRole, ClaimRow, Incident, LogLine, Outcome, State
from tui.views.claim_rows import Context, bullet, claim_list, hang, number, section
from tui.views.format import (
    GRADE_STYLE,
    dyad_text,
    figure_cell,
    grade_text,
    in_words,
    instant_text,
    known_dyads,
    moment,
    side_label,
    voices,
)
from tui.views.report_rows import report_list
from tui.views.rows import EMPTY, Row, cut_rows, left, right, width_of, wrap_row
from tui.wording import day


def detail(incident: Incident, context: Context, width: int) -> list[Row]:
    """The whole page, sections parted by an empty row; no row is wider than ``width``."""
    sections = (
        _head(incident, context, width),
        _figures(incident, context, width),
        _acknowledged(incident, context, width),
        _contradictions(incident, context, width),
        _history(incident, context, width),
        _claims("CLAIMS", _counted(incident), context, width),
        _claims("FIGURES NOT COUNTED", _refused(incident), context, width),
        _claims("TOTALS AS CLAIMED, NEVER ADDED", sorted(incident.totals, key=_as_read), context, width),
        _losses(incident, context, width),
        report_list(incident, context, width),
        _related(incident, context, width),
    )
    rows: list[Row] = []
    for lines in sections:
        if lines:
            rows += [*([EMPTY] if rows else []), *lines]
    return cut_rows(rows, width, context.signs.ellipsis)


def _head(incident: Incident, context: Context, width: int) -> list[Row]:
    dot = context.signs.dot
    rows = wrap_row(((incident.title, "strong"),), width)
    grade: Row = ((grade_text(incident.grade), GRADE_STYLE[incident.grade]), (dot + voices(incident), ""))
    if incident.grade_reason:
        grade += ((dot + incident.grade_reason, "dim"),)
    rows += wrap_row(grade, width)
    where = f"{incident.place.name}, {incident.place.country}" if incident.place else "place not known"
    kind = "" if incident.kind == "unknown" else dot + incident.kind.replace("_", " ")
    rows += wrap_row(((where, "accent"), (kind, "dim")), width)
    newest = f"newest report {instant_text(incident.last_seen)}, {in_words(incident.last_seen, context.now)}"
    happened = f"happened {_day_or_time(incident.event_time)}{dot}" if incident.event_time else ""
    rows += wrap_row(((happened + newest, "dim"),), width)
    fronts = ", ".join(context.front_names.get(front, front) for front in incident.fronts) or "no front"
    rows += wrap_row(((f"front: {fronts}", "dim"),), width)
    if incident.dyads:
        pairs = "    ".join(dict.fromkeys(dyad_text(dyad, context.signs.arrow) for dyad in known_dyads(incident.dyads)))
        rows += wrap_row(((pairs, "accent"),), width) if pairs else []
    return rows


def _day_or_time(instant: dt.datetime) -> str:
    """Midnight is what "on Tuesday" becomes: a time of day was never said."""
    return day(instant) if (instant.hour, instant.minute) == (0, 0) else instant_text(instant)


def _figures(incident: Incident, context: Context, width: int) -> list[Row]:
    if not incident.figures:
        return [((("no figure is given"), "dim"),)]
    names = [side_label(figure.side, figure.class_) for figure in incident.figures]
    label = min(max(len(name) for name in names) + 2, max(10, width // 3))
    texts = [figure_cell(figure) for figure in incident.figures]
    cell = min(max(len(text) for text in texts), max(8, width - label - 12))
    rows = [section("FIGURES", "", context, width)]
    for figure, name, text in zip(incident.figures, names, texts, strict=True):
        style = "killed" if figure.outcome is Outcome.KILLED else "strong"
        row: Row = (
            (left(name, label - 1, context.signs.ellipsis), ""),
            (" ", ""),
            (left(figure.outcome.value, 10), "dim"),
            (right(text, cell, context.signs.ellipsis), style),
        )
        says = f"  {figure.claimant or 'no claimant named'}"
        if figure.vague:
            says += f", {figure.vague} in words only"
        if width_of(row) + cell_len(says) <= width:
            rows.append((*row, (says, "dim")))
        else:
            rows += [row, *hang(((" " * label, ""),), ((says.strip(), "dim"),), width)]
    return rows


def _acknowledged(incident: Incident, context: Context, width: int) -> list[Row]:
    """What a side admits beside what its enemy claims."""
    told: dict[tuple[str, Outcome], dict[ClaimantRole, list[ClaimRow]]] = {}
    for row in incident.claims:
        claim = row.claim
        if row.state is State.ACTIVE and claim.side and claim.n is not None:
            roles = told.setdefault((claim.side, claim.outcome), {})
            roles.setdefault(row.role, []).append(row)
    lines: list[Row] = []
    for (side, outcome), roles in told.items():
        enemy = roles.get(ClaimantRole.OTHER_SIDE)
        own = roles.get(ClaimantRole.SAME_SIDE)
        if not enemy and not own:
            continue
        admits = f"{side} admits {_numbers(own)}" if own else f"{side} admits nothing"
        claims = f"{_who(enemy)} claims {_numbers(enemy)}" if enemy else "its enemy claims nothing"
        text = f"{side} {outcome.value}: {admits}; {claims}"
        lines += wrap_row(((text, "" if own else "warn"),), width)
    return [section("CLAIMED AND ACKNOWLEDGED", "", context, width), *lines] if lines else []


def _numbers(rows: Sequence[ClaimRow]) -> str:
    return " / ".join(dict.fromkeys(number(row.claim) for row in rows))


def _who(rows: Sequence[ClaimRow]) -> str:
    return rows[0].party or rows[0].claim.claimant or "the other side"


def _contradictions(incident: Incident, context: Context, width: int) -> list[Row]:
    if not incident.contradictions:
        return []
    rows = [section("CONTRADICTIONS", "", context, width)]
    for text in incident.contradictions:
        rows += bullet(((text, "warn"),), context, width)
    return rows


def chains(log: Sequence[LogLine]) -> list[str]:
    """Figures that replaced one another, oldest first: "12 > 19 > 34 killed (AFP)"."""
    runs: dict[tuple[Outcome | None, str | None], list[int]] = {}
    for line in sorted(log, key=lambda line: line.time):
        if line.old is None or line.new is None:
            continue
        run = runs.setdefault((line.outcome, line.claimant), [line.old])
        if run[-1] != line.old:
            run.append(line.old)
        run.append(line.new)
    return [
        f"{' > '.join(f'{number:,}' for number in run)} {outcome.value if outcome else ''}".rstrip()
        + (f" ({claimant})" if claimant else "")
        for (outcome, claimant), run in runs.items()
    ]


def _history(incident: Incident, context: Context, width: int) -> list[Row]:
    if not incident.log:
        return []
    rows = [section("HISTORY", "", context, width)]
    for text in chains(incident.log):
        rows += wrap_row(((text, "strong"),), width)
    for line in sorted(incident.log, key=lambda line: line.time):
        when = moment(line.time, context.now)
        rows += hang(((f"{left(when, 6)} ", "dim"), (f"{line.kind}: ", "dim")), ((line.text, ""),), width)
    return rows


def _counted(incident: Incident) -> list[ClaimRow]:
    order = {State.ACTIVE: 0, State.SUPERSEDED: 1, State.WITHDRAWN: 2}
    rows = [row for row in incident.claims if row.state is not State.REFUSED]
    return sorted(rows, key=lambda row: (order[row.state], *_as_read(row)))


def _as_read(row: ClaimRow) -> tuple[float, str, tuple[int, int]]:
    """The newest report first, and within one as it is read."""
    return -row.published.timestamp(), row.item, row.claim.span


def _refused(incident: Incident) -> list[ClaimRow]:
    return sorted((row for row in incident.claims if row.state is State.REFUSED), key=_as_read)


def _claims(title: str, rows: Sequence[ClaimRow], context: Context, width: int) -> list[Row]:
    if not rows:
        return []
    return [section(title, str(len(rows)), context, width), *claim_list(rows, context, width)]


def _losses(incident: Incident, context: Context, width: int) -> list[Row]:
    if not incident.equipment and not incident.persons:
        return []
    rows = [section("EQUIPMENT AND PERSONS", "", context, width)]
    for thing in incident.equipment:
        count = f"{thing.n} x " if thing.n is not None else ""
        facts = [(thing.outcome or "mentioned").replace("_", " ")]
        facts += [f"of {thing.operator}"] if thing.operator else []
        facts += [f"by {thing.by}"] if thing.by else []
        rows += bullet(((f"{count}{thing.type}", "strong"), (f", {', '.join(facts)}", "")), context, width)
    for person in incident.persons:
        facts = [part for part in (person.rank, person.role, person.actor) if part]
        facts += [person.outcome.value] if person.outcome else []
        rows += bullet(((person.name, "strong"), (f", {', '.join(facts)}" if facts else "", "")), context, width)
    return rows


def _related(incident: Incident, context: Context, width: int) -> list[Row]:
    if not incident.related:
        return []
    # One that was joined to another since, or has left the store, is no news to anybody.
    titles = [context.titles[other] for other in incident.related if other in context.titles]
    rows = [section("POSSIBLY THE SAME", "", context, width)] if titles else []
    for title in titles:
        rows += bullet(((title, ""),), context, width)
    return rows
