"""From a path to TOML tables; whatever stands at the path, nothing but a ConfigError comes back.

A file can be half written, a directory, a pipe that never ends, of another encoding, nested beyond the stack or hold
a number of ten thousand digits: a reload has to survive all of them.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from tui import text
from tui.config.errors import ConfigError, Problem

SIZE_LIMIT = 1 << 20
"""Bytes of a configuration file."""
_AT = re.compile(r" \(at (?:line (\d{1,9}), column (\d{1,9})|end of document)\)$")
# tomllib takes quadratic time and memory over a key of many parts. Possessive, and begun at the start of a part only,
# so that the search itself is linear.
_DEEP_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){40}""", re.ASCII)


def read(path: Path) -> str:
    """The text of a configuration file, without a byte order mark. Raises ConfigError."""
    raw = _bytes(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise ConfigError(
            (Problem(file=str(path), line=line, message=found, expected="a file saved as UTF-8"),)
        ) from None


def tables(path: Path, source: str) -> dict[str, Any]:
    """Parse TOML. Raises ConfigError with line and column."""
    deep = _DEEP_KEY.search(source)
    if deep is not None:
        line = source.count("\n", 0, deep.start()) + 1
        raise ConfigError((Problem(file=str(path), line=line, message="a key of more than 40 parts"),))
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError((_syntax(path, source, str(error)),)) from None
    except RecursionError:
        problem = Problem(file=str(path), message="nested too deeply", expected="tables and lists a few levels deep")
        raise ConfigError((problem,)) from None
    except (ValueError, OverflowError) as error:
        message = f"a value that cannot be read ({text.line(str(error), 80)})"
        raise ConfigError((Problem(file=str(path), message=message, expected="valid TOML"),)) from None


def _syntax(path: Path, source: str, message: str) -> Problem:
    at = _AT.search(message)
    said = text.line(_AT.sub("", message), 200)
    if at is None:
        return Problem(file=str(path), message=said, expected="valid TOML")
    line = int(at[1]) if at[1] else source.count("\n") + 1
    column = f" at column {at[2]}" if at[2] else " at the end of the file"
    return Problem(file=str(path), line=line, message=f"{said}{column}", expected="valid TOML")


def _bytes(path: Path) -> bytes:
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise _refused(path, "no such file") from None
    except (OSError, ValueError) as error:
        raise _refused(path, getattr(error, "strerror", None) or text.line(str(error))) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _refused(path, "not a regular file")
    with os.fdopen(handle, "rb") as stream:
        try:
            raw = stream.read(SIZE_LIMIT + 1)
        except OSError as error:
            raise _refused(path, error.strerror or "cannot be read") from None
    if len(raw) > SIZE_LIMIT:
        raise _refused(path, "larger than 1 MiB", "a smaller file")
    return raw


def _refused(path: Path, message: str, expected: str = "a readable TOML file") -> ConfigError:
    return ConfigError((Problem(file=text.line(str(path)), message=message, expected=expected),))
