"""The orders in which the desk lists incidents. Pure.

Invariants: the newest first among equals, so that an order never depends on the one before it; a column of figures
is sorted by what stands in it, so that a reader never meets a higher one further down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tui.model import Incident, Outcome
from tui.query.keys import RANK
from tui.views.format import weight

Rank = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Order:
    name: str
    """In words, for the bottom line: "most killed first"."""
    column: str
    """The heading of the column that it goes by."""
    key: Callable[[Incident], Rank] | None = None
    """The highest comes first; None: as the board has them, newest first."""

    def sorted(self, newest_first: Iterable[Incident]) -> list[Incident]:
        """In this order; sorting is stable, so that equals stay newest first."""
        return sorted(newest_first, key=self.key, reverse=True) if self.key else list(newest_first)


def _worst(incident: Incident, outcome: Outcome) -> Rank:
    return max((weight(figure) for figure in incident.figures if figure.outcome is outcome), default=())


def _killed(incident: Incident) -> Rank:
    return _worst(incident, Outcome.KILLED)


def _wounded(incident: Incident) -> Rank:
    return _worst(incident, Outcome.WOUNDED)


def _grade(incident: Incident) -> Rank:
    return (RANK[incident.grade],)


def _origins(incident: Incident) -> Rank:
    return (incident.origins,)


ORDERS = (
    Order("newest first", "time"),
    Order("most killed first", "killed", _killed),
    Order("most wounded first", "wounded", _wounded),
    Order("best known first", "g", _grade),
    Order("most origins first", "orig.", _origins),
)
"""In the order in which the key goes through them."""
