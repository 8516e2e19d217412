"""URLs of feeds: which may be fetched, and how they may be shown.

Invariant: no secret of a URL, be it a password or a token in the query, is in any text that :func:`redact` gave.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from tui import text

LIMIT = 2_048
"""Characters of a URL that are followed, kept or shown."""

_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_USERINFO = re.compile(r"(?<=//)[^/?#@\s]{0,1024}@")
_QUERY = re.compile(r"([?&;][^=&#;\s]{1,256}=)[^&#;\s]{6,2048}")


def redact(raw: str) -> str:
    """A URL, or a text with URLs in it, as one safe line: no user and password, and of the query no value
    that is long enough to be a secret ("feed=rss2" is none)."""
    return text.line(_QUERY.sub(r"\1...", _USERINFO.sub("", raw[: LIMIT * 2])))


def host_of(url: str) -> str:
    """The host in lower case, "" when there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def same_site(one: str, other: str) -> bool:
    """Whether two hosts are one site as far as names tell: equal, or one within the other, "www." aside."""
    first, second = one.removeprefix("www."), other.removeprefix("www.")
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def refusal(url: str) -> str | None:
    """Why a URL cannot be fetched, None when it can."""
    if len(url) > LIMIT:
        return f"the URL is longer than {LIMIT:,} characters"
    if _UNSAFE.search(url):
        return "the URL holds spaces or control characters"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        return f"not a URL: {redact(str(error))}"
    if parts.scheme not in ("http", "https"):
        return f"only http and https are fetched, not {text.line(parts.scheme, 40) or 'a URL without scheme'}"
    return None if parts.hostname else "the URL names no host"


def absolute(base: str, link: str) -> str:
    """``link`` as seen from ``base``; "" when either is no URL."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def web_link(raw: str) -> str:
    """A link that may be shown and opened: http or https, a host, no credentials; else ""."""
    link = raw.strip()
    if refusal(link) is not None or "@" in urlsplit(link).netloc or not text.is_safe(link):
        return ""
    return link
