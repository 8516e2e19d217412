"""OPML import: what it takes, what it refuses and why, and that its output is always a sound configuration."""

from __future__ import annotations

import tomllib
import xml.sax.saxutils
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import load, warnings
from tui.opml import COUNT_LIMIT, REFUSAL_LIMIT, SIZE_LIMIT, OpmlError, convert

HEAD = b'<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>mine</title></head><body>'
TAIL = b"</body></opml>"


def opml(*outlines: str) -> bytes:
    return HEAD + "".join(outlines).encode() + TAIL


def feed(name: str, url: str, more: str = "") -> str:
    return f"<outline text={xml.sax.saxutils.quoteattr(name)} xmlUrl={xml.sax.saxutils.quoteattr(url)} {more}/>"


def test_outlines_become_tables_that_the_loader_accepts(tmp_path: Path) -> None:
    raw = opml(
        '<outline text="Middle East">',
        feed("Syria Direct", "https://syriadirect.org/feed/", 'type="rss" language="en-US"'),
        feed("Київ Now", "http://example.org/a?b=1&c=2"),
        "</outline>",
        feed('Quote " and \\ slash', "https://example.org/q"),
        feed("", "https://nameless.example/feed"),
    )
    converted = convert(raw)
    path = tmp_path / "sources.toml"
    path.write_text(converted.toml)
    config = load(path)
    assert converted.refusals == ()
    assert converted.count == 4
    assert [source.id for source in config.sources] == ["syria-direct", "now", "quote-and-slash", "feed"]
    assert [source.name for source in config.sources] == [
        "Syria Direct",
        "Київ Now",
        'Quote " and \\ slash',
        "nameless.example",
    ]
    assert config.sources[0].region == "Middle East"
    assert config.sources[0].lang == "en"
    assert config.sources[1].url == "http://example.org/a?b=1&c=2"


def test_equal_names_get_ids_of_their_own() -> None:
    names = ["News", "News", "News 2", "News", "NEWS"]
    converted = convert(opml(*(feed(name, f"https://example.org/{at}") for at, name in enumerate(names))))
    ids = [row["id"] for row in tomllib.loads(converted.toml)["source"]]
    assert len(set(ids)) == len(names)
    assert ids[:3] == ["news", "news-2", "news-2-2"]


@pytest.mark.parametrize(
    ("outline", "reason"),
    [
        (feed("A", "ftp://example.org/feed"), "expected an http or https address"),
        (feed("A", "file:///etc/passwd"), "expected an http or https address"),
        (feed("A", "javascript:alert(1)"), "expected an http or https address"),
        (feed("A", "https:///feed"), "host"),
        (feed("A", "https://me:secret@example.org/feed"), "user name or password"),
        (feed("A", "https://example.org/a b"), "%20"),
        (feed("A", "https://[::1/feed"), "cannot be read"),
        (feed("A", "https://example.org/" + "x" * 3_000), "too long"),
        ('<outline text="A" type="rss"/>', "no xmlUrl"),
    ],
)
def test_what_cannot_be_a_source_is_listed_with_the_reason(outline: str, reason: str) -> None:
    converted = convert(opml(outline, feed("Good", "https://example.org/good")))
    assert converted.count == 1
    (refusal,) = converted.refusals
    assert refusal.startswith("A: ")
    assert reason in refusal
    assert "secret" not in refusal


def test_an_address_is_taken_once() -> None:
    converted = convert(opml(feed("First", "https://example.org/f"), feed("Second", "https://example.org/f")))
    assert converted.count == 1
    assert converted.refusals == ("Second: the same address as First",)


def test_names_pass_the_text_gate() -> None:
    converted = convert(opml(feed("Up\u202edate\u200b now", "https://example.org/f")))
    (row,) = tomllib.loads(converted.toml)["source"]
    assert row["name"] == "Up date now"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "expected OPML, which is XML"),
        (b"{}", "line 1, column 1"),
        (HEAD, "no element found"),
        (b"<rss><channel/></rss>", "found <rss>: expected <opml>"),
        (b'<?xml version="1.0" encoding="utf-77"?><opml/>', "expected OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "entity declaration"),
        (b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "entity declaration"),
        (HEAD + b"<outline text='x'>" * 100, "more than 64 outlines"),
        (b" " * (SIZE_LIMIT + 1), "larger than 8 MiB"),
    ],
)
def test_a_file_that_is_no_opml_is_one_clear_error(raw: bytes, says: str) -> None:
    with pytest.raises(OpmlError) as caught:
        convert(raw)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_number_of_sources_is_bounded_and_refusals_are_counted() -> None:
    over = REFUSAL_LIMIT + 7
    converted = convert(opml(*(feed("N", f"https://example.org/{at}") for at in range(COUNT_LIMIT + over))))
    assert converted.count == COUNT_LIMIT
    assert len(converted.refusals) == REFUSAL_LIMIT + 1
    assert converted.refusals[-1] == "and 7 more"


# A name may hold anything that XML can.
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"), max_size=40).filter(
    lambda name: all(ord(char) >= 32 or char in "\t\n\r" for char in name)
)


@given(
    st.lists(st.tuples(names, st.sampled_from(["https://a.example/", "http://b.example/x?y=", "ftp://"])), max_size=6)
)
@settings(max_examples=100, deadline=None)
def test_any_names_give_a_sound_configuration(
    tmp_path_factory: pytest.TempPathFactory, outlines: list[tuple[str, str]]
) -> None:
    converted = convert(opml(*(feed(name, f"{url}{at}") for at, (name, url) in enumerate(outlines))))
    path = tmp_path_factory.getbasetemp() / "converted.toml"
    path.write_text(converted.toml)
    config = load(path)
    assert len(config.sources) == converted.count
    assert converted.count + len(converted.refusals) == len(outlines)
    assert not [line for line in warnings(config) if "same url" in line]


@given(st.binary(max_size=300) | st.binary(max_size=80).map(lambda middle: HEAD + middle + TAIL))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_conversion_or_an_opml_error(raw: bytes) -> None:
    try:
        converted = convert(raw)
    except OpmlError:
        return
    assert converted.toml == "" or tomllib.loads(converted.toml)["source"]
