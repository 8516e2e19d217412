"""What the wall says while it has nothing to show: the first fetch, a quiet world, or no network at all. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.model import FeedHealth, FeedStatus, Source
from tui.views.feed_counts import DOWN
from tui.views.glyphs import Glyphs
from tui.views.rows import EMPTY, Row, cut, left
from tui.wording import plural

DEMO = "frontwatch --demo"

_ANSWERED = (FeedStatus.OK, FeedStatus.NOT_MODIFIED)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A wall with nothing on it, and what may be the reason."""

    sources: Sequence[Source]
    feeds: Mapping[str, FeedHealth]
    window: str
    older: int = 0
    """Incidents that the store holds from before the window."""
    muted: int = 0
    """Incidents that mutes hide."""
    then: str = ""
    """The instant that is looked at when it is not now."""

    @property
    def answered(self) -> int:
        return sum(self.feeds[source.id].status in _ANSWERED for source in self._asked)

    @property
    def down(self) -> list[Source]:
        return [source for source in self._asked if self.feeds[source.id].status in DOWN]

    @property
    def _asked(self) -> list[Source]:
        feeds = self.feeds
        return [
            source for source in self.sources if source.id in feeds and feeds[source.id].status is not FeedStatus.OFF
        ]


def start(quiet: Quiet, width: int, height: int, signs: Glyphs) -> list[Row]:
    """Why nothing is shown and what to do about it: the reason that is nearest to the user first."""
    if quiet.muted:
        rows = [_say(f"Everything here is muted ({quiet.muted}): M shows and lifts mutes.", "warn")]
    elif quiet.then:
        rows = [
            _say(f"As known at {quiet.then}: no incident of armed conflict in the window ({quiet.window})."),
            EMPTY,
            _say("[ goes further back, ] forward, . to now; t widens the window.", "dim"),
        ]
    elif not quiet.sources:
        words = "List feeds in sources.toml, or try the recording:"
        rows = [_say("No sources are configured.", "warn"), _say(words), EMPTY, _say(DEMO, "accent")]
    elif len(quiet.down) == len(quiet.sources):
        rows = _no_network(quiet, width, height - 8, signs)
    else:
        rows = _waiting(quiet, width, height - 1, signs)
    return [EMPTY, *rows][:height]


def _waiting(quiet: Quiet, width: int, height: int, signs: Glyphs) -> list[Row]:
    """Feeds are being asked, or have said nothing of armed conflict."""
    down, every = quiet.down, len(quiet.sources)
    done = quiet.answered + len(down)
    if done < every:
        words = f"Asking {plural(every, 'feed')}: {quiet.answered} answered, {len(down)} failed"
        rows = [_say(words), EMPTY, _progress(done, every, min(50, width - 8), signs)]
    else:
        words = f"{plural(quiet.answered, 'feed')} answered; no incident of armed conflict in the window"
        rows = [_say(f"{words} ({quiet.window}).")]
    if quiet.older:
        rows += [EMPTY, _say(f"{plural(quiet.older, 'older incident')} outside the window: t widens it.", "dim")]
    if down:
        rows += [EMPTY, *_failures(quiet, width, max(0, height - len(rows) - 3), signs)]
    return rows


def _no_network(quiet: Quiet, width: int, room: int, signs: Glyphs) -> list[Row]:
    feeds = len(quiet.sources)
    which = "The only feed could not" if feeds == 1 else f"None of the {feeds} feeds could"
    return [
        _say(f"{which} be read. Is there a network?", "alert"),
        EMPTY,
        *_failures(quiet, width, max(1, room), signs),
        EMPTY,
        _say("They are asked again by themselves. Without a network, see the recording:"),
        _say(DEMO, "accent"),
    ]


def _failures(quiet: Quiet, width: int, room: int, signs: Glyphs) -> list[Row]:
    rows: list[Row] = []
    for source in quiet.down[:room]:
        health = quiet.feeds[source.id]
        name = left(source.name, min(24, max(8, width // 4)), signs.ellipsis)
        words = cut(health.error or health.status.value, width, signs.ellipsis)
        rows.append((("   ", ""), (name, ""), ("  failed: ", "killed"), (words, "dim")))
    if len(quiet.down) > len(rows):
        rows.append(_say(f"and {len(quiet.down) - len(rows)} more: s shows them all", "dim"))
    return rows


def _progress(done: int, every: int, width: int, signs: Glyphs) -> Row:
    full = done * max(0, width) // max(1, every)
    return (("   ", ""), (signs.focus_across * full, "accent"), (signs.rule * (width - full), "faint"))


def _say(text: str, style: str = "") -> Row:
    return (("   ", ""), (text, style))
