"""How much one channel can say about one incident.

Invariant: whatever a channel (an owner's feeds) sends, however often and in whoever's name, it has one vote on what
happened where, and stands for one independent origin at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui.ledger.claims import Standing
from tui.ledger.told import Told
from tui.model import Role

VOTE = 720_720
"""One vote, in parts that one to sixteen texts share evenly."""
Weights = dict[str, int]
"""Channel -> what each of its texts counts in a vote."""


def shares(texts: Sequence[Told]) -> Weights:
    """One vote a channel, in equal parts to its texts."""
    return {channel: max(1, VOTE // count) for channel, count in Counter(text.channel for text in texts).items()}


def independent(texts: Sequence[Told], standing: Standing) -> int:
    """How many origins vouch independently: of the figures that stand where there are any, else of the reports. Each
    must have reached us through a channel of its own: a feed that names ten agencies is one voice."""
    voices = {amount.voice for amount in standing.amounts}
    heard: dict[str, set[str]] = {}
    for text in texts:
        if voices:
            said = {one.row.origin for one in text.claims if one.counts} & voices
        else:
            said = {text.own_voice} if text.role is not Role.SATIRE else set()
        heard.setdefault(text.channel, set()).update(said)
    return _matching(heard)


def _matching(heard: dict[str, set[str]]) -> int:
    """Most pairs of a channel and an origin with none of either in two pairs."""
    taken: dict[str, str] = {}
    for channel in sorted(heard):
        _pair(channel, heard, taken)
    return len(taken)


def _pair(start: str, heard: dict[str, set[str]], taken: dict[str, str]) -> None:
    """Give ``start`` an origin of its own, where need be by moving channels that have one to another (an augmenting
    path, the shortest first). ``taken``: origin -> channel."""
    held = {channel: origin for origin, channel in taken.items()}
    queue, came = [start], dict[str, str]()
    for channel in queue:
        for origin in sorted(heard[channel] - came.keys()):
            came[origin] = channel
            if origin in taken:
                queue.append(taken[origin])
                continue
            moved: str | None = origin
            while moved is not None:
                taken[moved] = came[moved]
                moved = held.get(came[moved])
            return
