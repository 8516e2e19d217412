"""One URL to one answer: the only module that speaks HTTP.

Invariant: :meth:`Fetcher.fetch` always returns a value. It ends within the configured time, holds no more than the
limit of a body in memory, sends no cookie, goes to no address that is not permitted, on no hop, and never from https
back to http. What it says about a failure holds no secret and nothing that could steer a terminal.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

import httpcore
import httpx

from tui import text
from tui.clock import Clock
from tui.feeds import schedule
from tui.feeds.addresses import Network
from tui.feeds.answers import bad_turn, status_line, told
from tui.feeds.decode import LIMIT, DecodeError, Decoder
from tui.feeds.hosts import Hosts
from tui.feeds.network import Names, NetworkError, PinnedBackend, Resolve, causes, system_resolve
from tui.feeds.urls import host_of, redact, refusal
from tui.feeds.values import Fetched, FetchFailed, Hints, NotModified
from tui.model import Validators

_READ_LIMIT = 15.0
_WRITE_LIMIT = 10.0
_VALIDATOR_LIMIT = 1_024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WHOLE = frozenset({200, 203})
_PERMANENT = frozenset({301, 308})
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)


class Settings(Protocol):
    """What the fetcher reads of the user's settings."""

    @property
    def allow_private_addresses(self) -> bool: ...
    @property
    def per_host_delay(self) -> float: ...
    @property
    def per_host_requests(self) -> int: ...
    @property
    def in_flight(self) -> int: ...
    @property
    def timeout(self) -> float: ...


class _Stage:
    """Where a request is, so that a time-out can say it."""

    def __init__(self) -> None:
        self.name = "connect"

    async def trace(self, event: str, _info: dict[str, Any]) -> None:
        if event.startswith("connection.start_tls"):
            self.name = "tls"
        elif event.startswith("http11.receive_response_body"):
            self.name = "body"
        elif event.startswith(("http11.send", "http11.receive")):
            self.name = "http"


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's own transport over connections of ours."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend, tls: ssl.SSLContext, in_flight: int) -> None:
        # A kept connection saves little at one request in five minutes and is the first thing to be dead after a
        # suspend, so none is kept.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls, max_connections=in_flight, max_keepalive_connections=0, network_backend=backend
        )


