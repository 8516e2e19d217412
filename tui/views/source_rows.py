"""The health of feeds as rows: failed ones first. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tui.model import FeedHealth, FeedStatus, Source
from tui.views.format import UNKNOWN, ago, instant_text, moment, until
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, left, right, wrap_row
from tui.wording import full_moment

_ORDER = (
    FeedStatus.FAILED,
    FeedStatus.GONE,
    FeedStatus.WAITING,
    FeedStatus.OK,
    FeedStatus.NOT_MODIFIED,
    FeedStatus.OFF,
)
_STYLE = {
    FeedStatus.FAILED: "alert",
    FeedStatus.GONE: "alert",
    FeedStatus.WAITING: "dim",
    FeedStatus.OK: "good",
    FeedStatus.NOT_MODIFIED: "good",
    FeedStatus.OFF: "dim",
}
_WORD = {FeedStatus.NOT_MODIFIED: "unchanged"}
_COUNTED = 64
"""From here on there is room for how many items a feed gave beside what is wrong with it."""
_WIDE = 100
"""From here on there is room for how long a feed took and when it is tried next; below, the error has it."""
_WIDEST = 140
"""From here on the last success is dated, beside its age."""


def order(sources: Sequence[Source], feeds: Mapping[str, FeedHealth]) -> list[str]:
    """Ids: what needs a hand first, then by name."""
    return [
        source.id
        for source in sorted(sources, key=lambda s: (_ORDER.index(health(s.id, feeds).status), s.name.casefold()))
    ]


def health(source: str, feeds: Mapping[str, FeedHealth]) -> FeedHealth:
    return feeds.get(source) or FeedHealth(source=source)


def word(status: FeedStatus) -> str:
    return _WORD.get(status, status.value.replace("_", " "))


def head(width: int) -> Row:
    row: Row = (("  ", ""), (left("source", _name(width)), "head"), (" ", ""), (left("status", 10), "head"))
    row += ((right("age", 7), "head"),)
    if width >= _COUNTED:
        row += ((right("items", 7), "head"), (right("new", 5), "head"))
    if width >= _WIDE:
        row += ((right("time", 8), "head"),)
    if width >= _WIDEST:
        row += (("  ", ""), (left("last success", 17), "head"))
    if width >= _WIDE:
        row += (("  ", ""), (left("next", 10), "head"))
    words = "error or note" if width >= _COUNTED else "error"
    return (*row, ("  ", ""), (words, "head"))


def source_row(source: Source, state: FeedHealth, width: int, now: dt.datetime, signs: Glyphs) -> Row:
    counted = state.last_success is not None
    row: Row = (
        (" ", ""),
        (left(source.name, _name(width), signs.ellipsis), ""),
        (" ", ""),
        (left(word(state.status), 10), _STYLE[state.status]),
        (right(ago(state.last_success, now), 7), "dim"),
    )
    if width >= _COUNTED:
        row += (
            (right(f"{state.items:,}" if counted else UNKNOWN, 7), ""),
            (right(f"{state.new:,}" if counted else UNKNOWN, 5), "new" if state.new else "dim"),
        )
    if width >= _WIDE:
        took = UNKNOWN if state.seconds is None else f"{state.seconds:.1f} s"
        row += ((right(took, 8), "dim"),)
    if width >= _WIDEST:
        success = UNKNOWN if state.last_success is None else full_moment(state.last_success)
        row += (("  ", ""), (left(success, 17), "dim"))
    if width >= _WIDE:
        row += (("  ", ""), (left(until(state.next_fetch, now), 10), "dim"))
    row += (("  ", ""),)
    return (*row, (state.error, "killed")) if state.error else (*row, (state.note or "", "dim"))


def source_detail(source: Source, state: FeedHealth, width: int, now: dt.datetime) -> list[Row]:
    """Everything about one feed, the error in full."""
    facts = [source.role.value, source.lang]
    facts += [f"outlet of {source.party}"] if source.party else []
    facts += [f"owned by {source.group}"] if source.group else []
    rows = wrap_row(((source.name, "strong"), (f"  {', '.join(facts)}", "dim")), width)
    rows += wrap_row(((source.url, "accent"),), width)
    if state.error:
        stage = f" at {state.stage}" if state.stage else ""
        times = f", {state.failures} times in a row" if state.failures > 1 else ""
        rows += wrap_row(((f"failed{stage}{times}: ", "alert"), (state.error, "")), width)
    if state.note:
        rows += wrap_row(((state.note, "warn"),), width)
    success = instant_text(state.last_success) if state.last_success else "never"
    answer = f"HTTP {state.http_status}" if state.http_status else ""
    rows += wrap_row(
        (
            (f"last success {success}, last try {instant_text(state.last_try)}, ", "dim"),
            (f"next {until(state.next_fetch, now)}", "dim"),
            (f", {answer}" if answer and answer not in (state.error or "") else "", "dim"),
            (f", {state.bytes:,} bytes" if state.bytes is not None else "", "dim"),
        ),
        width,
    )
    return rows or [EMPTY]


def notice_rows(notices: Sequence[tuple[dt.datetime, str]], width: int, now: dt.datetime) -> list[Row]:
    """What the collector had to say, newest first: corrections, floods, a journal that cannot be written."""
    if not notices:
        return []
    rows: list[Row] = [EMPTY, (("Notices", "title"),)]
    for when, text in reversed(notices[-20:]):
        rows += wrap_row(((f"{left(moment(when, now), 6)} ", "dim"), (text, "")), width)
    return rows


def _name(width: int) -> int:
    return max(8, min(32, width // 4))
