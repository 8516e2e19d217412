"""One claim in full, and the few shapes that pages about an incident are made of. Pure.

Invariant: a figure never stands alone. Beside it are who says so, the outlet, what became of the claim and why,
and the sentence that says it with the figure marked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tui.model import Claim, ClaimantRole, ClaimRow, Class, Item, Scope, State
from tui.views.format import moment, side_label
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Part, Row, spread, width_of, wrap_row
from tui.wording import span

STATE_WORD = {
    State.ACTIVE: ("counted", "good"),
    State.SUPERSEDED: ("superseded", "dim"),
    State.WITHDRAWN: ("withdrawn", "warn"),
    State.REFUSED: ("not counted", "warn"),
}

ROLE_WORD = {
    ClaimantRole.SAME_SIDE: "own side",
    ClaimantRole.OTHER_SIDE: "other side",
    ClaimantRole.THIRD_PARTY: "third party",
    ClaimantRole.NEUTRAL: "official",
    ClaimantRole.UNKNOWN: "",
}


Mark = tuple[int, int, str]
"""Start and end in a text, and the style between them."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a detail needs besides the incident."""

    items: Mapping[str, Item]
    front_names: Mapping[str, str]
    titles: Mapping[str, str]
    """Titles of other incidents by id, for those that may be the same."""
    now: dt.datetime
    signs: Glyphs


def section(title: str, note: str, context: Context, width: int) -> Row:
    """A heading with a rule to the right edge."""
    start: Row = ((title, "title"), (f"  {note}" if note else "", "dim"), (" ", ""))
    return spread(start, EMPTY, width, (context.signs.rule, "faint"), context.signs.ellipsis)


def claim_list(rows: Sequence[ClaimRow], context: Context, width: int, *, outlet: bool = True) -> list[Row]:
    """Claims in full, parted by an empty row; those that stand in one sentence of one report, one after the other,
    stand above that sentence, which is quoted once. ``outlet``: each says whose report it is of, and when."""
    lines: list[Row] = []
    for _, told in groupby(rows, key=lambda row: (row.item, row.claim.sentence)):
        group = list(told)
        lines += [EMPTY] if lines else []
        for row in group:
            lines += _claim(row, context, width, outlet=outlet)
        if group[0].claim.sentence:
            lines += indent(sentence(group, context), width)
    return lines


def _claim(row: ClaimRow, context: Context, width: int, *, outlet: bool) -> list[Row]:
    """A claim without its sentence: figure, whose, claimant, outlet, and why it is what it is."""
    word, style = _standing(row)
    claim, dot = row.claim, context.signs.dot
    figure: Row = ((_worded(claim), "strong"), (_whose(claim), ""))
    said = f"says {_claimant(row)}{_way(row)}"
    said += f"{dot}{row.outlet} {moment(row.published, context.now)}" if outlet else ""
    if claim.realis.value not in ("asserted", "reported"):
        said += f"{dot}{claim.realis.value}"
    lines = hang(((f"{word}: ", style),), (*figure, (dot + said, "dim")), width)
    if row.reason and row.reason != "counted":
        lines += indent(((f"why: {row.reason}", "dim"),), width)
    return lines


def _standing(row: ClaimRow) -> Part:
    """What became of a claim; only what enters a range is called counted, and what is said beside the sums claimed."""
    beside = row.claim.scope is not Scope.INCIDENT or row.role is ClaimantRole.OTHER_SIDE
    return ("claimed", "warn") if row.state is State.ACTIVE and beside else STATE_WORD[row.state]


def _way(row: ClaimRow) -> str:
    """By whom it came from the claimant to the outlet: ", via state TV"; neither of the two is said again."""
    known = {(row.claim.claimant or "").casefold(), row.outlet.casefold()}
    between = [name for name in reversed(row.claim.chain) if name.casefold() not in known]
    return f", via {' via '.join(between)}" if between else ""


