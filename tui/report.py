"""The situation as a report: text for a terminal or a mail, Markdown for a brief, JSON and CSV for scripts.

The JSON and CSV forms are stable: keys are added, never renamed. Times are RFC 3339 in UTC; unknown is null.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tui.ledger.register import Loss, Named
from tui.ledger.totals import Stated
from tui.model import Class, FeedHealth, Figure, Incident, Outcome, Pressure, Source
from tui.report_json import dumps as dumps
from tui.report_json import incident_line_json as incident_line_json
from tui.report_json import incidents_of
from tui.report_json import to_json as to_json
from tui.situation import FrontSituation, Situation
from tui.units import LONGEST
from tui.wording import (
    age,
    age_words,
    feed_line,
    figure_words,
    outcome_ranges,
    plural,
    short_day,
    short_moment,
    side_name,
    stamp,
)

# --- text and Markdown --------------------------------------------------------------------------------


def to_text(situation: Situation, sources: Sequence[Source], feeds: Mapping[str, FeedHealth]) -> str:
    """A report of plain lines, at most some 100 columns wide where headlines allow."""
    lines = [_heading(situation), ""]
    for front in _told(situation):
        lines += [f"{front.name.upper()}  {_extent(front, situation.generated)}"]
        lines += [f"  {line}" for line in _front_lines(front)]
        lines += [f"  {incident_line(incident)}" for incident in front.incidents[:8]]
        lines += [f"  and {len(front.incidents) - 8} more"] if len(front.incidents) > 8 else []
        lines += [""]
    if situation.pressure:
        lines += ["UNDER PRESSURE", *(f"  {_pressure_line(each, situation)}" for each in situation.pressure), ""]
    if situation.stated:
        lines += ["TOTALS AS CLAIMED (never added)", *(f"  {_stated_line(each)}" for each in situation.stated[:12]), ""]
    register = situation.register
    if register.losses:
        lines += ["MACHINES LOST", *(f"  {loss_line(loss)}" for loss in register.losses[:20]), ""]
    if register.persons:
        lines += ["NAMED VICTIMS", *(f"  {person_line(person)}" for person in register.persons[:40]), ""]
    if feeds:
        lines += ["FEEDS", *(f"  {line}" for line in _feed_lines(situation, sources, feeds))]
    return "\n".join(lines).rstrip() + "\n"


def to_markdown(
    situation: Situation, sources: Sequence[Source], feeds: Mapping[str, FeedHealth], notes: Sequence[str] = ()
) -> str:
    """A brief with its sources: one section a front, one bullet an incident, each with its links. ``notes`` say what
    a reader must know first, such as the filter."""
    lines = [f"# {_heading(situation)}", ""]
    lines += [*(f"- {escape(note)}" for note in notes), ""] if notes else []
    for front in _told(situation):
        lines += [f"## {escape(front.name)}", "", f"{_extent(front, situation.generated)}", ""]
        lines += [f"- {escape(line)}" for line in _front_lines(front)]
        lines += ["", *(incident_markdown(incident) for incident in front.incidents[:20]), ""]
    if situation.pressure:
        lines += ["## Under pressure", "", *(f"- {escape(_pressure_line(p, situation))}" for p in situation.pressure)]
        lines += [""]
    if situation.stated:
        lines += ["## Totals as claimed, never added", ""]
        lines += [*(f"- {escape(_stated_line(each))}" for each in situation.stated[:20]), ""]
    register = situation.register
    if register.losses:
        lines += ["## Machines lost", "", *(f"- {escape(loss_line(loss))}" for loss in register.losses[:40]), ""]
    if register.persons:
        lines += [
            "## Named victims",
            "",
            *(f"- {escape(person_line(person))}" for person in register.persons[:80]),
            "",
        ]
    down = [line for line in _feed_lines(situation, sources, feeds) if "failed" in line] if feeds else []
    if down:
        lines += ["## Feeds that failed", "", *(f"- {escape(line)}" for line in down), ""]
    return "\n".join(lines).rstrip() + "\n"


def _heading(situation: Situation) -> str:
    window = f"last {age(situation.window)}" if situation.window < LONGEST else "all"
    text = f"Situation at {situation.generated:%Y-%m-%d %H:%M} UTC, {window}: {plural(situation.shown, 'incident')}"
    return text + (f", {situation.hidden} hidden by the filter" if situation.hidden else "")


def _told(situation: Situation) -> list[FrontSituation]:
    return [front for front in situation.fronts if front.incidents]


def _extent(front: FrontSituation, now: dt.datetime) -> str:
    newest = "" if front.latest is None else f", newest {age_words((now - front.latest).total_seconds())}"
    weak = f", {front.weak} of one origin" if front.weak else ""
    return f"{plural(len(front.incidents), 'incident')}{newest}{weak}"


def _front_lines(front: FrontSituation) -> Iterator[str]:
    pairs = [f"{dyad.attacker or '?'} > {dyad.target or '?'}" for dyad in front.dyads if dyad.attacker and dyad.target]
    if pairs:
        yield ", ".join(pairs[:6])
    for outcome in (Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED, Outcome.MISSING, Outcome.DISPLACED):
        ranges = outcome_ranges(front.tallies, outcome)
        if ranges:
            yield f"{outcome.value}: " + "; ".join(ranges)


def incident_line(incident: Incident) -> str:
    """Time, grade, headline, figures and how many say so."""
    figures = _figures(incident)
    return (
        f"{short_moment(incident.last_seen)}  {incident.grade.value}  {incident.title}"
        f"{f'  [{figures}]' if figures else ''}  ({_voices(incident)})"
    )


def _figures(incident: Incident) -> str:
    return ", ".join(
        " ".join(filter(None, (_whose(figure), figure_words(figure)))) for figure in incident.figures if figure.text
    )


def _whose(figure: Figure) -> str:
    """Nothing where nobody says whose dead they are: beside a headline that is no news."""
    if figure.side is None and figure.class_ is not Class.CIVILIAN:
        return "fighters" if figure.class_ is Class.COMBATANT else ""
    return side_name(figure.side, figure.class_.value)


def _voices(incident: Incident) -> str:
    return f"{plural(incident.outlets, 'outlet')}, {plural(incident.origins, 'origin')}"


def incident_markdown(incident: Incident) -> str:
    """A bullet with the incident's links."""
    figures = _figures(incident)
    links = ", ".join(link(report.outlet, report.url) for report in incident.reports[:6])
    return (
        f"- **{escape(incident.title)}** ({short_moment(incident.last_seen)}, {incident.grade.word}: "
        f"{escape(incident.grade_reason)}){f' {escape(figures)}.' if figures else ''} {links}"
    )


