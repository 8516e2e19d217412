"""What a poll makes of a feed's health: pure, values in and values out.

Invariant: what was known of a feed is never lost by a failure: its last success and the number of its items stay, and
its error names one thing that a user can act on.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from tui.feeds import schedule
from tui.feeds.schedule import Result
from tui.feeds.urls import host_of, redact, same_site
from tui.feeds.values import Fetched, FetchFailed, NotModified, Parsed, ParseFailed
from tui.model import FeedHealth, FeedStatus, Validators, Value

_SETTLED = dt.timedelta(hours=24)
_SETTLED_POLLS = 3


class Move(Value, frozen=True, kw_only=True):
    """Where a feed says, by permanent redirects, that it lives now."""

    url: str
    since: dt.datetime
    polls: int = 1

    def settled(self, now: dt.datetime) -> bool:
        """Said three times over a day or more: one redirect may be a captive portal's, or a slip."""
        return self.polls >= _SETTLED_POLLS and now - self.since >= _SETTLED


def restored(source: str, known: FeedHealth | None) -> FeedHealth:
    """Where a feed stands before its first poll of this run: what an earlier one learnt of its size and its last
    success, and nothing of its failures, which may have been the network's."""
    if known is None:
        return FeedHealth(source=source)
    return FeedHealth(
        source=source,
        items=known.items,
        last_success=known.last_success,
        bytes=known.bytes,
        host=known.host,
        moved=known.moved,
    )


def unreached(before: FeedHealth) -> FeedHealth:
    """A feed that was not tried because no host at all could be reached: nobody's failure, so none is counted."""
    return msgspec.structs.replace(
        before, status=FeedStatus.FAILED, stage="connect", error="not tried yet: no host answers; is there a network?"
    )


def moved(before: Move | None, target: str | None, now: dt.datetime) -> Move | None:
    if target is None:
        return None
    if before is None or before.url != target:
        return Move(url=target, since=now)
    return msgspec.structs.replace(before, polls=before.polls + 1)


def read(before: FeedHealth, answer: Fetched, parsed: Parsed, now: dt.datetime, *, url: str, asked: str) -> FeedHealth:
    """A whole answer, parsed. ``url`` is the feed's as the user wrote it, ``asked`` what was asked for."""
    return msgspec.structs.replace(
        before,
        status=FeedStatus.OK,
        error=None,
        stage=None,
        items=len(parsed.entries),
        last_success=now,
        bytes=len(answer.body),
        failures=0,
        http_status=200,
        note=_note(answer, parsed, url, asked),
        host=host_of(answer.url),
        moved=_moved_at(before, host_of(answer.url), host_of(url), now),
    )


def _moved_at(before: FeedHealth, host: str, written: str, now: dt.datetime) -> dt.datetime | None:
    """Since when another owner's host answers, as far as names tell. The first host that ever answered is the one that
    the user chose, and so is any at the address as written."""
    if before.host is None or same_site(host, written):
        return None
    if not same_site(host, before.host):
        return now
    # A clock that was ahead when it moved must not keep the feed on probation for longer than one that was right.
    return min(before.moved, now) if before.moved is not None else None


def unchanged(before: FeedHealth, answer: Fetched | NotModified, now: dt.datetime) -> FeedHealth:
    """A 304, or the same body again."""
    whole = isinstance(answer, Fetched)
    return msgspec.structs.replace(
        before,
        status=FeedStatus.NOT_MODIFIED,
        error=None,
        stage=None,
        last_success=now,
        bytes=len(answer.body) if isinstance(answer, Fetched) else before.bytes,
        failures=0,
        http_status=200 if whole else 304,
    )


def failed(
    before: FeedHealth,
    answer: FetchFailed | ParseFailed,
    *,
    count: bool = True,
    strikes: int = 0,
    size: int | None = None,
) -> FeedHealth:
    """``count``: False when the feed is not to blame. ``strikes``: how often in a row the parser was killed. ``size``:
    bytes of the body."""
    http_status: int | None
    if isinstance(answer, ParseFailed):
        resting = strikes >= schedule.STRIKES
        error = f"{answer.error}; set aside for 24 h after {strikes} times" if resting else answer.error
        status, stage, http_status = FeedStatus.FAILED, "parse", 200
    else:
        gone = answer.status == 410
        status, stage = (FeedStatus.GONE if gone else FeedStatus.FAILED), answer.stage
        error, http_status = answer.error, answer.status
    return msgspec.structs.replace(
        before,
        status=status,
        error=error,
        stage=stage,
        failures=before.failures + (1 if count else 0),
        http_status=http_status,
        bytes=size if size is not None else before.bytes,
    )


def result(health: FeedHealth, strikes: int) -> Result:
    if health.status is FeedStatus.GONE:
        return Result.GONE
    if health.status is FeedStatus.FAILED:
        return Result.QUARANTINED if health.stage == "parse" and strikes >= schedule.STRIKES else Result.FAILED
    return Result.DONE


def validators(
    before: Validators | None, answer: Fetched | NotModified, body_hash: str | None, now: dt.datetime
) -> Validators | None:
    """What to send back next time. A 304 may carry new ones, and then only those that it carries change; the instant of
    the last whole answer stays, for a server that says 304 for ever must be asked in full once a day."""
    if isinstance(answer, Fetched):
        return Validators(
            url=answer.url, etag=answer.etag, last_modified=answer.last_modified, fetched=now, body_hash=body_hash
        )
    if before is None or before.url != answer.url:
        return None
    return msgspec.structs.replace(
        before, etag=answer.etag or before.etag, last_modified=answer.last_modified or before.last_modified
    )


def _note(answer: Fetched, parsed: Parsed, url: str, asked: str) -> str | None:
    parts = []
    if parsed.left_out:
        parts.append(f"{parsed.left_out:,} entries over the limit left out")
    if parsed.bad:
        parts.append(f"{parsed.bad:,} unreadable {'entry' if parsed.bad == 1 else 'entries'} left out")
    if parsed.truncated:
        parts.append("the answer ends in the middle: its last entry was left out")
    if parsed.encoding_note:
        parts.append(parsed.encoding_note)
    moved = answer.moved if asked == url else answer.url
    if moved is not None:
        parts.append(f"moved for good to {redact(moved)}: change it in the sources file")
    elif not same_site(host_of(answer.url), host_of(url)):
        parts.append(f"redirected to {redact(answer.url)}")
    return "; ".join(parts) or None
