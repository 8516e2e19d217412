"""Which addresses a feed may live at.

Invariant: an address is public only when no reading of it, mapped, tunnelled or translated, leads to a machine that is
not. ``ipaddress.is_global`` alone is not enough: it calls 64:ff9b::7f00:1 (loopback behind NAT64), ::127.0.0.1,
multicast and site-local addresses global on some of the Python versions in use.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# RFC 6052 and RFC 2765: the IPv4 address is in the last 32 bits.
_TRANSLATED = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "::ffff:0:0:0/96"))
_COMPATIBLE = ipaddress.IPv6Network("::/96")
# Discard, documentation, segment routing, unique local, link-local, site-local, and NAT64 for local use (RFC 8215).
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(net)
    for net in (
        "100::/64",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "64:ff9b:1::/48",
    )
)
_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(net)
    for net in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4")
)


def is_public(address: str) -> bool:
    """True for an address on the open internet; False for everything else, also for what is no address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_open(reading) for reading in _readings(parsed))


def permitted(address: str, *, allow_private: bool, trusted: Sequence[Network] = ()) -> bool:
    """Whether we may connect: anything when private addresses are allowed, else public or named in ``trusted``."""
    if allow_private:
        return True
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return is_public(address) or any(parsed in network for network in trusted)


def _readings(address: Address) -> Iterator[Address]:
    """The address itself and every IPv4 address that it carries."""
    yield address
    if not isinstance(address, ipaddress.IPv6Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _COMPATIBLE or any(address in net for net in _TRANSLATED):
        yield ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)


def _is_open(address: Address) -> bool:
    if address.is_multicast or address.is_unspecified or address.is_loopback or address.is_link_local:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return not address.is_private and not any(address in net for net in _REFUSED_V4)
    if address.ipv4_mapped is not None or address in _COMPATIBLE or any(address in net for net in _TRANSLATED):
        return True  # a wrapper: what it carries is judged by itself
    return not address.is_private and not any(address in net for net in _REFUSED_V6)