class Fetcher:
    """Fetches politely; one for all feeds. Use it inside one event loop and close it there."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        *,
        resolve: Resolve = system_resolve,
        trusted: Sequence[Network] = (),
        tls: ssl.SSLContext | None = None,
        limit: int = LIMIT,
    ) -> None:
        """``trusted``: networks that feeds may live on though they are private. ``limit``: bytes of a decoded body."""
        self.hosts = Hosts(clock, per_host=settings.per_host_requests, gap=settings.per_host_delay)
        self._clock = clock
        self._total = settings.timeout
        self._is_own = settings.per_host_delay <= 0
        self._limit = limit
        self._names = Names(allow_private=settings.allow_private_addresses, trusted=trusted, resolve=resolve)
        self._slots = asyncio.Semaphore(settings.in_flight)
        self._client = httpx.AsyncClient(
            transport=_Transport(
                PinnedBackend(self._names),
                tls if tls is not None else httpx.create_ssl_context(trust_env=False),
                settings.in_flight,
            ),
            headers={"User-Agent": f"frontwatch/{_version()} (feed reader)", "Accept": _ACCEPT, "Connection": "close"},
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(read=_READ_LIMIT, write=_WRITE_LIMIT, connect=schedule.FLOOR, pool=schedule.FLOOR),
            trust_env=False,
            follow_redirects=False,
        )
        # httpx asks for every encoding that it could undo; we undo gzip only, within a limit.
        self._client.headers["Accept-Encoding"] = "gzip"

    async def close(self) -> None:
        await self._client.aclose()

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched | NotModified | FetchFailed:
        """GET ``url`` and what it redirects to. ``validators`` are sent to the URL that they belong to."""
        spent = 0.0
        hops: list[str] = []
        permanent = True
        while True:
            answer: Fetched | NotModified | FetchFailed | _Redirect | None = self._refusal(url)
            if answer is None:
                async with self.hosts.turn(host_of(url)):
                    started = self._clock.monotonic()
                    # Another feed may have been told to leave the host alone while this one waited.
                    answer = self._refusal(url) or await self._hop(url, validators, self._total - spent)
                    spent += self._clock.monotonic() - started
            if not isinstance(answer, _Redirect):
                return told(answer, url, hops, permanent, spent)
            hops.append(redact(url))
            permanent = permanent and answer.permanent
            problem = bad_turn(url, answer.target, len(hops))
            if problem is not None:
                failure = FetchFailed(stage="http", error=problem, status=answer.status)
                return told(failure, url, hops, permanent, spent)
            url = answer.target

    def _refusal(self, url: str) -> FetchFailed | None:
        """Why nothing may be asked at ``url``, at least not now."""
        reason = refusal(url)
        if reason is not None:
            return FetchFailed(stage="http", error=reason)
        held = self.hosts.held(host_of(url))
        if not held:
            return None
        error = f"{text.line(host_of(url), 80)} asked for a rest of another {held:.0f} s"
        return FetchFailed(stage="http", error=error, hints=Hints(retry_after=held), resting=True)

    async def _hop(
        self, url: str, validators: Validators | None, seconds: float
    ) -> Fetched | NotModified | FetchFailed | _Redirect:
        stage = _Stage()
        try:
            # Before the slot: forty names that do not resolve must not keep the healthy feeds waiting.
            await self._names.addresses(host_of(url))
            async with self._slots, asyncio.timeout(max(seconds, 0.0)):
                return await self._request(url, validators, stage)
        except NetworkError as error:
            return FetchFailed(stage=error.stage, error=str(error))
        except TimeoutError:
            return FetchFailed(stage=stage.name, error=f"not finished after {self._total:g} s ({stage.name})")
        except DecodeError as error:
            return FetchFailed(stage="decode", error=text.line(str(error)))
        except Exception as error:  # whatever a hostile server can provoke is a failed feed and nothing more
            return _failure(error, stage.name)

    async def _request(
        self, url: str, validators: Validators | None, stage: _Stage
    ) -> Fetched | NotModified | FetchFailed | _Redirect:
        conditions = _conditions(url, validators, self._clock)
        request = self._client.build_request("GET", url, headers=conditions, extensions={"trace": stage.trace})
        response = await self._client.send(request, stream=True)
        try:
            status = response.status_code
            hints = Hints(
                max_age=schedule.max_age(response.headers.get("cache-control")),
                retry_after=schedule.retry_after(response.headers.get("retry-after"), self._clock.now()),
            )
            etag, modified = (_validator(response.headers.get(name)) for name in ("etag", "last-modified"))
            if status == 304 and conditions:
                return NotModified(url=url, etag=etag, last_modified=modified, hints=hints)
            if status in _REDIRECTS:
                return _redirect(url, response)
            if status not in _WHOLE:
                return self._refused(url, status, hints)
            decoder = Decoder(response.headers.get("content-encoding", ""), self._limit)
            decoder.expect(response.headers.get("content-length", ""))
            async for part in response.aiter_raw():
                decoder.feed(part)
            return Fetched(
                url=url,
                body=decoder.finish(),
                content_type=text.line(response.headers.get("content-type", ""), 200),
                etag=etag,
                last_modified=modified,
                hints=hints,
            )
        finally:
            await response.aclose()

    def _refused(self, url: str, status: int, hints: Hints) -> FetchFailed:
        """A status without a feed. A rest asked for is kept at once, before another feed of the host gets its turn."""
        error = status_line(status)
        if status not in (429, 503) or hints.retry_after is None:
            return FetchFailed(stage="http", error=error, status=status)
        # A host that needs no delay between requests is the user's own, a replay or a mirror of many outlets. One of
        # them that is down says nothing of the others; "too many requests" does.
        if status == 429 or not self._is_own:
            self.hosts.hold(host_of(url), hints.retry_after)
        return FetchFailed(stage="http", error=error, status=status, hints=hints)


class _Redirect:
    __slots__ = ("permanent", "status", "target")

    def __init__(self, target: str, status: int) -> None:
        self.target = target
        self.status = status
        self.permanent = status in _PERMANENT


def _redirect(url: str, response: httpx.Response) -> _Redirect | FetchFailed:
    location = response.headers.get("location", "")
    here = httpx.URL(url)
    try:
        target = here.join(location) if location else None
    except httpx.InvalidURL:
        target = None
    if target is None:
        error = f"HTTP {response.status_code} without a usable Location"
        return FetchFailed(stage="http", error=error, status=response.status_code)
    same = (target.scheme, target.host, target.port) == (here.scheme, here.host, here.port)
    # Credentials go where the user put them and nowhere else.
    target = target.copy_with(userinfo=here.userinfo if same else b"", fragment=None)
    return _Redirect(str(target), response.status_code)


def _failure(error: Exception, stage: str) -> FetchFailed:
    for cause in causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchFailed(stage="tls", error=f"TLS: {text.line(cause.verify_message, 160)}")
        if isinstance(cause, ssl.SSLError):
            return FetchFailed(stage="tls", error=f"TLS: {text.line(cause.reason or str(cause), 160)}")
    words = redact(str(error))
    match error:
        case httpx.ReadTimeout():
            message = f"no answer for {_READ_LIMIT:g} s"
        case httpx.TimeoutException():
            message = "timed out"
        case httpx.RemoteProtocolError():
            message = f"broken HTTP: {words}"
        case httpx.ReadError() | httpx.WriteError():
            message = "the connection was cut"
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            message = f"not a URL to fetch: {words}"
        case _:
            message = f"{type(error).__name__}: {words}"
    return FetchFailed(stage=stage, error=message)


def _conditions(url: str, validators: Validators | None, clock: Clock) -> dict[str, str]:
    if validators is None or not schedule.may_send(validators, url, clock.now()):
        return {}
    pairs = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in pairs.items() if value is not None}


def _validator(value: str | None) -> str | None:
    """ETag or Last-Modified verbatim, but only when it is safe to keep and to send."""
    if not value or len(value) > _VALIDATOR_LIMIT or not value.isascii() or not value.isprintable():
        return None
    return value


def _version() -> str:
    try:
        return version("frontwatch")
    except PackageNotFoundError:
        return "0"
