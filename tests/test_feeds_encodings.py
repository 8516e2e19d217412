"""Texts keep their alphabet, whatever a feed declares."""

from __future__ import annotations

import pytest

from tests.feedparse import channel, read

# --- encodings ---------------------------------------------------------------------------------------------

CYRILLIC = "Обстрел Донецка: двое погибших, пятеро раненых"


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8-sig", "utf-8", ""),
        ("utf-8", "windows-1251", ""),
        ("utf-8", "utf-8", "iso-8859-1"),
        ("cp1251", "windows-1251", ""),
        ("cp1251", "windows-1251", "utf-8"),
        ("cp1251", "utf-8", "utf-8"),
        ("cp1251", "", ""),
        ("koi8-r", "koi8-r", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", ""),
        ("utf-16-be", "utf-16", ""),
        ("utf-8", "utf-16", ""),
        ("utf-8", "utf-7", "unicode_escape"),
        ("utf-8", "undefined", "punycode"),
        ("utf-8", "no-such-encoding", ""),
    ],
)
def test_cyrillic_survives_whatever_is_declared(encoding: str, declared: str, charset: str) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    body = (head + channel(f"<item><title>{CYRILLIC}</title></item>")).encode(encoding)
    assert read(body, f"text/xml; charset={charset}" if charset else "").entries[0].title == CYRILLIC


def test_one_bad_byte_costs_one_character() -> None:
    items = f"<item><title>{CYRILLIC}</title></item><item><title>{CYRILLIC} X</title><guid>2</guid></item>"
    body = channel(items).encode()
    first, second = read(body.replace(b" X", b" \xff")).entries
    assert first.title == CYRILLIC
    assert second.title.startswith(CYRILLIC)


def test_smuggling_encodings_are_not_run() -> None:
    body = b"<?xml version='1.0' encoding='utf-7'?>" + channel("<item><title>+ABs- x</title></item>").encode()
    assert read(body).entries[0].title == "+ABs- x"


def test_western_text_in_its_old_encoding() -> None:
    body = channel("<item><title>Près de Bar-lès, “dix” tués – État</title></item>").encode("cp1252")
    assert read(body).entries[0].title == "Près de Bar-lès, “dix” tués – État"
    assert read(b"<?xml version='1.0' encoding='iso-8859-1'?>" + body).entries[0].title.endswith("“dix” tués – État")


def test_one_accent_in_an_old_encoding_that_nothing_declares_is_read() -> None:
    assert read(channel("<item><title>Tué à Bar</title></item>").encode("cp1252")).entries[0].title == "Tué à Bar"
    assert read(channel("<item><title>Rafah café</title></item>").encode("cp1252")).entries[0].title == "Rafah café"
