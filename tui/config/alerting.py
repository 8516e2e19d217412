"""What an ``[[alert]]`` may ask for beside its query: hours of quiet, and a command with fields of the incident.

Invariant: a command is a list of arguments that never goes through a shell; what stands for a placeholder is one
argument, or a part of one, whatever a headline holds, and can never be read as an option.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

FIELDS = ("alert", "title", "grade", "place", "fronts", "killed", "wounded", "origins", "outlets", "time", "url", "id")
"""What a command can be told, as ``{title}`` in an argument and as FRONTWATCH_TITLE in its environment."""
FIELD_LIMIT = 1_000
"""Code points of one field."""
_PLACEHOLDER = re.compile(r"\{([^{}]{0,40})\}")
_QUIET = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)

Hours = tuple[dt.time, dt.time]


def quiet_hours(words: str) -> Hours | None:
    """Begin and end of "22:00-07:00", in UTC like every time on the board; None: that is no span of hours."""
    match = _QUIET.fullmatch(words)
    if match is None or match[0][:5] == match[0][6:]:
        return None
    return dt.time(int(match[1]), int(match[2])), dt.time(int(match[3]), int(match[4]))


def is_quiet(hours: Hours | None, now: dt.datetime) -> bool:
    """Whether ``now`` is within; a span may go over midnight. The end is not a part of it."""
    if hours is None:
        return False
    (begin, end), time = hours, now.time()
    return begin <= time < end if begin < end else time >= begin or time < end


def placeholders(command: Sequence[str]) -> Iterator[str]:
    """Every name in braces, in order."""
    for argument in command:
        yield from _PLACEHOLDER.findall(argument)


def filled(command: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    """The arguments with each placeholder replaced. An argument that would begin with "-" because of a field gets a
    space before it: a headline is no option."""
    return [_filled(argument, fields) for argument in command]


def _filled(argument: str, fields: Mapping[str, str]) -> str:
    words = _PLACEHOLDER.sub(lambda match: fields.get(match[1], match[0]), argument)
    return f" {words}" if words.startswith("-") and not argument.startswith("-") else words


def environment(fields: Mapping[str, str]) -> dict[str, str]:
    return {f"FRONTWATCH_{name.upper()}": value for name, value in fields.items()}
