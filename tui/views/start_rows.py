"""What the wall says while it has nothing to show: the first fetch, a quiet world, or no network at all. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.model import FeedHealth, FeedStatus, Source
from tui.views.feed_counts import DOWN
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, cut, left
from tui.wording import plural

DEMO = "frontwatch --demo"

_ANSWERED = (FeedStatus.OK, FeedStatus.NOT_MODIFIED)


def start(
    sources: Sequence[Source],
    feeds: Mapping[str, FeedHealth],
    window: str,
    width: int,
    height: int,
    signs: Glyphs,
    *,
    older: int = 0,
    muted: int = 0,
    then: str = "",
) -> list[Row]:
    """``older``: incidents that the store holds from before the window. ``muted``: that mutes hide. ``then``: the
    instant that is looked at when it is not now."""
    polled = [source for source in sources if source.id in feeds and feeds[source.id].status is not FeedStatus.OFF]
    answered = sum(feeds[source.id].status in _ANSWERED for source in polled)
    down = [source for source in polled if feeds[source.id].status in DOWN]
    rows: list[Row] = [EMPTY]
    if muted:
        return [*rows, _say(f"Everything here is muted ({muted}): M shows and lifts mutes.", "warn")][:height]
    if then:
        rows.append(_say(f"As known at {then}: no incident of armed conflict in the window ({window})."))
        return [*rows, EMPTY, _say("[ goes further back, ] forward, . to now; t widens the window.", "dim")][:height]
    if not sources:
        rows += [_say("No sources are configured.", "warn"), _say("List feeds in sources.toml, or try the recording:")]
        return [*rows, EMPTY, _say(DEMO, "accent")][:height]
    if down and len(down) == len(sources):
        return [*rows, *_no_network(down, feeds, width, height - 8, signs)][:height]
    done = answered + len(down)
    if done < len(sources):
        rows += [_say(f"Asking {plural(len(sources), 'feed')}: {answered} answered, {len(down)} failed"), EMPTY]
        rows += [_progress(done, len(sources), min(50, width - 8), signs)]
    else:
        rows.append(
            _say(f"{plural(answered, 'feed')} answered; no incident of armed conflict in the window ({window}).")
        )
    if older:
        rows += [EMPTY, _say(f"{plural(older, 'older incident')} outside the window: t widens it.", "dim")]
    if down:
        rows += [EMPTY, *_failures(down, feeds, width, max(0, height - len(rows) - 3), signs)]
    return rows[:height]


def _no_network(
    down: Sequence[Source], feeds: Mapping[str, FeedHealth], width: int, room: int, signs: Glyphs
) -> list[Row]:
    which = "The only feed could not" if len(down) == 1 else f"None of the {len(down)} feeds could"
    return [
        _say(f"{which} be read. Is there a network?", "alert"),
        EMPTY,
        *_failures(down, feeds, width, max(1, room), signs),
        EMPTY,
        _say("They are asked again by themselves. Without a network, see the recording:"),
        _say(DEMO, "accent"),
    ]


def _failures(
    down: Sequence[Source], feeds: Mapping[str, FeedHealth], width: int, room: int, signs: Glyphs
) -> list[Row]:
    rows: list[Row] = []
    for source in down[:room]:
        error = feeds[source.id].error or feeds[source.id].status.value
        name = left(source.name, min(24, max(8, width // 4)), signs.ellipsis)
        rows.append((("   ", ""), (name, ""), ("  failed: ", "killed"), (cut(error, width, signs.ellipsis), "dim")))
    if len(down) > len(rows):
        rows.append(_say(f"and {len(down) - len(rows)} more: s shows them all", "dim"))
    return rows


def _progress(done: int, every: int, width: int, signs: Glyphs) -> Row:
    full = done * max(0, width) // max(1, every)
    return (("   ", ""), (signs.focus_across * full, "accent"), (signs.rule * (width - full), "faint"))


def _say(text: str, style: str = "") -> Row:
    return (("   ", ""), (text, style))
