"""What screens ask of the app. Facts that cross several widgets; a widget's own messages are nested in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from tui.model import Incident, Tally


@dataclass
class Say(Message):
    """A few words for the bottom line."""

    text: str


@dataclass
class OpenDesk(Message):
    """The desk on one front; None with ``unassigned`` is what is on no front, without it all fronts."""

    front: str | None
    unassigned: bool = False
    incident: str | None = None
    """Id to select."""


@dataclass
class MarkSeen(Message):
    incidents: Sequence[Incident]


@dataclass
class WhyIncident(Message):
    """Every claim behind the figures of one incident."""

    incident: Incident


@dataclass
class ReadReports(Message):
    """What the outlets wrote of one incident."""

    incident: Incident


@dataclass
class WhyTally(Message):
    """Every incident behind one tally."""

    tally: Tally


@dataclass
class OpenUrl(Message):
    """An address from a feed, in a browser."""

    url: str


@dataclass
class RefreshFeed(Message):
    source: str


@dataclass
class CopyText(Message):
    text: str
    what: str
