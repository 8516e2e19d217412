"""Links: only plain web addresses reach a program, as one argument, without a shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.views.copying import LIMIT, shorten
from tui.views.links import checked, command, host, open_url


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "file:///etc/passwd", "ssh://host/x", "data:text/html,x", "feed:https://x/", "ftp://x/y",
        "--flag", " -x", "%action", "https://a b/", "https://x/\n", "https://x\\y/", "//x/y", "x/y", "https://",
        "https://good.example@evil.example/", "https://user:pw@evil.example/", "http://-x/", "https://x:99999/",
        "https://[::1", "https://x/" + "a" * 2_100, "https://\u202ex/", "http://./", "https:///path",
    ],
)  # fmt: skip
def test_refused(url: str) -> None:
    assert checked(url) is None
    assert host(url) == ""
    assert not open_url(url, ["/bin/false"])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://Example.org:8080/x", "http://example.org:8080/x"),
        ("https://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
        ('https://x/"q"', "https://x/%22q%22"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("https://x/%20y", "https://x/%20y"),
    ],
)
def test_allowed_in_ascii(url: str, expected: str) -> None:
    assert checked(url) == expected


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda text: "https://" + text))
@settings(max_examples=100, deadline=None)
def test_whatever_is_allowed_is_ascii_and_a_web_address(url: str) -> None:
    good = checked(url)
    if good is not None:
        assert good.isascii()
        assert good.startswith(("http://", "https://"))
        assert not any(char.isspace() or char in '"\\<>`' for char in good)
        assert checked(good) == good


def test_without_a_display_nothing_is_started() -> None:
    assert command({}, "linux", lambda name: "/usr/bin/" + name) is None
    assert command({"DISPLAY": ":0"}, "linux", lambda _: None) is None
    assert command({"DISPLAY": ":0"}, "linux", lambda name: f"/usr/bin/{name}") == ["/usr/bin/xdg-open"]
    assert command({"WAYLAND_DISPLAY": "w"}, "linux", lambda name: "/bin/gio" if name == "gio" else None) == [
        "/bin/gio",
        "open",
    ]
    assert command({"BROWSER": "evil %s"}, "linux", lambda _: "/x") is None, "BROWSER is not asked"


def test_a_program_that_cannot_be_started_is_no_accident(tmp_path: Path) -> None:
    assert not open_url("https://example.org/", [str(tmp_path / "missing")])
    assert not open_url("https://example.org/", None)


def test_copied_text_is_cut_between_characters() -> None:
    cut = shorten("字" * 5_000)
    assert len(cut.encode()) <= LIMIT
    assert set(cut) == {"字"}
