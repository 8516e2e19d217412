"""One report as its outlet gave it, with every figure that was read in it. Pure.

Invariants: nothing of a report is markup; the text is the one that was read, whole; a figure that counts is marked
otherwise than one that does not; and below the text each figure stands with what became of it and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from tui.model import ClaimRow, Incident, Item, Report
from tui.views.claim_rows import Context, Mark, claim_list, hang, mark_of, marked, section, span_in
from tui.views.format import in_words, instant_text, moment
from tui.views.rows import EMPTY, Part, Row, cut_rows, left, spread, width_of, wrap_row
from tui.wording import plural

NOT_KEPT = "the text is no longer kept: the headline is all there is"
NO_TEXT = "the feed gives no more than the headline"
HEADLINE = 36
"""Cells that a column of headlines needs at least."""
_WHEN = 7
READ = 100
"""Cells of a line that are easily read."""


def report_page(incident: Incident, index: int, context: Context, width: int) -> list[Row]:
    """The report of this index, newest first, of an incident."""
    report = incident.reports[index]
    item = context.items.get(report.item)
    told = (row for row in (*incident.claims, *incident.totals) if row.item == report.item)
    claims = sorted(told, key=lambda row: row.claim.span)  # as they are read
    width = min(width, READ)
    rows = [*_head(report, index, len(incident.reports), context, width), EMPTY]
    if item is None:
        rows += wrap_row(((report.title, "strong"),), width) + [EMPTY, ((NOT_KEPT, "dim"),)]
    else:
        rows += _text(item, claims, width)
    rows += [EMPTY, section("FIGURES READ IN IT", plural(len(claims), "claim"), context, width)]
    rows += [EMPTY, *claim_list(claims, context, width, outlet=False)] if claims else []
    if not claims:
        rows.append((("none: it tells of the incident without one", "dim"),))
    if len(incident.reports) > 1:
        rows += [EMPTY, *report_list(incident, context, width, index)]
    return cut_rows(rows, width, context.signs.ellipsis)


def report_list(incident: Incident, context: Context, width: int, current: int | None = None) -> list[Row]:
    """Every report: when, whose, of what origin, its headline; ``current`` is the index of the one shown. Headlines
    stand under each other, or where there is no room for that, under the outlets."""
    reports = incident.reports
    if not reports:
        return []
    origins = {origin: index for index, origin in enumerate(dict.fromkeys(report.origin for report in reports), 1)}
    notes = [_note(report, origins[report.origin]) for report in reports]
    outlet = min(18, max(6, width // 4), max(cell_len(report.outlet) for report in reports))
    note = max(map(cell_len, notes))
    aligned = width - _WHEN - outlet - note - 2 >= HEADLINE
    rows = [section("REPORTS", f"{len(reports)}, newest first", context, width)]
    for index, (report, words) in enumerate(zip(reports, notes, strict=True)):
        when: Part = (left(moment(report.time, context.now), _WHEN), "dim")
        whose: Part = (left(report.outlet, outlet, context.signs.ellipsis), "accent")
        of: Part = (f" {left(words, note) if aligned else words} ", "dim")
        title: Part = (report.title, "strong" if index == current else "")
        rows += hang((when, whose, of), (title,), width) if aligned else hang((when,), (whose, of, title), width)
    return rows


def _note(report: Report, origin: int) -> str:
    """ "state, origin 1 [date future]"."""
    return f"{report.role.value}, origin {origin}" + (f" [date {report.date_flag}]" if report.date_flag else "")


def _head(report: Report, index: int, total: int, context: Context, width: int) -> list[Row]:
    """Whose it is and when it came; at the right end which of how many, where there is room beside them."""
    dot = context.signs.dot
    when = f"{instant_text(report.time)}, {in_words(report.time, context.now)}"
    flag = f"{dot}date {report.date_flag}" if report.date_flag else ""
    held = f"{dot}held: {report.held}" if report.held else ""
    start: Row = ((report.outlet, "accent"), (f" ({report.role.value}){dot}{when}{flag}{held}", "dim"))
    end: Row = ((f"report {index + 1} of {total}" if total > 1 else "the only report", "dim"),)
    if width_of(start) + 2 + width_of(end) <= width:
        rows = [spread(start, end, width, ellipsis=context.signs.ellipsis)]
    else:
        rows = [*wrap_row(start, width), end]
    return rows + (wrap_row(((report.url, "dim"),), width) if report.url else [])


def _text(item: Item, claims: Sequence[ClaimRow], width: int) -> list[Row]:
    marks = sorted(_marks(item, claims))
    rows = wrap_row(tuple(marked(item.text, 0, len(item.title), "strong", marks)), width)
    if not item.summary:
        return [*rows, EMPTY, ((NO_TEXT, "dim"),)]
    start = len(item.title) + 1
    for paragraph in item.summary.split("\n"):
        rows += [EMPTY, *wrap_row(tuple(marked(item.text, start, start + len(paragraph), "", marks)), width)]
        start += len(paragraph) + 1
    return rows


def _marks(item: Item, claims: Sequence[ClaimRow]) -> Iterator[Mark]:
    for row in claims:
        start, end = _place(row, item)
        if start < end:
            yield start, end, mark_of(row)


def _place(row: ClaimRow, item: Item) -> tuple[int, int]:
    """Where the figure stands in the text; (0, 0) where it cannot be told. A lead may repeat its headline: the claim's
    own span is believed where it holds the figure, as it does in all but an edited text."""
    start, end = row.claim.span
    if row.claim.figure and row.claim.figure == item.text[start:end]:
        return start, end
    at, (first, after) = item.text.find(row.claim.sentence), span_in(row, item)
    return (at + first, at + after) if at >= 0 and first < after else (0, 0)
