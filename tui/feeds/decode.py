"""Content-Encoding undone within a limit.

Invariant: never more than :data:`LIMIT` bytes of plain text exist, whatever a body claims; a kilobyte of hostile gzip
can stand for a gigabyte. Only gzip is asked for, so anything else is a server's mistake and is said.
"""

from __future__ import annotations

import zlib

_MIB = 1024 * 1024
LIMIT = 8 * _MIB
"""Bytes of a decoded body."""
_GZIP_OR_ZLIB = 47
"""wbits: detect the gzip or zlib wrapper, 32 KiB window."""


class DecodeError(Exception):
    """A body that cannot be used: too large, not what its headers say, or cut off."""


class Decoder:
    """Takes the pieces of one body and keeps the plain bytes."""

    def __init__(self, content_encoding: str, limit: int = LIMIT) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        self._raw = 0
        self._inflate = _inflater(content_encoding)

    def expect(self, content_length: str) -> None:
        """Raises DecodeError when the server announces more than may come."""
        if content_length.isascii() and content_length.isdecimal() and int(content_length[:18]) > self._limit:
            raise DecodeError(f"{self._too_large()}, it has {int(content_length[:18]) / _MIB:,.0f} MiB")

    def feed(self, data: bytes) -> None:
        """Raises DecodeError as soon as the limit is passed or the data is no gzip."""
        self._raw += len(data)
        if self._raw > self._limit:
            raise self._too_large()
        if self._inflate is None:
            self._keep(data)
            return
        try:
            while data and not self._inflate.eof:
                self._keep(self._inflate.decompress(data, self._limit - self._size + 1))
                data = self._inflate.unconsumed_tail
        except zlib.error as error:
            raise DecodeError(f"broken gzip: {error}") from None

    def finish(self) -> bytes:
        """The whole body. Raises DecodeError when compressed data ends early."""
        if self._inflate is not None and not self._inflate.eof and self._raw:
            raise DecodeError("the compressed answer ends early")
        return b"".join(self._parts)

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise self._too_large()
        self._parts.append(data)

    def _too_large(self) -> DecodeError:
        return DecodeError(f"too large: more than {self._limit / _MIB:g} MiB")


def _inflater(content_encoding: str) -> zlib._Decompress | None:
    name = content_encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(_GZIP_OR_ZLIB)
    raise DecodeError(f"the server compressed with {name[:40]!r}, which was not asked for")
