"""Identifiers: pure functions of content, the same on every machine and in every order of arrival."""

from __future__ import annotations

import hashlib

from tui.model import Item


def part_id(item: str, number: int) -> str:
    """Id of the ``number``-th event of an item."""
    return f"{item}#{number}"


def incident_id(seed: str) -> str:
    """Id of the incident whose earliest part is ``seed``: 16 hex digits."""
    return hashlib.blake2b(seed.encode(), digest_size=8).hexdigest()


def revision_of(item: Item) -> str:
    """Which text of the item this is: its own revision hash, else one made from headline and lead."""
    return item.revision or hashlib.blake2b(item.text.encode(), digest_size=8).hexdigest()


def claim_id(item: Item, number: int) -> str:
    """Id of the ``number``-th claim in this revision of the item."""
    return hashlib.blake2b(f"{item.id}/{revision_of(item)}/{number}".encode(), digest_size=8).hexdigest()
