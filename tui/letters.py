"""Characters that are one letter or mark to a reader though Unicode keeps them apart: for every folding of names.

Invariant: the filter and the reading of texts fold by the same tables, so that what was read under one spelling is
found under the others.
"""

from __future__ import annotations

APOSTROPHES = "'\u2018\u2019\u02bc\u02bb\u02bf\u02be`\u00b4"
"""Apostrophes and what agencies type for hamza and ayn."""
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""Hyphens, dashes and the minus."""
LETTERS: dict[str, str] = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ħ": "h", "ə": "a",
}  # fmt: skip
"""Lower-case letters that Unicode does not take apart into a plain one and a mark."""