def _claimant(row: ClaimRow) -> str:
    """ "ISIS (other side)", "the ministry", "the outlet itself", "the outlet of the SDF (own side)"."""
    sided = row.role in (ClaimantRole.SAME_SIDE, ClaimantRole.OTHER_SIDE)
    name = row.claim.claimant or row.claim.claimant_actor
    if name and name.casefold() == row.outlet.casefold():
        name = None
    says = name or (f"the outlet of {row.party}" if row.party else "the outlet itself")
    # That an outlet is a third party goes without saying.
    role = ROLE_WORD[row.role if sided else row.claim.claimant_role] if sided or name else ""
    return f"{says} ({role})" if role else says


def _worded(claim: Claim) -> str:
    figure = claim.figure or (number(claim) if claim.n is not None else "an unsaid number")
    return figure if claim.outcome.value in figure else f"{figure} {claim.outcome.value}"


def number(claim: Claim) -> str:
    """The number of a claim as a range: "12", "5-12", "12+"."""
    return span(claim.low if claim.low is not None else claim.n or 0, claim.high)


def _whose(claim: Claim) -> str:
    """ ", ISIS (officer)"; nothing when nobody says whose and what they were."""
    if claim.side is None and claim.class_ is Class.UNKNOWN:
        return f" ({claim.sub})" if claim.sub else ""
    label = side_label(claim.side, claim.class_)
    return f", {label} ({claim.sub})" if claim.sub else f", {label}"


def sentence(rows: Sequence[ClaimRow], context: Context) -> Row:
    """The sentence of these claims in quotes, the words of each figure marked."""
    text = rows[0].claim.sentence
    spans = ((*span_in(row, context.items.get(row.item)), mark_of(row)) for row in rows)
    marks = sorted(mark for mark in spans if mark[0] < mark[1])
    return (('"', ""), *marked(text, 0, len(text), "", marks), ('"', ""))


def mark_of(row: ClaimRow) -> str:
    """The style of a figure in its text: one that counts is marked otherwise than one that does not."""
    return "figure" if _standing(row)[0] == "counted" else "uncounted"


def marked(text: str, start: int, end: int, style: str, marks: Sequence[Mark]) -> Iterator[Part]:
    """``text`` from ``start`` to ``end`` in pieces of one style each; where marks overlap the first holds."""
    for first, after, other in marks:
        if first < start or after > end:
            continue
        yield text[start:first], style
        yield text[first:after], other
        start = after
    yield text[start:end], style


def span_in(row: ClaimRow, item: Item | None) -> tuple[int, int]:
    """The figure's place within its sentence; (0, 0) when it cannot be told."""
    claim = row.claim
    if item is not None:
        at = item.text.find(claim.sentence)
        start, end = claim.span[0] - at, claim.span[1] - at
        # The item may be a later revision than the one that the claim was read from: believe a span only if it fits.
        fits = at >= 0 and 0 <= start < end <= len(claim.sentence)
        if fits and (not claim.figure or claim.figure in claim.sentence[start:end]):
            return start, end
    at = claim.sentence.find(claim.figure) if claim.figure else -1
    return (at, at + len(claim.figure)) if at >= 0 else (0, 0)


def bullet(row: Row, context: Context, width: int) -> list[Row]:
    """``row`` behind a bullet."""
    return hang(((f"{context.signs.bullet} ", "dim"),), row, width)


def indent(row: Row, width: int) -> list[Row]:
    """``row`` set in by two cells."""
    return hang((("  ", ""),), row, width)


def hang(lead: Row, row: Row, width: int) -> list[Row]:
    """``row`` behind ``lead``, its further lines set in by the same width."""
    size = width_of(lead)
    if width - size < 8:
        return wrap_row(lead + row, width)
    lines = wrap_row(row, width - size)
    return [(lead if index == 0 else ((" " * size, ""),)) + line for index, line in enumerate(lines)]
