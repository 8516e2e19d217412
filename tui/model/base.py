"""What every value is made of."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A frozen value; ``gc=False`` is safe because none of them can refer to itself."""


Span = tuple[int, int]
"""Start and end (exclusive) in code points of the text that the value was read from."""
