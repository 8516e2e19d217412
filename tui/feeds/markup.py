"""HTML, or what a feed passes off as text -> plain text.

Invariant: no markup, script or style of a feed comes out, blocks become lines, and characters are decoded once more
than the XML was, before :mod:`tui.text` cleans them for good.
"""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

from tui import text

_LONGEST = 32_768
"""Characters of markup that are looked at: deep nesting costs quadratic time beyond, and the lead is far shorter."""
_DROPPED = ["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "textarea", "select"]
_ROUNDS = 3
_SPACE = re.compile(r"\s+")
_BLOCK = re.compile(
    r"<(?=/?(?:p|div|br|li|ul|ol|tr|td|th|table|h[1-6]|blockquote|section|article|header|footer|hr|figure|figcaption"
    r"|dd|dt|dl|pre)\b)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,10}(?:\s|/?>)|<!--|<!\[CDATA\[")
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")


def block(raw: str, limit: int = text.SUMMARY_LIMIT) -> str:
    """Paragraphs parted by newlines."""
    return text.block(_plain(raw), limit)


def line(raw: str, limit: int = text.TITLE_LIMIT) -> str:
    return text.line(_plain(raw), limit)


def _plain(raw: str) -> str:
    """Decoded until nothing is left to decode, three times at most: escaping twice is a common slip of generators."""
    raw = raw[:_LONGEST]
    for _ in range(_ROUNDS):
        if _MARKUP.search(raw):
            raw = _stripped(raw)
        elif _REFERENCE.search(raw):
            raw = html.unescape(raw)
        else:
            break
    return raw


def _stripped(raw: str) -> str:
    # An open comment or tag at the cut would swallow or show its rest; a parser drops it.
    flat = _BLOCK.sub("\n<", _SPACE.sub(" ", raw))
    tree = LexborHTMLParser(f"<body>{flat}")
    tree.strip_tags(_DROPPED)
    return tree.body.text() if tree.body is not None else ""
