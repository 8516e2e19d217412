"""JSON lines in, values out: a bad line costs itself."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model import Source
from tui.texts import BadLine, Outlets, Text, as_item, read_jsonl

NOON = dt.datetime(2018, 5, 8, 12, tzinfo=dt.UTC)


def test_a_whole_line() -> None:
    line = b'{"id": "a", "text": "Two killed\\nin Hajin", "published": "2018-05-08T12:00:00Z", "host": "x.org", "z": 1}'
    assert list(read_jsonl([line])) == [Text(id="a", text="Two killed\nin Hajin", published=NOON, host="x.org")]


def test_published_and_host_may_stand_under_meta() -> None:
    line = b'{"id": "a", "text": "x", "meta": {"published": "2018-05-08T14:00:00+02:00", "host": "x.org"}}'
    assert list(read_jsonl([line])) == [Text(id="a", text="x", published=NOON, host="x.org")]


def test_the_host_comes_from_the_url_when_it_is_not_said() -> None:
    (read,) = read_jsonl([b'{"id": "a", "text": "x", "url": "https://www.example.org/1"}'])
    assert isinstance(read, Text)
    assert read.host == "www.example.org"


@pytest.mark.parametrize(
    ("line", "id_", "said"),
    [
        (b"{", "1", "not JSON"),
        (b"[1]", "1", "expected an object, found list"),
        (b'{"id": "a"}', "a", 'a string under "text"'),
        (b'{"id": "a", "text": " "}', "a", 'a string under "text"'),
        (b'{"id": "a", "text": 5}', "a", 'a string under "text"'),
        (b'{"id": "a", "text": "x", "published": "soon"}', "a", "RFC 3339"),
        (b'{"id": "a", "text": "x", "published": 5}', "a", "RFC 3339"),
        (b"\xff\xfe", "1", "not JSON"),
        (b"[" * 100_000, "1", "not JSON"),
    ],
)
def test_a_bad_line_says_where_and_what(line: bytes, id_: str, said: str) -> None:
    (bad,) = read_jsonl([line])
    assert isinstance(bad, BadLine)
    assert bad.id == id_
    assert said in bad.error
    assert "line 1" in bad.error


def test_blank_lines_are_passed_over_and_lines_without_id_are_numbered() -> None:
    assert [each.id for each in read_jsonl([b"\n", b'{"text": "x"}', b"  \n", b'{"text": "y"}'])] == ["2", "4"]


def test_what_steers_a_terminal_becomes_spaces_of_the_same_length() -> None:
    (read,) = read_jsonl([b'{"id": "a", "text": "a\\u001b[2Jb\\u202ec"}'])
    assert isinstance(read, Text)
    assert read.text == "a [2Jb c"


@given(st.binary(max_size=200))
def test_any_line_is_a_value(line: bytes) -> None:
    assert all(isinstance(each, Text | BadLine) for each in read_jsonl([line]))


def test_a_host_finds_its_source_with_and_without_www() -> None:
    source = Source(id="x", name="X", url="https://www.example.org/rss")
    outlets = Outlets((source,))
    assert outlets.of("example.org") == source
    assert outlets.of("feeds.example.org") == source
    assert outlets.of("") is None
    other = outlets.of("elsewhere.net")
    assert other is not None
    assert other.name == "elsewhere.net"


def test_an_item_keeps_the_id_that_was_given() -> None:
    item = as_item(Text(id="a", text="Head\nBody one\nBody two", published=NOON), None, NOON)
    assert (item.id, item.title, item.summary, item.time) == ("a", "Head", "Body one\nBody two", NOON)