def link(name: str, url: str) -> str:
    """A Markdown link, or the name alone when the address is not of the web."""
    if not url.startswith(("http://", "https://")):
        return escape(name)
    return f"[{escape(name)}](<{url.replace('>', '%3E').replace('<', '%3C')}>)"


_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"})


def escape(text: str) -> str:
    """Foreign text is text in Markdown too."""
    return text.translate(_MARKDOWN)


def _pressure_line(pressure: Pressure, situation: Situation) -> str:
    names = {front.id: front.name for front in situation.fronts}
    parts = (
        f"{names.get(front, front)} by {', '.join(pressure.by_front.get(front, ())) or 'unknown attackers'}"
        for front in pressure.fronts
    )
    return f"{pressure.actor}: {'; '.join(parts)} ({plural(pressure.incidents, 'incident')})"


def _stated_line(each: Stated) -> str:
    return f"{each.text} ({each.row.claim.scope.value}, {short_day(each.row.published)})"


def loss_line(loss: Loss) -> str:
    by = f", claimed by {', '.join(loss.claimed_by)}" if loss.claimed_by else ""
    sure = f", {plural(loss.sure, 'incident')} well known" if loss.sure else ""
    return f"{loss.operator or 'operator unsaid'}: {loss.n} {loss.type} ({', '.join(loss.outcomes)}{by}{sure})"


def person_line(person: Named) -> str:
    name = " ".join(filter(None, (person.rank, person.name)))
    return f"{name}: {', '.join(filter(None, (person.actor, person.outcome.value)))}"


def _feed_lines(situation: Situation, sources: Sequence[Source], feeds: Mapping[str, FeedHealth]) -> Iterator[str]:
    for source in sources:
        health = feeds.get(source.id)
        if health is not None:
            yield feed_line(source, health, situation.generated)


# --- CSV ----------------------------------------------------------------------------------------------

_COLUMNS = (
    "incident", "fronts", "place", "latitude", "longitude", "kind", "event_time", "first_seen", "last_seen", "grade",
    "outlets", "origins", "side", "class", "outcome", "low", "high", "open", "headline", "claimant", "title", "url",
)  # fmt: skip


def to_csv(situation: Situation) -> str:
    """One row a figure; an incident without figures has one row with these columns empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for incident in incidents_of(situation):
        writer.writerows([_cell(value) for value in row] for row in _csv_rows(incident))
    return out.getvalue()


def _csv_rows(incident: Incident) -> Iterable[list[object]]:
    place = incident.place
    head: list[object] = [
        incident.id, " ".join(incident.fronts), place.name if place else None, place.lat if place else None,
        place.lon if place else None, incident.kind, stamp(incident.event_time), stamp(incident.first_seen),
        stamp(incident.last_seen), incident.grade.value, incident.outlets, incident.origins,
    ]  # fmt: skip
    tail: list[object] = [incident.title, incident.url]
    for figure in incident.figures:
        yield [
            *head, figure.side, figure.class_.value, figure.outcome.value, figure.low, figure.high,
            figure.high is None, figure.headline, figure.claimant, *tail,
        ]  # fmt: skip
    if not incident.figures:
        yield [*head, *[None] * 8, *tail]


_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def _cell(value: object) -> object:
    """A spreadsheet runs a cell that begins like a formula, in some locales with wide signs too: foreign text must
    not."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
