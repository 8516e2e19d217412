"""How an answer, and the way to it, is put into words and values: pure.

Invariant: a user reads what went wrong and where; a number of HTTP alone is no error message.
"""

from __future__ import annotations

import msgspec

from tui import text
from tui.feeds.urls import redact
from tui.feeds.values import Fetched, FetchFailed, NotModified

MOST_HOPS = 5
_REASONS = {
    304: "not modified, though nothing was said to be known",
    400: "bad request",
    401: "login required",
    403: "forbidden",
    404: "not found",
    410: "gone for good",
    429: "too many requests",
    451: "blocked for legal reasons",
    500: "server error",
    502: "bad gateway",
    503: "service unavailable",
    504: "gateway timeout",
}


def status_line(status: int) -> str:
    """ "HTTP 404 not found"."""
    return f"HTTP {status} {_REASONS.get(status, '')}".rstrip()


def bad_turn(url: str, target: str, hops: int) -> str | None:
    """Why a redirect from ``url`` is not followed; ``hops`` counts it. None: it may be."""
    if hops > MOST_HOPS:
        return f"more than {MOST_HOPS} redirects"
    if url.lower().startswith("https:") and not target.lower().startswith("https:"):
        return f"refused a redirect from https to {redact(target)}"
    return None


def told(
    answer: Fetched | NotModified | FetchFailed, url: str, hops: list[str], permanent: bool, seconds: float
) -> Fetched | NotModified | FetchFailed:
    """The answer with how it was reached: a redirect that goes wrong leads to a URL that no user wrote."""
    if isinstance(answer, FetchFailed):
        error = text.line(f"{answer.error} (redirected by {' > '.join(hops)})") if hops else answer.error
        return msgspec.structs.replace(answer, error=error, seconds=seconds)
    moved = url if hops and permanent else None
    if isinstance(answer, Fetched) and hops:
        answer = msgspec.structs.replace(answer, redirects=(*hops, redact(url)))
    return msgspec.structs.replace(answer, moved=moved, seconds=seconds)


def internal(error: Exception) -> FetchFailed:
    """A fault of ours, shown like any other."""
    return FetchFailed(stage="internal", error=redact(f"internal error: {type(error).__name__}: {error}"))
