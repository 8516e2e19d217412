"""Whom a claim is of, by its own words.

Invariant: what only the surroundings imply of people ("killed in a clash of two armies") is not said of them, and never
keeps two figures apart.
"""

from __future__ import annotations

from tui.extraction.reasons import IMPLIED
from tui.ledger.people import Group
from tui.model import Claim, Class


def group_of(claim: Claim) -> Group:
    """What the claim says in words of who they were."""
    return claim.side, Class.UNKNOWN if claim.sub == IMPLIED else claim.class_


def implied_of(claim: Claim) -> Class | None:
    """The class that only the surroundings give them."""
    return claim.class_ if claim.sub == IMPLIED and claim.class_ is not Class.UNKNOWN else None
