"""What is shown, as a file in the folder that the board was started from.

Invariant: a file that is there is never overwritten, and one that cannot be written whole is taken away again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tui import brief
from tui.model import FeedHealth, Front, Incident, Source
from tui.report import incident_line_json, to_csv, to_markdown
from tui.situation import Stated, situation
from tui.views.look import Shown

TRIES = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported: values only, so that a thread may write it."""

    incidents: Sequence[Incident]
    """What is shown, newest first."""
    selected: Incident | None
    fronts: tuple[Front, ...]
    window: float
    now: dt.datetime
    sources: Sequence[Source]
    feeds: Mapping[str, FeedHealth]
    front_names: Mapping[str, str]
    stated: tuple[Stated, ...] = ()
    """The totals told in the incidents, beside our sums of all that is held: what is shown may be less."""
    notes: tuple[str, ...] = ()
    """What a reader must know: the filter, what is muted, that it is of the past."""
    name: str = ""
    """A part of the file's name: the front."""


def _brief(selection: Selection) -> str:
    found = situation(Shown(selection.incidents), selection.fronts, selection.window, selection.now)
    found = msgspec.structs.replace(found, stated=selection.stated)
    return to_markdown(found, selection.sources, selection.feeds, selection.notes)


def _csv(selection: Selection) -> str:
    return to_csv(situation(Shown(selection.incidents), selection.fronts, selection.window, selection.now))


def _jsonl(selection: Selection) -> str:
    return "".join(map(incident_line_json, selection.incidents))


def _incident(selection: Selection) -> str:
    return brief.to_markdown(selection.selected, selection.front_names) if selection.selected else ""


@dataclass(frozen=True, slots=True)
class Form:
    label: str
    suffix: str
    write: Callable[[Selection], str]


INCIDENT = "incident"
FORMS: dict[str, Form] = {
    "md": Form("Markdown brief with sources", "md", _brief),
    "csv": Form("CSV, a row a figure", "csv", _csv),
    "jsonl": Form("JSON lines, an incident a line with every claim", "jsonl", _jsonl),
    INCIDENT: Form("the selected incident in full, Markdown", "md", _incident),
}


def export(selection: Selection, form: str, folder: Path) -> Path:
    """Writes it and gives its path; raises OSError when it cannot be written."""
    chosen = FORMS[form]
    part = "-incident" if form == INCIDENT else f"-{selection.name}" if selection.name else ""
    stem = f"frontwatch-{selection.now:%Y%m%d-%H%M}{part}"
    text = chosen.write(selection)
    for turn in range(TRIES):
        path = folder / (f"{stem}.{chosen.suffix}" if not turn else f"{stem}-{turn + 1}.{chosen.suffix}")
        try:
            file = path.open("x", encoding="utf-8")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(text)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path
    raise FileExistsError(f"{stem}.{chosen.suffix} and {TRIES - 1} more are there already")
