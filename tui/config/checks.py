"""What a table must hold beyond its types. Pure: each check looks at one value and gives its faults."""

from __future__ import annotations

import ipaddress
import itertools
import math
import re
import urllib.parse
from collections.abc import Iterator

from tui.config import alerting
from tui.config.errors import shown
from tui.config.tables import Fault, nearest
from tui.config.values import Settings
from tui.model import Actor, Alert, Front, SavedFilter, Source
from tui.query import QueryError, parse

KINDS = ("state", "army", "group", "militia", "coalition", "police", "gang", "mission")
"""What an actor can be."""
CORNERS = 200
"""Corners of an area."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}")
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SPACE = re.compile(r"[\s\"<>\\^`{|}]")
_HOST = re.compile(r"[^\s/?#@\[\]%]{1,253}")
_ADDRESS = 'an http or https address with a host, such as "https://example.org/feed.xml"'
_CODE = 'a country code of two capital letters, such as "SY"'
_RANGES: dict[str, tuple[float, float, str]] = {
    "per_host_delay": (0, 3_600, "from 0s to 1h"),
    "per_host_requests": (1, 100, "a whole number from 1 to 100"),
    "in_flight": (1, 1_000, "a whole number from 1 to 1000"),
    "timeout": (1, 600, "from 1s to 10m"),
    "window": (60, math.inf, "1m or longer"),
    "retention": (3_600, math.inf, "1h or longer"),
}


def settings(value: Settings) -> Iterator[Fault]:
    for key, (low, high, expected) in _RANGES.items():
        found = getattr(value, key)
        if not low <= found <= high:
            yield key, f"found {found:g}", expected


def source(value: Source) -> Iterator[Fault]:
    yield from _id(value.id)
    yield from url(value.url)
    if _LANG.fullmatch(value.lang) is None:
        yield "lang", f"found {shown(value.lang)}", 'a language code such as "en"'
    if not 0 < value.interval <= 7 * 86_400:
        yield "interval", f"found {value.interval:g}", "more than 0s, at most 7d"
    yield from _countries("country", (value.country,) if value.country is not None else ())


def actor(value: Actor) -> Iterator[Fault]:
    if value.kind not in KINDS:
        yield "kind", f"found {shown(value.kind)}", "one of " + ", ".join(KINDS)
    yield from _countries("country", (value.country,) if value.country is not None else ())
    yield from _countries("context", value.context)


def front(value: Front) -> Iterator[Fault]:
    yield from _id(value.id)
    yield from _countries("countries", value.countries)
    yield from _area(value.area)
    yield from _query(value.query)


def saved_filter(value: SavedFilter) -> Iterator[Fault]:
    yield from _query(value.query)


def alert(value: Alert) -> Iterator[Fault]:
    yield from _query(value.query)
    if not 1 <= value.origins <= 100:
        yield "origins", f"found {value.origins}", "a whole number from 1 to 100"
    if not 0 <= value.cooldown <= 7 * 86_400:
        yield "cooldown", f"found {value.cooldown:g}", "from 0s to 7d"
    if value.quiet is not None and alerting.quiet_hours(value.quiet) is None:
        yield "quiet", f"found {shown(value.quiet)}", 'hours of UTC such as "22:00-07:00"'
    if any(alerting.placeholders(value.command[:1])):
        yield "command", f"found {shown(value.command[0])} as the program", "a program that no headline can choose"
    for name in alerting.placeholders(value.command):
        if name not in alerting.FIELDS:
            yield "command", f"unknown field {shown('{' + name + '}')}", nearest(name, alerting.FIELDS)


def url(address: str) -> Iterator[Fault]:
    """Faults of a feed address. A password in it is refused and never repeated."""
    try:
        parts = urllib.parse.urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        yield "url", "found an address that cannot be read", _ADDRESS
        return
    if parts.username is not None or parts.password is not None:
        yield (
            "url",
            "found a user name or password in the address",
            "an address without it: feeds are read without a login",
        )
    elif parts.scheme not in ("http", "https"):
        yield "url", f"found {shown(address)}", _ADDRESS
    elif not host or not _is_host(host):
        yield "url", f"found {shown(address)} without a usable host", _ADDRESS
    elif _SPACE.search(address):
        yield "url", f"found a space or other character that must be written as %20 in {shown(address)}", _ADDRESS


def _is_host(host: str) -> bool:
    if ":" not in host:
        return _HOST.fullmatch(host) is not None and ".." not in host and not host.startswith(".")
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _id(value: str) -> Iterator[Fault]:
    if _ID.fullmatch(value) is None:
        yield "id", f"found {shown(value)}", 'letters, digits, "-", "_" and ".", at most 64, such as "ukraine-east"'


def _countries(key: str, codes: tuple[str, ...]) -> Iterator[Fault]:
    for code in codes:
        if _COUNTRY.fullmatch(code) is None:
            yield key, f"found {shown(code)}", _CODE


def _area(corners: tuple[tuple[float, float], ...]) -> Iterator[Fault]:
    if not corners:
        return
    if not 3 <= len(corners) <= CORNERS:
        yield "area", f"found {len(corners)} corners", f"from 3 to {CORNERS}"
        return
    for number, (lat, lon) in enumerate(corners, start=1):
        # Also false for nan, which no comparison holds for.
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            swapped = " (longitude first?)" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""
            expected = "[latitude, longitude] within 90 and 180 degrees"
            yield "area", f"found corner {number} at [{lat:g}, {lon:g}]{swapped}", expected
            return
    crossing = _crossing(corners)
    if crossing is not None:
        yield "area", f"found sides {crossing[0]} and {crossing[1]} that cross", "corners in order around the area"


def _crossing(corners: tuple[tuple[float, float], ...]) -> tuple[int, int] | None:
    """Numbers, from 1, of two sides that cross each other: a figure of eight has no inside."""
    sides = list(zip(corners, corners[1:] + corners[:1], strict=True))
    for (i, (a, b)), (j, (c, d)) in itertools.combinations(enumerate(sides, start=1), 2):
        if _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0:
            return i, j
    return None


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Positive when c is to the left of a to b, negative to the right."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _query(words: str) -> Iterator[Fault]:
    try:
        parse(words)
    except QueryError as error:
        expected = " or ".join(error.expected) or "a query of the filter language"
        yield "query", f"{error.message} at character {error.position + 1} of {shown(words)}", expected
