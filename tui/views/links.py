"""Opening a link from a feed, safely.

Invariants: only http and https with a plain host reach a program; the program is one of a fixed list, gets the
address as one argument of its own, never through a shell, and cannot touch the terminal. Nobody waits for it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, urlsplit, urlunsplit

LIMIT = 2_048
_BROWSERS = ("xdg-open", "gio open", "x-www-browser", "wslview")
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_][a-z0-9_.-]*")
_SAFE = "/%:@!$&'()*+,;=~-._?"


def checked(url: str) -> str | None:
    """``url`` in the form that may be opened: ASCII, http or https, host in its international form; else None."""
    if not url or len(url) > LIMIT or any(char.isspace() or char == "\\" or not char.isprintable() for char in url):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if parts.scheme not in ("http", "https") or not host or parts.username is not None or "@" in parts.netloc:
            return None
        netloc = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError of idna is one, too
        return None
    if not _HOST.fullmatch(netloc):
        return None
    if port is not None:
        netloc = f"{netloc}:{port}"
    path, query = quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE)
    clean = urlunsplit((parts.scheme, netloc, path, query, quote(parts.fragment, safe=_SAFE)))
    return clean if len(clean) <= LIMIT else None


def host(url: str) -> str:
    """The host as it will really be asked, for the eye: "xn--..." for a name in another script; "" when unsafe."""
    good = checked(url)
    return urlsplit(good).hostname or "" if good else ""


def command(
    environ: Mapping[str, str], platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which
) -> list[str] | None:
    """The program that opens an address here; None where there is no display to open it on."""
    if platform == "darwin":
        return ["/usr/bin/open"]
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY") or environ.get("WSL_DISTRO_NAME")):
        return None
    for browser in _BROWSERS:
        name, *rest = browser.split()
        found = which(name)
        if found:
            return [found, *rest]
    return None


def open_url(url: str, launcher: Sequence[str] | None) -> bool:
    """Starts ``launcher`` with the checked address as its last argument; False when it may not or cannot be."""
    good = checked(url)
    if good is None or launcher is None:
        return False
    try:
        process = subprocess.Popen(  # noqa: S603 - a list, no shell, and the address was checked
            [*launcher, good],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            close_fds=True,
        )
    except OSError:
        return False
    # Somebody has to collect it when it ends; a thread that nobody waits for does.
    threading.Thread(target=process.wait, name="browser", daemon=True).start()
    return True


def here() -> list[str] | None:
    return command(os.environ)
