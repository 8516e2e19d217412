"""What became known between two instants: the brief that one shift gives the next.

Invariants: nothing is told that was known before; a figure that went down is told as plainly as one that went up;
an incident that took in others is one change, not a loss. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tui.ledger.output import to_full_json
from tui.model import Class, Figure, Grade, Incident, Outcome, Value
from tui.report import escape, incident_line, incident_markdown
from tui.report_json import Json, dumps
from tui.situation import Accept
from tui.wording import plural, side_name, stamp

_Key = tuple[str | None, Class, Outcome]


class FigureChange(Value, frozen=True, kw_only=True):
    """One figure of an incident that is other than it was."""

    side: str | None
    class_: Class
    outcome: Outcome
    before: str | None
    """As a reader saw it then; None: there was none."""
    after: str | None
    """None: nobody gives it any more."""
    rose: bool
    """Either end went up and neither went down."""


class Change(Value, frozen=True, kw_only=True):
    """One incident that is new or other than it was."""

    incident: Incident
    new: bool = False
    figures: tuple[FigureChange, ...] = ()
    grade: Grade | None = None
    """What it was; None: as it is."""
    log: tuple[str, ...] = ()
    """Corrections, retractions and contradictions since, in words."""
    reports: int = 0
    """Reports since."""
    joined: tuple[str, ...] = ()
    """Titles of what was told apart from it then."""

    @property
    def rose(self) -> bool:
        return any(figure.rose for figure in self.figures)

    @property
    def fell(self) -> bool:
        return any(not figure.rose for figure in self.figures)


class Handover(Value, frozen=True, kw_only=True):
    since: dt.datetime
    until: dt.datetime
    changes: tuple[Change, ...]
    """Newest report first."""

    def sections(self) -> tuple[tuple[str, list[Change]], ...]:
        """Every change once, under what matters most of it."""
        rest = list(self.changes)
        found = []
        for name, belongs in _SECTIONS:
            found.append((name, [change for change in rest if belongs(change)]))
            rest = [change for change in rest if not belongs(change)]
        return tuple(found)


_SECTIONS: tuple[tuple[str, Callable[[Change], bool]], ...] = (
    ("new", lambda change: change.new),
    ("corrected or contested", lambda change: change.fell or bool(change.log)),
    ("risen", lambda change: change.rose),
    ("another grade", lambda change: change.grade is not None),
    ("joined", lambda change: bool(change.joined)),
    ("further reports only", lambda change: True),
)
_TOLD = frozenset({"corrected", "retracted", "edited", "contradiction", "split"})
"""Steps of an incident's history that a relief must hear of; supersession shows in the figures."""


def handover(
    before: Iterable[Incident],
    after: Iterable[Incident],
    since: dt.datetime,
    until: dt.datetime,
    accept: Accept | None = None,
) -> Handover:
    """Both are all incidents as known then and now. An incident is the same when it shares a report, whatever it is
    called meanwhile; of incidents that share a text which tells of several, each is followed by itself."""
    after = list(after)
    known = _known(list(before), after)
    changes = []
    for incident in after:
        if not incident.conflict or (accept is not None and not accept(incident)):
            continue
        change = _change(incident, known[incident.id])
        if change is not None:
            changes.append(change)
    changes.sort(key=lambda change: (change.incident.last_seen, change.incident.id), reverse=True)
    return Handover(since=since, until=until, changes=tuple(changes))


def _known(before: Sequence[Incident], after: Sequence[Incident]) -> dict[str, list[Incident]]:
    """What was known of each incident of ``after``, by id: itself, and those that are no more and went into it; of one
    that is neither, as the part of one that was split up, all that it shares a report with."""
    ids = {incident.id for incident in before}
    telling: dict[str, list[Incident]] = {}
    for incident in after:
        for report in incident.reports:
            telling.setdefault(report.item, []).append(incident)
    known: dict[str, list[Incident]] = {incident.id: [] for incident in after}
    kin: dict[str, list[Incident]] = {incident.id: [] for incident in after}
    for incident in before:
        shared = Counter(now.id for report in incident.reports for now in telling.get(report.item, ()))
        for id_ in shared:
            kin[id_].append(incident)
        if incident.id in shared:
            known[incident.id].append(incident)
        elif shared:
            # What has another name now has a new one; what was there already has only taken a report from it.
            known[max(shared, key=lambda id_: (shared[id_], id_ not in ids, id_))].append(incident)
    return {id_: known[id_] or kin[id_] for id_ in known}


