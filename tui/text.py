"""The only gate for foreign text.

Every string that comes from outside (feeds, headers, exception texts, imported files) passes here once, after
the last decode, before it becomes a value of :mod:`tui.model`. What comes out holds no control, bidi or
variation-selector character, no private-use, surrogate, tag or filler code point, at most two combining marks in a
row, and of the zero-width characters only the joiners that scripts need. Brackets stay as they are: views show text
as text, never as markup.

The rule follows measurements on Textual 8.2: ESC and C1 bytes reach the terminal through every widget, and tmux
and Rich disagree on the width of U+FE0F, which shifts every border to the right of it.
"""

from __future__ import annotations

import re
import unicodedata

TITLE_LIMIT = 300
"""Code points of a headline, a source name or any other one-line text."""
SUMMARY_LIMIT = 2_000
"""Code points of a lead or body that are kept."""
_SLACK = 8
"""How many times the limit is looked at before cleaning: a bound on work, wide enough for text that is mostly junk."""

# Everything that may not reach a terminal. U+200C and U+200D stay: Persian, the Indic scripts and emoji need them.
_UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800"  # zero width, bidi, separators, blank braille
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"  # fillers, variation selectors, specials
    "\ud800-\udfff\ue000-\uf8ff"  # surrogates, private use
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # tags, selectors supplement, private planes
    "\U0001fffe\U0001ffff\ufdd0-\ufdef"  # noncharacters
    "]+"
)
_KEEP_NEWLINE = re.compile(rf"(?:(?!\n){_UNSAFE.pattern[:-1]})+")
_SPACES = re.compile(r"\s+")
_BREAKS = re.compile(r"(?:\s*\n)+\s*")
_JOINER_RUN = re.compile("[\u200c\u200d]{2,}")
_KEEP_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def line(raw: str, limit: int = TITLE_LIMIT) -> str:
    """One safe line of at most ``limit`` code points, cut with "…". Idempotent."""
    text = _SPACES.sub(" ", _safe(raw[: limit * _SLACK])).strip()
    return _cut(text, limit)


def block(raw: str, limit: int = SUMMARY_LIMIT) -> str:
    """Safe text that keeps its paragraph breaks, as single newlines. Idempotent."""
    lines = _KEEP_NEWLINES.sub("\n", raw[: limit * _SLACK]).split("\n")
    text = "\n".join(_SPACES.sub(" ", _safe(part)).strip() for part in lines)
    return _cut(_BREAKS.sub("\n", text).strip(), limit)


def aligned(raw: str) -> str:
    """Text of the same length in which every unsafe character is a space: for reading, where spans must hold."""
    return _KEEP_NEWLINE.sub(lambda match: " " * len(match[0]), raw)


def is_safe(text: str) -> bool:
    """True when nothing in ``text`` could steer a terminal (newlines aside)."""
    return _UNSAFE.search(text.replace("\n", "")) is None


def _safe(raw: str) -> str:
    if raw.isascii() and raw.isprintable():
        return raw
    text = unicodedata.normalize("NFC", _UNSAFE.sub(" ", raw))
    return text if text.isascii() else _JOINER_RUN.sub("\u200d", _limit_marks(text))


def _limit_marks(text: str) -> str:
    """At most two combining marks on one base: a base with 200,000 of them is one cell wide and a megabyte long."""
    run = 0
    kept: list[str] = []
    for char in text:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= 2:
            kept.append(char)
    return "".join(kept) if len(kept) < len(text) else text


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
