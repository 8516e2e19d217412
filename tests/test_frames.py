"""What our own processes say to each other."""

import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import frames

DECODER = msgspec.msgpack.Decoder(list[str])


@given(st.lists(st.lists(st.text())))
def test_values_come_out_as_they_went_in(values: list[list[str]]) -> None:
    stream = io.BytesIO(b"".join(frames.pack(value) for value in values))
    out = []
    while (value := frames.read(stream, DECODER, limit=1 << 20)) is not None:
        out.append(value)
    assert out == values


@given(st.binary(max_size=64))
def test_garbage_ends_the_conversation_and_nothing_else(raw: bytes) -> None:
    stream = io.BytesIO(raw)
    try:
        while frames.read(stream, DECODER, limit=32) is not None:
            pass
    except frames.FrameError:
        return
    assert stream.read() == b""


def test_a_length_over_the_limit_is_not_read() -> None:
    stream = io.BytesIO(b"\xff\xff\xff\xff" + b"x" * 100)
    with pytest.raises(frames.FrameError, match="over the limit"):
        frames.read(stream, DECODER, limit=1 << 20)
    assert stream.tell() == 4


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(frames.FrameError, match="a frame that is no"):
        frames.read(io.BytesIO(frames.pack({"a": 1})), DECODER, limit=1 << 20)
