"""The one gate for foreign text: what comes out can steer nothing and loses no word."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui import text

ANY = st.text(st.characters(exclude_categories=()), max_size=200)
NASTY = st.text(
    st.sampled_from("a é́\x1b\x9b\x9d\x07\u202e\u2066\u200b\u200c\u200d\ufe0f\U000e0041\ud800[/]\n\r\u2028\u2029\x85"),
    max_size=60,
)


@given(st.one_of(ANY, NASTY))
@settings(max_examples=300, deadline=None)
def test_a_line_is_safe_single_bounded_and_stays_as_it_is(raw: str) -> None:
    out = text.line(raw, 80)
    assert text.is_safe(out)
    assert "\n" not in out
    assert len(out) <= 80
    assert text.line(out, 80) == out
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") for char in out)
    out.encode("utf-8")


@given(st.one_of(ANY, NASTY))
@settings(max_examples=300, deadline=None)
def test_a_block_is_safe_bounded_and_stays_as_it_is(raw: str) -> None:
    out = text.block(raw, 80)
    assert text.is_safe(out)
    assert len(out) <= 80
    assert "\n\n" not in out
    assert text.block(out, 80) == out


@given(ANY)
@settings(deadline=None)
def test_plain_words_survive(raw: str) -> None:
    words = [word for word in raw.split() if word.isascii() and word.isprintable()]
    out = text.line(" ".join(words))
    assert len(" ".join(words)) > text.TITLE_LIMIT or out == " ".join(words)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Strike \x1b]52;c;cG93bmVk\x1b\\ on depot", "Strike ]52;c;cG93bmVk \\ on depot"),
        ("\x1b]0;title\x07 x", "]0;title x"),
        ("a\x9b31mb\x9dc\x90d", "a 31mb c d"),
        ("left\u202eright\u2066x\u2069", "left right x"),
        ("zero\u200bwidth\u2060 tag\U000e0041 soft\u00adhyphen", "zero width tag soft hyphen"),
        ("[UNCONFIRMED] [/b] [@click=app.quit]x[/] [50%]", "[UNCONFIRMED] [/b] [@click=app.quit]x[/] [50%]"),
        ("warning \u26a0\ufe0f sign", "warning \u26a0 sign"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("caf\u0065\u0301", "café"),
        ("  many \t spaces\r\n here ", "many spaces here"),
        ("e" + "\u0301" * 5 + "x", "é\u0301\u0301x"),
    ],
)
def test_what_a_line_becomes(raw: str, shown: str) -> None:
    assert text.line(raw) == shown


def test_a_block_keeps_its_paragraphs() -> None:
    assert text.block("one\r\n\r\n two  three \u2028four\x0b\n") == "one\ntwo three\nfour"


def test_a_cut_says_so() -> None:
    assert text.line("x" * 400, 10) == "x" * 9 + "…"


def test_arabic_and_hebrew_stay_as_they_are() -> None:
    for words in ("مقتل ثلاثة مدنيين", "שלושה הרוגים", "Трое погибших", "三人死亡"):
        assert text.line(words) == words


def test_work_is_bounded_by_the_limit_not_by_the_text() -> None:
    assert len(text.line("a" + "\u0301" * 5_000_000, 100)) <= 100
    assert text.line("\n" * 5_000_000 + "late", 100) == ""


@given(st.one_of(ANY, NASTY))
@settings(deadline=None)
def test_an_aligned_text_keeps_every_place(raw: str) -> None:
    out = text.aligned(raw)
    assert len(out) == len(raw)
    assert text.is_safe(out)
    assert all(old == new or new == " " for old, new in zip(raw, out, strict=True))
    assert out.count("\n") == raw.count("\n")
