"""An incident as a few lines of plain text, to be pasted into a report. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from tui.model import Incident
from tui.views.format import figure_cell, grade_text, instant_text, side_label, voices
from tui.views.links import checked
from tui.views.rows import clean

LIMIT = 4_000
"""Bytes that terminals take over OSC 52 without trouble."""


def incident_text(incident: Incident, front_names: Mapping[str, str]) -> str:
    """Headline, when and where, figures with who says so, how sure, and the newest report that can be opened."""
    place = f"{incident.place.name}, {incident.place.country}" if incident.place else "place not known"
    fronts = ", ".join(front_names.get(front, front) for front in incident.fronts) or "no front"
    lines = [incident.title, f"{instant_text(incident.event_time or incident.last_seen)}; {place}; {fronts}"]
    lines += [
        f"{side_label(figure.side, figure.class_)} {figure.outcome.value}: {figure_cell(figure)}"
        f" ({figure.claimant or 'no claimant named'})"
        for figure in incident.figures
    ]
    lines.append(f"{grade_text(incident.grade)}: {voices(incident)}")
    url = link(incident)
    if url:
        lines.append(url)
    return shorten("\n".join(clean(line) for line in lines))


def link(incident: Incident) -> str | None:
    """The first address of its reports, newest first, that may be opened."""
    urls = (*(report.url for report in incident.reports), incident.url)
    return next((good for url in urls if (good := checked(url))), None)


def doubt(environ: Mapping[str, str]) -> str:
    """Why nobody can say whether it arrived: no terminal answers OSC 52."""
    if environ.get("TMUX"):
        return "tmux hands it on when set-clipboard is on, and does not say so"
    if environ.get("STY"):
        return "screen does not hand it on"
    return "a terminal does not confirm it"


def shorten(text: str) -> str:
    """``text`` cut to :data:`LIMIT` bytes, never within a character."""
    return text.encode()[:LIMIT].decode(errors="ignore")
