"""Bytes of a feed -> text.

Invariant: decoding never fails and never runs a codec that can smuggle (utf-7, unicode_escape, punycode and their like
are not on the list). One bad byte costs one character, not the alphabet of the whole feed.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
_ISO = tuple(f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16))
_WINDOWS = (
    "cp866",
    "cp874",
    *(f"cp{page}" for page in range(1250, 1259)),
    "mac-cyrillic",
    "koi8-r",
    "koi8-u",
    "tis-620",
)
_EAST_ASIAN = ("gb2312", "gbk", "gb18030", "big5", "big5hkscs", "shift_jis", "cp932", "euc_jp", "iso2022_jp")
_KOREAN = ("euc_kr", "cp949")
ALLOWED = frozenset({"ascii", *_UNICODE, *_ISO, *_WINDOWS, *_EAST_ASIAN, *_KOREAN})
"""Names as ``codecs.lookup`` gives them."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,8}=\s{0,8}[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_CYRILLIC_RUN = re.compile(rb"[\xc0-\xff\xa8\xb8]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 262_144
_BAD_SHARE = 0.02
"""Bad sequences among the non-ASCII characters up to which a text still counts as broken UTF-8."""

# Browsers read these labels as their Windows supersets (WHATWG Encoding), and so must we: the C1 codes that the
# standards put there are never what the writer meant.
_SUPERSET = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}


class Decoded(NamedTuple):
    text: str
    note: str
    """How it was decoded when that is not as declared; else ""."""


def decode(body: bytes, content_type: str) -> Decoded:
    """By byte-order mark; else as UTF-8 when the bytes are; else as declared; else by what the bytes look like."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(body.decode(name, "replace"), "")
    wide = _unmarked_wide(body)
    if wide:
        return Decoded(body.decode(wide, "replace"), "")
    declared = _declared(body, content_type)
    try:
        if declared != "iso2022_jp":
            return Decoded(body.decode("utf-8"), "")
    except UnicodeDecodeError:
        pass
    if declared is not None and declared != "utf-8":
        try:
            return Decoded(body.decode(declared), "")
        except UnicodeDecodeError:
            pass
    name = _looks_like(body, declared)
    if name == declared:
        return Decoded(body.decode(name, "replace"), "")
    return Decoded(body.decode(name, "replace"), f"read as {name}, declared {declared or 'nothing usable'}")


def allowed(label: str) -> str | None:
    """The codec behind a label, None when it is unknown or not on the list."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return _SUPERSET.get(name, name) if name in ALLOWED else None


def _declared(body: bytes, content_type: str) -> str | None:
    """The document's own word before the server's: servers send one charset for everything."""
    inside = _DECLARED.search(body[:1024])
    outside = _CHARSET.search(content_type[:400])
    labels = [inside[1].decode("ascii")] if inside else []
    labels += [outside[1]] if outside else []
    for label in labels:
        name = allowed(label)
        # A document that says UTF-16 in single bytes is not in UTF-16.
        if name is not None and not name.startswith(("utf-16", "utf-32")):
            return name
    return None


def _unmarked_wide(body: bytes) -> str | None:
    """UTF-16 without a mark begins with "<" and a zero byte (XML 1.0, appendix F)."""
    if body.startswith(b"<\x00") and body[3:4] == b"\x00":
        return "utf-16-le"
    if body.startswith(b"\x00<\x00"):
        return "utf-16-be"
    return None


def _looks_like(body: bytes, declared: str | None) -> str:
    sample = body[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    as_utf8 = sample.decode("utf-8", "replace")
    bad = as_utf8.count("\ufffd")
    whole = sum(1 for char in as_utf8 if char > "\x7f") - bad
    if bad <= 1 + whole * _BAD_SHARE and whole:
        return "utf-8"
    if declared is not None and declared != "utf-8":
        return declared
    # In windows-1251 Cyrillic words are runs of high bytes; in Western text they stand alone.
    return "cp1251" if high and 3 * len(_CYRILLIC_RUN.findall(sample)) > high / 2 else "cp1252"
