"""Length-prefixed msgpack between our own processes: four bytes of length, then one value.

Never pickle: what crosses was made from hostile input. A length over the limit or a truncated frame ends the
conversation with :class:`FrameError`; it is never guessed around.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, TypeVar

import msgspec

LENGTH = struct.Struct(">I")
"""What stands before each value: its length in bytes."""
_encoder = msgspec.msgpack.Encoder()

T = TypeVar("T")


class FrameError(Exception):
    """The other side speaks another language, or stopped in the middle of a word."""


def pack(value: object) -> bytes:
    body = _encoder.encode(value)
    return LENGTH.pack(len(body)) + body


def write(stream: BinaryIO, value: object) -> None:
    stream.write(pack(value))
    stream.flush()


def read(stream: BinaryIO, decoder: msgspec.msgpack.Decoder[T], *, limit: int) -> T | None:
    """The next value; None at the end of the stream. ``limit`` is in bytes."""
    head = _exactly(stream, LENGTH.size)
    if head is None:
        return None
    (length,) = LENGTH.unpack(head)
    if length > limit:
        raise FrameError(f"a frame of {length:,} bytes, over the limit of {limit:,}")
    body = _exactly(stream, length)
    if body is None:
        raise FrameError("the stream ended inside a frame")
    try:
        return decoder.decode(body)
    except msgspec.MsgspecError as error:
        raise FrameError(f"a frame that is no {decoder.type}: {error}") from None


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    parts: list[bytes] = []
    while count:
        part = stream.read(count)
        if not part:
            if parts:
                raise FrameError("the stream ended inside a frame")
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
