"""Figures, counts and ages as a reader sees them: the one place that words them, for the board and the reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from tui.model import Class, FeedHealth, FeedStatus, Figure, Outcome, Source, Tally

NOW = "now"


def stamp(instant: dt.datetime | None) -> str | None:
    """RFC 3339 in UTC, to the second."""
    return None if instant is None else instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock_time(instant: dt.datetime) -> str:
    """ "14:02"."""
    return f"{instant:%H:%M}"


def short_day(instant: dt.datetime) -> str:
    """ "07 May"."""
    return f"{instant:%d %b}"


def day(instant: dt.datetime) -> str:
    """ "07 May 2018"."""
    return f"{instant:%d %b %Y}"


def short_moment(instant: dt.datetime) -> str:
    """ "07 May 14:02", where the year goes without saying."""
    return f"{short_day(instant)} {clock_time(instant)}"


def full_moment(instant: dt.datetime) -> str:
    """ "07 May 2018 14:02"; whoever prints it says that it is UTC."""
    return f"{day(instant)} {clock_time(instant)}"


def plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def age(seconds: float) -> str:
    """A span in its largest whole unit: "4 min", "3 h", "2 d"."""
    seconds = max(0.0, seconds)
    if seconds < 60:
        return f"{int(seconds)} s"
    if seconds < 3600:
        return f"{int(seconds // 60)} min"
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)} h"
    return f"{int(seconds // 86400)} d"


def age_words(seconds: float) -> str:
    """How long ago: "4 min ago", and "now" within a second, as for an instant in the future."""
    return NOW if seconds < 1 else f"{age(seconds)} ago"


def span(low: int, high: int | None, *, is_open: bool = False) -> str:
    """A range: "12", "5-12", "12+", "5-12+" (one of the figures summed is open-ended)."""
    if high is None:
        return f"{low:,}+"
    text = f"{low:,}" if high == low else f"{low:,}-{high:,}"
    return f"{text}+" if is_open else text


def highest(figure: Figure) -> int:
    """The highest number told, also where the figure is open upwards."""
    return figure.high if figure.high is not None else max(figure.low, figure.most or 0)


def figure_span(figure: Figure) -> str:
    """What is told without what only the enemy claims: "12", "5-12", "12+", "12-19+" ("12", and "at least 19")."""
    return span(figure.low, highest(figure), is_open=figure.high is None)


def in_total(figures: Iterable[Figure]) -> Figure | None:
    """All people of one outcome, where a total is among what is told of them: the rest of it and those of whom more is
    said ("10 killed, among them 2 civilians"). None where there is no such rest: sides are never summed by themselves.
    """
    told = [figure for figure in figures if figure.headline is not None and not only_claimed(figure)]
    rest = next((one for one in told if one.side is None and one.class_ is Class.UNKNOWN), None)
    if rest is None or len(told) < 2:
        return None
    high = None if any(one.high is None for one in told) else sum(map(highest, told))
    return msgspec.structs.replace(rest, low=sum(one.low for one in told), high=high, most=sum(map(highest, told)))


def only_claimed(figure: Figure) -> bool:
    """Nobody but the enemy tells of it: such a figure enters no sum."""
    return figure.claimed_by_enemy is not None and figure.claimed_by_enemy <= highest(figure)


def side_name(side: str | None, class_: str) -> str:
    """Whose dead they are: the actor, else civilians, else people of whom nobody says what they were."""
    if side:
        return f"{side} civilians" if class_ == "civilian" else side
    return {"civilian": "civilians", "combatant": "fighters, side unknown"}.get(class_, "side unknown")


def figure_text(figure: Figure) -> str:
    """What the ledger prints, as a reader would say it: "~30", and "dozens" where it was said in words only."""
    words = figure.text.removeprefix("~")
    if words == figure.text or words[:1].isdigit():
        return figure.text
    return f"{words[:1].lower()}{words[1:]}" if words else "some"


def figure_words(figure: Figure) -> str:
    """Its number and what it counts: "9 killed (21 claimed by ISIS)", "4 killed (claimed by SDF)", "dozens killed"."""
    outcome = figure.outcome.value
    if figure.enemy is None:
        return f"{figure_text(figure)} {outcome}"
    number, _, claimed = figure.text.partition(" ")
    return f"{number} {outcome} ({claimed.strip('()')})"


def tally_text(tally: Tally) -> str:
    """ "9-12+ (21 more claimed by the other side)", "(21 claimed by the other side)", "some": said in words only."""
    more = f"{tally.claimed_by_enemy:,}" if tally.claimed_by_enemy else ""
    if tally.low or tally.high:
        text = span(tally.low, tally.high, is_open=tally.open)
        return f"{text} ({more} more claimed by the other side)" if more else text
    return f"({more} claimed by the other side)" if more else "some"


def outcome_ranges(tallies: Iterable[Tally], outcome: Outcome) -> list[str]:
    """One text a side: "ISIS 12-34 (4 incidents, 2 weak, +3 vague)"."""
    told = [tally for tally in tallies if tally.outcome is outcome and _is_told(tally)]
    return [
        " ".join(filter(None, (side_name(tally.side, tally.class_.value), tally_text(tally), _basis(tally))))
        for tally in told
    ]


def _is_told(tally: Tally) -> bool:
    return bool(tally.high or tally.vague or tally.open or tally.claimed_by_enemy)


def _basis(tally: Tally) -> str:
    """What the sum rests on, in brackets; empty where nothing is summed and nothing said in words."""
    parts = [plural(tally.incidents, "incident")] if tally.incidents else []
    if tally.weak:
        parts.append(f"{tally.weak} weak")
    if tally.vague:
        parts.append(f"+{tally.vague} vague")
    return f"({', '.join(parts)})" if parts else ""


def feed_line(source: Source, health: FeedHealth, now: dt.datetime) -> str:
    """One feed's health in a line: "Reuters World: ok, 40 items, 3 new, 0.4 s"."""
    word = health.status.value.replace("_", " ")
    if health.status in (FeedStatus.OK, FeedStatus.NOT_MODIFIED):
        took = "" if health.seconds is None else f", {health.seconds:.1f} s"
        note = f" ({health.note})" if health.note else ""
        return f"{source.name}: {word}, {plural(health.items, 'item')}, {health.new} new{took}{note}"
    later = "" if health.next_fetch is None else f"; next try in {age((health.next_fetch - now).total_seconds())}"
    return f"{source.name}: {word}: {health.error or 'not polled yet'}{later}"
