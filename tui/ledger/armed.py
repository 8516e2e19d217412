"""Whether an incident is of armed conflict, as those have it who tell of it.

Invariants: pure functions of the texts; whoever names an accident, a crime or a disaster is outvoted only by as many
who name arms. A text that names neither ("death toll in the town rises to 9") has no vote, and tells of what the others
tell of: its figures wait for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui.extraction.reasons import NOT_CONFLICT, UNARMED
from tui.ledger.happenings import machine
from tui.ledger.influence import shares
from tui.ledger.told import Told


def is_armed(texts: Sequence[Told]) -> bool:
    """By vote, one a channel."""
    weights = shares(texts)
    aye = sum(weights[text.channel] for text in texts if _names_arms(text))
    nay = sum(weights[text.channel] for text in texts if not _names_arms(text) and _names_another_cause(text))
    return aye > 0 and (aye >= nay or any(map(_tells_of_a_machine, texts)))


def _tells_of_a_machine(text: Told) -> bool:
    """Why an aircraft or a ship was lost is what the sides dispute: no vote decides it."""
    return machine(text.reading, len(text.item.title)) is not None


def in_arms(texts: Sequence[Told]) -> list[Told]:
    """The texts of an incident of armed conflict, with the figures of those that name no arms themselves."""
    return [replace(text, claims=text.waiting) if text.waiting else text for text in texts]


def _names_arms(text: Told) -> bool:
    return text.event.conflict and text.reading.conflict


def _names_another_cause(text: Told) -> bool:
    return any(claim.reason.startswith(NOT_CONFLICT) and claim.reason != UNARMED for claim in text.reading.claims)