def _change(now: Incident, earlier: list[Incident]) -> Change | None:
    """None: all was known."""
    if not any(incident.conflict for incident in earlier):
        return Change(incident=now, new=True, reports=len(now.reports))
    then = next((one for one in earlier if one.id == now.id), None) or max(earlier, key=lambda one: len(one.reports))
    known = {(report.item, report.seen) for one in earlier for report in one.reports}
    told = {line.text for one in earlier for line in one.log}
    change = Change(
        incident=now,
        figures=tuple(_figures(then, now)),
        grade=then.grade if then.grade is not now.grade else None,
        log=tuple(line.text for line in now.log if line.kind in _TOLD and line.text not in told),
        reports=sum((report.item, report.seen) not in known for report in now.reports),
        joined=tuple(one.title for one in earlier if one is not then),
    )
    same = not (change.figures or change.grade or change.log or change.reports or change.joined)
    return None if same else change


def _figures(then: Incident, now: Incident) -> Iterator[FigureChange]:
    before, after = _by_key(then), _by_key(now)
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if _ends(old) != _ends(new):
            yield FigureChange(
                side=key[0],
                class_=key[1],
                outcome=key[2],
                before=old.text if old else None,
                after=new.text if new else None,
                rose=all(low <= high for low, high in zip(_ends(old), _ends(new), strict=True)),
            )


def _by_key(incident: Incident) -> dict[_Key, Figure]:
    return {(figure.side, figure.class_, figure.outcome): figure for figure in incident.figures if figure.text}


def _ends(figure: Figure | None) -> tuple[float, float, int]:
    """Low, high and what only the other side claims; an open end is above every number."""
    if figure is None:
        return 0, 0, 0
    return figure.low, float("inf") if figure.high is None else figure.high, figure.claimed_by_enemy or 0


# --- as text ------------------------------------------------------------------------------------------


def to_text(found: Handover, names: Mapping[str, str]) -> str:
    """Plain lines; ``names`` of fronts by id."""
    lines = [_heading(found), ""]
    for name, changes in found.sections():
        if changes:
            lines.append(name.upper())
            for change in changes:
                lines.append(f"  {incident_line(change.incident)}{_fronts(change, names)}")
                lines += [f"      {detail}" for detail in _details(change)]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def to_markdown(found: Handover, names: Mapping[str, str]) -> str:
    """A section a kind of change, a bullet an incident with its links."""
    lines = [f"# {_heading(found)}", ""]
    for name, changes in found.sections():
        if changes:
            lines += [f"## {name.capitalize()}", ""]
            for change in changes:
                lines.append(incident_markdown(change.incident) + escape(_fronts(change, names)))
                lines += [f"    - {escape(detail)}" for detail in _details(change)]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _heading(found: Handover) -> str:
    span = f"From {found.since:%Y-%m-%d %H:%M} to {found.until:%Y-%m-%d %H:%M} UTC"
    counts = [f"{len(changes)} {name}" for name, changes in found.sections() if changes]
    return f"{span}: {', '.join(counts) or 'nothing became known'}"


def _fronts(change: Change, names: Mapping[str, str]) -> str:
    return f"  {', '.join(names.get(front, front) for front in change.incident.fronts) or 'unassigned'}"


def _details(change: Change) -> Iterator[str]:
    if change.new:
        return
    for figure in change.figures:
        who = side_name(figure.side, figure.class_.value)
        yield f"{who} {figure.outcome.value}: {figure.before or 'none'} > {figure.after or 'none'}"
    yield from change.log
    if change.grade is not None:
        now = change.incident
        yield f"grade: {change.grade.word} > {now.grade.word} ({now.grade_reason})"
    if change.joined:
        yield f"joined with: {'; '.join(change.joined)}"
    if change.reports:
        yield f"{plural(change.reports, 'further report')}"


# --- as JSON ------------------------------------------------------------------------------------------


def to_json(found: Handover, names: Mapping[str, str]) -> str:
    """One object: ``since``, ``until``, ``counts`` by kind and ``changes``, each with its whole incident."""
    kinds: dict[str, Sequence[Change]] = dict(found.sections())
    value: Json = {
        "since": stamp(found.since),
        "until": stamp(found.until),
        "fronts": dict(names),
        "counts": {name: len(changes) for name, changes in kinds.items()},
        "changes": [_change_json(name, change) for name, changes in kinds.items() for change in changes],
    }
    return dumps(value) + "\n"


def _change_json(kind: str, change: Change) -> dict[str, Any]:
    return {
        "kind": kind,
        "new_reports": change.reports,
        "figures": [
            {
                "side": figure.side,
                "class": figure.class_.value,
                "outcome": figure.outcome.value,
                "before": figure.before,
                "after": figure.after,
                "rose": figure.rose,
            }
            for figure in change.figures
        ],
        "grade_before": change.grade.value if change.grade else None,
        "log": list(change.log),
        "joined": list(change.joined),
        "incident": to_full_json(change.incident),
    }


WRITERS: dict[str, Callable[[Handover, Mapping[str, str]], str]] = {"text": to_text, "md": to_markdown, "json": to_json}
"""By the name of the format."""
