"""One incident in full as Markdown: every figure with the sentences behind it, what does not count and why, and the
reports with their links. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tui.model import ClaimRow, Figure, Incident, State
from tui.report import escape, link
from tui.wording import figure_text, full_moment, plural, short_moment, side_name


def to_markdown(incident: Incident, names: Mapping[str, str]) -> str:
    """``names`` of fronts by id."""
    lines = [f"# {escape(incident.title)}", "", f"{escape(_facts(incident, names))}", ""]
    lines += [f"{incident.grade.word.capitalize()}: {escape(incident.grade_reason)}.", ""]
    links = {report.item: link(report.outlet, report.url) for report in incident.reports}
    told: set[str] = set()
    for figure in incident.figures:
        rows = [row for row in incident.claims if row.id in figure.claims]
        told.update(row.id for row in rows)
        lines += [f"## {escape(_figure(figure))}", "", *(_claim(row, links) for row in rows), ""]
    rest = [row for row in incident.claims if row.id not in told]
    lines += _section("Not counted", (_claim(row, links) for row in rest))
    lines += _section("Totals as claimed, never added", (_claim(row, links) for row in incident.totals))
    lines += _section("Contradictions", (f"- {escape(line)}" for line in incident.contradictions))
    lines += _section(
        "History", (f"- {short_moment(step.time)} {step.kind}: {escape(step.text)}" for step in incident.log)
    )
    reports = (
        f"- {short_moment(report.time)} {link(report.outlet, report.url)}: {escape(report.title)}"
        for report in incident.reports
    )
    lines += _section("Reports", reports)
    return "\n".join(lines).rstrip() + "\n"


def _section(title: str, found: Iterable[str]) -> list[str]:
    lines = list(found)
    return [f"## {title}", "", *lines, ""] if lines else []


def _facts(incident: Incident, names: Mapping[str, str]) -> str:
    return "; ".join(_said(incident, names))


def _said(incident: Incident, names: Mapping[str, str]) -> Iterator[str]:
    when = incident.event_time or incident.last_seen
    yield f"{full_moment(when)} UTC{'' if incident.event_time else ' (newest report)'}"
    yield f"{incident.place.name}, {incident.place.country}" if incident.place else "place not known"
    yield ", ".join(names.get(front, front) for front in incident.fronts) or "no front"
    yield f"{plural(incident.outlets, 'outlet')}, {plural(incident.origins, 'origin')}"


def _figure(figure: Figure) -> str:
    claimant = f" (headline by {figure.claimant})" if figure.claimant else ""
    told = figure_text(figure) or "no number"
    return f"{side_name(figure.side, figure.class_.value)}, {figure.outcome.value}: {told}{claimant}"


def _claim(row: ClaimRow, links: Mapping[str, str]) -> str:
    claim = row.claim
    state = "" if row.state is State.ACTIVE else f"{row.state.value}, "
    claimant = f"{claim.claimant}, " if claim.claimant else ""
    source = links.get(row.item) or escape(row.outlet)
    said = f"{escape(claimant)}{source}, {short_moment(row.published)}"
    return f'- "{escape(claim.sentence)}" ({said}): {state}{escape(row.reason)}'
